"""The figures of areas from a table that staff keep: a row per area, a column per fact.

The first column names the area; the others are headed by a fact's id or its Japanese name. An empty cell
is a fault, never a zero.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from kyodo_core.assessment.inputs import fact_faults, unknown_programs
from kyodo_core.errors import Fault, suggestion
from kyodo_core.loading.cells import key, text, value
from kyodo_core.loading.files import sentence
from kyodo_core.loading.grids import Cell
from kyodo_core.loading.tables import Row, Table, read_table
from kyodo_core.loading.values import WrongValueError
from kyodo_core.messages import _, language
from kyodo_core.rules.case import FactValue
from kyodo_core.rules.facts import AREA, SUPPLIED, FactDeclaration

Areas = list[tuple[str, dict[str, FactValue]]]
Declared = Mapping[str, FactDeclaration]


def read_areas(
    path: Path | str,
    declared: Declared,
    needed: Mapping[str, str],
    programs: Collection[str] | None = None,
    sheet: str = "",
) -> Areas:
    """The areas of the file with their facts, all that the terms need checked.

    The first column is the area's name where the terms ask for that. `programs` are the ids of the
    city's programs, by which those that an area takes part in are checked.

    Raises:
        DefinitionError: the file cannot be read, or has faults; all of them with row and column.
    """
    faults: list[Fault] = []
    nothing = _("the file has no area: a heading and a row per area are needed")
    table = read_table(path, sheet, faults=faults, empty=nothing)
    stated = {name: fact for name, fact in declared.items() if name not in SUPPLIED}
    heads = _heads(table, stated, faults)
    faults += _missing(table, needed, declared, heads)
    by_name = AREA in needed and AREA not in heads.values()
    areas: Areas = []
    for row in table.rows:
        name = _name(table, row.cell(1), {known for known, _facts in areas}, faults)
        facts = _row(table, row, heads, declared, faults)
        if programs is not None:
            faults += _unknown(table, row, facts, heads, programs)
        areas.append((name, facts | {AREA: name} if by_name else facts))
    if faults:
        raise table.error(faults)
    return areas


def _heads(table: Table, declared: Declared, faults: list[Fault]) -> dict[int, str]:
    """The fact of each column, by its id or its name."""
    known = {key(fact.name): fact.id for fact in declared.values()} | {name: name for name in declared}
    heads: dict[int, str] = {}
    for column, head in enumerate(table.heads[1:], 2):
        fact = known.get(key(head), "")
        if fact in heads.values():
            faults.append(table.fault(1, column, _("two columns hold the same fact"), head))
        elif fact:
            heads[column] = fact
        elif head:
            near = suggestion(head, {fact.name: fact.id for fact in declared.values()})
            faults.append(table.fault(1, column, _("no fact has this name"), head, near))
    return heads


def _missing(
    table: Table, needed: Mapping[str, str], declared: Declared, heads: Mapping[int, str]
) -> list[Fault]:
    """Facts that the terms need and no column has; told once, at the headings."""
    wanted = {name: why for name, why in needed.items() if name not in (AREA, *heads.values())}
    return [
        table.fault(1, 1, fault.message, hint=_heading_hint(declared[name]))
        for name, fault in zip(wanted, fact_faults({}, wanted, declared), strict=True)
    ]


def _unknown(
    table: Table,
    row: Row,
    facts: Mapping[str, FactValue],
    heads: Mapping[int, str],
    programs: Collection[str],
) -> Iterator[Fault]:
    """Programs that an area takes part in and the city does not have."""
    for column, fact in heads.items():
        given = {fact: facts[fact]} if fact in facts else {}
        for fault in unknown_programs(given, programs):
            yield table.fault(row.number, column, fault.message, str(fault.value), fault.hint)


def _heading_hint(fact: FactDeclaration) -> str:
    return _('add a column with the heading "{heading}"').format(heading=fact.name)


def _name(table: Table, cell: Cell, known: set[str], faults: list[Fault]) -> str:
    """The area's name, in the first column."""
    if cell.empty:
        faults.append(table.fault(cell.row, cell.column, _("the area has no name")))
        return ""
    try:
        name = text(cell)
    except WrongValueError as error:
        faults.append(table.wrong(cell, error))
        return ""
    if name in known:
        faults.append(table.fault(cell.row, cell.column, _("the area stands twice in the file"), name))
    return name


def _row(
    table: Table, row: Row, heads: Mapping[int, str], declared: Declared, faults: list[Fault]
) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {}
    for column, name in heads.items():
        cell, fact = row.cell(column), declared[name]
        try:
            facts[name] = value(cell, fact.type, fact.unit or "")
        except WrongValueError as error:
            faults.append(_wrong(table, cell, fact, error))
    return facts


def _wrong(table: Table, cell: Cell, fact: FactDeclaration, error: WrongValueError) -> Fault:
    """What is wrong with a fact: the type that it must have, and what would be right."""
    if cell.broken:
        return table.wrong(cell, error)
    if cell.empty:
        return table.fault(cell.row, cell.column, sentence(fact.name, error.message))
    message = _("this fact is of the type {type}").format(type=fact.type.label.text(language()))
    said = sentence(fact.name, message)
    return table.fault(cell.row, cell.column, said, cell.shown, error.hint or error.message)
