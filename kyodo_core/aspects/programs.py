"""支援事業: the programs a city offers, their schedule year by year and their terms."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import field

from kyodo_core.aspects.base import Aspect, Problem
from kyodo_core.domain.facts import Fact, Part, Practice
from kyodo_core.domain.kinds import ActorKind, SupportKind
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import FiscalYear, Period
from kyodo_core.errors import suggestion
from kyodo_core.messages import _
from kyodo_core.rules.checks import overlap, term_faults
from kyodo_core.rules.facts import KNOWN, FactDeclaration
from kyodo_core.rules.terms import Terms


class SchedulePhase(Kind):
    """段階: what a schedule says of a program in one fiscal year."""

    RESEARCH = "research", "調査研究", "Research"
    CONSIDERING = "considering", "検討", "Under consideration"
    DESIGN = "design", "制度設計", "Design"
    PREPARATION = "preparation", "導入の準備", "Preparation"
    RUNNING = "running", "実施", "Running"
    NOT_STATED = "not_stated", "記載なし", "Not stated"


@value
class ScheduleYear(Value):
    """One year of a program's schedule; `wording` is what the document writes there."""

    fiscal_year: FiscalYear = field(metadata=says("年度", "Fiscal year"))
    phase: SchedulePhase = field(metadata=says("段階", "Phase"))
    wording: Text = field(default=NOT_STATED, metadata=says("文書の記載", "The document's wording"))
    inference: Text = field(
        default=NOT_STATED, metadata=says("推定の理由", "Why the text supports this reading")
    )


@value
class Program(Practice):
    number: int | NotStated = field(default=NOT_STATED, metadata=says("事業番号", "Number of the program"))
    support: SupportKind = field(metadata=says("支援の種類", "Kind of support"))
    recipients: tuple[str, ...] = field(default=(), metadata=says("対象", "Recipients"))
    recipient_kinds: tuple[ActorKind, ...] = field(
        default=(), metadata=says("対象の種別", "Core kinds of the recipients")
    )
    formerly: Text = field(default=NOT_STATED, metadata=says("別の名称", "Earlier or provisional name"))
    plan: Text = field(
        default=NOT_STATED, metadata=says("計画", "Id of the plan it belongs to", refers="plans")
    )
    content: tuple[str, ...] = field(default=(), metadata=says("事業の内容", "Content"))
    uses: tuple[Part, ...] = field(default=(), metadata=says("使途", "Uses"))
    facts: tuple[FactDeclaration, ...] = field(
        default=(), metadata=says("申請者の事実", "Facts that its terms ask for")
    )
    terms: tuple[Terms, ...] = field(default=(), metadata=says("交付条件", "Terms"))
    schedule: tuple[ScheduleYear, ...] = field(default=(), metadata=says("実施年度", "Schedule"))

    def core_kinds(self) -> tuple[Kind, ...]:
        return (self.support,)

    def in_year(self, year: FiscalYear) -> ScheduleYear | None:
        """What the schedule says of a year; None where it does not reach."""
        return next((entry for entry in self.schedule if entry.fiscal_year == year), None)

    def span(self) -> Period:
        """The stated years; a schedule without them answers for its own years only."""
        if self.since or self.until or not self.schedule:
            return Period(self.since, self.until)
        return Period(self.schedule[0].fiscal_year, self.schedule[-1].fiscal_year)

    def name_of(self, terms: Terms) -> str:
        """What terms are called where one set of several is chosen; those without a name as the program."""
        return terms.name or self.name

    def under_rule(self, year: FiscalYear) -> bool:
        """Do terms with a basis of their own hold in the year? Then no plan's schedule bounds them."""
        return any(terms.basis and terms.since and year in terms.span for terms in self.terms)

    def holds_in(self, year: FiscalYear) -> bool:
        """Running in the year, or perhaps running: its schedule does not say."""
        if self.under_rule(year):
            return True
        entry = self.in_year(year)
        running = entry is None or entry.phase in (SchedulePhase.RUNNING, SchedulePhase.NOT_STATED)
        return running and year in self.span()

    def brief(self) -> str:
        return "；".join(self.content) or super().brief()


