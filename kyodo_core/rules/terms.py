"""交付条件: what a program's document states of conditions and amounts, for a span of fiscal years."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from attrs import field

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import FiscalYear, Period, overdue
from kyodo_core.rules.budget import Budget
from kyodo_core.rules.case import Case
from kyodo_core.rules.columns import ColumnCase
from kyodo_core.rules.component import (
    AreaException,
    ByBracket,
    Component,
    EqualShare,
    Flat,
    PerUnit,
    Pool,
    PoolShare,
    Tiers,
)
from kyodo_core.rules.cost import CostCategory, EligibleCost
from kyodo_core.rules.exclusion import Exclusion
from kyodo_core.rules.fixed import Fixed
from kyodo_core.rules.limit import (
    Course,
    LimitByCourse,
    LimitByYear,
    LimitPerYear,
    LimitTotal,
    MaxAwards,
    MaxYears,
    RaisedLimit,
)
from kyodo_core.rules.rate import Rate, RateByCost, RateByYear
from kyodo_core.rules.requirement import Requirement
from kyodo_core.rules.rounding import Rounding, When, WholeYen


class Element(Protocol):
    """One element of an amount rule, at work on a case."""

    def needs(self) -> Iterator[tuple[str, str]]:
        """The facts it asks for, each with why."""

    def apply(self, case: Case) -> None:
        """Change the case's amount, or refuse it, and note what was done."""

    def columns(self, case: ColumnCase) -> None:
        """The same for all applications at once, in columns."""


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
    review_by: FiscalYear | NotStated = field(
        default=NOT_STATED, metadata=says("見直しの期限", "Fiscal year by which they are to be reviewed")
    )
    basis: Text = field(default=NOT_STATED, metadata=says("根拠規程", "Rule it rests on"))
    unit: Text = field(default=NOT_STATED, metadata=says("交付の単位", "What one grant is for"))
    requirements: tuple[Requirement, ...] = field(default=(), metadata=says("要件", "Requirements"))
    excludes: tuple[str, ...] = field(
        default=(), metadata=says("併用できない事業", "Programs it is not combined with", refers="programs")
    )
    costs: tuple[CostCategory, ...] = field(default=(), metadata=says("費目", "Cost categories"))
    only_named_costs: bool = field(
        default=False, metadata=says("挙げた費目だけを対象とする", "Only the named categories count")
    )
    deduct_other_subsidies: bool = field(
        default=False, metadata=says("他の補助金を差し引く", "Other subsidies are deducted first")
    )
    rate: Fraction | NotStated = field(default=NOT_STATED, metadata=says("補助率", "Rate of the cost"))
    rate_by_year: tuple[Fraction, ...] = field(
        default=(), metadata=says("補助率（年目別）", "Rates of the first, second … year")
    )
    rate_by_cost: RateByCost | NotStated = field(
        default=NOT_STATED, metadata=says("補助率（経費の大きさ別）", "Rate by size of cost")
    )
    fixed: Fixed | NotStated = field(default=NOT_STATED, metadata=says("定額", "Fixed amount"))
    flat: tuple[Flat, ...] = field(default=(), metadata=says("均等割・定額", "Flat components"))
    per_unit: tuple[PerUnit, ...] = field(default=(), metadata=says("単価割", "Unit price components"))
    by_bracket: tuple[ByBracket, ...] = field(default=(), metadata=says("段階別定額", "Bracket components"))
    tiers: tuple[Tiers, ...] = field(default=(), metadata=says("段階別単価", "Tier components"))
    pool_share: tuple[PoolShare, ...] = field(default=(), metadata=says("総額の按分", "Shares of a pool"))
    equal_share: tuple[EqualShare, ...] = field(
        default=(), metadata=says("総額の均等割", "Equal shares of a pool")
    )
    exceptions: tuple[AreaException, ...] = field(default=(), metadata=says("地域の特例", "Exceptions"))
    limit_per_year: int | NotStated = field(
        default=NOT_STATED, metadata=says("単年度の限度額", "Limit per fiscal year", "yen")
    )
    limit_by_year: tuple[int, ...] = field(
        default=(), metadata=says("単年度の限度額（年目別）", "Limits of the first, second … year", "yen")
    )
    raised_limits: tuple[RaisedLimit, ...] = field(
        default=(), metadata=says("限度額の加算", "Raises of the limit per year")
    )
    courses: tuple[Course, ...] = field(default=(), metadata=says("区分別の限度額", "Courses"))
    limit_total: int | NotStated = field(
        default=NOT_STATED, metadata=says("総額の限度額", "Limit in total", "yen")
    )
    max_years: int | NotStated = field(
        default=NOT_STATED, metadata=says("交付年数の上限", "Over at most so many years", "years")
    )
    max_awards: int | NotStated = field(
        default=NOT_STATED, metadata=says("年度内の交付回数の上限", "Awards in a fiscal year, at most")
    )
    rounding: Rounding | NotStated = field(default=NOT_STATED, metadata=says("端数処理", "Rounding"))
    budget: Budget | NotStated = field(
        default=NOT_STATED, metadata=says("予算の範囲", "Budget of a round, and how it is kept to")
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
    cite: tuple[Citation, ...] = field(metadata=says("出典", "Citations, document#section"))

    @property
    def span(self) -> Period:
        return Period(self.since, self.until)

    def overdue(self, year: FiscalYear) -> bool:
        """Were they to be reviewed by a year that has passed, and are they still in force in `year`?"""
        return overdue(self.review_by, self.until, year)

    @property
    def components(self) -> tuple[Component, ...]:
        """The components of an allocation, in the order in which they are added up."""
        return (
            *self.flat,
            *self.per_unit,
            *self.by_bracket,
            *self.tiers,
            *self.pool_share,
            *self.equal_share,
        )

    @property
    def pools(self) -> tuple[Pool, ...]:
        return tuple(component for component in self.components if isinstance(component, Pool))

    @property
    def states_amount(self) -> bool:
        """Do the terms say how an amount is made? A limit alone does not."""
        return bool(
            self.rate is not NOT_STATED
            or self.rate_by_year
            or self.rate_by_cost
            or self.fixed
            or self.components
        )

    def elements(self) -> tuple[Element, ...]:
        """The elements at work, in order: conditions, cost, amount, limits, rounding."""
        return self._elements

    @cached_property
    def _elements(self) -> tuple[Element, ...]:  # the same for every application
        return (*self.tests(), *self._amount(), *self._rounded_limits())

    def tests(self) -> list[Element]:
        """The elements that refuse who does not meet them, and change no amount."""
        found: list[Element] = [*self.requirements]
        if self.excludes:
            found.append(Exclusion(self.excludes))
        if self.max_years is not NOT_STATED:
            found.append(MaxYears(years=self.max_years))
        if self.max_awards is not NOT_STATED:
            found.append(MaxAwards(awards=self.max_awards))
        return found

    def _amount(self) -> list[Element]:
        share: list[Element] = []
        if self.rate is not NOT_STATED:
            share.append(Rate(rate=self.rate))
        if self.rate_by_year:
            share.append(RateByYear(rates=self.rate_by_year))
        if self.rate_by_cost:
            share.append(self.rate_by_cost)
        if share:
            share.insert(
                0,
                EligibleCost(
                    categories=self.costs,
                    only_named=self.only_named_costs,
                    deduct_other_subsidies=self.deduct_other_subsidies,
                ),
            )
        return [*share, self.fixed] if self.fixed else share

    def _rounded_limits(self) -> list[Element]:
        limits = self._limits()
        if not self.rounding:
            return [*limits, WholeYen()]
        if self.rounding.when is When.BEFORE_LIMITS:
            return [self.rounding, *limits]
        return [*limits, self.rounding]

    def _limits(self) -> list[Element]:
        found: list[Element] = []
        if self.courses:
            found.append(LimitByCourse(courses=self.courses))
        if self.limit_per_year is not NOT_STATED:
            found.append(LimitPerYear(limit=self.limit_per_year, raised=self.raised_limits))
        if self.limit_by_year:
            found.append(LimitByYear(limits=self.limit_by_year))
        if self.limit_total is not NOT_STATED:
            found.append(LimitTotal(limit=self.limit_total))
        return found
