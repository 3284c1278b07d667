"""The rule on assessment: whatever a program's terms say, an application under them can be assessed."""

from collections.abc import Iterator

import tomli

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.allocate import Allocation, allocate
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.assess import UnfitApplicationError, assess
from kyodo_core.assessment.inputs import declared_facts, fact_labels, needed_facts
from kyodo_core.assessment.outcome import Assessment, FindingKind
from kyodo_core.assessment.template import template
from kyodo_core.conformance.generated import (
    SOME_YEAR,
    Facts,
    Generated,
    application,
    areas,
    generate,
    year_of,
)
from kyodo_core.conformance.subject import Subject
from kyodo_core.errors import Fault, FaultsError
from kyodo_core.loading.structuring import structure
from kyodo_core.messages import _
from kyodo_core.rules.terms import Terms

PROGRAMS = "programs"


def assessment(subject: Subject) -> Iterator[Fault]:
    """Made-up applications under every set of terms are granted where they meet them, and refused where not.

    The city's own rules are asked too; what they find is theirs to say, but they may not fail. Terms that
    allocate are tried with made-up areas, and every program's application to fill in is read back.
    """
    for index, program in subject.of(PROGRAMS, Program):
        if not all(needed_facts(terms).keys() <= declared_facts(program).keys() for terms in program.terms):
            continue  # told by the rule on conditions
        for message in _template(subject.slug, program):
            yield subject.fault(PROGRAMS, ("program", index, "id"), message, program.id)
        for place, terms in enumerate(program.terms):
            for message in dict.fromkeys(_terms(subject, program, terms)):
                yield subject.fault(PROGRAMS, ("program", index, "terms", place), message, terms.name or None)


def _template(slug: str, program: Program) -> Iterator[str]:
    """What is wrong with the application to fill in."""
    _read, faults = structure(tomli.loads(template(slug, program, SOME_YEAR)), Application)
    for fault in faults:
        said = ": ".join((*map(str, fault.path), fault.message))
        yield _("the application to fill in cannot be read back: {cause}").format(cause=said)


def _terms(subject: Subject, program: Program, terms: Terms) -> Iterator[str]:
    """What goes wrong with the terms."""
    year = year_of(program, terms)
    if year is None:
        yield _("the terms hold in no year in which the program runs")
        return
    facts = generate(program, terms, year)
    for name in facts.impossible:
        yield _("no value of the fact {name} meets all requirements").format(name=name)
    if not facts.impossible:
        if not terms.pools:
            yield from _applications(subject, program, terms, facts)
        if terms.components:
            yield from _allocation(program, terms, facts)


def _applications(subject: Subject, program: Program, terms: Terms, facts: Generated) -> Iterator[str]:
    for case in (facts.base, *(one for _name, one in facts.met)):
        outcome = _assessed(subject, application(subject.slug, program, terms, case), program)
        if isinstance(outcome, str):
            yield outcome
        elif not outcome.eligible:
            yield _("who meets every requirement is refused: {reasons}").format(reasons=_reasons(outcome))
    for name, case in facts.unmet:
        outcome = _assessed(subject, application(subject.slug, program, terms, case), program)
        if isinstance(outcome, str):
            yield outcome
        elif outcome.eligible or not _reasons(outcome):
            yield _not_refused(name, case)


def _assessed(subject: Subject, asked: Application, program: Program) -> Assessment | str:
    """The outcome by the terms, or why there is none; whatever is raised ends this one application."""
    message = _("an application cannot be assessed: {cause}")
    try:
        outcome = assess(program, asked)
        subject.check_application(asked, program)
    except (UnfitApplicationError, FaultsError) as error:
        return message.format(cause="; ".join(" ".join((f.message, f.hint)).strip() for f in error.faults))
    except Exception as error:  # noqa: BLE001 - whatever terms fail with is told as their fault
        return message.format(cause=f"{type(error).__name__}: {error}")
    return outcome


def _reasons(outcome: Assessment) -> str:
    return " ".join(one.message for one in outcome.findings if one.kind is FindingKind.NOT_MET)


def _not_refused(name: str, case: Facts) -> str:
    message = _("who does not meet the requirements is not refused: {name} = {value}")
    return message.format(name=name, value=case[name])


def _allocation(program: Program, terms: Terms, facts: Generated) -> Iterator[str]:
    asked, refused = areas(terms, facts)
    try:
        outcome = allocate(terms, asked, fact_labels(program))
    except Exception as error:  # noqa: BLE001 - the same
        yield _("the areas cannot be allocated to: {cause}").format(cause=f"{type(error).__name__}: {error}")
        return
    for name in set(refused) - set(outcome.refused):
        yield _("an area that does not meet the requirements is not refused: {name}").format(name=name)
    for name in set(outcome.refused) - set(refused):
        message = _("an area that meets every requirement is refused: {reason}")
        yield message.format(reason=outcome.refused[name])
    yield from _overpaid(outcome)


def _overpaid(outcome: Allocation) -> Iterator[str]:
    for name, left in outcome.remainders.items():
        if left < 0:
            yield _("{name} pays out {yen} yen more than its pool").format(name=name, yen=f"{-left:,}")
