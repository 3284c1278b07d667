"""How single cells are read: every way in which staff write them, and what has more than one reading."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.domain.years import FiscalYear
from kyodo_core.loading import cells
from kyodo_core.loading.grids import Broken, Cell, Raw, address
from kyodo_core.loading.values import WrongValueError
from kyodo_core.rules.facts import FactType

DATE_HINT = '"令和9年4月1日", "R9.4.1", "2027-04-01"'
YEAR_HINT = '"令和9年度", "R9", "2027"'
TRUTH_HINT = "はい, いいえ, ○, ×"
WHOLE = "a whole number is needed"
NEGATIVE = "a number is not negative"
LARGE = "the number is too large to be exact"
FORMULA_HINT = (
    "compute all anew (Ctrl+Alt+F9 in Excel, Ctrl+Shift+F9 in LibreOffice) and save, "
    "or write the value in place of the formula"
)


def cell(raw: Raw) -> Cell:
    return Cell(2, 3, raw)


def refused(read: Callable[[Cell], Any], raw: Raw) -> tuple[str, str, str]:
    with pytest.raises(WrongValueError) as error:
        read(cell(raw))
    return error.value.message, error.value.value, error.value.hint


@pytest.mark.parametrize(
    ("raw", "figure"),
    [
        pytest.param("0", 0, id="zero"),
        pytest.param(" 1234 ", 1234, id="spaces"),
        pytest.param("1,234,567", 1_234_567, id="separators"),
        pytest.param("１２，３４５", 12_345, id="full-width"),
        pytest.param("\u300012\u3000", 12, id="full-width-spaces"),
        pytest.param("10,000円", 10_000, id="yen"),
        pytest.param("１０，０００ 円", 10_000, id="full-width-yen"),
        pytest.param("¥10,000", 10_000, id="yen-sign"),
        pytest.param("￥10,000", 10_000, id="full-width-yen-sign"),
        pytest.param("\\10,000", 10_000, id="yen-sign-of-shift-jis"),
        pytest.param(3.0, 3, id="float-of-a-spreadsheet"),
        pytest.param(-0.0, 0, id="minus-zero"),
        pytest.param(7, 7, id="int"),
        pytest.param(2.0**53 - 1, 2**53 - 1, id="largest"),
        pytest.param(str(2**53 - 1), 2**53 - 1, id="largest-as-text"),
    ],
)
def test_number(raw: Raw, figure: int) -> None:
    read = cells.number(cell(raw))

    assert (read, type(read)) == (figure, int)


@pytest.mark.parametrize(
    ("raw", "message", "shown"),
    [
        pytest.param("約100", WHOLE, "約100", id="about"),
        pytest.param("12人", WHOLE, "12人", id="another-unit"),
        pytest.param("5千円", WHOLE, "5千円", id="thousand-yen"),
        pytest.param("12.5", WHOLE, "12.5", id="fraction"),
        pytest.param("3.0", WHOLE, "3.0", id="decimal-point"),
        pytest.param("1e3", WHOLE, "1e3", id="exponent"),
        pytest.param("+5", WHOLE, "+5", id="plus"),
        pytest.param("=1+2", WHOLE, "=1+2", id="formula-as-text"),
        pytest.param("1,23", WHOLE, "1,23", id="comma-that-parts-no-thousands"),
        pytest.param("12,3456", WHOLE, "12,3456", id="four-figures-behind-a-comma"),
        pytest.param("1 234", WHOLE, "1 234", id="space-within"),
        pytest.param("百", WHOLE, "百", id="kanji"),
        pytest.param("50%", WHOLE, "50%", id="percent"),
        pytest.param("円", WHOLE, "円", id="unit-alone"),
        pytest.param("¥", WHOLE, "¥", id="sign-alone"),
        pytest.param("-", WHOLE, "-", id="dash"),
        pytest.param("#REF!", WHOLE, "#REF!", id="error-in-a-csv"),
        pytest.param(True, WHOLE, "TRUE", id="truth"),
        pytest.param(dt.date(2027, 4, 1), WHOLE, "2027-04-01", id="date"),
        pytest.param(dt.time(1, 2), WHOLE, "01:02:00", id="time"),
        pytest.param(3.5, WHOLE, "3.5", id="float"),
        pytest.param(0.1 + 0.2, WHOLE, "0.30000000000000004", id="shown-rounded"),
        pytest.param(float("inf"), WHOLE, "inf", id="infinite"),
        *(
            pytest.param(f"{minus}1,234", NEGATIVE, f"{minus}1,234", id=f"minus-{ord(minus):x}")
            for minus in "-－−△▲ー‐–"
        ),
        pytest.param("△ 5円", NEGATIVE, "△ 5円", id="minus-and-yen"),
        pytest.param("-¥5", NEGATIVE, "-¥5", id="minus-and-yen-sign"),
        pytest.param(-5.0, NEGATIVE, "-5", id="float-below-zero"),
        pytest.param(-0.5, NEGATIVE, "-0.5", id="fraction-below-zero"),
        pytest.param(2.0**53, LARGE, "9007199254740992", id="first-that-is-not-exact"),
        pytest.param(str(2**53), LARGE, "9007199254740992", id="the-same-as-text"),
        pytest.param("9" * 5000, LARGE, "9" * 5000, id="endless"),
    ],
)
def test_what_is_no_number_is_refused(raw: Raw, message: str, shown: str) -> None:
    assert refused(cells.number, raw)[:2] == (message, shown)


def test_hints_of_numbers_say_what_would_be_right() -> None:
    assert [refused(cells.number, raw)[2] for raw in ("百", 3.5)] == [
        "1234",
        "the cell may be shown rounded: round the value itself, as with the function ROUND",
    ]


def test_only_the_unit_that_is_expected_stands_behind_a_number() -> None:
    assert cells.number(cell("12 人"), "人") == 12
    assert cells.number(cell("12㎡"), "m2") == 12
    for written in ("12円", "¥12", "12人人", "12世帯"):
        with pytest.raises(WrongValueError):
            cells.number(cell(written), "人")
    with pytest.raises(WrongValueError):
        cells.number(cell("12円"), "")


@pytest.mark.parametrize(
    "raw", ["はい", " はい ", "○", "〇", "◯", "有", "有り", "あり", "TRUE", "1", "１", 1.0, True]
)
def test_yes(raw: Raw) -> None:
    assert cells.truth(cell(raw)) is True


@pytest.mark.parametrize("raw", ["いいえ", "×", "無", "無し", "なし", "False", "0", "０", 0.0, False])
def test_no(raw: Raw) -> None:
    assert cells.truth(cell(raw)) is False


@pytest.mark.parametrize("raw", ["△", "x", "レ", "✓", "-", "済", "該当", "2", 2.0, dt.date(2027, 4, 1)])
def test_neither_yes_nor_no_is_refused(raw: Raw) -> None:
    assert refused(cells.truth, raw) == ("yes or no is needed", cell(raw).shown, TRUTH_HINT)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        pytest.param("  中央 地区　", "中央 地区", id="spaces-around"),
        pytest.param("ＮＰＯ①㈱", "ＮＰＯ①㈱", id="unaltered"),
        pytest.param(12.0, "12", id="number"),
        pytest.param("007", "007", id="zeros-in-front"),
        *(
            pytest.param(said, said, id=f"formula-like-{said[0]}")
            for said in ("=1+2", "+5", "-5", "@SUM(A1)")
        ),
        pytest.param("\t=1+2", "=1+2", id="formula-like-tab"),
    ],
)
def test_text(raw: Raw, read: str) -> None:
    assert cells.text(cell(raw)) == read


@pytest.mark.parametrize(
    "raw",
    [3.5, 1e20, True, dt.date(2027, 1, 2), dt.timedelta(1)],
    ids=["fraction", "not-exact", "truth", "date-that-was-1-2", "time"],
)
def test_what_is_no_text_is_refused(raw: Raw) -> None:
    hint = "give the cell the format of a text and write it anew"
    assert refused(cells.text, raw) == ("a text is needed", cell(raw).shown, hint)


@pytest.mark.parametrize("said", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "Err:502"])
@pytest.mark.parametrize("raw", [str, Broken], ids=["csv", "xlsx"])
def test_error_of_a_spreadsheet_is_no_text(raw: Callable[[str], Raw], said: str) -> None:
    assert refused(cells.text, raw(said)) == (
        "the spreadsheet could not compute this cell",
        said,
        "mend its formula",
    )


@pytest.mark.parametrize(
    "raw",
    [
        dt.date(2027, 4, 1),
        dt.datetime(2027, 4, 1),
        "2027-04-01",
        "2027/4/1",
        "２０２７／４／１",
        "2027.4.1",
        "2027年4月1日",
        "令和9年4月1日",
        "令和９年４月１日",
        "R9.4.1",
        "r9/4/1",
    ],
    ids=str,
)
def test_date(raw: Raw) -> None:
    read = cells.date(cell(raw))

    assert (read, type(read)) == (dt.date(2027, 4, 1), dt.date)


def test_date_of_an_older_era() -> None:
    assert cells.date(cell("H23.4.1")) == dt.date(2011, 4, 1)
    assert cells.date(cell("令和元年5月1日")) == dt.date(2019, 5, 1)


@pytest.mark.parametrize(
    ("raw", "message", "hint"),
    [
        *(
            pytest.param(
                written, "the era of the year is missing", f'"令和{plain}", "平成{plain}"', id=written
            )
            for written, plain in (
                ("9年4月1日", "9年4月1日"),
                ("9. 4. 1", "9.4.1"),
                ("２７／４／１", "27/4/1"),
                ("元年5月1日", "元年5月1日"),
            )
        ),
        *(
            pytest.param(raw, "this is not a date", DATE_HINT, id=str(raw))
            for raw in ("4月1日", "2027-02-30", "4/1/2027", "20270401", "4月上旬", 46478.0, True, dt.time(1))
        ),
        pytest.param("令和9年4月", "the day is missing", DATE_HINT, id="month"),
        pytest.param("2027年", "the day is missing", DATE_HINT, id="year"),
        pytest.param(
            dt.datetime(2027, 4, 1, 9, 30),
            "a date without a time of day is needed",
            DATE_HINT,
            id="time-of-day",
        ),
    ],
)
def test_what_is_no_date_is_refused(raw: Raw, message: str, hint: str) -> None:
    assert refused(cells.date, raw) == (message, cell(raw).shown, hint)


@pytest.mark.parametrize(
    "raw", ["令和9年度", "R9", "r9年度", "2027", "２０２７年度", "2027年度", "FY2027", 2027.0, 2027], ids=str
)
def test_fiscal_year(raw: Raw) -> None:
    assert cells.fiscal_year(cell(raw)) == FiscalYear(2027)


@pytest.mark.parametrize(
    ("raw", "message", "hint"),
    [
        *(
            pytest.param(
                raw, "the era of the year is missing", f'"令和{year}年度", "平成{year}年度"', id=str(raw)
            )
            for raw, year in (("26年度", "26"), ("９年", "9"), ("元年度", "元"), ("9", "9"), (9.0, "9"))
        ),
        *(
            pytest.param(raw, "this is not a fiscal year", YEAR_HINT, id=str(raw))
            for raw in (
                "今年度",
                "2027-04-01",
                "R0",
                "0000",
                "9999",
                46478.0,
                2027.5,
                True,
                dt.date(2027, 4, 1),
            )
        ),
    ],
)
def test_what_is_no_fiscal_year_is_refused(raw: Raw, message: str, hint: str) -> None:
    assert refused(cells.fiscal_year, raw) == (message, cell(raw).shown, hint)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("自治会、消防団", ("自治会", "消防団")),
        ("自治会, 消防団", ("自治会", "消防団")),
        ("自治会，消防団", ("自治会", "消防団")),
        ("自治会\n消防団", ("自治会", "消防団")),
        ("自治会", ("自治会",)),
        (1.0, ("1",)),
        ("なし", ()),
        ("該当なし", ()),
        ("-", ()),
        ("－", ()),
        ("―", ()),
    ],
)
def test_names(raw: Raw, read: tuple[str, ...]) -> None:
    assert cells.names(cell(raw)) == read


@pytest.mark.parametrize("raw", ["自治会、、消防団", "自治会、消防団、", "、自治会、消防団"])
def test_list_with_an_empty_name_is_refused(raw: str) -> None:
    assert refused(cells.names, raw) == ("a name in the list is empty", raw, "自治会、消防団")


READERS = (cells.number, cells.truth, cells.text, cells.date, cells.fiscal_year, cells.names)


@pytest.mark.parametrize("raw", ["", " ", "\u3000\t\n"], ids=["nothing", "space", "spaces"])
def test_empty_cell_is_never_a_value(raw: str) -> None:
    assert [refused(read, raw) for read in READERS] == [
        ("the cell is empty; write 0 where it is zero", "", ""),
        ("the cell is empty; write yes or no", "", TRUTH_HINT),
        ("the cell is empty", "", ""),
        ("the cell is empty", "", ""),
        ("the cell is empty", "", ""),
        ("the cell is empty; write なし where there is none", "", "なし"),
    ]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_broken_cell_is_never_a_value(read: Callable[[Cell], Any]) -> None:
    assert refused(read, Broken("#N/A")) == (
        "the spreadsheet could not compute this cell",
        "#N/A",
        "mend its formula",
    )
    assert refused(read, Broken()) == ("the file holds no result of this cell's formula", "", FORMULA_HINT)


@pytest.mark.parametrize(
    ("raw", "fact_type", "read"),
    [
        (3.0, FactType.NUMBER, 3),
        ("○", FactType.TRUTH, True),
        ("福祉", FactType.TEXT, "福祉"),
        ("R9.4.1", FactType.DATE, dt.date(2027, 4, 1)),
        ("なし", FactType.NAMES, ()),
    ],
)
def test_fact_of_each_type(raw: Raw, fact_type: FactType, read: Any) -> None:
    found = cells.value(cell(raw), fact_type)

    assert found == read
    assert fact_type.takes(found)


def test_every_type_of_fact_is_read() -> None:
    for fact_type in FactType:
        with pytest.raises(WrongValueError):
            cells.value(cell(""), fact_type)


def test_message_shows_no_control_characters() -> None:
    assert cell("a\x1b[31m\nb").shown == "a[31m b"


@pytest.mark.parametrize(
    ("place", "name"), [((12, 2), "B12"), ((1, 26), "Z1"), ((3, 27), "AA3"), ((1, 703), "AAA1")]
)
def test_address(place: tuple[int, int], name: str) -> None:
    assert address(*place) == name


ANYTHING = st.one_of(
    st.text(),
    st.from_regex(r"[-△]?[0-9０-９,]{1,8}(円|人)?", fullmatch=True),
    st.from_regex(r"(令和|H|R)?[0-9]{1,4}[年/.-][0-9]{1,2}[月/.-][0-9]{1,2}日?", fullmatch=True),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.builds(Broken, st.sampled_from(["", "#REF!"])),
)


TYPES = dict(zip(READERS, (int, bool, str, dt.date, FiscalYear, tuple), strict=True))


def read_or_told(read: Callable[[Cell], Any], raw: Raw) -> Any:
    """What is read, or the message of why nothing is."""
    try:
        return read(cell(raw))
    except WrongValueError as error:
        return error


@given(raw=ANYTHING, read=st.sampled_from(READERS))
def test_any_cell_is_read_or_refused(raw: Raw, read: Callable[[Cell], Any]) -> None:
    assert type(read_or_told(read, raw)) in (TYPES[read], WrongValueError)


@given(figure=st.integers(0, 2**53 - 1))
def test_number_is_the_same_however_it_is_written(figure: int) -> None:
    wide = f"{figure:,}".translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789,"})

    assert {cells.number(cell(raw)) for raw in (str(figure), f"{figure:,}円", wide, float(figure))} == {
        figure
    }