@value
class ProgramAspect(Aspect):
    def headline(self, facts: Sequence[Fact]) -> str:
        counts: dict[SupportKind, int] = {}
        for fact in facts:
            if isinstance(fact, Program):
                counts[fact.support] = counts.get(fact.support, 0) + 1
        return f"{len(facts)}事業：" + "、".join(f"{kind.label.ja}{n}" for kind, n in counts.items())

    def check(self, facts: Sequence[tuple[int, Fact]], others: Holdings) -> Iterator[Problem]:
        programs = [((self.table, index), fact) for index, fact in facts if isinstance(fact, Program)]
        for path, program in programs:
            yield from _check_order(program, path)
            yield from _check_terms(program, path, facts)
        for path, program in programs:  # last: where the plans' own file is at fault, it ends the check
            yield from _check_plan(program, path, others)


def gaps(program: Program) -> Iterator[tuple[int, Period]]:
    """Years between terms of one name in which none holds, with the place of the terms behind them."""
    for place, terms in enumerate(program.terms):
        if not terms.since:
            continue
        ends = [one.until for one in program.terms if one.name == terms.name and one.until]
        ended = [until for until in ends if until < terms.since]
        if ended and max(ended) + 1 < terms.since:
            yield place, Period(max(ended) + 1, terms.since + -1)


def _check_order(program: Program, path: tuple[str | int, ...]) -> Iterator[Problem]:
    years = [entry.fiscal_year for entry in program.schedule]
    for place, (one, two) in enumerate(pairwise(years), 1):
        if two <= one:
            message = _("the years are not in order")
            yield Problem((*path, "schedule", place, "fiscal_year"), message, str(two), rule="years")


def _check_plan(program: Program, path: tuple[str | int, ...], others: Holdings) -> Iterator[Problem]:
    """A schedule lies within the period of the plan that it belongs to."""
    if not program.plan:
        return
    plan = next((fact for fact in others["plans"] if fact.id == program.plan), None)
    if plan is None:
        known = suggestion(program.plan, {fact.id: fact.name for fact in others["plans"]})
        yield Problem((*path, "plan"), _("no plan has this id"), program.plan, known)
        return
    period = getattr(plan, "period", NOT_STATED)
    for place, entry in enumerate(program.schedule):
        if period and entry.fiscal_year not in period:
            message = _("the year lies outside the plan's period {period}").format(period=period)
            here = (*path, "schedule", place, "fiscal_year")
            yield Problem(here, message, str(entry.fiscal_year), rule="years")


def _check_terms(
    program: Program, path: tuple[str | int, ...], others: Sequence[tuple[int, Fact]]
) -> Iterator[Problem]:
    yield from _check_facts(program, path)
    declared = {fact.id: fact for fact in program.facts} | KNOWN
    programs = {fact.id: fact.name for _index, fact in others}
    called = [terms.having(name=program.name_of(terms)) for terms in program.terms]
    for place, terms in enumerate(program.terms):
        here = (*path, "terms", place)
        for fault in term_faults(terms, declared):
            said = (fault.message, fault.value, fault.hint, fault.error, fault.rule)
            yield Problem((*here, *fault.path), *said)
        for number, name in enumerate(terms.excludes):
            if name not in programs:
                message, known = _("no program has this id"), suggestion(name, programs)
                yield Problem((*here, "excludes", number), message, name, known, rule="conditions")
        if any(overlap(called[number], called[place]) for number in range(place)):
            message = _("these terms overlap the ones before them")
            since = str(terms.since) if terms.since else None
            yield Problem((*here, "since"), message, since, rule="years")
    yield from _check_gaps(program, path)


def _check_gaps(program: Program, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """A program that runs, by its schedule, in a year between its terms has terms then too."""
    running = [entry.fiscal_year for entry in program.schedule if entry.phase is SchedulePhase.RUNNING]
    silent = [year for year in running if not any(year in terms.span for terms in program.terms)]
    for place, gap in gaps(program):
        years = "、".join(str(year) for year in silent if year in gap)
        if years:
            message = _("the schedule has the program running in {years}, between terms: none hold then")
            yield Problem((*path, "terms", place, "since"), message.format(years=years), error=False)


def _check_facts(program: Program, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """A program declares its own facts; those that every program has stay as they are."""
    for place, fact in enumerate(program.facts):
        if fact.id in KNOWN:
            yield Problem((*path, "facts", place, "id"), _("every program has a fact of this id"), fact.id)


ASPECT = ProgramAspect(
    id="programs",
    table="program",
    fact=Program,
    kinds=SupportKind,
    reads=("plans",),
)
