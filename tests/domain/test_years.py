"""Fiscal years and document dates: what is read, what is refused, and how they relate."""

import datetime as dt
from itertools import pairwise

import japanera  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period

YEARS = st.integers(1926, 2060)
ERAS = {era.kanji: era for era in japanera.ERA_DATA_GENERAL if era.kanji in ("昭和", "平成", "令和")}


YEARS_READ = [
    pytest.param("平成26年度", 2014, id="era"),
    pytest.param("平成26年", 2014, id="era-without-do"),
    pytest.param("平成 26 年度", 2014, id="era-with-spaces"),
    pytest.param("  平成26年度\n", 2014, id="spaces-around"),
    pytest.param("H26", 2014, id="letter"),
    pytest.param("h26", 2014, id="small-letter"),
    pytest.param("H26年度", 2014, id="letter-with-nendo"),
    pytest.param("Ｈ２６", 2014, id="full-width-letter"),
    pytest.param("平成２６年度", 2014, id="full-width-digits"),
    pytest.param("平成元年度", 1989, id="heisei-first"),
    pytest.param("平成31年度", 2019, id="heisei-last"),
    pytest.param("令和元年度", 2019, id="reiwa-first"),
    pytest.param("令和1年度", 2019, id="reiwa-first-as-figure"),
    pytest.param("R6", 2024, id="reiwa-letter"),
    pytest.param("平成32年度", 2020, id="era-past-its-end"),
    pytest.param("平成３２年度", 2020, id="era-past-its-end-full-width"),
    pytest.param("昭和63年度", 1988, id="showa"),
    pytest.param("S63", 1988, id="showa-letter"),
    pytest.param("昭和元年度", 1926, id="showa-first"),
    pytest.param("2014年度", 2014, id="western"),
    pytest.param("２０１４年度", 2014, id="western-full-width"),
    pytest.param("2014", 2014, id="western-alone"),
    pytest.param("FY2014", 2014, id="fy"),
    pytest.param("FY 2014", 2014, id="fy-with-space"),
]


@pytest.mark.parametrize(("text", "year"), YEARS_READ)
def test_fiscal_year_is_read_and_keeps_its_wording(text: str, year: int) -> None:
    read = FiscalYear.parse(text)

    assert (read.year, read.wording, str(read)) == (year, text, text)


YEARS_REFUSED = [
    pytest.param("", id="empty"),
    pytest.param("　", id="blank"),
    pytest.param("平成0年度", id="year-0"),
    pytest.param("平成００年度", id="year-0-full-width"),
    pytest.param("26", id="number-alone"),
    pytest.param("26年度", id="bare"),
    pytest.param("元年度", id="bare-first"),
    pytest.param("2014-15", id="range"),
    pytest.param("平成26～30年度", id="period"),
    pytest.param("平成26年度～平成30年度", id="two-years"),
    pytest.param("令和", id="era-alone"),
    pytest.param("年度", id="nendo-alone"),
    pytest.param("大正14年度", id="earlier-era"),
    pytest.param("M45", id="unknown-letter"),
    pytest.param("平成100年度", id="three-digits"),
    pytest.param("平成二十六年度", id="kanji-digits"),
    pytest.param("平成26年4月", id="date"),
    pytest.param("14年度以降", id="and-later"),
    pytest.param("FY14", id="short-fy"),
    pytest.param("-2014", id="negative"),
]


@pytest.mark.parametrize("text", YEARS_REFUSED)
def test_what_is_not_clearly_one_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the loader gives the message
        FiscalYear.parse(text)


@pytest.mark.parametrize(
    ("text", "context", "year"),
    [
        pytest.param("26年度", "平成24年度", 2014, id="heisei"),
        pytest.param("２６年度", "平成24年度", 2014, id="full-width"),
        pytest.param("6年度", "令和5年度", 2024, id="reiwa"),
        pytest.param("元年度", "令和5年度", 2019, id="first-of-reiwa"),
        pytest.param("元年度", "平成5年度", 1989, id="first-of-heisei"),
        pytest.param("32年度", "平成26年度", 2020, id="past-the-era"),
        pytest.param("60年度", "昭和63年度", 1985, id="showa"),
        pytest.param("令和6年度", "平成26年度", 2024, id="an-era-needs-no-context"),
    ],
)
def test_bare_year_takes_its_era_from_the_context(text: str, context: str, year: int) -> None:
    assert FiscalYear.parse(text, FiscalYear.parse(context)).year == year


