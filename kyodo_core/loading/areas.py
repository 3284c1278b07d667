"""The figures of areas from a CSV that staff keep: a row per area, a column per fact.

The first column names the area; the others are headed by a fact's id or its Japanese name. Full-width
digits and thousands separators are read; an empty cell is a fault, never a zero.
"""

import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path as FilePath

from kyodo_core.assessment.inputs import fact_faults, unknown_programs
from kyodo_core.errors import DefinitionError, Fault, suggestion
from kyodo_core.messages import _, language
from kyodo_core.rules.case import FactValue
from kyodo_core.rules.facts import AREA, FactDeclaration, FactType

Areas = list[tuple[str, dict[str, FactValue]]]
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+|\d+", re.ASCII)
_NO_NAMES = ("なし", "-")
_TRUTHS = {"はい": True, "true": True, "1": True, "いいえ": False, "false": False, "0": False}


def read_areas(
    path: FilePath | str,
    declared: Mapping[str, FactDeclaration],
    needed: Mapping[str, str],
    programs: Collection[str] | None = None,
) -> Areas:
    """The areas of the file with their facts, all that the terms need checked.

    The first column is the area's name where the terms ask for that. `programs` are the ids of the
    city's programs, by which those that an area takes part in are checked.

    Raises:
        DefinitionError: the file cannot be read, or has faults; all of them with row and column.
    """
    file = FilePath(path)
    rows = list(csv.reader(StringIO(_text(file), newline="")))
    faults: list[Fault] = []
    if not any(cell.strip() for row in rows[1:] for cell in row):
        raise _refused(
            file, [_fault(file, 1, 1, _("the file has no area: a heading and a row per area are needed"))]
        )
    heads = _heads(file, rows[0], declared, faults)
    faults += _missing(file, needed, declared, heads)
    by_name = AREA in needed and AREA not in heads.values()
    areas: Areas = []
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            name = row[0].strip()
            facts = _row(file, number, row, len(rows[0]), heads, declared, faults)
            if programs is not None:
                faults += _unknown(file, number, facts, heads, programs)
            if not name:
                faults.append(_fault(file, number, 1, _("the area has no name")))
            elif name in {known for known, _facts in areas}:
                faults.append(_fault(file, number, 1, _("the area stands twice in the file"), name))
            areas.append((name, facts | {AREA: name} if by_name else facts))
    if faults:
        raise _refused(file, faults)
    return areas


def _text(file: FilePath) -> str:
    """UTF-8 as spreadsheets save it, or the older Shift_JIS of Japanese Excel."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _refused(
            file, [Fault(file=str(file), message=_("the file cannot be read"), hint=str(error.strerror))]
        ) from None
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(
        file,
        [
            Fault(
                file=str(file),
                message=_("the file is not written in UTF-8"),
                hint=_("save it with the encoding UTF-8"),
            )
        ],
    )


def _heads(
    file: FilePath, row: Sequence[str], declared: Mapping[str, FactDeclaration], faults: list[Fault]
) -> dict[int, str]:
    """The fact of each column, by its id or its name."""
    by_name = {fact.name: fact.id for fact in declared.values()}
    heads: dict[int, str] = {}
    for place, cell in enumerate(row[1:], 1):
        head = cell.strip()
        fact = head if head in declared else by_name.get(head, "")
        if not fact:
            message = _("no fact has this name")
            faults.append(_fault(file, 1, place + 1, message, head, suggestion(head, [*declared, *by_name])))
        elif fact in heads.values():
            faults.append(_fault(file, 1, place + 1, _("two columns hold the same fact"), head))
        else:
            heads[place] = fact
    return heads


def _row(
    file: FilePath,
    number: int,
    row: Sequence[str],
    width: int,
    heads: Mapping[int, str],
    declared: Mapping[str, FactDeclaration],
    faults: list[Fault],
) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {}
    for place, fact in heads.items():
        cell = unicodedata.normalize("NFKC", row[place] if place < len(row) else "").strip()
        if not cell:
            message = _("the cell is empty; write 0 where it is zero")
            faults.append(_fault(file, number, place + 1, message, hint=declared[fact].name))
            continue
        try:
            facts[fact] = _value(cell, declared[fact].type)
        except ValueError:
            message = _("this fact is of the type {type}").format(
                type=declared[fact].type.label.text(language())
            )
            faults.append(_fault(file, number, place + 1, message, cell))
    for place, cell in enumerate(row[width:], width):
        if cell.strip():
            message = _("the cell has no heading; a number with a comma stands in quotes")
            faults.append(_fault(file, number, place + 1, message, cell))
    return facts


def _value(cell: str, fact_type: FactType) -> FactValue:
    if fact_type is FactType.NUMBER:
        if not _NUMBER.fullmatch(cell):
            raise ValueError(cell)
        return int(cell.replace(",", ""))
    if fact_type is FactType.TRUTH:
        if cell.lower() not in _TRUTHS:
            raise ValueError(cell)
        return _TRUTHS[cell.lower()]
    if fact_type is FactType.DATE:
        year, month, day = cell.replace("/", "-").split("-")
        return dt.date(int(year), int(month), int(day))
    if fact_type is FactType.NAMES:
        return () if cell in _NO_NAMES else tuple(name.strip() for name in re.split("[、,]", cell))
    return cell


def _missing(
    file: FilePath,
    needed: Mapping[str, str],
    declared: Mapping[str, FactDeclaration],
    heads: Mapping[int, str],
) -> list[Fault]:
    """Facts that the terms need and no column has; told once, at the heading."""
    wanted = {name: why for name, why in needed.items() if name not in (AREA, *heads.values())}
    return [_fault(file, 1, 1, fault.message, hint=fault.hint) for fault in fact_faults({}, wanted, declared)]


def _unknown(
    file: FilePath,
    number: int,
    facts: Mapping[str, FactValue],
    heads: Mapping[int, str],
    programs: Collection[str],
) -> Iterator[Fault]:
    """Programs that an area takes part in and the city does not have."""
    for place, fact in heads.items():
        given = {fact: facts[fact]} if fact in facts else {}
        for fault in unknown_programs(given, programs):
            yield _fault(file, number, place + 1, fault.message, str(fault.value), fault.hint)


def _fault(file: FilePath, row: int, column: int, message: str, value: str = "", hint: str = "") -> Fault:
    now = _(" (now: {value})").format(value=f'"{value}"') if value else ""
    return Fault(file=str(file), line=row, column=column, message=f"{message}{now}", hint=hint)


def _refused(file: FilePath, faults: Sequence[Fault]) -> DefinitionError:
    return DefinitionError(
        _("{file} has {count} fault(s).").format(file=file.name, count=len(faults)), faults
    )
