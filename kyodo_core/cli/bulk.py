"""`kyodo assess --bulk`: a file of applications to a file of results; totals go to the screen's errors."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kyodo_core.cli.options import Named
from kyodo_core.errors import KyodoError
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.bulk.results import Tally
    from kyodo_core.reports.bulk import Names

ENGINES = ("polars", "duckdb", "spark")


_OF_A_TABLE = ("sheet", "engine", "spark")

_TOLD = ("table", "json")


def options() -> list[click.Parameter]:
    """The options of a run over many applications."""
    return [
        click.Option(
            ["--bulk"],
            metavar="FILE",
            help=_(
                "Assess a table of applications (.csv, .xlsx, .parquet) into the file named by --output. "
                "The totals go to the error stream; as JSON with --format json."
            ),
        ),
        *engine_options(),
    ]


def engine_options() -> list[click.Parameter]:
    """What is common to all that reads a table of applications."""
    return [
        click.Option(["--sheet"], default="", help=_("The sheet of an .xlsx that has several.")),
        click.Option(
            ["--engine"],
            type=Named("engine", ENGINES),
            default="polars",
            show_default=True,
            help=_("What computes a table of applications."),
        ),
        click.Option(
            ["--spark"], metavar="URL", default="local[*]", help=_("Address of the Spark cluster's master.")
        ),
    ]


def refuse_without_table() -> None:
    """Refuse the options that only a table of applications has, where none is assessed.

    Raises:
        click.UsageError: naming those that were given; they would have no effect.
    """
    context = click.get_current_context()
    default = click.core.ParameterSource.DEFAULT
    given = [f"--{name}" for name in _OF_A_TABLE if context.get_parameter_source(name) is not default]
    if given:
        message = _("{options} goes with --bulk FILE only.")
        raise click.UsageError(message.format(options=", ".join(given)))


def refuse_idle(file: str, sheet: str, engine: str = "spark") -> None:
    """Refuse a sheet of a file that has none, and the address of a cluster that does not compute.

    Raises:
        click.UsageError: the option would have no effect.
    """
    if sheet and Path(file).suffix.lower() != ".xlsx":
        raise click.UsageError(_("--sheet goes with an .xlsx file only."))
    asked = click.get_current_context().get_parameter_source("spark")
    if engine != "spark" and asked is not click.core.ParameterSource.DEFAULT:
        raise click.UsageError(_("--spark goes with --engine spark only."))


def assess_bulk(
    source: str, output: str | None, sheet: str, engine: str, spark: str, format_name: str = "table"
) -> None:
    """Assess the table and say the totals, as a table or as JSON; exit status 1 where rows were faulty."""
    if not output:
        raise click.UsageError(_("Name the file of results with --output: .csv, .xlsx or .parquet."))
    if format_name not in _TOLD:
        message = _(
            "--bulk tells its totals with --format table or json; its results are of --output's kind."
        )
        raise click.UsageError(message)
    refuse_idle(source, sheet, engine)
    tally, names = _run(table_file(source), Path(output), sheet, engine, spark)
    if format_name == "json":
        _say_data(tally, output)
    else:
        _say(tally, output, names)
    if tally.wrong:
        click.get_current_context().exit(1)


def table_file(name: str) -> Path:
    """The path of a file that is there; raises KyodoError where it is not."""
    if not Path(name).is_file():
        raise KyodoError(_("there is no file {file}").format(file=name))
    return Path(name)


def _run(source: Path, output: Path, sheet: str, engine: str, spark: str) -> "tuple[Tally, Names]":
    from kyodo_core.app import App

    registry = App().registry
    try:
        from kyodo_core.bulk.installed import InstalledPrograms
        from kyodo_core.bulk.run import Job, assess_file
    except ModuleNotFoundError as error:
        raise missing(error) from None
    programs = InstalledPrograms(registry)
    try:
        tally = assess_file(programs, programs.declared, Job(source, output, sheet, engine, spark))
    except ModuleNotFoundError as error:
        raise missing(error) from None
    return tally, programs.names


def missing(error: ModuleNotFoundError) -> KyodoError:
    """What to do where a library is not installed."""
    library = (error.name or "").partition(".")[0]
    message = _("the library {name} is not installed").format(name=library)
    extra = {"duckdb": "duckdb", "pyspark": "spark", "py4j": "spark"}.get(library, "bulk")
    return KyodoError(message, f'pip install "kyodo-core[{extra}]"')


def _say_data(tally: "Tally", output: str) -> None:
    """One line, as all that is told on the error stream where JSON is asked for."""
    import json

    from kyodo_core.bulk.run import errors_path
    from kyodo_core.reports.bulk import run_data

    data = run_data(tally, output, str(errors_path(Path(output))))
    click.echo(json.dumps(data, ensure_ascii=False), err=True)


def _say(tally: "Tally", output: str, names: "Names") -> None:
    from kyodo_core.bulk.run import errors_path
    from kyodo_core.cli.screen import draws_lines, screen_width
    from kyodo_core.render import renderer
    from kyodo_core.reports.bulk import totals_report

    report = totals_report(tally, output, str(errors_path(Path(output))), names)
    text = renderer("table")(report, width=screen_width(), ascii_only=not draws_lines(sys.stderr))
    click.echo(text, err=True, nl=False)
