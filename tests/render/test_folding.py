"""Folding by display columns with the Japanese rules for line ends, and sharing out a page's width."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kyodo_core.render.folding import column_widths, fold

TEXTS = st.text(alphabet="協働まちづくりァー、。（）「」・ABc12 ,.-～…\u3000％漢字" + "ｱ☎①Ⅰé", max_size=80)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("", 10, [""], id="empty"),
        pytest.param("協働", 4, ["協働"], id="fits"),
        pytest.param("協働のまち", 4, ["協働", "のま", "ち"], id="wide-characters-take-two-columns"),
        pytest.param("協働のまち", 5, ["協働", "のま", "ち"], id="no-half-character"),
        pytest.param("ﾏﾁﾂﾞｸﾘ", 3, ["ﾏﾁﾂ", "ﾞｸﾘ"], id="half-width-kana-take-one"),
        pytest.param("市民と市。次", 8, ["市民と", "市。次"], id="full-stop-does-not-begin-a-line"),
        pytest.param("市民と市、次", 8, ["市民と", "市、次"], id="comma-does-not-begin-a-line"),
        pytest.param("（市）と市", 4, ["（市", "）と", "市"], id="too-narrow-for-the-rule"),
        pytest.param("市民「協働」", 6, ["市民", "「協", "働」"], id="opening-bracket-does-not-end-a-line"),
        pytest.param("チェックシート", 6, ["チェッ", "クシー", "ト"], id="small-kana-and-long-sound-stay"),
        pytest.param("協働は2014年から", 9, ["協働は", "2014年か", "ら"], id="a-figure-is-not-parted"),
        pytest.param("one two three", 7, ["one two", "three"], id="words"),
        pytest.param("one two", 3, ["one", "two"], id="space-is-lost-at-the-fold"),
        pytest.param("abcdefghij", 4, ["abcd", "efgh", "ij"], id="longer-than-the-line"),
        pytest.param("一\n二三四", 4, ["一", "二三", "四"], id="own-line-breaks"),
        pytest.param("一\n\n二", 4, ["一", "", "二"], id="empty-line"),
        pytest.param(
            "・協働のまちづくり", 8, ["・協働の", "\u3000まちづ", "\u3000くり"], id="hangs-under-a-bullet"
        ),
        pytest.param("1,023km", 6, ["1,023k", "m"], id="separators-of-a-figure"),
    ],
)
def test_text_is_folded(text: str, width: int, lines: list[str]) -> None:
    assert fold(text, width) == lines


@given(text=TEXTS, width=st.integers(2, 40))
def test_no_line_is_wider_than_the_width(text: str, width: int) -> None:
    assert [line for line in fold(text, width) if cell_len(line) > width] == []


@given(text=st.text(max_size=60).filter(lambda text: text.isprintable()), width=st.integers(2, 30))
def test_no_line_of_any_printable_text_is_wider_than_the_width(text: str, width: int) -> None:
    assert [line for line in fold(text, width) if cell_len(line) > width] == []


@given(text=TEXTS, width=st.integers(2, 40))
def test_nothing_is_lost_but_spaces(text: str, width: int) -> None:
    assert "".join("".join(fold(text, width)).split()) == "".join(text.split())


WORDS = st.lists(st.sampled_from(["協働", "まち、", "「市民」", "（市）", "です。", "センター"]), max_size=30)


@given(words=WORDS, width=st.integers(10, 40))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(words: list[str], width: int) -> None:
    lines = fold("".join(words), width)

    assert [line for line in lines[1:] if line[0] in "、」）。ー"] == []
    assert [line for line in lines if line.endswith(("「", "（"))] == []


@given(words=WORDS, width=st.integers(10, 40))
def test_lines_are_filled_as_far_as_the_rules_allow(words: list[str], width: int) -> None:
    widest = max(map(cell_len, words), default=0)

    for before, line in pairwise(fold("".join(words), width)):
        assert cell_len(before) > width - widest or not line


@given(text=TEXTS, width=st.integers(2, 40))
def test_folding_what_is_folded_changes_nothing(text: str, width: int) -> None:
    lines = fold(text, width)

    assert [again for line in lines for again in fold(line, width)] == lines


@pytest.mark.parametrize(
    ("natural", "ratios", "available", "whole", "widths"),
    [
        pytest.param([4, 6], [1, 1], 20, (), [4, 6], id="all-fit"),
        pytest.param([30, 30], [1, 1], 20, (), [10, 10], id="shared-equally"),
        pytest.param([30, 30], [1, 3], 20, (), [5, 15], id="shared-by-ratio"),
        pytest.param([4, 30], [1, 1], 20, (), [4, 16], id="what-one-does-not-need-goes-to-the-other"),
        pytest.param([4, 30, 40], [1, 1, 1], 24, (), [4, 10, 10], id="the-rest-is-shared"),
        pytest.param([8, 40], [1, 9], 20, (0,), [8, 12], id="figures-are-kept-whole"),
        pytest.param([15, 40], [1, 1], 20, (0,), [10, 10], id="unless-they-take-too-much"),
        pytest.param([15, 15], [1, 1], 20, (0, 1), [10, 10], id="nothing-but-figures-too-wide"),
        pytest.param([5, 5], [1, 1], 20, (0, 1), [5, 5], id="nothing-but-figures-that-fit"),
        pytest.param([50, 50], [1, 99], 20, (), [2, 19], id="never-less-than-a-wide-character"),
    ],
)
def test_columns_share_the_width(
    natural: list[int], ratios: list[int], available: int, whole: tuple[int, ...], widths: list[int]
) -> None:
    assert column_widths(natural, ratios, available, whole) == widths


@given(
    columns=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 9), st.booleans()), min_size=1, max_size=6),
    available=st.integers(70, 200),
)
def test_columns_never_take_more_than_there_is(columns: list[tuple[int, int, bool]], available: int) -> None:
    natural, ratios, figures = zip(*columns, strict=True)
    whole = [place for place, figure in enumerate(figures) if figure]
    widths = column_widths(natural, ratios, available, whole)

    assert sum(widths) <= available
    assert all(width >= min(2, need) for width, need in zip(widths, natural, strict=True))
    assert all(width <= need for width, need in zip(widths, natural, strict=True))
