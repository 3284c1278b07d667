"""`kyodo programs`: the catalogue of support programs."""

from typing import TYPE_CHECKING

import click

from kyodo_core.cli.options import KindOf, command_of, year_option
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.domain.kinds import ActorKind, SupportKind
    from kyodo_core.domain.years import FiscalYear


def command() -> click.Command:
    return command_of(
        "programs",
        programs,
        _("List the support programs of the cities: of all, by kind of support, or for one kind of actor."),
        [
            click.Argument(["cities"], nargs=-1, metavar="[CITY]..."),
            year_option(),
            click.Option(["--support"], type=KindOf("SupportKind"), help=_("Only this kind of support.")),
            click.Option(
                ["--for", "actor"], type=KindOf("ActorKind"), help=_("Only for this kind of actor.")
            ),
        ],
    )


def programs(
    cities: tuple[str, ...],
    year: "FiscalYear | None",
    support: "SupportKind | None",
    actor: "ActorKind | None",
    format_name: str,
    output: str | None,
) -> None:
    from kyodo_core.app import App
    from kyodo_core.aspects.plain import plain
    from kyodo_core.cli.output import Output, warn_left_out
    from kyodo_core.messages import language
    from kyodo_core.reports.programs import catalogue_report

    app = App()
    found = app.cities(cities, ("programs",))
    listed = app.programs(found, year, support, actor)
    Output(format_name, output).write(
        lambda: catalogue_report(listed, found.usable, language()),
        lambda: [{"city": city.slug, **plain(program)} for city, program in listed],
    )
    warn_left_out(found.left_out)
