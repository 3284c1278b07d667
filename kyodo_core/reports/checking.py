"""The result of a check, as a report and as data."""

from collections.abc import Sequence
from typing import Any

from kyodo_core.checking import Checked
from kyodo_core.comparison.coverage import Coverage
from kyodo_core.domain.reports import Report, Section, Table
from kyodo_core.messages import _
from kyodo_core.reports.coverage import coverage_data, coverage_sections
from kyodo_core.reports.faults import fault_data, right


def check_report(
    checked: Sequence[Checked], lang: str, with_findings: bool, covered: Sequence[Coverage] = ()
) -> Report:
    """A line per plugin, what the plugins cover, and if asked for a line per finding."""
    counts = (_("Plugin"), _("Facts"), _("Inferences"), _("Source conflicts"), _("Errors"), _("Warnings"))
    rows = tuple(
        (c.city, *map(str, (c.facts, c.inferences, c.conflicts, c.errors, c.warnings))) for c in checked
    )
    sections = [Section("", (Table(counts, rows, right=(1, 2, 3, 4, 5)),))]
    sections += coverage_sections(covered, lang)
    if with_findings:
        columns = (_("Severity"), _("Place"), _("Finding"), _("What would be right"))
        found = tuple(
            (
                finding.severity.label.text(lang),
                finding.fault.place,
                finding.fault.message,
                "\n".join(right(finding.fault)),
            )
            for one in checked
            for finding in one.findings
        )
        sections.append(Section(_("Findings"), (Table(columns, found, ratios=(1, 4, 4, 3)),)))
    return Report(_("Check of the installed plugins"), tuple(sections))


def check_data(checked: Sequence[Checked], covered: Sequence[Coverage] = ()) -> dict[str, Any]:
    """`cities` with their counts and coverage, and `findings` with city, severity and the fault's data."""
    coverage = {one.city.slug: {"coverage": coverage_data(one)} for one in covered}
    return {
        "cities": [
            {
                "slug": one.city,
                "facts": one.facts,
                "inferences": one.inferences,
                "conflicts": one.conflicts,
                "errors": one.errors,
                "warnings": one.warnings,
                **coverage.get(one.city, {}),
            }
            for one in checked
        ],
        "findings": [
            {"city": finding.city, "severity": str(finding.severity), **fault_data(finding.fault)}
            for one in checked
            for finding in one.findings
        ],
    }
