"""年目: nothing is granted before the first or after the last year that a rule has something for."""

from kyodo_core.messages import _
from kyodo_core.rules.case import Case
from kyodo_core.rules.columns import ColumnCase
from kyodo_core.rules.facts import YEAR_IN_PROGRAM


def within_years(case: Case, years: int) -> bool:
    """Is the applicant's year one of so many? If not, the case is refused."""
    year = case.number(YEAR_IN_PROGRAM)
    if 1 <= year <= years:
        return True
    message = _("The program grants for {years} year(s); this is year {year}.")
    case.refuse(message.format(years=years, year=year))
    return False


def refuse_years(case: ColumnCase, years: int) -> None:
    """As `within_years`, for all applicants."""
    year = case.fact(YEAR_IN_PROGRAM)
    outside = year.equals(0) | (year > case.parameter(years))
    message = _("The program grants for {years} year(s); this is year {year}.")
    case.refuse(outside, message, years=years, year=year)
