"""`kyodo diff-city`: what two versions of a city's plugin state differently."""

import click

from kyodo_core.cli.options import command_of
from kyodo_core.messages import _


def command() -> click.Command:
    return command_of(
        "diff-city",
        diff_city,
        _(
            "Show two versions of a city's plugin side by side, fact by fact. OLD and NEW are each an "
            "installed city, or the folder, wheel or zip file of a plugin, of which only the TOML is read."
        ),
        [click.Argument(["old"]), click.Argument(["new"])],
    )


def diff_city(old: str, new: str, format_name: str, output: str | None) -> None:
    from kyodo_core.app import App
    from kyodo_core.cli.output import Output
    from kyodo_core.messages import language
    from kyodo_core.reports.changes import changes_data, changes_report
    from kyodo_core.upkeep import compare_versions

    found = compare_versions(App().registry, old, new)
    Output(format_name, output).write(
        lambda: changes_report(found, (old, new), language()), lambda: changes_data(found, (old, new))
    )
