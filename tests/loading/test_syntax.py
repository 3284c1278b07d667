"""What is not TOML: every mistake with its place, what it is, and the line that could stand there."""

from decimal import Decimal
from pathlib import Path

import pytest
import tomli
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kyodo_core.errors import Fault, FaultsError
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.syntax.diagnosis import diagnoses

SHIPPED = sorted(Path(__file__).parents[2].glob("plugins/*/kyodo_*/**/*.toml"))


def faults(text: str | bytes, folder: Path) -> tuple[Fault, ...]:
    """What is wrong with a file of this text."""
    path = folder / "mihon.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(FaultsError) as refused:
        TomlFile(path)
    return refused.value.faults


def marked(fault: Fault) -> str:
    """What the mark stands below."""
    return fault.source[fault.column - 1 :][: fault.width]


LINES = [
    pytest.param(
        "name = “補助”",
        [("“補助”", 'name: the quotes have to be half-width: "')],
        'name = "補助"',
        id="curved-quotes",
    ),
    pytest.param(
        "name = ”補助”",
        [("”補助”", 'name: the quotes have to be half-width: "')],
        'name = "補助"',
        id="closing-quotes-twice",
    ),
    pytest.param(
        "name = 「補助」",
        [("「補助」", 'name: the quotes have to be half-width: "')],
        'name = "補助"',
        id="corner-brackets-as-quotes",
    ),
    pytest.param(
        'name = "補助”',
        [('"補助”', 'name: the closing quote has to be half-width: "')],
        'name = "補助"',
        id="full-width-closing-quote",
    ),
    pytest.param(
        'name = "補助', [('"補助', 'name: the closing " is missing')], 'name = "補助"', id="no-closing-quote"
    ),
    pytest.param(
        'rate ＝ "2/3"', [("＝", "rate: ＝ has to be half-width: =")], 'rate = "2/3"', id="full-width-equals"
    ),
    pytest.param(
        'rate\u3000= "2/3"',
        [("\u3000", "rate: a full-width or invisible space stands outside the quotes")],
        'rate = "2/3"',
        id="full-width-space-after-the-key",
    ),
    pytest.param(
        '\u3000rate = "2/3"',
        [("\u3000", "a full-width or invisible space stands outside the quotes")],
        'rate = "2/3"',
        id="full-width-space-before-the-key",
    ),
    pytest.param(
        'rate = "2/3"\u3000',
        [("\u3000", "rate: a full-width or invisible space stands outside the quotes")],
        'rate = "2/3"',
        id="full-width-space-after-the-value",
    ),
    pytest.param(
        'rate "2/3"',
        [("rate", "rate: the = between the key and its value is missing")],
        'rate = "2/3"',
        id="no-equals",
    ),
    pytest.param(
        'rate: "2/3"', [(":", "rate: between a key and its value stands =")], 'rate = "2/3"', id="colon"
    ),
    pytest.param(
        'rate => "2/3"', [(">", "rate: between a key and its value stands =")], 'rate = "2/3"', id="arrow"
    ),
    pytest.param("rate", [("rate", "rate: the key has no = and no value")], "", id="key-alone"),
    pytest.param("rate =", [("=", "rate: the value is missing")], "", id="no-value"),
    pytest.param("rate = # 未定", [("=", "rate: the value is missing")], "", id="comment-for-a-value"),
    pytest.param(
        "limit per year = 3",
        [("limit per year", "limit: a key has no spaces in it")],
        "limit_per_year = 3",
        id="spaces-in-a-key",
    ),
    pytest.param(
        "since = 令和6年度",
        [("令和6年度", "since: the value needs quotes (now: 令和6年度)")],
        'since = "令和6年度"',
        id="year-without-quotes",
    ),
    pytest.param(
        "since = H26",
        [("H26", "since: the value needs quotes (now: H26)")],
        'since = "H26"',
        id="short-year-without-quotes",
    ),
    pytest.param(
        "rate = 2/3",
        [("2/3", "rate: the value needs quotes (now: 2/3)")],
        'rate = "2/3"',
        id="fraction-without-quotes",
    ),
    pytest.param(
        "rate = 66.7%",
        [("66.7%", "rate: the value needs quotes (now: 66.7%)")],
        'rate = "66.7%"',
        id="percentage-without-quotes",
    ),
    pytest.param(
        "limit = 200,000",
        [("200,000", "limit: a number has no commas and no unit (now: 200,000)")],
        "limit = 200_000",
        id="number-with-commas",
    ),
    pytest.param(
        "limit = 20万円",
        [("20万円", "limit: a number has no commas and no unit (now: 20万円)")],
        "limit = 200_000",
        id="ten-thousands-of-yen",
    ),
    pytest.param(
        "limit = 200,000円",
        [("200,000円", "limit: a number has no commas and no unit (now: 200,000円)")],
        "limit = 200_000",
        id="number-with-unit",
    ),
    pytest.param(
        "limit = ２００",
        [("２００", "limit: ２００ has to be half-width: 200")],
        "limit = 200",
        id="full-width-figures",
    ),
    pytest.param(
        "code = 032093",
        [("032093", "code: a number does not begin with 0; a code stands in quotes (now: 032093)")],
        'code = "032093"',
        id="leading-zero",
    ),
    pytest.param(
        "ok = True",
        [("True", "ok: yes and no are written true and false (now: True)")],
        "ok = true",
        id="capital-true",
    ),
    pytest.param(
        "ok = はい",
        [("はい", "ok: yes and no are written true and false (now: はい)")],
        "ok = true",
        id="yes-in-japanese",
    ),
    pytest.param(
        "day = 2024-13-01",
        [("2024-13-01", "day: there is no such day (now: 2024-13-01)")],
        "",
        id="no-such-month",
    ),
    pytest.param(
        "day = 2024-02-30",
        [("2024-02-30", "day: there is no such day (now: 2024-02-30)")],
        "",
        id="no-such-day",
    ),
    pytest.param(
        '名称 = "x"',
        [("名称", "a key of other than half-width letters and figures needs quotes (now: 名称)")],
        '"名称" = "x"',
        id="japanese-key",
    ),
    pytest.param(
        "[表]",
        [("表", "a key of other than half-width letters and figures needs quotes (now: 表)")],
        '["表"]',
        id="japanese-heading",
    ),
    pytest.param("[form", [("[form", "form: the heading is closed by ]")], "[form]", id="heading-not-closed"),
    pytest.param(
        "[[form]",
        [("[[form]", "form: the heading is closed by ]]")],
        "[[form]]",
        id="list-heading-not-closed",
    ),
    pytest.param(
        "[form]]", [("[form]]", "form: the heading is closed by ]]")], "[[form]]", id="heading-closed-twice"
    ),
    pytest.param(
        "[[form name]]",
        [("name", "form: a heading is one name of half-width letters, figures, _ and -")],
        "",
        id="space-in-a-heading",
    ),
    pytest.param("[]", [("]", "the heading has no name")], "", id="heading-without-a-name"),
    pytest.param(
        "［form］",
        [("［", "［ has to be half-width: ["), ("］", "form: ］ has to be half-width: ]")],
        "[form]",
        id="full-width-heading",
    ),
    pytest.param(
        'kinds = ["a" "b"]',
        [(" ", "kinds: a comma is missing here")],
        'kinds = ["a", "b"]',
        id="no-comma-in-a-list",
    ),
    pytest.param(
        'kinds = ["a"、"b"]',
        [("、", "kinds: 、 has to be half-width: ,")],
        'kinds = ["a","b"]',
        id="ideographic-comma",
    ),
    pytest.param(
        'kinds = ["a",, "b"]', [(",", "kinds: the , is too many here")], 'kinds = ["a", "b"]', id="two-commas"
    ),
    pytest.param(
        'kinds = ["a", "b"',
        [('["a", "b"', "kinds: the bracket [ is not closed")],
        'kinds = ["a", "b"]',
        id="list-not-closed",
    ),
    pytest.param(
        'kinds = ["a", "b]',
        [('"b]', 'kinds: the closing " is missing')],
        'kinds = ["a", "b"]',
        id="no-closing-quote-in-a-list",
    ),
    pytest.param(
        'kinds = ["a, "b"]',
        [('"', "kinds: a quotation mark is missing or too many")],
        "",
        id="no-closing-quote-before-another",
    ),
    pytest.param(
        'kinds = "a", "b"',
        [('"a", "b"', "kinds: several values stand in brackets [ ]")],
        'kinds = ["a", "b"]',
        id="list-without-brackets",
    ),
    pytest.param(
        "kinds = [grant, commission]",
        [
            ("grant", "kinds: the value needs quotes (now: grant)"),
            ("commission", "kinds: the value needs quotes (now: commission)"),
        ],
        'kinds = ["grant", "commission"]',
        id="list-of-bare-words",
    ),
    pytest.param(
        "years = [26年度, 27年度]",
        [
            ("26年度", "years: the value needs quotes (now: 26年度)"),
            ("27年度", "years: the value needs quotes (now: 27年度)"),
        ],
        'years = ["26年度", "27年度"]',
        id="list-of-bare-years",
    ),
    pytest.param(
        'kinds = ["a"]]', [("]", "kinds: the ] is too many here")], 'kinds = ["a"]', id="list-closed-twice"
    ),
    pytest.param(
        "t = { a = 1 b = 2 }",
        [(" ", "t: a comma is missing here")],
        "t = { a = 1, b = 2 }",
        id="no-comma-in-a-table",
    ),
    pytest.param(
        "t = { a = 1, b = 2",
        [("{ a = 1, b = 2", "t: the bracket { is not closed")],
        "t = { a = 1, b = 2}",
        id="table-not-closed",
    ),
    pytest.param(
        "t = { a = 1, a = 2 }", [("a", "t: a is written twice in the table")], "", id="key-twice-in-a-table"
    ),
    pytest.param(
        "t = { a = 1 ]", [("]", "t: { is closed by }")], "t = { a = 1 }", id="table-closed-as-a-list"
    ),
    pytest.param(
        "t = { a 1 }",
        [("a", "t: the = between the key and its value is missing")],
        "t = { a = 1 }",
        id="no-equals-in-a-table",
    ),
    pytest.param(
        'name = "いわゆる"協働"の"',
        [('"いわゆる"協働"の"', 'name: a quotation mark within a text is written \\" or 「」')],
        'name = "いわゆる\\"協働\\"の"',
        id="quotes-within-a-text",
    ),
    pytest.param(
        'name = "x" など',
        [("など", "name: something follows the value; a remark stands after #")],
        'name = "x" # など',
        id="words-after-the-value",
    ),
    pytest.param(
        'name = "x" number = 3',
        [("number = 3", "name: a line holds one key with its value")],
        'name = "x"\nnumber = 3',
        id="two-keys-in-a-line",
    ),
    pytest.param(
        '[[form]] name = "x"',
        [('name = "x"', "form: a line holds one key with its value")],
        '[[form]]\nname = "x"',
        id="key-after-a-heading",
    ),
    pytest.param(
        'path = "C:\\users"',
        [("\\", "path: in a text, \\ is written \\\\")],
        'path = "C:\\\\users"',
        id="backslash",
    ),
    pytest.param(
        'name = 補助"',
        [('補助"', 'name: the value needs quotes (now: 補助")')],
        'name = "補助"',
        id="no-opening-quote",
    ),
    pytest.param(
        "name = 'x", [("'x", "name: the closing ' is missing")], "name = 'x'", id="no-closing-single-quote"
    ),
    pytest.param(
        'name = """x', [('"""', 'name: the closing """ is missing')], "", id="no-closing-triple-quote"
    ),
    pytest.param("＃ コメント", [("＃", "＃ has to be half-width: #")], "# コメント", id="full-width-hash"),
    pytest.param(
        "// コメント",
        [("// コメント", "this is no key with a value; a remark stands after #")],
        "# コメント",
        id="comment-of-another-language",
    ),
    pytest.param(
        "* 項目",
        [("* 項目", "this is no key with a value; a remark stands after #")],
        "# 項目",
        id="item-of-a-list-in-words",
    ),
    pytest.param(
        "これは説明です",
        [("これは説明です", "this is no key with a value; a remark stands after #")],
        "# これは説明です",
        id="words",
    ),
    pytest.param("= 3", [("=", "there is no key before the =")], "", id="no-key"),
    pytest.param("a = 1,", [(",", "a: the , is too many here")], "a = 1", id="comma-after-the-value"),
    pytest.param(
        "a = 2024年4月",
        [("2024年4月", "a: the value needs quotes (now: 2024年4月)")],
        'a = "2024年4月"',
        id="month-without-quotes",
    ),
    pytest.param(
        "ｒａｔｅ = 1", [("ｒａｔｅ", "ｒａｔｅ has to be half-width: rate")], "rate = 1", id="full-width-key"
    ),
    pytest.param(
        'rate = "a\x01b"',
        [("\x01", "rate: a control character stands here, which cannot be seen")],
        'rate = "ab"',
        id="control-character",
    ),
    pytest.param(
        "a = 1_", [("1_", "a: the value needs quotes (now: 1_)")], 'a = "1_"', id="underscore-at-the-end"
    ),
    pytest.param("a = +", [("+", "a: the value needs quotes (now: +)")], 'a = "+"', id="sign-alone"),
    pytest.param(
        "a = .5",
        [(".5", "a: a number has figures on both sides of its point (now: .5)")],
        "a = 0.5",
        id="no-figure-before-the-point",
    ),
    pytest.param(
        "a = 5.",
        [("5.", "a: a number has figures on both sides of its point (now: 5.)")],
        "a = 5.0",
        id="no-figure-after-the-point",
    ),
    pytest.param(
        "x = 1e99999999999999999999",
        [("x", "x: this is not TOML: a number is too large")],
        "",
        id="number-too-large",
    ),
    pytest.param(
        "x = " + "[" * 3_000 + "]" * 3_000,
        [("x", "x: this is not TOML: brackets within brackets are nested too deeply")],
        "",
        id="nested-too-deeply",
    ),
    pytest.param("[.form]", [(".", "a key is expected here")], "", id="heading-that-begins-with-a-point"),
    pytest.param("x = { . = 1 }", [(".", "a key is expected here")], "", id="point-for-a-key"),
]
"""A line, what is marked and said of it, and the line, or lines, that could stand there."""


