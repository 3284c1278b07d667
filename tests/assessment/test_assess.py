"""What an assessment says beside the amount: not in force, not for the applicant, not stated, unfit."""

import datetime as dt

import pytest

from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NOT_STATED
from tests.grants import amount, assessed, program, refusals, unfit

HALF = 'rate = "1/2"'
SCHEDULE = """\
content = ["自主的な活動を支援", "詳細は要綱で定める"]
schedule = [
  { fiscal_year = "H26", phase = "design", wording = "制度設計" },
  { fiscal_year = "H27", phase = "preparation" },
  { fiscal_year = "H28", phase = "running" },
  { fiscal_year = "H29", phase = "running", inference = "終わりを示していない" },
  { fiscal_year = "H30", phase = "not_stated" },
  { fiscal_year = "R1", phase = "not_stated", wording = "当面は30年度まで" },
]
"""


def findings(*said: str, head: str = "", **asked: object) -> list[tuple[str, str]]:
    outcome = assessed(program(*said, head=head), costs=1_000, **asked)
    return [(str(finding.kind), finding.message) for finding in outcome.findings]


@pytest.mark.parametrize(
    ("year", "message"),
    [
        ("H26", "Not yet in force in H26: 制度設計"),
        ("H27", "Not yet in force in H27: Preparation"),
        ("H25", "The document states the program for H26～R1, not for H25"),
        ("R2", "The document states the program for H26～R1, not for R2"),
    ],
)
def test_program_that_is_not_in_force_grants_nothing(year: str, message: str) -> None:
    outcome = assessed(program(HALF, head=SCHEDULE), year=year, costs=1_000)

    assert (outcome.eligible, outcome.amount, outcome.trace) == (False, 0, ())
    assert [(str(f.kind), f.message) for f in outcome.findings] == [("not_in_force", message)]
    assert [str(citation) for f in outcome.findings for citation in f.citations] == ["plan#第1条"]


@pytest.mark.parametrize(
    ("year", "notes"),
    [
        ("H28", []),
        ("H29", ["That the program runs in H29 is inferred: 終わりを示していない"]),
        ("H30", ["The document does not say whether the program runs in H30."]),
        ("R1", ["The document does not say whether the program runs in R1; it writes: 当面は30年度まで"]),
    ],
)
def test_what_is_inferred_or_silent_is_noted_beside_the_amount(year: str, notes: list[str]) -> None:
    assert amount(program(HALF, head=SCHEDULE), year=year, costs=1_000) == 500
    assert findings(HALF, head=SCHEDULE, year=year) == [("note", note) for note in notes]


def test_plan_that_is_still_open_is_noted() -> None:
    assert findings(HALF, head='standing = "considered"') == [
        ("note", "The document calls this To be examined.")
    ]


@pytest.mark.parametrize(("years", "granted"), [("R5", False), ("R6", True), ("R8", True), ("R9", False)])
def test_years_of_the_program_count(years: str, granted: bool) -> None:
    outcome = assessed(program(HALF, head='since = "R6"\nuntil = "R8"'), year=years, costs=1_000)

    assert outcome.eligible is granted


@pytest.mark.parametrize(
    ("recipients", "whom"),
    [
        ("", "Community councils、Neighbourhood associations"),
        ('recipients = ["協議会", "自治会"]\n', "協議会、自治会"),
    ],
)
def test_applicant_of_another_kind_is_not_eligible(recipients: str, whom: str) -> None:
    head = recipients + 'recipient_kinds = ["community_council", "neighbourhood_association"]'

    assert refusals(program(HALF, head=head), costs=1_000, kind=ActorKind.CIVIC_GROUP) == [
        f"The program is for {whom}, not for Civic groups."
    ]
    assert amount(program(HALF, head=head), costs=1_000, kind=ActorKind.NEIGHBOURHOOD_ASSOCIATION) == 500


def test_program_without_terms_states_no_amount_and_what_it_says() -> None:
    outcome = assessed(program(head=SCHEDULE), year="H28", costs=1_000)

    assert (outcome.eligible, outcome.amount) == (True, NOT_STATED)
    assert [(str(f.kind), f.message) for f in outcome.findings] == [
        ("amount_not_stated", "The document states no amount."),
        ("condition", "自主的な活動を支援"),
        ("condition", "詳細は要綱で定める"),
    ]


def test_who_is_not_eligible_gets_0_also_where_no_amount_is_stated() -> None:
    head = 'recipient_kinds = ["school"]'

    for said in ((), ('unit = "1地区"',)):
        outcome = assessed(program(*said, head=head))
        assert (outcome.eligible, outcome.amount) == (False, 0)


def test_conditions_in_words_are_passed_on() -> None:
    said = HALF + '\nconditions = ["計画を策定するまで"]\ncovers = ["会議費", "印刷費"]'

    assert findings(said) == [
        ("condition", "計画を策定するまで"),
        ("condition", "Costs covered: 会議費、印刷費"),
    ]


def test_what_is_given_in_kind_and_how_it_is_settled_is_told() -> None:
    said = (
        'persons = 1\nhours_per_week = 29\nconditions = ["年間雇用"]\n'
        'settlement = "単年度精算"\nadvance_payment = true'
    )

    assert findings(said) == [
        ("amount_not_stated", "The document states no amount."),
        ("condition", "Persons: 1"),
        ("condition", "At most 29 hour(s) a week"),
        ("condition", "年間雇用"),
        ("condition", "Settlement: 単年度精算"),
        ("condition", "It may be paid in advance."),
    ]
    assert ("condition", "It is not paid in advance.") in findings("advance_payment = false")


