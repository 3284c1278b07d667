"""Rows of a table as facts: each row becomes the values that the fact's TOML table would hold."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kyodo_core.domain.values import Value, record, value
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import Fault, suggestion
from kyodo_core.importing.headings import Column
from kyodo_core.importing.readers import says_nothing
from kyodo_core.importing.targets import Targets
from kyodo_core.importing.words import words
from kyodo_core.loading.grids import Cell
from kyodo_core.loading.tables import Row, Table
from kyodo_core.loading.values import WrongValueError
from kyodo_core.messages import _

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Data = dict[str, Any]
"""Values by key, as TOML would hold them."""


@value
class Defaults(Value):
    """What holds where neither a row nor the city's own fact says anything, and how ids are made.

    `unread` are the keys whose default is no value.
    """

    data: Data
    id_prefix: str = ""
    unread: tuple[str, ...] = ()


@record
class Drawn(Value):
    """What a row says of a fact; `own_id` where the id stands in the table.

    Where a fact is made of the whole table, `inner` has the rows of its own rows and of its total.
    """

    row: int
    data: Data
    own_id: bool = True
    inner: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        name: str = self.data["id"]
        return name


def defaults_of(
    fixed: Mapping[str, str], cite: Sequence[str], id_prefix: str, targets: Targets
) -> tuple[Defaults, list[Fault]]:
    """The values that are the same for all rows, read as cells are, with what is wrong in them."""
    data: Data = {"cite": list(cite)} if cite else {}
    faults = []
    unread = []
    for key, text in fixed.items():
        target = targets.of(key)
        place = _("value of {key}").format(key=key)
        if target is None:
            message = _("no column can fill the key {key}").format(key=key)
            faults.append(Fault(file=place, message=message, hint=suggestion(key, targets.keys)))
            continue
        try:
            put(data, key, target.read(Cell(0, 0, text)))
        except WrongValueError as error:
            unread.append(key)
            now = _(" (now: {value})").format(value=f'"{error.value}"')
            faults.append(Fault(file=place, message=f"{error.message}{now}", hint=error.hint))
    return Defaults(data=data, id_prefix=id_prefix, unread=tuple(unread)), faults


def drawn_rows(
    table: Table, columns: Sequence[Column], defaults: Defaults, faults: list[Fault]
) -> list[Drawn]:
    """The facts of the rows that have an id of their own; what cannot be read is added to the faults."""
    found: list[Drawn] = []
    places = {column.target.key: column.place for column in columns}
    if "id" not in places and not defaults.id_prefix:
        message = _("the table has no column of ids")
        hint = _('head a column ID, or make the ids with --id-prefix, as in "form" for form-1, form-2')
        faults.append(table.fault(1, 1, message, hint=hint))
        return []
    for order, row in enumerate(table.rows, 1):
        data: Data = {}
        read_cells(table, row, columns, data, faults)
        own_id = "id" in data
        if not own_id:
            data["id"] = _made_id(table, row, order, data, places, defaults.id_prefix, faults)
        if data["id"] in {one.id for one in found}:
            message = _("this id stands twice in the table")
            faults.append(table.fault(row.number, places.get("id", 1), message, data["id"]))
        elif data["id"]:
            found.append(Drawn(row.number, data, own_id))
    return found


def read_cells(table: Table, row: Row, columns: Sequence[Column], data: Data, faults: list[Fault]) -> None:
    """Add what the cells of a row say."""
    for column in columns:
        cell = row.cell(column.place)
        key = column.target.key
        if not says_nothing(cell):
            try:
                put(data, key, column.target.read(cell))
            except WrongValueError as error:
                faults.append(table.wrong(cell, error))
        elif key.startswith("schedule."):  # the document's table has the year, and writes nothing there
            put(data, key, "not_stated")


def put(data: Data, key: str, held: Any) -> None:
    """Set the value of a key, which may lie inside another."""
    head, _mark, rest = key.partition(".")
    if head == "terms":
        data.setdefault(head, [{}])[0][rest] = held
    elif head == "values":
        kind, _mark, year = rest.partition(".")
        _insert(data, head, {"fiscal_year": year, "kind": kind, "value": held})
    elif head == "schedule":
        _insert(data, head, {"fiscal_year": rest, "phase": held})
    else:
        data[key] = held


def _insert(data: Data, key: str, entry: Data) -> None:
    """Add an entry to a list that is in the order of years."""
    data[key] = sorted((*data.get(key, ()), entry), key=year_of)


def year_of(entry: Data) -> int:
    """The fiscal year of an entry, as the calendar year in which it begins."""
    return FiscalYear.parse(entry["fiscal_year"]).year


def _made_id(
    table: Table,
    row: Row,
    order: int,
    data: Data,
    places: Mapping[str, int],
    prefix: str,
    faults: list[Fault],
) -> str:
    """An id of the prefix with the row's number, or its order where the table has no numbers."""
    if "id" in places:
        faults.append(table.fault(row.number, places["id"], _("the cell is empty; an id is needed")))
        return ""
    if "number" not in places:
        return f"{prefix}-{order}"
    made = f"{prefix}-{words(str(data.get('number', '')))}"
    if not _ID.fullmatch(made):
        message = _("no id can be made of this number")
        shown = row.cell(places["number"]).shown
        faults.append(table.fault(row.number, places["number"], message, shown, _("head a column ID")))
        return ""
    return made
