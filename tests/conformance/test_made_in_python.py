"""A plugin may make its facts in Python, where no loader refuses anything: the rules look at values too."""

from typing import Any

import pytest

from kyodo_core.aspects.forms import Form
from kyodo_core.aspects.programs import Program
from kyodo_core.conformance.recorded import current
from kyodo_core.domain.facts import Later
from kyodo_core.domain.kinds import FormKind, SupportKind
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import FiscalYear
from kyodo_core.rules.requirement import Requirement
from kyodo_core.rules.terms import Terms
from tests.conformance.standin import supplied, told
from tests.standins import city

CITE = (Citation("plan", "第2章"),)
H25, H26 = FiscalYear.parse("H25"), FiscalYear.parse("H26")
UNDECLARED = Requirement(fact="households", at_least=1, message="世帯が必要です")


def form(**changes: Any) -> Form:
    return Form(id="co-hosting", name="共催", kinds=(FormKind.CO_HOSTING,), cite=CITE).having(**changes)


def program(*terms: Terms) -> Program:
    return Program(id="grant", name="補助金", support=SupportKind.FINANCIAL, cite=CITE, terms=terms)


def to_do(made: Municipality, *aspects: str) -> Municipality:
    return made.having(header=made.header.having(todo=aspects))


BROKEN = [
    pytest.param(
        city(forms=(form(cite=()),)),
        {"citations": "mihon/forms/form/0/cite: a fact needs a citation"},
        id="no-citation",
    ),
    pytest.param(
        city(forms=(form(later=(Later(text="開始", cite=(Citation("plam", "1"),)),)),)),
        {"citations": "mihon/forms/form/0/later/0/cite: the city declares no such document"},
        id="undeclared-document-inside-a-fact",
    ),
    pytest.param(
        city(forms=(form(id="共催"),)),
        {
            "ids": "mihon/forms/form/0/id: an id is written in lower-case ASCII letters, figures and hyphens",
        },
        id="id-that-is-none",
    ),
    pytest.param(
        city(forms=(form(), form(name="後援"))),
        {"ids": "mihon/forms/form/1/id: this id is used twice in the file"},
        id="id-twice",
    ),
    pytest.param(
        city(forms=(form(kinds=("co-hosting",)),)),
        {
            "kinds": "mihon/forms/form/0: this kind does not exist",
            "reports": "plugin mihon: kyodo compare mihon: AttributeError: "
            "'str' object has no attribute 'value' (ja)",
        },
        id="kind-of-no-core-kind",
    ),
    pytest.param(
        city(forms=(form(since=H26, until=H25),)),
        {"years": "mihon/forms/form/0/until: the period ends before it begins"},
        id="reversed-years",
    ),
    pytest.param(
        city(programs=(program(Terms(cite=CITE, since=H26, until=H25)),)),
        {
            "years": "mihon/programs/program/0/terms/0/until: the period ends before it begins",
            "assessment": "mihon/programs/program/0/terms/0: "
            "the terms hold in no year in which the program runs",
        },
        id="reversed-years-of-terms",
    ),
    pytest.param(
        city(forms=(form(points=("一", "二\u202e")),)),
        {"text": "mihon/forms/form/0/points/1: the text holds the control character U+202E"},
        id="control-character",
    ),
    pytest.param(
        to_do(city(forms=(form(),)), "forms"),
        {"todo": "mihon/forms/form: the aspect stands in todo of municipality.toml and yet has facts"},
        id="to-do-and-done",
    ),
    pytest.param(
        to_do(city(), "form"),
        {"todo": "mihon/municipality/todo: there is no such aspect"},
        id="to-do-of-no-aspect",
    ),
]


@pytest.mark.parametrize(("made", "expected"), BROKEN)
def test_broken_value_is_told_with_the_way_to_it(made: Municipality, expected: dict[str, str]) -> None:
    said = told(supplied(lambda: made))

    assert {rule: text.splitlines()[1] for rule, text in said.items()} == expected


def test_undeclared_fact_is_told_before_anything_is_assessed() -> None:
    made = city(programs=(program(Terms(cite=CITE, requirements=(UNDECLARED,))),))

    said = told(supplied(lambda: made))

    assert list(said) == ["conditions"]
    assert said["conditions"].splitlines()[1] == (
        "mihon/programs/program/0/terms/0/requirements/0/fact: the program declares no such fact"
    )


def test_sound_values_break_no_rule() -> None:
    made = to_do(city(forms=(form(),), programs=(program(),)), "plans")

    assert told(supplied(lambda: made)) == {}


def test_ids_of_values_can_be_recorded() -> None:
    assert current(supplied(lambda: city(forms=(form(),)))) == {"documents/plan", "forms/co-hosting"}
