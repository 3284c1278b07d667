"""A plugin's folder into a municipality: the header at once, each aspect when it is asked for.

A folder holds `municipality.toml`, and `aspects/<aspect id>.toml` for every aspect that the documents
state. An aspect without a file, or with one of comments alone, is not stated.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from kyodo_core.aspects import ASPECT_IDS, LABELS, Aspect, Problem, aspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Header, Municipality
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import Period
from kyodo_core.errors import Example, Fault, FaultsError, Suggestion, UnparsedError, suggestion
from kyodo_core.loading.filenames import unread_files
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.further import with_further
from kyodo_core.loading.placeholders import BLANK, placeholders
from kyodo_core.loading.references import (
    citation_faults,
    id_faults,
    identity_fault,
    succession_faults,
    todo_faults,
)
from kyodo_core.loading.structuring import Path, RawFault, structure
from kyodo_core.loading.versions import KEY, SCHEMA_VERSION, other_version, unstated_version
from kyodo_core.messages import _

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

HEADER_FILE = "municipality.toml"
ASPECT_FOLDER = "aspects"
_LABELS = {name: label.ja for name, label in LABELS.items()}
_STATEMENT = re.compile(rb"^(?:\xef\xbb\xbf)?+[ \t]*+[^#\s]", re.MULTILINE)
"""A line of TOML that is neither empty nor a comment; a byte order mark may stand before the first."""


def read_municipality(folder: "Traversable | str") -> Municipality:
    """Read the municipality in a plugin's folder.

    The header is read now; an aspect's file is read when the aspect is first looked up, and raises
    DefinitionError then.

    Raises:
        DefinitionError: the header is wrong, with all its faults and their places.
    """
    root = FilePath(folder) if isinstance(folder, str) else folder
    file = TomlFile(root / HEADER_FILE)
    if other := other_version(file.data):  # told alone: what else seems wrong may come of it
        raise file.error(file.faults([other]))
    unstated = unstated_version(file.data)
    header, faults = structure(file.data | {KEY: SCHEMA_VERSION}, Header)
    faults += [unstated] if unstated else []
    faults += [*id_faults(file.data, "document"), *identity_fault(file.data.get("slug"), ("slug",))]
    faults += succession_faults(file.data.get("document"))
    faults += todo_faults(file.data.get("todo"), _LABELS)
    if header is not None and header.prefecture != header.code.prefecture:
        message = _("the prefecture is not that of the code")
        right = Example(f'"{header.code.prefecture}"')
        faults.append(RawFault(("prefecture",), message, header.prefecture, right))
    if faults:
        raise file.error(file.faults(faults))
    aspects = AspectFiles(root, header)
    aspects.warn(HEADER_FILE, file)
    return Municipality(header=header, aspects=aspects)


@record
class Examined(Value):
    """The facts of one aspect's data, with what is wrong and what is doubtful in it by path."""

    facts: tuple[Fact, ...]
    faults: tuple[RawFault, ...]
    warnings: tuple[RawFault, ...]