@pytest.mark.parametrize(("line", "told", "mended"), LINES)
def test_line_that_is_not_toml(line: str, told: list[tuple[str, str]], mended: str, tmp_path: Path) -> None:
    found = faults(f"{line}\n", tmp_path)

    assert [(marked(fault), fault.message) for fault in found] == told
    assert {fault.example for fault in found} == {mended}


@pytest.mark.parametrize(
    "mended", [pytest.param(case.values[2], id=case.id) for case in LINES if case.values[2]]
)
def test_line_that_could_stand_there_is_toml(mended: str) -> None:
    tomli.loads(mended)


MANY = '''\
[[form]]
id = "grant"
name = “補助”
kinds = ["grant", "commission"
cite = "plan#1"
id = "commission"

[[form]
id = "b"
名称 = "委託"
name = "委託
since = 令和6年度
points = [
  "話し合う"
  "書面にする",
]

[progress]
id = "x"
[progress]
id = "y"
[form]
id = "z"
text = """
長い文
[[form]]
id = "q"
'''
MANY_TOLD = [
    (3, "“補助”", 'name: the quotes have to be half-width: "', 'name = "補助"'),
    (4, '["grant", "commission"', "kinds: the bracket [ is not closed", 'kinds = ["grant", "commission"]'),
    (6, "id", "id: this is already written in line 2", ""),
    (8, "[[form]", "form: the heading is closed by ]]", "[[form]]"),
    (
        10,
        "名称",
        "a key of other than half-width letters and figures needs quotes (now: 名称)",
        '"名称" = "委託"',
    ),
    (11, '"委託', 'name: the closing " is missing', 'name = "委託"'),
    (12, "令和6年度", "since: the value needs quotes (now: 令和6年度)", 'since = "令和6年度"'),
    (14, "", "points: a comma is missing here", '"話し合う",'),
    (20, "progress", "progress: this is already written in line 18", ""),
    (22, "form", "form: line 8 has this heading as [[form]]", ""),
    (24, '"""', 'text: the closing """ is missing', ""),
]


