"""One sheet of an .xlsx as a grid of values.

The values are read by python-calamine, which is asked for only here; what it does not tell (errors,
formulas without results, hidden sheets, merged cells) is read from the XML.
"""

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from kyodo_core.errors import suggestion
from kyodo_core.loading.grids import Grid, Raw, UnreadableError, address
from kyodo_core.loading.sheets import Book, Entry, Marks
from kyodo_core.messages import _

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls and of encrypted files
_UNPACKED = 400_000_000  # bytes
_CELLS = 5_000_000
_BROKEN = (
    *(BadZipFile, ExpatError, zlib.error, EOFError, LookupError, ValueError, OverflowError),
    *(NotImplementedError, RuntimeError, OSError),
)
"""What a damaged archive or its XML may raise."""


def read_workbook(data: bytes, wanted: str = "") -> Grid:
    """The sheet named `wanted`, or the only visible one that holds anything.

    Raises:
        UnreadableError: the file is no .xlsx, or it is not clear which sheet is meant.
    """
    if data.startswith(_OLD_OR_LOCKED):
        message = _("the file is protected by a password, or of the older form .xls")
        raise UnreadableError(message, _("save it as .xlsx, without a password"))
    calamine = _calamine()
    try:
        with ZipFile(BytesIO(data)) as archive:
            entry, marks = _chosen(archive, wanted)
        if marks.rows * marks.columns > _CELLS:
            far = address(marks.rows, marks.columns)
            message = _("the cells of the sheet reach as far as {address}").format(address=far)
            raise UnreadableError(message, _("delete what stands outside of the table"))
        return _grid(_values(calamine, data, entry), entry, marks)
    except UnreadableError:
        raise
    except _BROKEN:
        message = _("the file is damaged, or no .xlsx")
        raise UnreadableError(message, _("save it again as .xlsx")) from None


def _calamine() -> "type[CalamineWorkbook]":
    try:
        from python_calamine import CalamineWorkbook
    except ModuleNotFoundError:
        message = _("a package that reads .xlsx is not installed")
        hint = _("{command}, or save the table as CSV").format(command='pip install "kyodo-core[tables]"')
        raise UnreadableError(message, hint) from None
    return CalamineWorkbook


def _chosen(archive: ZipFile, wanted: str) -> tuple[Entry, Marks]:
    if sum(part.file_size for part in archive.infolist()) > _UNPACKED:
        raise UnreadableError(_("the file is too large"))
    book = Book.of(archive)
    named = [entry for entry in book.entries if entry.name == wanted]
    if wanted and not named:
        message = _("no sheet has this name (now: {value})").format(value=f'"{wanted}"')
        raise UnreadableError(message, suggestion(wanted, [entry.name for entry in book.entries]))
    asked = named or [entry for entry in book.entries if not entry.hidden]
    found = [(entry, Marks.of(archive, entry, book.stale)) for entry in asked]
    filled = [(entry, marks) for entry, marks in found if marks.rows] or found[:1]
    if not filled:
        raise UnreadableError(_("the file has no sheet that is shown"))
    if len(filled) > 1:
        names = ", ".join(entry.name for entry, _marks in filled)
        message = _("several sheets hold something: {names}").format(names=names)
        raise UnreadableError(message, _("name the one to read, or hide the others"))
    return filled[0]


def _values(calamine: "type[CalamineWorkbook]", data: bytes, entry: Entry) -> list[list[Any]]:
    from python_calamine import CalamineError

    try:
        sheet = calamine.from_filelike(BytesIO(data)).get_sheet_by_name(entry.name)
        return sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise ValueError(str(error)) from None


def _grid(values: list[list[Any]], entry: Entry, marks: Marks) -> Grid:
    """The values with what the XML says of cells that have none."""
    width = max([marks.columns, *(len(row) for row in values)])
    rows: list[list[Raw]] = [[*row, *[""] * (width - len(row))] for row in values]
    rows += [[""] * width for _row in range(len(rows), marks.rows)]
    for (row, column), broken in marks.broken.items():
        rows[row - 1][column - 1] = broken
    return Grid(tuple(map(tuple, rows)), tuple(marks.merged), entry.name)