@pytest.mark.parametrize("text", ["0年度", "00年度"])
def test_no_era_has_a_year_0(text: str) -> None:
    with pytest.raises(ValueError, match="0"):
        FiscalYear.parse(text, FiscalYear(2014))


def test_years_are_equal_under_any_wording() -> None:
    wordings = ("平成31年度", "令和元年度", "H31", "R1", "2019年度", "FY2019")

    assert {FiscalYear.parse(wording) for wording in wordings} == {FiscalYear(2019)}


def test_years_are_ordered_by_year_not_by_wording() -> None:
    wordings = ("R6", "平成32年度", "令和元年度", "2018", "H26", "平成元年度", "昭和63年度")
    years = sorted(FiscalYear.parse(wording) for wording in wordings)

    assert [str(year) for year in years] == list(reversed(wordings))
    assert all(one < two and not two <= one for one, two in pairwise(years))


def test_years_count_on_and_iterate_with_both_ends() -> None:
    first = FiscalYear.parse("平成30年度")

    assert first + 2 == FiscalYear(2020)
    assert [year.year for year in first.through(first + 2)] == [2018, 2019, 2020]
    assert [str(year) for year in first.through(first + 2)] == ["平成30年度", "令和元年度", "令和2年度"]
    assert list(first.through(first + -1)) == []


def test_fiscal_year_runs_from_april_to_march() -> None:
    year = FiscalYear.parse("平成26年度")

    assert (year.first_day, year.last_day) == (dt.date(2014, 4, 1), dt.date(2015, 3, 31))


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (1925, "1925年度"),
        (1926, "昭和元年度"),
        (1988, "昭和63年度"),
        (1989, "平成元年度"),
        (2019, "令和元年度"),
    ],
)
def test_year_without_wording_is_named_by_its_era(year: int, name: str) -> None:
    assert str(FiscalYear(year)) == FiscalYear(year).era_name == name


@given(YEARS)
def test_era_name_is_read_back_as_the_same_year(year: int) -> None:
    assert FiscalYear.parse(FiscalYear(year).era_name) == FiscalYear(year)


@given(YEARS)
def test_years_follow_one_another_without_a_gap(year: int) -> None:
    assert FiscalYear(year).last_day + dt.timedelta(days=1) == FiscalYear(year + 1).first_day


@given(st.dates(dt.date(1926, 4, 1), dt.date(2061, 3, 31)))
def test_fiscal_year_of_a_date_holds_the_date(day: dt.date) -> None:
    year = DocumentDate(day.year, day.month, day.day).fiscal_year

    assert year.first_day <= day <= year.last_day


@given(st.dates(dt.date(1926, 12, 25), dt.date(2060, 12, 31)))
def test_dates_agree_with_japanera(day: dt.date) -> None:
    era = japanera.EraDate.from_date(day).era
    number = day.year - era.since.year + 1
    shown = "元" if number == 1 else number

    read = DocumentDate.parse(f"{era.kanji}{shown}年{day.month}月{day.day}日")

    assert (read.year, read.month, read.day) == (day.year, day.month, day.day)


@pytest.mark.parametrize("name", ERAS)
def test_eras_begin_in_the_year_that_japanera_gives(name: str) -> None:
    assert FiscalYear.parse(f"{name}元年度").year == ERAS[name].since.year


DATES_READ = [
    pytest.param("平成20年", "2008", id="year"),
    pytest.param("2008年", "2008", id="western-year"),
    pytest.param("平成元年", "1989", id="first-year"),
    pytest.param("平成22年12月", "2010-12", id="month"),
    pytest.param("平成２２年１２月", "2010-12", id="month-full-width"),
    pytest.param("H23.4", "2011-04", id="short-month"),
    pytest.param("2011/4", "2011-04", id="western-month"),
    pytest.param("令和6年4月1日", "2024-04-01", id="day"),
    pytest.param("令和 6年 4月 1日", "2024-04-01", id="day-with-spaces"),
    pytest.param("R6.11.30", "2024-11-30", id="short-day"),
    pytest.param("r6.11.30", "2024-11-30", id="small-letter"),
    pytest.param("平成26.4.1", "2014-04-01", id="era-with-dots"),
    pytest.param("2014-04-01", "2014-04-01", id="iso"),
    pytest.param("2014年4月1日", "2014-04-01", id="western-day"),
    pytest.param("平成24年2月29日", "2012-02-29", id="leap-day"),
    pytest.param("平成31年5月1日", "2019-05-01", id="era-past-its-end"),
]


