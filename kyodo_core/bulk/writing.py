"""Result files: whole or not at all, with nothing in them that a spreadsheet would run."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import polars as pl

from kyodo_core.bulk.leftover import Wrong
from kyodo_core.errors import KyodoError
from kyodo_core.messages import _

SUFFIXES = (".csv", ".xlsx", ".parquet")
_STARTS = "=+-@＝＋－＠\t\r\n"
"""What a spreadsheet takes for the beginning of a formula; a Japanese one also in full width."""
_YEN = ("amount", "before", "after", "difference")
_MEASURED, _WIDEST = 200, 50
_SHEET_ROWS = 1_048_575
"""Rows of results that a sheet of Excel holds below its heading."""
_FIRST_DAY = date(1900, 3, 1)
_DIGITS = 10**15


def write_results(rows: pl.LazyFrame, path: Path, suffix: str) -> None:
    """Write the rows as they come; `suffix` says in which kind of file."""
    if suffix == ".parquet":
        rows.sink_parquet(path)
    elif suffix == ".csv":
        rows.with_columns(_harmless()).sink_csv(path, include_bom=True, line_terminator="\r\n")
    else:
        _write_sheet(rows.collect(), path)


def _harmless() -> pl.Expr:
    """Texts that a spreadsheet would take for a formula, with an apostrophe before them."""
    text = pl.col(pl.String)
    return pl.when(text.str.head(1).is_in(list(_STARTS))).then("'" + text).otherwise(text).name.keep()


def _write_sheet(rows: pl.DataFrame, path: Path) -> None:
    """A sheet of Excel; texts stay texts, whatever they begin with.

    Raises:
        KyodoError: there are more rows than a sheet holds.
    """
    if rows.height > _SHEET_ROWS:
        message = _("{count} rows are more than a sheet of Excel holds").format(count=f"{rows.height:,}")
        raise KyodoError(message, _("write .csv or .parquet"))
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {**options, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    figures = book.add_format({"num_format": "#,##0"})
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, rows.columns)
    for place, name in enumerate(rows.columns):
        yen = figures if name in _YEN else None
        sheet.set_column(place, place, _width(name, rows[name]))
        sheet.write_column(1, place, _exact(rows[name]), yen)
    book.close()


def _exact(column: pl.Series) -> list[Any]:
    """The values as a sheet holds them; as texts where it would change them.

    A sheet knows no day before 1900 (nor rightly its first two months), and 15 digits of a number.
    """
    values = column.to_list()
    if column.dtype == pl.Date:
        return [str(day) if day is not None and day < _FIRST_DAY else day for day in values]
    if column.dtype.is_integer():
        return [str(figure) if figure is not None and figure >= _DIGITS else figure for figure in values]
    return values


def _width(name: str, column: pl.Series) -> int:
    """How wide a column is to be, by its heading and its first rows; a wide character counts twice."""
    texts = [name, *column.head(_MEASURED).cast(pl.String).fill_null("").to_list()]
    widest = max(sum(2 if east_asian_width(one) in "WFA" else 1 for one in text) for text in texts)
    return min(widest + 2, _WIDEST)


def write_errors(wrong: Sequence[Wrong], path: Path) -> None:
    """The faulty rows as CSV: row, column, what stands there, what is wrong, what would be right."""
    heads = (_("Row"), _("Column"), _("Value"), _("What is wrong"), _("What would be right"))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        for one in sorted(wrong, key=lambda one: one.row):
            texts = (one.column, one.value, one.message, one.hint)
            writer.writerow((one.row, *(f"'{t}" if t.startswith(tuple(_STARTS)) else t for t in texts)))
