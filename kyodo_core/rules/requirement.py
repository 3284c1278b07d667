"""要件: a condition on a fact of the applicant, with the message for who does not meet it."""

from collections.abc import Iterator

from attrs import field

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.values import Value, value
from kyodo_core.messages import _
from kyodo_core.rules.case import Case, FactValue


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

    def tests(self) -> list[str]:
        """The names of the tests that are given."""
        given = [name for name in ("equals", "at_least", "at_most") if getattr(self, name) is not NOT_STATED]
        return given + (["one_of"] if self.one_of else [])

    def holds(self, fact: FactValue) -> bool:
        if self.equals is not NOT_STATED:
            return type(fact) is type(self.equals) and fact == self.equals
        if self.at_least is not NOT_STATED:
            return isinstance(fact, int) and fact >= self.at_least
        if self.at_most is not NOT_STATED:
            return isinstance(fact, int) and fact <= self.at_most
        return fact in self.one_of

    def words(self, fact: str) -> str:
        """The test of a fact in words, by what the fact is called: 世帯数 ≧ 100."""
        if self.equals is not NOT_STATED:
            return f"{fact} = {shown(self.equals)}"
        if self.at_least is not NOT_STATED:
            return f"{fact} ≧ {self.at_least:,}"
        if self.at_most is not NOT_STATED:
            return f"{fact} ≦ {self.at_most:,}"
        return f"{fact}: {'、'.join(self.one_of)}"


@value
class Requirement(Condition):
    """要件: who does not meet it is not eligible."""

    message: str = field(metadata=says("満たさないときの説明", "What who does not meet it is told"))

    def needs(self) -> Iterator[tuple[str, str]]:
        yield self.fact, self.message

    def apply(self, case: Case) -> None:
        met = self.holds(case.facts[self.fact])
        result = _("met") if met else _("not met")
        case.note(
            _("Condition: {words}").format(words=self.words(case.label(self.fact))),
            result,
            **{self.fact: shown(case.facts[self.fact])},
        )
        if not met:
            case.refuse(self.message)


def shown(fact: FactValue) -> str:
    """A fact's value in a trace."""
    if isinstance(fact, bool):
        return _("yes") if fact else _("no")
    if isinstance(fact, tuple):
        return "、".join(fact)
    return f"{fact:,}" if isinstance(fact, int) else str(fact)
