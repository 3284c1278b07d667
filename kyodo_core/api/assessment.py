"""What a city's own rules for applications work with; imported inside the hook `kyodo_check_application`."""

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Applicant, Application, CostLine
from kyodo_core.assessment.assess import UnfitApplicationError
from kyodo_core.assessment.inputs import declared_facts, fact_faults
from kyodo_core.assessment.outcome import Finding, FindingKind
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import FiscalYear
from kyodo_core.rules.case import FactValue


def stated_fact(application: Application, program: Program, name: str, why: str) -> FactValue:
    """A fact that the application states, of the type that the program declares for it.

    Raises:
        UnfitApplicationError: the application does not state it; the message gives `why` as the reason.
        KeyError: the program declares no such fact.
    """
    facts = application.applicant.facts
    declared = declared_facts(program)
    given = {name: facts[name]} if name in facts else {}
    faults = tuple(fact_faults(given, {name: why}, {name: declared[name]}))
    if faults:
        raise UnfitApplicationError(faults)
    return facts[name]


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
