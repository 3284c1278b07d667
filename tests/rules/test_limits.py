"""Limits of the amount: per year, by year, by course, in total; of years and of awards."""

from typing import Any

import pytest

from tests.grants import amount, assessed, refusals, steps, toml_list, unfit

HALF = 'rate = "1/2"\n'
COURSES = HALF + (
    'courses = [{ id = "start", name = "スタート枠", limit = 100_000 },'
    ' { id = "step-up", name = "ステップアップ枠", limit = 300_000 }]'
)
RAISED = HALF + (
    "limit_per_year = 200_000\n"
    'raised_limits = [{ fact = "registered", equals = true, by = 50_000, name = "登録団体の加算" }]'
)


@pytest.mark.parametrize(
    ("cost", "received", "expected"),
    [
        pytest.param(300_000, 0, 150_000, id="below"),
        pytest.param(400_000, 0, 200_000, id="at"),
        pytest.param(400_002, 0, 200_000, id="above"),
        pytest.param(400_000, 50_000, 150_000, id="less-what-was-received"),
        pytest.param(100_000, 150_000, 50_000, id="received-leaves-just-enough"),
        pytest.param(400_000, 200_000, 0, id="used-up"),
        pytest.param(400_000, 250_000, 0, id="more-received-than-the-limit"),
        pytest.param(10**12, 0, 200_000, id="billions"),
    ],
)
def test_limit_per_year(cost: int, received: int, expected: int) -> None:
    assert amount(HALF + "limit_per_year = 200_000", costs=cost, received_this_year=received) == expected


@pytest.mark.parametrize(
    ("year", "received", "expected"),
    [(1, 0, 150_000), (2, 0, 100_000), (3, 0, 50_000), (1, 30_000, 120_000), (3, 50_000, 0)],
)
def test_limit_by_year(year: int, received: int, expected: int) -> None:
    limits = HALF + f"limit_by_year = {toml_list([150_000, 100_000, 50_000])}"

    assert amount(limits, costs=900_000, year_in_program=year, received_this_year=received) == expected


@pytest.mark.parametrize("year", [0, 4])
def test_outside_the_years_of_the_limits_nothing_is_granted(year: int) -> None:
    assert refusals(
        HALF + "limit_by_year = [3, 2, 1]", costs=9, year_in_program=year, received_this_year=0
    ) == [f"The program grants for 3 year(s); this is year {year}."]


def test_reason_is_told_once_where_rate_and_limit_both_go_by_the_year() -> None:
    both = 'rate_by_year = ["1/2"]\nlimit_by_year = [1]'

    assert refusals(both, costs=9, year_in_program=2, received_this_year=0) == [
        "The program grants for 1 year(s); this is year 2."
    ]


@pytest.mark.parametrize(("course", "expected"), [("start", 100_000), ("step-up", 300_000)])
def test_limit_by_course(course: str, expected: int) -> None:
    assert amount(COURSES, costs=900_000, course=course) == expected


@pytest.mark.parametrize("course", ["stert", ""])
def test_unknown_course_is_refused_with_those_there_are(course: str) -> None:
    assert refusals(COURSES, costs=900_000, course=course) == [
        f"The program has no course {course}; it has: start, step-up."
    ]


@pytest.mark.parametrize(
    ("received", "expected"), [(0, 450_000), (100_000, 400_000), (499_999, 1), (500_000, 0), (600_000, 0)]
)
def test_limit_in_total(received: int, expected: int) -> None:
    assert amount(HALF + "limit_total = 500_000", costs=900_000, received_total=received) == expected


@pytest.mark.parametrize(("registered", "expected"), [(True, 250_000), (False, 200_000)])
def test_limit_is_raised_under_a_condition(registered: bool, expected: int) -> None:
    assert amount(RAISED, costs=900_000, received_this_year=0, registered=registered) == expected


def test_raise_is_a_step_of_its_own() -> None:
    assert steps(RAISED, costs=900_000, received_this_year=30_000, registered=True) == [
        ("Eligible cost: 事業費", "900,000円"),
        ("Rate 1/2", "450,000円"),
        ("Limit raised: 登録団体の加算", "250,000円"),
        ("Limit per fiscal year", "220,000円"),
    ]


