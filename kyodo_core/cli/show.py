"""`kyodo show`: one city's framework."""

import click

from kyodo_core.cli.options import aspect_type, command_of
from kyodo_core.messages import _


def command() -> click.Command:
    return command_of(
        "show",
        show,
        _("Show what CITY states, with citations; one ASPECT, or all."),
        [
            click.Argument(["city"]),
            click.Argument(["aspect_id"], metavar="[ASPECT]", required=False, type=aspect_type()),
            click.Option(["--sources"], is_flag=True, help=_("List the documents and what rests on each.")),
        ],
    )


def show(city: str, aspect_id: str | None, sources: bool, format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.aspects import ASPECT_IDS
    from kyodo_core.cli.output import Output
    from kyodo_core.messages import language
    from kyodo_core.reports import data, framework

    wanted = (aspect_id,) if aspect_id else ASPECT_IDS
    found = App().registry.city(city)
    if sources:
        report, plain = framework.sources_report, data.sources_data
    else:
        report, plain = framework.framework_report, data.framework_data
    Output(format_name, output).write(lambda: report(found, wanted, language()), lambda: plain(found, wanted))
