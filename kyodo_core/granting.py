"""What programs grant: applications assessed, a program allocated, an applicant's way through all cities."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kyodo_core.app import App, Cities, able
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import DocumentDate, FiscalYear
from kyodo_core.errors import Fault, FaultsError, KyodoError, UnknownNameError
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.aspects.programs import Program
    from kyodo_core.assessment.across import Answer, Asker
    from kyodo_core.assessment.allocate import Allocation
    from kyodo_core.assessment.application import Application
    from kyodo_core.assessment.outcome import Assessment
    from kyodo_core.rules.terms import Terms


@record
class Assessed(Value):
    """An application with the city and program it falls under, and the outcome."""

    city: Municipality
    program: "Program"
    application: "Application"
    outcome: "Assessment"


class Granting:
    """The use cases of support programs, over the cities of an app."""

    def __init__(self, app: App | None = None) -> None:
        self._app = app or App()

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
            city, program = self._app.program(application.city, application.program)
        except UnknownNameError as error:
            if application.city in self._app.registry.slugs:
                fault = InputFault(("program",), _("the city has no program of this id"), application.program)
            else:
                fault = InputFault(("city",), _("no installed city has this name"), application.city)
            raise read.error([fault.having(hint=error.hint)]) from None
        wrong = list(unknown_programs(application.applicant.facts, _programs(city)))
        try:
            outcome = assess(program, application, self._app.registry.local_rules(application, program))
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
                answers += ask_all([city], asker, self._app.registry.local_rules)
            except FaultsError as error:
                left_out[city.slug] = error
        usable = [city for city in cities.usable if city.slug not in left_out]
        return asker, able(usable, left_out), tuple(answers)

    def template(self, slug: str, program_id: str) -> str:
        """An application under the program to fill in, for the current fiscal year."""
        import datetime as dt

        from kyodo_core.assessment.template import template

        city, program = self._app.program(slug, program_id)
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

        city, program = self._app.program(slug, program_id)
        early = not_in_force(program, year)
        if early:
            raise KyodoError(early.message)
        terms = allocating(program, year, name)
        read = read_areas(areas_file, declared_facts(program), needed_facts(terms), _programs(city), sheet)
        areas = [(area, facts | {FISCAL_YEAR: year.year}) for area, facts in read]
        return city, program, terms, allocate(terms, areas, fact_labels(program))


def _programs(city: Municipality) -> dict[str, str]:
    """The names of a city's programs, by their ids."""
    return {fact.id: fact.name for fact in city.aspects["programs"]}
