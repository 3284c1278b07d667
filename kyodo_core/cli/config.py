"""`kyodo config`: what a deployment has configured, where it comes from and what it changes."""

import click

from kyodo_core.cli.groups import group_of
from kyodo_core.cli.options import command_of
from kyodo_core.messages import _


def command() -> click.Group:
    city = click.Argument(["city"])
    origin = click.Option(["--origin"], is_flag=True, help=_("Say the file and line of every set of terms."))
    return group_of(
        "config",
        _("Look into the configuration: cities, language, and overlays of terms."),
        [
            command_of("check", check, _("Check the configuration and its overlays."), []),
            command_of("show", show, _("Show the terms in force of CITY's programs."), [city, origin]),
            command_of(
                "diff", diff, _("Show old and new side by side where an overlay changes CITY."), [city]
            ),
        ],
    )


def check(format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.checking import check_configuration
    from kyodo_core.cli.edge import show_warning
    from kyodo_core.cli.output import Output
    from kyodo_core.reports.configuration import choices_data, choices_report

    checked = check_configuration(App().registry)
    on_screen = format_name == "table" and not output
    for warning in checked.warnings if on_screen else ():
        show_warning(warning, err=False)
    Output(format_name, output).write(
        lambda: choices_report(checked, with_warnings=not on_screen), lambda: choices_data(checked)
    )


def show(city: str, origin: bool, format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.cli.output import Output
    from kyodo_core.messages import language
    from kyodo_core.reports.configuration import effective_data, effective_report

    found = App().configured(city)
    Output(format_name, output).write(
        lambda: effective_report(found.city, found.programs, found.origins, origin, language()),
        lambda: effective_data(found.programs, found.origins),
    )


def diff(city: str, format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.cli.output import Output
    from kyodo_core.messages import language
    from kyodo_core.reports.configuration import changes_data, changes_report

    found = App().configured(city)
    Output(format_name, output).write(
        lambda: changes_report(found.city, found.before, found.programs, found.origins, language()),
        lambda: changes_data(found.before, found.programs, found.origins),
    )
