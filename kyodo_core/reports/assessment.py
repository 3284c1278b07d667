"""The outcome of an assessment, as a report and as data."""

from collections.abc import Sequence
from typing import Any

from kyodo_core.aspects.plain import plain_citations
from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.outcome import Assessment
from kyodo_core.domain.citing import cited
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Paragraph, Report, Section, Table
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from kyodo_core.messages import _, language


def assessment_section(
    city: Municipality, program: Program, application: Application, outcome: Assessment, explain: bool
) -> Section:
    """Who asked what, the answer, what a person should know, and if asked for every step."""
    documents = city.header.documents
    answer = _("eligible") if outcome.eligible else _("not eligible")
    amount = _("not stated") if outcome.amount is NOT_STATED else f"{outcome.amount:,}円"
    rows = [
        (_("Program"), f"{city.name} {program.name}"),
        (_("Fiscal year"), str(application.fiscal_year)),
        (_("Applicant"), application.applicant.name),
        (_("Answer"), answer),
        (_("Amount"), amount),
    ]
    rows += [
        (f.kind.label.text(language()), f"{f.message}{cited(f.citations, documents)}")
        for f in outcome.findings
    ]
    blocks: list[Any] = [Table((_("Item"), _("Content")), tuple(rows), ratios=(1, 4))]
    if explain:
        blocks.append(_trace(outcome, city))
    return Section(application.applicant.name, tuple(blocks))


def _trace(outcome: Assessment, city: Municipality) -> Table | Paragraph:
    if not outcome.trace:
        return Paragraph(_("Nothing was computed."))
    rows = tuple(
        (
            str(number),
            step.label,
            "、".join(f"{name} {value}" for name, value in step.inputs),
            step.result,
            cited(step.citations, city.header.documents).strip("〔〕"),
        )
        for number, step in enumerate(outcome.trace, 1)
    )
    columns = (_("Step"), _("Rule"), _("Inputs"), _("Result"), _("Citation"))
    return Table(columns, rows, right=(0, 3), ratios=(1, 5, 5, 3, 4))


def assessment_report(sections: Sequence[Section], cities: Sequence[Municipality]) -> Report:
    by_slug = {city.slug: city for city in cities}
    documents = tuple(document for city in by_slug.values() for document in city.header.documents)
    return Report(_("Assessment"), tuple(sections), documents=documents)


def assessment_data(application: Application, outcome: Assessment) -> dict[str, Any]:
    """`eligible`, `amount` (yen, or "not_stated"), `findings` and `trace`, with what was asked."""
    return {
        "city": application.city,
        "program": application.program,
        "fiscal_year": application.fiscal_year.year,
        "applicant": application.applicant.name,
        "eligible": outcome.eligible,
        "amount": NOT_STATED.value if outcome.amount is NOT_STATED else outcome.amount,
        "findings": [
            {"kind": str(f.kind), "message": f.message, "citations": plain_citations(f.citations)}
            for f in outcome.findings
        ],
        "trace": [
            {
                "label": step.label,
                "inputs": dict(step.inputs),
                "result": step.result,
                "citation": _citation(step.citations),
            }
            for step in outcome.trace
        ],
    }


def _citation(citations: Sequence[Citation]) -> str:
    return "; ".join(str(citation) for citation in citations)
