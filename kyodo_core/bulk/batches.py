"""The default engine: polars, batch by batch as it streams from file to file, in the order of the rows."""

from collections.abc import Sequence
from itertools import repeat
from threading import Lock
from typing import Any

import polars as pl

from kyodo_core.bulk.leftover import Decided, Leftover, Wrong
from kyodo_core.bulk.query import AMOUNT, ELIGIBLE, REASON, THE_YEAR, Given, Query
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.rulebook import Rulebook
from kyodo_core.bulk.shapes import Checked
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.rules.columns import BOUND, LARGEST
from kyodo_core.rules.facts import KIND, FactType

ROW = "row"
PLACE, SHAPE = "__place", "__shape"
_KINDS = [str(kind) for kind in ActorKind]
RESULTS = {ELIGIBLE: pl.Boolean(), AMOUNT: pl.Int64(), REASON: pl.String()}


class _Prepared:
    """A query with what is the same for every batch: its expressions, and the columns that a reason reads."""

    def __init__(self, query: Query, place: Sequence[str]) -> None:
        self.query = query
        self.sound = query.sound().alias("sound")
        self.reason = query.reason().alias(REASON)
        read = {*self.reason.meta.root_names()} - {*query.for_reasons}
        self.read = sorted(read.union(place, [ELIGIBLE]))

    def all_sound(self, rows: pl.DataFrame) -> bool:
        """Are all rows surely sound, but for their kinds? Asked of the ends of columns, not of every cell."""
        shape = self.query.shape
        within = all(_within(rows[check.head], check) for check in shape.checks)
        return within and all(rows[head].null_count() == rows.height for head in shape.empty)


def _within(column: pl.Series, check: Checked) -> bool:
    """Is every cell of a checked column surely sound?"""
    if column.null_count() == column.len():
        return not check.needed
    if check.type is FactType.NAMES or (check.needed and column.has_nulls()):
        return False
    if check.type is not FactType.NUMBER:
        return True
    least: Any = column.min()
    largest: Any = column.max()
    return bool(least >= 0 and largest <= LARGEST)


