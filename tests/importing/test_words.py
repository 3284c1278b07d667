"""By what words a key or a kind is named, and what a text may mean."""

import pytest

from kyodo_core.importing.words import Vocabulary, outside, words

KNOWN = Vocabulary(
    [
        ("forms", ("適する形態",)),
        ("form_names", ("適する形態（文書の名称）",)),
        ("resident", ("市民（個人）", "Residents")),
        ("since", ("開始年度",)),
        ("terms.since", ("開始年度",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        pytest.param("補助率", "補助率", id="as-it-is"),
        pytest.param(" 補 助\n率 ", "補助率", id="spaces-and-lines"),
        pytest.param("補助率（％）", "補助率%", id="brackets-and-width"),
        pytest.param("【ＩＤ】", "id", id="width-and-case"),
        pytest.param("「」", "", id="brackets-alone"),
    ],
)
def test_words_are_read_without_width_case_spaces_and_brackets(text: str, same: str) -> None:
    assert words(text) == same


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        pytest.param("補助率（％）", "補助率", id="full-width"),
        pytest.param("補助率 [上限]", "補助率", id="square"),
        pytest.param("（仮称）交付金", "交付金", id="in-front"),
        pytest.param("補助率", "補助率", id="none"),
        pytest.param("補助率（", "補助率", id="never-closed"),
    ],
)
def test_what_stands_in_brackets_may_be_left_out(text: str, rest: str) -> None:
    assert outside(text) == rest


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("適する形態", ("forms",), id="whole"),
        pytest.param("適する形態（文書の名称）", ("form_names",), id="with-its-brackets"),
        pytest.param("適する形態（○を付ける）", ("forms",), id="with-other-brackets"),
        pytest.param("市民", ("resident",), id="without-its-brackets"),
        pytest.param("residents", ("resident",), id="english"),
        pytest.param("開始年度", ("since", "terms.since"), id="several"),
        pytest.param("備考", (), id="none"),
        pytest.param("", (), id="empty"),
        pytest.param("（）", (), id="brackets-alone"),
    ],
)
def test_what_a_text_names(text: str, named: tuple[str, ...]) -> None:
    assert KNOWN.named(text) == named


def test_near_words_name_what_may_be_meant() -> None:
    assert KNOWN.near("開始年")[:2] == ("since", "terms.since")
    assert KNOWN.near("zzzz") == ()
