"""定額: a fixed amount, once or per unit of a figure (a daily fee, a premium per person)."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import field

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.messages import _
from kyodo_core.rules.case import Case, yen
from kyodo_core.rules.columns import ColumnCase


@value
class Fixed(Value):
    yen: int = field(metadata=says("額", "Amount", "yen"))
    per: Text = field(default=NOT_STATED, metadata=says("数量", "Figure it is paid for each of"))

    def needs(self) -> Iterator[tuple[str, str]]:
        if self.per:
            yield self.per, _("the amount is paid for each of these")

    def apply(self, case: Case) -> None:
        count = case.number(self.per) if self.per else 1
        case.amount += Fraction(self.yen * count)
        inputs = {self.per: f"{count:,}"} if self.per else {}
        case.note(_("Fixed amount {yen}").format(yen=yen(self.yen)), yen(self.yen * count), **inputs)

    def columns(self, case: ColumnCase) -> None:
        each = case.parameter(self.yen)
        granted = case.fact(self.per) * each if self.per else each
        case.amount = case.amount.plus(case.whole(granted))
