"""Where the program meets the terminal: language, encoding, and errors turned into messages."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

import click

from kyodo_core import messages
from kyodo_core.errors import Fault, FaultsError, KyodoError
from kyodo_core.locating import found_folder
from kyodo_core.messages import _


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
    """Errors of kyodo become a message on stderr and an exit code."""
    try:
        yield
    except KyodoError as error:
        show_error(error)
        ctx.exit(error.exit_code)


def show_error(error: KyodoError) -> None:
    """Print an error on stderr: its faults with their lines, or its message with its hint."""
    if isinstance(error, FaultsError):
        for fault in error.faults:
            click.echo(fault_text(fault), err=True)
        return
    click.echo(_("Error: {message}").format(message=error.message), err=True)
    if error.hint:
        click.echo(f"  {error.hint}", err=True)


def show_warning(fault: Fault, err: bool = True) -> None:
    """Print what works and may surprise, with its place; on stderr, unless it is the answer."""
    severity = _("Warning")
    click.echo(f"{severity}: {fault_text(fault)}", err=err)


def fault_text(fault: Fault) -> str:
    """A fault with its place, the line it stands in, a mark under it, and what would be right."""
    lines = [f"{_near(fault.place)}: {fault.message}"]
    if fault.source:
        number = str(fault.line)
        lines.append(f"  {number} | {fault.source}")
        if fault.column:
            lines.append(f"  {' ' * len(number)} | {_underline(fault)}")
    if fault.hint:
        lines.append(f"  → {fault.hint}")
    return "\n".join(lines)


def _near(place: str) -> str:
    """A path below the working folder is shown from there."""
    return place.removeprefix(f"{Path.cwd()}{os.sep}")


def _underline(fault: Fault) -> str:
    """The mark under the fault, aligned below wide characters."""
    from unicodedata import east_asian_width

    def columns(text: str) -> int:
        return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)

    start = fault.column - 1
    covered = columns(fault.source[start : start + fault.width])
    return " " * columns(fault.source[:start]) + "^" * max(covered, 1)
