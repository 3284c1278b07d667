"""The `kyodo` group with its commands; a command's module is imported when it is needed."""

from importlib import import_module

import click

from kyodo_core import __version__
from kyodo_core.cli.edge import handled
from kyodo_core.cli.options import language_option
from kyodo_core.errors import UnknownNameError
from kyodo_core.messages import _

COMMANDS = ("cities", "show", "compare", "gaps", "report", "check")


class KyodoGroup(click.Group):
    """Loads commands lazily, and turns kyodo's errors into messages and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kyodo_core.cli.{cmd_name}").command()
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise UnknownNameError.among("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        with handled(ctx):
            return super().invoke(ctx)


def build() -> click.Group:
    group = KyodoGroup(
        name="kyodo",
        help=_("Frameworks of collaboration (協働のまちづくり) of Japanese municipalities, compared."),
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        params=[language_option()],
    )
    return click.version_option(__version__, prog_name="kyodo")(group)
