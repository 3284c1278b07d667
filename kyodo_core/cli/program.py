"""`kyodo program`: one program with its timeline and terms, and terms from a new year on."""

from typing import TYPE_CHECKING, Any

import click

from kyodo_core.cli.groups import group_of
from kyodo_core.cli.options import Year, command_of
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.amending.amend import Amendment
    from kyodo_core.amending.settings import Setting
    from kyodo_core.domain.years import FiscalYear


class _Setting(click.ParamType[Any]):
    """A key of the terms and its new value."""

    name = "KEY=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from kyodo_core.amending.settings import Setting

        try:
            return value if isinstance(value, Setting) else Setting.parse(value)
        except ValueError:
            message = _("{value} is not written KEY=VALUE, such as rate=1/2 or rounding.unit=1000.")
            self.fail(message.format(value=value), param, ctx)


def command() -> click.Group:
    shown = command_of(
        "show",
        show,
        _("Show PROGRAM of CITY: what it is, its schedule, and its terms with their years."),
        [click.Argument(["city"]), click.Argument(["program"])],
    )
    amended = command_of(
        "amend",
        amend,
        _(
            "Amend PROGRAM of CITY from a fiscal year on: the terms before with what --set changes, written "
            "into the configuration's file of the city. What held before keeps answering for its years."
        ),
        [click.Argument(["city"]), click.Argument(["program"]), *_amendment_options()],
    )
    return group_of("program", _("Look into one support program, or amend it."), [shown, amended])


def _amendment_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--from", "since"], type=Year(), required=True, help=_("The first fiscal year of the new terms.")
        ),
        click.Option(
            ["--set", "settings"],
            type=_Setting(),
            multiple=True,
            help=_("A key and its new value (rate=1/2; none takes it away); may be given several times."),
        ),
        click.Option(["--basis"], required=True, help=_("The rule that the new terms rest on.")),
        click.Option(
            ["--cite"],
            multiple=True,
            metavar="DOCUMENT#SECTION",
            help=_("What the new terms cite; without it, what those before cite and the basis as a whole."),
        ),
        click.Option(
            ["--terms"], metavar="NAME", help=_("Which terms, where the program has several at a time.")
        ),
        click.Option(["--dry-run"], is_flag=True, help=_("Show what would change and write nothing.")),
    ]


def show(city: str, program: str, format_name: str, output: str | None) -> None:
    import datetime as dt

    from kyodo_core.app import App
    from kyodo_core.aspects.plain import plain
    from kyodo_core.cli.output import Output
    from kyodo_core.domain.years import DocumentDate
    from kyodo_core.messages import language
    from kyodo_core.reports.programs import program_report

    municipality, found = App().program(city, program)
    today = dt.date.today()
    year = DocumentDate(today.year, today.month, today.day).fiscal_year
    Output(format_name, output).write(
        lambda: program_report(municipality, found, year, language()), lambda: plain(found)
    )


def amend(
    city: str,
    program: str,
    since: "FiscalYear",
    settings: "tuple[Setting, ...]",
    basis: str,
    cite: tuple[str, ...],
    terms: str | None,
    dry_run: bool,
    format_name: str,
    output: str | None,
) -> None:
    from kyodo_core.amending.amend import Request
    from kyodo_core.app import App
    from kyodo_core.cli.output import Output, write_whole
    from kyodo_core.domain.silence import NOT_STATED
    from kyodo_core.messages import language
    from kyodo_core.reports.amendment import amendment_data, amendment_report

    request = Request(
        program=program, since=since, basis=basis, settings=settings, cite=cite, terms=terms or NOT_STATED
    )
    made = App().amend(city, request)
    Output(format_name, output).write(
        lambda: amendment_report(made, language()), lambda: amendment_data(made, not dry_run)
    )
    if not dry_run:
        write_whole(made.path, made.text, "utf-8")
    _tell(made, dry_run)


def _tell(made: "Amendment", dry_run: bool) -> None:
    """On stderr: what a person should know of the new terms, and whether they are written."""
    from kyodo_core.cli.edge import show_note, show_warning

    for note in made.notes:
        show_note(note)
    for warning in made.warnings:
        show_warning(warning)
    message = (
        _("{file} is unchanged (--dry-run).") if dry_run else _("The new terms were written into {file}.")
    )
    show_note(message.format(file=made.path))
