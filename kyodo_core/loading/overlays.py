"""Deployment overlays: a city's own terms and programs, beside what its plugin encodes.

An overlay adds terms from a fiscal year on, each with its basis; it changes nothing that was in force
before. The plugin's terms that were open end with the year before the new ones begin.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from attrs import field

from kyodo_core.aspects import ASPECT_IDS, Problem, aspect
from kyodo_core.aspects.programs import Program
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import says
from kyodo_core.domain.municipality import Holdings, Municipality
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Document
from kyodo_core.domain.values import Value, record, value
from kyodo_core.domain.years import FiscalYear
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.references import citation_faults, id_faults, succession_faults
from kyodo_core.loading.structuring import Path, RawFault, structure
from kyodo_core.messages import _
from kyodo_core.rules.facts import FactDeclaration
from kyodo_core.rules.terms import Terms

PROGRAMS = "programs"
KEYS = ("document", "program")


@value
class Addition(Value):
    """What an overlay adds to a program of the plugin."""

    id: str = field(metadata=says("ID", "Id of the plugin's program"))
    facts: tuple[FactDeclaration, ...] = field(
        default=(), metadata=says("申請者の事実", "Facts that its terms ask for")
    )
    terms: tuple[Terms, ...] = field(metadata=says("交付条件", "Terms"))


@record
class Origin(Value):
    """Where terms come from: the overlay's file and line."""

    file: str
    line: int


Origins = Mapping[tuple[str, int], Origin]
"""The origin of the terms that an overlay adds, by their program's id and their place in it."""


class OverlaidAspects(Mapping[str, tuple[Fact, ...]]):
    """A city's aspects with the programs as the overlay leaves them; lines are looked up when asked for."""

    def __init__(self, base: Holdings, programs: tuple[Program, ...], origins: Callable[[], Origins]) -> None:
        self.base = base
        self._programs = programs
        self._find_origins = origins

    @cached_property
    def origins(self) -> Origins:
        return self._find_origins()

    def __getitem__(self, aspect_id: str) -> tuple[Fact, ...]:
        return self._programs if aspect_id == PROGRAMS else self.base[aspect_id]

    def __contains__(self, aspect_id: object) -> bool:
        return aspect_id in self.base or (aspect_id == PROGRAMS and bool(self._programs))

    def __iter__(self) -> Iterator[str]:
        return (aspect_id for aspect_id in ASPECT_IDS if aspect_id in self)

    def __len__(self) -> int:
        return sum(1 for _aspect_id in self)


def overlaid(city: Municipality, path: FilePath) -> Municipality:
    """The city as the overlay in the file leaves it.

    Raises:
        DefinitionError: the overlay is wrong, with all its faults and their places.
    """
    return _Overlay(city, TomlFile(path)).applied()


