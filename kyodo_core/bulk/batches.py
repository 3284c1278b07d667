"""The default engine: polars, batch by batch as it streams from file to file, in the order of the rows."""

from collections.abc import Sequence
from threading import Lock
from typing import Any

import polars as pl

from kyodo_core.bulk.leftover import Decided, Leftover, Wrong
from kyodo_core.bulk.query import AMOUNT, ELIGIBLE, REASON, THE_YEAR, Given, Query
from kyodo_core.bulk.results import Tally, Total
from kyodo_core.bulk.rulebook import Place, Rulebook
from kyodo_core.rules.columns import BOUND

ROW = "row"
PLACE = "__place"
RESULTS = {ELIGIBLE: pl.Boolean(), AMOUNT: pl.Int64(), REASON: pl.String()}


class Batches:
    """Assesses batches of rows; `apply` is called by polars, from several threads at once."""

    def __init__(self, book: Rulebook, tally: Tally) -> None:
        self._book = book
        self._tally = tally
        self._leftover = Leftover(book.programs, book.heads)
        self._table: pl.DataFrame | None = None
        self._queries: dict[tuple[int, Place | None], Query] = {}
        self._lock = Lock()

    def apply(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The batch with its results, in its order; faulty rows are left out and told in the tally."""
        keys = self._book.heads.key_columns()
        if not batch.height:
            return _empty(batch)
        if all(_constant(batch[key]) for key in keys):
            (key,) = batch.select(keys).head(1).rows()
            self._book.add([key])
            place = self._book.places[self._book.keys[key]]
            parts = [self._part(batch, place.shape, place)]
        else:
            joined = self._joined(batch, keys)
            numbers = joined["__shape"].unique().to_list()
            several = len(numbers) > 1
            parts = [
                self._part(joined.filter(pl.col("__shape") == number) if several else joined, number)
                for number in numbers
            ]
        columns = [*batch.columns, *RESULTS]
        whole = pl.concat([part.select(columns) for part in parts])
        return whole.sort(ROW) if len(parts) > 1 else whole

    def _joined(self, batch: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
        """The batch with the parameters of each row; keys that are new are looked up first."""
        table = self._table
        if table is not None:
            joined = _join(batch, table, keys)
            if not joined[PLACE].has_nulls():
                return joined
        named = batch.select(keys)
        self._book.add(named.unique().rows())
        with self._lock:
            self._table = table = parameter_table(self._book, named.schema)
        return _join(batch, table, keys)

    def _part(self, rows: pl.DataFrame, shape: int, place: Place | None = None) -> pl.DataFrame:
        """The rows of one shape with their results; all of one place where it is given."""
        if shape < 0:
            return self._one_by_one(rows, place)
        query = self._query(shape, place)
        sound = rows.select(sound=query.sound()).get_column("sound")
        if sound.all():
            return self._computed(rows, query, place)
        parts = [
            self._computed(rows.filter(sound), query, place),
            self._one_by_one(rows.filter(~sound), place),
        ]
        columns = [name for name in rows.columns if not name.startswith("__")] + list(RESULTS)
        return pl.concat([part.select(columns) for part in parts]).sort(ROW)

    def _query(self, shape: int, place: Place | None) -> Query:
        """The query of a shape, with the parameters of the place where all rows are of one."""
        key = (shape, place)
        if key not in self._queries:
            book = self._book
            given: Given = pl.col
            if place is not None:
                given = literals(dict(book.parameters(place)) | {THE_YEAR: place.year})
            self._queries[key] = Query(pl, book.graph, book.heads, book.shapes[shape], given)
        return self._queries[key]

    def _computed(self, rows: pl.DataFrame, query: Query, place: Place | None) -> pl.DataFrame:
        made: pl.DataFrame = query.computed(rows.lazy()).collect()
        told = _with_reasons(made, query)
        self._count(told, place)
        return told

    def _one_by_one(self, rows: pl.DataFrame, place: Place | None) -> pl.DataFrame:
        """Rows that are assessed singly, or are faulty."""
        done: list[Decided] = []
        numbers = [None] * rows.height if place else rows[PLACE].to_list()
        for number, cells in zip(numbers, rows.iter_rows(named=True), strict=True):
            at = place or self._book.places[number]
            for result in self._leftover.results(at, [(cells[ROW], cells)]):
                if isinstance(result, Wrong):
                    self._tally.tell([result])
                else:
                    done.append(result)
                    total = Total(1, int(result.eligible), result.amount or 0, int(result.amount is None))
                    with self._lock:
                        self._tally.add((at.city, at.program, at.year), total)
        results = pl.DataFrame(
            [(one.row, one.eligible, one.amount, one.reason) for one in done],
            schema={ROW: rows.schema[ROW], **RESULTS},
            orient="row",
        )
        return rows.join(results, on=ROW, how="inner", maintain_order="left")

    def _count(self, rows: pl.DataFrame, place: Place | None) -> None:
        if not rows.height:
            return
        largest: Any = rows[AMOUNT].max() or 0
        figures_of = sums(pl.Int64 if largest * rows.height <= BOUND else pl.Int128)
        if place is not None:
            grouped = [(None, *rows.select(figures_of).row(0))]
        else:
            grouped = rows.group_by(PLACE).agg(figures_of).rows()
        with self._lock:
            for number, *figures in grouped:
                at = place or self._book.places[number]
                self._tally.add((at.city, at.program, at.year), Total(*figures))


def sums(yen: type[pl.Int64 | pl.Int128]) -> tuple[pl.Expr, ...]:
    """The figures of a total, in its order; `yen` holds all amounts together, which may pass 64 bits."""
    return (
        pl.len(),
        pl.col(ELIGIBLE).sum().cast(pl.Int64),
        pl.col(AMOUNT).cast(yen).sum().alias("yen"),
        pl.col(AMOUNT).is_null().sum().alias("silent"),
    )


def _join(batch: pl.DataFrame, table: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    return batch.join(table, on=list(keys), how="left", maintain_order="left", nulls_equal=True)


def _with_reasons(made: pl.DataFrame, query: Query) -> pl.DataFrame:
    """The reasons, worked out only for the rows that have one: most are granted."""
    reason = query.reason().alias(REASON)
    if query.shape.silence is not None:
        return made.with_columns(reason)
    refused = ~made[ELIGIBLE]
    reasons = pl.repeat(None, made.height, dtype=pl.String, eager=True).alias(REASON)
    if refused.any():
        told = made.filter(refused).select(reason).get_column(REASON)
        reasons = reasons.scatter(refused.arg_true(), told)
    return made.with_columns(reasons)


def parameter_table(book: Rulebook, schema: pl.Schema) -> pl.DataFrame:
    """A row per key with the number of its place and shape, its year and its parameters."""
    columns: dict[str, list[Any]] = {name: [] for name in schema}
    rows: list[dict[str, Any]] = []
    kinds: dict[str, pl.DataType] = {}
    for key, number in book.known():
        place = book.places[number]
        given = book.parameters(place)
        for name, value in given:
            kinds[name] = pl.String() if isinstance(value, str) else pl.Int64()
        own = {PLACE: number, "__shape": place.shape, THE_YEAR: place.year}
        rows.append(dict(zip(columns, key, strict=True)) | own | dict(given))
    return pl.DataFrame(
        rows,
        schema={**schema, PLACE: pl.Int64(), "__shape": pl.Int64(), THE_YEAR: pl.Int64(), **kinds},
        orient="row",
    )


def literals(given: dict[str, Any]) -> Given:
    """Parameters that are the same for all rows."""
    return lambda name: pl.lit(given[name], dtype=pl.String if isinstance(given[name], str) else pl.Int64)


def _constant(column: pl.Series) -> bool:
    """Is it the same in all rows? An empty cell is like no other value."""
    return bool(column.eq_missing(column[0]).all())


def _empty(batch: pl.DataFrame) -> pl.DataFrame:
    return batch.with_columns([pl.lit(None, dtype=kind).alias(name) for name, kind in RESULTS.items()])
