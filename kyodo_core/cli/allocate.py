"""`kyodo allocate`: an allocation to all areas, with every component."""

from typing import TYPE_CHECKING

import click

from kyodo_core.cli.bulk import refuse_idle
from kyodo_core.cli.options import Year, command_of
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.domain.years import FiscalYear


def command() -> click.Command:
    return command_of(
        "allocate",
        allocate,
        _(
            "Allocate PROGRAM of CITY to the areas of AREAS_FILE (CSV or .xlsx): "
            "every component, total and remainder."
        ),
        [
            click.Argument(["city"]),
            click.Argument(["program"]),
            click.Argument(["areas_file"]),
            click.Option(
                ["--sheet"],
                metavar="NAME",
                default="",
                help=_("Sheet of the file to read, where several hold something."),
            ),
            click.Option(
                ["--year"], type=Year(), required=True, help=_("The fiscal year whose terms are applied.")
            ),
            click.Option(
                ["--terms"],
                metavar="NAME",
                help=_("Which terms, where the program has several at a time."),
            ),
        ],
    )


def allocate(
    city: str,
    program: str,
    areas_file: str,
    sheet: str,
    year: "FiscalYear",
    terms: str | None,
    format_name: str,
    output: str | None,
) -> None:
    refuse_idle(areas_file, sheet)
    from kyodo_core.cli.edge import show_warning
    from kyodo_core.cli.output import Output
    from kyodo_core.granting import Granting
    from kyodo_core.reports.allocation import absent_areas, allocation_data, allocation_report

    municipality, found, applied, allocation = Granting().allocate(
        city, program, areas_file, year, terms, sheet
    )
    Output(format_name, output).write(
        lambda: allocation_report(municipality, found, year, allocation, applied.cite),
        lambda: allocation_data(allocation),
    )
    for warning in absent_areas(allocation, areas_file):
        show_warning(warning)
