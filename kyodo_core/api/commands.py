"""What the commands of a plugin are made of; imported inside the hook `kyodo_commands`."""

from collections.abc import Sequence

from kyodo_core.cli.options import command_of
from kyodo_core.cli.output import Output, warn_left_out
from kyodo_core.domain.municipality import Municipality


def installed_cities(slugs: Sequence[str] = (), aspects: Sequence[str] = ()) -> tuple[Municipality, ...]:
    """The cities of those slugs, all if none is named, whose files for the aspects are sound.

    The others are named on stderr with what is wrong with them.

    Raises:
        UnknownNameError: a named city is not installed, or an aspect does not exist.
        FaultsError: none of the cities can answer.
    """
    from kyodo_core.app import App

    found = App().cities(slugs, aspects)
    warn_left_out(found.left_out)
    return found.usable


__all__ = ["Output", "command_of", "installed_cities"]
