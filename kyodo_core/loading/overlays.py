"""Deployment overlays: a city's own terms and programs, beside what its plugin encodes.

An overlay adds terms from a fiscal year on, each with its basis; it changes nothing that was in force
before. Its documents are read at once, its programs when they are asked for: a fault among the programs
keeps the city from no other answer.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path as FilePath

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Holdings, Municipality
from kyodo_core.domain.sources import Document
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import Fault, FaultsError, Suggestion, suggestion
from kyodo_core.loading.additions import PROGRAMS, Additions, listed
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.references import id_faults, succession_faults
from kyodo_core.loading.structuring import RawFault, structure
from kyodo_core.messages import _

KEYS = ("document", "program")


@record
class Origin(Value):
    """Where terms come from: the overlay's file and line."""

    file: str
    line: int


Origins = Mapping[tuple[str, int], Origin]
"""The origin of the terms that an overlay adds, by their program's id and their place in it."""


class Overlay:
    """One overlay file at work on the city of a plugin."""

    def __init__(self, plugin: Municipality, file: TomlFile) -> None:
        self.plugin = plugin
        self.file = file
        self._early: list[RawFault] = [*self._other_keys(), *id_faults(file.data, "document")]
        self.documents = self._read_documents()
        """The plugin's documents and the overlay's own."""

    def city(self) -> Municipality:
        """The city as the overlay leaves it.

        Raises:
            DefinitionError: a key or a document of the overlay is wrong; the programs' faults are told too.
        """
        if self._early:
            raise self.file.error(self.file.faults(self.faults()))
        adds = bool(self.file.data.get("program"))
        todo = tuple(name for name in self.plugin.header.todo if name != PROGRAMS or not adds)
        header = self.plugin.header.having(documents=self.documents, todo=todo)
        return Municipality(header=header, aspects=OverlaidAspects(self))

    def faults(self) -> list[RawFault]:
        """All that is wrong in the overlay, as far as the plugin's own programs can be read."""
        try:
            return [*self._early, *self.additions.faults]
        except FaultsError:
            return self._early

    @cached_property
    def additions(self) -> Additions:
        """The programs with what the overlay adds.

        Raises:
            DefinitionError: the plugin's own programs are wrong.
        """
        own = [
            table["id"]
            for table in listed(self.file.data, "document")[0]
            if isinstance(table, dict) and isinstance(table.get("id"), str)
        ]
        cited = [document.id for document in self.plugin.header.documents]
        return Additions(self.plugin, self.file.data, [*cited, *own])

    @cached_property
    def origins(self) -> Origins:
        file = str(self.file.path)
        return {key: Origin(file, self.file.line_of(path)) for key, path in self.additions.paths.items()}

    def warnings(self) -> list[Fault]:
        """What works and may surprise: years without terms, amounts that fall."""
        return self.file.faults(self.additions.warnings)

    def _other_keys(self) -> Iterator[RawFault]:
        headings = {f"[[{name}]]": "" for name in KEYS}
        for key in self.file.data:
            if key not in KEYS:
                hint = Suggestion((f"[[{near}]]" for near in suggestion(key, KEYS).near), headings)
                yield RawFault((key,), _("this key does not belong in this file"), key, hint, on_key=True)

    def _read_documents(self) -> tuple[Document, ...]:
        plugin = self.plugin.header.documents
        taken = [document.id for document in plugin]
        tables, wrong_bracket = listed(self.file.data, "document")
        self._early += wrong_bracket
        self._early += succession_faults(tables, taken)
        added: list[Document] = []
        for index, table in enumerate(tables):
            document, wrong = structure(table, Document)
            self._early += [fault.under("document", index) for fault in wrong]
            if document and document.id in taken:
                message = _("the plugin has a document of this id")
                self._early.append(RawFault(("document", index, "id"), message, document.id))
            elif document:
                added.append(document)
        return (*plugin, *added)


class OverlaidAspects(Mapping[str, tuple[Fact, ...]]):
    """A city's aspects with the programs as the overlay leaves them; the others are the plugin's own."""

    def __init__(self, overlay: Overlay) -> None:
        self.overlay = overlay

    @property
    def base(self) -> Holdings:
        """The aspects as the plugin has them."""
        return self.overlay.plugin.aspects

    def __getitem__(self, aspect_id: str) -> tuple[Fact, ...]:
        """Raises DefinitionError with all faults of the overlay where its programs are asked for."""
        if aspect_id != PROGRAMS:
            return self.base[aspect_id]
        additions = self.overlay.additions
        if additions.faults:
            raise self.overlay.file.error(self.overlay.file.faults(additions.faults))
        return additions.programs

    def __contains__(self, aspect_id: object) -> bool:
        adds = bool(self.overlay.file.data.get("program"))
        return aspect_id in self.base or (aspect_id == PROGRAMS and adds)

    def __iter__(self) -> Iterator[str]:
        return (aspect_id for aspect_id in ASPECT_IDS if aspect_id in self)

    def __len__(self) -> int:
        return sum(1 for _aspect_id in self)


def overlaid(city: Municipality, path: FilePath) -> Municipality:
    """The city as the overlay in the file leaves it.

    Raises:
        DefinitionError: the file, a key or a document of it is wrong, with all its faults and their places.
            What is wrong with its programs alone is raised when they are first looked up.
    """
    return Overlay(city, TomlFile(path)).city()
