"""What a city's own rules for applications work with; imported inside the hook `kyodo_check_application`."""

import datetime as dt
from typing import TypeVar, cast

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Applicant, Application, CostLine
from kyodo_core.assessment.assess import UnfitApplicationError
from kyodo_core.assessment.inputs import declared_facts, fact_faults
from kyodo_core.assessment.outcome import Finding, FindingKind
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import FiscalYear
from kyodo_core.rules.facts import FactType

F = TypeVar("F", int, bool, str, dt.date, tuple[str, ...])
_TYPES: dict[FactType, type] = {
    FactType.NUMBER: int,
    FactType.TRUTH: bool,
    FactType.TEXT: str,
    FactType.DATE: dt.date,
    FactType.NAMES: tuple,
}


def stated_fact(application: Application, program: Program, name: str, fact_type: type[F], why: str) -> F:
    """A fact that the application states, of the Python type of what the program declares.

    A number is an `int`, a truth a `bool`, a text a `str`, a date a `datetime.date`, names are a `tuple`.

    Raises:
        UnfitApplicationError: the application does not state it; the message gives `why` as the reason.
        TypeError: the program declares no such fact, or one of another type.
    """
    declaration = declared_facts(program).get(name)
    if declaration is None or _TYPES[declaration.type] is not fact_type:
        raise TypeError(f"{program.id} declares no fact {name} of the type {fact_type.__name__}")
    facts = application.applicant.facts
    given = {name: facts[name]} if name in facts else {}
    faults = tuple(fact_faults(given, {name: why}, {name: declaration}))
    if faults:
        raise UnfitApplicationError(faults)
    return cast("F", facts[name])


__all__ = [
    "ActorKind",
    "Applicant",
    "Application",
    "Citation",
    "CostLine",
    "Finding",
    "FindingKind",
    "FiscalYear",
    "Program",
    "UnfitApplicationError",
    "stated_fact",
]