@pytest.mark.parametrize("end", [pytest.param("\n", id="lf"), pytest.param("\r\n", id="crlf")])
def test_all_mistakes_of_a_file_are_told_at_once(end: str, tmp_path: Path) -> None:
    found = faults(MANY.replace("\n", end), tmp_path)

    assert [(fault.line, marked(fault), fault.message, fault.example) for fault in found] == MANY_TOLD


OVER_LINES = [
    pytest.param(
        'terms = [\n  { rate = "1/2", unit = 2\n  { rate = "1/3" },\n]\n',
        (2, '{ rate = "1/2", unit = 2', "terms: the bracket { is not closed", '{ rate = "1/2", unit = 2 },'),
        id="table-not-closed",
    ),
    pytest.param(
        'terms = [\n  { rate = "1/2",\n  { rate = "1/3" },\n]\n',
        (2, '{ rate = "1/2",', "the bracket { is not closed", '{ rate = "1/2" },'),
        id="table-not-closed-behind-a-comma",
    ),
    pytest.param(
        'points = [\n  "a",\n  "b,\n]\nrate = "1/2"\n',
        (3, '"b,', 'points: the closing " is missing', '"b",'),
        id="quote-not-closed",
    ),
    pytest.param(
        "points = [\n  1 # first\n  2,\n]\n",
        (2, " ", "points: a comma is missing here", "1, # first"),
        id="comma-before-a-comment",
    ),
    pytest.param(
        'points = [\n  "a",\n  "b",\nrate = "1/2"\n',
        (1, "[", "points: the bracket [ is not closed", 'points = [\n  "a",\n  "b"]'),
        id="list-not-closed",
    ),
]


