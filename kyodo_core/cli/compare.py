"""`kyodo compare`: cities side by side."""

from typing import TYPE_CHECKING

import click

from kyodo_core.cli.options import aspect_type, command_of, year_option
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.app import App
    from kyodo_core.cli.output import Output
    from kyodo_core.comparison.matrix import Comparison
    from kyodo_core.domain.years import FiscalYear


def command() -> click.Command:
    return command_of(
        "compare",
        compare,
        _(
            "Compare cities side by side: all installed ones, or those named. Without --aspect, an overview "
            "(as JSON, every aspect)."
        ),
        [
            click.Argument(["cities"], nargs=-1, metavar="[CITY]..."),
            click.Option(
                ["--aspect", "aspect_ids"],
                multiple=True,
                type=aspect_type(),
                help=_("Show this aspect in full; may be given several times."),
            ),
            year_option(),
            click.Option(
                ["--applicant"],
                metavar="FILE",
                help=_("Ask every city's programs what they would grant to this applicant."),
            ),
        ],
    )


def compare(
    cities: tuple[str, ...],
    aspect_ids: tuple[str, ...],
    year: "FiscalYear | None",
    applicant: str | None,
    format_name: str,
    output: str | None,
) -> None:
    from kyodo_core.app import App
    from kyodo_core.aspects import ASPECT_IDS, OVERVIEW_IDS
    from kyodo_core.cli.output import Output, warn_left_out
    from kyodo_core.messages import language
    from kyodo_core.reports.comparison import comparison_report, overview_report

    app = App()
    if applicant:
        if aspect_ids or year:
            raise click.UsageError(_("--applicant states its own year and goes with no --aspect."))
        _ask(app, cities, applicant, Output(format_name, output))
        return
    wanted = aspect_ids or (ASPECT_IDS if format_name == "json" else OVERVIEW_IDS)
    found = app.cities(cities, wanted)
    answer = app.compare(found, wanted, year)
    report = comparison_report if aspect_ids else overview_report
    Output(format_name, output).write(lambda: report(answer, language()), lambda: _data(answer))
    warn_left_out(found.left_out)


def _data(answer: "Comparison") -> dict[str, object]:
    from kyodo_core.reports.data import comparison_data

    return comparison_data(answer)


def _ask(app: "App", cities: tuple[str, ...], file: str, out: "Output") -> None:
    from kyodo_core.cli.output import warn_left_out
    from kyodo_core.granting import Granting
    from kyodo_core.reports.applicant import applicant_data, applicant_report

    asker, found, answers = Granting(app).ask(app.cities(cities, ("programs",)), file)
    out.write(lambda: applicant_report(asker, found.usable, answers), lambda: applicant_data(asker, answers))
    warn_left_out(found.left_out)
