"""One application under one program: what is granted, by which clause, or why not."""

from collections.abc import Mapping, Sequence

from kyodo_core.aspects.programs import Program, SchedulePhase
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.inputs import (
    InputFault,
    declared_facts,
    fact_faults,
    fact_labels,
    needed_facts,
    terms_in_force,
)
from kyodo_core.assessment.local import LocalRules, with_local
from kyodo_core.assessment.outcome import Assessment, Finding, FindingKind
from kyodo_core.domain.kinds import Standing
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import Example, Suggestion, suggestion
from kyodo_core.messages import _, language
from kyodo_core.rules.case import Case, FactValue, yen
from kyodo_core.rules.component import Area
from kyodo_core.rules.facts import AREA
from kyodo_core.rules.terms import Terms


class UnfitApplicationError(ValueError):
    """The application cannot be assessed as it stands; `faults` has all that is wrong with it."""

    def __init__(self, faults: Sequence[InputFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


def assess(program: Program, application: Application, local: LocalRules | None = None) -> Assessment:
    """Assess an application under a program, exact to the yen.

    `local` are the rules of the city that its terms cannot say; they are asked where the program is in
    force and the facts are sound.

    Raises:
        UnfitApplicationError: a fact is missing, unknown or of another type, or no terms can be chosen.
    """
    early = not_in_force(program, application.fiscal_year)
    if early:
        return Assessment(eligible=False, amount=0, findings=(early,))
    refusal = _wrong_recipient(program, application)
    notes = _notes(program, application)
    if not program.terms:
        _refuse_unsound(program, application, {})
        return with_local(_without_terms(program, refusal, notes), local)
    terms = chosen_terms(program, application.fiscal_year, application.terms)
    _refuse_unsound(program, application, needed_facts(terms))
    return with_local(_under(program, terms, application, [*refusal, *notes]), local)


def _refuse_unsound(program: Program, application: Application, needed: Mapping[str, str]) -> None:
    faults = list(fact_faults(application.applicant.facts, needed, declared_facts(program)))
    if faults:
        raise UnfitApplicationError(faults)


def not_in_force(program: Program, year: FiscalYear) -> Finding | None:
    """A program in research or design, before its first year or after its last, grants nothing."""
    if program.under_rule(year):
        return None
    entry = program.in_year(year)
    if entry and entry.phase not in (SchedulePhase.RUNNING, SchedulePhase.NOT_STATED):
        message = _("Not yet in force in {year}: {phase}").format(
            year=year, phase=entry.wording or entry.phase.label.text(language())
        )
        return Finding(FindingKind.NOT_IN_FORCE, message, program.cite)
    if year not in program.span():
        message = _("The document states the program for {span}, not for {year}")
        said = message.format(span=program.span(), year=year)
        return Finding(FindingKind.NOT_IN_FORCE, said, program.cite)
    return None


def _wrong_recipient(program: Program, application: Application) -> list[Finding]:
    kind = application.applicant.kind
    if not program.recipient_kinds or kind in program.recipient_kinds:
        return []
    said = wrong_recipient().format(recipients=recipients(program), kind=kind.label.text(language()))
    return [Finding(FindingKind.NOT_MET, said, program.cite)]


def recipients(program: Program) -> str:
    """Whom the program is for, as its document says, else by their core kinds."""
    return "、".join(program.recipients or [kind.label.text(language()) for kind in program.recipient_kinds])


def wrong_recipient() -> str:
    """What an applicant of another kind is told, with {recipients} and {kind} to be filled in."""
    return _("The program is for {recipients}, not for {kind}.")


def no_amount() -> str:
    """What is said where terms state no amount."""
    return _("The document states no amount.")


def _notes(program: Program, application: Application) -> list[Finding]:
    """What a person should know: a schedule that is silent, an inferred year, a plan still open."""
    notes = []
    entry = program.in_year(application.fiscal_year)
    if entry and entry.phase is SchedulePhase.NOT_STATED:
        message = _("The document does not say whether the program runs in {year}.")
        if entry.wording:
            message = _("The document does not say whether the program runs in {year}; it writes: {wording}")
        notes.append(message.format(year=application.fiscal_year, wording=entry.wording))
    if entry and entry.inference:
        message = _("That the program runs in {year} is inferred: {reason}")
        notes.append(message.format(year=application.fiscal_year, reason=entry.inference))
    if program.standing is not Standing.IN_FORCE:
        notes.append(
            _("The document calls this {standing}.").format(standing=program.standing.label.text(language()))
        )
    return [Finding(FindingKind.NOTE, message, program.cite) for message in notes]


def _without_terms(program: Program, refusal: list[Finding], notes: list[Finding]) -> Assessment:
    silent = Finding(FindingKind.AMOUNT_NOT_STATED, no_amount(), program.cite)
    said = [Finding(FindingKind.CONDITION, line, program.cite) for line in program.content]
    findings = (*refusal, silent, *said, *notes)
    return Assessment(eligible=not refusal, amount=0 if refusal else NOT_STATED, findings=findings)


def chosen_terms(program: Program, year: FiscalYear, name: Text) -> Terms:
    """The one set of terms that applications of the year fall under; of that name, if they name one.

    Raises:
        UnfitApplicationError: none holds in the year, or several do and the applications name none.
    """
    found = terms_in_force(program, year, name)
    if len(found) == 1:
        return found[0]
    names = [program.name_of(terms) for terms in terms_in_force(program, year, NOT_STATED)]
    if found:
        message = _("the program has several terms in {year}; name one").format(year=year)
        lines = Example(" / ".join(f'terms = "{choice}"' for choice in names), whole=True)
        raise UnfitApplicationError([InputFault(("fiscal_year",), message, str(year), lines)])
    if name:
        message = _("the program has no terms of this name in {year}").format(year=year)
        raise UnfitApplicationError([InputFault(("terms",), message, name, suggestion(name, names))])
    message = _("the program has no terms for {year}").format(year=year)
    spans = Suggestion((), dict.fromkeys((str(terms.span) for terms in program.terms), ""))
    raise UnfitApplicationError([InputFault(("fiscal_year",), message, str(year), spans)])


def _under(program: Program, terms: Terms, application: Application, findings: list[Finding]) -> Assessment:
    case = Case(application.facts(), application.declared_costs(), terms.cite, labels=fact_labels(program))
    if terms.components:
        _add_components(terms, application, case)
    for element in terms.elements():
        element.apply(case)
    findings += [Finding(FindingKind.NOT_MET, r.message, r.citations) for r in dict.fromkeys(case.refusals)]
    findings += [Finding(FindingKind.NOTE, remark, terms.cite) for remark in case.remarks]
    findings += _conditions(terms, program.cite)
    refused = any(finding.kind is FindingKind.NOT_MET for finding in findings)
    if refused:
        return Assessment(eligible=False, amount=0, findings=tuple(findings), trace=tuple(case.trace))
    if not terms.states_amount:
        silent = Finding(FindingKind.AMOUNT_NOT_STATED, no_amount(), terms.cite)
        stated = [Finding(FindingKind.CONDITION, line, terms.cite) for line in _limits(terms)]
        return Assessment(
            eligible=True,
            findings=(silent, *findings, *stated),
            trace=tuple(case.trace[: len(terms.tests())]),  # the limits were at work on no amount
        )
    return Assessment(
        eligible=True, amount=int(case.amount), findings=tuple(findings), trace=tuple(case.trace)
    )


def _add_components(terms: Terms, application: Application, case: Case) -> None:
    """The components of one area; a share of a pool needs all areas at once.

    Raises:
        UnfitApplicationError: the terms share out a pool.
    """
    if terms.pools:
        message = _("the program shares out a pool among all areas: use kyodo allocate")
        raise UnfitApplicationError([InputFault(("program",), message, application.program)])
    facts = application.facts()
    area = area_of(str(facts.get(AREA, application.applicant.name)), facts, terms, case.labels)
    if area is None:
        case.refuse(_("The area is left out by an exception."))
        return
    for component in terms.components:
        (amount,) = component.amounts([area])
        case.amount += amount
        formula = component.formula(area) if component.applies(area) else "―"
        case.note(component.name, f"{amount:,}円", **{_("formula"): formula})


def area_of(
    name: str, facts: Mapping[str, FactValue], terms: Terms, labels: Mapping[str, str]
) -> Area | None:
    """The area with its weight by the terms' exceptions; None if it is left out."""
    exception = next((e for e in terms.exceptions if e.area == name), None)
    if exception and exception.excluded:
        return None
    if exception is None:
        return Area(name, facts, labels=labels)
    return Area(name, facts, exception.weight, labels, exception.weighs_in)


def _conditions(terms: Terms, cite: tuple[Citation, ...]) -> list[Finding]:
    """Conditions in words that no fact decides, for a person to check, and what is granted in kind."""
    said = [*_in_kind(terms), *terms.conditions]
    if terms.covers:
        said.append(_("Costs covered: {costs}").format(costs="、".join(terms.covers)))
    if terms.settlement:
        said.append(_("Settlement: {settlement}").format(settlement=terms.settlement))
    if terms.advance_payment is not NOT_STATED:
        may, may_not = _("It may be paid in advance."), _("It is not paid in advance.")
        said.append(may if terms.advance_payment else may_not)
    return [Finding(FindingKind.CONDITION, line, terms.cite or cite) for line in said]


def _in_kind(terms: Terms) -> list[str]:
    """Staff that are given instead of money, or beside it."""
    said = []
    if terms.persons is not NOT_STATED:
        said.append(_("Persons: {persons}").format(persons=terms.persons))
    if terms.hours_per_week is not NOT_STATED:
        said.append(_("At most {hours} hour(s) a week").format(hours=terms.hours_per_week))
    return said


def _limits(terms: Terms) -> list[str]:
    """The limits of an amount that is not stated: it is not known, but that it does not pass them."""
    stated = [(_("Limit of the course {name}").format(name=one.name), one.limit) for one in terms.courses]
    if terms.limit_per_year is not NOT_STATED:
        stated.append((_("Limit per fiscal year"), terms.limit_per_year))
    stated += [
        (_("Limit of year {year}").format(year=year), limit)
        for year, limit in enumerate(terms.limit_by_year, 1)
    ]
    if terms.limit_total is not NOT_STATED:
        stated.append((_("Limit in total"), terms.limit_total))
    return [f"{label}: {yen(limit)}" for label, limit in stated]
