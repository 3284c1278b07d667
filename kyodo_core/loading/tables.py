"""Tables that staff keep, as CSV or .xlsx: headings in row 1, below them a row for each thing.

All that makes a table doubtful is refused with its place: merged cells, errors of a spreadsheet, cells
without a heading, a heading that stands twice. How its cells are read is said in `cells`.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from kyodo_core.domain.values import Value, value
from kyodo_core.errors import DefinitionError, Fault
from kyodo_core.loading.cells import broken, key
from kyodo_core.loading.grids import Cell, Grid, Raw, UnreadableError, address
from kyodo_core.loading.values import WrongValueError
from kyodo_core.messages import _

_ZIP = b"PK\x03\x04"
_LONGEST = 60  # characters of a value that a message shows


@value
class Row(Value):
    """A row that is not empty; `number` counts as a spreadsheet does, the headings are row 1."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column, counted from 1."""
        return self.cells[column - 1]


@value
class Table(Value):
    """A table with its headings and its rows, each with a cell for every heading.

    `sheet` is the name of the sheet of an .xlsx, empty for a CSV.
    """

    file: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str = ""

    def column(self, *names: str) -> int:
        """The column (from 1) headed by one of the names, 0 where none is.

        Full-width characters, spaces and line breaks make no difference.
        """
        wanted = {key(name) for name in names}
        return next((place for place, head in enumerate(self.heads, 1) if key(head) in wanted), 0)

    def fault(self, row: int, column: int, message: str, value: str = "", hint: str = "") -> Fault:
        """A fault at a row and column, for an .xlsx with the cell's name; `value` is what stands there."""
        shown = value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
        now = _(" (now: {value})").format(value=f'"{shown}"') if shown else ""
        cell = f"{address(row, column)}: " if self.sheet else ""
        return Fault(file=self.file, line=row, column=column, message=f"{cell}{message}{now}", hint=hint)

    def wrong(self, cell: Cell, error: WrongValueError) -> Fault:
        """The fault of a cell that could not be read."""
        return self.fault(cell.row, cell.column, error.message, error.value, error.hint)

    def error(self, faults: Sequence[Fault]) -> DefinitionError:
        """The error made of the faults, each told once."""
        return _refused(self.file, list(dict.fromkeys(faults)))


def read_table(
    path: Path | str, sheet: str = "", *, faults: list[Fault] | None = None, empty: str = ""
) -> Table:
    """The table of a .csv (UTF-8 or Shift_JIS) or of a sheet of an .xlsx.

    Faults of its cells are added to `faults`, for a caller that raises them with its own
    (`Table.error`); without such a list they are raised here. `empty` is the message for a table
    without rows.

    Raises:
        DefinitionError: the file is no table of these kinds or has no rows, or all faults of its cells.
    """
    file = Path(path)
    try:
        grid = _grid(file, sheet)
    except UnreadableError as error:
        fault = Fault(file=str(file), line=error.row, message=error.message, hint=error.hint)
        raise _refused(str(file), [fault]) from None
    cells = [[Cell(row, column, raw) for column, raw in enumerate(line, 1)] for row, line in _lines(grid)]
    headings = [cell.shown for cell in cells[0]] if cells and cells[0][0].row == 1 else []
    while headings and not headings[-1]:
        headings.pop()
    rows = tuple(
        Row(number=line[0].row, cells=tuple(_filled_up(line, len(headings))))
        for line in cells
        if line[0].row > 1
    )
    table = Table(file=str(file), heads=tuple(headings), rows=rows, sheet=grid.sheet)
    if not rows:
        needed = empty or _("the table has no rows: headings in the first row and rows below are needed")
        raise table.error([table.fault(1, 1, needed)])
    if not any(headings):
        message = _("the first row has no headings")
        raise table.error([table.fault(1, 1, message, hint=_("the headings stand in row 1, the rows below"))])
    found = [*_headings(table), *_outside(table, cells), *_merged(table, grid), *_broken(table, cells)]
    if faults is not None:
        faults += found
    elif found:
        raise table.error(found)
    return table


