"""Which costs count: categories, their limits and shares, and other subsidies taken off."""

import pytest

from tests.grants import amount, assessed, refusals, steps, unfit

ALL = 'rate = "100%"\n'
OFFICE = ALL + 'costs = [{ category = "事務費", share = "10%" }]\n'


@pytest.mark.parametrize(
    ("rules", "costs", "expected"),
    [
        pytest.param("", {"会議費": 30_000, "印刷費": 20_000}, 50_000, id="unnamed-categories-count"),
        pytest.param(
            'costs = [{ category = "会議費" }]\nonly_named_costs = true',
            {"会議費": 30_000, "印刷費": 20_000},
            30_000,
            id="only-the-named-ones",
        ),
        pytest.param(
            'costs = [{ category = "飲食費", eligible = false }]',
            {"会議費": 30_000, "飲食費": 20_000},
            30_000,
            id="ineligible",
        ),
        pytest.param(
            'costs = [{ category = "飲食費", eligible = false, limit = 5_000 }]',
            {"飲食費": 20_000},
            0,
            id="ineligible-whatever-its-limit",
        ),
        pytest.param(
            'costs = [{ category = "備品費", limit = 50_000 }]',
            {"会議費": 30_000, "備品費": 80_000},
            80_000,
            id="up-to-a-limit",
        ),
        pytest.param(
            'costs = [{ category = "備品費", limit = 50_000 }]', {"備品費": 50_000}, 50_000, id="at-the-limit"
        ),
    ],
)
def test_category_counts_by_its_rule(rules: str, costs: dict[str, int], expected: int) -> None:
    assert amount(ALL + rules, costs=costs) == expected


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        pytest.param({"事業費": 500_000, "事務費": 40_000}, 540_000, id="below-the-share"),
        pytest.param({"事業費": 500_000, "事務費": 50_000}, 550_000, id="at-the-share"),
        pytest.param({"事業費": 500_000, "事務費": 90_000}, 550_000, id="above-the-share"),
        pytest.param({"事務費": 90_000, "事業費": 500_000}, 550_000, id="in-any-order"),
        pytest.param({"事務費": 90_000}, 0, id="a-share-of-nothing"),
        pytest.param({"事業費": 999, "事務費": 500}, 1_098, id="exact-until-rounded"),
    ],
)
def test_category_counts_up_to_a_share_of_the_others(costs: dict[str, int], expected: int) -> None:
    assert amount(OFFICE, costs=costs) == expected


def test_share_is_of_the_other_costs_as_far_as_they_count() -> None:
    rules = ALL + (
        'costs = [{ category = "事務費", share = "10%" }, { category = "飲食費", eligible = false },'
        ' { category = "備品費", limit = 100_000 }]'
    )

    assert amount(rules, costs={"備品費": 900_000, "飲食費": 50_000, "事務費": 30_000}) == 110_000


def test_two_shares_are_each_of_the_costs_without_a_share() -> None:
    rules = (
        ALL + 'costs = [{ category = "事務費", share = "10%" },'
        ' { category = "雑費", share = "5%", limit = 4_000 }]'
    )

    assert amount(rules, costs={"事業費": 100_000, "事務費": 50_000, "雑費": 50_000}) == 114_000


@pytest.mark.parametrize(
    ("other", "expected"),
    [(0, 66_666), (40_000, 40_000), (100_000, 0), (150_000, 0)],
)
def test_other_subsidies_are_deducted_from_the_cost(other: int, expected: int) -> None:
    assert amount('rate = "2/3"\ndeduct_other_subsidies = true', costs=100_000, other_subsidies=other) == (
        expected
    )


def test_other_subsidies_are_asked_for_where_they_are_deducted() -> None:
    assert unfit('rate = "2/3"\ndeduct_other_subsidies = true', costs=100_000) == [
        (
            ("applicant", "facts"),
            "the fact other_subsidies (他の補助金等の額) is missing: "
            "other subsidies are deducted from the cost",
            "other_subsidies = 200_000  # 他の補助金等の額",
        )
    ]


def test_every_category_is_a_step() -> None:
    rules = 'rate = "1/2"\ndeduct_other_subsidies = true\n' + (
        'costs = [{ category = "事務費", share = "1/10" }, { category = "飲食費", eligible = false }]'
    )

    assert steps(
        rules, costs={"事業費": 200_000, "飲食費": 9_000, "事務費": 30_000}, other_subsidies=50_000
    ) == [
        ("Eligible cost: 事業費", "200,000円"),
        ("Eligible cost: 飲食費", "0円"),
        ("Eligible cost: 事務費, at most 1/10 of the others", "20,000円"),
        ("Other subsidies deducted", "170,000円"),
        ("Rate 1/2", "85,000円"),
    ]


def test_step_says_what_a_cost_was_made_of() -> None:
    rules = (
        'rate = "1/2"\ndeduct_other_subsidies = true\n' + 'costs = [{ category = "事務費", share = "1/10" }]'
    )

    trace = assessed(rules, costs={"事業費": 200_000, "事務費": 30_000}, other_subsidies=50_000).trace

    assert [step.inputs for step in trace] == [
        (("declared", "200,000円"),),
        (("declared", "30,000円"), ("the others", "200,000円")),
        (("eligible cost", "220,000円"), ("other subsidies", "50,000円")),
        (("eligible cost", "170,000円"),),
    ]


@pytest.mark.parametrize(
    ("taken", "refused"),
    [
        pytest.param((), [], id="none"),
        pytest.param(("other",), [], id="another"),
        pytest.param(("dream-grant",), ["The program is not combined with dream-grant."], id="excluded"),
        pytest.param(
            ("model-grant", "other", "dream-grant"),
            [
                "The program is not combined with dream-grant.",
                "The program is not combined with model-grant.",
            ],
            id="both",
        ),
    ],
)
def test_program_is_not_combined_with_excluded_ones(taken: tuple[str, ...], refused: list[str]) -> None:
    rules = 'rate = "1/2"\nexcludes = ["dream-grant", "model-grant"]'

    if refused:
        assert refusals(rules, costs=1_000, other_programs=taken) == refused
    else:
        assert amount(rules, costs=1_000, other_programs=taken) == 500
