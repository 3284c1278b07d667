"""The installed cities' programs, as runs over many applications look them up."""

from collections.abc import Mapping, Sequence

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.assess import UnfitApplicationError, assess
from kyodo_core.assessment.inputs import unknown_programs
from kyodo_core.assessment.outcome import Assessment
from kyodo_core.domain.municipality import Municipality
from kyodo_core.errors import FaultsError
from kyodo_core.registry import Registry
from kyodo_core.rules.facts import FactDeclaration


class InstalledPrograms:
    """The programs of a registry's cities by slug; each city's are read once.

    `changed` has cities as a change would leave them, in place of the registry's own.
    """

    def __init__(self, registry: Registry, changed: Mapping[str, Municipality] | None = None) -> None:
        self._registry = registry
        self._changed = changed or {}
        self._programs: dict[str, Mapping[str, Program]] = {}

    def programs(self, city: str) -> Mapping[str, Program]:
        """A city's programs by their ids.

        Raises:
            UnknownNameError: the city is not installed.
            FaultsError: the plugin or its file of programs is wrong.
        """
        if city not in self._programs:
            found = self._city(city).aspects["programs"]
            self._programs[city] = {fact.id: fact for fact in found if isinstance(fact, Program)}
        return self._programs[city]

    def names(self, city: str, program: str = "") -> tuple[str, str]:
        """What a city and one of its programs are called."""
        return self._city(city).name, self.programs(city)[program].name if program else ""

    def _city(self, slug: str) -> Municipality:
        return self._changed[slug] if slug in self._changed else self._registry.city(slug)

    def declared(self) -> Mapping[str, Sequence[FactDeclaration]]:
        """The facts that programs declare, by city and program; cities that are faulty are left out."""
        found: dict[str, Sequence[FactDeclaration]] = {}
        for slug in self._registry.slugs:
            try:
                programs = self.programs(slug)
            except FaultsError:  # told where a row asks for the city
                continue
            found |= {f"{slug} {program.id}": program.facts for program in programs.values()}
        return found

    def has_local_rules(self, city: str) -> bool:
        return self._registry.checks_applications(city)

    def assess(self, application: Application) -> Assessment:
        """The application under its program, with the city's own rules.

        Raises:
            UnfitApplicationError: it cannot be assessed as it stands.
            PluginError: the city's rules fail.
        """
        programs = self.programs(application.city)
        program = programs[application.program]
        names = {one.id: one.name for one in programs.values()}
        wrong = list(unknown_programs(application.applicant.facts, names))
        try:
            outcome = assess(program, application, self._registry.local_rules(application, program))
        except UnfitApplicationError as error:
            raise UnfitApplicationError([*error.faults, *wrong]) from None
        if wrong:
            raise UnfitApplicationError(wrong)
        return outcome
