"""Tables put into texts that people keep: whole texts, and for any text that every byte stays."""

from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.amending.inserting import with_table

NEW: dict[str, Any] = {"since": "令和9年度", "rounding": {"unit": 1_000}}
HEADED = """\
# 上乗せ
[[document]]
id = "rules"   # 要綱

# 地域活動
[[program]]
id = "one"
[[program.terms]]
since = "R7" # 告示第3号
conditions = [
  "一", # 覚え
]
# 次の見直しは R10

# 祭り
[[program]]
id = "two"

[[program.terms]]
since = "R8"

  [program.terms.rounding]
  unit = 10
"""
BRACKETS = """\
program = [
  { id = "one", terms = [{ since = "R7" }] }, # 一
  { id = "two", terms = [] } # 二
]
"""
LINES = """\
[[program]]
id = "one"
terms = [
    { since = "R7" }, # 一つ目
    { since = "R8" }  # 二つ目
    # ここに足す
]
"""


def without(text: str, *parts: str) -> str:
    """The text without the parts, each of which stands in it once."""
    for part in parts:
        assert text.count(part) == 1
        text = text.replace(part, "")
    return text


def test_terms_stand_behind_those_of_their_program() -> None:
    block = '\n[[program.terms]]\nsince = "令和9年度"\n\n[program.terms.rounding]\nunit = 1000\n'

    text = with_table(HEADED, ("program", 0, "terms"), NEW)

    assert without(text, block) == HEADED
    assert text.index(block) == HEADED.index("\n# 祭り")


def test_terms_of_the_last_program_stand_at_the_end() -> None:
    text = with_table(HEADED, ("program", 1, "terms"), {"since": "R9"})

    assert text == HEADED + '\n[[program.terms]]\nsince = "R9"\n'


def test_document_stands_behind_the_others() -> None:
    block = '\n[[document]]\nid = "new"\n'

    text = with_table(HEADED, ("document",), {"id": "new"})

    assert without(text, block) == HEADED
    assert text.index(block) == HEADED.index("\n# 地域活動")


def test_new_program_stands_at_the_end_with_its_terms() -> None:
    text = with_table(HEADED, ("program",), {"id": "three"}, {"terms": {"since": "R9"}})

    assert text == HEADED + '\n[[program]]\nid = "three"\n\n[[program.terms]]\nsince = "R9"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", '[[program]]\nid = "x"\n', id="empty"),
        pytest.param("# 覚え\n", '# 覚え\n\n[[program]]\nid = "x"\n', id="comment"),
        pytest.param("# 覚え\n\n", '# 覚え\n\n[[program]]\nid = "x"\n', id="empty-line-at-the-end"),
        pytest.param("a = 1", 'a = 1\n\n[[program]]\nid = "x"\n', id="no-line-end"),
        pytest.param("a = 1\r\n", 'a = 1\r\n\r\n[[program]]\r\nid = "x"\r\n', id="windows"),
        pytest.param('a = "\u2028"\n', 'a = "\u2028"\n\n[[program]]\nid = "x"\n', id="line-separator"),
    ],
)
def test_program_is_put_at_the_end(before: str, after: str) -> None:
    assert with_table(before, ("program",), {"id": "x"}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '[[program]]\nid = "x"\n# 覚え\n\n# 次\n[[document]]\n',
            '[[program]]\nid = "x"\n# 覚え\n\n[[program.terms]]\nsince = "R9"\n\n# 次\n[[document]]\n',
            id="comment-below-belongs-to-the-table",
        ),
        pytest.param(
            '[[program]]\nid = "x"\n# 次\n[[document]]\n',
            '[[program]]\nid = "x"\n\n[[program.terms]]\nsince = "R9"\n\n# 次\n[[document]]\n',
            id="comment-above-a-heading-belongs-to-that",
        ),
        pytest.param(
            '[[program]]\nid = "x"\n[[program.facts]]\nid = "y"\n[[program]]\nid = "z"\n',
            '[[program]]\nid = "x"\n[[program.facts]]\nid = "y"\n\n[[program.terms]]\nsince = "R9"\n'
            '\n[[program]]\nid = "z"\n',
            id="behind-the-facts-of-a-program-without-terms",
        ),
    ],
)
def test_first_terms_stand_behind_what_the_program_has(before: str, after: str) -> None:
    assert with_table(before, ("program", 0, "terms"), {"since": "R9"}) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        pytest.param(
            BRACKETS,
            ("program", 0, "terms"),
            BRACKETS.replace('{ since = "R7" }]', '{ since = "R7" }, { since = "R9" }]'),
            id="on-one-line",
        ),
        pytest.param(
            BRACKETS, ("program", 1, "terms"), BRACKETS.replace("[]", '[{ since = "R9" }]'), id="empty"
        ),
        pytest.param(
            BRACKETS,
            ("program",),
            BRACKETS.replace("} # 二\n]", '}, # 二\n  { since = "R9" },\n]'),
            id="line-without-a-comma",
        ),
        pytest.param(
            LINES,
            ("program", 0, "terms"),
            LINES.replace("}  #", "},  #").replace("\n]", '\n    { since = "R9" },\n]'),
            id="comments-stay-with-their-lines",
        ),
        pytest.param(
            LINES.replace("\n", "\r\n"),
            ("program", 0, "terms"),
            LINES.replace("}  #", "},  #").replace("\n]", '\n    { since = "R9" },\n]').replace("\n", "\r\n"),
            id="windows",
        ),
        pytest.param(
            "program = [\n]\n", ("program",), 'program = [\n  { since = "R9" },\n]\n', id="empty-on-two-lines"
        ),
        pytest.param(
            "program = [ 1, ]", ("program",), 'program = [ 1, { since = "R9" } ]', id="comma-behind"
        ),
    ],
)
def test_list_in_brackets_grows_inside_them(before: str, path: tuple[str | int, ...], after: str) -> None:
    assert with_table(before, path, {"since": "R9"}) == after


COMMENTS = st.sampled_from(["", "# 覚え\n", "\n", "\n# 一\n# 二\n\n", "#\n"])
TABLES = st.sampled_from(
    [
        "[[document]]\nid = 1\n",
        '[[program]]\nid = "a"\n',
        '[[program]]\nid = "a"\n[[program.terms]]\nsince = "R7"\n',
        '[[program]]\nid = "a"\n[[program.facts]]\nid = 1\n[[program.terms]]\nx = """\n[[program]]\n"""\n',
        "[[program]]\nterms = [{ a = 1 }, # 一\n]\n",
        "[[program]]\nterms = []\n[[ program . facts ]]\nid = 1\n",
    ]
)


@given(
    st.lists(st.tuples(COMMENTS, TABLES), max_size=6), COMMENTS, st.sampled_from(["\n", "\r\n"]), st.data()
)
def test_whatever_stood_there_stays(
    parts: list[tuple[str, str]], last: str, end: str, data: st.DataObject
) -> None:
    text = ("".join(comment + table for comment, table in parts) + last).replace("\n", end)
    expected = tomli.loads(text)
    programs = len(expected.get("program", []))
    place = data.draw(st.integers(0, programs))
    if place < programs:
        path: tuple[str | int, ...] = ("program", place, "terms")
        expected["program"][place].setdefault("terms", []).append(NEW)
    else:
        path = (data.draw(st.sampled_from(["document", "program"])),)
        expected.setdefault(path[0], []).append(NEW)

    after = with_table(text, path, NEW)

    assert tomli.loads(after) == expected
    rest = iter(after)
    assert all(character in rest for character in text)
    assert "\n" not in text or after.count("\n") == after.count(end)
