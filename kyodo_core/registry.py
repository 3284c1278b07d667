"""Finds the cities' plugins, keeps the sound ones, and says by name what is wrong with the others."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import pluggy

from kyodo_core import hookspecs
from kyodo_core.configuration import Configuration
from kyodo_core.discovery import installed_plugins
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import ReportSpec
from kyodo_core.errors import Fault, FaultsError, PluginError, UnknownNameError
from kyodo_core.messages import _


class PluginSource(Protocol):
    """Where a plugin comes from: an entry point, or a stand-in for one."""

    @property
    def name(self) -> str: ...

    def load(self) -> Any: ...


def entry_points() -> Sequence[PluginSource]:
    """The installed plugins, by the entry-point group `kyodo.cities`."""
    return installed_plugins(hookspecs.GROUP)


def plugin_manager() -> pluggy.PluginManager:
    """A new plugin manager that knows kyodo's hooks and no plugin."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    return manager


class Registry:
    """The installed cities, by slug. A plugin that cannot be used is in `failures`, by its name."""

    def __init__(self, sources: Iterable[PluginSource], configuration: Configuration | None = None) -> None:
        self._configuration = configuration or Configuration()
        self._hooks: dict[str, pluggy.HookRelay] = {}
        self._cities: dict[str, Municipality] = {}
        self._supplied: dict[str, Municipality] = {}
        self.failures: dict[str, FaultsError] = {}
        for source in filter(lambda source: self._configuration.answers(source.name), sources):
            try:
                self._add(source)
            except FaultsError as error:
                self.failures[source.name] = error
        for name in self.failures:  # of two plugins under one name, neither is used
            self._cities.pop(name, None)
        self._refuse_shared_codes()

    def _add(self, source: PluginSource) -> None:
        name = source.name
        if name in self._hooks:
            raise _plugin_error(name, _("two plugins are installed under this name"))
        plugin = attempt(name, source.load, _("the plugin fails on import: {cause}"))
        hooks = _hooks(name, plugin)
        city = attempt(name, hooks.kyodo_municipality, _("the plugin fails to supply its city: {cause}"))
        if not isinstance(city, Municipality):
            raise _plugin_error(name, _("the hook kyodo_municipality supplies no municipality"))
        if city.slug != name:
            message = _("the plugin's name and its slug {slug} differ").format(slug=city.slug)
            raise _plugin_error(name, message, f'{city.slug} = "…"')
        self._hooks[name] = hooks
        self._supplied[name] = city
        self._cities[name] = self._configuration.overlay(city)

    def _refuse_shared_codes(self) -> None:
        """Two plugins for one municipality: neither is used, since neither is surely right."""
        owners: dict[str, list[str]] = {}
        for slug, city in self._cities.items():
            owners.setdefault(str(city.header.code), []).append(slug)
        for code, slugs in owners.items():
            if len(slugs) > 1:
                message = _("the plugins {names} claim the same municipality code {code}")
                message = message.format(names=", ".join(slugs), code=code)
                for slug in slugs:
                    del self._cities[slug]
                    self.failures[slug] = _plugin_error(slug, message, _("uninstall all but one"))

    @property
    def slugs(self) -> tuple[str, ...]:
        """The usable cities, in the order of their municipality codes."""
        return tuple(sorted(self._cities, key=lambda slug: str(self._cities[slug].header.code)))

    def city(self, slug: str) -> Municipality:
        """The city of that slug.

        Raises:
            UnknownNameError: no plugin of that name is installed.
            FaultsError: the plugin is installed and cannot be used.
        """
        if slug in self.failures:
            raise self.failures[slug]
        if slug not in self._cities:
            raise UnknownNameError.among("city", slug, self.slugs)
        return self._cities[slug]

    def supplied(self, slug: str) -> Municipality:
        """The city as its plugin supplies it, without the configuration's overlay; raises as `city` does."""
        self.city(slug)
        return self._supplied[slug]

    def reports(self, slug: str) -> tuple[ReportSpec, ...]:
        """The reports that a city's plugin supplies, in its order.

        Raises:
            PluginError: the plugin's hook fails.
        """
        city = self.city(slug)
        supply = self._hooks[slug].kyodo_reports
        supplied: tuple[ReportSpec, ...] = attempt(
            slug,
            lambda: tuple(spec for specs in supply(municipality=city) for spec in specs),
            _("the plugin fails to supply its reports: {cause}"),
        )
        return supplied


def _hooks(name: str, plugin: Any) -> pluggy.HookRelay:
    """The hooks of one plugin, in a manager of its own, so that no city's hook is called for another."""
    manager = plugin_manager()
    try:
        manager.register(plugin, name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise _plugin_error(name, _("the plugin has an unknown hook: {cause}").format(cause=error)) from None
    return manager.hook


def attempt(name: str, action: Callable[[], Any], message: str) -> Any:
    """Run a plugin's code; whatever it raises becomes a fault under the plugin's name."""
    try:
        return action()
    except FaultsError:
        raise
    except (Exception, SystemExit) as error:
        cause = f"{type(error).__name__}: {error}"
        raise _plugin_error(name, message.format(cause=cause)) from error


def _plugin_error(name: str, message: str, hint: str = "") -> PluginError:
    place = _("plugin {name}").format(name=name)
    return PluginError(message, [Fault(file=place, message=message, hint=hint)])
