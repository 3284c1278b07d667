"""Composition root: the registry, and the questions that need several cities at once."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import field

from kyodo_core import configuration
from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.comparison.matrix import Comparison, compare
from kyodo_core.comparison.years import holdings
from kyodo_core.domain.kinds import ActorKind, SupportKind
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Report, ReportSpec
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import FaultsError, KyodoError, UnknownNameError
from kyodo_core.messages import _
from kyodo_core.plugging import attempt
from kyodo_core.registry import Registry, entry_points

if TYPE_CHECKING:
    from kyodo_core.amending.amend import Amendment, Request
    from kyodo_core.aspects.programs import Program
    from kyodo_core.comparison.gaps import Gap
    from kyodo_core.loading.overlays import Origin


@record
class Cities(Value):
    """The cities that can answer, and by slug what is wrong with those that cannot."""

    usable: tuple[Municipality, ...]
    left_out: Mapping[str, FaultsError]


@record
class App(Value):
    """The use cases of kyodo over one registry of cities."""

    registry: Registry = field(factory=lambda: Registry(entry_points(), configuration.current()))

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
        return able(usable, left_out)

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

    def programs(
        self,
        cities: Cities,
        year: FiscalYear | None,
        support: SupportKind | None,
        actor: ActorKind | None,
    ) -> tuple[tuple[Municipality, "Program"], ...]:
        """The programs of the cities that match, with their city; running in the year if one is given."""
        from kyodo_core.aspects.programs import Program

        return tuple(
            (city, fact)
            for city in cities.usable
            for fact in holdings(city.aspects, year)["programs"]
            if isinstance(fact, Program)
            and support in (None, fact.support)
            and (actor is None or not fact.recipient_kinds or actor in fact.recipient_kinds)
        )

    def program(self, slug: str, program_id: str) -> tuple[Municipality, "Program"]:
        """One program of a city.

        Raises:
            UnknownNameError: the city, or a program of that id, does not exist.
            FaultsError: the plugin or one of its files is wrong.
        """
        from kyodo_core.aspects.programs import Program

        city = self.registry.city(slug)
        programs = {fact.id: fact for fact in city.aspects["programs"] if isinstance(fact, Program)}
        if program_id not in programs:
            raise UnknownNameError.among("program", program_id, programs)
        return city, programs[program_id]

    def configured(self, slug: str) -> "Configured":
        """A city's programs as the configuration leaves them, beside the plugin's own.

        Raises:
            UnknownNameError: the city is not installed.
            FaultsError: the plugin, or its overlay, is wrong.
        """
        from kyodo_core.aspects.programs import Program
        from kyodo_core.loading.overlays import OverlaidAspects

        city = self.registry.city(slug)
        held = city.aspects
        base = held.base if isinstance(held, OverlaidAspects) else held
        programs = tuple(fact for fact in held["programs"] if isinstance(fact, Program))
        before = {fact.id: fact for fact in base["programs"] if isinstance(fact, Program)}
        origins = held.overlay.origins if isinstance(held, OverlaidAspects) else {}
        return Configured(city, programs, before, origins)

    def amend(self, slug: str, request: "Request") -> "Amendment":
        """A program's terms from a year on, in the overlay of the configuration in force; nothing is written.

        Raises:
            UnknownNameError: the city, the program or the terms do not exist.
            KyodoError: there is no configuration, or the overlay cannot be added to.
            FaultsError: the overlay is wrong as it stands, or would be.
        """
        from kyodo_core.amending.amend import amend

        city = self.registry.city(slug)
        folder = configuration.current().folder
        if folder is None:
            message = _("There is no configuration to write the terms into.")
            hint = _("Make a folder with an empty file kyodo.toml, and name it: --config FOLDER")
            raise KyodoError(message, hint)
        return amend(city, folder / f"{city.slug}.toml", request)


@record
class Configured(Value):
    """A city with its programs as configured, the plugin's own by id, and where added terms come from."""

    city: Municipality
    programs: tuple["Program", ...]
    before: Mapping[str, "Program"]
    origins: Mapping[tuple[str, int], "Origin"]


def able(usable: Sequence[Municipality], left_out: Mapping[str, FaultsError]) -> Cities:
    """Those that can answer and those that cannot.

    Raises:
        FaultsError: none can; with all faults.
    """
    if left_out and not usable:
        faults = [fault for error in left_out.values() for fault in error.faults]
        raise FaultsError("; ".join(error.message for error in left_out.values()), faults)
    return Cities(tuple(usable), left_out)


def _with_read(aspect_ids: Sequence[str]) -> tuple[str, ...]:
    """The aspects and those that their comparison reads."""
    return tuple(dict.fromkeys(needed for name in aspect_ids for needed in (name, *aspect(name).reads)))
