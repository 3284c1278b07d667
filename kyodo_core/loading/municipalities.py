"""A plugin's folder into a municipality: the header at once, each aspect when it is asked for.

A folder holds `municipality.toml`, and `aspects/<aspect id>.toml` for every aspect that the documents
state. An aspect without a file, or with one of comments alone, is not stated.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from kyodo_core.aspects import ASPECT_IDS, Aspect, Problem, aspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Header, Municipality
from kyodo_core.domain.years import Period
from kyodo_core.errors import Fault, FaultsError, suggestion
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.references import citation_faults, id_faults, identity_fault
from kyodo_core.loading.structuring import Path, RawFault, structure
from kyodo_core.messages import _

HEADER_FILE = "municipality.toml"
ASPECT_FOLDER = "aspects"
_STATEMENT = re.compile(rb"^(?:\xef\xbb\xbf)?+[ \t]*+[^#\s]", re.MULTILINE)
"""A line of TOML that is neither empty nor a comment; a byte order mark may stand before the first."""


def read_municipality(folder: FilePath | str) -> Municipality:
    """Read the municipality in a plugin's folder.

    The header is read now; an aspect's file is read when the aspect is first looked up, and raises
    DefinitionError then.

    Raises:
        DefinitionError: the header is wrong, with all its faults and their places.
    """
    root = FilePath(folder)
    file = TomlFile(root / HEADER_FILE)
    header, faults = structure(file.data, Header)
    faults += [*id_faults(file.data, "document"), *identity_fault(file.data.get("slug"), ("slug",))]
    if header is not None and header.prefecture != header.code.prefecture:
        message = _("the prefecture is not that of the code")
        faults.append(RawFault(("prefecture",), message, header.prefecture, header.code.prefecture))
    if faults:
        raise file.error(file.faults(faults))
    return Municipality(header=header, aspects=AspectFiles(root, header))


class AspectFiles(Mapping[str, tuple[Fact, ...]]):
    """The aspects of one city, each file read when first asked for and then kept."""

    def __init__(self, root: FilePath, header: Header) -> None:
        self._root = root
        self._documents = [document.id for document in header.documents]
        self._read: dict[str, tuple[Fact, ...]] = {}
        self.warnings: dict[str, list[Fault]] = {}

    def path(self, aspect_id: str) -> FilePath:
        return self._root / ASPECT_FOLDER / f"{aspect_id}.toml"

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
        try:
            return bool(_STATEMENT.search(self.path(str(aspect_id)).read_bytes()))
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:  # told when the aspect is asked for
            return True

    def __iter__(self) -> Iterator[str]:
        return (aspect_id for aspect_id in ASPECT_IDS if aspect_id in self)

    def __len__(self) -> int:
        return sum(1 for _aspect_id in self)

    def unknown_files(self) -> list[Fault]:
        """Files in the folder that belong to no aspect, such as a misspelt name."""
        found = sorted((self._root / ASPECT_FOLDER).glob("*.toml"))
        message = _("no aspect has the name of this file")
        return [
            Fault(file=str(path), message=message, hint=suggestion(path.stem, ASPECT_IDS))
            for path in found
            if path.stem not in ASPECT_IDS
        ]

    def _load(self, declared: Aspect) -> tuple[Fact, ...]:
        path = self.path(declared.id)
        if not path.exists():
            return ()
        file = TomlFile(path)
        faults = [
            *_foreign_keys(file.data, declared),
            *id_faults(file.data, declared.table),
            *citation_faults(file.data, self._documents),
        ]
        facts: list[tuple[int, Fact]] = []
        for index, table in enumerate(_tables(file.data, declared, faults)):
            fact, wrong = structure(table, declared.fact)
            faults += [fault.under(*_place(declared, index)) for fault in wrong]
            if fact is not None:
                facts.append((index, fact))
        problems = list(self._problems(declared, facts))
        faults += [_raw(problem) for problem in problems if problem.error]
        if faults:
            raise file.error(file.faults(faults))
        if problems:
            self.warnings[declared.id] = file.faults(map(_raw, problems))
        return tuple(fact for _index, fact in facts)

    def _problems(self, declared: Aspect, facts: list[tuple[int, Fact]]) -> Iterator[Problem]:
        for index, fact in facts:
            if Period(fact.since, fact.until).reversed:
                message = _("the period ends before it begins")
                yield Problem((*_place(declared, index), "until"), message, str(fact.until))
        try:
            yield from declared.check(facts, self)
        except FaultsError:
            return  # another aspect of the city is at fault, and reported in its own file


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
        faults.append(RawFault((declared.table,), message, hint=f"[[{declared.table}]]"))
        return []
    return value


def _foreign_keys(data: dict[str, Any], declared: Aspect) -> list[RawFault]:
    foreign = [key for key in data if key != declared.table]
    if not foreign:
        return []
    header = f"[{declared.table}]" if declared.single else f"[[{declared.table}]]"
    message, hint = _("this key does not belong in this file"), _("Did you mean {near}?").format(near=header)
    return [RawFault((key,), message, key, hint, True) for key in foreign]


def _raw(problem: Problem) -> RawFault:
    return RawFault(problem.path, problem.message, problem.value, problem.hint)
