"""A city's own rules beside the terms: a finding refuses or is added, and the trace has its step."""

from collections.abc import Sequence

import pytest

from kyodo_core.assessment.assess import UnfitApplicationError, assess
from kyodo_core.assessment.outcome import Assessment, Finding, FindingKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from tests.grants import application, program

CLAUSE = (Citation("rules", "第9条"),)
HALF = 'rate = "1/2"\nconditions = ["領収書を添える"]'
ONLY_SCHOOLS = 'recipient_kinds = ["school"]'


def finding(kind: FindingKind, message: str) -> Finding:
    return Finding(kind, message, CLAUSE)


NOT_MET = finding(FindingKind.NOT_MET, "総会の議決がない。")
CONDITION = finding(FindingKind.CONDITION, "見積書を2者からとる。")
NOTE = finding(FindingKind.NOTE, "前年度の実績報告を確かめる。")


def outcome(*found: Finding, said: Sequence[str] = (HALF,), head: str = "") -> Assessment:
    return assess(program(*said, head=head), application(costs=1_001), lambda: found)


def told(assessment: Assessment) -> list[tuple[str, str]]:
    return [(str(found.kind), found.message) for found in assessment.findings]


def last_steps(assessment: Assessment, count: int) -> list[tuple[str, tuple[tuple[str, str], ...], str]]:
    return [(step.label, step.inputs, step.result) for step in assessment.trace[-count:]]


def test_rule_that_is_not_met_makes_the_applicant_not_eligible() -> None:
    found = outcome(NOTE, NOT_MET)

    assert (found.eligible, found.amount) == (False, 0)
    assert told(found) == [
        ("not_met", "総会の議決がない。"),
        ("note", "No rounding is declared: parts of a yen are dropped"),
        ("condition", "領収書を添える"),
        ("note", "前年度の実績報告を確かめる。"),
    ]
    assert found.findings[0].citations == CLAUSE


def test_conditions_and_notes_leave_the_amount() -> None:
    found = outcome(CONDITION, NOTE)

    assert (found.eligible, found.amount) == (True, 500)
    assert told(found)[-2:] == [
        ("condition", "見積書を2者からとる。"),
        ("note", "前年度の実績報告を確かめる。"),
    ]


@pytest.mark.parametrize(
    ("found", "steps"),
    [
        pytest.param((), [("Local rules of the city: no finding", (), "500円")], id="none"),
        pytest.param(
            (NOTE,),
            [("前年度の実績報告を確かめる。", (("local rule of the city", "Note"),), "500円")],
            id="note",
        ),
        pytest.param(
            (CONDITION, NOT_MET),
            [
                (
                    "見積書を2者からとる。",
                    (("local rule of the city", "Stated condition, to be checked by a person"),),
                    "0円",
                ),
                ("総会の議決がない。", (("local rule of the city", "Condition not met"),), "0円"),
            ],
            id="condition-and-not-met",
        ),
    ],
)
def test_trace_ends_with_what_the_local_rules_did(
    found: tuple[Finding, ...], steps: list[tuple[str, tuple[tuple[str, str], ...], str]]
) -> None:
    assessment = outcome(*found)
    without = assess(program(HALF), application(costs=1_001))

    assert last_steps(assessment, len(steps)) == steps
    assert assessment.trace[: -len(steps)] == without.trace
    assert [step.citations for step in assessment.trace[-len(steps) :]] == [
        *(one.citations for one in found),
        *(() for _none in range(len(steps) - len(found))),
    ]


def test_program_that_states_no_amount_is_checked_too() -> None:
    silent = outcome(NOTE, said=())
    refused = outcome(NOT_MET, said=())

    assert (silent.eligible, silent.amount) == (True, NOT_STATED)
    assert last_steps(silent, 1)[0][2] == "not stated"
    assert (refused.eligible, refused.amount) == (False, 0)


def test_what_the_terms_refuse_no_local_rule_grants() -> None:
    found = outcome(NOTE, head=ONLY_SCHOOLS)

    assert (found.eligible, found.amount) == (False, 0)
    assert last_steps(found, 1)[0][2] == "0円"


def never() -> Sequence[Finding]:
    raise AssertionError("local rules were asked")


def test_local_rules_are_not_asked_of_a_program_that_is_not_in_force() -> None:
    early = assess(program(HALF, head='since = "R8"'), application(costs=1_000), never)

    assert (early.eligible, early.trace) == (False, ())


@pytest.mark.parametrize("said", [pytest.param((HALF,), id="terms"), pytest.param((), id="no-terms")])
def test_local_rules_are_not_asked_of_facts_that_are_not_sound(said: tuple[str, ...]) -> None:
    with pytest.raises(UnfitApplicationError) as unfit:
        assess(program(*said), application(costs=1_000, days=-1), never)

    assert [fault.message for fault in unfit.value.faults] == ["a number is not negative"]
