"""`kyodo assess`: what a program grants to an applicant, step by step."""

import click

from kyodo_core.cli.bulk import assess_bulk, options, refuse_without_table
from kyodo_core.cli.options import command_of
from kyodo_core.messages import _


def command() -> click.Command:
    return command_of(
        "assess",
        assess,
        _(
            "Assess applications (TOML files): eligible or not, the amount, and the clause of every step. "
            "Exit status 0 also where nothing is granted."
        ),
        [
            click.Argument(["files"], nargs=-1, metavar="[FILE]..."),
            click.Option(["--explain"], is_flag=True, help=_("Print every step of the computation.")),
            click.Option(
                ["--template", "asked"],
                nargs=2,
                metavar="CITY PROGRAM",
                help=_("Write an application to fill in."),
            ),
            *options(),
        ],
    )


def assess(
    files: tuple[str, ...],
    explain: bool,
    asked: tuple[str, str] | None,
    bulk: str | None,
    sheet: str,
    engine: str,
    spark: str,
    format_name: str,
    output: str | None,
) -> None:
    if bulk:
        if files or asked or explain:
            message = _("--bulk assesses one table: leave out FILE, --template and --explain.")
            raise click.UsageError(message)
        assess_bulk(bulk, output, sheet, engine, spark, format_name)
        return
    refuse_without_table()
    from kyodo_core.cli.output import Output
    from kyodo_core.granting import Granting
    from kyodo_core.reports.assessment import assessment_data, assessment_report, assessment_section

    granting = Granting()
    out = Output(format_name, output)
    if asked:
        out.write_text(granting.template(*asked))
        return
    if not files:
        raise click.UsageError(_("Name a file, a table with --bulk, or ask for --template CITY PROGRAM."))
    outcomes = granting.assess_all(files)
    data = [assessment_data(one.application, one.outcome) for one in outcomes]
    out.write(
        lambda: assessment_report(
            [assessment_section(o.city, o.program, o.application, o.outcome, explain) for o in outcomes],
            [one.city for one in outcomes],
        ),
        lambda: data[0] if len(data) == 1 else data,
    )
