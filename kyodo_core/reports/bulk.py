"""What a run over many applications came to, as a table of totals."""

from collections.abc import Callable, Mapping

from kyodo_core.bulk.results import Tally, Total
from kyodo_core.domain.reports import Block, Paragraph, Report, Section, Table
from kyodo_core.domain.years import FiscalYear
from kyodo_core.messages import _

Names = Callable[[str, str], tuple[str, str]]
"""What a city and its program are called, by their ids."""


def totals_report(tally: Tally, results: str, errors: str, names: Names) -> Report:
    """Totals by program and fiscal year, how many rows were faulty, and where all stands."""
    total = Total()
    rows = []
    for (city, program, year), one in sorted(tally.totals.items()):
        rows.append((*names(city, program), str(FiscalYear(year)), *_figures(one)))
        total = total.plus(one)
    rows.append((_("Total"), "", "", *_figures(total)))
    heads = (
        _("City"),
        _("Program"),
        _("Fiscal year"),
        _("Applications"),
        _("Eligible"),
        _("Amount (yen)"),
        _("Amount not stated"),
    )
    table = Table(heads, tuple(rows), right=(3, 4, 5, 6), ratios=(3, 4, 2, 2, 2, 3, 2))
    said = [_("Results: {file}").format(file=results)]
    if tally.wrong:
        message = _("{count} faulty row(s) are left out of the results: {file}")
        said.append(message.format(count=f"{tally.faulty_rows:,}", file=errors))
    blocks: tuple[Block, ...] = (table, *(Paragraph(line) for line in said))
    return Report(_("Totals by program and fiscal year"), (Section(_("Totals"), blocks),))


def run_data(tally: Tally, results: str, errors: str) -> dict[str, object]:
    """The totals as data, where all stands, and how many rows were faulty; `errors` null where none was."""
    return {
        "totals": totals_data(tally.totals),
        "results": results,
        "faulty_rows": tally.faulty_rows,
        "errors": errors if tally.wrong else None,
    }


def totals_data(totals: Mapping[tuple[str, str, int], Total]) -> list[dict[str, object]]:
    """The totals as data, in yen."""
    return [
        {
            "city": city,
            "program": program,
            "fiscal_year": year,
            "applications": one.rows,
            "eligible": one.eligible,
            "amount": one.amount,
            "amount_not_stated": one.silent,
        }
        for (city, program, year), one in sorted(totals.items())
    ]


def _figures(one: Total) -> tuple[str, ...]:
    return f"{one.rows:,}", f"{one.eligible:,}", f"{one.amount:,}", f"{one.silent:,}"
