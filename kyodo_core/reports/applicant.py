"""One applicant through every city's programs, side by side."""

from collections.abc import Sequence
from typing import Any

from kyodo_core.aspects.plain import plain_citations
from kyodo_core.assessment.across import Answer, Asker
from kyodo_core.domain.citing import cited, documents_of
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Paragraph, Report, Section, Table
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.messages import _, language
from kyodo_core.reports.silence import unstated


def applicant_report(asker: Asker, cities: Sequence[Municipality], answers: Sequence[Answer]) -> Report:
    """A line per program, city by city: the amount, and by which clause or why not."""
    title = _("{applicant} in {year}: what each city would grant")
    sections = [Section(city.name, (_city(city, answers),)) for city in cities]
    said = title.format(applicant=asker.applicant.name, year=asker.fiscal_year)
    return Report(said, tuple(sections), documents=documents_of(cities))


def _city(city: Municipality, answers: Sequence[Answer]) -> Table | Paragraph:
    rows = tuple(
        (
            answer.program.name,
            _amount(answer),
            "\n".join(_reasons(answer)),
            cited(answer.program.cite, city.header.documents).strip("〔〕"),
        )
        for answer in answers
        if answer.city.slug == city.slug
    )
    if not rows and city.awaits("programs"):
        return Paragraph(unstated(city, "programs", language()))
    if not rows:
        return Paragraph(_("The documents state no program for this applicant."))
    columns = (_("Program"), _("Amount"), _("Clause or reason"), _("Citation"))
    return Table(columns, rows, right=(1,), ratios=(4, 2, 6, 3))


def _amount(answer: Answer) -> str:
    if answer.outcome is None:
        return "?"
    amount = answer.outcome.amount
    return _("not stated") if amount is NOT_STATED else f"{amount:,}円"


def _reasons(answer: Answer) -> list[str]:
    """The steps that made an amount, the findings where none was made, or what is lacking."""
    if answer.outcome is None:
        return [fault.message for fault in answer.lacks]
    if answer.outcome.eligible and answer.outcome.amount is not NOT_STATED and answer.outcome.trace:
        return [f"{step.label}: {step.result}" for step in answer.outcome.trace]
    return [
        f"{finding.kind.label.text(language())}: {finding.message}" for finding in answer.outcome.findings[:3]
    ]


def applicant_data(asker: Asker, answers: Sequence[Answer]) -> dict[str, Any]:
    """`answers`: per program its outcome as `kyodo assess` says it, or what the application lacks."""
    return {
        "applicant": asker.applicant.name,
        "fiscal_year": asker.fiscal_year.year,
        "answers": [
            {
                "city": answer.city.slug,
                "program": answer.program.id,
                "eligible": answer.outcome.eligible if answer.outcome else None,
                "amount": _plain_amount(answer),
                "reasons": _reasons(answer),
                "citations": plain_citations(answer.program.cite),
            }
            for answer in answers
        ],
    }


def _plain_amount(answer: Answer) -> int | str | None:
    if answer.outcome is None:
        return None
    amount = answer.outcome.amount
    return NOT_STATED.value if amount is NOT_STATED else amount
