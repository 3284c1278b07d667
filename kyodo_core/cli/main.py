"""Entry point of `kyodo`."""

import sys
from collections.abc import Sequence

import click

from kyodo_core.cli.edge import prepare_language, prepare_streams


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `kyodo` with the given arguments, or those of the command line."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    prepare_language(given)
    prepare_streams()
    group().main(given, prog_name="kyodo")


def group() -> click.Group:
    """The command group; its help texts are in the language in force when it is built."""
    from kyodo_core.cli.commands import build

    return build()
