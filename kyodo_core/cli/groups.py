"""Groups of commands: a misspelt command is answered with the nearest one."""

from collections.abc import Sequence

import click

from kyodo_core.cli.options import config_option, language_option
from kyodo_core.errors import UnknownNameError


class NamingGroup(click.Group):
    """Refuses an unknown command with the nearest known one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        command = self.get_command(ctx, args[0])
        if command is not None:
            return args[0], command, args[1:]
        if args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        raise UnknownNameError.among("command", args[0], self.list_commands(ctx))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the first sentence of its help: click cuts where blanks are."""
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and command.short_help is None:
                command.short_help = first_sentence(command.help or "")
        super().format_commands(ctx, formatter)


def first_sentence(text: str) -> str:
    """Up to the first full stop outside brackets."""
    depth = 0
    for place, character in enumerate(text):
        depth += character in "(（"
        depth -= character in ")）"
        ends = character == "。" or text[place : place + 2] == ". "
        if ends and not depth:
            return text[: place + 1]
    return text


def group_of(name: str, help_text: str, commands: Sequence[click.Command]) -> click.Group:
    """A group below `kyodo`, with the options that stand before any command."""
    return NamingGroup(
        name,
        help=help_text,
        commands=commands,
        params=[config_option(), language_option()],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
