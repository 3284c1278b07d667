"""`kyodo simulate`: what a change of rules would cost, and who would gain or lose by it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kyodo_core.cli.bulk import engine_options, missing, refuse_idle, table_file
from kyodo_core.cli.options import command_of
from kyodo_core.errors import KyodoError
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.bulk.simulation import Simulation
    from kyodo_core.domain.municipality import Municipality
    from kyodo_core.registry import Registry
    from kyodo_core.reports.bulk import Names


def command() -> click.Command:
    return command_of(
        "simulate",
        simulate,
        _("Compare what applications get under the terms in force with what they would get under a change."),
        [
            click.Option(
                ["--applications"],
                metavar="FILE",
                required=True,
                help=_("The table of applications (.csv, .xlsx, .parquet)."),
            ),
            click.Option(
                ["--change", "changes"],
                metavar="OVERLAY",
                multiple=True,
                required=True,
                help=_(
                    "An overlay with the change, named after its city (CITY.toml), or CITY=FILE; repeatable."
                ),
            ),
            click.Option(
                ["--details"],
                metavar="FILE",
                help=_("Write every application with both amounts to this file (.csv, .xlsx, .parquet)."),
            ),
            *engine_options(),
        ],
    )


def simulate(
    applications: str,
    changes: tuple[str, ...],
    details: str | None,
    sheet: str,
    engine: str,
    spark: str,
    format_name: str,
    output: str | None,
) -> None:
    from kyodo_core.app import App
    from kyodo_core.cli.output import Output

    refuse_idle(applications, sheet, engine)
    source = table_file(applications)
    registry = App().registry
    changed = _changed(registry, changes)
    try:
        found, names = _simulated(registry, changed, source, details, (sheet, engine, spark))
        from kyodo_core.reports.simulation import simulation_data, simulation_report
    except ModuleNotFoundError as error:
        raise missing(error) from None
    Output(format_name, output).write(
        lambda: simulation_report(found, changes, names), lambda: simulation_data(found)
    )


def _changed(registry: "Registry", changes: tuple[str, ...]) -> "dict[str, Municipality]":
    """The cities as the changes leave them, on top of the configuration in force."""
    from kyodo_core.loading.overlays import overlaid

    cities: dict[str, Municipality] = {}
    for change in changes:
        slug, mark, file = change.partition("=")
        path = table_file(file if mark else change)
        slug = slug if mark else path.stem
        if slug not in registry.slugs and not mark:
            first = next(iter(registry.slugs), "CITY")
            message = _("the change must say its city: name the file {name}.toml, or write {name}={file}")
            raise KyodoError(message.format(name=first, file=path))
        cities[slug] = overlaid(cities.get(slug) or registry.city(slug), path)
        cities[slug].aspects["programs"]  # all faults of the change at once, before any row
    return cities


def _simulated(
    registry: "Registry",
    changed: "dict[str, Municipality]",
    source: Path,
    details: str | None,
    by: tuple[str, str, str],
) -> "tuple[Simulation, Names]":
    from kyodo_core.bulk.installed import InstalledPrograms
    from kyodo_core.bulk.run import Job
    from kyodo_core.bulk.simulation import simulate

    after = InstalledPrograms(registry, changed)
    job = Job(source, Path(details or source), *by)
    wanted = Path(details) if details else None
    return simulate(InstalledPrograms(registry), after, after.declared, job, wanted), after.names
