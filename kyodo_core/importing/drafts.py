"""An aspect's file as a table would leave it: what is added, what differs, and the new text."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

import tomli
from attrs import NOTHING, frozen

from kyodo_core.aspects.base import Aspect
from kyodo_core.comparison.changes import ChangeKind, Listing, listing
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Holdings, Municipality
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import Fault, KyodoError
from kyodo_core.importing.editing import Text
from kyodo_core.importing.headings import Column
from kyodo_core.importing.merging import merged
from kyodo_core.importing.places import Places
from kyodo_core.importing.rows import Data, Defaults, Drawn
from kyodo_core.importing.writing import fact_text
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.municipalities import HEADER_FILE, AspectFiles, out_of_todo
from kyodo_core.loading.structuring import Path
from kyodo_core.loading.tables import Table
from kyodo_core.messages import _


@record
class Draft(Value):
    """What a table would change in one aspect of a city.

    `ignored` are the headings of columns that are not read. `after` holds all that the table says; `text`
    is the file's text as it would be written, in which the facts of `left` (id, and the keys that differ)
    stay as they are.
    """

    before: Municipality
    after: Municipality
    aspect: Aspect
    columns: tuple[Column, ...]
    ignored: tuple[str, ...]
    listing: Listing
    file: FilePath | None
    text: str
    written: int
    left: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[Fault, ...]


@frozen
class Revised(Mapping[str, tuple[Fact, ...]]):
    """A city's aspects with other facts in one of them."""

    held: Holdings
    aspect_id: str
    facts: tuple[Fact, ...]

    def __getitem__(self, aspect_id: str) -> tuple[Fact, ...]:
        return self.facts if aspect_id == self.aspect_id else self.held[aspect_id]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self.held, self.aspect_id)))

    def __len__(self) -> int:
        return sum(1 for _aspect_id in self)


