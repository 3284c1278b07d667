"""What becomes of each application by the city, program, year and terms that its row names."""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Protocol

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.assess import UnfitApplicationError
from kyodo_core.assessment.inputs import InputFault
from kyodo_core.assessment.outcome import Assessment
from kyodo_core.bulk.heads import CITY, PROGRAM, TERMS, YEAR, Heads
from kyodo_core.bulk.shapes import Compiler, Entry, Shape
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import KyodoError, UnknownNameError
from kyodo_core.messages import _
from kyodo_core.rules.columns import BOUND, Graph

Key = tuple[object, ...]
"""The values of a row's key columns, as the file has them: city, program, fiscal year, and terms if any."""


class Programs(Protocol):
    """Where programs are looked up, and applications assessed one at a time."""

    def programs(self, city: str) -> Mapping[str, Program]:
        """The programs of a city by their ids; raises UnknownNameError or FaultsError."""

    def has_local_rules(self, city: str) -> bool:
        """Does the city have rules that its terms cannot say?"""

    def assess(self, application: Application) -> Assessment:
        """Raises UnfitApplicationError."""


@record
class Place(Value):
    """Where a key's rows go: its entry, the number of the entry's shape (-1: none), program and year."""

    entry: Entry
    shape: int
    city: str
    program: str
    year: int

    @property
    def counted(self) -> tuple[str, str, int]:
        """What the rows are added up under."""
        return self.city, self.program, self.year


class Rulebook:
    """The entries of all keys seen so far, numbered in the order in which they were first seen."""

    def __init__(self, programs: Programs, heads: Heads, held: Mapping[str, str], bound: int = BOUND) -> None:
        self.graph = Graph()
        self.heads = heads
        self.programs = programs
        self.places: list[Place] = []
        self.shapes: list[Shape] = []
        self.keys: dict[Key, int] = {}
        self._numbers: dict[Shape, int] = {}
        self._compiler = Compiler(self.graph, heads, dict(held), bound)
        self._lock = Lock()

    def add(self, keys: Sequence[Key]) -> None:
        """Find out what becomes of rows with these keys; engines may ask from several threads."""
        with self._lock:
            for key in keys:
                if key not in self.keys:
                    self.places.append(self._place(key))
                    self.keys[key] = len(self.places) - 1

    def known(self) -> list[tuple[Key, int]]:
        """The keys seen so far with the numbers of their places; other threads may be adding more."""
        with self._lock:
            return list(self.keys.items())

    def parameters(self, place: Place) -> list[tuple[str, int | str]]:
        """The parameters of an entry by the names of their columns."""
        return [(parameter(number, given), given) for number, given in enumerate(place.entry.parameters)]

    def _place(self, key: Key) -> Place:
        said = dict(zip(self.roles, key, strict=True))
        city, program = str(said[CITY] or ""), str(said[PROGRAM] or "")
        faults = self.unknown(said)
        if faults:
            return Place(Entry(faults=tuple(faults)), -1, city, program, 0)
        year = fiscal_year(said[YEAR])
        try:
            entry = self._entry(city, program, year, said.get(TERMS))
        except UnfitApplicationError as error:
            return Place(Entry(faults=error.faults), -1, city, program, 0)
        return Place(entry, self._number(entry.shape), city, program, year.year)

    def unknown(self, said: Mapping[str, object]) -> list[InputFault]:
        """What is wrong with the city, the program and the year that a row names, by their roles.

        A role that is left out could not be read: nothing is told of it.
        """
        faults: list[InputFault] = [
            empty_cell(one) for one in (CITY, PROGRAM) if one in said and not said[one]
        ]
        city, program = said.get(CITY), said.get(PROGRAM)
        if city:
            try:
                offered = self.programs.programs(str(city))
            except KyodoError as error:
                faults.append(InputFault((CITY,), error.message, city, error.hint))
            else:
                if program and program not in offered:
                    unknown = UnknownNameError.among(PROGRAM, str(program), offered)
                    faults.append(InputFault((PROGRAM,), unknown.message, program, unknown.hint))
        if YEAR in said:
            try:
                fiscal_year(said[YEAR])
            except UnfitApplicationError as error:
                faults += error.faults
        return faults

    def _number(self, shape: Shape | None) -> int:
        """The number of a shape, a new one if no key had it yet; -1 for none."""
        if shape is None:
            return -1
        number = self._numbers.setdefault(shape, len(self.shapes))
        if number == len(self.shapes):
            self.shapes.append(shape)
        return number

    @property
    def roles(self) -> list[str]:
        """The roles of the key columns, in order."""
        return [role for role in (CITY, PROGRAM, YEAR, TERMS) if role in self.heads.roles]

    def _entry(self, city: str, program: str, year: FiscalYear, terms: object) -> Entry:
        whole = not self.programs.has_local_rules(city)
        one = self.programs.programs(city)[program]
        return self._compiler.entry(city, one, year, str(terms) if terms else NOT_STATED, whole)


def parameter(number: int, given: int | str) -> str:
    """The name of a parameter's column: figures and texts are kept apart."""
    return f"__{'text' if isinstance(given, str) else 'figure'}_{number}"


def empty_cell(column: str) -> InputFault:
    return InputFault((column,), _("the cell is empty"), hint=column)


def fiscal_year(given: object) -> FiscalYear:
    """The fiscal year that a cell states, as a number or in any notation of documents.

    Raises:
        UnfitApplicationError: the cell is empty or states no fiscal year.
    """
    if given is None or given == "":
        raise UnfitApplicationError([empty_cell(YEAR)])
    if isinstance(given, FiscalYear):
        return given
    try:
        return FiscalYear.parse(str(given))
    except ValueError:
        fault = InputFault((YEAR,), _("this is not a fiscal year"), given, "令和9年度, R9, 2027")
        raise UnfitApplicationError([fault]) from None
