"""The `kyodo` group with its commands; a command's module is imported when it is needed."""

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

import click

from kyodo_core import __version__
from kyodo_core.cli.additions import added_commands, naming_plugin, tell
from kyodo_core.cli.edge import handled, note_format
from kyodo_core.cli.groups import NamingGroup
from kyodo_core.cli.options import config_option, language_option
from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.extensions import Additions

COMMANDS = (
    "cities",
    "show",
    "compare",
    "gaps",
    "report",
    "programs",
    "program",
    "assess",
    "allocate",
    "simulate",
    "config",
    "check",
    "schema",
    "diff-city",
    "import-table",
    "new-city",
    "new-program",
)


class Deferred(click.Command):
    """Stands for a command of kyodo's own until it is asked for; then its module is imported."""

    def made(self) -> click.Command:
        module = import_module(f"kyodo_core.cli.{str(self.name).replace('-', '_')}")
        command: click.Command = module.command()
        return command


def kyodo_commands(group: click.Group) -> None:
    """Add kyodo's own commands, through the hook by which plugins add theirs."""
    for name in COMMANDS:
        group.add_command(Deferred(name))


class KyodoGroup(NamingGroup):
    """Kyodo's own commands and those of plugins; turns kyodo's errors into messages and exit codes.

    Plugins are asked only for a command that is not kyodo's own, and when the commands are listed.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = self.commands.get(cmd_name)
        if own is None:
            added = self._added.find(cmd_name) if self._added else None
            return added[1] if added else None
        if isinstance(own, Deferred):
            own = self.commands[cmd_name] = own.made()
        return own

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        note_format(ctx, args)
        with handled(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        with handled(ctx), naming_plugin(lambda: self._plugin(ctx)):
            return super().invoke(ctx)

    @cached_property
    def _names(self) -> list[str]:
        """All commands; what is wrong with plugins is told once, however often the names are asked for."""
        tell(self._added)
        return [*self.commands, *(self._added.items if self._added else ())]

    @cached_property
    def _added(self) -> "Additions[click.Command] | None":
        return added_commands(self.commands)

    def _plugin(self, ctx: click.Context) -> str:
        """The plugin whose command runs; empty for one of kyodo's own."""
        name = ctx.invoked_subcommand
        if name is None or name in self.commands or not self._added:
            return ""
        return self._added.items[name][0]


def build() -> click.Group:
    group = KyodoGroup(
        name="kyodo",
        help=_("Frameworks of collaboration (協働のまちづくり) of Japanese municipalities, compared."),
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        params=[config_option(), language_option()],
    )
    kyodo_commands(group)
    return click.version_option(__version__, prog_name="kyodo")(group)
