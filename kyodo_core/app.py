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
from kyodo_core.domain.years import DocumentDate, FiscalYear
from kyodo_core.errors import Fault, FaultsError, KyodoError, UnknownNameError
from kyodo_core.messages import _
from kyodo_core.plugging import attempt
from kyodo_core.registry import Registry, entry_points

if TYPE_CHECKING:
    from kyodo_core.amending.amend import Amendment, Request
    from kyodo_core.aspects.programs import Program
    from kyodo_core.assessment.across import Answer, Asker
    from kyodo_core.assessment.allocate import Allocation
    from kyodo_core.assessment.application import Application
    from kyodo_core.assessment.outcome import Assessment
    from kyodo_core.comparison.gaps import Gap
    from kyodo_core.loading.overlays import Origin
    from kyodo_core.rules.terms import Terms


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
        return _able(usable, left_out)

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

    def assess_all(self, files: Sequence[str]) -> "list[Assessed]":
        """Assess the applications in files, in their order.

        Raises:
            FaultsError: one of them is wrong; the faults of all files at once.
        """
        assessed: list[Assessed] = []
        faults: list[Fault] = []
        for file in files:
            try:
                assessed.append(self.assess(file))
            except FaultsError as error:
                faults += error.faults
        if faults:
            raise FaultsError(_("The applications have faults."), list(dict.fromkeys(faults)))
        return self._in_rounds(files, assessed)

    def _in_rounds(self, files: Sequence[str], assessed: "Sequence[Assessed]") -> "list[Assessed]":
        """The outcomes as the budgets of their rounds leave them."""
        from kyodo_core.assessment.rounds import Member, settled
        from kyodo_core.loading.applications import ApplicationFile

        outcomes, wrong = settled([Member(one.program, one.application, one.outcome) for one in assessed])
        told = [
            fault
            for place, one in wrong.items()
            for fault in ApplicationFile(files[place]).error([one]).faults
        ]
        if told:
            raise FaultsError(_("The applications have faults."), told)
        return [one.having(outcome=outcome) for one, outcome in zip(assessed, outcomes, strict=True)]

    def assess(self, file: str) -> "Assessed":
        """Assess the application in a file.

        Raises:
            FaultsError: the file is wrong, its city or program does not exist, or it lacks what the terms ask
                for; all faults with their place.
        """
        from kyodo_core.assessment.assess import UnfitApplicationError, assess
        from kyodo_core.assessment.inputs import InputFault, unknown_programs
        from kyodo_core.loading.applications import ApplicationFile

        read = ApplicationFile(file)
        application = read.application
        try:
            city, program = self.program(application.city, application.program)
        except UnknownNameError as error:
            if application.city in self.registry.slugs:
                fault = InputFault(("program",), _("the city has no program of this id"), application.program)
            else:
                fault = InputFault(("city",), _("no installed city has this name"), application.city)
            raise read.error([fault.having(hint=error.hint)]) from None
        wrong = list(unknown_programs(application.applicant.facts, _programs(city)))
        try:
            outcome = assess(program, application, self.registry.local_rules(application, program))
        except UnfitApplicationError as error:
            raise read.error([*error.faults, *wrong]) from None
        if wrong:
            raise read.error(wrong)
        return Assessed(city, program, application, outcome)

    def ask(self, cities: Cities, file: str) -> "tuple[Asker, Cities, tuple[Answer, ...]]":
        """What each program of the cities would grant to the applicant in a file, and who could answer.

        Raises:
            FaultsError: the file is wrong, with all faults and their place; or no city can answer.
        """
        from kyodo_core.assessment.across import ask_all
        from kyodo_core.loading.applications import read_asker

        asker = read_asker(file)
        answers: list[Answer] = []
        left_out = dict(cities.left_out)
        for city in cities.usable:
            try:
                answers += ask_all([city], asker, self.registry.local_rules)
            except FaultsError as error:
                left_out[city.slug] = error
        usable = [city for city in cities.usable if city.slug not in left_out]
        return asker, _able(usable, left_out), tuple(answers)

    def template(self, slug: str, program_id: str) -> str:
        """An application under the program to fill in, for the current fiscal year."""
        import datetime as dt

        from kyodo_core.assessment.template import template

        city, program = self.program(slug, program_id)
        today = dt.date.today()
        return template(city.slug, program, DocumentDate(today.year, today.month, today.day).fiscal_year)

    def allocate(
        self,
        slug: str,
        program_id: str,
        areas_file: str,
        year: FiscalYear,
        name: str | None = None,
        sheet: str = "",
    ) -> tuple[Municipality, "Program", "Terms", "Allocation"]:
        """Allocate by a program's terms of the year to the areas in a file, or in one sheet of it.

        `name` chooses among several sets of terms.

        Raises:
            UnknownNameError: the city or program does not exist, or has no terms of that name in the year.
            KyodoError: the program does not allocate by components in the year, or in several ways.
            FaultsError: the file is wrong, with all its faults by row and column.
        """
        from kyodo_core.assessment.allocate import allocate, allocating
        from kyodo_core.assessment.assess import not_in_force
        from kyodo_core.assessment.inputs import declared_facts, fact_labels, needed_facts
        from kyodo_core.loading.areas import read_areas
        from kyodo_core.rules.facts import FISCAL_YEAR

        city, program = self.program(slug, program_id)
        early = not_in_force(program, year)
        if early:
            raise KyodoError(early.message)
        terms = allocating(program, year, name)
        read = read_areas(areas_file, declared_facts(program), needed_facts(terms), _programs(city), sheet)
        areas = [(area, facts | {FISCAL_YEAR: year.year}) for area, facts in read]
        return city, program, terms, allocate(terms, areas, fact_labels(program))

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


@record
class Assessed(Value):
    """An application with the city and program it falls under, and the outcome."""

    city: Municipality
    program: "Program"
    application: "Application"
    outcome: "Assessment"


def _able(usable: Sequence[Municipality], left_out: Mapping[str, FaultsError]) -> Cities:
    """Those that can answer and those that cannot; raises FaultsError with all faults if none can."""
    if left_out and not usable:
        faults = [fault for error in left_out.values() for fault in error.faults]
        raise FaultsError("; ".join(error.message for error in left_out.values()), faults)
    return Cities(tuple(usable), left_out)


def _programs(city: Municipality) -> dict[str, str]:
    """The names of a city's programs, by their ids."""
    return {fact.id: fact.name for fact in city.aspects["programs"]}


def _with_read(aspect_ids: Sequence[str]) -> tuple[str, ...]:
    """The aspects and those that their comparison reads."""
    return tuple(dict.fromkeys(needed for name in aspect_ids for needed in (name, *aspect(name).reads)))
