"""`kyodo gaps`: what a city could learn from the others."""

import click

from kyodo_core.cli.options import command_of
from kyodo_core.messages import _


def command() -> click.Command:
    return command_of(
        "gaps",
        gaps,
        _("List what the other cities state or practise and CITY does not, and where to read about it."),
        [click.Argument(["city"])],
    )


def gaps(city: str, format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.aspects import ASPECT_IDS
    from kyodo_core.cli.output import Output, warn_left_out
    from kyodo_core.messages import language
    from kyodo_core.reports.data import gaps_data
    from kyodo_core.reports.gaps import gaps_report

    app = App()
    asked = app.registry.city(city)
    found = app.cities((), ASPECT_IDS)
    answer = app.gaps(found, city)
    Output(format_name, output).write(
        lambda: gaps_report(asked, answer, found.usable, language()), lambda: gaps_data(asked, answer)
    )
    warn_left_out(found.left_out)