@pytest.mark.parametrize(("text", "iso"), DATES_READ)
def test_date_is_read_as_far_as_the_document_goes(text: str, iso: str) -> None:
    read = DocumentDate.parse(text)

    assert (read.iso, str(read)) == (iso, text)


DATES_REFUSED = [
    pytest.param("", id="empty"),
    pytest.param("平成25年13月", id="month-13"),
    pytest.param("平成25年0月", id="month-0"),
    pytest.param("平成25年2月30日", id="30-february"),
    pytest.param("2014-02-30", id="30-february-iso"),
    pytest.param("平成25年2月29日", id="29-february-of-a-common-year"),
    pytest.param("平成25年4月0日", id="day-0"),
    pytest.param("平成0年4月", id="year-0"),
    pytest.param("平成22年123", id="month-and-day-run-together"),
    pytest.param("2014-0401", id="iso-run-together"),
    pytest.param("平成26年度", id="fiscal-year"),
    pytest.param("4月1日", id="no-year"),
    pytest.param("平成26年4月頃", id="about"),
    pytest.param("平成26年春", id="season"),
    pytest.param("2014", id="number-alone"),
    pytest.param("H23.4.", id="trailing-dot"),
    pytest.param("2014-04-01T00:00", id="time"),
]


@pytest.mark.parametrize("text", DATES_REFUSED)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the loader gives the message
        DocumentDate.parse(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("平成26年3月31日", 2013, id="last-day"),
        pytest.param("平成26年4月1日", 2014, id="first-day"),
        pytest.param("平成26年1月", 2013, id="january"),
        pytest.param("平成26年12月", 2014, id="december"),
        pytest.param("平成26年", 2014, id="year-only"),
    ],
)
def test_fiscal_year_of_a_date(text: str, year: int) -> None:
    assert DocumentDate.parse(text).fiscal_year == FiscalYear(year)


def test_dates_are_equal_under_any_wording() -> None:
    assert DocumentDate.parse("H23.4") == DocumentDate.parse("平成23年4月") != DocumentDate.parse("H23.4.1")


@pytest.mark.parametrize(
    ("since", "until", "inside", "outside"),
    [
        pytest.param(2014, 2018, (2014, 2016, 2018), (2013, 2019), id="closed"),
        pytest.param(2014, None, (2014, 2060), (2013,), id="open-end"),
        pytest.param(None, 2018, (1926, 2018), (2019,), id="open-start"),
        pytest.param(None, None, (1926, 2060), (), id="open"),
        pytest.param(2014, 2014, (2014,), (2013, 2015), id="one-year"),
    ],
)
def test_period_holds_its_years(
    since: int | None, until: int | None, inside: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    period = Period(FiscalYear(since) if since else NOT_STATED, FiscalYear(until) if until else NOT_STATED)

    assert all(FiscalYear(year) in period for year in inside)
    assert not any(FiscalYear(year) in period for year in outside)
    assert not period.reversed


def test_period_that_ends_before_it_begins_is_reversed() -> None:
    assert Period(FiscalYear(2018), FiscalYear(2014)).reversed


def test_period_is_written_in_the_document_s_words() -> None:
    assert str(Period(FiscalYear.parse("H26"), FiscalYear.parse("平成30年度"))) == "H26～平成30年度"
    assert str(Period(since=FiscalYear.parse("H26"))) == "H26～"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        pytest.param(dt.date(2024, 4, 1), 2024, id="first-day"),
        pytest.param(dt.date(2025, 3, 31), 2024, id="last-day"),
        pytest.param(dt.date(2024, 12, 31), 2024, id="between"),
    ],
)
def test_day_lies_in_its_fiscal_year(day: dt.date, year: int) -> None:
    assert FiscalYear.of(day) == FiscalYear(year)
    assert FiscalYear(year).first_day <= day <= FiscalYear(year).last_day
