"""Composition root: the registry, and the questions that need several cities at once."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import field

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.comparison.matrix import Comparison, compare
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Report, ReportSpec
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import FaultsError, UnknownNameError
from kyodo_core.messages import _
from kyodo_core.registry import Registry, attempt, entry_points

if TYPE_CHECKING:
    from kyodo_core.comparison.gaps import Gap


@record
class Cities(Value):
    """The cities that can answer, and by slug what is wrong with those that cannot."""

    usable: tuple[Municipality, ...]
    left_out: Mapping[str, FaultsError]


@record
class App(Value):
    """The use cases of kyodo over one registry of cities."""

    registry: Registry = field(factory=lambda: Registry(entry_points()))

    def cities(self, slugs: Sequence[str], aspect_ids: Sequence[str]) -> Cities:
        """The named cities (all installed ones if none is named) whose files for the aspects are sound.

        Raises:
            UnknownNameError: a named city is not installed, or an aspect does not exist.
            FaultsError: none of the cities can answer.
        """
        needed = _with_read(aspect_ids)
        for slug in slugs:
            if slug not in self.registry.slugs and slug not in self.registry.failures:
                raise UnknownNameError.among("city", slug, self.registry.slugs)
        usable: list[Municipality] = []
        left_out: dict[str, FaultsError] = {}
        for slug in dict.fromkeys(slugs or (*self.registry.slugs, *self.registry.failures)):
            try:
                city = self.registry.city(slug)
                for aspect_id in needed:
                    city.aspects[aspect_id]
                usable.append(city)
            except FaultsError as error:
                left_out[slug] = error
        if left_out and not usable:
            faults = [fault for error in left_out.values() for fault in error.faults]
            raise FaultsError("; ".join(error.message for error in left_out.values()), faults)
        return Cities(tuple(usable), left_out)

    def compare(self, cities: Cities, aspect_ids: Sequence[str], year: FiscalYear | None) -> Comparison:
        return compare(cities.usable, aspect_ids, year)

    def gaps(self, cities: Cities, slug: str) -> "tuple[Gap, ...]":
        """What the other cities state or practise and the city does not, over all aspects.

        Raises:
            FaultsError: the city itself cannot answer.
        """
        if slug in cities.left_out:
            raise cities.left_out[slug]
        from kyodo_core.comparison.gaps import gaps

        return gaps(compare(cities.usable, ASPECT_IDS), slug)

    def report(self, slug: str, report_id: str) -> Report:
        """Build one of a city's own reports.

        Raises:
            UnknownNameError: the city, or a report of that id, does not exist.
            FaultsError: the plugin or one of its files is wrong.
        """
        specs = {spec.id: spec for spec in self.registry.reports(slug)}
        if report_id not in specs:
            raise UnknownNameError.among("report", report_id, specs)
        city, spec = self.registry.city(slug), specs[report_id]
        message = _("the plugin fails to build the report {id}: {cause}").replace("{id}", report_id)
        built: Report = attempt(slug, lambda: spec.build(city), message)
        return built

    def reports(self, slug: str) -> tuple[ReportSpec, ...]:
        return self.registry.reports(slug)


def _with_read(aspect_ids: Sequence[str]) -> tuple[str, ...]:
    """The aspects and those that their comparison reads."""
    return tuple(dict.fromkeys(needed for name in aspect_ids for needed in (name, *aspect(name).reads)))
