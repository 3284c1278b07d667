"""What others state or practise and one city does not; never a ranking."""

from kyodo_core.aspects import Aspect, Cell, RowKey, State
from kyodo_core.comparison.matrix import ComparedAspect, Comparison
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.values import Value, record


@record
class Gap(Value):
    """One row that a city's documents do not state, with the cities to learn from.

    `row` is None where the aspect as a whole is compared, not row by row. `state` is what the city
    itself does: `practised`, or `not_stated`.
    """

    aspect: Aspect
    row: RowKey | None
    state: State
    learn_from: tuple[tuple[Municipality, Cell], ...]


def gaps(comparison: Comparison, slug: str) -> tuple[Gap, ...]:
    """The gaps of one city against the others in the comparison, in the order of the aspects.

    A row that the city only practises is a gap where another city defines it. An aspect that is not encoded
    yet is none: what the city states of it is not known.
    """
    (own,) = (city for city in comparison.cities if city.slug == slug)
    return tuple(
        gap
        for compared in comparison.aspects
        if not own.awaits(compared.aspect.id)
        for gap in _aspect_gaps(comparison, compared, slug)
    )


def _aspect_gaps(comparison: Comparison, compared: ComparedAspect, slug: str) -> list[Gap]:
    if not compared.aspect.gaps_by_row:
        return _whole(comparison, compared, slug)
    found = []
    for row in compared.rows:
        own = row.cells[slug].state
        wanted = (State.DEFINED,) if own is State.PRACTISED else (State.DEFINED, State.PRACTISED)
        others = tuple(
            (city, row.cells[city.slug])
            for city in comparison.cities
            if city.slug != slug and row.cells[city.slug].state in wanted
        )
        if own is not State.DEFINED and others and row.key.id != "other":
            found.append(Gap(compared.aspect, row.key, own, others))
    return found


def _whole(comparison: Comparison, compared: ComparedAspect, slug: str) -> list[Gap]:
    """A gap in the aspect itself: the city states nothing of it and another does."""
    if slug in compared.headlines:
        return []
    others = []
    for city in comparison.cities:
        cells = [row.cells[city.slug] for row in compared.rows if row.cells[city.slug].items]
        if cells and city.slug != slug:
            items = tuple(item for cell in cells for item in cell.items)
            cited = tuple(dict.fromkeys(citation for cell in cells for citation in cell.citations))
            others.append((city, Cell(State.DEFINED, items, cited)))
    return [Gap(compared.aspect, None, State.NOT_STATED, tuple(others))] if others else []
