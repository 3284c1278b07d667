"""A CSV or Excel table of applications, read cell by cell; a row with a cell that cannot be read is told."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import define, field

from kyodo_core.bulk.batches import ROW
from kyodo_core.bulk.heads import APPLICANT_KIND, YEAR, HeadFault, Heads, recognised
from kyodo_core.bulk.leftover import Unread, Wrong
from kyodo_core.bulk.sources import Declared, Source, column_frame, head_error
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.loading import cells
from kyodo_core.loading.grids import Cell
from kyodo_core.loading.tables import read_table
from kyodo_core.loading.values import WrongValueError
from kyodo_core.messages import _, language
from kyodo_core.rules.facts import KNOWN, FactDeclaration, FactType

Read = Callable[[Cell], Any]


@define
class _Column:
    """A column as it fills: how its cells are read, what they hold, and whether they may be empty."""

    read: Read
    held: str
    optional: bool = True
    values: list[Any] = field(factory=list)


def table_source(path: Path, declared: Declared, sheet: str = "") -> Source:
    """The rows of a .csv or .xlsx; empty cells stay empty and are judged by the terms.

    Raises:
        DefinitionError: the file is no table, its headings are wrong, or cells are merged or broken.
    """
    table = read_table(path, sheet)
    by_program = declared()
    heads, faults = recognised(table.heads, by_program)
    columns, unclear = _columns(heads, by_program)
    if faults or unclear:
        raise head_error(path, [*faults, *unclear])
    rows: list[int] = []
    unread: list[Unread] = []
    for row in table.rows:
        found, faulty = _row(row.number, {head: row.cell(table.column(head)) for head in columns}, columns)
        if faulty:
            unread.append(Unread(row.number, found, tuple(faulty)))
        else:
            rows.append(row.number)
            for head, value in found.items():
                columns[head].values.append(value)
    held = {head: column.held for head, column in columns.items()}
    frame = column_frame({ROW: rows, **{head: column.values for head, column in columns.items()}}, held)
    return Source(frame, heads, held, tuple(unread))


def _row(
    number: int, given: Mapping[str, Cell], columns: Mapping[str, _Column]
) -> tuple[dict[str, Any], list[Wrong]]:
    """The values of a row, and what is wrong with its cells."""
    found: dict[str, Any] = {}
    wrong = []
    for head, cell in given.items():
        try:
            found[head] = None if cell.empty and columns[head].optional else columns[head].read(cell)
        except WrongValueError as error:
            wrong.append(Wrong(number, head, cell.shown, error.message, error.hint))
    return found, wrong


def _columns(
    heads: Heads, declared: Mapping[str, Sequence[FactDeclaration]]
) -> tuple[dict[str, _Column], list[HeadFault]]:
    """The columns in the file's order; a fact that programs declare with several types is a fault."""
    columns = {head: _Column(cells.text, "text") for head in heads.roles.values()}
    for role, read in ((YEAR, _year), (APPLICANT_KIND, _kind)):
        if role in heads.roles:
            columns[heads.roles[role]] = _Column(read, "text", optional=False)
    columns |= {head: _Column(cells.number, "number") for head in heads.costs.values()}
    faults = []
    for fact, head in heads.facts.items():
        meant = {(one.type, one.unit) for facts in declared.values() for one in facts if one.id == fact}
        if fact in KNOWN:
            meant = {(KNOWN[fact].type, KNOWN[fact].unit)}
        if len({fact_type for fact_type, _unit in meant}) > 1:
            types = " / ".join(sorted(kind.label.text(language()) for kind, _unit in meant))
            message = _("programs mean different things by this fact; put them in files of their own")
            faults.append(HeadFault(heads.columns.index(head) + 1, message, head, types))
            continue
        fact_type, unit = min(meant, key=str)
        columns[head] = _fact(fact_type, "" if unit is NOT_STATED else unit)
    return {head: columns[head] for head in heads.columns if head in columns}, faults


def _fact(fact_type: FactType, unit: str) -> _Column:
    if fact_type is FactType.NAMES:
        return _Column(lambda cell: "、".join(cells.names(cell)), "text")
    return _Column(lambda cell: cells.value(cell, fact_type, unit), fact_type.value)


def _year(cell: Cell) -> str:
    cells.fiscal_year(cell)
    return cell.shown


def _kind(cell: Cell) -> str:
    """A core kind by its id or its Japanese name."""
    said = cells.text(cell)
    by_label = {cells.key(kind.label.ja): str(kind) for kind in ActorKind}
    return by_label.get(cells.key(said), said)
