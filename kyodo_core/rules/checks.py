"""Rules on terms beyond the shape of a field: what could not be evaluated, and what would surprise."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import Example, RuleName, Suggestion, suggestion
from kyodo_core.messages import _, language
from kyodo_core.rules.component import ByBracket, Component, Pool, Remainder, Tiers
from kyodo_core.rules.facts import KIND, FactDeclaration, FactType
from kyodo_core.rules.requirement import TESTS, Condition
from kyodo_core.rules.rounding import UNITS, Direction, Rounding, When
from kyodo_core.rules.terms import Terms

Path = tuple[str | int, ...]


@record
class TermFault(Value):
    """What is wrong with terms, and where in them; a warning where they work but may surprise."""

    path: Path
    message: str
    value: Any = None
    hint: str = ""
    error: bool = True
    rule: RuleName = ""


def overlap(one: Terms, two: Terms) -> bool:
    """Do two terms of one name hold in the same fiscal year?"""
    if one.name != two.name:
        return False
    return not (
        (one.until is not NOT_STATED and two.since is not NOT_STATED and one.until < two.since)
        or (two.until is not NOT_STATED and one.since is not NOT_STATED and two.until < one.since)
    )


def term_faults(terms: Terms, declared: Mapping[str, FactDeclaration]) -> Iterator[TermFault]:
    """Everything wrong with one set of terms; `declared` has the facts that they may ask for."""
    yield from _years(terms)
    yield from _rates(terms)
    yield from _ways(terms)
    yield from _roundings(terms)
    yield from _costs(terms)
    yield from _twice(terms)
    yield from _budget(terms)
    yield from _weights(terms)
    for path, condition in _conditions(terms):
        yield from _condition(condition, path, declared)
        if terms.components and condition.fact == KIND:
            yield TermFault((*path, "fact"), _("an area has no kind of applicant"), KIND)
    for table in ("per_unit", "by_bracket", "tiers", "pool_share"):
        for place, component in enumerate(getattr(terms, table)):
            yield from _figure(component.fact, (table, place, "fact"), declared)
            if isinstance(component, ByBracket):
                yield from _brackets(component, (table, place))
    if terms.fixed and terms.fixed.per:
        yield from _figure(terms.fixed.per, ("fixed", "per"), declared)


def _years(terms: Terms) -> Iterator[TermFault]:
    """From when to when they hold, when they are reviewed, and how often they grant."""
    if terms.span.reversed:
        yield TermFault(("until",), _("the period ends before it begins"), str(terms.until), rule="years")
    if terms.review_by and terms.since and terms.review_by < terms.since:
        message = _("they are to be reviewed before they begin")
        yield TermFault(("review_by",), message, str(terms.review_by), error=False)
    for key in ("max_years", "max_awards"):
        if getattr(terms, key) == 0:
            yield TermFault((key,), _("at most 0 would grant nothing to anybody"), 0)


def _rates(terms: Terms) -> Iterator[TermFault]:
    rates: list[tuple[Path, Fraction]] = []
    if terms.rate is not NOT_STATED:
        rates.append((("rate",), terms.rate))
    rates += [(("rate_by_year", place), rate) for place, rate in enumerate(terms.rate_by_year)]
    if terms.rate_by_cost:
        brackets = terms.rate_by_cost.brackets
        rates += [(("rate_by_cost", "brackets", i, "rate"), b.rate) for i, b in enumerate(brackets)]
        if not terms.rate_by_cost.rises():
            yield TermFault(("rate_by_cost", "brackets"), _("the thresholds begin with 0 and rise"))
        if terms.rate_by_cost.falls():
            message = _("the amount falls where a threshold is passed, since the rate applies to the whole")
            yield TermFault(("rate_by_cost",), message, error=False)
    rates += [(("costs", i, "share"), rule.share) for i, rule in enumerate(terms.costs) if rule.share]
    for path, rate in rates:
        if not 0 < rate <= 1:
            yield TermFault(path, _("a rate lies above 0 and is at most 1"), rate, Example('"2/3"'))


def _ways(terms: Terms) -> Iterator[TermFault]:
    """One way to an amount: a rate in one form, or components; limits of one kind per year."""
    ways = [name for name in ("rate", "rate_by_year", "rate_by_cost") if getattr(terms, name)]
    if len(ways) > 1:
        yield TermFault((ways[1],), _("the rate is said in two ways"), ", ".join(ways))
    if terms.components and (ways or terms.fixed):
        yield TermFault((), _("terms either share a cost or allocate by components, not both"))
    if terms.limit_by_year and terms.limit_per_year is not NOT_STATED:
        yield TermFault(("limit_by_year",), _("the limit per year is said in two ways"))
    if terms.raised_limits and terms.limit_per_year is NOT_STATED:
        yield TermFault(("raised_limits",), _("there is no limit per year that could be raised"))


def _costs(terms: Terms) -> Iterator[TermFault]:
    """Costs are what a rate is of: without one, whatever is said of them does nothing."""
    if terms.rate is NOT_STATED and not terms.rate_by_year and not terms.rate_by_cost:
        for key in ("costs", "only_named_costs", "deduct_other_subsidies"):
            if getattr(terms, key):
                message = _("this has no effect without a rate")
                hint = _("costs in words stand in covers and conditions")
                yield TermFault((key,), message, hint=hint)


def _budget(terms: Terms) -> Iterator[TermFault]:
    """A budget cuts amounts: there must be some to cut, and something to grant."""
    if terms.budget and not terms.states_amount:
        yield TermFault(("budget",), _("a budget needs terms that say how an amount is made"))
    if terms.budget and not terms.budget.yen:
        yield TermFault(("budget", "yen"), _("a budget is above 0"), 0)


def _twice(terms: Terms) -> Iterator[TermFault]:
    """What is looked up by its name has it for itself."""
    for tables, key in (
        (("courses",), "id"),
        (("costs",), "category"),
        (("exceptions",), "area"),
        (("pool_share", "equal_share"), "name"),
    ):
        names: set[str] = set()
        for table in tables:
            for place, row in enumerate(getattr(terms, table)):
                name = getattr(row, key)
                if name in names:
                    yield TermFault((table, place, key), _("this name is used twice in the terms"), name)
                names.add(name)


def _weights(terms: Terms) -> Iterator[TermFault]:
    for place, exception in enumerate(terms.exceptions):
        if exception.weight < 0:
            path = ("exceptions", place, "weight")
            yield TermFault(path, _("a number is not negative"), exception.weight, Example('"1/2"'))
        equal = {component.name: "" for component in (*terms.flat, *terms.equal_share)}
        for number, name in enumerate(exception.weighs_in):
            if name not in equal:
                message = _("the terms have no flat or equal component of this name")
                yield TermFault(
                    ("exceptions", place, "weighs_in", number), message, name, suggestion(name, equal)
                )


def _roundings(terms: Terms) -> Iterator[TermFault]:
    roundings: list[tuple[Path, Rounding]] = [(("rounding",), terms.rounding)] if terms.rounding else []
    for table in ("flat", "per_unit", "by_bracket", "tiers", "pool_share", "equal_share"):
        components: Sequence[Component] = getattr(terms, table)
        for place, component in enumerate(components):
            roundings.append(((table, place, "rounding"), component.rounding))
            if isinstance(component, Pool):
                yield from _pool(component, (table, place))
    for path, rounding in roundings:
        if rounding.unit not in UNITS:
            message = _("amounts are rounded to one of these units of yen")
            known = Suggestion((), dict.fromkeys((f"{unit:_}" for unit in UNITS), ""))
            yield TermFault((*path, "unit"), message, rounding.unit, known)
    last = terms.rounding
    if last and terms.pools and last.direction is not Direction.DOWN:
        yield _beyond_the_pool(("rounding",), last)
    limits = (terms.limit_per_year, terms.limit_total)
    limited = terms.limit_by_year or terms.courses or any(limit is not NOT_STATED for limit in limits)
    if last and limited and last.when is When.AFTER_LIMITS and last.direction is not Direction.DOWN:
        message = _("rounded up after the limits, an amount can pass a limit")
        yield TermFault(("rounding",), message, str(last.direction), error=False)


def _pool(pool: Pool, path: Path) -> Iterator[TermFault]:
    """A pool is not overpaid, and its shares are whole units where it is one itself."""
    if pool.rounding.direction is not Direction.DOWN:
        yield _beyond_the_pool((*path, "rounding"), pool.rounding)
    if (
        pool.remainder is not Remainder.KEPT
        and pool.rounding.unit in UNITS
        and pool.pool % pool.rounding.unit
    ):
        message = _("the pool is no whole number of the rounding's units: one area gets part of a unit")
        yield TermFault((*path, "pool"), message, pool.pool, error=False)


def _beyond_the_pool(path: Path, rounding: Rounding) -> TermFault:
    message = _("shares of a pool are rounded down, or they could pay more than the pool")
    return TermFault(path, message, str(rounding.direction))


def _conditions(terms: Terms) -> Iterator[tuple[Path, Condition]]:
    for place, requirement in enumerate(terms.requirements):
        yield ("requirements", place), requirement
    for place, raised in enumerate(terms.raised_limits):
        yield ("raised_limits", place), raised
    for table in ("flat", "per_unit", "by_bracket", "tiers", "pool_share", "equal_share"):
        for place, component in enumerate(getattr(terms, table)):
            if component.when:
                yield (table, place, "when"), component.when


def _condition(
    condition: Condition, path: Path, declared: Mapping[str, FactDeclaration]
) -> Iterator[TermFault]:
    tests = condition.tests()
    if len(tests) != 1:
        message = _("a condition has one test: {tests}").format(tests=", ".join((*TESTS, "one_of")))
        yield TermFault(path, message, ", ".join(tests) or None)
        return
    yield from _known(condition.fact, (*path, "fact"), declared)
    fact = declared.get(condition.fact)
    if fact and not _fits(condition, fact.type):
        named = f"{fact.type}（{fact.type.label.ja}）" if language() == "ja" else str(fact.type)
        message = _("{fact} is of the type {type}, which this test does not fit")
        said = message.format(fact=condition.fact, type=named)
        yield TermFault((*path, tests[0]), said, rule="conditions")
    elif condition.fact == KIND:
        yield from _kinds(condition, path)


def _kinds(condition: Condition, path: Path) -> Iterator[TermFault]:
    """A kind that does not exist would be met by no applicant."""
    known = {str(kind): kind.label.ja for kind in ActorKind}
    asked: list[tuple[Path, object]] = [((*path, "equals"), condition.equals)] if condition.equals else []
    asked += [((*path, "one_of", place), name) for place, name in enumerate(condition.one_of)]
    for place, name in asked:
        if name not in known:
            yield TermFault(place, _("this kind does not exist"), name, suggestion(str(name), known))


def _fits(condition: Condition, fact_type: FactType) -> bool:
    if condition.equals is not NOT_STATED:
        return fact_type.takes(condition.equals)
    if condition.one_of:
        return fact_type is FactType.TEXT
    if condition.at_least is not NOT_STATED or condition.at_most is not NOT_STATED:
        return fact_type is FactType.NUMBER
    return fact_type is FactType.DATE


def _known(fact: str, path: Path, declared: Mapping[str, FactDeclaration]) -> Iterator[TermFault]:
    if fact not in declared:
        labels = {name: known.name for name, known in declared.items()}
        message, hint = _("the program declares no such fact"), suggestion(fact, labels)
        yield TermFault(path, message, fact, hint, rule="conditions")


def _figure(fact: str, path: Path, declared: Mapping[str, FactDeclaration]) -> Iterator[TermFault]:
    """What is counted is a number."""
    yield from _known(fact, path, declared)
    if fact in declared and declared[fact].type is not FactType.NUMBER:
        message = _("what is counted is a fact of the type number")
        yield TermFault(path, message, fact, rule="conditions")


def _brackets(component: ByBracket, path: Path) -> Iterator[TermFault]:
    """Brackets rise, the last one is open, and none is out of reach."""
    ends = [bracket.up_to for bracket in component.brackets]
    if not ends or ends[-1] is not NOT_STATED:
        yield TermFault((*path, "brackets"), _("the last bracket has no upper end (no up_to)"))
    reached = -1
    for place, end in enumerate(ends[:-1]):
        if end is NOT_STATED or end <= reached:
            message = _("this bracket is out of reach: upper ends rise, only the last one is open")
            yield TermFault((*path, "brackets", place), message, end or None)
        else:
            reached = end
    if isinstance(component, Tiers) or not component.brackets:
        return
    amounts = [bracket.yen for bracket in component.brackets]
    if any(two < one for one, two in pairwise(amounts)):
        message = _("the amount falls where a bracket ends")
        yield TermFault((*path, "brackets"), message, error=False)
