"""Engines that carry out a query as a whole: duckdb, and Spark on the cluster that there is.

The expressions are those of the default engine, through narwhals. Tables of parameters and single rows
are handed over as Parquet, which every engine reads.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import narwhals as nw
import polars as pl

from kyodo_core.bulk.batches import PLACE, RESULTS, ROW, parameter_table, sums
from kyodo_core.bulk.leftover import Decided, Leftover, Wrong
from kyodo_core.bulk.naming import NamedApi, Names
from kyodo_core.bulk.query import REASON, Query
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.rulebook import Key, Rulebook

KEY = "__key_"
"""Key columns under names of their own, an empty cell as an empty text: an engine joins no empty cells."""


class Engine(Protocol):
    """What differs between engines; `bound` is the number up to which its whole division is exact.

    `errors` are the exceptions that it raises where it fails.
    """

    bound: int
    errors: tuple[type[Exception], ...]

    def numbered(self, path: Path, names: Sequence[str]) -> Any:
        """A Parquet file with the number of each row (from 1) in the column `row`.

        `names` are what its columns are called from here on, in their order.
        """

    def scan(self, path: Path) -> Any:
        """A Parquet file as it is."""

    def fetch(self, frame: Any) -> list[tuple[Any, ...]]:
        """The rows of a small result."""

    def write(self, frame: Any, path: Path, heads: Sequence[str], sort: bool) -> None:
        """Write a result as Parquet, in one file or a folder of parts; by the rows' numbers with `sort`.

        An engine that can call the columns by their headings does; the order of the columns is kept.
        """


class Lazily:
    """One run: `folder` is for what goes between the engine and us; without `reasons` none are worked out."""

    def __init__(
        self,
        engine: Engine,
        book: Rulebook,
        tally: Tally,
        folder: Path,
        names: Names,
        reasons: bool = True,
    ) -> None:
        self._engine = engine
        self._book = book
        self._tally = tally
        self._folder = folder
        self._reasons = reasons
        self._names = names
        self._files = count()
        self._keys = [names.named(head) for head in book.heads.key_columns()]

    def results(self, rows: nw.LazyFrame[Any]) -> list[nw.LazyFrame[Any]]:
        """The rows with their results, in parts; faulty rows are left out and told in the tally."""
        columns = rows.collect_schema().names()
        keyed = rows.with_columns(
            nw.when(~nw.col(head).is_null())
            .then(nw.col(head).cast(nw.String))
            .otherwise(nw.lit(""))
            .alias(f"{KEY}{place}")
            for place, head in enumerate(self._keys)
        )
        names = [f"{KEY}{place}" for place in range(len(self._keys))]
        self._book.add(self._met(keyed, names))
        shapes = range(-1, len(self._book.shapes))
        return [part for shape in shapes for part in self._parts(keyed, names, columns, shape)]

    def _met(self, keyed: nw.LazyFrame[Any], names: list[str]) -> list[Key]:
        """The keys that the rows have; grouped, since `unique` has duckdb number all rows of each key."""
        return self._engine.fetch(keyed.group_by(names).agg(nw.len()).select(names).to_native())

    def _parts(
        self, keyed: nw.LazyFrame[Any], names: list[str], columns: list[str], shape: int
    ) -> Iterator[nw.LazyFrame[Any]]:
        """The rows of one shape; those of no shape (-1) are assessed one by one, as are unsound ones.

        What has no rows is left out, since an engine would read the file for it once more. Of a file
        without rows there is one part.
        """
        keys = [key for key, number in self._book.keys.items() if self._book.places[number].shape == shape]
        if not keys and self._book.shapes:
            return
        joined = keyed.join(self._table(keys, names), on=names, how="inner")
        if shape < 0:
            yield from self._one_by_one(joined, columns, needed=not self._book.shapes)
            return
        book = self._book
        query = Query(NamedApi(self._names), book.graph, book.heads, book.shapes[shape], nw.col)
        reason = query.reason() if self._reasons else nw.lit(None, dtype=nw.String)
        sound = query.computed(joined.filter(query.sound())).with_columns(reason.alias(REASON))
        yield sound.select(*columns, *RESULTS)
        yield from self._one_by_one(joined.filter(~query.sound()), columns)

    def _table(self, keys: Sequence[Key], names: list[str]) -> nw.LazyFrame[Any]:
        """The parameters of some keys."""
        table = parameter_table(self._book, pl.Schema(dict.fromkeys(names, pl.String())))
        numbers = [self._book.keys[key] for key in keys]
        return self._handed(table.filter(pl.col(PLACE).is_in(numbers)))

    def _one_by_one(
        self, rows: nw.LazyFrame[Any], columns: list[str], needed: bool = False
    ) -> Iterator[nw.LazyFrame[Any]]:
        """Rows assessed singly; nothing where there are none, unless a part is needed."""
        leftover = Leftover(self._book.programs, self._book.heads)
        done = list(self._decided(leftover, rows, columns))
        if not done and not needed:
            return
        schema = pl.Schema({ROW: pl.Int64(), **RESULTS})
        results = [(one.row, one.eligible, one.amount, one.reason) for one in done]
        table = self._handed(pl.DataFrame(results, schema=schema, orient="row"))
        yield rows.join(table, on=ROW, how="inner").select(*columns, *RESULTS)

    def _decided(self, leftover: Leftover, rows: nw.LazyFrame[Any], columns: list[str]) -> Iterator[Decided]:
        heads = self._names.heads(columns)
        for cells in self._engine.fetch(rows.select(PLACE, *columns).to_native()):
            named = dict(zip(heads, cells[1:], strict=True))
            for result in leftover.results(self._book.places[cells[0]], [(named[ROW], named)]):
                if isinstance(result, Wrong):
                    self._tally.tell([result])
                else:
                    yield result

    def _handed(self, table: pl.DataFrame) -> nw.LazyFrame[Any]:
        path = self._folder / f"{next(self._files)}.parquet"
        table.write_parquet(path)
        handed: nw.LazyFrame[Any] = nw.from_native(self._engine.scan(path)).lazy()
        return handed


def count_totals(book: Rulebook, rows: pl.LazyFrame, tally: Tally) -> None:
    """Add up the results that an engine has written."""
    keys = [pl.col(head).cast(pl.String).fill_null("") for head in book.heads.key_columns()]
    width = len(keys)
    for found in rows.group_by(keys).agg(sums(pl.Int128)).collect(engine="streaming").rows():
        place = book.places[book.keys[found[:width]]]
        tally.add(place.counted, *found[width:])
