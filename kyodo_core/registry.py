"""Finds the cities' plugins, keeps the sound ones, and says by name what is wrong with the others."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pluggy

from kyodo_core import hookspecs
from kyodo_core.configuration import Configuration
from kyodo_core.discovery import installed_plugins
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import ReportSpec
from kyodo_core.errors import FaultsError, UnknownNameError
from kyodo_core.messages import _
from kyodo_core.plugging import PluginSource, attempt, implements, loaded_hooks, plugin_error, supplied

if TYPE_CHECKING:
    from kyodo_core.aspects.programs import Program
    from kyodo_core.assessment.application import Application
    from kyodo_core.assessment.local import LocalRules
    from kyodo_core.assessment.outcome import Finding


def entry_points() -> Sequence[PluginSource]:
    """The installed plugins, by the entry-point group `kyodo.cities`."""
    return installed_plugins(hookspecs.GROUP)


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
            raise plugin_error(name, _("two plugins are installed under this name"))
        hooks = loaded_hooks(source, hookspecs.CITY_HOOKS)
        city = attempt(name, hooks.kyodo_municipality, _("the plugin fails to supply its city: {cause}"))
        if not isinstance(city, Municipality):
            raise plugin_error(name, _("the hook kyodo_municipality supplies no municipality"))
        if city.slug != name:
            message = _("the plugin's name and its slug {slug} differ").format(slug=city.slug)
            hint = _('write slug = "{name}" in municipality.toml, or {slug} = … in pyproject.toml')
            raise plugin_error(name, message, hint.format(name=name, slug=city.slug))
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
                    self.failures[slug] = plugin_error(slug, message, _("uninstall all but one"))

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
        hook = self._hooks[slug].kyodo_reports
        message = _("the plugin fails to supply its reports: {cause}")
        return supplied(slug, hook, ReportSpec, message, {"municipality": city})

    def checks_applications(self, slug: str) -> bool:
        """Does the city's plugin have rules of its own for applications?

        Raises:
            UnknownNameError, FaultsError: as `city`.
        """
        self.city(slug)
        return implements(self._hooks[slug].kyodo_check_application)

    def local_rules(self, application: "Application", program: "Program") -> "LocalRules | None":
        """What the city's plugin checks beyond the terms; None where it checks nothing."""
        if not self.checks_applications(application.city):
            return None
        return lambda: self.check_application(application.city, application, program)

    def check_application(
        self, slug: str, application: "Application", program: "Program"
    ) -> "tuple[Finding, ...]":
        """What the city's plugin finds in an application by rules of its own; nothing where it has none.

        Raises:
            UnknownNameError, FaultsError: as `city`.
            PluginError: the plugin's hook fails, or its findings are not such as it may make.
            UnfitApplicationError: the plugin asks for a fact that the application does not state.
        """
        from kyodo_core.assessment.assess import UnfitApplicationError
        from kyodo_core.assessment.local import finding_fault
        from kyodo_core.assessment.outcome import Finding

        city = self.city(slug)
        hook = self._hooks[slug].kyodo_check_application
        message = _("the plugin fails to check the application: {cause}")
        given = {"application": application, "program": program}
        found = supplied(slug, hook, Finding, message, given, passing=(UnfitApplicationError,))
        documents = {document.id for document in city.header.documents}
        for finding in found:
            if fault := finding_fault(finding, documents):
                raise plugin_error(
                    slug, _("the hook kyodo_check_application is wrong: {fault}").format(fault=fault)
                )
        return found
