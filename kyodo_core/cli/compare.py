"""`kyodo compare`: cities side by side."""

from typing import TYPE_CHECKING

import click

from kyodo_core.cli.options import aspect_type, command_of, year_option
from kyodo_core.messages import _

if TYPE_CHECKING:
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
        ],
    )


def compare(
    cities: tuple[str, ...],
    aspect_ids: tuple[str, ...],
    year: "FiscalYear | None",
    format_name: str,
    output: str | None,
) -> None:
    from kyodo_core.app import App
    from kyodo_core.aspects import ASPECT_IDS, OVERVIEW_IDS
    from kyodo_core.cli.output import Output, warn_left_out
    from kyodo_core.messages import language
    from kyodo_core.reports.comparison import comparison_report, overview_report

    app = App()
    wanted = aspect_ids or (ASPECT_IDS if format_name == "json" else OVERVIEW_IDS)
    found = app.cities(cities, wanted)
    answer = app.compare(found, wanted, year)
    report = comparison_report if aspect_ids else overview_report
    Output(format_name, output).write(lambda: report(answer, language()), lambda: _data(answer))
    warn_left_out(found.left_out)


def _data(answer: "Comparison") -> dict[str, object]:
    from kyodo_core.reports.data import comparison_data

    return comparison_data(answer)
