"""対象経費: which costs count, up to what, and what is taken off them first."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import field

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.values import Value, value
from kyodo_core.messages import _
from kyodo_core.rules.case import Case, yen
from kyodo_core.rules.columns import Column, ColumnCase, Ratio, constant
from kyodo_core.rules.facts import OTHER_SUBSIDIES


@value
class CostCategory(Value):
    """費目: whether costs of a category count; up to a limit, or up to a share of the other costs."""

    category: str = field(metadata=says("費目", "Category"))
    eligible: bool = field(default=True, metadata=says("対象になるか", "Does it count?"))
    limit: int | NotStated = field(default=NOT_STATED, metadata=says("限度額", "Limit", "yen"))
    share: Fraction | NotStated = field(
        default=NOT_STATED,
        metadata=says("他の対象経費に対する割合の上限", "At most this share of the others"),
    )


@value
class EligibleCost(Value):
    """The eligible cost of a case: its categories one by one, less other subsidies where they are deducted.

    A category that no clause names counts in full, unless only the named ones count.
    """

    categories: tuple[CostCategory, ...] = ()
    only_named: bool = False
    deduct_other_subsidies: bool = False

    def needs(self) -> Iterator[tuple[str, str]]:
        if self.deduct_other_subsidies:
            yield OTHER_SUBSIDIES, _("other subsidies are deducted from the cost")

    def apply(self, case: Case) -> None:
        """Categories without a share first: a share is of what they add up to."""
        if not case.costs:
            case.remark(_("The application declares no cost."))
        rules = {rule.category: rule for rule in self.categories}
        spent: dict[str, int] = {}
        for cost in case.costs:
            spent[cost.category] = spent.get(cost.category, 0) + cost.amount
        plain = {c: a for c, a in spent.items() if not (c in rules and rules[c].share is not NOT_STATED)}
        for category, amount in plain.items():
            case.cost += self._counted(case, category, amount, rules.get(category))
        base = case.cost
        for category, amount in spent.items():
            if category not in plain:
                case.cost += self._shared(case, amount, rules[category], base)
        if self.deduct_other_subsidies:
            self._deduct(case)

    def _counted(self, case: Case, category: str, amount: int, rule: CostCategory | None) -> int:
        counts = rule.eligible if rule else not self.only_named
        counted = amount if counts else 0
        if rule and rule.limit is not NOT_STATED:
            counted = min(counted, rule.limit)
        label = _("Eligible cost: {category}").format(category=category)
        case.note(label, yen(counted), **{_("declared"): yen(amount)})
        return counted

    def _shared(self, case: Case, amount: int, rule: CostCategory, base: Fraction) -> Fraction:
        assert rule.share is not NOT_STATED
        ceiling = base * rule.share
        counted = min(Fraction(amount if rule.eligible else 0), ceiling)
        if rule.limit is not NOT_STATED:
            counted = min(counted, Fraction(rule.limit))
        label = _("Eligible cost: {category}, at most {share} of the others")
        case.note(
            label.format(category=rule.category, share=rule.share),
            yen(counted),
            **{_("declared"): yen(amount), _("the others"): yen(base)},
        )
        return counted

    def columns(self, case: ColumnCase) -> None:
        """As `apply`; the applications have a column of costs for each of the case's categories."""
        rules = {rule.category: rule for rule in self.categories}
        shared = [c for c in case.costs if c in rules and rules[c].share is not NOT_STATED]
        plain = constant(case.graph, 0)
        for category in case.costs:
            rule = rules.get(category)
            if category not in shared and (rule.eligible if rule else not self.only_named):
                counted = case.declared_cost(category)
                plain = plain + _limited(case, counted, rule)
        case.cost = base = case.whole(plain)
        for category in shared:
            if rules[category].eligible:
                case.cost = case.cost.plus(self._shared_columns(case, rules[category], base))
        if self.deduct_other_subsidies:
            case.cost = case.cost.less(case.fact(OTHER_SUBSIDIES))

    def _shared_columns(self, case: ColumnCase, rule: CostCategory, base: Ratio) -> Ratio:
        assert rule.share is not NOT_STATED
        counted = _limited(case, case.declared_cost(rule.category), rule)
        return case.whole(counted).least(base.times(case.rate(rule.share)))

    def _deduct(self, case: Case) -> None:
        received = case.number(OTHER_SUBSIDIES)
        before = case.cost
        case.cost = max(before - received, Fraction(0))
        case.note(
            _("Other subsidies deducted"),
            yen(case.cost),
            **{_("eligible cost"): yen(before), _("other subsidies"): yen(received)},
        )


def _limited(case: ColumnCase, cost: Column, rule: CostCategory | None) -> Column:
    """The costs of a category, up to its own limit."""
    if rule is None or rule.limit is NOT_STATED:
        return cost
    return cost.least(case.parameter(rule.limit))
