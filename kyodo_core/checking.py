"""What `kyodo check` finds in the installed plugins: errors, warnings, and readings to look at."""

from collections.abc import Iterator, Sequence

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import Fault, FaultsError, UnknownNameError
from kyodo_core.loading.municipalities import AspectFiles
from kyodo_core.loading.overlays import OverlaidAspects
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


def _unknown_plans(held: AspectFiles) -> list[Fault]:
    try:
        return held.unknown_plans()
    except FaultsError:
        return []  # the plans' own file is at fault, and told of
