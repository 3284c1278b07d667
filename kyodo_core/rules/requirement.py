"""要件: a condition on a fact of the applicant, with the message for who does not meet it."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field

from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.values import Value, value
from kyodo_core.messages import _, language
from kyodo_core.rules.case import Case, FactValue
from kyodo_core.rules.columns import Column, ColumnCase
from kyodo_core.rules.facts import FISCAL_YEAR, KIND


@value
class Condition(Value):
    """A test of one fact; exactly one of the tests is given."""

    fact: str = field(metadata=says("事実のID", "Id of the fact"))
    equals: bool | int | str | NotStated = field(
        default=NOT_STATED, metadata=says("等しい", "The fact is this value")
    )
    at_least: int | NotStated = field(default=NOT_STATED, metadata=says("以上", "At least"))
    at_most: int | NotStated = field(default=NOT_STATED, metadata=says("以下", "At most"))
    one_of: tuple[str, ...] = field(default=(), metadata=says("いずれか", "One of"))
    on_or_before: date | NotStated = field(
        default=NOT_STATED, metadata=says("この日まで", "A date, this day or earlier")
    )
    on_or_after: date | NotStated = field(
        default=NOT_STATED, metadata=says("この日から", "A date, this day or later")
    )
    years_before: int | NotStated = field(
        default=NOT_STATED,
        metadata=says(
            "年度初日までの経過年数", "Full years from the date to the first day of the fiscal year", "years"
        ),
    )

    def tests(self) -> list[str]:
        """The names of the tests that are given."""
        single = [name for name in TESTS if getattr(self, name) is not NOT_STATED]
        return single + (["one_of"] if self.one_of else [])

    def holds(self, facts: Mapping[str, FactValue]) -> bool:
        """Do the facts of an applicant meet it? Their presence and types were checked before."""
        fact = facts[self.fact]
        if self.equals is not NOT_STATED:
            return type(fact) is type(self.equals) and fact == self.equals
        if self.one_of:
            return fact in self.one_of
        if isinstance(fact, date):
            return self._holds_on(fact, facts)
        assert isinstance(fact, int)
        if self.at_least is not NOT_STATED:
            return fact >= self.at_least
        assert self.at_most is not NOT_STATED
        return fact <= self.at_most

    def _holds_on(self, day: date, facts: Mapping[str, FactValue]) -> bool:
        if self.on_or_before is not NOT_STATED:
            return day <= self.on_or_before
        if self.on_or_after is not NOT_STATED:
            return day >= self.on_or_after
        year = facts[FISCAL_YEAR]
        assert isinstance(year, int)
        assert self.years_before is not NOT_STATED
        return _number(day) <= _number(date(year, 4, 1)) - self.years_before * 10_000

    def holds_columns(self, case: ColumnCase) -> Column:
        """Where the applicants' facts meet it."""
        if isinstance(self.equals, bool):
            truth = case.fact(self.fact)
            return truth if self.equals else ~truth
        if self.equals is not NOT_STATED:
            return case.fact(self.fact).equals(case.parameter(self.equals))
        if self.one_of:
            return any_of([case.fact(self.fact).equals(case.parameter(name)) for name in self.one_of])
        if self.at_least is not NOT_STATED:
            return case.parameter(self.at_least) <= case.fact(self.fact)
        if self.at_most is not NOT_STATED:
            return case.fact(self.fact) <= case.parameter(self.at_most)
        return self._holds_on_columns(case)

    def _holds_on_columns(self, case: ColumnCase) -> Column:
        day = case.date(self.fact)
        if self.on_or_before is not NOT_STATED:
            return day <= case.parameter(_number(self.on_or_before))
        if self.on_or_after is not NOT_STATED:
            return case.parameter(_number(self.on_or_after)) <= day
        assert self.years_before is not NOT_STATED
        first_day = case.fact(FISCAL_YEAR) * 10_000 + 401
        return day + case.parameter(self.years_before * 10_000) <= first_day

    def words(self, fact: str) -> str:
        """The test of a fact in words, by what the fact is called: 世帯数 ≧ 100."""
        if self.equals is not NOT_STATED:
            return f"{fact} = {shown(self.equals, self.fact)}"
        if self.one_of:
            return f"{fact}: {'、'.join(shown(one, self.fact) for one in self.one_of)}"
        if self.years_before is not NOT_STATED:
            said = _("{fact}: at least {years} year(s) before the first day of the fiscal year")
            return said.format(fact=fact, years=self.years_before)
        signs = {"at_least": "≧", "on_or_after": "≧", "at_most": "≦", "on_or_before": "≦"}
        (test,) = self.tests()
        return f"{fact} {signs[test]} {shown(getattr(self, test), self.fact)}"


TESTS = ("equals", "at_least", "at_most", "on_or_before", "on_or_after", "years_before")
"""The tests of a condition by their keys, beside `one_of`."""


def any_of(columns: list[Column]) -> Column:
    """Where any of the columns holds; there is at least one."""
    found = columns[0]
    for column in columns[1:]:
        found = found | column
    return found


def _number(day: date) -> int:
    """A day as a number that orders as days do: 20270401."""
    return day.year * 10_000 + day.month * 100 + day.day


@value
class Requirement(Condition):
    """要件: who does not meet it is not eligible."""

    message: str = field(metadata=says("満たさないときの説明", "What who does not meet it is told"))

    def needs(self) -> Iterator[tuple[str, str]]:
        yield self.fact, self.message

    def apply(self, case: Case) -> None:
        met = self.holds(case.facts)
        result = _("met") if met else _("not met")
        case.note(
            _("Condition: {words}").format(words=self.words(case.label(self.fact))),
            result,
            **{self.fact: shown(case.facts[self.fact], self.fact)},
        )
        if not met:
            case.refuse(self.message)

    def columns(self, case: ColumnCase) -> None:
        case.refuse_saying(~self.holds_columns(case), self.message)


def shown(fact: FactValue, name: str = "") -> str:
    """A fact's value in a trace; `name` is its id, where it may be one that has words for its values."""
    if name == KIND:
        return ActorKind.of(str(fact)).label.text(language())
    if name == FISCAL_YEAR:
        return str(fact)
    if isinstance(fact, bool):
        return _("yes") if fact else _("no")
    if isinstance(fact, tuple):
        return "、".join(fact)
    return f"{fact:,}" if isinstance(fact, int) else str(fact)
