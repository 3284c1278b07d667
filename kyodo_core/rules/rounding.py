"""端数処理: to which unit of yen, in which direction, and before or after the limits."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import field

from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.values import Value, record, value
from kyodo_core.messages import _, language
from kyodo_core.rules.case import Case, yen
from kyodo_core.rules.columns import Column, ColumnCase, Ratio

UNITS = (1, 10, 100, 1_000, 10_000)


class Direction(Kind):
    DOWN = "down", "切捨て", "Down"
    HALF_UP = "half_up", "四捨五入", "Half up"
    UP = "up", "切上げ", "Up"


class When(Kind):
    """Rounding before the limits or after them can give different amounts, so it is declared."""

    AFTER_LIMITS = "after_limits", "限度額の適用後", "After the limits"
    BEFORE_LIMITS = "before_limits", "限度額の適用前", "Before the limits"


@value
class Rounding(Value):
    unit: int = field(default=1, metadata=says("単位", "Unit", "yen"))
    direction: Direction = field(default=Direction.DOWN, metadata=says("方向", "Direction"))
    when: When = field(default=When.AFTER_LIMITS, metadata=says("順序", "Before or after the limits"))

    def rounded(self, amount: Fraction) -> int:
        """The amount in whole units of yen; amounts are not negative."""
        units = amount / self.unit
        if self.direction is Direction.UP:
            return -(-units.numerator // units.denominator) * self.unit
        if self.direction is Direction.HALF_UP:
            return (units + Fraction(1, 2)).__floor__() * self.unit
        return units.__floor__() * self.unit

    def rounded_columns(self, amount: Ratio, case: ColumnCase) -> Column:
        """The amounts in whole units of yen."""
        unit = case.parameter(self.unit)
        top, step, least = amount.top, amount.bottom * unit, self.unit
        if self.direction is Direction.UP:
            top = (top + step).less(1)
        if self.direction is Direction.HALF_UP:
            top, step, least = top * 2 + step, step * 2, self.unit * 2
        return top.parts(step, least) * unit

    def words(self) -> str:
        return _("To {unit}, {direction}").format(
            unit=yen(self.unit), direction=self.direction.label.text(language())
        )

    def needs(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def apply(self, case: Case) -> None:
        before = case.amount
        case.amount = Fraction(self.rounded(before))
        case.note(self.words(), yen(case.amount), **{_("amount"): yen(before)})

    def columns(self, case: ColumnCase) -> None:
        case.amount = case.whole(self.rounded_columns(case.amount, case))


@record
class WholeYen(Value):
    """Where no rule says how to round: a part of a yen is not paid, and the trace says why."""

    def needs(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def apply(self, case: Case) -> None:
        before = case.amount
        case.amount = Fraction(Rounding().rounded(before))
        if case.amount != before:
            label = _("No rounding is declared: parts of a yen are dropped")
            case.note(label, yen(case.amount), **{_("amount"): yen(before)})
            case.remark(label)

    def columns(self, case: ColumnCase) -> None:
        Rounding().columns(case)