@pytest.mark.parametrize(("text", "told"), OVER_LINES)
def test_value_over_several_lines(text: str, told: tuple[int, str, str, str], tmp_path: Path) -> None:
    [fault] = faults(text, tmp_path)

    assert (fault.line, marked(fault), fault.message, fault.example) == told


REPEATS = [
    pytest.param('id = "a"\nname = "x"\nid = "b"\n', [(3, "already written in line 1")], id="key"),
    pytest.param('[form]\nid = "a"\n[form]\nid = "b"\n', [(3, "already written in line 1")], id="heading"),
    pytest.param("[[form]]\n[form]\n", [(2, "line 1 has this heading as [[form]]")], id="list-then-table"),
    pytest.param("[form]\n[[form]]\n", [(2, "line 1 has this heading as [form]")], id="table-then-list"),
    pytest.param("a = 1\na.b = 2\n", [(2, "this is written twice")], id="dotted-key-of-a-value"),
    pytest.param("a = { b = 1 }\n[a]\n", [(2, "this is written twice")], id="heading-of-a-value"),
    pytest.param(
        "[[a]]\nx = 1\n[[a]]\nx = 1\nx = 2\n", [(5, "already written in line 4")], id="second-table"
    ),
    pytest.param(
        "x = 1\nx = 2\nx = 3\n",
        [(2, "already written in line 1"), (3, "already written in line 2")],
        id="three-times",
    ),
    pytest.param(
        "名称 = 1\n名称 = 2\n",
        [(1, "needs quotes"), (2, "needs quotes"), (2, "already written in line 1")],
        id="mended",
    ),
    pytest.param('id = "a"\n"[[form]]\nid = "b"\n', [(2, "")], id="not-below-a-heading-that-is-wrong"),
    pytest.param('id = "a""[[form]]\nid = "b"\n', [(1, "one key")], id="not-below-a-heading-in-the-line"),
]


