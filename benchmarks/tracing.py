"""One application at a time with the full trace of its amount, against OpenFisca's traced calculation.

    tracing.py --openfisca PYTHON [--count N] [--runs N]

PYTHON is an interpreter with openfisca-core. Both begin with an application as plain values and end with the
amount and the trace as plain values, in one process for all; the rule has been read. kyodo's trace has the
inputs, result and citation of every clause, OpenFisca's the parameters, dependencies and value of every
variable. The amounts of both are compared.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measuring import figures, in_turn, ratio, verdict

if TYPE_CHECKING:
    from kyodo_core.aspects.programs import Program

PEER = Path(__file__).with_name("openfisca_peer.py")
LIMIT = 0.2
DIFFERENT = 100
"""So many applications, over and over."""


def write_applications(folder: Path) -> None:
    draw = random.Random(2027)
    made = [
        {
            "registered": draw.random() < 0.95,
            "plan_adopted": draw.random() < 0.9,
            "members": draw.randrange(300),
            "received_this_year": draw.randrange(3) * 50_000,
            "received_total": draw.randrange(10) * 50_000,
            "cost": draw.randrange(1_500_000),
        }
        for _each in range(DIFFERENT)
    ]
    (folder / "applications.json").write_text(json.dumps(made), encoding="utf-8")


def traced(program: "Program", given: dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    """The amount of an application, and its trace as plain values."""
    from kyodo_core.assessment.application import Applicant, Application, CostLine
    from kyodo_core.assessment.assess import assess
    from kyodo_core.domain.kinds import ActorKind
    from kyodo_core.domain.years import FiscalYear

    facts = {name: value for name, value in given.items() if name != "cost"}
    application = Application(
        city="city0000",
        program="grant",
        fiscal_year=FiscalYear(2027),
        applicant=Applicant(kind=ActorKind.COMMUNITY_COUNCIL, name="協議会", facts=facts),
        costs=(CostLine(category="経費", amount=given["cost"]),),
    )
    outcome = assess(program, application)
    steps = [
        {
            "label": step.label,
            "inputs": dict(step.inputs),
            "result": step.result,
            "citations": [str(one) for one in step.citations],
        }
        for step in outcome.trace
    ]
    assert isinstance(outcome.amount, int)
    return outcome.amount, steps


def kyodo(folder: Path, count: int) -> None:
    from applications import Grant, slug
    from standing_in import StandIn

    from kyodo_core.messages import use_language

    use_language("ja")  # as a command does
    (folder / "program.toml").write_text(Grant().toml(), encoding="utf-8")
    program = StandIn({slug(0): folder / "program.toml"}).programs(slug(0))["grant"]
    applications = json.loads((folder / "applications.json").read_text(encoding="utf-8"))
    results = [traced(program, given) for given in applications]
    begun = time.perf_counter()
    for number in range(count):
        traced(program, applications[number % DIFFERENT])
    seconds = time.perf_counter() - begun
    amounts = [amount for amount, _steps in results]
    print(json.dumps({"seconds": seconds, "amounts": amounts, "steps": len(results[0][1])}))


def compare(openfisca: str, count: int, runs: int) -> float:
    """The ratio of the two."""
    with tempfile.TemporaryDirectory() as temporary:
        write_applications(Path(temporary))
        commands = {
            "kyodo": [sys.executable, __file__, "--count", str(count), "--measure", temporary],
            "OpenFisca": [openfisca, str(PEER), "trace", temporary, str(count)],
        }
        found = {
            name: [json.loads(one.said) for one in each] for name, each in in_turn(commands, runs).items()
        }
    ours, theirs = (found[name][0] for name in commands)
    if ours["amounts"] != theirs["amounts"]:
        raise SystemExit("the amounts differ")
    print(f"a thousand applications with their traces, of {count:,}; the amounts of both the same")
    seconds = {name: [one["seconds"] / count * 1000 for one in each] for name, each in found.items()}
    for name, each in seconds.items():
        print(f"{figures(name, each)}   {found[name][0]['steps']} steps each")
    return ratio(seconds["kyodo"], seconds["OpenFisca"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--openfisca", metavar="PYTHON", help="an interpreter with openfisca-core")
    parser.add_argument("--count", type=int, default=2000, help="assessments in each run")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--measure", metavar="FOLDER", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        kyodo(Path(given.measure), given.count)
    elif not given.openfisca:
        parser.error("--openfisca names an interpreter with openfisca-core")
    else:
        verdict({"a traced assessment": (compare(given.openfisca, given.count, given.runs), LIMIT)})


if __name__ == "__main__":
    main()