@pytest.mark.parametrize(
    ("limits", "asked", "step"),
    [
        pytest.param(
            "limit_by_year = [150_000, 100_000]",
            {"year_in_program": 2, "received_this_year": 0},
            ("Limit of year 2", "100,000円"),
            id="year",
        ),
        pytest.param(
            COURSES.removeprefix(HALF),
            {"course": "start"},
            ("Limit of the course スタート枠", "100,000円"),
            id="course",
        ),
        pytest.param(
            "limit_total = 90_000", {"received_total": 0}, ("Limit in total", "90,000円"), id="total"
        ),
    ],
)
def test_limit_is_a_step_that_says_which(limits: str, asked: dict[str, Any], step: tuple[str, str]) -> None:
    assert steps(HALF + limits, costs=900_000, **asked)[-1] == step


def test_several_raises_add_up() -> None:
    raises = (
        'raised_limits = [{ fact = "registered", equals = true, by = 50_000 },'
        ' { fact = "households", at_least = 500, by = 30_000 }]'
    )

    assert (
        amount(
            f"{HALF}limit_per_year = 200_000\n{raises}",
            costs=900_000,
            received_this_year=0,
            registered=True,
            households=500,
        )
        == 280_000
    )


def test_limits_work_together() -> None:
    """The course allows 300,000, the year what is left of 250,000, all years what is left of 400,000."""
    limits = f"{COURSES}\nlimit_per_year = 250_000\nlimit_total = 400_000"
    asked = {"costs": 900_000, "course": "step-up"}

    assert amount(limits, **asked, received_this_year=10_000, received_total=0) == 240_000
    assert amount(limits, **asked, received_this_year=10_000, received_total=390_000) == 10_000


@pytest.mark.parametrize(("year", "granted"), [(0, False), (1, True), (2, True), (3, False)])
def test_max_years(year: int, granted: bool) -> None:
    terms = HALF + "max_years = 2"

    if granted:
        assert amount(terms, costs=1_000, year_in_program=year) == 500
    else:
        assert refusals(terms, costs=1_000, year_in_program=year) == [
            f"The program grants for 2 year(s); this is year {year}."
        ]


@pytest.mark.parametrize(("had", "granted"), [(0, True), (1, True), (2, False), (3, False)])
def test_max_awards(had: int, granted: bool) -> None:
    terms = HALF + "max_awards = 2"

    if granted:
        assert amount(terms, costs=1_000, awards_this_year=had) == 500
    else:
        assert refusals(terms, costs=1_000, awards_this_year=had) == [
            f"The program makes 2 award(s) in a fiscal year; {had} were made."
        ]


def test_limit_without_a_way_to_an_amount_states_no_amount() -> None:
    outcome = assessed("limit_per_year = 200_000", received_this_year=0)

    assert (outcome.eligible, str(outcome.findings[0].kind)) == (True, "amount_not_stated")
    assert outcome.amount != 0


@pytest.mark.parametrize(
    ("terms", "missing", "why"),
    [
        ("limit_per_year = 1", "received_this_year (今年度すでに受けた額)", "the limit is per fiscal year"),
        ("limit_total = 1", "received_total (これまでに受けた総額)", "the limit is in total over all years"),
        (
            "max_years = 1",
            "year_in_program (この事業の何年目か)",
            "the program grants for so many years only",
        ),
        (
            "max_awards = 1",
            "awards_this_year (今年度すでに受けた回数)",
            "the number of awards in a fiscal year is limited",
        ),
        (
            'courses = [{ id = "a", name = "枠", limit = 1 }]',
            "course (選んだ区分)",
            "the limit goes by the course",
        ),
        (
            "limit_by_year = [1]",
            "year_in_program (この事業の何年目か)",
            "the limit goes by the applicant's year",
        ),
        (
            RAISED.removeprefix(HALF),
            "registered (登録済み)",
            "the limit is raised under a condition",
        ),
        (
            'excludes = ["other"]',
            "other_programs (併せて受ける事業のID)",
            "the program is not combined with some others",
        ),
    ],
    ids=["year", "total", "years", "awards", "course", "by-year", "raised", "combined"],
)
def test_what_a_limit_needs_is_asked_for_with_its_reason(terms: str, missing: str, why: str) -> None:
    told = [(path, message) for path, message, _hint in unfit(HALF + terms, costs=1)]

    assert (("applicant", "facts"), f"the fact {missing} is missing: {why}") in told
