"""What plugins that are no cities add to the command line: formats and commands.

Most have none installed, and most lines use kyodo's own formats and commands; so nothing is imported for
a plugin until something is asked for that kyodo itself does not have.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from kyodo_core.errors import Fault, FaultsError, KyodoError, UnknownNameError
from kyodo_core.messages import _

if TYPE_CHECKING:
    from pluggy import HookCaller

    from kyodo_core.discovery import InstalledPlugin
    from kyodo_core.domain.reports import Format
    from kyodo_core.extensions import Additions, Extensions

FORMATS = ("table", "markdown", "json", "csv", "html")
"""Kyodo's own formats."""


def installed() -> "Sequence[InstalledPlugin]":
    """The plugins of the group `kyodo.plugins`, none of them imported."""
    from kyodo_core.discovery import PLUGINS, installed_plugins

    return installed_plugins(PLUGINS)


def extensions() -> "Extensions | None":
    """The plugins, imported; None where none is installed."""
    sources = installed()
    if not sources:
        return None
    from kyodo_core.extensions import Extensions

    return Extensions(sources)


def added_formats() -> "Additions[Format] | None":
    """The formats that plugins supply; None where no plugin is installed."""
    found = extensions()
    return found.formats(FORMATS) if found else None


def added_format(name: str) -> "tuple[str, Format]":
    """The format of that name, after the plugin that supplies it.

    Raises:
        UnknownNameError: no plugin supplies it.
        PluginError: two plugins do.
    """
    added = added_formats()
    found = added.find(name) if added else None
    if found is None:
        tell(added)
        raise UnknownNameError.among("format", name, (*FORMATS, *(added.items if added else ())))
    return found


def added_commands(taken: Collection[str]) -> "Additions[click.Command] | None":
    """The commands that plugins add; None where no plugin is installed. `taken` names kyodo's own."""
    found = extensions()
    if not found:
        return None
    from kyodo_core.extensions import Additions

    disputed = _("the plugins {plugins} add commands of the same name: {name}")
    added: Additions[click.Command] = Additions(disputed, found.failures)
    for plugin, hook in found.with_hook("kyodo_commands"):
        try:
            commands = _commands(plugin, hook)
        except FaultsError as error:
            added.refuse(plugin, error.faults)
            continue
        for name, command in commands.items():
            if name in taken:
                added.refuse(plugin, [_taken(plugin, name)])
            else:
                added.offer(plugin, name, command)
    return added


def addition_faults(taken: Collection[str]) -> dict[str, list[Fault]]:
    """All that is wrong with the plugins, by their names; `taken` names kyodo's own commands."""
    found: dict[str, list[Fault]] = {}
    every: tuple[Additions[Any] | None, ...] = (added_formats(), added_commands(taken))
    for added in every:
        for plugin, faults in added.faults().items() if added else ():
            known = found.setdefault(plugin, [])
            known += [fault for fault in faults if fault not in known]
    return found


def _commands(plugin: str, hook: "HookCaller") -> Mapping[str, click.Command]:
    """What one plugin adds to a group of its own, so that it changes nothing of kyodo's."""
    from kyodo_core.plugging import attempt

    group = click.Group(plugin)
    attempt(plugin, lambda: hook(group=group), _("the plugin fails to add its commands: {cause}"))
    return group.commands


def _taken(plugin: str, name: str) -> Fault:
    from kyodo_core.plugging import plugin_fault

    return plugin_fault(plugin, _("kyodo itself has a command named {name}").format(name=name))


@contextmanager
def naming_plugin(plugin: Callable[[], str]) -> Iterator[None]:
    """What a plugin's command raises, beside what click and kyodo know, becomes a fault under its name.

    `plugin` says whose command runs; where it is empty, the command is kyodo's own and raises as it does.
    """
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, KyodoError, BrokenPipeError):
        raise
    except Exception as error:
        name = plugin()
        if not name:
            raise
        from kyodo_core.plugging import plugin_error

        cause = f"{type(error).__name__}: {error}"
        raise plugin_error(name, _("the plugin's command fails: {cause}").format(cause=cause)) from error


def tell(added: "Additions[Any] | None") -> None:
    """Say on stderr which plugins cannot be used, and why."""
    from kyodo_core.cli.edge import show_unusable

    for faults in added.faults().values() if added else ():
        show_unusable(faults)
