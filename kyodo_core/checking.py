"""What `kyodo check` finds in the installed plugins, and `kyodo config check` in a configuration."""

from collections.abc import Iterator, Mapping, Sequence

from kyodo_core import configuration
from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.comparison.coverage import Coverage, coverage
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import Fault, FaultsError, UnknownNameError, suggestion
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.municipalities import AspectFiles
from kyodo_core.loading.overlays import OverlaidAspects
from kyodo_core.loading.structuring import RawFault
from kyodo_core.locating import FILE
from kyodo_core.messages import _
from kyodo_core.registry import Registry


class Severity(Kind):
    ERROR = "error", "エラー", "Error"
    WARNING = "warning", "注意", "Warning"


@record
class Finding(Value):
    city: str
    severity: Severity
    fault: Fault


@record
class Checked(Value):
    """One plugin: how much it states, how much of that is inferred or disputed, and what was found."""

    city: str
    facts: int
    inferences: int
    conflicts: int
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def check(registry: Registry, slugs: Sequence[str]) -> tuple[Checked, ...]:
    """Read every file of the named plugins (all installed ones if none is named).

    Raises:
        UnknownNameError: no plugin of that name is installed.
    """
    known = sorted({*registry.slugs, *registry.failures})
    for slug in slugs:
        if slug not in known:
            raise UnknownNameError.among("city", slug, known)
    return tuple(_check_plugin(registry, slug) for slug in dict.fromkeys(slugs or known))


def checked_additions(faults: Mapping[str, Sequence[Fault]]) -> tuple[Checked, ...]:
    """The plugins that are no cities and have faults, given by their names."""
    return tuple(
        Checked(name, 0, 0, 0, tuple(Finding(name, Severity.ERROR, fault) for fault in found))
        for name, found in sorted(faults.items())
    )


def coverages(registry: Registry, checked: Sequence[Checked]) -> tuple[Coverage, ...]:
    """What the checked plugins state, aspect by aspect; a plugin that cannot be used is left out."""
    return tuple(coverage(registry.city(one.city)) for one in checked if one.city in registry.slugs)


def _check_plugin(registry: Registry, slug: str) -> Checked:
    if slug in registry.failures:
        return Checked(slug, 0, 0, 0, tuple(_errors(slug, registry.failures[slug])))
    city = registry.city(slug)
    findings: list[Finding] = []
    facts: list[Fact] = []
    for aspect_id in ASPECT_IDS:
        try:
            facts += city.aspects[aspect_id]
        except FaultsError as error:
            findings += list(_errors(slug, error))
    findings += list(_warnings(city))
    try:
        registry.reports(slug)
    except FaultsError as error:
        findings += list(_errors(slug, error))
    inferred = sum(bool(fact.inference) for fact in facts)
    disputed = sum(bool(fact.conflicts) for fact in facts)
    return Checked(slug, len(facts), inferred, disputed, tuple(findings))


def _errors(slug: str, error: FaultsError) -> Iterator[Finding]:
    return (Finding(slug, Severity.ERROR, fault) for fault in error.faults)


def _warnings(city: Municipality) -> Iterator[Finding]:
    held = city.aspects.base if isinstance(city.aspects, OverlaidAspects) else city.aspects
    if isinstance(held, AspectFiles):
        for fault in (*held.unknown_files(), *_unknown_plans(held)):
            yield Finding(city.slug, Severity.ERROR, fault)
        for faults in held.warnings.values():
            yield from (Finding(city.slug, Severity.WARNING, fault) for fault in faults)


@record
class CheckedConfiguration(Value):
    """A configuration without a fault, the cities that it has overlays for, and what may surprise."""

    configuration: configuration.Configuration
    overlays: tuple[str, ...]
    warnings: tuple[Fault, ...]


def check_configuration(registry: Registry) -> CheckedConfiguration:
    """Read the configuration in force with every overlay, to the end.

    Raises:
        FaultsError: an overlay is wrong or belongs to no installed city; all faults at once.
    """
    found = configuration.current()
    faults = [fault for error in registry.failures.values() for fault in error.faults]
    faults += configuration.records_faults(found)
    faults += _unknown_cities(found, sorted({*registry.slugs, *registry.failures}))
    warnings: list[Fault] = []
    slugs = []
    for path in sorted(found.folder.glob("*.toml")) if found.folder else ():
        if path.stem in registry.slugs:
            slugs.append(path.stem)
            _read_overlay(registry.city(path.stem), faults, warnings)
        elif path.name != FILE and path.stem not in registry.failures:
            hint = suggestion(path.stem, registry.slugs)
            message = _("no installed city has the name of this file")
            faults.append(Fault(file=str(path), message=message, hint=hint))
    if faults:
        raise FaultsError(_("The configuration has faults."), faults)
    return CheckedConfiguration(found, tuple(slugs), tuple(warnings))


def _unknown_cities(found: configuration.Configuration, installed: Sequence[str]) -> list[Fault]:
    """Cities that are chosen to answer and are not installed."""
    message = _("no installed city has this name")
    faults = [
        RawFault(("cities", place), message, slug, suggestion(slug, installed))
        for place, slug in enumerate(found.choices.cities)
        if slug not in installed
    ]
    return TomlFile(found.folder / FILE).faults(faults) if found.folder and faults else []


def _read_overlay(city: Municipality, faults: list[Fault], warnings: list[Fault]) -> None:
    """Read the programs of a city's overlay; what is wrong with them, and what may surprise, is added."""
    held = city.aspects
    if not isinstance(held, OverlaidAspects):
        return
    try:
        held["programs"]
        warnings += held.overlay.warnings()
    except FaultsError as error:
        faults += error.faults


def _unknown_plans(held: AspectFiles) -> list[Fault]:
    try:
        return held.unknown_plans()
    except FaultsError:
        return []  # the plans' own file is at fault, and told of
