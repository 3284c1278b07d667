"""The cases of `cases/*.toml`: a program as in a city's file, an application, and what it is granted.

A new case is a new file; its name is the name of the test. `trace` may be left out.
"""

from pathlib import Path
from typing import Any

import pytest
import tomli

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.assess import assess
from kyodo_core.assessment.inputs import declared_facts
from kyodo_core.loading.structuring import structure
from kyodo_core.rules.checks import term_faults

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def read(table: Any, value_type: type) -> Any:
    made, faults = structure(table, value_type)
    assert faults == []
    return made


@pytest.mark.language("ja")
@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_case(file: Path) -> None:
    case = tomli.loads(file.read_text(encoding="utf-8"))
    [program] = (read(table, Program) for table in case["program"])
    named = {"city": "mihon", "program": program.id}
    application = read(named | case["application"], Application)
    errors = [f for terms in program.terms for f in term_faults(terms, declared_facts(program)) if f.error]
    assert errors == []

    outcome = assess(program, application)

    expected = case["expected"]
    found = {
        "eligible": outcome.eligible,
        "amount": outcome.amount,
        "trace": [step.label for step in outcome.trace],
    }
    assert {key: found[key] for key in expected} == expected


def test_there_are_cases() -> None:
    assert len(FILES) >= 10
