"""The city under test: what of it can be read, and what its plugin's files are refused for."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, TypeVar

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Holdings, Municipality
from kyodo_core.domain.reports import ReportSpec
from kyodo_core.errors import Fault, FaultsError, RuleName
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.municipalities import AspectFiles
from kyodo_core.loading.structuring import Path, RawFault
from kyodo_core.registry import Registry

F = TypeVar("F", bound=Fact)


class Subject:
    """One installed city, with all that its rules look at.

    `recorded` is the file in which the ids that must stay are recorded, if there is one. What cannot be read
    is left out of `facts` and told by `refusals`.

    Raises:
        UnknownNameError: no plugin of that name is installed.
    """

    def __init__(self, slug: str, registry: Registry, recorded: FilePath | None = None) -> None:
        self.slug = slug
        self.recorded = recorded
        self._registry = registry
        self.refusals: list[Fault] = []
        self.city: Municipality | None = None
        self.facts: dict[str, tuple[Fact, ...]] = {}
        self.reports: tuple[ReportSpec, ...] = ()
        self.reports_read = False
        try:
            self.city = registry.city(slug)
        except FaultsError as error:
            self.refusals += error.faults
        else:
            self._read(self.city)

    def _read(self, city: Municipality) -> None:
        for aspect_id in ASPECT_IDS:
            try:
                self.facts[aspect_id] = city.aspects[aspect_id]
            except FaultsError as error:
                self.refusals += error.faults
        try:
            self.reports = self._registry.reports(self.slug)
            self.reports_read = True
        except FaultsError as error:
            self.refusals += error.faults
        if isinstance(city.aspects, AspectFiles):
            self.refusals += city.aspects.unknown_files()
            if "plans" in self.facts:
                self.refusals += city.aspects.unknown_plans()

    @property
    def name(self) -> str:
        return self.city.name if self.city else self.slug

    def refused(self, rule: RuleName) -> Iterator[Fault]:
        """What the loader refuses under a rule."""
        return (fault for fault in self.refusals if fault.rule == rule)

    def check_application(self, asked: Application, program: Program) -> None:
        """Ask the rules of the city's own plugin.

        Raises:
            FaultsError: the hook fails, or what it finds is wrong.
            UnfitApplicationError: it asks for a fact that the application does not state.
        """
        if self._registry.checks_applications(self.slug):
            self._registry.check_application(self.slug, asked, program)

    def of(self, aspect_id: str, fact_type: type[F]) -> Iterator[tuple[int, F]]:
        """The facts of one class, each with its place in the file."""
        for index, fact in enumerate(self.facts.get(aspect_id, ())):
            if isinstance(fact, fact_type):
                yield index, fact

    def placed(self) -> Iterator[tuple[str, Path, Fact]]:
        """Every fact that can be read, with its aspect and its path in the aspect's file."""
        for aspect_id, facts in self.facts.items():
            declared = aspect(aspect_id)
            for index, fact in enumerate(facts):
                yield aspect_id, (declared.table,) if declared.single else (declared.table, index), fact

    def held(self) -> Holdings:
        """The aspects that can be read; one that cannot is empty."""
        return {aspect_id: self.facts.get(aspect_id, ()) for aspect_id in ASPECT_IDS}

    def fault(self, aspect_id: str, path: Path, message: str, value: Any = None, hint: str = "") -> Fault:
        """A fault in an aspect's file (or in the header's), with line and column where there is a file."""
        found = self._files.get(aspect_id)
        if found is not None:
            (fault,) = found.faults([RawFault(path, message, value, hint)])
            return fault
        place = "/".join(map(str, (self.slug, aspect_id, *path)))
        return Fault(file=place, message=message, hint=hint)

    def tables(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """What the city's files hold, by aspect (and `municipality`), as TOML has it."""
        return ((name, file.data) for name, file in self._files.items())

    @cached_property
    def _files(self) -> dict[str, TomlFile]:
        """The city's files that are TOML; none where the plugin makes its facts in Python."""
        if self.city is None or not isinstance(self.city.aspects, AspectFiles):
            return {}
        read = {}
        for name, path in self.city.aspects.paths().items():
            try:
                read[name] = TomlFile(path)
            except FaultsError:
                continue  # told by `refusals`
        return read
