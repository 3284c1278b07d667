"""Requirements: each test of a fact, the message for who does not meet it, and the step that says so."""

import datetime as dt

import pytest

from tests.grants import assessed, refusals, steps, unfit

HALF = 'rate = "1/2"\n'
NAMES = {"registered": "登録済み", "field": "活動分野", "days": "日数", "households": "世帯数"}


def requirement(test: str) -> str:
    return HALF + f'requirements = [{{ {test}, message = "要件を満たしません" }}]'


@pytest.mark.parametrize(
    ("test", "words", "facts", "shown", "met"),
    [
        ('fact = "registered", equals = true', "登録済み = yes", {"registered": True}, "yes", True),
        ('fact = "registered", equals = true', "登録済み = yes", {"registered": False}, "no", False),
        ('fact = "registered", equals = false', "登録済み = no", {"registered": False}, "no", True),
        ('fact = "field", equals = "福祉"', "活動分野 = 福祉", {"field": "福祉"}, "福祉", True),
        ('fact = "field", equals = "福祉"', "活動分野 = 福祉", {"field": "防災"}, "防災", False),
        ('fact = "days", equals = 5', "日数 = 5", {"days": 5}, "5", True),
        ('fact = "days", equals = 5', "日数 = 5", {"days": 6}, "6", False),
        ('fact = "households", at_least = 1_000', "世帯数 ≧ 1,000", {"households": 999}, "999", False),
        ('fact = "households", at_least = 1_000', "世帯数 ≧ 1,000", {"households": 1_000}, "1,000", True),
        ('fact = "households", at_most = 1_000', "世帯数 ≦ 1,000", {"households": 1_000}, "1,000", True),
        ('fact = "households", at_most = 1_000', "世帯数 ≦ 1,000", {"households": 1_001}, "1,001", False),
        ('fact = "households", at_least = 0', "世帯数 ≧ 0", {"households": 0}, "0", True),
        (
            'fact = "field", one_of = ["福祉", "防災"]',
            "活動分野: 福祉、防災",
            {"field": "防災"},
            "防災",
            True,
        ),
        (
            'fact = "field", one_of = ["福祉", "防災"]',
            "活動分野: 福祉、防災",
            {"field": "観光"},
            "観光",
            False,
        ),
        ('fact = "field", one_of = ["福祉"]', "活動分野: 福祉", {"field": ""}, "", False),
    ],
)
def test_requirement(
    test: str, words: str, facts: dict[str, bool | int | str], shown: str, met: bool
) -> None:
    outcome = assessed(requirement(test), costs=1_000, **facts)

    first = outcome.trace[0]
    assert (first.label, first.result) == (f"Condition: {words}", "met" if met else "not met")
    assert first.inputs == ((NAMES[next(iter(facts))], shown),)
    assert [str(citation) for citation in first.citations] == ["plan#第3条"]
    assert (outcome.eligible, outcome.amount) == ((True, 500) if met else (False, 0))
    assert [f.message for f in outcome.findings] == ([] if met else ["要件を満たしません"])


def test_every_requirement_that_is_not_met_is_told() -> None:
    rules = HALF + (
        'requirements = [{ fact = "registered", equals = true, message = "登録が必要です" },'
        ' { fact = "households", at_least = 50, message = "50世帯以上が必要です" },'
        ' { fact = "days", at_most = 10, message = "10日以内です" }]'
    )

    assert refusals(rules, costs=1_000, registered=False, households=49, days=10) == [
        "登録が必要です",
        "50世帯以上が必要です",
    ]


def test_requirement_asks_for_its_fact_with_its_message() -> None:
    assert unfit(requirement('fact = "registered", equals = true'), costs=1_000) == [
        (
            ("applicant", "facts"),
            "the fact registered (登録済み) is missing: 要件を満たしません",
            "registered = …",
        )
    ]


def test_conditions_come_before_the_amount_in_the_trace() -> None:
    rules = (
        requirement('fact = "registered", equals = true')
        + '\nexcludes = ["other"]\nmax_years = 3\nmax_awards = 1\nlimit_per_year = 100'
    )

    assert steps(
        rules,
        costs=1_000,
        registered=True,
        other_programs=(),
        year_in_program=3,
        awards_this_year=0,
        received_this_year=0,
    ) == [
        ("Condition: 登録済み = yes", "met"),
        ("Not combined with: other", "met"),
        ("At most 3 year(s)", "met"),
        ("At most 1 award(s) in a fiscal year", "met"),
        ("Eligible cost: 事業費", "1,000円"),
        ("Rate 1/2", "500円"),
        ("Limit per fiscal year", "100円"),
    ]


def test_facts_that_no_rule_asks_for_do_no_harm() -> None:
    facts = {"founded": dt.date(2015, 4, 1), "members": ("自治会", "消防団"), "persons": 3}

    assert assessed(HALF, costs=1_000, **facts).amount == 500
