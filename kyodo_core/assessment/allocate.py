"""交付金の算定: every component for every area, with totals and what is left of each pool."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kyodo_core.assessment.assess import area_of
from kyodo_core.domain.values import Value, value
from kyodo_core.rules.case import Case, FactValue
from kyodo_core.rules.component import Area, Component, Pool
from kyodo_core.rules.terms import Terms


@value
class Line(Value):
    """One area: the yen of each component in the terms' order, its total, and how each was made."""

    area: str
    amounts: tuple[int, ...]
    formulas: tuple[str, ...]
    total: int


@value
class Allocation(Value):
    """`refused` says by area why the terms grant it nothing, `remainders` by component what is left of its
    pool.
    """

    components: tuple[Component, ...]
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    refused: Mapping[str, str]
    remainders: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)


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
    counted: list[Area] = []
    left_out: list[str] = []
    refused: dict[str, str] = {}
    for name, facts in areas:
        area = area_of(name, facts, terms, labels or {})
        if area is None:
            left_out.append(name)
        elif refusals := _granted(terms, area, 0).refusals:
            refused[name] = " ".join(dict.fromkeys(refusal.message for refusal in refusals))
        else:
            counted.append(area)
    by_component = [component.amounts(counted) for component in terms.components]
    lines = tuple(_line(terms, area, [a[place] for a in by_component]) for place, area in enumerate(counted))
    remainders = {
        component.name: component.pool - sum(amounts)
        for component, amounts in zip(terms.components, by_component, strict=True)
        if isinstance(component, Pool)
    }
    return Allocation(
        components=terms.components,
        lines=lines,
        left_out=tuple(left_out),
        refused=refused,
        remainders=remainders,
    )


def _line(terms: Terms, area: Area, amounts: Sequence[int]) -> Line:
    formulas = tuple(c.formula(area) if c.applies(area) else "―" for c in terms.components)
    total = int(_granted(terms, area, sum(amounts)).amount)
    return Line(area=area.name, amounts=tuple(amounts), formulas=formulas, total=total)


def _granted(terms: Terms, area: Area, amount: int) -> Case:
    """What the terms make of an amount: refused, cut by limits, rounded."""
    case = Case(area.facts, citations=terms.cite, amount=Fraction(amount))
    for element in terms.elements():
        element.apply(case)
    return case
