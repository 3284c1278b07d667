"""計画: a city's plans and the model of a council's plan; their periods and what replaced what."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field

from kyodo_core.aspects.base import Aspect, Problem
from kyodo_core.domain.facts import Fact, Part
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period
from kyodo_core.errors import suggestion
from kyodo_core.messages import _


class PlanKind(Kind):
    BASIC_PLAN = "basic_plan", "協働の基本計画・指針", "Basic plan or guideline"
    PROMOTION_PLAN = "promotion_plan", "協働の推進計画", "Promotion plan"
    COMPREHENSIVE_PLAN = "comprehensive_plan", "総合計画", "Comprehensive plan"
    COUNCIL_PLAN = "council_plan", "地域づくり計画", "Council's plan"


@value
class Measure(Value):
    """推進施策: one measure under a policy."""

    number: str = field(metadata=says("番号", "Number in the document"))
    name: str = field(metadata=says("名称", "Name"))


@value
class Earlier(Value):
    """The policy of an earlier plan that a policy goes on with."""

    number: str = field(metadata=says("番号", "Number of the earlier policy"))
    name: str = field(metadata=says("名称", "Name of the earlier policy"))
    inference: Text = field(
        default=NOT_STATED, metadata=says("推定の理由", "Why the text supports this reading")
    )


@value
class Policy(Value):
    """推進方針: one policy of a plan, with its measures."""

    number: str = field(metadata=says("番号", "Number in the document"))
    name: str = field(metadata=says("名称", "Name"))
    text: Text = field(default=NOT_STATED, metadata=says("内容", "What it says, in other words"))
    measures: tuple[Measure, ...] = field(default=(), metadata=says("推進施策", "Measures"))
    earlier: tuple[Earlier, ...] = field(
        default=(), metadata=says("前の推進方針との対応", "Earlier policies")
    )


@value
class ModelLine(Value):
    """One line of the model form of a council's plan: what is done, by which project, by whom."""

    item: str = field(metadata=says("実施項目", "Item"))
    project: str = field(metadata=says("実施事業", "Project"))
    actor: str = field(metadata=says("実施主体", "Who does it"))


@value
class Plan(Fact):
    kinds: tuple[PlanKind, ...] = field(metadata=says("計画の種類", "Kinds of plan"))
    adopted: DocumentDate | NotStated = field(default=NOT_STATED, metadata=says("策定", "Adopted"))
    adopted_in: FiscalYear | NotStated = field(
        default=NOT_STATED, metadata=says("策定年度", "Fiscal year of adoption, where no date is given")
    )
    in_force: DocumentDate | NotStated = field(default=NOT_STATED, metadata=says("施行", "In force from"))
    period: Period | NotStated = field(default=NOT_STATED, metadata=says("計画期間", "Period"))
    formerly: Text = field(default=NOT_STATED, metadata=says("改称前の名称", "Name before it was renamed"))
    supersedes: tuple[str, ...] = field(
        default=(), metadata=says("引き継いだ計画", "Ids of the plans it took over from", refers="plans")
    )
    made_by: tuple[str, ...] = field(default=(), metadata=says("策定の過程", "How and by whom it was made"))
    pillars: tuple[str, ...] = field(default=(), metadata=says("柱", "Pillars"))
    contents: tuple[Part, ...] = field(default=(), metadata=says("記載内容", "Contents"))
    policies: tuple[Policy, ...] = field(default=(), metadata=says("推進方針", "Policies"))
    model: tuple[ModelLine, ...] = field(default=(), metadata=says("様式の例", "Lines of the model form"))

    def span(self) -> Period:
        start = self.since or (self.period and self.period.since) or NOT_STATED
        for date in (self.in_force, self.adopted):
            start = start or (date.fiscal_year if date else NOT_STATED)
        start = start or self.adopted_in
        return Period(start, self.until or (self.period and self.period.until) or NOT_STATED)

    def brief(self) -> str:
        said = [
            f"策定 {self.adopted or self.adopted_in}" if self.adopted or self.adopted_in else "",
            f"施行 {self.in_force}" if self.in_force else "",
        ]
        if self.period:
            said.append(f"期間 {self.period}")
        return "、".join(part for part in said if part) or super().brief()


def _replaced(plan: Plan, facts: Sequence[Fact], year: FiscalYear) -> bool:
    """Was another plan in force in its place on the first day of the year?"""
    for other in facts:
        if isinstance(other, Plan) and plan.id in other.supersedes:
            start = other.span().since
            first_day = bool(other.in_force and other.in_force.month == 4 and other.in_force.day in (0, 1))
            if start and (start < year or (start == year and (first_day or not other.in_force))):
                return True
    return False


@value
class PlanAspect(Aspect):
    def at(self, facts: tuple[Fact, ...], year: FiscalYear) -> tuple[Fact, ...]:
        return tuple(
            fact
            for fact in facts
            if fact.holds_in(year) and not (isinstance(fact, Plan) and _replaced(fact, facts, year))
        )

    def headline(self, facts: Sequence[Fact]) -> str:
        own = [f for f in facts if isinstance(f, Plan) and PlanKind.COMPREHENSIVE_PLAN not in f.kinds]
        return "／".join(f"{f.name}{f'（{f.period}）' if f.period else ''}" for f in own)

    def check(self, facts: Sequence[tuple[int, Fact]], others: Holdings) -> Iterator[Problem]:
        known = {fact.id: fact.name for _index, fact in sorted(facts, key=lambda placed: placed[1].id)}
        for index, fact in facts:
            if isinstance(fact, Plan):
                yield from _check_plan(fact, (self.table, index), known)


def _check_plan(plan: Plan, path: tuple[str | int, ...], known: Mapping[str, str]) -> Iterator[Problem]:
    for place, plan_id in enumerate(plan.supersedes):
        if plan_id == plan.id:
            yield Problem((*path, "supersedes", place), _("a plan does not supersede itself"), plan_id)
        elif plan_id not in known:
            hint = suggestion(plan_id, known)
            yield Problem((*path, "supersedes", place), _("no plan has this id"), plan_id, hint)
    if plan.period and plan.period.reversed:
        message = _("the period ends before it begins")
        yield Problem((*path, "period", "until"), message, str(plan.period.until), rule="years")


ASPECT = PlanAspect(id="plans", table="plan", fact=Plan, kinds=PlanKind)
