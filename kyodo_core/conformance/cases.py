"""What a city's programs grant, as cases that staff can read and add to: a table each in a file of TOML.

A case has `name`, `program`, `fiscal_year` and, where they matter, `terms`, `kind`, `facts` and `costs` by
category, in yen; of the answer it has `eligible`, `amount` (left out where none is stated), `findings` (parts
of what is told) and `trace` (the labels of all steps).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w

from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.granting import Granting
from kyodo_core.messages import speaking

_KEYS = {"name", "program", "fiscal_year", "terms", "kind", "facts", "costs"}
_ANSWERS = {"eligible", "amount", "trace", "findings"}


def cases_of(city: str, file: Path) -> Callable[..., None]:
    """A test of every case in the file, for a test module of the city's plugin."""
    cases = tomli.loads(file.read_text(encoding="utf-8"))["case"]
    ids = [f"{number}-{case['program']}" for number, case in enumerate(cases, 1)]

    def test_case(case: dict[str, Any], tmp_path: Path) -> None:
        application = tmp_path / "application.toml"
        application.write_text(tomli_w.dumps(_application(city, case)), encoding="utf-8")
        _hold(case, application)

    made: Callable[..., None] = pytest.mark.parametrize("case", cases, ids=ids)(test_case)
    return made


def _application(city: str, case: dict[str, Any]) -> dict[str, Any]:
    """The case as an application's file has it."""
    assert set(case) <= _KEYS | _ANSWERS, sorted(set(case) - _KEYS - _ANSWERS)
    applicant = {
        "kind": case.get("kind", "community_council"),
        "name": "申請者",
        "facts": case.get("facts", {}),
    }
    costs = [{"category": category, "amount": amount} for category, amount in case.get("costs", {}).items()]
    stated: dict[str, Any] = {key: case[key] for key in ("program", "fiscal_year", "terms") if key in case}
    return {"city": city, **stated, "applicant": applicant, "costs": costs}


def _hold(case: dict[str, Any], application: Path) -> None:
    """Is the answer the one that the case states?"""
    with speaking("ja"):
        outcome = Granting().assess(str(application)).outcome
    expected = (case["eligible"], case.get("amount", NOT_STATED))
    assert (outcome.eligible, outcome.amount) == expected, case["name"]
    if "trace" in case:
        assert [step.label for step in outcome.trace] == case["trace"], case["name"]
    told = [finding.message for finding in outcome.findings]
    for said in case.get("findings", []):
        assert any(said in message for message in told), told
    if not outcome.eligible:
        assert told, case["name"]
        assert all(finding.citations for finding in outcome.findings), case["name"]
