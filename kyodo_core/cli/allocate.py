"""`kyodo allocate`: an allocation to all areas, with every component."""

from typing import TYPE_CHECKING

import click

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
        ],
    )


def allocate(
    city: str,
    program: str,
    areas_file: str,
    sheet: str,
    year: "FiscalYear",
    format_name: str,
    output: str | None,
) -> None:
    from kyodo_core.app import App
    from kyodo_core.cli.output import Output
    from kyodo_core.reports.assessment import allocation_data, allocation_report

    municipality, found, terms, allocation = App().allocate(city, program, areas_file, year, sheet)
    Output(format_name, output).write(
        lambda: allocation_report(municipality, found, year, allocation, terms.cite),
        lambda: allocation_data(allocation),
    )
