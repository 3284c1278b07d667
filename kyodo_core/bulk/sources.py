"""Files of applications as columns: Parquet as it streams, CSV and Excel cell by cell."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from polars import selectors as cs

from kyodo_core.bulk.batches import ROW
from kyodo_core.bulk.heads import APPLICANT_KIND, HeadFault, Heads, held_words, recognised
from kyodo_core.bulk.leftover import Unread
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import DefinitionError, Fault
from kyodo_core.messages import _
from kyodo_core.rules.facts import FactDeclaration

Declared = Callable[[], Mapping[str, Sequence[FactDeclaration]]]
"""The facts that the installed programs declare, by city and program; asked for when a heading needs it."""

UNREADABLE = (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException)
"""What polars raises where it cannot read a file; a damaged one may even bring it to panic."""


@record
class Source(Value):
    """A file's rows with their numbers, what its columns hold, and the rows that cannot be read.

    `held` says of each column: number, truth, text, date, nothing, or what it holds that no fact can be.
    """

    rows: pl.LazyFrame
    heads: Heads
    held: Mapping[str, str]
    unread: tuple[Unread, ...] = ()


def parquet_source(path: Path, declared: Declared) -> Source:
    """A Parquet file, read as it streams.

    Raises:
        DefinitionError: the file cannot be read, or has columns that are missing, unknown or of a type that
            no fact has.
    """
    try:
        rows = pl.scan_parquet(path)
        schema = rows.collect_schema()
    except UNREADABLE as error:
        raise damaged(path, error) from None
    return table_of_columns(rows, schema, declared, path)


def table_of_columns(rows: pl.LazyFrame, schema: pl.Schema, declared: Declared, path: Path) -> Source:
    """Rows of columns that have types; `path` names them where something is wrong.

    Raises:
        DefinitionError: columns are missing, unknown or of a type that no fact has.
    """
    heads, faults = recognised(list(schema), declared())
    held = {name: _held(kind) for name, kind in schema.items()}
    faults += _unfit(heads, held, list(schema))
    if faults:
        raise head_error(path, faults)
    rows = rows.with_columns(cs.categorical().cast(pl.String), cs.enum().cast(pl.String))
    return Source(rows.with_row_index(ROW, offset=1), heads, held)


def damaged(path: Path, error: BaseException) -> DefinitionError:
    """The file is no Parquet, or one whose rows cannot be read to their end."""
    message = _("this is not a Parquet file that can be read")
    return refused(path, [Fault(file=str(path), message=message, hint=str(error).split("\n")[0])])


def refuse_damaged(path: Path) -> None:
    """Raises DefinitionError: the rows of the Parquet file cannot be read to their end."""
    try:
        pl.scan_parquet(path).select(pl.all().hash().sum()).collect(engine="streaming")
    except UNREADABLE as error:
        raise damaged(path, error) from None


def _held(kind: pl.DataType) -> str:
    if kind.is_integer() and not isinstance(kind, pl.Int128 | pl.UInt128):  # which other engines lack
        return "number"
    if isinstance(kind, pl.String | pl.Categorical | pl.Enum):
        return "text"
    known = {pl.Boolean: "truth", pl.Date: "date", pl.Null: "nothing"}
    return next((held for one, held in known.items() if isinstance(kind, one)), str(kind))


def _unfit(heads: Heads, held: Mapping[str, str], columns: Sequence[str]) -> list[HeadFault]:
    """Columns whose type can state nothing: parts of yen, times, lists."""
    faults = []
    keyed = {role: {"text"} for role in ("city", "program", "terms", APPLICANT_KIND, "name")}
    keyed["fiscal_year"] = {"text", "number"}
    wanted = {head: keyed[role] for role, head in heads.roles.items()}
    wanted |= {head: {"number"} for head in heads.costs.values()}
    wanted |= {head: set(_KINDS) for head in heads.facts.values()}
    for place, head in enumerate(columns, 1):
        if head in wanted and held[head] not in {*wanted[head], "nothing"}:
            message = _("the column holds {held}").format(held=held_words(held[head]))
            right = " / ".join(held_words(one) for one in sorted(wanted[head]))
            faults.append(HeadFault(place, message, head, right))
    return faults


def head_error(path: Path, faults: Sequence[HeadFault]) -> DefinitionError:
    """What is wrong with a file's headings, all at once."""
    return refused(path, [_fault(path, fault) for fault in faults])


def _fault(path: Path, fault: HeadFault) -> Fault:
    now = _(" (now: {value})").format(value=f'"{fault.head}"') if fault.head else ""
    return Fault(
        file=str(path),
        line=1,
        column=fault.place,
        message=f"{fault.message}{now}",
        hint=fault.hint,
    )


def refused(path: Path, faults: Sequence[Fault]) -> DefinitionError:
    message = _("{file} has {count} fault(s).").format(file=path.name, count=len(faults))
    return DefinitionError(message, faults)


_KINDS: dict[str, pl.DataType] = {
    "number": pl.Int64(),
    "truth": pl.Boolean(),
    "text": pl.String(),
    "date": pl.Date(),
}


def column_frame(columns: Mapping[str, Sequence[Any]], held: Mapping[str, str]) -> pl.LazyFrame:
    """Rows that were read cell by cell, as columns."""
    series = [
        pl.Series(name, list(values), dtype=_KINDS.get(held.get(name, "number"), pl.String()))
        for name, values in columns.items()
    ]
    return pl.DataFrame(series).lazy()
