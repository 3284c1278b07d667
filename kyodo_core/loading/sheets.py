"""What the XML of an .xlsx says beside its values: its sheets, merged cells, errors, formulas' results.

The reader of values gives an error and a formula that was never computed as an empty text, so these are
found here. XML with definitions of its own (DTD, entities) is refused; no spreadsheet program writes it.
"""

import re
from collections.abc import Callable
from xml.parsers import expat
from zipfile import ZipFile

from attrs import define, field

from kyodo_core.domain.values import Value, record
from kyodo_core.loading.grids import Broken, Span, UnreadableError
from kyodo_core.messages import _

_MAIN = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_TRUE = ("1", "true")
Attributes = dict[str, str]


@record
class Entry(Value):
    """A sheet of a workbook that has cells; `part` is its place in the archive."""

    name: str
    hidden: bool
    part: str


@define
class Book:
    """The sheets of a workbook in order; `stale` where no formula's result in the file can be relied on."""

    entries: list[Entry] = field(factory=list)
    stale: bool = False

    @classmethod
    def of(cls, archive: ZipFile) -> "Book":
        parts: dict[str, str] = {}

        def relation(name: str, said: Attributes) -> None:
            if name == "Relationship" and said["Type"].endswith("/worksheet"):
                target = said["Target"]
                parts[said["Id"]] = target[1:] if target.startswith("/") else f"xl/{target}"

        book = cls()

        def part(name: str, said: Attributes) -> None:
            if name == "sheet" and said["id"] in parts:
                hidden = said.get("state", "visible") != "visible"
                book.entries.append(Entry(said["name"], hidden, parts[said["id"]]))
            elif name == "calcPr":
                book.stale = said.get("fullCalcOnLoad") in _TRUE

        _parse(archive.read(_RELATIONS), relation)
        _parse(archive.read(_MAIN), part)
        return book


@define
class Marks:
    """What a sheet's XML says of its cells, by row and column from 1.

    `broken` are the cells without a value that is one; `rows` and `columns` say how far the cells reach
    that hold anything.
    """

    stale: bool
    broken: dict[tuple[int, int], Broken] = field(factory=dict)
    merged: list[Span] = field(factory=list)
    rows: int = 0
    columns: int = 0
    _row: int = 0
    _column: int = 0
    _cell: Attributes = field(factory=dict)
    _formula: bool = False
    _text: list[str] = field(factory=list)
    _inside: bool = False

    @classmethod
    def of(cls, archive: ZipFile, entry: Entry, stale: bool) -> "Marks":
        marks = cls(stale)
        _parse(archive.read(entry.part), marks._start, marks._end, marks._data)
        return marks

    def _start(self, name: str, said: Attributes) -> None:
        if name == "row":
            self._row, self._column = int(said.get("r", self._row + 1)), 0
        elif name == "c":
            self._column = _place(said["r"])[1] if "r" in said else self._column + 1
            self._cell, self._formula, self._text = said, False, []
        elif name == "mergeCell":
            first, _mark, last = said["ref"].partition(":")
            self.merged.append(Span(*_place(first), *_place(last or first)))
        elif name == "f":
            self._formula = True
        elif name in ("v", "t"):
            self._inside = True

    def _data(self, text: str) -> None:
        if self._inside:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self._inside = False
        elif name == "c":
            self._finish("".join(self._text), self._cell.get("t", "n"))

    def _finish(self, text: str, kind: str) -> None:
        """The cell is read: a result that is a text may be empty, any other is missing then."""
        missing = self._formula and (self.stale or (not text and kind != "str"))
        if not text and not missing and kind != "e":
            return
        self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
        if missing or kind == "e":
            self.broken[self._row, self._column] = Broken(text if kind == "e" else "")


def _place(reference: str) -> tuple[int, int]:
    """The row and column of B12."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _parse(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _name: None,
    data: Callable[[str], None] = lambda _text: None,
) -> None:
    """Read XML; names of elements and attributes are given without their namespaces."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def local(name: str) -> str:
        return name.rpartition(" ")[2]

    def started(name: str, said: Attributes) -> None:
        start(local(name), {local(key): value for key, value in said.items()})

    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = started
    parser.EndElementHandler = lambda name: end(local(name))
    parser.CharacterDataHandler = data
    parser.Parse(xml, True)


def _refuse(*_said: object) -> None:
    raise UnreadableError(_("the file holds XML that no spreadsheet program writes"))