@pytest.mark.parametrize(("text", "told"), REPEATS)
def test_what_is_written_twice_is_told_with_the_first_place(
    text: str, told: list[tuple[int, str]], tmp_path: Path
) -> None:
    found = faults(text, tmp_path)

    assert [fault.line for fault in found] == [line for line, _message in told]
    assert all(part in fault.message for fault, (_line, part) in zip(found, told, strict=True))


def test_a_byte_order_mark_moves_nothing(tmp_path: Path) -> None:
    [fault] = faults("\ufeffrate = 2/3\n".encode(), tmp_path)

    assert (fault.line, marked(fault)) == (1, "2/3")


def test_the_last_line_needs_no_end(tmp_path: Path) -> None:
    [fault] = faults("id = 1\nrate = 2/3", tmp_path)

    assert (fault.line, marked(fault), fault.example) == (2, "2/3", 'rate = "2/3"')


@pytest.mark.parametrize("path", [pytest.param(path, id=f"{path.parts[-3]}-{path.stem}") for path in SHIPPED])
def test_toml_has_no_mistakes(path: Path) -> None:
    assert diagnoses(path.read_text(encoding="utf-8")) == []


SIGNS = "\"'[]{}=,.#\\\n \t\r-+_0９aA年、。＝“”「」\u3000\x00"
texts = st.one_of(
    st.text(),
    st.text(st.sampled_from(SIGNS)),
    st.lists(st.sampled_from(["[[form]]", 'id = "a"', "x = [", "]", "{", '"', "= 1", "\n", ", "])).map(
        "".join
    ),
)


