"""The use cases of those who keep a city's plugin: two versions side by side, a table taken over."""

from pathlib import Path
from typing import TYPE_CHECKING

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.comparison.changes import Changes, changes
from kyodo_core.domain.municipality import Municipality
from kyodo_core.errors import Fault, FaultsError, KyodoError, UnknownNameError
from kyodo_core.messages import _
from kyodo_core.registry import Registry

if TYPE_CHECKING:
    from kyodo_core.importing.drafts import Draft
    from kyodo_core.importing.headings import Ask
    from kyodo_core.importing.maps import TableMap
    from kyodo_core.loading.tables import Table


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


def draft_table(
    registry: Registry,
    city: str,
    aspect_id: str,
    table: "Table",
    used: "TableMap",
    replace: bool,
    faults: list[Fault],
    ask: "Ask | None" = None,
) -> "Draft":
    """What a table would change in an aspect of a city, an installed one or a plugin's folder.

    `faults` are those of the table's cells; `ask` is asked for headings that are not clear.

    Raises:
        UnknownNameError: the city is neither installed nor a path.
        FaultsError: the table is wrong, with all its faults by row and column; or the plugin is.
        KyodoError: the plugin's facts are not kept in TOML files that can be added to.
    """
    return draft_of(_version(registry, city), aspect_id, table, used, replace, faults, ask)


def draft_of(
    city: Municipality,
    aspect_id: str,
    table: "Table",
    used: "TableMap",
    replace: bool,
    faults: list[Fault],
    ask: "Ask | None" = None,
) -> "Draft":
    """The same for a city at hand."""
    from kyodo_core.importing.drafts import Drafting
    from kyodo_core.importing.headings import columns_of
    from kyodo_core.importing.progress import drawn_progress
    from kyodo_core.importing.rows import defaults_of, drawn_rows
    from kyodo_core.importing.targets import Targets

    declared = aspect(aspect_id)
    targets = Targets(declared, city.aspects, city.header.documents)
    columns = columns_of(table, targets, used.said, ask)
    cited = tuple(map(str, used.cite))
    defaults, wrong = defaults_of(used.fixed, cited, used.id_prefix or "", targets)
    faults += wrong
    draw = drawn_progress if declared.single else drawn_rows
    drawn = draw(table, columns, defaults, faults)
    if not drawn:
        raise table.error(faults)
    return Drafting(city, declared, table, columns).draft(drawn, defaults, replace, faults)


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
    """All that keeps the aspects from being read, and files that belong to none."""
    from kyodo_core.loading.municipalities import AspectFiles

    faults = city.aspects.unknown_files() if isinstance(city.aspects, AspectFiles) else []
    for aspect_id in ASPECT_IDS:
        try:
            city.aspects[aspect_id]
        except FaultsError as error:
            faults += error.faults
    return faults
