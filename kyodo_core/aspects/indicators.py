"""数値目標: indicators with their observations and targets, and the survey each comes from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from attrs import field

from kyodo_core.aspects.base import NamedAspect, Problem
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import FiscalYear
from kyodo_core.messages import _


class IndicatorKind(Kind):
    LOCAL_ACTIVITY = "local_activity", "地域活動への参加", "Taking part in local activities"
    CIVIC_ACTIVITY = "civic_activity", "市民活動への参加", "Taking part in civic activities"
    PARTICIPATION = "participation", "市政・まちづくりへの参画", "Taking part in town building"
    RESPONSIVENESS = "responsiveness", "市民の声の反映", "Responsiveness to citizens"
    STAFF_UNDERSTANDING = "staff_understanding", "職員の理解", "Understanding among staff"


class ValueKind(Kind):
    BASELINE = "baseline", "基準値", "Baseline"
    ACTUAL = "actual", "実績", "Actual"
    TARGET = "target", "目標値", "Target"


@value
class Observation(Value):
    """A value in a fiscal year, exact as printed."""

    fiscal_year: FiscalYear = field(metadata=says("年度", "Fiscal year"))
    kind: ValueKind = field(metadata=says("値の種類", "Baseline, actual or target"))
    value: Decimal = field(metadata=says("値", "Value, in the indicator's unit"))

    def __str__(self) -> str:
        return f"{self.kind.label.ja}（{self.fiscal_year}）{self.value}"


@value
class Indicator(Fact):
    kinds: tuple[IndicatorKind, ...] = field(metadata=says("指標の種類", "Kinds of indicator"))
    number: Text = field(default=NOT_STATED, metadata=says("番号", "Number in the document's list"))
    unit: str = field(metadata=says("単位", "Unit"))
    source_survey: Text = field(default=NOT_STATED, metadata=says("調査", "Survey the values come from"))
    values: tuple[Observation, ...] = field(metadata=says("値", "Observations and targets"))

    def brief(self) -> str:
        return "、".join(f"{value}{self.unit}" for value in self.values)


class IndicatorAspect(NamedAspect):
    def at(self, facts: tuple[Fact, ...], year: FiscalYear) -> tuple[Fact, ...]:
        """Targets, and the values observed by then; an indicator with neither is left out."""
        dated = [
            fact.having(values=tuple(v for v in fact.values if _known(v, year)))
            for fact in super().at(facts, year)
            if isinstance(fact, Indicator)
        ]
        return tuple(fact for fact in dated if fact.values)

    def check(self, facts: Sequence[tuple[int, Fact]], others: Holdings) -> Iterator[Problem]:
        for index, fact in facts:
            if isinstance(fact, Indicator):
                for place, (one, two) in enumerate(pairwise(fact.values), 1):
                    if two.fiscal_year < one.fiscal_year:
                        path = (self.table, index, "values", place, "fiscal_year")
                        message = _("the years are not in order")
                        yield Problem(path, message, str(two.fiscal_year), rule="years")


def _known(value: Observation, year: FiscalYear) -> bool:
    return value.kind is ValueKind.TARGET or value.fiscal_year <= year


ASPECT = IndicatorAspect(
    id="indicators",
    table="indicator",
    fact=Indicator,
    kinds=IndicatorKind,
    unit="指標",
)
