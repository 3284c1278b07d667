"""`kyodo cities`: what is installed."""

import click

from kyodo_core.cli.options import command_of
from kyodo_core.messages import _


def command() -> click.Command:
    return command_of("cities", cities, _("List the installed cities."), [])


def cities(format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.aspects import ASPECT_IDS
    from kyodo_core.cli.output import Output, warn_left_out
    from kyodo_core.reports.cities import cities_report
    from kyodo_core.reports.data import cities_data

    found = App().cities((), ASPECT_IDS)
    Output(format_name, output).write(lambda: cities_report(found.usable), lambda: cities_data(found.usable))
    warn_left_out(found.left_out)
