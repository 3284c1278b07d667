"""How an answer leaves the program: rendered, to the screen or whole into a file."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from kyodo_core.cli.additions import FORMATS, added_format
from kyodo_core.cli.screen import draws_lines, screen_width
from kyodo_core.domain.reports import Report
from kyodo_core.errors import FaultsError
from kyodo_core.messages import _
from kyodo_core.writing import whole_file


@frozen
class Output:
    """Where an answer goes and in which format."""

    format_name: str
    output: str | None = None

    def write(self, report: Callable[[], Report], data: Callable[[], Any]) -> None:
        """Write the answer: its data as JSON, or its report in the other formats.

        Raises:
            OutputError: the file cannot be written; an old file stays whole.
            PluginError: the format is a plugin's, and fails.
        """
        if self.format_name in FORMATS:
            self.write_text(self._text(report, data))
        else:
            self._write_added(report)

    def write_text(self, text: str) -> None:
        """Write a text that is the same in every format.

        Raises:
            OutputError: the file cannot be written; an old file stays whole.
        """
        if self.output:
            write_whole(Path(self.output), text, "utf-8-sig" if self.format_name == "csv" else "utf-8")
        else:
            sys.stdout.write(text.replace("\r\n", "\n") if os.linesep == "\r\n" else text)

    def _text(self, report: Callable[[], Report], data: Callable[[], Any]) -> str:
        if self.format_name == "json":
            import json

            return json.dumps(data(), ensure_ascii=False, indent=2) + "\n"
        from kyodo_core.render import renderer

        to_screen = not self.output
        render = renderer(self.format_name)
        return render(report(), width=screen_width(), ascii_only=to_screen and not draws_lines(sys.stdout))

    def _write_added(self, report: Callable[[], Report]) -> None:
        """Write in the format of a plugin; bytes go into a file or a pipe, never onto the screen."""
        from kyodo_core.extensions import rendered

        plugin, chosen = added_format(self.format_name)
        if chosen.binary and not self.output and sys.stdout.isatty():
            message = _("The format {name} is not text. Write it to a file: --output FILE{suffix}")
            raise click.UsageError(message.format(name=chosen.name, suffix=chosen.suffix))
        made = rendered(plugin, chosen, report())
        if isinstance(made, str):
            self.write_text(made)
        elif self.output:
            write_whole(Path(self.output), made)
        else:
            sys.stdout.buffer.write(made)


def write_whole(path: Path, content: str | bytes, encoding: str = "utf-8") -> None:
    """Write a file at once: the new content, or on any failure the old file untouched.

    Raises:
        OutputError: the file or its folder cannot be written.
    """
    data = content.encode(encoding) if isinstance(content, str) else content
    with whole_file(path) as part:
        part.write_bytes(data)


def warn_left_out(errors: Mapping[str, FaultsError]) -> None:
    """Say on stderr which cities could not answer."""
    from kyodo_core.cli.edge import show_left_out

    show_left_out(tuple(errors.values()))