class _Overlay:
    """One overlay file at work on one city; faults are gathered, then told at once."""

    def __init__(self, city: Municipality, file: TomlFile) -> None:
        self._city = city
        self._file = file
        self._faults: list[RawFault] = []
        self._paths: dict[tuple[str, int], Path] = {}
        self._tables = {key: self._listed(key) for key in KEYS}

    def applied(self) -> Municipality:
        self._refuse_other_keys()
        for table in KEYS:
            self._faults += id_faults(self._file.data, table)
        documents = self._documents()
        programs = self._programs()
        if self._faults:
            raise self._file.error(self._file.faults(self._faults))
        header = self._city.header.having(documents=documents)
        aspects = OverlaidAspects(self._city.aspects, programs, self._origins)
        return Municipality(header=header, aspects=aspects)

    def _origins(self) -> Origins:
        file = str(self._file.path)
        return {key: Origin(file, self._file.line_of(path)) for key, path in self._paths.items()}

    def _listed(self, key: str) -> list[Any]:
        """The tables under a key of the file; a wrong bracket is a fault."""
        listed = self._file.data.get(key, [])
        if isinstance(listed, list):
            return listed
        self._faults.append(RawFault((key,), _("a list of tables is needed"), hint=f"[[{key}]]"))
        return []

    def _refuse_other_keys(self) -> None:
        for key in self._file.data:
            if key not in KEYS:
                hint = _("Known: {names}").format(names=", ".join(f"[[{name}]]" for name in KEYS))
                message = _("this key does not belong in this file")
                self._faults.append(RawFault((key,), message, key, hint, True))

    def _documents(self) -> tuple[Document, ...]:
        """The plugin's documents and the overlay's own."""
        plugin = self._city.header.documents
        taken = [document.id for document in plugin]
        self._faults += succession_faults(self._tables["document"], taken)
        added: list[Document] = []
        for index, table in enumerate(self._tables["document"]):
            document, wrong = structure(table, Document)
            self._faults += [fault.under("document", index) for fault in wrong]
            if document and document.id in taken:
                message = _("the plugin has a document of this id")
                self._faults.append(RawFault(("document", index, "id"), message, document.id))
            elif document:
                added.append(document)
        return (*plugin, *added)

    def _programs(self) -> tuple[Program, ...]:
        """The plugin's programs, with what the overlay adds to them, and the overlay's own."""
        cited = [document.id for document in self._city.header.documents]
        cited += [name for table in self._tables["document"] if (name := _id_of(table))]
        self._faults += citation_faults(self._tables["program"], cited, ("program",))
        base = {fact.id: fact for fact in self._city.aspects[PROGRAMS] if isinstance(fact, Program)}
        known = dict(base)
        places: dict[str, int] = {}
        for index, table in enumerate(self._tables["program"]):
            plugin = base.get(_id_of(table))
            merged, wrong = structure(table, Addition if plugin else Program)
            self._faults += [fault.under("program", index) for fault in wrong]
            if merged is None:
                continue
            self._faults += _without_basis(merged.terms, ("program", index, "terms"))
            before = len(plugin.terms) if plugin else 0
            for place in range(len(merged.terms)):
                self._paths[merged.id, before + place] = ("program", index, "terms", place)
            places[merged.id] = index
            known[merged.id] = self._added(plugin, merged, index) if plugin else merged
        self._check(known, places, {name: len(program.terms) for name, program in base.items()})
        return tuple(known.values())

    def _added(self, plugin: Program, addition: Addition, index: int) -> Program:
        """The plugin's program with the overlay's terms; open terms of the same name end before them."""
        declared = {fact.id: fact for fact in plugin.facts}
        for place, fact in enumerate(addition.facts):
            if fact.id in declared:
                path = ("program", index, "facts", place, "id")
                hint = f"{_('the plugin')}: {declared[fact.id].name}"
                self._faults.append(RawFault(path, _("this id is used twice in the file"), fact.id, hint))
        terms = list(plugin.terms)
        for place, new in enumerate(addition.terms):
            for number, old in enumerate(terms):
                if old.name == new.name and new.since is not NOT_STATED:
                    closed = _closed(old, new.since)
                    if closed is None:
                        message = _(
                            "terms of this name already hold from {since} on; history is not overwritten"
                        )
                        since = ("program", index, "terms", place, "since")
                        said = message.format(since=old.since or _("the beginning"))
                        self._faults.append(RawFault(since, said, str(new.since)))
                    else:
                        terms[number] = closed
            terms.append(new)
        return plugin.having(terms=tuple(terms), facts=(*plugin.facts, *addition.facts))

    def _check(
        self, programs: Mapping[str, Program], places: Mapping[str, int], before: Mapping[str, int]
    ) -> None:
        """The aspect's own rules among all programs, told at the overlay's terms."""
        placed = [(places.get(name, -1), program) for name, program in programs.items()]
        ids = {index: name for name, index in places.items()}
        for problem in aspect(PROGRAMS).check(placed, self._city.aspects):
            name = ids.get(int(problem.path[1]))
            path = _shifted(problem, before.get(name, 0)) if name else None
            if problem.error and path is not None and not self._told(path):
                self._faults.append(RawFault(path, problem.message, problem.value, problem.hint))

    def _told(self, path: Path) -> bool:
        """Is a fault told of the value already, or of the terms as a whole that lack their first year?"""
        told = {fault.path for fault in self._faults}
        return path in told or (path[-1] == "since" and path[:-1] in told)


def _id_of(table: Any) -> str:
    """The id that a table gives itself; empty if it gives none that could be one."""
    name = table.get("id") if isinstance(table, dict) else None
    return name if isinstance(name, str) else ""


def _without_basis(terms: tuple[Terms, ...], path: Path) -> Iterator[RawFault]:
    """Terms of a deployment say from which year they hold, and on which rule they rest."""
    for place, one in enumerate(terms):
        for key in ("since", "basis"):
            if getattr(one, key) is NOT_STATED:
                message = _("the key {key} is missing").format(key=key)
                yield RawFault((*path, place), message, hint=f"{key} = …")


def _closed(old: Terms, since: FiscalYear) -> Terms | None:
    """The old terms, ended before `since`; None where they begin in that year or later."""
    if old.until is not NOT_STATED and old.until < since:
        return old
    if old.since is not NOT_STATED and not old.since < since:
        return None
    return old.having(until=since + -1)


def _shifted(problem: Problem, before: int) -> Path | None:
    """The problem's path in the overlay's own list of terms; None where it lies in the plugin's."""
    path = problem.path
    if len(path) > 3 and path[2] == "terms" and isinstance(path[3], int):
        return None if path[3] < before else (*path[:3], path[3] - before, *path[4:])
    return path
