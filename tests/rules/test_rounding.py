"""Rounding: every unit in every direction, and before or after the limits."""

from fractions import Fraction

import pytest

from kyodo_core.rules.rounding import UNITS, Direction, Rounding
from tests.grants import amount, rounding, steps

ALL = 'rate = "100%"\n'
THIRD = 'rate = "1/3"\n'
DOWN, HALF_UP, UP = Direction.DOWN, Direction.HALF_UP, Direction.UP


@pytest.mark.parametrize(
    ("unit", "direction", "expected"),
    [
        (1, DOWN, 1_234_567),
        (1, HALF_UP, 1_234_567),
        (1, UP, 1_234_567),
        (10, DOWN, 1_234_560),
        (10, HALF_UP, 1_234_570),
        (10, UP, 1_234_570),
        (100, DOWN, 1_234_500),
        (100, HALF_UP, 1_234_600),
        (100, UP, 1_234_600),
        (1_000, DOWN, 1_234_000),
        (1_000, HALF_UP, 1_235_000),
        (1_000, UP, 1_235_000),
        (10_000, DOWN, 1_230_000),
        (10_000, HALF_UP, 1_230_000),
        (10_000, UP, 1_240_000),
    ],
)
def test_amount_is_rounded_to_its_unit(unit: int, direction: Direction, expected: int) -> None:
    assert amount(ALL + rounding(unit, direction), costs=1_234_567) == expected


@pytest.mark.parametrize(
    ("direction", "just_below", "half", "just_above"),
    [(DOWN, 0, 0, 0), (HALF_UP, 0, 1_000, 1_000), (UP, 1_000, 1_000, 1_000)],
)
def test_half_a_unit(direction: Direction, just_below: int, half: int, just_above: int) -> None:
    rule = Rounding(unit=1_000, direction=direction)

    below, above = Fraction(500) - Fraction(1, 10**9), Fraction(500) + Fraction(1, 10**9)
    assert [rule.rounded(exact) for exact in (below, Fraction(500), above)] == [just_below, half, just_above]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("direction", Direction)
def test_whole_units_stay(unit: int, direction: Direction) -> None:
    assert amount(ALL + rounding(unit, direction), costs=70_000) == 70_000
    assert amount(ALL + rounding(unit, direction), costs=0) == 0


@pytest.mark.parametrize(
    ("unit", "direction", "cost", "after", "before"),
    [
        pytest.param(1_000, DOWN, 99_999, 50_000, 50_500, id="a-limit-that-is-no-whole-unit"),
        pytest.param(1_000, UP, 50_400, 51_000, 50_500, id="up-passes-the-limit"),
        pytest.param(1_000, HALF_UP, 50_499, 50_000, 50_000, id="no-difference"),
        pytest.param(1_000, HALF_UP, 50_500, 51_000, 50_500, id="half-up-passes-the-limit"),
        pytest.param(10_000, DOWN, 50_500, 50_000, 50_000, id="cut-by-the-rounding"),
    ],
)
def test_before_and_after_the_limit_differ(
    unit: int, direction: Direction, cost: int, after: int, before: int
) -> None:
    limit = ALL + "limit_total = 50_500\n"

    results = [
        amount(limit + rounding(unit, direction, when), costs=cost, received_total=0)
        for when in ("after_limits", "before_limits")
    ]

    assert results == [after, before]


def test_rounding_is_a_step_in_its_place() -> None:
    limit = THIRD + "limit_total = 33_000\n"
    last = ("To 1,000円, Down", "33,000円")

    assert steps(limit + rounding(1_000), costs=100_000, received_total=0)[-2:] == [
        ("Limit in total", "33,000円"),
        last,
    ]
    assert steps(limit + rounding(1_000, when="before_limits"), costs=100_000, received_total=0)[-2:] == [
        last,
        ("Limit in total", "33,000円"),
    ]


def test_without_a_rule_a_part_of_a_yen_is_dropped_at_the_end_and_said_so() -> None:
    dropped = "No rounding is declared: parts of a yen are dropped"

    assert steps(THIRD, costs=100)[-2:] == [("Rate 1/3", "33と1/3円"), (dropped, "33円")]
    assert steps(THIRD, costs=99)[-1] == ("Rate 1/3", "33円")


def test_rounding_up_does_not_depend_on_how_small_the_rest_is() -> None:
    assert amount(THIRD + rounding(10_000, UP), costs=3 * 10**12 + 1) == 10**12 + 10_000
