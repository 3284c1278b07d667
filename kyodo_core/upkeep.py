"""The use cases of those who keep a city's plugin: two versions side by side."""

from pathlib import Path

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.comparison.changes import Changes, changes
from kyodo_core.domain.municipality import Municipality
from kyodo_core.errors import Fault, FaultsError, KyodoError, UnknownNameError
from kyodo_core.messages import _
from kyodo_core.registry import Registry


def compare_versions(registry: Registry, old: str, new: str) -> Changes:
    """What two versions of one city's plugin state differently.

    A version is an installed city by its slug (without the configuration's overlay), or the path of a
    folder, a wheel or a zip file that a plugin lies in.

    Raises:
        UnknownNameError: a version is neither an installed city nor a path.
        FaultsError: a version cannot be read; the faults of both at once.
        KyodoError: the two are different cities.
    """
    cities: list[Municipality] = []
    faults: list[Fault] = []
    for named in (old, new):
        try:
            city = _version(registry, named)
        except FaultsError as error:
            faults += error.faults
            continue
        cities.append(city)
        faults += _faults(city)
    if faults:
        raise FaultsError(_("A version cannot be read."), list(dict.fromkeys(faults)))
    before, after = cities
    if before.slug != after.slug and before.header.code != after.header.code:
        message = _("{old} and {new} are different cities, not versions of one.")
        raise KyodoError(message.format(old=before.name, new=after.name), _("kyodo compare compares cities."))
    return changes(before, after)


def _version(registry: Registry, named: str) -> Municipality:
    """An installed city's plugin; what is none, but lies on the disk or looks like a path, is read there."""
    from kyodo_core.loading.plugins import read_plugin

    known = sorted({*registry.slugs, *registry.failures})
    if named in known:
        return registry.supplied(named)
    if Path(named).exists() or any(mark in named for mark in "/\\."):
        return read_plugin(Path(named))
    raise UnknownNameError.among("city", named, known)


def _faults(city: Municipality) -> list[Fault]:
    """All that keeps the aspects from being read."""
    faults: list[Fault] = []
    for aspect_id in ASPECT_IDS:
        try:
            city.aspects[aspect_id]
        except FaultsError as error:
            faults += error.faults
    return faults
