"""Reports for a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kyodo_core.domain.reports import Report, Section, Table
from kyodo_core.render import renderer
from tests.render.conftest import HOSTILE

render = renderer("table")

WHOLE = """\
題 内容
=======

【節 内容】
内容〔計画 1〕
表 内容
┌──────┬───────┐
│ 区分 │  内容 │
├──────┼───────┤
│ 一   │ 1,000 │
├──────┼───────┤
│ 内容 │    20 │
├──────┼───────┤
│ 二行 │     3 │
│ ある │       │
└──────┴───────┘
〔計画 1〕

■ 事項 内容
  名称  内容
  内訳  ・一
        ・二
  〔計画 1、2〕

■ 名だけの事項


〔計画 2〕

Sources
  計画: 見本市協働推進計画（見本市）
"""


def test_whole_report(report: Report) -> None:
    assert render(report, width=40) == WHOLE


def test_ascii_terminals_get_no_box_lines(report: Report) -> None:
    output = render(report, width=40, ascii_only=True)

    assert "| 一   | 1,000 |" in output
    assert not set(output) & set("┌┬┐├┼┤└┴┘─│")


def test_data_is_not_read_as_markup(hostile: Report) -> None:
    assert HOSTILE in render(hostile, width=200)


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_lines_are_within_the_width(width: int, hostile: Report) -> None:
    assert max(map(cell_len, render(hostile, width=width).splitlines())) <= width


CELLS = st.text(alphabet="協働ー、。（）「」・AB12 ,.\n", max_size=40)


@given(
    columns=st.integers(1, 4),
    cells=st.lists(CELLS, min_size=4, max_size=12),
    figures=st.sets(st.integers(0, 3)),
    width=st.integers(40, 120),
)
def test_any_table_is_aligned_and_within_the_width(
    columns: int, cells: list[str], figures: set[int], width: int
) -> None:
    rows = tuple(tuple(cells[n : n + columns]) for n in range(0, len(cells) - columns + 1, columns))
    right = tuple(place for place in figures if place < columns)
    table = Table(rows[0], rows[1:], right=right)
    lines = render(Report("", (Section("", (table,)),)), width=width).splitlines()[3:]

    assert max(map(cell_len, lines)) <= width
    if not lines[0].startswith("■"):  # else a figure is too wide for its column, and the rows are records
        assert len({cell_len(line) for line in lines}) == 1


AMOUNTS = Table(
    ("地域", "均等割（円）", "世帯割（円）", "備考"),
    (("中央地区", "1,234,567円", "100,000", "千円未満切捨て"), ("南", "0", "12,000", "")),
    right=(1, 2),
)


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        pytest.param(
            60,
            [
                "┌──────────┬──────────────┬──────────────┬────────────────┐",
                "│ 地域     │ 均等割（円） │ 世帯割（円） │ 備考           │",
            ],
            id="whole",
        ),
        pytest.param(
            48,
            [
                "┌──────────┬─────────────┬─────────┬───────────┐",
                "│ 地域     │      均等割 │  世帯割 │ 備考      │",
                "│          │      （円） │  （円） │           │",
                "├──────────┼─────────────┼─────────┼───────────┤",
                "│ 中央地区 │ 1,234,567円 │ 100,000 │ 千円未満  │",
                "│          │             │         │ 切捨て    │",
            ],
            id="heads-folded",
        ),
        pytest.param(
            40,
            [
                "■ 中央地区",
                "  均等割（円）  1,234,567円",
                "  世帯割（円）      100,000",
                "  備考          千円未満切捨て",
                "",
                "■ 南",
                "  均等割（円）            0",
                "  世帯割（円）       12,000",
                "",
            ],
            id="records",
        ),
    ],
)
def test_a_figure_is_never_parted(width: int, lines: list[str]) -> None:
    shown = render(Report("", (Section("", (AMOUNTS,)),)), width=width).splitlines()[3:]

    assert shown[: len(lines)] == lines


@pytest.mark.parametrize(("columns", "shown"), [(7, "┌"), (8, "■")])
def test_many_columns_of_text_stand_below_one_another_where_they_are_too_narrow(
    columns: int, shown: str
) -> None:
    names = tuple(f"要素{place}" for place in range(columns))
    table = Table(names, (("1,000,000円 × 3,000 ÷ Σ人口",) * columns,))

    lines = render(Report("", (Section("", (table,)),)), width=60).splitlines()[3:]

    assert lines[0].startswith(shown)
    assert max(map(cell_len, lines)) <= 60


def test_a_table_needs_as_many_cells_as_columns() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        Table(("a", "b"), (("only",),))
