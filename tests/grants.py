"""Programs, applications and areas from short texts, and what the rules make of them."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import tomli

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.allocate import Allocation, allocate
from kyodo_core.assessment.application import Applicant, Application, CostLine
from kyodo_core.assessment.assess import UnfitApplicationError, assess
from kyodo_core.assessment.outcome import Assessment, FindingKind
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.years import FiscalYear
from kyodo_core.loading.structuring import structure
from kyodo_core.rules.case import FactValue
from kyodo_core.rules.rounding import Direction
from kyodo_core.rules.terms import Terms

T = TypeVar("T")

FACTS = """\
facts = [
  { id = "households", name = "世帯数", type = "number" },
  { id = "persons", name = "人口", type = "number" },
  { id = "aged", name = "70歳以上", type = "number" },
  { id = "days", name = "日数", type = "number" },
  { id = "registered", name = "登録済み", type = "truth" },
  { id = "field", name = "活動分野", type = "text" },
  { id = "founded", name = "設立日", type = "date" },
  { id = "members", name = "構成団体", type = "names" },
]
"""
"""The facts that the programs of the tests declare."""


def table(text: str, value_type: type[T]) -> T:
    """A table of TOML as the value that it states; it is sound."""
    made, faults = structure(tomli.loads(text), value_type)
    assert faults == []
    assert isinstance(made, value_type)
    return made


def terms(text: str) -> Terms:
    return table(f'cite = "plan#第3条"\n{text}', Terms)


def program(*said: str, head: str = "") -> Program:
    """A program with a set of terms for each text; `head` has keys of the program itself."""
    sets = "".join(f'[[terms]]\ncite = "plan#第3条"\n{text}\n' for text in said)
    keys = 'id = "grant"\nname = "地域づくり補助金"\nsupport = "financial"\ncite = "plan#第1条"\n'
    return table(f"{keys}{head}\n{FACTS}\n{sets}", Program)


def application(
    year: str = "令和6年度",
    costs: Mapping[str, int] | int = 0,
    kind: ActorKind = ActorKind.COMMUNITY_COUNCIL,
    name: str = "中央地域",
    choose: str = "",
    **facts: FactValue,
) -> Application:
    """An application; `choose` names the terms, a single figure of `costs` has no category of note."""
    lines = costs if isinstance(costs, Mapping) else {"事業費": costs}
    return Application(
        city="mihon",
        program="grant",
        fiscal_year=FiscalYear.parse(year),
        terms=choose or NOT_STATED,
        applicant=Applicant(kind=kind, name=name, facts=dict(facts)),
        costs=tuple(CostLine(category=category, amount=amount) for category, amount in lines.items()),
    )


def assessed(said: str | Program, **asked: Any) -> Assessment:
    """What an application is granted under terms, or under a whole program."""
    return assess(program(said) if isinstance(said, str) else said, application(**asked))


def amount(said: str | Program, **asked: Any) -> int:
    """The amount of who is eligible."""
    outcome = assessed(said, **asked)
    assert outcome.eligible
    assert outcome.amount is not NOT_STATED
    return outcome.amount


def refusals(said: str | Program, **asked: Any) -> list[str]:
    """The conditions that are not met by who is not eligible."""
    outcome = assessed(said, **asked)
    assert (outcome.eligible, outcome.amount) == (False, 0)
    return [f.message for f in outcome.findings if f.kind is FindingKind.NOT_MET]


def unfit(said: str | Program, **asked: Any) -> list[tuple[tuple[str | int, ...], str, str]]:
    """Path, message and hint of all that is wrong with an application."""
    try:
        outcome = assessed(said, **asked)
    except UnfitApplicationError as error:
        return [(fault.path, fault.message, fault.hint) for fault in error.faults]
    raise AssertionError(outcome)


def steps(said: str | Program, **asked: Any) -> list[tuple[str, str]]:
    """Label and result of every step."""
    return [(step.label, step.result) for step in assessed(said, **asked).trace]


def allocated(said: str, areas: Mapping[str, Mapping[str, FactValue]]) -> Allocation:
    return allocate(terms(said), list(areas.items()))


def paid(said: str, areas: Mapping[str, Mapping[str, FactValue]]) -> dict[str, int]:
    """The total of each area."""
    return {line.area: line.total for line in allocated(said, areas).lines}


def households(*figures: int) -> dict[str, dict[str, FactValue]]:
    """Areas named A, B, C … with a number of households each."""
    return {chr(ord("A") + place): {"households": figure} for place, figure in enumerate(figures)}


def rounding(unit: int, direction: Direction = Direction.DOWN, when: str = "after_limits") -> str:
    return f'rounding = {{ unit = {unit}, direction = "{direction}", when = "{when}" }}'


def toml_list(values: Sequence[object]) -> str:
    return "[" + ", ".join(f'"{v}"' if isinstance(v, str) else str(v) for v in values) + "]"
