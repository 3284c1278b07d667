"""A city's facts as of a fiscal year."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from kyodo_core.aspects import aspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.years import FiscalYear


@frozen
class AsOf(Mapping[str, tuple[Fact, ...]]):
    """The facts that hold in `year`; a fact that the documents do not date holds in every year."""

    held: Holdings
    year: FiscalYear

    def __getitem__(self, aspect_id: str) -> tuple[Fact, ...]:
        return aspect(aspect_id).at(self.held[aspect_id], self.year)

    def __contains__(self, aspect_id: object) -> bool:
        return aspect_id in self.held

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


def holdings(held: Holdings, year: FiscalYear | None) -> Holdings:
    """The facts as of the year, or all of them without one."""
    return held if year is None else AsOf(held, year)
