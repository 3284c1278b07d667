"""交付金の算定: every component for every area, with totals and what is left of each pool."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.assess import area_of
from kyodo_core.assessment.inputs import terms_in_force
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.values import Value, record, value
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import KyodoError, UnknownNameError
from kyodo_core.messages import _
from kyodo_core.rules.budget import CutRule, tied
from kyodo_core.rules.case import Case, FactValue
from kyodo_core.rules.component import Area, Component, Pool
from kyodo_core.rules.facts import RANK
from kyodo_core.rules.terms import Terms


@record
class Cut(Value):
    """What a limit, or the rounding of the whole, made of an area's sum, in yen."""

    by: str
    before: int
    after: int


@value
class Line(Value):
    """One area: the yen of each component in the terms' order, its total, and how each was made.

    `cuts` has what stands between the sum of the components and the total, in order.
    """

    area: str
    amounts: tuple[int, ...]
    formulas: tuple[str, ...]
    total: int
    cuts: tuple[Cut, ...] = ()

    @property
    def sum(self) -> int:
        """The sum of the components, before any limit."""
        return sum(self.amounts)


@value
class Allocation(Value):
    """`refused` says by area why the terms grant it nothing, `remainders` by component what is left of its
    pool. `absent` has the areas that an exception names and that are not among those allocated to.
    """

    components: tuple[Component, ...]
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    refused: Mapping[str, str]
    remainders: Mapping[str, int]
    absent: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)


def allocating(program: Program, year: FiscalYear, name: str | None = None) -> Terms:
    """The one set of the program's terms by which areas are computed in the year.

    Raises:
        UnknownNameError: there is none of that name.
        KyodoError: there is none at all, or there are several and none is named.
    """
    found = [terms for terms in terms_in_force(program, year, NOT_STATED) if terms.components]
    if not found:
        message = _("{program} states no formula for {year} by which areas could be computed.")
        spans = [str(terms.span) for terms in program.terms if terms.components]
        said = "" if program.terms else _("The document states no terms.")
        if spans:
            said = _("There is one for: {spans}").format(spans="、".join(spans))
        raise KyodoError(message.format(program=program.name, year=year), said)
    names = list(map(program.name_of, found))
    if name is not None and name not in names:
        raise UnknownNameError.among("set of terms", name, names)
    if name is None and len(found) > 1:
        message = _("The program has several allocations in {year}; name one.").format(year=year)
        raise KyodoError(message, " / ".join(f'--terms "{one}"' for one in names))
    return found[names.index(name) if name is not None else 0]


def allocate(
    terms: Terms,
    areas: Sequence[tuple[str, Mapping[str, FactValue]]],
    labels: Mapping[str, str] | None = None,
) -> Allocation:
    """Allocate by the terms' components to the areas, given by name with their figures.

    `labels` says what the figures are called in the formulas.

    The figures must be checked before (`fact_faults`). The amounts of an area are rounded component by
    component; its total is cut by the terms' limits and rounded by their own rounding. An area that does
    not meet the requirements has no part in a pool.
    """
    named = {name for name, _facts in areas}
    counted: list[Area] = []
    left_out: list[str] = []
    refused: dict[str, str] = {}
    for name, facts in areas:
        area = area_of(name, facts, terms, labels or {})
        if area is None:
            left_out.append(name)
        elif refusals := _granted(terms, area, 0)[0].refusals:
            refused[name] = " ".join(dict.fromkeys(refusal.message for refusal in refusals))
        else:
            counted.append(area)
    by_component = [component.amounts(counted) for component in terms.components]
    lines = [_line(terms, area, [a[place] for a in by_component]) for place, area in enumerate(counted)]
    remainders = {
        component.name: component.pool - sum(amounts)
        for component, amounts in zip(terms.components, by_component, strict=True)
        if isinstance(component, Pool)
    }
    return Allocation(
        components=terms.components,
        lines=tuple(_within_budget(terms, counted, lines)),
        left_out=tuple(left_out),
        refused=refused,
        remainders=remainders,
        absent=tuple(exception.area for exception in terms.exceptions if exception.area not in named),
    )


def _line(terms: Terms, area: Area, amounts: Sequence[int]) -> Line:
    formulas = tuple(c.formula(area) if c.applies(area) else "―" for c in terms.components)
    case, cuts = _granted(terms, area, sum(amounts))
    total = int(case.amount)
    return Line(area=area.name, amounts=tuple(amounts), formulas=formulas, total=total, cuts=cuts)


def _within_budget(terms: Terms, areas: Sequence[Area], lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those of a round that passes its budget cut.

    Raises:
        KyodoError: the budget goes by rank, and two areas have the same.
    """
    budget = terms.budget
    if not budget or not budget.passed([line.total for line in lines]):
        yield from lines
        return
    by_rank = budget.cut is CutRule.BY_RANK
    ranks = [area.figure(RANK) for area in areas] if by_rank else list(range(len(areas)))
    if both := tied(ranks):
        names = [area.name for area, rank in zip(areas, ranks, strict=True) if rank in both]
        raise KyodoError(_("two areas have the same rank"), "、".join(names))
    amounts = [line.total for line in lines]
    words = budget.words(amounts)
    for line, amount in zip(lines, budget.granted(amounts, ranks, terms.rounding), strict=True):
        yield line.having(total=amount, cuts=(*line.cuts, Cut(words, line.total, amount)))


def _granted(terms: Terms, area: Area, amount: int) -> tuple[Case, tuple[Cut, ...]]:
    """What the terms make of an amount: refused, cut by limits, rounded; and each change of the amount."""
    case = Case(area.facts, citations=terms.cite, amount=Fraction(amount))
    cuts = []
    for element in terms.elements():
        before = case.amount
        element.apply(case)
        if case.amount != before:
            cuts.append(Cut(case.trace[-1].label, int(before), int(case.amount)))
    return case, tuple(cuts)
