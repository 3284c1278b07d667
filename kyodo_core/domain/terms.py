"""交付条件: what a program's document states of conditions and amounts, for a span of fiscal years."""

from fractions import Fraction

from attrs import field

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import FiscalYear


@value
class Terms(Value):
    """Conditions in force from `since` to `until`; money in yen, a rate as an exact fraction."""

    name: Text = field(default=NOT_STATED, metadata=says("区分", "What these terms are for"))
    since: FiscalYear | NotStated = field(
        default=NOT_STATED, metadata=says("開始年度", "First fiscal year in force")
    )
    until: FiscalYear | NotStated = field(
        default=NOT_STATED, metadata=says("終了年度", "Last fiscal year in force")
    )
    unit: Text = field(default=NOT_STATED, metadata=says("交付の単位", "What one grant is for"))
    rate: Fraction | NotStated = field(default=NOT_STATED, metadata=says("補助率", "Rate of the cost"))
    limit_per_year: int | NotStated = field(
        default=NOT_STATED, metadata=says("単年度の限度額", "Limit per fiscal year", "yen")
    )
    limit_total: int | NotStated = field(
        default=NOT_STATED, metadata=says("総額の限度額", "Limit in total", "yen")
    )
    max_years: int | NotStated = field(
        default=NOT_STATED, metadata=says("交付年数の上限", "Over at most so many years", "years")
    )
    persons: int | NotStated = field(default=NOT_STATED, metadata=says("人数", "Persons", "persons"))
    hours_per_week: int | NotStated = field(
        default=NOT_STATED, metadata=says("週の勤務時間の上限", "Hours a week, at most", "hours")
    )
    settlement: Text = field(default=NOT_STATED, metadata=says("精算", "Settlement"))
    advance_payment: bool | NotStated = field(
        default=NOT_STATED, metadata=says("前金払い", "May it be paid in advance?")
    )
    covers: tuple[str, ...] = field(default=(), metadata=says("対象経費", "Costs covered"))
    conditions: tuple[str, ...] = field(default=(), metadata=says("条件", "Conditions"))
    basis: Text = field(default=NOT_STATED, metadata=says("根拠規程", "Rule it rests on"))
    cite: tuple[Citation, ...] = field(metadata=says("出典", "Citations, document#section"))