def _grid(file: Path, sheet: str) -> Grid:
    try:
        if file.is_dir():
            raise UnreadableError(_("the file cannot be read"), _("this is a folder"))
        data = file.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(_("the file cannot be read"), _("there is no file of this name")) from None
    except OSError as error:
        raise UnreadableError(_("the file cannot be read"), str(error.strerror)) from None
    if file.suffix.lower() == ".csv":
        return _csv(data)
    if file.suffix.lower() == ".xlsx":
        from kyodo_core.loading.workbooks import read_workbook

        return read_workbook(data, sheet)
    message = _("tables are read from .csv and .xlsx only")
    raise UnreadableError(message, _("save it as .xlsx, without a password"))


def _csv(data: bytes) -> Grid:
    if data.startswith(_ZIP):
        raise UnreadableError(_("this is no CSV but an .xlsx"), _("give the file's name the ending .xlsx"))
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(StringIO(_text(data), newline=""), strict=True):
            rows.append(tuple(row))  # noqa: PERF401 - the rows read so far say where the fault is
    except csv.Error:
        message = _("a quotation mark is not closed, or stands within a cell")
        raise UnreadableError(message, '"1,234", "… ""…"" …"', len(rows) + 1) from None
    return Grid(tuple(rows))


def _text(data: bytes) -> str:
    """UTF-8 as spreadsheets save it, or the older Shift_JIS of Japanese Excel."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError(_("the file is not written in UTF-8"), _("save it with the encoding UTF-8"))


def _lines(grid: Grid) -> Iterator[tuple[int, Sequence[Raw]]]:
    """The rows that hold anything, with their numbers."""
    for number, row in enumerate(grid.rows, 1):
        if any(raw.strip() if isinstance(raw, str) else True for raw in row):
            yield number, row


def _filled_up(line: Sequence[Cell], width: int) -> Iterator[Cell]:
    yield from line[:width]
    yield from (Cell(line[0].row, column, "") for column in range(len(line) + 1, width + 1))


def _headings(table: Table) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for column, head in enumerate(table.heads, 1):
        known = first.setdefault(key(head), column)
        if head and known != column:
            hint = _("the first stands in column {column}").format(column=known)
            yield table.fault(1, column, _("this heading stands twice"), head, hint)


def _outside(table: Table, cells: Sequence[Sequence[Cell]]) -> Iterator[Fault]:
    """Cells without a heading: told once for a column, but for each row of a CSV that is too long.

    There it is most often a comma within a number, a matter of the row.
    """
    told: set[int] = set()
    width = len(table.heads)
    for cell in (cell for line in cells for cell in line if not cell.empty):
        head = table.heads[cell.column - 1] if cell.column <= width else ""
        if head or cell.column in told:
            continue
        if table.sheet or cell.column <= width:
            told.add(cell.column)
            message, hint = _("the cell has no heading"), _("write a heading in row 1 of this column")
        else:
            message, hint = _("the cell has no heading; a number with a comma stands in quotes"), ""
        yield table.fault(cell.row, cell.column, message, cell.shown, hint)


def _merged(table: Table, grid: Grid) -> Iterator[Fault]:
    """Merged cells that touch the headings or the rows."""
    last = table.rows[-1].number
    for span in grid.merged:
        if span.top <= last and span.left <= len(table.heads):
            message = _("the cells {cells} are merged").format(cells=span)
            hint = _("unmerge them and write the value in each cell")
            yield table.fault(span.top, span.left, message, hint=hint)


def _broken(table: Table, cells: Sequence[Sequence[Cell]]) -> Iterator[Fault]:
    return (table.wrong(cell, broken(cell)) for line in cells for cell in line if cell.broken)


def _refused(file: str, faults: Sequence[Fault]) -> DefinitionError:
    message = _("{file} has {count} fault(s).").format(file=Path(file).name, count=len(faults))
    return DefinitionError(message, faults)
