"""Deployment choices: which cities answer, in which language, and each city's overlay of terms.

A configuration is a folder with `kyodo.toml` and one `<slug>.toml` per city that has an overlay. It is
found by `--config`, by KYODO_CONFIG, in the working folder, or in the user's configuration folder.
Without one, everything works on what the plugins say.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from attrs import field

from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import Text
from kyodo_core.domain.values import Value, value
from kyodo_core.errors import DefinitionError, Fault
from kyodo_core.loading.choices import Choices, read_choices
from kyodo_core.locating import FILE, found_folder, named_folder
from kyodo_core.messages import _

_chosen: list[Path] = []


@value
class Configuration(Value):
    """A configuration folder that was found, with its choices; `folder` None where there is none."""

    folder: Path | None = None
    choices: Choices = field(factory=Choices)

    @property
    def records(self) -> Text:
        """Where records are kept: the SQLite file's whole path, or the database's address."""
        said = self.choices.records
        return str(self.folder / said) if said and self.folder and "://" not in said else said

    def overlay(self, city: Municipality) -> Municipality:
        """The city as its overlay leaves it; raises DefinitionError if it cannot be read at all."""
        path = self.folder / f"{city.slug}.toml" if self.folder else None
        if path is None or not path.is_file():
            return city
        from kyodo_core.loading.overlays import overlaid

        return overlaid(city, path)

    def answers(self, slug: str) -> bool:
        return not self.choices.cities or slug in self.choices.cities


def choose(folder: str) -> None:
    """Take this folder, whatever else there is."""
    _chosen[:] = [Path(folder)]


def current() -> Configuration:
    """The configuration in force.

    Raises:
        DefinitionError: `kyodo.toml` is wrong, or a folder that was named has none.
    """
    named = _chosen[0] if _chosen else None
    return configuration(named, os.environ, Path.cwd())


def configuration(named: Path | None, environment: Mapping[str, str], working: Path) -> Configuration:
    """Find and read the configuration: the named folder, KYODO_CONFIG, the working folder, the user's."""
    asked = named_folder(named, environment)
    folder = found_folder(named, environment, working)
    if asked is not None and folder is None:
        message = _("the folder has no {file}").format(file=FILE)
        raise DefinitionError(message, [Fault(file=str(asked), message=message)])
    return Configuration(folder=folder, choices=read_choices(folder / FILE)) if folder else Configuration()


def records_faults(found: Configuration) -> list[Fault]:
    """What is wrong on the disk with the place that is chosen for the records."""
    if found.folder is None or not found.choices.records:
        return []
    from kyodo_core.loading.files import TomlFile
    from kyodo_core.loading.records import file_fault

    fault = file_fault(found.folder, found.choices.records)
    return TomlFile(found.folder / FILE).faults([fault] if fault else [])
