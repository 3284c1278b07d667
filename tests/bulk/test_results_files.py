"""Files of results: the same rows in every kind, exact, harmless in a spreadsheet, whole or not at all."""

import csv
import datetime as dt
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest

from kyodo_core.bulk import writing
from kyodo_core.bulk.leftover import Wrong
from kyodo_core.bulk.writing import write_errors, write_results
from kyodo_core.errors import KyodoError, OutputError
from kyodo_core.writing import whole_file
from tests.spreadsheets import SHEET, part

HEADS = ("row", "名称", "設立日", "登録済み", "経費", "eligible", "amount", "reason")
ROWS: list[tuple[Any, ...]] = [
    (2, "中央地域", dt.date(1999, 4, 1), True, 1_000, True, 500, None),
    (3, "東地域", None, None, 0, False, 0, "登録が必要です。"),
    (4, '西地域, "北"\n町内会', dt.date(2024, 2, 29), False, 10**12, True, None, "記載なし"),
]
FORMULAS = (
    *("=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x")', "{=1+1}", "-"),
    *("＝1+1", "＋81", "－1", "＠SUM(A1)"),
)


def results(rows: list[tuple[Any, ...]] = ROWS) -> pl.LazyFrame:
    kinds = (pl.Int64, pl.String, pl.Date, pl.Boolean, pl.Int64, pl.Boolean, pl.Int64, pl.String)
    return pl.LazyFrame(rows, schema=dict(zip(HEADS, kinds, strict=True)), orient="row")


def sheet(path: Path) -> list[tuple[Any, ...]]:
    """The values of the only sheet's cells; a date as a date without a time."""
    (found,) = openpyxl.load_workbook(path)
    values = found.iter_rows(values_only=True)
    return [tuple(v.date() if isinstance(v, dt.datetime) else v for v in row) for row in values]


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_parquet_holds_every_value_in_its_type(tmp_path: Path) -> None:
    write_results(results(), tmp_path / "r.parquet", ".parquet")

    found = pl.read_parquet(tmp_path / "r.parquet")
    assert found.schema == results().collect_schema()
    assert found.rows() == ROWS


def test_csv_is_written_as_spreadsheets_read_it(tmp_path: Path) -> None:
    write_results(results(), tmp_path / "r.csv", ".csv")

    text = (tmp_path / "r.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == 4
    assert table(tmp_path / "r.csv") == [
        list(HEADS),
        ["2", "中央地域", "1999-04-01", "true", "1000", "true", "500", ""],
        ["3", "東地域", "", "", "0", "false", "0", "登録が必要です。"],
        ["4", '西地域, "北"\n町内会', "2024-02-29", "false", "1000000000000", "true", "", "記載なし"],
    ]


def test_sheet_holds_numbers_dates_and_truths(tmp_path: Path) -> None:
    write_results(results(), tmp_path / "r.xlsx", ".xlsx")

    assert sheet(tmp_path / "r.xlsx") == [HEADS, *ROWS]
    (found,) = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert [cell.number_format for cell in found[2]] == [
        *("General", "General", "yyyy-mm-dd", "General", "General", "General", "#,##0", "General")
    ]
    assert found.freeze_panes == "A2"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (dt.date(1872, 4, 1), "1872-04-01"),
        (dt.date(1899, 12, 31), "1899-12-31"),
        (dt.date(1900, 2, 28), "1900-02-28"),
        (dt.date(1900, 3, 1), dt.date(1900, 3, 1)),
    ],
)
def test_day_that_a_sheet_does_not_know_is_a_text(day: dt.date, shown: object, tmp_path: Path) -> None:
    write_results(results([(2, "旧村", day, None, 0, True, 0, None)]), tmp_path / "r.xlsx", ".xlsx")

    assert sheet(tmp_path / "r.xlsx")[1][2] == shown


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (999_999_999_999_999, 999_999_999_999_999),
        (1_000_000_000_000_001, "1000000000000001"),
        (9_223_372_036_854_775_807, "9223372036854775807"),
    ],
)
def test_number_that_a_sheet_would_round_is_a_text(figure: int, shown: object, tmp_path: Path) -> None:
    write_results(
        results([(2, "巨額", None, None, figure, True, figure, None)]), tmp_path / "r.xlsx", ".xlsx"
    )

    assert [sheet(tmp_path / "r.xlsx")[1][place] for place in (4, 6)] == [shown, shown]


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_text_is_never_a_formula(text: str, tmp_path: Path) -> None:
    rows = results([(2, text, None, None, 0, False, 0, text)])
    write_results(rows, tmp_path / "r.xlsx", ".xlsx")
    write_results(rows, tmp_path / "r.csv", ".csv")
    write_errors([Wrong(2, text, text, text, text)], tmp_path / "e.csv")

    escaped = text.replace("\r", "_x000D_")  # as .xlsx writes the character
    xml = part(tmp_path / "r.xlsx", SHEET)
    assert not re.search(r"<f[ >]|<hyperlink", xml)
    assert [sheet(tmp_path / "r.xlsx")[1][place] for place in (1, 7)] == [escaped] * 2
    (found,) = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert [found[2][place].data_type for place in (1, 7)] == ["s", "s"]
    for cell in (*table(tmp_path / "r.csv")[1], *table(tmp_path / "e.csv")[1]):
        assert not cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))
    harmless = text if text.startswith("{") else f"'{text}"
    assert [table(tmp_path / "r.csv")[1][place] for place in (1, 7)] == [harmless] * 2
    assert table(tmp_path / "e.csv")[1] == ["2", *[harmless] * 4]


