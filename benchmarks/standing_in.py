"""Cities that stand in for installed ones: their programs are read from TOML when a run asks for them."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import define, field

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.assess import assess
from kyodo_core.assessment.outcome import Assessment
from kyodo_core.errors import UnknownNameError
from kyodo_core.loading.structuring import structure
from kyodo_core.rules.facts import FactDeclaration


@define
class StandIn:
    """Programs by city, as a run over many applications looks them up; `files` has each city's TOML."""

    files: Mapping[str, Path]
    _read: dict[str, Mapping[str, Program]] = field(factory=dict)

    def programs(self, city: str) -> Mapping[str, Program]:
        if city not in self._read:
            if city not in self.files:
                raise UnknownNameError.among("city", city, self.files)
            self._read[city] = {program.id: program for program in _programs(self.files[city])}
        return self._read[city]

    def has_local_rules(self, city: str) -> bool:
        return False

    def assess(self, application: Application) -> Assessment:
        return assess(self.programs(application.city)[application.program], application)

    def declared(self) -> Mapping[str, Sequence[FactDeclaration]]:
        """The facts of the first city's programs: all declare the same."""
        city = next(iter(self.files))
        return {f"{city} {program.id}": program.facts for program in self.programs(city).values()}


def _programs(file: Path) -> list[Program]:
    found = []
    for table in tomllib.loads(file.read_text(encoding="utf-8"))["program"]:
        program, faults = structure(table, Program)
        assert not faults, faults
        found.append(program)
    return found
