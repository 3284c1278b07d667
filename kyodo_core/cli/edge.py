"""Where the program meets the terminal: language, encoding, and errors turned into messages."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

import click

from kyodo_core import messages
from kyodo_core.errors import Fault, FaultsError, KyodoError, Suggestion, UnknownNameError
from kyodo_core.locating import found_folder
from kyodo_core.messages import _

_JSON = f"{__name__}.json"


def prepare_language(arguments: Sequence[str]) -> None:
    """Choose the language before any text is made; `--lang` may stand anywhere in the line.

    click's own texts (Usage, Options …) are in the same catalogue.
    """
    chosen = _argument(arguments, "--lang") or os.environ.get("KYODO_LANG", "") or _configured(arguments)
    if chosen in messages.LANGUAGES:
        messages.use_language(chosen)
    import gettext

    os.environ["LANGUAGE"] = messages.language()
    gettext.bindtextdomain("kyodo", str(Path(messages.__file__).parent / "locale"))
    gettext.textdomain("kyodo")


def _argument(arguments: Sequence[str], option: str) -> str:
    """The last value that the line gives an option, written with a space or with =."""
    given = ""
    for place, argument in enumerate(arguments):
        name, mark, value = argument.partition("=")
        if name == option:
            given = value if mark else "".join(arguments[place + 1 : place + 2])
    return given


def _configured(arguments: Sequence[str]) -> str:
    """The language of the configuration, where there is one; a faulty one is told by the command."""
    named = _argument(arguments, "--config")
    folder = Path(named) if named else None
    if found_folder(folder, os.environ, Path.cwd()) is None:
        return ""
    from kyodo_core.configuration import configuration

    try:
        return configuration(folder, os.environ, Path.cwd()).choices.language
    except FaultsError:
        return ""


def prepare_streams() -> None:
    """A character that the terminal's encoding lacks is shown escaped instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def handled(ctx: click.Context) -> Iterator[None]:
    """Errors of kyodo become a message on stderr and an exit code; as JSON where that was asked for."""
    try:
        yield
    except KyodoError as error:
        show_error(error)
        ctx.exit(error.exit_code)
    except click.ClickException as error:
        if not wants_json(ctx):
            raise
        show_error(KyodoError(error.format_message()))
        ctx.exit(error.exit_code)


def note_format(ctx: click.Context, arguments: Sequence[str]) -> None:
    """Remember whether the line asks for JSON, before it is parsed: its errors are JSON too."""
    ctx.meta[_JSON] = _argument(arguments, "--format") == "json"


def wants_json(ctx: click.Context | None = None) -> bool:
    found = ctx or click.get_current_context(silent=True)
    return bool(found and found.meta.get(_JSON))


def show_error(error: KyodoError) -> None:
    """Print an error on stderr: its faults with their lines, or its message with what would help."""
    if wants_json():
        _show_data("error", [error])
    elif isinstance(error, FaultsError):
        _show_faults(error)
    else:
        click.echo(_("Error: {message}").format(message=error.message), err=True)
        for line in [*_hints(error), *(f"  {line}" for line in _not_installed(error))]:
            click.echo(line, err=True)


def _hints(error: KyodoError) -> list[str]:
    """What would help; names are folded to the screen, commands stay whole to be copied."""
    if not isinstance(error.hint, Suggestion):
        return [f"  {line}" for line in error.hint.splitlines()]
    from kyodo_core.cli.faults import indented

    return [part for line in error.hint.lines() for part in indented(line, "  ")]


def _not_installed(error: KyodoError) -> list[str]:
    """Of a city that does not exist, and whose plugin lies in the working folder: how to install it."""
    city = error.city if isinstance(error, UnknownNameError) else ""
    if not city or Path(city).name != city or not Path(city, "pyproject.toml").is_file():
        return []
    line = f"pip install -e .{os.sep}{city}"
    return [
        _("A folder of this name lies here. If it is the city's plugin, install it: {line}").format(line=line)
    ]


def show_left_out(errors: Sequence[FaultsError]) -> None:
    """Say on stderr which cities could not answer; the others did."""
    if not errors:
        return
    if wants_json():
        _show_data("left_out", errors)
        return
    for error in errors:
        _show_faults(error)
    message = _("{count} city or cities could not answer; see above.")
    click.echo(message.format(count=len(errors)), err=True)


def show_warning(fault: Fault, err: bool = True) -> None:
    """Print what works and may surprise, with its place; on stderr, unless it is the answer."""
    from kyodo_core.cli.faults import fault_text

    if wants_json():
        _show_data("warning", [FaultsError(fault.message, [fault])])
    else:
        click.echo(fault_text(fault, _("Warning")), err=err)


def show_unusable(faults: Sequence[Fault]) -> None:
    """Say on stderr why a plugin that is no city is left aside."""
    error = FaultsError(_("{plugin} cannot be used.").format(plugin=faults[0].file), faults)
    if wants_json():
        _show_data("left_out", [error])
    else:
        _show_faults(error)


def show_note(message: str) -> None:
    """Say on stderr what was done."""
    if wants_json():
        _show_data("note", [KyodoError(message)])
    else:
        click.echo(message, err=True)


def _show_faults(error: FaultsError) -> None:
    from kyodo_core.cli.faults import fault_text

    for fault in error.faults:
        click.echo(fault_text(fault), err=True)


def _show_data(key: str, errors: Sequence[KyodoError]) -> None:
    import json

    from kyodo_core.reports.faults import error_data

    click.echo(json.dumps({key: error_data(errors)}, ensure_ascii=False), err=True)
