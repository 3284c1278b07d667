"""Results that duckdb or Spark computes as a whole, from file to file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from kyodo_core.bulk.batches import RESULTS, ROW
from kyodo_core.bulk.engines import engine, first_line
from kyodo_core.bulk.lazily import Engine, Lazily, count_totals
from kyodo_core.bulk.naming import Names
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.rulebook import Programs, Rulebook
from kyodo_core.bulk.sources import Source, refuse_damaged
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import KyodoError
from kyodo_core.messages import _


@record
class Carrier(Value):
    """Who computes, from which file: the engine's name, and the address of a Spark cluster's master.

    `reads`: does the engine read the file itself? Any can where it is Parquet. Without `reasons` none
    are worked out.
    """

    engine: str
    spark: str
    source: Path
    reads: bool
    reasons: bool = True


def carried_out(programs: Programs, read: Source, tally: Tally, by: Carrier, made: Path) -> Rulebook:
    """Let an engine compute the results into a Parquet file, in the order of the rows.

    Raises:
        DefinitionError: the file turns out to be damaged as it is read.
        KyodoError: the engine does not start, or fails.
    """
    working = engine(by.engine, by.spark)
    book = Rulebook(programs, read.heads, read.held, working.bound)
    with _told(working, by):
        _compute(working, book, read, tally, by, made)
    count_totals(book, pl.scan_parquet(made), tally)
    return book


def _compute(working: Engine, book: Rulebook, read: Source, tally: Tally, by: Carrier, made: Path) -> None:
    import narwhals as nw

    schema = pl.Schema({**read.rows.collect_schema(), **RESULTS})
    heads = [head for head in schema if head not in (ROW, *RESULTS)]
    names = Names(heads)
    if by.reads:
        rows = working.numbered(by.source, names.plain)
    else:
        applications = made.with_name("applications.parquet")
        read.rows.rename(dict(zip(heads, names.plain, strict=True))).sink_parquet(applications)
        rows = working.scan(applications)
    found = Lazily(working, book, tally, made.parent, names, by.reasons).results(nw.from_native(rows).lazy())
    whole = nw.concat(found, how="vertical") if found[1:] else found[0]
    parts = made.with_name("parts")
    wanted = list(schema)
    working.write(whole.to_native(), parts, wanted, sort=bool(found[1:]))
    written = pl.scan_parquet(parts / "*.parquet" if parts.is_dir() else parts)
    have = written.collect_schema().names()
    if parts.is_dir() or have != wanted or not _in_order(written):
        written.rename(dict(zip(have, wanted, strict=True))).cast(schema).sort(ROW).sink_parquet(made)
    else:
        parts.replace(made)


def _in_order(rows: pl.LazyFrame) -> bool:
    """Do the numbers of the rows rise? No engine promises it of a join."""
    steps = rows.select(pl.col(ROW).cast(pl.Int64).diff().min())
    least = steps.collect(engine="streaming").item()
    return least is None or bool(least > 0)


@contextmanager
def _told(working: Engine, by: Carrier) -> Iterator[None]:
    """What an engine raises, as an error of kyodo: of the file if it cannot be read, else of the engine."""
    try:
        yield
    except working.errors as error:
        if by.reads:
            refuse_damaged(by.source)
        message = _("{engine} could not work through {file}").format(engine=by.engine, file=by.source)
        raise KyodoError(message, first_line(error)) from None
