"""地域協働体等: the body that speaks and acts for one area."""

from collections.abc import Iterator, Sequence

from attrs import field

from kyodo_core.aspects.base import Aspect, Problem, names
from kyodo_core.domain.facts import Fact, Part, Practice
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period
from kyodo_core.messages import _


class CouncilKind(Kind):
    POSITION = "position", "名称・位置づけ", "Name and position"
    MEMBERSHIP = "membership", "構成員・組織", "Membership and organisation"
    FUNCTION = "function", "機能", "Functions"
    ROLE = "role", "役割", "Roles"
    AREA = "area", "区域", "Area"
    FOUNDING = "founding", "設立の流れ", "Founding steps"
    OPENNESS = "openness", "透明性・参加しやすさ", "Openness"
    PLAN = "plan", "地域づくり計画", "Area plan"
    COUNT = "count", "設立数", "Number"


@value
class Supporter(Value):
    """Who supports a founding step, and with what."""

    actor: str = field(metadata=says("支援する主体", "Who supports"))
    text: str = field(metadata=says("支援の内容", "With what"))


@value
class Council(Practice):
    """One thing that a city states about its community councils.

    A count has `value` (in `unit`), the date it was taken on, and what it is out of.
    """

    kinds: tuple[CouncilKind, ...] = field(metadata=says("事項の種類", "Kinds of statement"))
    number: Text = field(default=NOT_STATED, metadata=says("番号", "Number in the document's list"))
    towards: tuple[ActorKind, ...] = field(default=(), metadata=says("対象", "Towards whom"))
    parts: tuple[Part, ...] = field(default=(), metadata=says("内訳", "Parts"))
    examples: tuple[str, ...] = field(default=(), metadata=says("例", "Examples"))
    supporters: tuple[Supporter, ...] = field(default=(), metadata=says("支援", "Who supports it"))
    value: int | NotStated = field(default=NOT_STATED, metadata=says("数", "Number"))
    unit: Text = field(default=NOT_STATED, metadata=says("単位", "Unit"))
    out_of: int | NotStated = field(default=NOT_STATED, metadata=says("対象総数", "Out of how many"))
    date: DocumentDate | NotStated = field(
        default=NOT_STATED, metadata=says("数の時点", "Date of the number")
    )

    def span(self) -> Period:
        return Period(self.since or (self.date.fiscal_year if self.date else NOT_STATED), self.until)

    def counted(self) -> str:
        """The number in words, empty where this is no count: 21地域（21地域のうち）."""
        if self.value is NOT_STATED:
            return ""
        total = f"（{self.out_of}{self.unit or ''}のうち）" if self.out_of is not NOT_STATED else ""
        dated = f"、{self.date}" if self.date else ""
        return f"{self.value}{self.unit or ''}{total}{dated}"

    def brief(self) -> str:
        listed = "、".join(part.name for part in self.parts)
        said = super().brief()
        return self.counted() or (f"{said}（{listed}）" if said and listed else said or listed)


@value
class CouncilAspect(Aspect):
    def headline(self, facts: Sequence[Fact]) -> str:
        position = [fact for fact in facts if CouncilKind.POSITION in fact.core_kinds()]
        counts = [fact.counted() for fact in facts if isinstance(fact, Council) and fact.counted()]
        return " ".join([names(position[:1]), *counts[:1]])

    def at(self, facts: tuple[Fact, ...], year: FiscalYear) -> tuple[Fact, ...]:
        """Facts of the year; of several counts of one thing (one name) only the latest."""
        held = [fact for fact in facts if fact.holds_in(year)]
        latest = {
            fact.name: fact
            for fact in sorted(
                (f for f in held if isinstance(f, Council) and f.date),
                key=lambda f: (f.date.year, f.date.month, f.date.day) if f.date else (0, 0, 0),
            )
        }
        return tuple(
            fact
            for fact in held
            if not (isinstance(fact, Council) and fact.date) or latest[fact.name] is fact
        )

    def check(self, facts: Sequence[tuple[int, Fact]], others: Holdings) -> Iterator[Problem]:
        for index, fact in facts:
            if isinstance(fact, Council) and _beyond(fact):
                message = _("the number is greater than what it is out of")
                path = (self.table, index, "value")
                yield Problem(path, message, fact.value, str(fact.out_of), error=False, rule="totals")


def _beyond(count: Council) -> bool:
    if count.value is NOT_STATED or count.out_of is NOT_STATED:
        return False
    return count.value > count.out_of


ASPECT = CouncilAspect(
    id="councils",
    table="council",
    fact=Council,
    kinds=CouncilKind,
)
