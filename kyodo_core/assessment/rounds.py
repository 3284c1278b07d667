"""A round: the applications under the same terms in a year, which a budget holds together."""

from collections.abc import Mapping, Sequence

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.assess import chosen_terms, not_in_force
from kyodo_core.assessment.inputs import InputFault
from kyodo_core.assessment.outcome import Assessment, Finding, FindingKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.values import Value, record
from kyodo_core.messages import _
from kyodo_core.rules.budget import Budget, CutRule, tied
from kyodo_core.rules.case import Step, yen
from kyodo_core.rules.facts import RANK
from kyodo_core.rules.terms import Terms


@record
class Member(Value):
    """An application with its program, and what it would be granted by itself."""

    program: Program
    application: Application
    outcome: Assessment


def settled(members: Sequence[Member]) -> tuple[list[Assessment], Mapping[int, InputFault]]:
    """The outcomes, those of a round that passes its budget cut; and by place what prevents that.

    Each outcome of a round with a budget says what the round comes to: those given are all there is of it.
    """
    outcomes = [member.outcome for member in members]
    faults: dict[int, InputFault] = {}
    for terms, places in _rounds(members):
        budget = terms.budget
        assert budget is not NOT_STATED
        amounts = [_amount(outcomes[place]) for place in places]
        ranks = _ranks(budget, [members[place].application for place in places])
        both = tied(ranks) if budget.passed(amounts) else set()
        for place, rank in zip(places, ranks, strict=True):
            if rank in both:
                message = _("two applications of the round have the same rank")
                faults[place] = InputFault(("applicant", "facts", RANK), message, rank)
        if not both:
            granted = budget.granted(amounts, ranks, terms.rounding)
            for place, amount in zip(places, granted, strict=True):
                outcomes[place] = _told(outcomes[place], amount, budget.words(amounts), terms)
    return outcomes, faults


def _rounds(members: Sequence[Member]) -> list[tuple[Terms, list[int]]]:
    """The rounds that have a budget: their terms, and the places of those who are granted something."""
    rounds: dict[tuple[str, str, int, int], tuple[Terms, list[int]]] = {}
    for place, member in enumerate(members):
        application, program = member.application, member.program
        year = application.fiscal_year
        if not program.terms or not_in_force(program, year) or not _amount(member.outcome):
            continue
        terms = chosen_terms(program, year, application.terms)
        if terms.budget:
            key = (application.city, program.id, year.year, program.terms.index(terms))
            rounds.setdefault(key, (terms, []))[1].append(place)
    return list(rounds.values())


def _amount(outcome: Assessment) -> int:
    return 0 if outcome.amount is NOT_STATED else outcome.amount


def _ranks(budget: Budget, applications: Sequence[Application]) -> list[int]:
    if budget.cut is not CutRule.BY_RANK:
        return list(range(len(applications)))
    found = [application.applicant.facts[RANK] for application in applications]
    return [rank for rank in found if isinstance(rank, int)]


def _told(outcome: Assessment, amount: int, words: str, terms: Terms) -> Assessment:
    """The outcome with what the budget made of it, as a finding and a step."""
    step = Step(words, ((_("amount"), yen(_amount(outcome))),), yen(amount), terms.cite)
    note = Finding(FindingKind.NOTE, words, terms.cite)
    return outcome.having(amount=amount, findings=(*outcome.findings, note), trace=(*outcome.trace, step))
