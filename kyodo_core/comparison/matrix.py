"""Cities side by side: aspect by aspect, row by row, each cell with its state and citations."""

from collections.abc import Mapping, Sequence

from kyodo_core.aspects import Aspect, Cell, RowKey, aspect
from kyodo_core.comparison.years import holdings
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import FiscalYear


@record
class Row(Value):
    key: RowKey
    cells: Mapping[str, Cell]


@record
class ComparedAspect(Value):
    """One aspect with its rows, and a headline of each city that states it."""

    aspect: Aspect
    rows: tuple[Row, ...]
    headlines: Mapping[str, str]


@record
class Comparison(Value):
    """`cities` in the order asked for; `year` None for all that the documents state."""

    cities: tuple[Municipality, ...]
    aspects: tuple[ComparedAspect, ...]
    year: FiscalYear | None = None


def compare(
    cities: Sequence[Municipality], aspect_ids: Sequence[str], year: FiscalYear | None = None
) -> Comparison:
    """Put the cities side by side in the given aspects, as of `year` if one is given.

    Raises:
        UnknownNameError: an aspect does not exist.
        DefinitionError: a city's file for one of the aspects is wrong.
    """
    held = {city.slug: holdings(city.aspects, year) for city in cities}
    compared = []
    for declared in map(aspect, aspect_ids):
        rows = tuple(
            Row(key, {slug: declared.cell(key, facts) for slug, facts in held.items()})
            for key in declared.rows(held)
        )
        headlines = {
            slug: declared.headline(facts[declared.id]) for slug, facts in held.items() if facts[declared.id]
        }
        compared.append(ComparedAspect(declared, rows, headlines))
    return Comparison(tuple(cities), tuple(compared), year)
