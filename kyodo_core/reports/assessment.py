"""The outcome of an assessment or an allocation, as a report and as data."""

from collections.abc import Mapping, Sequence
from typing import Any

from kyodo_core.aspects.plain import plain_citations
from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.allocate import Allocation
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


def allocation_report(
    city: Municipality, program: Program, year: object, allocation: Allocation, cite: Sequence[Citation]
) -> Report:
    """算定表: every component per area with its formula, the totals, and what is left of each pool."""
    names = tuple(component.name for component in allocation.components)
    rows = [
        (line.area, *(f"{amount:,}" for amount in line.amounts), f"{line.total:,}")
        for line in allocation.lines
    ]
    sums = [sum(line.amounts[place] for line in allocation.lines) for place in range(len(names))]
    rows.append((_("Total"), *(f"{amount:,}" for amount in sums), f"{allocation.total:,}"))
    figures = tuple(range(1, len(names) + 2))
    table = Table(
        (_("Area"), *(f"{name}（円）" for name in names), _("Total (yen)")),
        tuple(rows),
        right=figures,
        citations=tuple(cite),
    )
    formulas = Table(
        (_("Area"), *names),
        tuple((line.area, *line.formulas) for line in allocation.lines),
        ratios=(2, *(4 for _name in names)),
    )
    notes = [
        Paragraph(_("Left of {pool}: {amount} yen").format(pool=name, amount=f"{left:,}"))
        for name, left in allocation.remainders.items()
    ]
    notes += [
        Paragraph(_("Left out by an exception: {area}").format(area=area)) for area in allocation.left_out
    ]
    notes += [Paragraph(f"{area}: {reason}") for area, reason in allocation.refused.items()]
    title = _("{city} {program}: allocation for {year}").format(
        city=city.name, program=program.name, year=year
    )
    sections = (Section(_("Amounts"), (table, *notes)), Section(_("Formulas"), (formulas,)))
    return Report(title, sections, documents=city.header.documents)


def allocation_data(allocation: Allocation) -> Mapping[str, Any]:
    """`areas` with the yen of each component, `total`, who got nothing, and what is left of each pool."""
    return {
        "components": [component.name for component in allocation.components],
        "areas": [
            {
                "area": line.area,
                "amounts": list(line.amounts),
                "formulas": list(line.formulas),
                "total": line.total,
            }
            for line in allocation.lines
        ],
        "left_out": list(allocation.left_out),
        "refused": dict(allocation.refused),
        "remainders": dict(allocation.remainders),
        "total": allocation.total,
    }
