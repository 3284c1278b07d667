"""Fiscal years and document dates, with the wording that a document uses for them.

A fiscal year (年度) runs from 1 April to 31 March. 平成31年度 and 令和元年度 are the same year; era names
past their end (平成32年度) are accepted, because documents written before the change of era use them.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import Self

from attrs import field, frozen

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, NotStated

_ERA_STARTS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_ERA = r"(?:(?P<era>令和|平成|昭和|[RHSrhs])\s*(?P<year>元|\d{1,2})|(?P<western>\d{4}))"
_FISCAL_YEAR = re.compile(rf"(?:{_ERA}\s*(?:年度|年)?|FY\s*(?P<fy>\d{{4}})|(?P<bare>元|\d{{1,2}})年度)")
_DATE = re.compile(
    rf"{_ERA}\s*(?:年|[./-](?=\s*\d))"
    r"(?:\s*(?P<month>\d{1,2})\s*(?:(?:月|[./-](?=\s*\d))\s*(?:(?P<day>\d{1,2})\s*日?)?)?)?"
)


def _western(match: re.Match[str]) -> int:
    if match["western"]:
        return int(match["western"])
    return _ERA_STARTS[match["era"].upper()] + _number(match["year"])


def _number(written: str) -> int:
    """The number of a year within its era; no era has a year 0."""
    number = 1 if written == "元" else int(written)
    if number == 0:
        raise ValueError(written)
    return number


@frozen(order=True)
class FiscalYear:
    """A fiscal year, named by the calendar year in which it begins; `wording` is kept for display."""

    year: int
    wording: str = field(default="", eq=False, order=False)

    @classmethod
    def parse(cls, text: str, context: "FiscalYear | None" = None) -> Self:
        """Read 平成26年度, H26, 令和元年度, R6, 2014年度, 2014, in full-width digits too.

        A bare 26年度 takes its era from `context`; without one it is refused, like all else that is
        not clearly one year.

        Raises:
            ValueError: the text is not one fiscal year.
        """
        match = _FISCAL_YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if match is None:
            raise ValueError(text)
        if match["fy"]:
            return cls(int(match["fy"]), text)
        if match["bare"]:
            return cls(_in_context(match["bare"], context), text)
        return cls(_western(match), text)

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The fiscal year in which a day lies."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    def __str__(self) -> str:
        return self.wording or self.era_name

    def __add__(self, years: int) -> "FiscalYear":
        return FiscalYear(self.year + years)

    @property
    def era_name(self) -> str:
        """The year under the era in force on its first day, or from its May on: 令和元年度 for 2019."""
        for era, start in (("令和", 2018), ("平成", 1988), ("昭和", 1925)):
            if self.year > start:
                number = self.year - start
                return f"{era}{'元' if number == 1 else number}年度"
        return f"{self.year}年度"

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, 4, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year + 1, 3, 31)

    def through(self, last: "FiscalYear") -> Iterator["FiscalYear"]:
        """This year and all that follow, up to and with `last`."""
        return (FiscalYear(year) for year in range(self.year, last.year + 1))


def _in_context(number: str, context: FiscalYear | None) -> int:
    """A year number without an era belongs to the era of the context year."""
    if context is None:
        raise ValueError(number)
    named = [start for era, start in _ERA_STARTS.items() if context.wording.upper().startswith(era)]
    start = max(named or [start for start in _ERA_STARTS.values() if start < context.year])
    return start + _number(number)


@frozen
class DocumentDate:
    """A date as a document gives it: to the day, to the month (`day` 0), or to the year (`month` 0)."""

    year: int
    month: int = 0
    day: int = 0
    wording: str = field(default="", eq=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 平成22年12月, 令和6年4月1日, H23.4, R6.11.30, 平成20年, 2014-04-01.

        Raises:
            ValueError: the text is not a date, or no such day exists.
        """
        match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if match is None:
            raise ValueError(text)
        month, day_number = match["month"] or "1", match["day"] or "1"
        dt.date(_western(match), int(month), int(day_number))
        return cls(_western(match), int(match["month"] or 0), int(match["day"] or 0), text)

    def __str__(self) -> str:
        return self.wording or self.iso

    @property
    def iso(self) -> str:
        """2014-04-01, 2014-04 or 2014, as far as the document goes."""
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part)

    @property
    def fiscal_year(self) -> FiscalYear:
        """The fiscal year of the date; of a date without a month, the one that begins in that year."""
        return FiscalYear(self.year - 1 if 1 <= self.month <= 3 else self.year)


@frozen
class Period:
    """Fiscal years from `since` to `until`, both included; an end not stated is open."""

    since: FiscalYear | NotStated = field(default=NOT_STATED, metadata=says("開始年度", "First fiscal year"))
    until: FiscalYear | NotStated = field(default=NOT_STATED, metadata=says("終了年度", "Last fiscal year"))

    def __contains__(self, year: FiscalYear) -> bool:
        asked = year.year
        return not (self.since and asked < self.since.year) and not (self.until and self.until.year < asked)

    @property
    def reversed(self) -> bool:
        """Does it end before it begins?"""
        return bool(self.since and self.until and self.until < self.since)

    def __str__(self) -> str:
        return f"{self.since or ''}～{self.until or ''}"

    def words(self) -> str:
        """The same; a single year stands alone."""
        return str(self.since) if self.since and self.since == self.until else str(self)


def overdue(review_by: FiscalYear | NotStated, until: FiscalYear | NotStated, year: FiscalYear) -> bool:
    """Should a thing have been reviewed before `year`, and is it still in force then?"""
    return bool(review_by and review_by < year) and not (until and until < year)
