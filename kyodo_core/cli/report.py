"""`kyodo report`: the reports that a city supplies."""

import click

from kyodo_core.cli.options import command_of
from kyodo_core.messages import _


def command() -> click.Command:
    return command_of(
        "report",
        report,
        _("Show one of CITY's own reports; without REPORT, list them."),
        [click.Argument(["city"]), click.Argument(["report_id"], metavar="[REPORT]", required=False)],
    )


def report(city: str, report_id: str | None, format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.cli.output import Output
    from kyodo_core.reports import data
    from kyodo_core.reports.cities import report_list

    app = App()
    out = Output(format_name, output)
    if report_id is None:
        asked, specs = app.registry.city(city), app.registry.reports(city)
        out.write(lambda: report_list(asked, specs), lambda: data.report_list_data(asked, specs))
    else:
        built = app.report(city, report_id)
        out.write(lambda: built, lambda: data.report_data(built))
