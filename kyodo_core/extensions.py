"""The plugins that are no cities: what they add to kyodo, and by name what is wrong with them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import pluggy

from kyodo_core import hookspecs
from kyodo_core.domain.reports import Format, Report
from kyodo_core.errors import Fault, FaultsError, PluginError
from kyodo_core.messages import _
from kyodo_core.plugging import (
    PluginSource,
    attempt,
    implements,
    loaded_hooks,
    plugin_error,
    plugin_fault,
    supplied,
)

T = TypeVar("T")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_SUFFIX = re.compile(r"\.[A-Za-z0-9.]+", re.ASCII)


class Additions(Generic[T]):
    """What plugins add of one kind, by name. Of what is offered twice under one name, neither is used.

    `disputed` tells of such a name, with {plugins} and {name}; `failures` are the plugins that failed.
    """

    def __init__(self, disputed: str, failures: Mapping[str, FaultsError]) -> None:
        self._disputed = disputed
        self._offers: dict[str, list[tuple[str, T]]] = {}
        self._faults = {plugin: [*error.faults] for plugin, error in failures.items()}

    def offer(self, plugin: str, name: str, item: T) -> None:
        self._offers.setdefault(name, []).append((plugin, item))

    def refuse(self, plugin: str, faults: Iterable[Fault]) -> None:
        self._faults.setdefault(plugin, []).extend(faults)

    @property
    def items(self) -> dict[str, tuple[str, T]]:
        """What can be used, by name, each with its plugin."""
        return {name: offers[0] for name, offers in sorted(self._offers.items()) if len(offers) == 1}

    def find(self, name: str) -> tuple[str, T] | None:
        """What is added under the name, with its plugin; None if nothing is.

        Raises:
            PluginError: several offer it, all of which are named.
        """
        faults = [fault for _plugin, fault in self._disputes(name)]
        if faults:
            raise PluginError(faults[0].message, faults)
        return self.items.get(name)

    def faults(self) -> dict[str, list[Fault]]:
        """All that is wrong with the plugins, by their names."""
        found = {plugin: [*faults] for plugin, faults in self._faults.items()}
        for name in self._offers:
            for plugin, fault in self._disputes(name):
                found.setdefault(plugin, []).append(fault)
        return found

    def _disputes(self, name: str) -> list[tuple[str, Fault]]:
        """A fault for each plugin that offers what another offers as well."""
        plugins = [plugin for plugin, _item in self._offers.get(name, ())]
        if len(plugins) < 2:
            return []
        message = self._disputed.format(plugins=", ".join(plugins), name=name)
        hint = _("uninstall all but one")
        return [(plugin, plugin_fault(plugin, message, hint)) for plugin in dict.fromkeys(plugins)]


class Extensions:
    """The installed plugins of the group `kyodo.plugins`. One that cannot be loaded is in `failures`."""

    def __init__(self, sources: Iterable[PluginSource]) -> None:
        self.failures: dict[str, FaultsError] = {}
        self._hooks: dict[str, pluggy.HookRelay] = {}
        for source in sources:
            try:
                self._add(source)
            except FaultsError as error:
                self.failures[source.name] = error
        for name in self.failures:  # of two plugins under one name, neither is used
            self._hooks.pop(name, None)

    def _add(self, source: PluginSource) -> None:
        if source.name in self._hooks:
            raise plugin_error(source.name, _("two plugins are installed under this name"))
        self._hooks[source.name] = loaded_hooks(source, hookspecs.PLUGIN_HOOKS)

    def with_hook(self, name: str) -> Iterator[tuple[str, pluggy.HookCaller]]:
        """The plugins that have the hook of that name, each with it."""
        for plugin, hooks in self._hooks.items():
            hook: pluggy.HookCaller = getattr(hooks, name)
            if implements(hook):
                yield plugin, hook

    def formats(self, taken: Collection[str]) -> Additions[Format]:
        """The formats that plugins supply; `taken` are the names of kyodo's own."""
        disputed = _("the plugins {plugins} supply formats of the same name: {name}")
        added: Additions[Format] = Additions(disputed, self.failures)
        message = _("the plugin fails to supply its formats: {cause}")
        for plugin, hook in self.with_hook("kyodo_formats"):
            try:
                found = supplied(plugin, hook, Format, message, {})
            except FaultsError as error:
                added.refuse(plugin, error.faults)
                continue
            for one in found:
                if fault := _fault(plugin, one, taken):
                    added.refuse(plugin, [fault])
                else:
                    added.offer(plugin, one.name, one)
        return added


def _fault(plugin: str, found: Format, taken: Collection[str]) -> Fault | None:
    """What is wrong with a format: its name is taken or no name, or another field is not what it must be."""
    if not isinstance(found.name, str) or not _NAME.fullmatch(found.name):
        message = _("{name} is no name of a format").format(name=repr(found.name))
        return plugin_fault(plugin, message, _("lower-case ASCII letters, figures and hyphens"))
    said = {
        _("kyodo itself has a format named {name}"): found.name not in taken,
        _("the format {name} needs a description"): isinstance(found.description, str) and found.description,
        _("the format {name} needs a suffix for its files, such as .txt"): _is_suffix(found.suffix),
        _("the format {name} has nothing to render with"): callable(found.render),
    }
    wrong = next((message for message, sound in said.items() if not sound), "")
    return plugin_fault(plugin, wrong.format(name=found.name)) if wrong else None


def _is_suffix(suffix: object) -> bool:
    return isinstance(suffix, str) and bool(_SUFFIX.fullmatch(suffix))


def rendered(plugin: str, chosen: Format, report: Report) -> str | bytes:
    """The report in a plugin's format: bytes if it is binary, else text.

    Raises:
        PluginError: the plugin fails, or returns the other.
    """
    message = _("the plugin fails to render {name}: {cause}").replace("{name}", chosen.name)
    made: str | bytes = attempt(plugin, lambda: chosen.render(report), message)
    wanted = bytes if chosen.binary else str
    if not isinstance(made, wanted):
        wrong = _("the format {name} renders {found} instead of {wanted}")
        found = type(made).__name__
        raise plugin_error(plugin, wrong.format(name=chosen.name, found=found, wanted=wanted.__name__))
    return made
