"""The catalogue of support programs, and one program with its timeline and terms."""

from collections.abc import Sequence

from kyodo_core.aspects import aspect
from kyodo_core.aspects.programs import Program
from kyodo_core.aspects.wording import Wording
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Block, Entries, Entry, Paragraph, Report, Section, Table
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.years import FiscalYear
from kyodo_core.messages import _
from kyodo_core.reports.silence import unstated
from kyodo_core.rules.terms import Terms

Listed = Sequence[tuple[Municipality, Program]]


def catalogue_report(programs: Listed, cities: Sequence[Municipality], lang: str) -> Report:
    """City by city a line per program: what it supports, whom, when, and whether an amount is stated."""
    sections = tuple(Section(city.name, (_catalogue(city, programs, lang),)) for city in cities)
    documents = tuple(document for city in cities for document in city.header.documents)
    return Report(aspect("programs").label.text(lang), sections, documents=documents)


def _catalogue(city: Municipality, programs: Listed, lang: str) -> Table | Paragraph:
    rows = tuple(
        (
            str(program.number) if program.number is not NOT_STATED else "",
            f"{program.name}\n{program.id}",
            program.support.label.text(lang),
            "、".join(program.recipients) or _("not stated"),
            _years(program),
            _amount(program),
        )
        for owner, program in programs
        if owner.slug == city.slug
    )
    if not rows:
        return Paragraph(unstated(city, "programs", lang))
    columns = (_("No."), _("Program"), _("Support"), _("Recipients"), _("Years"), _("Amount"))
    return Table(columns, rows, right=(0,), ratios=(1, 6, 2, 4, 3, 2))


def _years(program: Program) -> str:
    span = program.span()
    return str(span) if span.since or span.until else _("not stated")


def _amount(program: Program) -> str:
    return _("stated") if any(terms.states_amount for terms in program.terms) else _("not stated")


def program_report(city: Municipality, program: Program, today: FiscalYear, lang: str) -> Report:
    """Everything about a program: what it is, its schedule year by year, its terms by span."""
    wording = Wording(city, lang)
    entry = Entry(program.name, wording.particulars(program, leave_out=("schedule", "terms")), program.cite)
    sections = [Section(_("Program"), (Entries((entry,)),))]
    if program.schedule:
        sections.append(Section(_("Schedule"), (_schedule(program, lang),)))
    sections.append(Section(_("Terms"), _terms(program, wording, today)))
    return Report(f"{city.name} {program.name}", tuple(sections), documents=city.header.documents)


def _schedule(program: Program, lang: str) -> Table:
    rows = tuple(
        (str(e.fiscal_year), e.phase.label.text(lang), e.wording or "", e.inference or "")
        for e in program.schedule
    )
    columns = (_("Fiscal year"), _("Phase"), _("The document's wording"), _("Reason of an inference"))
    return Table(columns, rows, ratios=(2, 2, 5, 5))


def _terms(program: Program, wording: Wording, today: FiscalYear) -> tuple[Block, ...]:
    if not program.terms:
        return (Paragraph(_("The document states no terms.")),)
    entries = tuple(
        Entry(_heading(terms, today), wording.stated(terms, leave_out=("name", "since", "until")), terms.cite)
        for terms in program.terms
    )
    return (Entries(entries),)


def _heading(terms: Terms, today: FiscalYear) -> str:
    span = str(terms.span) if terms.since or terms.until else _("years not stated")
    parts = [span, terms.name or "", _("REVIEW OVERDUE") if terms.overdue(today) else ""]
    return "　".join(part for part in parts if part)
