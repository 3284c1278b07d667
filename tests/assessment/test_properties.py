"""What holds for any terms and any figures, against a computation of the same in plain fractions."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.rules.rounding import UNITS, Direction, Rounding
from tests.grants import allocated, amount, rounding, toml_list

YEN = st.integers(0, 10**13)
COUNTS = st.integers(0, 10**6)
RATES = st.integers(1, 60).flatmap(lambda n: st.integers(n, 60).map(lambda d: Fraction(n, d)))
DIRECTIONS = st.sampled_from(Direction)
FIGURES = st.lists(COUNTS, min_size=1, max_size=12)
WEIGHTS = st.fractions(0, 1, max_denominator=12)


def rounded(exact: Fraction, unit: int, direction: Direction) -> int:
    if direction is Direction.UP:
        return ceil(exact / unit) * unit
    if direction is Direction.DOWN:
        return floor(exact / unit) * unit
    below = floor(exact / unit) * unit
    return below + unit if exact - below >= Fraction(unit, 2) else below


@given(st.fractions(0, 10**13), st.sampled_from(UNITS), DIRECTIONS)
def test_rounding_stays_within_a_unit(exact: Fraction, unit: int, direction: Direction) -> None:
    result = Rounding(unit=unit, direction=direction).rounded(exact)

    assert result % unit == 0
    assert result == rounded(exact, unit, direction)
    if direction is Direction.DOWN:
        assert result <= exact < result + unit
    elif direction is Direction.UP:
        assert result - unit < exact <= result
    else:
        assert abs(result - exact) * 2 <= unit


@given(YEN, RATES, YEN, YEN, YEN, YEN, st.sampled_from(UNITS), DIRECTIONS, st.booleans())
def test_share_of_a_cost_under_limits(
    cost: int,
    rate: Fraction,
    yearly: int,
    received: int,
    total: int,
    before: int,
    unit: int,
    direction: Direction,
    first_rounded: bool,
) -> None:
    when = "before_limits" if first_rounded else "after_limits"
    said = (
        f'rate = "{rate}"\nlimit_per_year = {yearly}\nlimit_total = {total}\n'
        f"{rounding(unit, direction, when)}"
    )

    granted = amount(said, costs=cost, received_this_year=received, received_total=before)

    left = min(max(yearly - received, 0), max(total - before, 0))
    exact = rate * cost
    if first_rounded:
        expected = min(rounded(exact, unit, direction), left)
    else:
        expected = rounded(min(exact, Fraction(left)), unit, direction)
    assert granted == expected
    assert granted >= 0
    if first_rounded or direction is Direction.DOWN:
        assert granted <= left


@given(YEN, RATES, st.lists(YEN, min_size=1, max_size=4), st.data())
def test_limit_by_year_is_never_passed(
    cost: int, rate: Fraction, limits: list[int], data: st.DataObject
) -> None:
    year = data.draw(st.integers(1, len(limits)))
    said = f'rate = "{rate}"\nlimit_by_year = {toml_list(limits)}'

    granted = amount(said, costs=cost, year_in_program=year, received_this_year=0)

    assert granted == min(floor(rate * cost), limits[year - 1])


@given(st.dictionaries(st.sampled_from("甲乙丙丁戊"), YEN), RATES, RATES, YEN, YEN)
def test_eligible_costs(
    costs: Mapping[str, int], rate: Fraction, share: Fraction, limit: int, other: int
) -> None:
    """甲 does not count, 乙 up to a limit, 丙 up to a share of the others, 丁 and 戊 in full."""
    said = (
        f'rate = "{rate}"\ndeduct_other_subsidies = true\n'
        'costs = [{ category = "甲", eligible = false },'
        f' {{ category = "乙", limit = {limit} }}, {{ category = "丙", share = "{share}" }}]'
    )

    granted = amount(said, costs=costs, other_subsidies=other)

    base = min(costs.get("乙", 0), limit) + costs.get("丁", 0) + costs.get("戊", 0)
    eligible = base + min(Fraction(costs.get("丙", 0)), share * base) - other
    assert granted == floor(rate * max(eligible, Fraction(0)))


@st.composite
def brackets(draw: st.DrawFn) -> list[tuple[int, Fraction]]:
    thresholds = sorted(draw(st.sets(st.integers(1, 10**9), max_size=4)))
    return [(above, draw(RATES)) for above in (0, *thresholds)]


def by_cost(parts: list[tuple[int, Fraction]], applies: str) -> str:
    rows = ", ".join(f'{{ above = {above}, rate = "{rate}" }}' for above, rate in parts)
    return f'rate_by_cost = {{ applies = "{applies}", brackets = [{rows}] }}'


@given(brackets(), st.integers(0, 2 * 10**9), st.integers(0, 10**9))
def test_rate_of_the_parts_never_falls_as_the_cost_rises(
    parts: list[tuple[int, Fraction]], cost: int, more: int
) -> None:
    said = by_cost(parts, "part")

    lower, higher = (amount(said, costs=one) for one in (cost, cost + more))

    ends = [above for above, _rate in parts[1:]] + [cost]
    exact = sum(
        (rate * max(min(cost, end) - above, 0) for (above, rate), end in zip(parts, ends, strict=True)),
        Fraction(0),
    )
    assert lower == floor(exact)
    assert lower <= higher <= cost + more


@given(brackets(), st.integers(0, 2 * 10**9))
def test_rate_of_the_whole_is_that_of_the_highest_threshold_passed(
    parts: list[tuple[int, Fraction]], cost: int
) -> None:
    rate = [rate for above, rate in parts if cost > above or above == 0][-1]

    assert amount(by_cost(parts, "whole"), costs=cost) == floor(rate * cost)


@given(
    FIGURES,
    st.integers(0, 10**13),
    st.sampled_from(UNITS),
    st.sampled_from(["kept", "first", "largest"]),
)
def test_pool_is_never_overpaid(figures: list[int], pool: int, unit: int, remainder: str) -> None:
    said = (
        f'pool_share = [{{ name = "割", fact = "households", pool = {pool}, remainder = "{remainder}",'
        f" rounding = {{ unit = {unit} }} }}]"
    )
    areas = {f"地区{place}": {"households": figure} for place, figure in enumerate(figures)}

    allocation = allocated(said, areas)

    whole = sum(figures)
    shares = [Fraction(pool * figure, whole) if whole else Fraction(0) for figure in figures]
    paid = [line.total for line in allocation.lines]
    assert allocation.total == sum(paid) == pool - allocation.remainders["割"]
    assert 0 <= allocation.total <= pool
    floors = [rounded(share, unit, Direction.DOWN) for share in shares]
    assert all(one >= low >= 0 for one, low in zip(paid, floors, strict=True))
    if remainder == "kept" or not whole:
        assert paid == floors
    else:
        assert allocation.total == pool
        assert all(one == 0 for one, share in zip(paid, shares, strict=True) if not share)
    if remainder == "largest":
        assert all(one <= low + unit for one, low in zip(paid, floors, strict=True))
    if remainder == "first":
        assert sum(one != low for one, low in zip(paid, floors, strict=True)) <= 1


@given(
    st.lists(WEIGHTS, min_size=1, max_size=12), st.integers(0, 10**13), st.sampled_from(["first", "largest"])
)
def test_equal_shares_by_weight(weights: list[Fraction], pool: int, remainder: str) -> None:
    exceptions = ", ".join(
        f'{{ area = "地区{place}", weight = "{weight}", reason = "特例" }}'
        for place, weight in enumerate(weights)
    )
    said = (
        f'equal_share = [{{ name = "割", pool = {pool}, remainder = "{remainder}" }}]\n'
        f"exceptions = [{exceptions}]"
    )

    allocation = allocated(said, {f"地区{place}": {} for place in range(len(weights))})

    whole = sum(weights, Fraction(0))
    assert allocation.total == (pool if whole else 0)
    for line, weight in zip(allocation.lines, weights, strict=True):
        assert line.total >= (floor(pool * weight / whole) if whole else 0)
        assert weight or line.total == 0


@given(
    st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=8),
    st.tuples(YEN, st.integers(0, 10**5), YEN, YEN, st.integers(0, 10**5), st.integers(0, 10**5)),
    st.integers(0, 10**6),
    st.integers(0, 10**12),
)
def test_allocation_is_the_sum_of_its_lines(
    figures: list[tuple[int, int]], prices: tuple[int, int, int, int, int, int], end: int, pool: int
) -> None:
    flat, unit, small, large, first, then = prices
    said = (
        f'flat = [{{ name = "均等割", yen = {flat} }}]\n'
        f'per_unit = [{{ name = "人口割", fact = "persons", yen = {unit} }}]\n'
        f'by_bracket = [{{ name = "規模割", fact = "households",'
        f" brackets = [{{ up_to = {end}, yen = {small} }}, {{ yen = {large} }}] }}]\n"
        f'tiers = [{{ name = "逓減割", fact = "households",'
        f" brackets = [{{ up_to = {end}, yen = {first} }}, {{ yen = {then} }}] }}]\n"
        f'pool_share = [{{ name = "按分", fact = "households", pool = {pool}, remainder = "kept" }}]'
    )
    areas = {
        f"地区{place}": {"households": households, "persons": persons}
        for place, (households, persons) in enumerate(figures)
    }

    allocation = allocated(said, areas)

    whole = sum(households for households, _persons in figures)
    for line, (households, persons) in zip(allocation.lines, figures, strict=True):
        assert line.amounts == (
            flat,
            unit * persons,
            small if households <= end else large,
            first * min(households, end) + then * max(households - end, 0),
            pool * households // whole if whole else 0,
        )
        assert line.total == sum(line.amounts)
    assert allocation.total == sum(line.total for line in allocation.lines)
