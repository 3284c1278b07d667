"""補助率: the share of the cost that is granted; one rate, by the applicant's year, or by size of cost."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import field

from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.values import Value, value
from kyodo_core.messages import _
from kyodo_core.rules.case import Case, rate_words, yen
from kyodo_core.rules.columns import ColumnCase, Ratio
from kyodo_core.rules.facts import YEAR_IN_PROGRAM
from kyodo_core.rules.years import refuse_years, within_years


class Applies(Kind):
    """To what the rate of a bracket applies once its threshold is passed."""

    PART = "part", "超える部分", "The part above the threshold"
    WHOLE = "whole", "全体", "The whole cost"


@value
class RateBracket(Value):
    above: int = field(metadata=says("この額を超える", "Above this cost", "yen"))
    rate: Fraction = field(metadata=says("補助率", "Rate"))


@value
class RateByCost(Value):
    """補助率（経費の大きさ別）: brackets from the lowest threshold (0) up."""

    applies: Applies = field(metadata=says("適用の仕方", "What the rate applies to"))
    brackets: tuple[RateBracket, ...] = field(metadata=says("区分", "Brackets"))

    def needs(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def apply(self, case: Case) -> None:
        if self.applies is Applies.WHOLE:
            self._whole(case)
        else:
            self._parts(case)

    def _whole(self, case: Case) -> None:
        passed = [bracket for bracket in self.brackets if case.cost > bracket.above] or [self.brackets[0]]
        Rate(rate=passed[-1].rate).apply(case)

    def _parts(self, case: Case) -> None:
        uppers = [Fraction(bracket.above) for bracket in self.brackets[1:]] + [case.cost]
        total = Fraction(0)
        for bracket, upper in zip(self.brackets, uppers, strict=True):
            part = max(min(case.cost, upper) - bracket.above, Fraction(0))
            if part:
                total += part * bracket.rate
                label = _("{rate} of the part above {above}").format(
                    rate=rate_words(bracket.rate), above=yen(bracket.above)
                )
                case.note(label, yen(part * bracket.rate), **{_("part"): yen(part)})
        case.amount += total
        case.note(_("Parts added up"), yen(total))

    def columns(self, case: ColumnCase) -> None:
        """As `apply`: the rate of the last bracket passed, or each part at its own rate."""
        rates = [case.rate(bracket.rate) for bracket in self.brackets]
        aboves = [case.parameter(bracket.above) for bracket in self.brackets]
        if self.applies is Applies.WHOLE:
            rate = rates[0]
            for passed, above in zip(rates[1:], aboves[1:], strict=True):
                beyond = case.cost.top > above * case.cost.bottom
                rate = Ratio(beyond.where(passed.top, rate.top), beyond.where(passed.bottom, rate.bottom))
            case.amount = case.amount.plus(case.cost.times(rate))
            return
        for place, (rate, above) in enumerate(zip(rates, aboves, strict=True)):
            reached = case.cost.least(case.whole(aboves[place + 1])) if aboves[place + 1 :] else case.cost
            case.amount = case.amount.plus(reached.less(above).times(rate))

    def rises(self) -> bool:
        """Are the thresholds in order, from 0?"""
        thresholds = [bracket.above for bracket in self.brackets]
        return thresholds[:1] == [0] and all(one < two for one, two in pairwise(thresholds))

    def falls(self) -> bool:
        """Does the amount fall where a threshold is passed? Possible only where the whole changes rate."""
        rates = [bracket.rate for bracket in self.brackets]
        return self.applies is Applies.WHOLE and any(two < one for one, two in pairwise(rates))


@value
class Rate(Value):
    """補助率: one rate for the whole cost."""

    rate: Fraction

    def needs(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def apply(self, case: Case) -> None:
        granted = case.cost * self.rate
        case.amount += granted
        case.note(
            _("Rate {rate}").format(rate=rate_words(self.rate)),
            yen(granted),
            **{_("eligible cost"): yen(case.cost)},
        )

    def columns(self, case: ColumnCase) -> None:
        case.amount = case.amount.plus(case.cost.times(case.rate(self.rate)))


@value
class RateByYear(Value):
    """補助率（年目別）: the rates of the first, second, third year …; none after the last."""

    rates: tuple[Fraction, ...]

    def needs(self) -> Iterator[tuple[str, str]]:
        yield YEAR_IN_PROGRAM, _("the rate goes by the applicant's year")

    def apply(self, case: Case) -> None:
        if within_years(case, len(self.rates)):
            Rate(rate=self.rates[case.number(YEAR_IN_PROGRAM) - 1]).apply(case)

    def columns(self, case: ColumnCase) -> None:
        year = case.fact(YEAR_IN_PROGRAM)
        refuse_years(case, len(self.rates))
        rate = case.rate(self.rates[0])
        for place, other in enumerate(self.rates[1:], 2):
            now = case.rate(other)
            at = year.equals(place)
            rate = Ratio(at.where(now.top, rate.top), at.where(now.bottom, rate.bottom))
        case.amount = case.amount.plus(case.cost.times(rate))
