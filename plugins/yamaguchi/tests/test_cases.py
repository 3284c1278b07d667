"""The cases of `cases.toml`: what the city's own programs grant. A new case is a new table there."""

from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w

from kyodo_core import messages
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.granting import Granting

CASES = tomli.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]
KEYS = {"name", "program", "fiscal_year", "terms", "kind", "facts", "costs"}
ANSWERS = {"eligible", "amount", "trace", "findings"}


def application(case: dict[str, Any]) -> dict[str, Any]:
    """The case as an application's file has it."""
    asked: dict[str, Any] = {"city": "yamaguchi"}
    asked |= {key: case[key] for key in ("program", "fiscal_year", "terms") if key in case}
    asked["applicant"] = {
        "kind": case.get("kind", "community_council"),
        "name": "申請者",
        "facts": case.get("facts", {}),
    }
    asked["costs"] = [
        {"category": category, "amount": amount} for category, amount in case.get("costs", {}).items()
    ]
    return asked


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['program']}" for n, case in enumerate(CASES, 1)])
def test_case(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_chosen", ["ja"])
    assert set(case) <= KEYS | ANSWERS
    file = tmp_path / "application.toml"
    file.write_text(tomli_w.dumps(application(case)), encoding="utf-8")

    outcome = Granting().assess(str(file)).outcome

    expected = (case["eligible"], case.get("amount", NOT_STATED))
    assert (outcome.eligible, outcome.amount) == expected, case["name"]
    if "trace" in case:
        assert [step.label for step in outcome.trace] == case["trace"]
    told = [finding.message for finding in outcome.findings]
    for said in case.get("findings", []):
        assert any(said in message for message in told), told
    if not outcome.eligible:
        assert told
        assert all(finding.citations for finding in outcome.findings)
