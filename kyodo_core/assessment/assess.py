"""One application under one program: what is granted, by which clause, or why not."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

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
from kyodo_core.rules.case import Case, FactValue
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
        notes.append(message.format(year=application.fiscal_year))
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
        return Assessment(eligible=True, findings=(silent, *findings))
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
    return Area(name, facts, exception.weight if exception else Fraction(1), labels)


def _conditions(terms: Terms, cite: tuple[Citation, ...]) -> list[Finding]:
    """Conditions in words that no fact decides; a person checks them."""
    said = [*terms.conditions]
    if terms.covers:
        said.append(_("Costs covered: {costs}").format(costs="、".join(terms.covers)))
    return [Finding(FindingKind.CONDITION, line, terms.cite or cite) for line in said]