def test_addresses_of_the_web_stay_texts(tmp_path: Path) -> None:
    text = "http://example.com/#a https://example.com"
    write_results(results([(2, text, None, None, 0, True, 0, None)]), tmp_path / "r.xlsx", ".xlsx")

    assert sheet(tmp_path / "r.xlsx")[1][1] == text
    with ZipFile(tmp_path / "r.xlsx") as archive:
        assert not [name for name in archive.namelist() if "_rels/sheet" in name]


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_SHEET_ROWS", 2)

    with pytest.raises(KyodoError) as caught, whole_file(tmp_path / "r.xlsx") as file:
        write_results(results(), file, ".xlsx")

    assert caught.value.message == "3 rows are more than a sheet of Excel holds"
    assert caught.value.hint == "write .csv or .parquet"
    assert list(tmp_path.iterdir()) == []


def _broken_off(path: Path) -> None:
    with whole_file(path) as part_of_it:
        part_of_it.write_text("half", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
        raise RuntimeError


def test_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("old", encoding="utf-8")

    with pytest.raises(RuntimeError):
        _broken_off(path)
    assert [file.name for file in tmp_path.iterdir()] == ["r.csv"]
    assert path.read_text(encoding="utf-8") == "old"

    with whole_file(path) as part_of_it:
        part_of_it.write_text("new", encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["r.csv"]
    assert path.read_text(encoding="utf-8") == "new"


def test_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    with whole_file(tmp_path / "r.csv"):
        pass

    assert (tmp_path / "r.csv").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    """What only some may read is not open to all after the next run."""
    path = tmp_path / "r.csv"
    path.touch()
    path.chmod(0o640)
    with whole_file(path):
        pass

    assert path.stat().st_mode & 0o777 == 0o640


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none" / "r.csv"

    with pytest.raises(OutputError) as caught, whole_file(path):
        raise AssertionError("nothing can be written")

    assert caught.value.message == f"{path} cannot be written: No such file or directory"
    assert caught.value.hint == "What stood there before is unchanged."


def test_errors_are_told_in_the_order_of_the_rows(tmp_path: Path) -> None:
    wrong = [Wrong(3, "年度", "26", "era", "令和"), Wrong(2, "", "", "b"), Wrong(2, "事業", "x", "a")]

    write_errors(wrong, tmp_path / "e.csv")

    assert table(tmp_path / "e.csv") == [
        ["Row", "Column", "Value", "What is wrong", "What would be right"],
        ["2", "", "", "b", ""],
        ["2", "事業", "x", "a", ""],
        ["3", "年度", "26", "era", "令和"],
    ]
