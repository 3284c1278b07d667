"""What plugins may import from kyodo: the facts of an application, asked for by a rule of the city."""

import datetime as dt

import pytest

from kyodo_core.api.assessment import UnfitApplicationError, stated_fact
from tests.grants import application, program


@pytest.mark.parametrize(
    ("name", "fact_type", "fact"),
    [
        pytest.param("days", int, 5, id="number"),
        pytest.param("registered", bool, True, id="truth"),
        pytest.param("field", str, "福祉", id="text"),
        pytest.param("founded", dt.date, dt.date(2015, 4, 1), id="date"),
        pytest.param("members", tuple, ("自治会", "商店会"), id="names"),
        pytest.param("received_total", int, 0, id="one-that-every-program-knows"),
    ],
)
def test_rule_gets_a_fact_of_its_type(name: str, fact_type: type, fact: object) -> None:
    asked = application(**{name: fact})

    assert stated_fact(asked, program(), name, fact_type, why="判定に要する") == fact


def test_applicant_is_told_what_a_rule_asks_for_and_why() -> None:
    with pytest.raises(UnfitApplicationError) as unfit:
        stated_fact(application(), program(), "days", int, why="日数により審査する")

    [fault] = unfit.value.faults
    assert (fault.path, fault.message, fault.hint) == (
        ("applicant", "facts"),
        "the fact days (日数) is missing: 日数により審査する",
        "days = 30  # 日数",
    )


@pytest.mark.parametrize(
    ("name", "fact_type"),
    [
        pytest.param("dayz", int, id="not-declared"),
        pytest.param("days", str, id="another-type"),
        pytest.param("registered", int, id="a-truth-is-no-number"),
        pytest.param("days", bool, id="a-number-is-no-truth"),
    ],
)
def test_rule_that_asks_for_what_the_program_does_not_declare_fails(name: str, fact_type: type) -> None:
    with pytest.raises(TypeError, match=f"grant declares no fact {name} of the type {fact_type.__name__}"):
        stated_fact(application(**{name: 5}), program(), name, fact_type, why="判定に要する")
