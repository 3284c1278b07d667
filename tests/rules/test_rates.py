"""The rate of a cost, and fixed amounts: by themselves, exact, and explained."""

from fractions import Fraction

import pytest

from tests.grants import amount, refusals, steps, unfit

BY_COST = """\
rate_by_cost = {{ applies = "{applies}", brackets = [
  {{ above = 0, rate = "1/2" }},
  {{ above = 100_000, rate = "1/3" }},
  {{ above = 300_000, rate = "1/10" }},
] }}
"""
PART = BY_COST.format(applies="part")
WHOLE = BY_COST.format(applies="whole")


@pytest.mark.parametrize(
    ("rate", "cost", "expected"),
    [
        pytest.param("2/3", 210_000, 140_000, id="two-thirds"),
        pytest.param("2/3", 100_000, 66_666, id="a-part-of-a-yen-is-dropped"),
        pytest.param("100%", 12_345, 12_345, id="all-of-it"),
        pytest.param("66.7%", 1_000, 667, id="percent-with-a-decimal"),
        pytest.param("0.1%", 999, 0, id="less-than-a-yen"),
        pytest.param("1/3", 3, 1, id="small"),
        pytest.param("2/3", 0, 0, id="no-cost"),
        pytest.param("2/3", 3_000_000_000_001, 2_000_000_000_000, id="billions"),
        pytest.param("1/3", 10**18 + 2, 333_333_333_333_333_334, id="beyond-what-a-float-holds"),
    ],
)
def test_rate_of_the_cost(rate: str, cost: int, expected: int) -> None:
    assert amount(f'rate = "{rate}"', costs=cost) == expected


@pytest.mark.parametrize(("year", "expected"), [(1, 100_000), (2, 66_666), (3, 50_000)])
def test_rate_goes_by_the_year(year: int, expected: int) -> None:
    assert amount('rate_by_year = ["100%", "2/3", "1/2"]', costs=100_000, year_in_program=year) == expected


@pytest.mark.parametrize("year", [0, 4])
def test_outside_the_years_of_the_rates_nothing_is_granted(year: int) -> None:
    assert refusals('rate_by_year = ["100%", "2/3", "1/2"]', costs=100_000, year_in_program=year) == [
        f"The program grants for 3 year(s); this is year {year}."
    ]


def test_rate_by_year_asks_for_the_year() -> None:
    [(path, message, _hint)] = unfit('rate_by_year = ["1/2"]', costs=1)

    assert (path, message) == (
        ("applicant", "facts"),
        "the fact year_in_program (この事業の何年目か) is missing: the rate goes by the applicant's year",
    )


@pytest.mark.parametrize(
    ("cost", "part", "whole"),
    [
        (99_999, 49_999, 49_999),
        (100_000, 50_000, 50_000),
        (100_001, 50_000, 33_333),
        (100_003, 50_001, 33_334),
        (300_000, 116_666, 100_000),
        (300_001, 116_666, 30_000),
        (400_000, 126_666, 40_000),
        (0, 0, 0),
    ],
)
def test_rate_goes_by_the_size_of_the_cost(cost: int, part: int, whole: int) -> None:
    """On the part above a threshold the amount rises on; on the whole it falls there."""
    assert (amount(PART, costs=cost), amount(WHOLE, costs=cost)) == (part, whole)


def test_parts_above_the_thresholds_are_shown_one_by_one() -> None:
    assert steps(PART, costs=400_000) == [
        ("Eligible cost: 事業費", "400,000円"),
        ("1/2 of the part above 0円", "50,000円"),
        ("1/3 of the part above 100,000円", "66,666と2/3円"),
        ("1/10 of the part above 300,000円", "10,000円"),
        ("Parts added up", "126,666と2/3円"),
        ("No rounding is declared: parts of a yen are dropped", "126,666円"),
    ]


def test_parts_are_added_up_before_a_part_of_a_yen_is_dropped() -> None:
    thirds = 'brackets = [{ above = 0, rate = "1/3" }, { above = 1, rate = "2/3" }]'

    assert amount(f'rate_by_cost = {{ applies = "part", {thirds} }}', costs=2) == 1


@pytest.mark.parametrize(
    ("fixed", "facts", "expected"),
    [
        pytest.param("{ yen = 30_000 }", {}, 30_000, id="once"),
        pytest.param('{ yen = 8_000, per = "days" }', {"days": 12}, 96_000, id="per-day"),
        pytest.param('{ yen = 8_000, per = "days" }', {"days": 0}, 0, id="no-day"),
        pytest.param('{ yen = 999_999_999, per = "days" }', {"days": 366}, 365_999_999_634, id="billions"),
    ],
)
def test_fixed_amount(fixed: str, facts: dict[str, int], expected: int) -> None:
    assert amount(f"fixed = {fixed}", **facts) == expected


def test_fixed_amount_is_a_step_that_says_of_how_much() -> None:
    assert steps('fixed = { yen = 8_000, per = "days" }', days=12) == [("Fixed amount 8,000円", "96,000円")]


def test_fixed_amount_asks_for_the_figure_it_is_paid_for() -> None:
    assert unfit('fixed = { yen = 8_000, per = "days" }') == [
        (
            ("applicant", "facts"),
            "the fact days (日数) is missing: the amount is paid for each of these",
            "days = 30  # 日数",
        )
    ]


def test_fixed_amount_is_added_to_the_share_of_the_cost() -> None:
    assert amount('rate = "1/2"\nfixed = { yen = 10_000 }', costs=50_001) == 35_000


@pytest.mark.parametrize("cost", [1, 7, 100_000, 10**9 + 1, 10**12 + 7])
@pytest.mark.parametrize("rate", ["1/3", "2/3", "3/7", "99.99%"])
def test_amount_is_the_exact_one_without_the_part_of_a_yen(rate: str, cost: int) -> None:
    exact = (Fraction(rate[:-1]) / 100 if rate.endswith("%") else Fraction(rate)) * cost

    assert amount(f'rate = "{rate}"', costs=cost) == exact.numerator // exact.denominator
