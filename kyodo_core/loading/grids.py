"""What a table of a spreadsheet or a CSV is before its heads are known: cells in rows and columns.

Rows and columns count from 1, as spreadsheets show them.
"""

import datetime as dt

from kyodo_core.domain.values import Value, record


class UnreadableError(ValueError):
    """A file that is no table: why, and what would be right; `row` is 0 where it is the whole file."""

    def __init__(self, message: str, hint: str = "", row: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.row = row


@record
class Broken(Value):
    """What a cell without a value holds: an error (#REF!), or "" for a formula without a result."""

    error: str = ""


Raw = str | int | float | bool | dt.date | dt.time | dt.timedelta | Broken
"""A cell's own value: always a text in a CSV; an empty cell is an empty text."""


@record
class Cell(Value):
    """A cell with its place and its value as the file holds it."""

    row: int
    column: int
    raw: Raw

    @property
    def empty(self) -> bool:
        return isinstance(self.raw, str) and not self.raw.strip()

    @property
    def broken(self) -> bool:
        """Does the cell hold an error, or a formula without a result?"""
        return isinstance(self.raw, Broken)

    @property
    def shown(self) -> str:
        """The value in one line, as a message or a heading shows it."""
        if isinstance(self.raw, bool):
            return str(self.raw).upper()
        if isinstance(self.raw, float) and self.raw.is_integer():
            return str(int(self.raw))
        if isinstance(self.raw, Broken):
            return self.raw.error
        text = " ".join(str(self.raw).split())
        return "".join(character for character in text if character.isprintable())


@record
class Span(Value):
    """A rectangle of cells."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


@record
class Grid(Value):
    """The cells of one sheet from row 1 and column 1 on; rows may differ in length.

    `sheet` is its name, empty for a CSV.
    """

    rows: tuple[tuple[Raw, ...], ...]
    merged: tuple[Span, ...] = ()
    sheet: str = ""


def address(row: int, column: int) -> str:
    """A cell's name in a spreadsheet: B12 for row 12, column 2."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