class AspectFiles(Mapping[str, tuple[Fact, ...]]):
    """The aspects of one city, each file read when first asked for and then kept."""

    def __init__(self, root: "Traversable", header: Header) -> None:
        self._root = root
        self._documents = [document.id for document in header.documents]
        self._plans = [document.plan or "" for document in header.documents]
        self._todo = header.todo
        self._read: dict[str, tuple[Fact, ...]] = {}
        self.warnings: dict[str, list[Fault]] = {}

    def warn(self, name: str, file: TomlFile, doubtful: Sequence[RawFault] = ()) -> None:
        """Keep what is doubtful in a file, and what still stands in it of an example."""
        left = placeholders(file.data) if BLANK in file.text else ()
        if found := [*doubtful, *left]:
            self.warnings[name] = file.faults(found)

    def path(self, aspect_id: str) -> "Traversable":
        return self._root / ASPECT_FOLDER / f"{aspect_id}.toml"

    def paths(self) -> "dict[str, Traversable]":
        """The city's files: that of its header under `municipality`, and one for each stated aspect."""
        header = self._root / HEADER_FILE
        return {
            HEADER_FILE.removesuffix(".toml"): header,
            **{aspect_id: self.path(aspect_id) for aspect_id in self},
        }

    def __getitem__(self, aspect_id: str) -> tuple[Fact, ...]:
        if aspect_id not in self._read:
            if aspect_id not in ASPECT_IDS:
                raise KeyError(aspect_id)
            self._read[aspect_id] = self._load(aspect(aspect_id))
        return self._read[aspect_id]

    def __contains__(self, aspect_id: object) -> bool:
        """Does the city state anything of the aspect? Answered by a look at its file, without parsing it."""
        if aspect_id not in ASPECT_IDS:
            return False
        path = self.path(str(aspect_id))
        try:
            return _exists(path) and bool(_STATEMENT.search(path.read_bytes()))
        except OSError:  # told when the aspect is asked for
            return True

    def __iter__(self) -> Iterator[str]:
        return (aspect_id for aspect_id in ASPECT_IDS if aspect_id in self)

    def __len__(self) -> int:
        return sum(1 for _aspect_id in self)

    def unknown_files(self) -> list[Fault]:
        """Files in the folder that belong to no aspect, such as a misspelt name."""
        return list(unread_files(self._root / ASPECT_FOLDER, _LABELS))

    def unknown_plans(self) -> list[Fault]:
        """Documents of the header that set out a plan which is not among the city's plans.

        Raises:
            DefinitionError: the file of the plans is wrong.
        """
        known = {plan.id: plan.name for plan in self["plans"]}
        message = _("no plan has this id")
        faults = [
            RawFault(("document", index, "plan"), message, name, suggestion(name, known))
            for index, name in enumerate(self._plans)
            if name and name not in known
        ]
        return TomlFile(self._root / HEADER_FILE).faults(faults) if faults else []

    def _load(self, declared: Aspect) -> tuple[Fact, ...]:
        path = self.path(declared.id)
        if not _exists(path):
            return ()
        try:
            file = TomlFile(path)
        except UnparsedError as error:
            raise with_further(error, path, lambda file: self._examined(declared, file)[1]) from None
        examined, faults = self._examined(declared, file)
        if faults:
            raise file.error(faults)
        self.warn(declared.id, file, examined.warnings)
        return examined.facts

    def _examined(self, declared: Aspect, file: TomlFile) -> "tuple[Examined, list[Fault]]":
        """What an aspect's file says, with all that is wrong in it."""
        examined = self.examine(declared, file.data)
        still = declared.id in self._todo and file.data.get(declared.table)
        faults = [*([_not_to_do(declared)] if still else []), *examined.faults]
        return examined, file.faults(faults) if faults else []

    def examine(self, declared: Aspect, data: dict[str, Any]) -> "Examined":
        """What an aspect's file would say that held this data, and all that is wrong with it."""
        faults = [
            *_foreign_keys(data, declared),
            *id_faults(data, declared.table),
            *citation_faults(data, self._documents),
        ]
        facts: list[tuple[int, Fact]] = []
        for index, table in enumerate(_tables(data, declared, faults)):
            fact, wrong = structure(table, declared.fact)
            faults += [fault.under(*_place(declared, index)) for fault in wrong]
            if fact is not None:
                facts.append((index, fact))
        problems = list(self._problems(declared, facts))
        faults += [_raw(problem) for problem in problems if problem.error]
        warnings = [_raw(problem) for problem in problems if not problem.error]
        return Examined(tuple(fact for _index, fact in facts), tuple(faults), tuple(warnings))

    def _problems(self, declared: Aspect, facts: list[tuple[int, Fact]]) -> Iterator[Problem]:
        for index, fact in facts:
            if Period(fact.since, fact.until).reversed:
                message = _("the period ends before it begins")
                yield Problem((*_place(declared, index), "until"), message, str(fact.until), rule="years")
        try:
            yield from declared.check(facts, self)
        except FaultsError:
            return  # another aspect of the city is at fault, and reported in its own file


def _exists(path: "Traversable") -> bool:
    """Is anything there, even what can only be refused?"""
    return path.is_file() or path.is_dir()


def _place(declared: Aspect, index: int) -> Path:
    """The path of a fact's table in its file."""
    return (declared.table,) if declared.single else (declared.table, index)


def _tables(data: dict[str, Any], declared: Aspect, faults: list[RawFault]) -> list[Any]:
    """The tables of an aspect's file; a wrong bracket is a fault."""
    value = data.get(declared.table, [])
    if declared.single:
        return [value] if declared.table in data else []
    if not isinstance(value, list):
        message = _("a list of tables is needed")
        faults.append(RawFault((declared.table,), message, hint=_heading(declared)))
        return []
    return value


def _foreign_keys(data: dict[str, Any], declared: Aspect) -> list[RawFault]:
    foreign = [key for key in data if key != declared.table]
    if not foreign:
        return []
    message, hint = _("this key does not belong in this file"), Suggestion([_heading(declared)], {})
    return [RawFault((key,), message, key, hint, on_key=True) for key in foreign]


def _heading(declared: Aspect) -> Example:
    heading = f"[{declared.table}]" if declared.single else f"[[{declared.table}]]"
    return Example(heading, whole=True)


def _not_to_do(declared: Aspect) -> RawFault:
    message = _("the aspect stands in todo of {file} and yet has facts").format(file=HEADER_FILE)
    return RawFault((declared.table,), message, hint=out_of_todo(declared.id), rule="todo")


def out_of_todo(aspect_id: str) -> str:
    """What would be right where an aspect that is still to do gets facts."""
    return _("take {name} out of todo").format(name=f'"{aspect_id}"')


def _raw(problem: Problem) -> RawFault:
    return RawFault(problem.path, problem.message, problem.value, problem.hint, rule=problem.rule)
