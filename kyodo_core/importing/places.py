"""Where in a table stands what the loader finds wrong in the facts made of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from kyodo_core.aspects.base import Aspect
from kyodo_core.domain.labels import Kind
from kyodo_core.errors import Fault
from kyodo_core.importing.headings import Column
from kyodo_core.importing.readers import reader
from kyodo_core.importing.rows import Data, Drawn
from kyodo_core.loading.files import sentence
from kyodo_core.loading.structuring import Path, RawFault
from kyodo_core.loading.tables import Table
from kyodo_core.messages import _, language


class Places:
    """Rows and columns of the facts, by their place in the file that would be."""

    def __init__(
        self,
        declared: Aspect,
        table: Table,
        columns: Sequence[Column],
        rows: Mapping[int, Drawn],
        tables: Mapping[int, Data],
    ) -> None:
        self._declared = declared
        self._table = table
        self._columns = {column.target.key: column.place for column in columns}
        self._rows = rows
        self._tables = tables
        self._order = list(tables)

    def missing(self, required: Iterable[str], told: Iterable[Fault]) -> Iterator[Fault]:
        """Keys that a fact must have: told of the cell, or once where the table has no column for it.

        Nothing is missing in a cell of which something is told already.
        """
        unread_cells = {(fault.line, fault.column) for fault in told}
        for key in required:
            for index, row in self._rows.items():
                if key in self._tables[index] or (row.row, self._columns.get(key)) in unread_cells:
                    continue
                if key in self._columns:
                    message = _("the cell is empty; the key {key} is needed").format(key=key)
                    yield self._table.fault(row.row, self._columns[key], message, hint=self._none_of(key))
                else:
                    message = _("the key {key} is missing").format(key=key)
                    yield self._table.fault(1, 1, message, hint=self._way(key))
                    break

    def _way(self, key: str) -> str:
        if key == "values":
            return _("head columns with the kind and the year, such as 目標値（令和6年度）")
        if reader(next(field.type for field in self._declared.fact.fields() if field.name == key)) is None:
            return _("no table can hold it: write the fact in TOML")
        if key == "cite":
            return _('head a column 出典, or give all rows the same: --cite "document#section"')
        way = _('head a column with it, or give all rows the same: --set "{key}=…"').format(key=key)
        return "\n".join(filter(None, (way, self._none_of(key))))

    def _none_of(self, key: str) -> str:
        """How a table says that no core kind fits; empty for a key of other values."""
        held = get_args(
            next((field.type for field in self._declared.fact.fields() if field.name == key), None)
        )
        if not (held and isinstance(held[0], type) and issubclass(held[0], Kind)):
            return ""
        kinds = {str(kind): kind.label.ja for kind in held[0]}
        return _("one of these, or {none} where none of them fits: {names}").format(
            none="該当なし", names=_(", ").join(kinds.values() if language() == "ja" else kinds)
        )

    def told(self, faults: Iterable[RawFault]) -> Iterator[Fault]:
        """The loader's faults by row and column; those of missing keys are told by `missing`."""
        for fault in faults:
            index, inner = self._split(fault.path)
            row = self._rows.get(index)
            if row and inner:
                key = [part for part in inner if isinstance(part, str)][-1]
                message = sentence(key, fault.message)
                shown = "" if fault.value is None else str(fault.value)
                yield self._table.fault(
                    self._row(row, inner), self._column(index, inner), message, shown, fault.hint
                )

    def _split(self, path: Path) -> tuple[int, Path]:
        """The place of the fact in the file, and the path inside it."""
        if self._declared.single:
            return 0, path[1:]
        place = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        return self._order[place], path[2:]

    def _row(self, row: Drawn, inner: Path) -> int:
        if not row.inner:
            return row.row
        if inner[0] == "total":
            return row.inner[-1]
        place = inner[1] if inner[0] == "rows" and len(inner) > 1 else -1
        return row.inner[place] if isinstance(place, int) and place >= 0 else row.row

    def _column(self, index: int, inner: Path) -> int:
        """The column of the key, or of the nearest thing around it; the first where there is none."""
        held: Any = self._tables[index].get(str(inner[0]))
        names = [part for part in inner if isinstance(part, str)]
        keys = [".".join(names[:length]) for length in range(len(names), 0, -1)]
        if inner[0] == "total":
            keys = [".".join(("rows", *names[1:length])) for length in range(len(names), 0, -1)]
        if inner[0] in ("values", "schedule") and len(inner) > 1 and isinstance(inner[1], int):
            entry = held[inner[1]]
            kind = f"{entry['kind']}." if inner[0] == "values" else ""
            keys = [f"{inner[0]}.{kind}{entry['fiscal_year']}"]
        return next((self._columns[key] for key in keys if key in self._columns), 1)