def is_toml(text: str) -> bool:
    try:
        tomli.loads(text, parse_float=Decimal)
    except (ArithmeticError, ValueError, RecursionError):
        return False
    return True


@given(texts)
@example("a = [" * 2000)
@example("x = 1e999999999999999999999")
def test_what_is_not_toml_has_a_mistake_in_its_place(text: str) -> None:
    text = text.replace("\r\n", "\n")
    found = diagnoses(text)

    assert bool(found) is not is_toml(text)
    assert all(0 <= one.start <= one.end <= len(text) + 1 for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


@given(texts.map(lambda text: text.replace("\n", "")))
def test_mended_line_is_toml(line: str) -> None:
    assert all(is_toml(one.example) for one in diagnoses(line))


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A shipped file with a slip of the pen: some characters left out, or a sign put in."""
    text = draw(st.sampled_from(SHIPPED)).read_text(encoding="utf-8")
    text = text[:2000].rpartition("\n")[0]
    place = draw(st.integers(0, len(text)))
    put = draw(st.sampled_from(["", *SIGNS]))
    return text[:place] + put + text[place + draw(st.integers(0, 3)) :]


@settings(max_examples=50)
@given(slips())
def test_a_slip_of_the_pen_is_told_in_few_words(text: str) -> None:
    """The mistakes after the first are not made up of it."""
    text = text.replace("\r\n", "\n")
    found = diagnoses(text)

    assert bool(found) is not is_toml(text)
    assert len(found) <= 4
