"""Requirements: each test of a fact, the message for who does not meet it, and the step that says so."""

import datetime as dt

import pytest

from kyodo_core.domain.kinds import ActorKind
from tests.grants import assessed, refusals, steps, unfit

HALF = 'rate = "1/2"\n'
NAMES = {
    "registered": "登録済み",
    "field": "活動分野",
    "days": "日数",
    "households": "世帯数",
    "founded": "設立日",
}
FIRST_OF_APRIL = dt.date(2021, 4, 1)
ONE_DAY = dt.timedelta(1)
THREE_YEARS = "設立日: at least 3 year(s) before the first day of the fiscal year"


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
        *(
            (f'fact = "founded", {test} = 2021-04-01', words, {"founded": day}, str(day), met)
            for test, words, day, met in (
                ("on_or_before", "設立日 ≦ 2021-04-01", FIRST_OF_APRIL - ONE_DAY, True),
                ("on_or_before", "設立日 ≦ 2021-04-01", FIRST_OF_APRIL, True),
                ("on_or_before", "設立日 ≦ 2021-04-01", FIRST_OF_APRIL + ONE_DAY, False),
                ("on_or_after", "設立日 ≧ 2021-04-01", FIRST_OF_APRIL - ONE_DAY, False),
                ("on_or_after", "設立日 ≧ 2021-04-01", FIRST_OF_APRIL, True),
                ("on_or_after", "設立日 ≧ 2021-04-01", FIRST_OF_APRIL + ONE_DAY, True),
            )
        ),
        ('fact = "founded", years_before = 3', THREE_YEARS, {"founded": FIRST_OF_APRIL}, "2021-04-01", True),
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


@pytest.mark.parametrize(
    ("founded", "year", "met"),
    [
        pytest.param("2021-04-01", "R6", True, id="three-years-to-the-day"),
        pytest.param("2021-04-02", "R6", False, id="a-day-less"),
        pytest.param("2021-04-02", "R7", True, id="a-year-later"),
        pytest.param("2021-03-31", "R5", False, id="of-the-year-before"),
        pytest.param("2020-02-29", "R5", True, id="founded-on-a-leap-day"),
        pytest.param("2020-02-29", "R4", False, id="founded-on-a-leap-day-two-years-before"),
        pytest.param("1872-04-01", "R6", True, id="long-ago"),
        pytest.param("2024-04-01", "R6", False, id="new"),
        pytest.param("2030-01-01", "R6", False, id="not-yet-founded"),
    ],
)
def test_years_are_full_years_before_the_first_of_april(founded: str, year: str, met: bool) -> None:
    outcome = assessed(
        requirement('fact = "founded", years_before = 3'),
        year=year,
        costs=10,
        founded=dt.date.fromisoformat(founded),
    )

    assert outcome.eligible is met


@pytest.mark.parametrize(("founded", "met"), [("2024-04-01", True), ("2024-04-02", False)])
def test_no_year_before_is_still_before_the_fiscal_year(founded: str, met: bool) -> None:
    day = dt.date.fromisoformat(founded)

    assert assessed(requirement('fact = "founded", years_before = 0'), founded=day).eligible is met


@pytest.mark.parametrize(
    ("test", "words", "kind", "met"),
    [
        ('equals = "school"', "申請者の種別 = Schools", ActorKind.SCHOOL, True),
        ('equals = "school"', "申請者の種別 = Schools", ActorKind.BUSINESS, False),
        ('one_of = ["school", "business"]', "申請者の種別: Schools、Businesses", ActorKind.BUSINESS, True),
        ('one_of = ["school", "business"]', "申請者の種別: Schools、Businesses", ActorKind.RESIDENT, False),
    ],
)
def test_kind_of_applicant_is_asked_of_no_one(test: str, words: str, kind: ActorKind, met: bool) -> None:
    """Every application states the kind of its applicant, so it is no fact that could be missing."""
    outcome = assessed(requirement(f'fact = "kind", {test}'), kind=kind)

    assert outcome.eligible is met
    assert (outcome.trace[0].label, outcome.trace[0].inputs) == (
        f"Condition: {words}",
        (("申請者の種別", kind.label.text("en")),),
    )