class Batches:
    """Assesses batches of rows; `apply` is called by polars, from several threads at once.

    Without `reasons`, none are worked out.
    """

    def __init__(self, book: Rulebook, tally: Tally, reasons: bool = True) -> None:
        self._book = book
        self._with_reasons = reasons
        self._tally = tally
        self._leftover = Leftover(book.programs, book.heads)
        self._keys = book.heads.key_columns()
        self._table: pl.DataFrame | None = None
        self._kinds = book.heads.roles[KIND]
        self._queries: dict[tuple[int, int | None, str | None], _Prepared] = {}
        self._lock = Lock()

    def apply(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The batch with its results, in its order; faulty rows are left out and told in the tally."""
        if not batch.height:
            return _empty(batch)
        same = _constants(batch, [*self._keys, self._kinds])
        kind = same.get(self._kinds)
        varying = [key for key in self._keys if key not in same]
        if not varying:
            key = tuple(same[key] for key in self._keys)
            self._book.add([key])
            number = self._book.keys[key]
            parts = [self._part(batch, kind, self._book.places[number].shape, number)]
        else:
            placed = self._placed(batch, varying)
            shapes = placed[SHAPE].unique().to_list()
            several = len(shapes) > 1
            parts = [
                self._part(placed.filter(pl.col(SHAPE) == shape) if several else placed, kind, shape)
                for shape in shapes
            ]
        return _in_order([part[[*batch.columns, *RESULTS]] for part in parts])

    def _placed(self, batch: pl.DataFrame, varying: Sequence[str]) -> pl.DataFrame:
        """The batch with the place and shape of each row; keys that are new are looked up first."""
        if self._table is not None:
            placed = self._join(batch, self._table, varying)
            if not placed[PLACE].has_nulls():
                return placed
        named = batch.select(self._keys)
        self._book.add(named.unique().rows())
        with self._lock:
            self._table = table = parameter_table(self._book, named.schema)
        return self._join(batch, table, varying)

    def _join(self, batch: pl.DataFrame, table: pl.DataFrame, varying: Sequence[str]) -> pl.DataFrame:
        """Joined by the keys that vary in the batch: each key more costs as much as the rest together."""
        same = [pl.col(key).eq_missing(batch[key][0]) for key in self._keys if key not in varying]
        places = table.filter(*same).select(*varying, PLACE, SHAPE)
        return batch.join(places, on=list(varying), how="left", maintain_order="left", nulls_equal=True)

    def _part(
        self, rows: pl.DataFrame, kind: str | None, shape: int, number: int | None = None
    ) -> pl.DataFrame:
        """The rows of one shape with their results; all of one kind or place where it is given."""
        if shape < 0:
            return self._one_by_one(rows, number)
        prepared = self._query(shape, number, kind)
        if self._of_known_kinds(rows, kind) and prepared.all_sound(rows):
            return self._computed(rows, prepared, number)
        sound = rows.select(prepared.sound).to_series()
        columns = [name for name in rows.columns if not name.startswith("__")] + list(RESULTS)
        computed = self._computed(rows.filter(sound), prepared, number)
        rest = self._one_by_one(rows.filter(~sound), number)
        return _in_order([computed.select(columns), rest.select(columns)])

    def _of_known_kinds(self, rows: pl.DataFrame, kind: str | None) -> bool:
        if kind is not None:
            return kind in _KINDS
        kinds = rows[self._kinds]
        return not kinds.has_nulls() and kinds.is_in(_KINDS).all()

    def _query(self, shape: int, number: int | None, kind: str | None) -> _Prepared:
        """The query of a shape, with the parameters of the place and the kind where all rows are of one."""
        key = (shape, number, kind)
        if key not in self._queries:
            book = self._book
            given: Given = pl.col
            if number is not None:
                place = book.places[number]
                given = literals(dict(book.parameters(place)) | {THE_YEAR: place.year})
            query = Query(pl, book.graph, book.heads, book.shapes[shape], given, kind)
            self._queries[key] = _Prepared(query, [PLACE] if number is None else [])
        return self._queries[key]

    def _computed(self, rows: pl.DataFrame, prepared: _Prepared, number: int | None) -> pl.DataFrame:
        given = self._given(rows, prepared.query.for_results)
        made: pl.DataFrame = prepared.query.computed(given.lazy()).collect()
        told = made.with_columns(self._reasons(made, prepared))
        self._count(told, number)
        return told

    def _given(self, rows: pl.DataFrame, parameters: Sequence[str]) -> pl.DataFrame:
        """The rows with these parameters of their places; as they are where all are of one place."""
        if PLACE not in rows.columns or not parameters:
            return rows
        assert self._table is not None
        return rows.hstack(self._table.select(parameters)[rows[PLACE]])

    def _reasons(self, made: pl.DataFrame, prepared: _Prepared) -> pl.Series:
        """Worked out only for the rows that have one: most are granted."""
        parameters = prepared.query.for_reasons
        none = pl.Series(REASON, [None], dtype=pl.String).new_from_index(0, made.height)
        if not self._with_reasons:
            return none
        if prepared.query.shape.silence is not None:
            return self._given(made, parameters).select(prepared.reason).to_series()
        refused = ~made[ELIGIBLE]
        if not refused.any():
            return none
        few = self._given(made[prepared.read].filter(refused), parameters)
        at = refused.arg_true()
        return none.scatter(at, few.select(prepared.reason).to_series())

    def _one_by_one(self, rows: pl.DataFrame, number: int | None) -> pl.DataFrame:
        """Rows that are assessed singly, or are faulty."""
        done: list[Decided] = []
        numbers = rows[PLACE].to_list() if number is None else repeat(number, rows.height)
        for at, cells in zip(numbers, rows.iter_rows(named=True), strict=True):
            place = self._book.places[at]
            for result in self._leftover.results(place, [(cells[ROW], cells)]):
                if isinstance(result, Wrong):
                    self._tally.tell([result])
                else:
                    done.append(result)
                    figures = (1, int(result.eligible), result.amount or 0, int(result.amount is None))
                    with self._lock:
                        self._tally.add(place.counted, *figures)
        results = pl.DataFrame(
            [(one.row, one.eligible, one.amount, one.reason) for one in done],
            schema={ROW: rows.schema[ROW], **RESULTS},
            orient="row",
        )
        return rows.join(results, on=ROW, how="inner", maintain_order="left")

    def _count(self, rows: pl.DataFrame, number: int | None) -> None:
        if not rows.height:
            return
        amounts = rows[AMOUNT]
        largest: Any = amounts.max() or 0
        fits = largest * rows.height <= BOUND
        if number is not None:
            yen: Any = (amounts if fits else amounts.cast(pl.Int128)).sum()
            grouped = [(number, rows.height, rows[ELIGIBLE].sum(), yen, amounts.null_count())]
        else:
            grouped = rows.group_by(PLACE).agg(sums(pl.Int64 if fits else pl.Int128)).rows()
        with self._lock:
            for at, *figures in grouped:
                self._tally.add(self._book.places[at].counted, *figures)


def sums(yen: type[pl.Int64 | pl.Int128]) -> tuple[pl.Expr, ...]:
    """The figures of a total, in its order; `yen` holds all amounts together, which may pass 64 bits."""
    return (
        pl.len(),
        pl.col(ELIGIBLE).sum().cast(pl.Int64),
        pl.col(AMOUNT).cast(yen).sum().alias("yen"),
        pl.col(AMOUNT).is_null().sum().alias("silent"),
    )


def _in_order(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The rows of several parts, each of them in order."""
    filled = [part for part in parts if part.height] or parts[:1]
    return pl.concat(filled).sort(ROW) if len(filled) > 1 else filled[0]


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
        own = {PLACE: number, SHAPE: place.shape, THE_YEAR: place.year}
        rows.append(dict(zip(columns, key, strict=True)) | own | dict(given))
    return pl.DataFrame(
        rows,
        schema={**schema, PLACE: pl.Int64(), SHAPE: pl.Int64(), THE_YEAR: pl.Int64(), **kinds},
        orient="row",
    )


def literals(given: dict[str, Any]) -> Given:
    """Parameters that are the same for all rows."""
    return lambda name: pl.lit(given[name], dtype=pl.String if isinstance(given[name], str) else pl.Int64)


def _constants(batch: pl.DataFrame, names: Sequence[str]) -> dict[str, Any]:
    """The columns that are the same in all rows, with their values; an empty cell is like no other value."""
    likely = {name: batch[name][0] for name in names if batch[name][0] == batch[name][-1]}
    same = batch.select([pl.col(name).eq_missing(pl.lit(value)).all() for name, value in likely.items()])
    return {name: value for name, value in likely.items() if same[name][0]}


def _empty(batch: pl.DataFrame) -> pl.DataFrame:
    return batch.with_columns([pl.lit(None, dtype=kind).alias(name) for name, kind in RESULTS.items()])
