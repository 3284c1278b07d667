"""補助率: the share of the cost that is granted; one rate, by the applicant's year, or by size of cost."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import field

from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.values import Value, value
from kyodo_core.messages import _
from kyodo_core.rules.case import Case, rate_words, yen
from kyodo_core.rules.facts import YEAR_IN_PROGRAM


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


@value
class RateByYear(Value):
    """補助率（年目別）: the rates of the first, second, third year …; none after the last."""

    rates: tuple[Fraction, ...]

    def needs(self) -> Iterator[tuple[str, str]]:
        yield YEAR_IN_PROGRAM, _("the rate goes by the applicant's year")

    def apply(self, case: Case) -> None:
        year = case.number(YEAR_IN_PROGRAM)
        if not 1 <= year <= len(self.rates):
            message = _("The program grants for {years} year(s); this is year {year}.")
            case.refuse(message.format(years=len(self.rates), year=year))
            return
        Rate(rate=self.rates[year - 1]).apply(case)
