"""One applicant through the programs of several cities: what each would grant, or why not."""

from collections.abc import Callable, Iterator, Sequence

from attrs import field

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Applicant, Application, CostLine
from kyodo_core.assessment.assess import UnfitApplicationError, assess
from kyodo_core.assessment.inputs import InputFault, declared_facts
from kyodo_core.assessment.local import LocalRules
from kyodo_core.assessment.outcome import Assessment
from kyodo_core.domain.labels import says
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import Value, record, value
from kyodo_core.domain.years import FiscalYear

RulesOf = Callable[[Application, Program], LocalRules | None]


@value
class Asker(Value):
    """An applicant and a year, for any city; the facts and costs that an application would state."""

    city: Text = field(default=NOT_STATED, metadata=says("市町村", "Not used: all cities are asked"))
    program: Text = field(default=NOT_STATED, metadata=says("事業", "Not used: all programs are asked"))
    terms: Text = field(default=NOT_STATED, metadata=says("交付条件の区分", "Not used"))
    fiscal_year: FiscalYear = field(metadata=says("年度", "Fiscal year"))
    applicant: Applicant = field(metadata=says("申請者", "Applicant"))
    costs: tuple[CostLine, ...] = field(default=(), metadata=says("経費", "Costs"))


@record
class Answer(Value):
    """What one program answers: an assessment, or what the application lacks for it."""

    city: Municipality
    program: Program
    outcome: Assessment | None = None
    lacks: tuple[InputFault, ...] = ()


def ask_all(
    cities: Sequence[Municipality], asker: Asker, local: RulesOf = lambda _application, _program: None
) -> Iterator[Answer]:
    """Ask every program that is for the applicant's kind, or names no kind, in every city.

    `local` gives the rules that a city itself has for an application under a program.

    Facts that a program does not know are left out for it: the same applicant is asked everywhere, and
    every city asks for other facts.
    """
    for city in cities:
        for fact in city.aspects["programs"]:
            if isinstance(fact, Program) and _may_ask(fact, asker):
                yield _answer(city, fact, asker, local)


def _may_ask(program: Program, asker: Asker) -> bool:
    return not program.recipient_kinds or asker.applicant.kind in program.recipient_kinds


def _answer(city: Municipality, program: Program, asker: Asker, local: RulesOf) -> Answer:
    known = declared_facts(program)
    facts = {name: fact for name, fact in asker.applicant.facts.items() if name in known}
    application = Application(
        city=city.slug,
        program=program.id,
        fiscal_year=asker.fiscal_year,
        applicant=asker.applicant.having(facts=facts),
        costs=asker.costs,
    )
    try:
        return Answer(city, program, assess(program, application, local(application, program)))
    except UnfitApplicationError as error:
        return Answer(city, program, lacks=error.faults)
