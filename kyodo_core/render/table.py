"""Reports for a terminal: aligned with wide characters, folded and never cut, without colour."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.box import ASCII2, SQUARE, Box
from rich.cells import cell_len

from kyodo_core.domain.citing import cited
from kyodo_core.domain.reports import (
    Block,
    Entries,
    Entry,
    Paragraph,
    Report,
    Section,
    Table,
)
from kyodo_core.messages import _
from kyodo_core.render.folding import column_widths, fold


def render(report: Report, width: int = 80, ascii_only: bool = False) -> str:
    """The report in lines of at most `width` columns; `ascii_only` for terminals without box lines."""
    return "\n".join(_Page(report, width, ascii_only).lines()) + "\n"


class _Page:
    """One report at one width."""

    def __init__(self, report: Report, width: int, ascii_only: bool) -> None:
        self._report = report
        self._width = width
        self._box = ASCII2 if ascii_only else SQUARE

    def lines(self) -> Iterator[str]:
        yield from fold(self._report.title, self._width)
        yield "=" * min(cell_len(self._report.title), self._width)
        for section in self._report.sections:
            yield ""
            if section.heading:
                yield from fold(f"【{section.heading}】", self._width)
            yield from self._section(section)
        if self._report.citations:
            yield ""
            yield from self._paragraph(cited(self._report.citations, self._report.documents))
        if self._report.documents:
            yield from ("", _("Sources"))
            for document in self._report.documents:
                yield from self._paragraph(f"{document.short}: {document.title}（{document.issuer}）", 2)

    def _section(self, section: Section) -> Iterator[str]:
        for block in section.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield from self._paragraph(block.text + cited(block.citations, self._report.documents))
        elif isinstance(block, Table):
            yield from self._table(block)
        else:
            yield from self._entries(block)

    def _paragraph(self, text: str, indent: int = 0) -> Iterator[str]:
        return (" " * indent + line for line in fold(text, self._width - indent))

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield from self._paragraph(table.caption)
        widths = _widths(table, self._width - 3 * len(table.columns) - 1)
        yield from _drawn(table, widths, self._box) if widths else self._records(table)
        if table.citations:
            yield from self._paragraph(cited(table.citations, self._report.documents))

    def _records(self, table: Table) -> Iterator[str]:
        """The rows one below the other, for a table whose figures do not stand side by side."""
        labels = min(max(cell_len(name) for name in table.columns), self._width // 3)
        figures = max((cell_len(row[place]) for row in table.rows for place in table.right), default=0)
        for row in table.rows:
            yield from self._paragraph(f"■ {row[0]}")
            for place, (name, cell) in enumerate(zip(table.columns, row, strict=True)):
                if not place or not cell:
                    continue
                said = " " * (figures - cell_len(cell)) + cell if place in table.right else cell
                yield from _side_by_side(fold(name, labels), fold(said, self._width - labels - 4), labels)
            yield ""

    def _entries(self, entries: Entries) -> Iterator[str]:
        for entry in entries.items:
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[str]:
        yield from self._paragraph(f"■ {entry.name}")
        longest = max((cell_len(label) for label, _lines in entry.particulars), default=0)
        labels = min(longest, self._width // 4)
        for label, said in entry.particulars:
            right = [line for text in said for line in fold(text, self._width - labels - 4)]
            yield from _side_by_side(fold(label, labels), right, labels)
        if entry.citations:
            yield from self._paragraph(cited(entry.citations, self._report.documents), 2)
        yield ""


_MANY = 7
"""So many columns at most have cells that are folded to a few characters."""

_FIGURE = re.compile(r"[+\-−]?\d[\d,.]*[円%]?")


def _side_by_side(left: Sequence[str], right: Sequence[str], labels: int) -> Iterator[str]:
    """A label and what it says, each of them folded."""
    for name, text in zip_longest(left, right, fillvalue=""):
        yield f"  {name}{' ' * (labels - cell_len(name))}  {text}".rstrip()


def _longest_figure(cell: str) -> int:
    """The width of the longest piece of a cell that is not to be parted: 1,000,000円, but 6 (37.5%)."""
    return max(map(cell_len, _FIGURE.findall(cell)), default=0)


def _widths(table: Table, available: int) -> list[int]:
    """The widths of the columns; none where a figure would be parted, or many columns be too narrow."""
    columns = list(zip(table.columns, *table.rows, strict=True))
    natural = [max(cell_len(line) for cell in column for line in cell.split("\n")) for column in columns]
    ratios = table.ratios or (1,) * len(columns)
    widths = column_widths(natural, ratios, available, table.right)
    figures = {place: max(map(_longest_figure, columns[place][1:]), default=0) for place in table.right}
    narrow = any(width < min(natural[place], 8) for place, width in enumerate(widths))
    if not table.right and len(columns) > _MANY and narrow:
        return []
    if all(widths[place] >= width for place, width in figures.items()):
        return widths
    others = [place for place in range(len(columns)) if place not in figures]
    left = available - sum(figures.values())
    if left < 8 * len(others):
        return []
    shares = column_widths([natural[place] for place in others], [ratios[place] for place in others], left)
    figures |= dict(zip(others, shares, strict=True))
    return [figures[place] for place in range(len(columns))]


def _drawn(table: Table, widths: Sequence[int], box: Box) -> Iterator[str]:
    """The table in a box, its cells folded into the columns' widths."""
    head, *rows = (_folded(row, widths) for row in (table.columns, *table.rows))
    padded = [width + 2 for width in widths]
    tall = any(len(cell) > 1 for row in rows for cell in row)
    yield box.get_top(padded)
    yield from _row_lines(head, widths, table.right, box)
    yield box.get_row(padded, "head")
    for place, row in enumerate(rows):
        if tall and place:
            yield box.get_row(padded, "row")
        yield from _row_lines(row, widths, table.right, box)
    yield box.get_bottom(padded)


def _folded(row: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    return [fold(cell, width) for cell, width in zip(row, widths, strict=True)]


def _row_lines(
    row: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[int], box: Box
) -> Iterator[str]:
    """The lines of one row: its cells side by side, padded by display width."""
    for line in zip_longest(*row, fillvalue=""):
        cells = []
        for place, (text, width) in enumerate(zip(line, widths, strict=True)):
            gap = " " * (width - cell_len(text))
            cells.append(f" {gap}{text} " if place in right else f" {text}{gap} ")
        yield box.mid_left + box.mid_vertical.join(cells) + box.mid_right
