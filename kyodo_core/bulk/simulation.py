"""What a change of rules would do: the same applications before it and after it, side by side."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from kyodo_core.bulk.batches import ROW
from kyodo_core.bulk.heads import CITY, NAME, PROGRAM, YEAR, Heads
from kyodo_core.bulk.leftover import Wrong
from kyodo_core.bulk.query import AMOUNT, ELIGIBLE
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.rulebook import Programs, fiscal_year
from kyodo_core.bulk.run import Job, computed, known_suffix, opened, other_file
from kyodo_core.bulk.sources import Declared, Source
from kyodo_core.bulk.writing import write_results
from kyodo_core.domain.values import Value, record
from kyodo_core.messages import _
from kyodo_core.rules.case import yen
from kyodo_core.writing import whole_file

SIZES = (100_000, 300_000, 1_000_000, 3_000_000)
"""Upper ends of the sizes by which results are grouped, in yen granted before the change."""
SHOWN = 20
_BEFORE, _AFTER = "before", "after"


@record
class Effect(Value):
    """What the change does to some applications: how many, yen before and after, and how many move.

    `silent` are those for which one of the two states no amount; they count in no sum.
    """

    applications: int = 0
    before: int = 0
    after: int = 0
    gain: int = 0
    lose: int = 0
    silent: int = 0

    @property
    def difference(self) -> int:
        return self.after - self.before

    def plus(self, other: "Effect") -> "Effect":
        return Effect(*(getattr(self, f.name) + getattr(other, f.name) for f in self.fields()))


@record
class Moved(Value):
    """An application whose amount changes."""

    row: int
    name: str
    city: str
    program: str
    before: int
    after: int


@record
class Simulation(Value):
    """The effect in all and by group, who moves most, and the rows that could not be compared."""

    whole: Effect
    cities: tuple[tuple[str, Effect], ...]
    programs: tuple[tuple[tuple[str, str, int], Effect], ...]
    sizes: tuple[tuple[str, Effect], ...]
    gaining: tuple[Moved, ...]
    losing: tuple[Moved, ...]
    wrong: tuple[Wrong, ...]


def simulate(
    before: Programs, after: Programs, declared: Declared, job: Job, details: Path | None = None
) -> Simulation:
    """Assess the applications of the job's source under both; `details` gets every row with both amounts.

    Raises:
        DefinitionError: the file's headings are wrong, or it cannot be read.
        OutputError: the details cannot be written.
    """
    suffix = known_suffix(details) if details else ""
    if details:
        other_file(details, job.source)
    read = opened(job.source, declared, job.sheet)
    with TemporaryDirectory(prefix="kyodo-") as name:
        told: list[Wrong] = []
        both = [
            _results(programs, read, job, Path(name) / side, told)
            for side, programs in ((_BEFORE, before), (_AFTER, after))
        ]
        rows = _beside(read.heads, *both).collect(engine="streaming")
        if details:
            with whole_file(details) as part:
                write_results(_detailed(both[0], rows), part, suffix)
    return _simulation(rows, tuple(sorted(set(told), key=lambda one: (one.row, one.column, one.message))))


def _results(programs: Programs, read: Source, job: Job, folder: Path, told: list[Wrong]) -> pl.LazyFrame:
    folder.mkdir()
    tally = Tally()
    made, rows = computed(programs, read, tally, job.having(reasons=False), folder)
    told += tally.wrong
    return (rows if rows is not None else pl.scan_parquet(made)).with_columns(pl.col(ROW).cast(pl.Int64))


def _beside(heads: Heads, before: pl.LazyFrame, after: pl.LazyFrame) -> pl.LazyFrame:
    """Each row with what it falls under and both amounts, a row that is faulty on one side left out."""
    named = pl.col(heads.roles[NAME]).fill_null("") if NAME in heads.roles else pl.lit("")
    keys = [pl.col(heads.roles[role]).cast(pl.String).alias(role) for role in (CITY, PROGRAM, YEAR)]
    one = before.select(ROW, *keys, named.alias(NAME), pl.col(AMOUNT).alias(_BEFORE))
    two = after.select(ROW, pl.col(AMOUNT).alias(_AFTER))
    return one.join(two, on=ROW, how="inner", maintain_order="left")


def _detailed(before: pl.LazyFrame, rows: pl.DataFrame) -> pl.LazyFrame:
    """The applications with both amounts and their difference."""
    amounts = rows.lazy().select(ROW, _BEFORE, _AFTER, difference=pl.col(_AFTER) - pl.col(_BEFORE))
    plain = before.drop(ELIGIBLE, AMOUNT, "reason")
    return plain.join(amounts, on=ROW, how="inner", maintain_order="left")


def _simulation(rows: pl.DataFrame, wrong: tuple[Wrong, ...]) -> Simulation:
    programs: dict[tuple[str, str, int], Effect] = {}
    for (city, program, year), effect in _effects(rows, [CITY, PROGRAM, YEAR]):
        key = (str(city), str(program), fiscal_year(year).year)
        programs[key] = programs.get(key, Effect()).plus(effect)
    cities: dict[str, Effect] = {}
    for (city, _program, _year), effect in programs.items():
        cities[city] = cities.get(city, Effect()).plus(effect)
    sized = rows.with_columns(size=_size()).sort("size")
    return Simulation(
        _sum(list(cities.values())),
        tuple(sorted(cities.items())),
        tuple(sorted(programs.items())),
        tuple((_size_words(int(size)), effect) for (size,), effect in _effects(sized, ["size"])),
        _moved(rows, descending=True),
        _moved(rows, descending=False),
        wrong,
    )


def _sum(effects: Sequence[Effect]) -> Effect:
    whole = Effect()
    for effect in effects:
        whole = whole.plus(effect)
    return whole


def _effects(rows: pl.DataFrame, by: list[str]) -> list[tuple[tuple[Any, ...], Effect]]:
    """The effect in each group, in the order in which the groups appear."""
    silent = pl.col(_BEFORE).is_null() | pl.col(_AFTER).is_null()
    grouped = rows.group_by(by, maintain_order=True).agg(
        pl.len(),
        pl.col(_BEFORE).filter(~silent).sum(),
        pl.col(_AFTER).filter(~silent).sum(),
        (pl.col(_AFTER) > pl.col(_BEFORE)).sum().alias("gain"),
        (pl.col(_AFTER) < pl.col(_BEFORE)).sum().alias("lose"),
        silent.sum().alias("silent"),
    )
    return [(found[: len(by)], Effect(*found[len(by) :])) for found in grouped.rows()]


def _size() -> pl.Expr:
    """The number of the size, by what was granted before: -2 not stated, -1 nothing, then 0, 1 …"""
    size = pl.when(pl.col(_BEFORE).is_null()).then(-2).when(pl.col(_BEFORE) == 0).then(-1)
    for number, end in enumerate(SIZES):
        size = size.when(pl.col(_BEFORE) <= end).then(number)
    return size.otherwise(len(SIZES))


def _size_words(number: int) -> str:
    if number < 0:
        return _("nothing") if number == -1 else _("Not stated")
    if number == len(SIZES):
        return _("above {amount}").format(amount=yen(SIZES[-1]))
    return _("up to {amount}").format(amount=yen(SIZES[number]))


def _moved(rows: pl.DataFrame, descending: bool) -> tuple[Moved, ...]:
    """The applications that gain most, or lose most."""
    difference = pl.col(_AFTER) - pl.col(_BEFORE)
    moving = rows.filter(difference > 0 if descending else difference < 0)
    first = moving.sort(difference, ROW, descending=[descending, False]).head(SHOWN)
    wanted = (ROW, NAME, CITY, PROGRAM, _BEFORE, _AFTER)
    return tuple(Moved(*found) for found in first.select(wanted).rows())