def test_limits_of_an_amount_that_is_not_stated_are_told() -> None:
    limits = """\
limit_per_year = 100_000
limit_total = 300_000
courses = [{ id = "first", name = "入門", limit = 50_000 }]
"""
    asked = {"received_this_year": 0, "received_total": 0, "course": "first"}

    assert findings(limits, **asked) == [
        ("amount_not_stated", "The document states no amount."),
        ("condition", "Limit of the course 入門: 50,000円"),
        ("condition", "Limit per fiscal year: 100,000円"),
        ("condition", "Limit in total: 300,000円"),
    ]
    assert findings("limit_by_year = [20_000, 10_000]", year_in_program=1, received_this_year=0)[1:] == [
        ("condition", "Limit of year 1: 20,000円"),
        ("condition", "Limit of year 2: 10,000円"),
    ]


def test_tests_that_were_met_stay_on_the_trace_where_no_amount_is_stated() -> None:
    said = """\
requirements = [{ fact = "households", at_least = 10, message = "10世帯以上の地域が対象です" }]
limit_per_year = 100_000
"""

    outcome = assessed(said, households=12, received_this_year=0)

    assert (outcome.eligible, outcome.amount) == (True, NOT_STATED)
    assert [(step.label, step.result) for step in outcome.trace] == [("Condition: 世帯数 ≧ 10", "met")]


def test_dropped_part_of_a_yen_is_noted() -> None:
    outcome = assessed('rate = "1/3"', costs=100)

    assert [(str(f.kind), f.message) for f in outcome.findings] == [
        ("note", "No rounding is declared: parts of a yen are dropped")
    ]


TWO = ('name = "1年目"\nrate = "1/2"', 'name = "2年目以降"\nrate = "1/4"')


@pytest.mark.parametrize(("name", "expected"), [("1年目", 500), ("2年目以降", 250)])
def test_application_names_the_terms_it_falls_under(name: str, expected: int) -> None:
    assert amount(program(*TWO), choose=name, costs=1_000) == expected


def test_one_of_several_terms_is_to_be_named() -> None:
    assert unfit(program(*TWO), costs=1_000) == [
        (
            ("fiscal_year",),
            "the program has several terms in 令和6年度; name one",
            'terms = "1年目" / terms = "2年目以降"',
        )
    ]


def test_terms_of_another_name_are_told_with_those_there_are() -> None:
    assert unfit(program(*TWO), choose="3年目", costs=1_000) == [
        (
            ("terms",),
            "the program has no terms of this name in 令和6年度",
            "Did you mean 1年目? Known: 1年目, 2年目以降",
        )
    ]


BESIDE = ('rate = "1/2"', 'name = "新設団体"\nrate = "3/4"')


@pytest.mark.parametrize(("name", "expected"), [("地域づくり補助金", 500), ("新設団体", 750)])
def test_terms_without_a_name_are_called_as_the_program(name: str, expected: int) -> None:
    assert amount(program(*BESIDE), choose=name, costs=1_000) == expected


def test_terms_without_a_name_are_not_taken_for_want_of_another() -> None:
    assert unfit(program(*BESIDE), costs=1_000) == [
        (
            ("fiscal_year",),
            "the program has several terms in 令和6年度; name one",
            'terms = "地域づくり補助金" / terms = "新設団体"',
        )
    ]


def test_year_without_terms_is_told_with_the_years_there_are() -> None:
    said = program('until = "R4"\nrate = "1/2"', 'since = "R7"\nrate = "1/4"')

    assert unfit(said, costs=1_000) == [
        (("fiscal_year",), "the program has no terms for 令和6年度", "Known: ～R4, R7～")
    ]


@pytest.mark.parametrize(
    ("facts", "path", "message"),
    [
        ({"days": "5"}, "days", "this fact is of the type Whole number"),
        ({"days": True}, "days", "this fact is of the type Whole number"),
        ({"days": -1}, "days", "a number is not negative"),
        ({"registered": 1}, "registered", "this fact is of the type Yes or no"),
        ({"registered": "はい"}, "registered", "this fact is of the type Yes or no"),
        ({"field": 3}, "field", "this fact is of the type Text"),
        ({"field": ("福祉",)}, "field", "this fact is of the type Text"),
        ({"founded": "H27.4.1"}, "founded", "this fact is of the type Date"),
        ({"members": "自治会"}, "members", "this fact is of the type List of names"),
        ({"dayz": 5}, "dayz", "the program asks for no such fact"),
    ],
)
def test_fact_of_another_type_is_refused(
    facts: dict[str, bool | int | str | tuple[str, ...]], path: str, message: str
) -> None:
    [(found, said, _hint)] = unfit(HALF, costs=1_000, **facts)

    assert (found, said) == (("applicant", "facts", path), message)


def test_all_that_is_wrong_is_told_at_once() -> None:
    said = HALF + "\nlimit_per_year = 1\nlimit_total = 1"

    assert [message.partition(":")[0] for _path, message, _hint in unfit(said, dayz=1, days=-1)] == [
        "the fact received_this_year (今年度すでに受けた額) is missing",
        "the fact received_total (これまでに受けた総額) is missing",
        "the program asks for no such fact",
        "a number is not negative",
    ]


def test_sound_facts_of_every_type_are_taken() -> None:
    facts = {
        "days": 0,
        "registered": False,
        "field": "",
        "founded": dt.date(2015, 4, 1),
        "members": (),
    }

    assert amount(HALF, costs=1_000, **facts) == 500
