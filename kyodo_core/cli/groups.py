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
        known = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in known:
            raise UnknownNameError.among("command", args[0], known)
        return super().resolve_command(ctx, args)


def group_of(name: str, help_text: str, commands: Sequence[click.Command]) -> click.Group:
    """A group below `kyodo`, with the options that stand before any command."""
    return NamingGroup(
        name,
        help=help_text,
        commands=commands,
        params=[config_option(), language_option()],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
