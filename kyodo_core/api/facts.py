"""The classes of the facts, for reports that lay them out."""

from typing import TypeVar

from kyodo_core.aspects.bands import Band
from kyodo_core.aspects.forms import Form
from kyodo_core.aspects.history import Event
from kyodo_core.aspects.indicators import Indicator, ValueKind
from kyodo_core.aspects.maturity import Path
from kyodo_core.aspects.plans import Plan, PlanKind
from kyodo_core.aspects.programs import Program, SchedulePhase, ScheduleYear
from kyodo_core.aspects.progress import Progress
from kyodo_core.aspects.undertakings import Undertaking
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import ActorKind, BandKind, FormKind, ItemStatus
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.years import FiscalYear
from kyodo_core.rules.terms import Terms

F = TypeVar("F", bound=Fact)


def facts_of(municipality: Municipality, aspect_id: str, fact_type: type[F]) -> tuple[F, ...]:
    """The facts of one aspect, with their class; raises DefinitionError if its file is wrong."""
    return tuple(fact for fact in municipality.aspects[aspect_id] if isinstance(fact, fact_type))


__all__ = [
    "NOT_STATED",
    "ActorKind",
    "Band",
    "BandKind",
    "Event",
    "Fact",
    "FiscalYear",
    "Form",
    "FormKind",
    "Indicator",
    "ItemStatus",
    "Path",
    "Plan",
    "PlanKind",
    "Program",
    "Progress",
    "SchedulePhase",
    "ScheduleYear",
    "Terms",
    "Undertaking",
    "ValueKind",
    "facts_of",
]