@pytest.mark.parametrize(
    ("test", "year", "met"),
    [
        ("at_least = 2_025", "R6", False),
        ("at_least = 2_025", "R7", True),
        ("at_most = 2_025", "R7", True),
        ("at_most = 2_025", "R8", False),
        ("equals = 2_024", "R6", True),
        ("equals = 2_024", "R5", False),
    ],
)
def test_fiscal_year_is_that_of_the_application(test: str, year: str, met: bool) -> None:
    assert assessed(requirement(f'fact = "fiscal_year", {test}'), year=year).eligible is met


def test_what_the_application_states_itself_is_no_fact_of_the_applicant() -> None:
    message = "the application states this itself, not among the facts"

    assert unfit(HALF, costs=10, fiscal_year=2024) == [(("applicant", "facts", "fiscal_year"), message, "")]


def test_kind_and_year_raise_limits_and_add_components() -> None:
    raised = (
        HALF + 'limit_per_year = 100\nraised_limits = [{ fact = "kind", equals = "school", by = 10 },'
        ' { fact = "fiscal_year", at_least = 2_025, by = 5 },'
        ' { fact = "founded", years_before = 10, by = 1 }]'
    )
    added = 'flat = [{ name = "加算", yen = 7, when = { fact = "fiscal_year", at_least = 2_025 } }]'
    asked = {"costs": 1_000, "received_this_year": 0, "founded": dt.date(2015, 4, 1)}

    assert assessed(raised, **asked).amount == 100
    assert assessed(raised, kind=ActorKind.SCHOOL, **asked).amount == 110
    assert assessed(raised, kind=ActorKind.SCHOOL, year="R7", **asked).amount == 116
    assert [assessed(added, year=year).amount for year in ("R6", "R7")] == [0, 7]


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
            "registered = true  # 登録済み",
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


@pytest.mark.parametrize(
    ("test", "words", "facts", "met"),
    [
        ("on_or_after = 2020-04-01", "設立日 ≧ 2020-04-01", dt.date(2020, 4, 1), True),
        ("on_or_after = 2020-04-01", "設立日 ≧ 2020-04-01", dt.date(2020, 3, 31), False),
        ("on_or_before = 2020-04-01", "設立日 ≦ 2020-04-01", dt.date(2020, 4, 1), True),
        ("on_or_before = 2020-04-01", "設立日 ≦ 2020-04-01", dt.date(2020, 4, 2), False),
        ("years_before = 1", "", dt.date(2023, 4, 1), True),
        ("years_before = 1", "", dt.date(2023, 4, 2), False),
        ("years_before = 0", "", dt.date(2024, 4, 1), True),
        ("years_before = 0", "", dt.date(2024, 4, 2), False),
        ("years_before = 10", "", dt.date(2014, 2, 28), True),
    ],
)
def test_requirement_of_a_date(test: str, words: str, facts: dt.date, met: bool) -> None:
    """In 令和6年度, which begins on 1 April 2024."""
    years = test.partition("years_before = ")[2]
    before = f"設立日: at least {years} year(s) before the first day of the fiscal year"

    (first, *_rest) = steps(requirement(f'fact = "founded", {test}'), costs=1_000, founded=facts)

    assert first == (f"Condition: {words or before}", "met" if met else "not met")


@pytest.mark.parametrize(
    ("test", "words", "met"),
    [
        ('equals = "school"', "申請者の種別 = Schools", True),
        ('equals = "business"', "申請者の種別 = Businesses", False),
        ('one_of = ["school", "business"]', "申請者の種別: Schools、Businesses", True),
        ('one_of = ["business", "civic_group"]', "申請者の種別: Businesses、Civic groups", False),
    ],
)
def test_requirement_of_the_kind(test: str, words: str, met: bool) -> None:
    outcome = assessed(requirement(f'fact = "kind", {test}'), costs=1_000, kind=ActorKind.SCHOOL)

    first = outcome.trace[0]
    assert (first.label, first.result) == (f"Condition: {words}", "met" if met else "not met")
    assert first.inputs == (("申請者の種別", "Schools"),)
    assert outcome.eligible is met


def test_requirement_of_the_fiscal_year() -> None:
    said = requirement('fact = "fiscal_year", at_most = 2_024')

    assert steps(said, costs=10)[0] == ("Condition: 申請の年度 ≦ 2024", "met")
    assert [assessed(said, year=year, costs=10).eligible for year in ("令和6年度", "令和7年度")] == [
        True,
        False,
    ]
