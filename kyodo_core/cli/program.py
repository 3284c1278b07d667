"""`kyodo program show`: one program with its timeline and terms."""

import click

from kyodo_core.cli.groups import group_of
from kyodo_core.cli.options import command_of
from kyodo_core.messages import _


def command() -> click.Group:
    shown = command_of(
        "show",
        show,
        _("Show PROGRAM of CITY: what it is, its schedule, and its terms with their years."),
        [click.Argument(["city"]), click.Argument(["program"])],
    )
    return group_of("program", _("Look into one support program."), [shown])


def show(city: str, program: str, format_name: str, output: str | None) -> None:
    import datetime as dt

    from kyodo_core.app import App
    from kyodo_core.aspects.plain import plain
    from kyodo_core.cli.output import Output
    from kyodo_core.domain.years import DocumentDate
    from kyodo_core.messages import language
    from kyodo_core.reports.programs import program_report

    municipality, found = App().program(city, program)
    today = dt.date.today()
    year = DocumentDate(today.year, today.month, today.day).fiscal_year
    Output(format_name, output).write(
        lambda: program_report(municipality, found, year, language()), lambda: plain(found)
    )
