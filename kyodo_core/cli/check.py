"""`kyodo check`: are the installed plugins sound?"""

import click

from kyodo_core.cli.options import command_of
from kyodo_core.messages import _


def command() -> click.Command:
    return command_of(
        "check",
        check,
        _("Check the installed plugins, or those named; exit status 1 where there is an error."),
        [click.Argument(["cities"], nargs=-1, metavar="[CITY]...")],
    )


def check(cities: tuple[str, ...], format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.checking import check as check_plugins
    from kyodo_core.checking import checked_additions
    from kyodo_core.cli.additions import addition_faults
    from kyodo_core.cli.commands import COMMANDS
    from kyodo_core.cli.edge import fault_text
    from kyodo_core.cli.output import Output
    from kyodo_core.messages import language
    from kyodo_core.reports.checking import check_data, check_report

    checked = check_plugins(App().registry, cities)
    if not cities:
        checked += checked_additions(addition_faults(COMMANDS))
    on_screen = format_name == "table" and not output
    if on_screen:
        for finding in (finding for one in checked for finding in one.findings):
            click.echo(f"{finding.severity.label.text(language())}: {fault_text(finding.fault)}")
    Output(format_name, output).write(
        lambda: check_report(checked, language(), with_findings=not on_screen),
        lambda: check_data(checked),
    )
    if any(one.errors for one in checked):
        click.get_current_context().exit(1)