class Drafting:
    """One table at work on one aspect of a city."""

    def __init__(self, city: Municipality, declared: Aspect, table: Table, columns: Sequence[Column]) -> None:
        if not isinstance(city.aspects, AspectFiles):
            message = _("the plugin of {city} does not keep its facts in TOML files.")
            raise KyodoError(message.format(city=city.name))
        if city.awaits(declared.id):
            message = _("{aspect} stands in todo of {file}.")
            raise KyodoError(message.format(aspect=declared.id, file=HEADER_FILE), out_of_todo(declared.id))
        self._city = city
        self._files = city.aspects
        self._declared = declared
        self._table = table
        self._columns = tuple(columns)
        self._present = {fact.id: fact for fact in city.aspects[declared.id]}
        path = self._files.path(declared.id)
        self._path = path if isinstance(path, FilePath) else None
        known = TomlFile(path) if path.is_file() else None
        self._text = known.text if known else ""
        held = known.data.get(declared.table, []) if known else []
        self._known: list[Data] = [held] if isinstance(held, dict) else list(held)

    def draft(self, drawn: Sequence[Drawn], defaults: Defaults, replace: bool, faults: list[Fault]) -> Draft:
        """What the rows would change; with `replace`, facts that differ take the table's word.

        Raises:
            DefinitionError: the rows are no sound facts; all faults by row and column, with those given.
        """
        rows = {self._index(one, place): one for place, one in enumerate(drawn)}
        tables = self._merged(rows, defaults, faults)
        places = Places(self._declared, self._table, self._columns, rows, tables)
        required = [key for key in _required(self._declared.fact) if key not in defaults.unread]
        faults += list(places.missing(required, faults))
        examined = self._files.examine(self._declared, self._data(tables))
        faults += places.told(examined.faults)
        faults += self._known_by_name(rows)
        if faults or examined.faults:
            raise self._table.error(faults)
        changes = self._changes(rows, tables, examined.facts)
        return self._drafted(rows, tables, changes, replace, tuple(places.told(examined.warnings)))

    def _index(self, drawn: Drawn, place: int) -> int:
        """The place in the file of the fact that a row means; that of a new one is behind the others."""
        if self._declared.single:
            return 0
        ids = [one.get("id") for one in self._known]
        return ids.index(drawn.id) if drawn.id in ids else len(ids) + place

    def _merged(self, rows: Mapping[int, Drawn], defaults: Defaults, faults: list[Fault]) -> dict[int, Data]:
        tables = dict(enumerate(self._known))
        for index, one in rows.items():
            tables[index] = merged(tables.get(index, {}), one, defaults.data, self._table, faults)
        return dict(sorted(tables.items()))

    def _data(self, tables: Mapping[int, Data]) -> dict[str, Any]:
        return {self._declared.table: tables[0] if self._declared.single else list(tables.values())}

    def _known_by_name(self, rows: Mapping[int, Drawn]) -> Iterator[Fault]:
        """New facts with made ids whose name the city has under another id: most likely the same thing."""
        names = {fact.name: fact.id for fact in self._present.values()}
        column = next((one.place for one in self._columns if one.target.key == "name"), 1)
        for one in rows.values():
            name = one.data.get("name")
            if not one.own_id and one.id not in self._present and name in names:
                message = _("the city has a fact of this name under the id {id}").format(id=names[name])
                yield self._table.fault(one.row, column, message, str(name), _("head a column ID"))

    def _changes(
        self, rows: Mapping[int, Drawn], tables: Mapping[int, Data], facts: Sequence[Fact]
    ) -> dict[int, Data]:
        """The keys of known facts whose values differ; another notation of the same value does not."""
        found = {}
        for (index, data), fact in zip(tables.items(), facts, strict=True):
            known = self._present.get(fact.id) if index in rows and index < len(self._known) else None
            if known:
                names = [f.name for f in fact.fields() if getattr(fact, f.name) != getattr(known, f.name)]
                found[index] = {name: data[name] for name in names}
        return found

    def _drafted(
        self,
        rows: Mapping[int, Drawn],
        tables: Mapping[int, Data],
        changes: Mapping[int, Data],
        replace: bool,
        warnings: tuple[Fault, ...],
    ) -> Draft:
        settled = {
            index: self._known[index] | changes[index] if index in changes else data
            for index, data in tables.items()
        }
        facts = self._files.examine(self._declared, self._data(settled)).facts
        named = {
            fact.id for (index, _data), fact in zip(settled.items(), facts, strict=True) if index in rows
        }
        listed = listing(
            [fact for fact in self._present.values() if fact.id in named],
            [fact for fact in facts if fact.id in named],
        )
        text, left = self._new_text(rows, settled, changes, replace)
        after = self._city.having(aspects=Revised(self._files, self._declared.id, facts))
        kept = len(listed.of(ChangeKind.CHANGED)) - len(left)
        written = len(listed.of(ChangeKind.ADDED)) + (kept if replace else 0)
        read = {column.heading for column in self._columns}
        return Draft(
            before=self._city,
            after=after,
            aspect=self._declared,
            columns=self._columns,
            ignored=tuple(head for head in self._table.heads if head and head not in read),
            listing=listed,
            file=self._path,
            text=text,
            written=written,
            left=left,
            warnings=warnings,
        )

    def _new_text(
        self,
        rows: Mapping[int, Drawn],
        tables: Mapping[int, Data],
        changes: Mapping[int, Data],
        replace: bool,
    ) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """The file's text with the new facts, and the facts that keep keys which differ."""
        text = Text(self._text)
        left = []
        for index, changed in changes.items():
            path: Path = (self._declared.table,) if self._declared.single else (self._declared.table, index)
            keys = text.change(path, changed) if replace else tuple(changed)
            if keys:
                left.append((str(tables[index]["id"]), keys))
        order = [field.name for field in self._declared.fact.fields()]
        for index in rows:
            if index >= len(self._known):
                text.append(fact_text(self._declared.table, tables[index], order, self._declared.single))
        self._verify(text.text)
        return text.text, tuple(left)

    def _verify(self, text: str) -> None:
        """The new text is read as the loader will read it."""
        try:
            data = tomli.loads(text, parse_float=Decimal)
            sound = not self._files.examine(self._declared, data).faults
        except tomli.TOMLDecodeError:
            sound = False
        if not sound:
            message = _("The facts cannot be added to {file} as it is written.")
            hint = _("Each fact needs a heading of its own: [[{table}]]").format(table=self._declared.table)
            raise KyodoError(message.format(file=self._files.path(self._declared.id).name), hint)


def _required(fact: type[Fact]) -> tuple[str, ...]:
    return tuple(field.name for field in fact.fields() if field.default is NOTHING)
