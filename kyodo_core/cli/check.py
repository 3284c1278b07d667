"""`kyodo check`: are the installed plugins sound, and what in them is out of date?"""

from typing import TYPE_CHECKING

import click

from kyodo_core.cli.options import Year, command_of
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.domain.years import FiscalYear


def command() -> click.Command:
    return command_of(
        "check",
        check,
        _("Check the installed plugins, or those named; exit status 1 where there is an error."),
        [
            click.Argument(["cities"], nargs=-1, metavar="[CITY]..."),
            click.Option(
                ["--stale", "asked_stale"],
                is_flag=True,
                help=_("List what is out of date: reviews overdue, and facts of superseded documents."),
            ),
            click.Option(
                ["--year"],
                type=Year(),
                help=_("With --stale: as of this fiscal year (default: the current one)."),
            ),
            click.Option(
                ["--coverage", "with_coverage"],
                is_flag=True,
                help=_("Show aspect by aspect what each plugin states, and what is not encoded yet."),
            ),
        ],
    )


def check(
    cities: tuple[str, ...],
    asked_stale: bool,
    year: "FiscalYear | None",
    with_coverage: bool,
    format_name: str,
    output: str | None,
) -> None:
    if asked_stale and with_coverage:
        raise click.UsageError(_("--coverage goes without --stale."))
    if asked_stale:
        _stale(cities, year, format_name, output)
    elif year:
        raise click.UsageError(_("--year goes with --stale."))
    else:
        _sound(cities, with_coverage, format_name, output)


def _stale(cities: tuple[str, ...], year: "FiscalYear | None", format_name: str, output: str | None) -> None:
    import datetime as dt

    from kyodo_core.app import App
    from kyodo_core.aspects import ASPECT_IDS
    from kyodo_core.cli.output import Output, warn_left_out
    from kyodo_core.comparison.staleness import stale
    from kyodo_core.domain.years import FiscalYear
    from kyodo_core.messages import language
    from kyodo_core.reports.staleness import stale_data, stale_report

    asked = App().cities(cities, ASPECT_IDS)
    as_of = year or FiscalYear.of(dt.date.today())
    found = [stale(city, as_of) for city in asked.usable]
    Output(format_name, output).write(
        lambda: stale_report(found, as_of, language()), lambda: stale_data(found, as_of)
    )
    warn_left_out(asked.left_out)


def _sound(cities: tuple[str, ...], with_coverage: bool, format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.checking import Severity, checked_additions, coverages
    from kyodo_core.checking import check as check_plugins
    from kyodo_core.cli.additions import addition_faults
    from kyodo_core.cli.commands import COMMANDS
    from kyodo_core.cli.faults import fault_text
    from kyodo_core.cli.output import Output
    from kyodo_core.messages import language
    from kyodo_core.reports.checking import check_data, check_report

    registry = App().registry
    checked = check_plugins(registry, cities)
    covered = coverages(registry, checked) if with_coverage else ()
    if not cities:
        checked += checked_additions(addition_faults(COMMANDS))
    on_screen = format_name == "table" and not output
    if on_screen:
        for finding in (finding for one in checked for finding in one.findings):
            warning = finding.severity.label.text(language()) if finding.severity is Severity.WARNING else ""
            click.echo(fault_text(finding.fault, warning))
    Output(format_name, output).write(
        lambda: check_report(checked, language(), not on_screen, covered),
        lambda: check_data(checked, covered),
    )
    if any(one.errors for one in checked):
        click.get_current_context().exit(1)
