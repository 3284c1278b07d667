"""One application on its way through the elements of a rule: the running amount and what was done to it."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import define, field

from kyodo_core.domain.sources import Citation
from kyodo_core.domain.values import Value, record

FactValue = bool | int | str | date | tuple[str, ...]


@record
class Cost(Value):
    """A cost that an application declares, in yen."""

    category: str
    amount: int


@record
class Step(Value):
    """One step of a trace: what was done, to what, with what result, and by which clause."""

    label: str
    inputs: tuple[tuple[str, str], ...]
    result: str
    citations: tuple[Citation, ...] = ()


@record
class Refusal(Value):
    """Why nothing is granted; the message names the condition that is not met."""

    message: str
    citations: tuple[Citation, ...] = ()


def yen(amount: Fraction | int) -> str:
    """An amount with its unit; a part of a yen that is still to be rounded is shown as a fraction."""
    if amount.denominator == 1:
        return f"{amount.numerator:,}円"
    whole, rest = divmod(amount.numerator, amount.denominator)
    return f"{whole:,}と{rest}/{amount.denominator}円"


def rate_words(rate: Fraction) -> str:
    """A rate as rules write it: 2/3, and 100% for the whole."""
    return "100%" if rate == 1 else str(rate)


@define
class Case:
    """The state that the elements work on, one after the other.

    `labels` says what the facts are called; `cost` is the eligible cost in yen, `amount` the amount so
    far, exact.
    """

    facts: Mapping[str, FactValue]
    labels: Mapping[str, str] = field(factory=dict, kw_only=True)
    costs: tuple[Cost, ...] = ()
    citations: tuple[Citation, ...] = ()
    cost: Fraction = Fraction(0)
    amount: Fraction = Fraction(0)
    trace: list[Step] = field(factory=list)
    refusals: list[Refusal] = field(factory=list)
    remarks: list[str] = field(factory=list)

    def number(self, name: str) -> int:
        """A fact that is a whole number; its presence and type were checked before."""
        value = self.facts[name]
        assert isinstance(value, int)
        return value

    def note(self, label: str, result: str, **inputs: str) -> None:
        """Add a step to the trace; an input that is a fact stands under its name."""
        labels = self.labels
        named = tuple([(labels.get(name, name), shown) for name, shown in inputs.items()])
        self.trace.append(Step(label, named, result, self.citations))

    def label(self, fact: str) -> str:
        """What a fact is called; its id where nothing else is known."""
        return self.labels.get(fact, fact)

    def remark(self, message: str) -> None:
        """Tell what a person should know beside the amount."""
        self.remarks.append(message)

    def refuse(self, message: str) -> None:
        """Grant nothing, and say why."""
        self.refusals.append(Refusal(message, self.citations))
