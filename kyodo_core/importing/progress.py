"""推進状況 from a table: a row for each policy with its counts, or a row for each item with its status."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from kyodo_core.domain.kinds import ItemStatus
from kyodo_core.errors import Fault
from kyodo_core.importing.headings import Column
from kyodo_core.importing.rows import Data, Defaults, Drawn, read_cells
from kyodo_core.importing.words import words
from kyodo_core.loading.tables import Table
from kyodo_core.messages import _

_TOTALS = frozenset(("全体計", "全体", "合計", "総計", "計"))
_COUNT_AND_SHARE = re.compile(r"(?P<count>\d+)\s*\(\s*(?P<share>\d+(?:\.\d+)?%)\s*\)", re.ASCII)
_STATUS = "status"
Split = tuple[list[Data], Data, tuple[int, ...]]
"""The rows and the total of a fact, with the numbers of the table's rows that they come from."""


def drawn_progress(
    table: Table, columns: Sequence[Column], defaults: Defaults, faults: list[Fault]
) -> list[Drawn]:
    """The one fact that the table states, with its rows and its total; faults are added."""
    statuses = _STATUS in {column.target.key for column in columns}
    rows = [_read(table, place, columns, faults) for place in range(len(table.rows))]
    if faults:
        return []
    if statuses:
        found, total, inner = _counted(table, columns, rows, defaults.id_prefix, faults)
    else:
        found, total, inner = _rows_and_total(table, rows, defaults.id_prefix, faults)
    if faults:
        return []
    data: Data = {"statuses": _statuses(columns, found), "rows": found, "total": total}
    return [Drawn(table.rows[0].number, data, inner=inner)]


def _read(table: Table, place: int, columns: Sequence[Column], faults: list[Fault]) -> Data:
    """What a row says, by the keys of a row of the fact."""
    row = table.rows[place]
    data: Data = {}
    read_cells(table, row, columns, data, faults)
    found: Data = {}
    for key, held in data.items():
        inner = key.removeprefix("rows.")
        name, _mark, status = inner.partition(".")
        if not status:
            found[inner] = held
            continue
        match = _COUNT_AND_SHARE.fullmatch(unicodedata.normalize("NFKC", str(held)).strip())
        if name == "counts" and match:
            found.setdefault("counts", {})[status] = int(match["count"])
            found.setdefault("shares", {})[status] = match["share"]
        elif name == "counts" and isinstance(held, str):
            column = next(column.place for column in columns if column.target.key == key)
            message = _("a number of items is needed, with the printed share behind it or without")
            faults.append(table.fault(row.number, column, message, held, "6, 6 (37.5%)"))
        else:
            found.setdefault(name, {})[status] = held
    return found


def _rows_and_total(table: Table, rows: Sequence[Data], prefix: str, faults: list[Fault]) -> Split:
    """Rows by policy, and the row of the total, which is named as one."""
    found: list[Data] = []
    places: list[int] = []
    total: Data = {}
    last = 0
    for row, data in zip(table.rows, rows, strict=True):
        if words(data.get("name", "")) in _TOTALS and not total:
            total, last = {"id": "total"} | data, row.number
            continue
        _give_id(table, row.number, data, len(found) + 1, prefix, faults)
        found.append(data)
        places.append(row.number)
    if not total:
        message = _("the table has no row of the total")
        faults.append(table.fault(table.rows[-1].number, 1, message, hint="全体計, 合計, 計"))
    return found, total, (*places, last)


def _counted(
    table: Table, columns: Sequence[Column], rows: Sequence[Data], prefix: str, faults: list[Fault]
) -> Split:
    """Items counted by policy and status, in the order in which the policies appear."""
    place = {column.target.key: column.place for column in columns}
    used = [str(status) for status in ItemStatus if str(status) in {row.get(_STATUS) for row in rows}]
    found: dict[str, Data] = {}
    places: list[int] = []
    for row, data in zip(table.rows, rows, strict=True):
        missing = [key for key in ("rows.name", _STATUS) if key.removeprefix("rows.") not in data]
        faults += [table.fault(row.number, place.get(key, 1), _("the cell is empty")) for key in missing]
        if missing:
            continue
        name = data["name"]
        if name not in found:
            found[name] = {key: data[key] for key in ("id", "number", "name") if key in data}
            found[name] |= {"total": 0, "counts": dict.fromkeys(used, 0)}
            _give_id(table, row.number, found[name], len(found), prefix, faults)
            places.append(row.number)
        found[name]["total"] += 1
        found[name]["counts"][data[_STATUS]] += 1
    counts = {status: sum(one["counts"][status] for one in found.values()) for status in used}
    total = {"id": "total", "name": "全体計", "total": len(rows), "counts": counts}
    return list(found.values()), total, (*places, table.rows[-1].number)


def _give_id(table: Table, row: int, data: Data, order: int, prefix: str, faults: list[Fault]) -> None:
    if "id" not in data and not prefix:
        message = _("the row has no id")
        hint = _("head a column ID, or make the ids with --id-prefix")
        faults.append(table.fault(row, 1, message, hint=hint))
    data.setdefault("id", f"{prefix}-{order}")


def _statuses(columns: Sequence[Column], rows: Sequence[Data]) -> list[dict[str, Any]]:
    """The statuses with the words of the table: its headings, or where it has none the core's labels."""
    prefix = "rows.counts."
    headed = {
        column.target.key.removeprefix(prefix): column.heading
        for column in columns
        if column.target.key.startswith(prefix)
    }
    used = headed or {str(s): s.label.ja for s in ItemStatus if str(s) in rows[0]["counts"]}
    return [{"id": status, "name": name} for status, name in used.items()]
