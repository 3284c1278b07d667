"""The `kyodo` group with its commands; a command's module is imported when it is needed."""

from importlib import import_module

import click

from kyodo_core import __version__
from kyodo_core.cli.edge import handled
from kyodo_core.cli.groups import NamingGroup
from kyodo_core.cli.options import config_option, language_option
from kyodo_core.messages import _

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
    "config",
    "check",
    "new-city",
    "new-program",
)


class KyodoGroup(NamingGroup):
    """Loads commands lazily, and turns kyodo's errors into messages and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kyodo_core.cli.{cmd_name.replace('-', '_')}").command()
        return command

    def invoke(self, ctx: click.Context) -> object:
        with handled(ctx):
            return super().invoke(ctx)


def build() -> click.Group:
    group = KyodoGroup(
        name="kyodo",
        help=_("Frameworks of collaboration (協働のまちづくり) of Japanese municipalities, compared."),
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        params=[config_option(), language_option()],
    )
    return click.version_option(__version__, prog_name="kyodo")(group)
