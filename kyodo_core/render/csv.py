"""Reports as CSV: every table and entry as rows, the section in the first column.

Tables of the same columns share one heading; a blank line stands before other columns. A cell that a
spreadsheet would take for a formula is preceded by an apostrophe.
"""

import csv
import re
from io import StringIO

from kyodo_core.domain.citing import cited
from kyodo_core.domain.reports import Block, Paragraph, Report, Table
from kyodo_core.messages import _

_FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(\.\d+)?$|$)")
Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]


def render(report: Report, **_options: object) -> str:
    page = StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    current: tuple[str, ...] = ()
    for section in report.sections:
        for block in section.blocks:
            columns, rows = _rows(block, report)
            if columns != current:
                if current:
                    writer.writerow(())
                writer.writerow((_("Section"), *map(_safe, columns)))
                current = columns
            writer.writerows([_safe(section.heading), *map(_safe, row)] for row in rows)
    if report.documents:
        writer.writerow(())
        writer.writerow((_("Sources"), _("Title"), _("Issuer")))
        writer.writerows([*map(_safe, (d.short, d.title, d.issuer))] for d in report.documents)
    return page.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _rows(block: Block, report: Report) -> Rows:
    if isinstance(block, Table):
        return _table(block, report)
    columns = (_("Name"), _("Item"), _("Content"), _("Citation"))
    if isinstance(block, Paragraph):
        return columns, [("", "", block.text, cited(block.citations, report.documents))]
    return columns, [
        (entry.name, label, "\n".join(lines), cited(entry.citations, report.documents))
        for entry in block.items
        for label, lines in entry.particulars or (("", ()),)
    ]


def _table(table: Table, report: Report) -> Rows:
    """The table's rows, with its citations in a column of their own where it has any."""
    if not table.citations:
        return table.columns, list(table.rows)
    source = cited(table.citations, report.documents)
    return (*table.columns, _("Citation")), [(*row, source) for row in table.rows]
