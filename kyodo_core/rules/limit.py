"""限度額: ceilings of the amount; per year, by the applicant's year, by course, in total."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import field

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.messages import _
from kyodo_core.rules.case import Case, yen
from kyodo_core.rules.columns import Column, ColumnCase, constant
from kyodo_core.rules.facts import (
    AWARDS_THIS_YEAR,
    COURSE,
    RECEIVED_THIS_YEAR,
    RECEIVED_TOTAL,
    YEAR_IN_PROGRAM,
)
from kyodo_core.rules.requirement import Condition
from kyodo_core.rules.years import refuse_years, within_years


@value
class Course(Value):
    """区分: a course or category of the program, with its own limit."""

    id: str = field(metadata=says("ID", "Id, as applications write it"))
    name: str = field(metadata=says("名称", "Name"))
    limit: int = field(metadata=says("限度額", "Limit", "yen"))


@value
class RaisedLimit(Condition):
    """限度額の加算: under a condition, the limit per year is higher by an amount."""

    by: int = field(metadata=says("加算額", "By how much", "yen"))
    name: Text = field(default=NOT_STATED, metadata=says("名称", "What it is for"))


@value
class LimitPerYear(Value):
    """単年度の限度額: less what was received in the year; raised where a condition holds."""

    limit: int
    raised: tuple[RaisedLimit, ...] = ()

    def needs(self) -> Iterator[tuple[str, str]]:
        yield RECEIVED_THIS_YEAR, _("the limit is per fiscal year")
        for raised in self.raised:
            yield raised.fact, _("the limit is raised under a condition")

    def apply(self, case: Case) -> None:
        limit = self.limit
        for raised in self.raised:
            if raised.holds(case.facts):
                limit += raised.by
                label = _("Limit raised: {words}").format(
                    words=raised.name or raised.words(case.label(raised.fact))
                )
                case.note(label, yen(limit), **{_("by"): yen(raised.by)})
        _cut(case, _("Limit per fiscal year"), limit, case.number(RECEIVED_THIS_YEAR))

    def columns(self, case: ColumnCase) -> None:
        limit = case.parameter(self.limit)
        for raised in self.raised:
            limit = limit + raised.holds_columns(case).where(case.parameter(raised.by), 0)
        _cut_columns(case, limit, case.fact(RECEIVED_THIS_YEAR))


@value
class LimitByYear(Value):
    """単年度の限度額（年目別）: the limits of the first, second, third year …; nothing after the last."""

    limits: tuple[int, ...]

    def needs(self) -> Iterator[tuple[str, str]]:
        yield YEAR_IN_PROGRAM, _("the limit goes by the applicant's year")
        yield RECEIVED_THIS_YEAR, _("the limit is per fiscal year")

    def apply(self, case: Case) -> None:
        if not within_years(case, len(self.limits)):
            return
        year = case.number(YEAR_IN_PROGRAM)
        label = _("Limit of year {year}").format(year=year)
        _cut(case, label, self.limits[year - 1], case.number(RECEIVED_THIS_YEAR))

    def columns(self, case: ColumnCase) -> None:
        year = case.fact(YEAR_IN_PROGRAM)
        refuse_years(case, len(self.limits))
        limit = case.parameter(self.limits[0])
        for place, other in enumerate(self.limits[1:], 2):
            limit = year.equals(place).where(case.parameter(other), limit)
        _cut_columns(case, limit, case.fact(RECEIVED_THIS_YEAR))


@value
class LimitByCourse(Value):
    """区分別の限度額: the limit of the course that the application chose."""

    courses: tuple[Course, ...]

    def needs(self) -> Iterator[tuple[str, str]]:
        yield COURSE, _("the limit goes by the course")

    def apply(self, case: Case) -> None:
        chosen = next((course for course in self.courses if course.id == case.facts[COURSE]), None)
        if chosen is None:
            known = ", ".join(course.id for course in self.courses)
            message = _("The program has no course {course}; it has: {known}.")
            case.refuse(message.format(course=case.facts[COURSE], known=known))
            return
        _cut(case, _("Limit of the course {name}").format(name=chosen.name), chosen.limit, 0)

    def columns(self, case: ColumnCase) -> None:
        limit, known = constant(case.graph, 0), constant(case.graph, 0)
        for course in self.courses:
            at = case.fact(COURSE).equals(case.parameter(course.id))
            limit = at.where(case.parameter(course.limit), limit)
            known = at.where(1, known)
        names = ", ".join(course.id for course in self.courses)
        message = _("The program has no course {course}; it has: {known}.")
        case.refuse(known.equals(0), message, course=case.fact(COURSE), known=names)
        _cut_columns(case, limit, constant(case.graph, 0))


@value
class LimitTotal(Value):
    """総額の限度額: in total over all years, less what was received before."""

    limit: int

    def needs(self) -> Iterator[tuple[str, str]]:
        yield RECEIVED_TOTAL, _("the limit is in total over all years")

    def apply(self, case: Case) -> None:
        _cut(case, _("Limit in total"), self.limit, case.number(RECEIVED_TOTAL))

    def columns(self, case: ColumnCase) -> None:
        _cut_columns(case, case.parameter(self.limit), case.fact(RECEIVED_TOTAL))


@value
class MaxYears(Value):
    """交付年数の上限: nothing is granted after so many years."""

    years: int

    def needs(self) -> Iterator[tuple[str, str]]:
        yield YEAR_IN_PROGRAM, _("the program grants for so many years only")

    def apply(self, case: Case) -> None:
        year = case.number(YEAR_IN_PROGRAM)
        result = _("met") if within_years(case, self.years) else _("not met")
        case.note(
            _("At most {years} year(s)").format(years=self.years), result, **{YEAR_IN_PROGRAM: str(year)}
        )

    def columns(self, case: ColumnCase) -> None:
        refuse_years(case, self.years)


@value
class MaxAwards(Value):
    """交付回数の上限: at most so many awards in a fiscal year."""

    awards: int

    def needs(self) -> Iterator[tuple[str, str]]:
        yield AWARDS_THIS_YEAR, _("the number of awards in a fiscal year is limited")

    def apply(self, case: Case) -> None:
        had = case.number(AWARDS_THIS_YEAR)
        within = had < self.awards
        label = _("At most {awards} award(s) in a fiscal year").format(awards=self.awards)
        case.note(label, _("met") if within else _("not met"), **{AWARDS_THIS_YEAR: str(had)})
        if not within:
            message = _("The program makes {awards} award(s) in a fiscal year; {had} were made.")
            case.refuse(message.format(awards=self.awards, had=had))

    def columns(self, case: ColumnCase) -> None:
        had = case.fact(AWARDS_THIS_YEAR)
        message = _("The program makes {awards} award(s) in a fiscal year; {had} were made.")
        case.refuse(case.parameter(self.awards) <= had, message, awards=self.awards, had=had)


def _cut(case: Case, label: str, limit: int, received: int) -> None:
    """Cut the amount to what the limit leaves."""
    left = max(limit - received, 0)
    before = case.amount
    if before > left:
        case.amount = Fraction(left)
    inputs = {_("amount"): yen(before), _("limit"): yen(limit)}
    if received:
        inputs[_("already received")] = yen(received)
    case.note(label, yen(case.amount), **inputs)


def _cut_columns(case: ColumnCase, limit: Column, received: Column) -> None:
    """As `_cut`: a limit that is used up leaves nothing."""
    case.amount = case.amount.least(case.whole(limit.less(received)))
