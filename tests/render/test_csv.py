"""Reports as CSV, safe to open in a spreadsheet."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.domain.reports import Paragraph, Report, Section, Table
from kyodo_core.render import renderer
from tests.render.conftest import HOSTILE

render = renderer("csv")


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline=""), strict=True))


def of(*rows: tuple[str, ...], columns: tuple[str, ...] = ("a",)) -> Report:
    return Report("題", (Section("節", (Table(columns, rows),)),))


def test_whole_report(report: Report) -> None:
    assert read(render(report)) == [
        ["Section", "Name", "Item", "Content", "Citation"],
        ["節 内容", "", "", "内容", "〔計画 1〕"],
        [],
        ["Section", "区分", "内容", "Citation"],
        ["節 内容", "一", "1,000", "〔計画 1〕"],
        ["節 内容", "内容", "20", "〔計画 1〕"],
        ["節 内容", "二行\nある", "3", "〔計画 1〕"],
        [],
        ["Section", "Name", "Item", "Content", "Citation"],
        ["", "事項 内容", "名称", "内容", "〔計画 1、2〕"],
        ["", "事項 内容", "内訳", "・一\n・二", "〔計画 1、2〕"],
        ["", "名だけの事項", "", "", ""],
        [],
        ["Sources", "Title", "Issuer"],
        ["計画", "見本市協働推進計画", "見本市"],
    ]


def test_tables_of_the_same_columns_share_one_heading() -> None:
    sections = tuple(Section(name, (Table(("a",), ((name,),)),)) for name in ("一", "二"))

    assert read(render(Report("題", sections))) == [["Section", "a"], ["一", "一"], ["二", "二"]]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("+81", "'+81", id="plus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("-cmd", "'-cmd", id="minus"),
        pytest.param("-", "-", id="dash"),
        pytest.param("\tx", "'\tx", id="tab"),
        pytest.param("-5", "-5", id="negative-number"),
        pytest.param("-5.25", "-5.25", id="negative-decimal"),
        pytest.param("-5+2", "'-5+2", id="calculation"),
        pytest.param("・一", "・一", id="bullet"),
        pytest.param("50%", "50%", id="percent"),
        pytest.param("", "", id="empty"),
        pytest.param("a=1", "a=1", id="sign-inside"),
    ],
)
def test_what_a_spreadsheet_would_calculate_is_kept_as_text(cell: str, written: str) -> None:
    assert read(render(of((cell,))))[1] == ["節", written]


def test_a_section_heading_is_kept_as_text_too() -> None:
    report = Report("題", (Section("=HYPERLINK()", (Paragraph("x"),)),))

    assert read(render(report))[1][0] == "'=HYPERLINK()"


def test_an_entry_and_a_column_name_are_kept_as_text_too() -> None:
    assert read(render(of(("x",), columns=("=1",))))[0] == ["Section", "'=1"]


def test_hostile_text_comes_back_as_it_was(hostile: Report) -> None:
    assert ["節 " + HOSTILE, "", "", HOSTILE, "〔計画 1〕"] in read(render(hostile))


@given(cells=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), min_size=1, max_size=5))
def test_any_cell_comes_back_and_none_is_a_formula(cells: list[tuple[str, str]]) -> None:
    rows = read(render(of(*cells, columns=("a", "b"))))

    for row, given_cells in zip(rows[1:], cells, strict=True):
        for written, said in zip(row[1:], given_cells, strict=True):
            assert written.removeprefix("'") == said.removeprefix("'")
            assert not written.startswith(("=", "+", "@", "\t", "\r"))
