"""`kyodo import-table`: a table that staff keep, taken over into an aspect's TOML."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kyodo_core.cli.options import aspect_type, command_of
from kyodo_core.errors import KyodoError, OutputError
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.importing.drafts import Draft
    from kyodo_core.importing.headings import Ask


def command() -> click.Command:
    return command_of(
        "import-table",
        import_table,
        _(
            "Take a table (CSV or .xlsx) over into the TOML of an ASPECT of CITY, an installed city or "
            "a plugin's folder. Shows what it would change; nothing is written without --write or --to."
        ),
        [
            click.Argument(["city"]),
            click.Argument(["aspect_id"], metavar="ASPECT", type=aspect_type()),
            click.Argument(["file"]),
            *_reading(),
            *_writing(),
        ],
    )


def _reading() -> list[click.Parameter]:
    return [
        click.Option(
            ["--sheet"],
            metavar="NAME",
            default="",
            help=_("Sheet of the file to read, where several hold something."),
        ),
        click.Option(
            ["--map", "map_file"], metavar="FILE", help=_("TOML file that says which heading is which key.")
        ),
        click.Option(
            ["--map-column", "columns"],
            multiple=True,
            metavar="HEADING=KEY",
            help=_("The key of a heading; HEADING= leaves the column out."),
        ),
        click.Option(
            ["--set", "fixed"],
            multiple=True,
            metavar="KEY=VALUE",
            help=_("A value for all rows that say nothing of it."),
        ),
        click.Option(
            ["--cite"],
            multiple=True,
            metavar="DOCUMENT#SECTION",
            help=_("The citation of all rows without one."),
        ),
        click.Option(
            ["--id-prefix"],
            metavar="PREFIX",
            default="",
            help=_("Make ids of this and the row's number or order, where the table has none."),
        ),
    ]


def _writing() -> list[click.Parameter]:
    return [
        click.Option(["--write"], is_flag=True, help=_("Write into the plugin's file of the aspect.")),
        click.Option(
            ["--to"], metavar="FILE", help=_("Write the aspect's whole TOML to this new file instead.")
        ),
        click.Option(
            ["--replace"],
            is_flag=True,
            help=_("Let the table's word stand where a fact of the city differs."),
        ),
        click.Option(
            ["--save-map"], metavar="FILE", help=_("Write how the headings were read to this TOML file.")
        ),
    ]


def import_table(city: str, aspect_id: str, file: str, **options: Any) -> None:
    from kyodo_core.app import App
    from kyodo_core.cli.output import Output, write_whole
    from kyodo_core.errors import Fault
    from kyodo_core.importing.maps import TableMap, map_text, read_map, with_options
    from kyodo_core.loading.tables import read_table
    from kyodo_core.messages import language
    from kyodo_core.reports.importing import draft_data, draft_report
    from kyodo_core.upkeep import draft_table

    if options["write"] and options["to"]:
        raise click.UsageError(_("--write and --to exclude each other."))
    known = read_map(options["map_file"]) if options["map_file"] else TableMap()
    used = with_options(known, options["columns"], options["fixed"], options["cite"], options["id_prefix"])
    faults: list[Fault] = []
    table = read_table(file, options["sheet"], faults=faults)
    replace = options["replace"]
    draft = draft_table(App().registry, city, aspect_id, table, used, replace, faults, _asking())
    if options["save_map"]:
        write_whole(Path(options["save_map"]), map_text(used, table.heads, draft.columns), "utf-8")
    written = _write(draft, options["write"], options["to"])
    Output(options["format_name"], options["output"]).write(
        lambda: draft_report(draft, replace, language()), lambda: draft_data(draft, written)
    )
    _say(draft, written)


def _asking() -> "Ask | None":
    """Who to ask for unclear headings: the person at the terminal, if there is one."""
    if not _at_a_terminal():
        return None

    def ask(heading: str, candidates: Sequence[str]) -> str:
        click.echo(_('Which key is the column "{heading}"?').format(heading=heading), err=True)
        for candidate in candidates:
            click.echo(f"  {candidate}", err=True)
        key: str = click.prompt(
            _("Key (empty: leave the column out)"), default="", show_default=False, err=True
        )
        return key.strip()

    return ask


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _write(draft: "Draft", into_plugin: bool, to: str | None) -> str | None:
    """Write the new text whole, and return where; None where nothing was asked for."""
    from kyodo_core.cli.output import write_whole

    if not (into_plugin or to):
        return None
    path = _new_file(to) if to else _plugin_file(draft)
    known = path.read_bytes() if path.is_file() else b""
    if draft.text != known.decode("utf-8-sig"):  # else the file says all of it already
        write_whole(path, draft.text, "utf-8-sig" if known.startswith(b"\xef\xbb\xbf") else "utf-8")
    return str(path)


def _new_file(to: str) -> Path:
    if Path(to).exists():
        raise _unwritable(to, _("there is such a file"), _("Name a new file."))
    return Path(to)


def _plugin_file(draft: "Draft") -> Path:
    if draft.file is None:
        raise KyodoError(_("The plugin lies in an archive, which is not written to."), _("Use --to FILE."))
    try:
        draft.file.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(str(draft.file), str(error.strerror), _("Use --to FILE.")) from None
    return draft.file


def _unwritable(file: str, reason: str, hint: str) -> OutputError:
    return OutputError(_("{file} cannot be written: {reason}").format(file=file, reason=reason), hint)


def _say(draft: "Draft", written: str | None) -> None:
    """What was done, on stderr."""
    from kyodo_core.cli.edge import show_note, show_warning

    for fault in draft.warnings:
        show_warning(fault)
    if written is None:
        show_note(_("Nothing was written. Write with --write, or to a new file with --to FILE."))
        return
    show_note(_("{count} fact(s) written: {file}").format(count=draft.written, file=written))
    if draft.left:
        show_note(_("{count} fact(s) differ and were left as they are.").format(count=len(draft.left)))
    if "site-packages" in Path(written).parts:
        show_note(_("This is an installed copy; the change is lost when the plugin is installed anew."))
