"""Batches come from several threads at once: nothing of one is lost to another, and their order is kept."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from kyodo_core.bulk.batches import Batches, parameter_table
from kyodo_core.bulk.heads import recognised
from kyodo_core.bulk.results import Tally, Total
from kyodo_core.bulk.rulebook import Place, Rulebook
from tests.bulk.tables import Offered, batches, row, run
from tests.grants import program

HALF = program('rate = "1/2"')
OFFERED = Offered.of(*(HALF.having(id=f"p{number}") for number in range(8)))
HEADS, _FAULTS = recognised(["city", "program", "fiscal_year", "kind", "cost"], {})
HELD = {"city": "text", "program": "text", "fiscal_year": "text", "kind": "text", "cost": "number"}


class Interrupted(Rulebook):
    """While parameters are asked for, another thread adds a key."""

    def parameters(self, place: Place) -> list[tuple[str, int | str]]:
        self.add([("mihon", "p1", "R7"), ("mihon", "p2", "R7")])
        return super().parameters(place)


def test_parameters_are_listed_while_another_thread_adds_keys() -> None:
    book = Interrupted(OFFERED, HEADS, HELD)
    book.add([("mihon", "p0", "R6"), ("mihon", "p1", "R6")])

    table = parameter_table(book, pl.Schema(dict.fromkeys(("city", "program", "fiscal_year"), pl.String())))

    assert table["program"].to_list() == ["p0", "p1"]
    assert len(book.keys) == 4


class Watched(Tally):
    """Totals are added under the lock of the batches, or two threads could each add to the same old sum."""

    held: Callable[[], bool] = bool

    def add(self, key: tuple[str, str, int], rows: int, eligible: int, amount: int, silent: int = 0) -> None:
        assert self.held()
        super().add(key, rows, eligible, amount, silent)


@pytest.mark.parametrize("kinds", [("school", "school"), ("school", None)], ids=["computed", "one-by-one"])
def test_totals_are_added_one_thread_at_a_time(kinds: tuple[str, str | None]) -> None:
    offered = Offered({"mihon": OFFERED.cities["mihon"]}, local=frozenset(["mihon"] if None in kinds else []))
    tally = Watched()
    engine = Batches(Rulebook(offered, HEADS, HELD), tally)
    tally.held = engine._lock.locked
    rows = pl.DataFrame(
        {
            "row": [1, 2],
            "city": ["mihon"] * 2,
            "program": ["p0"] * 2,
            "fiscal_year": ["R6"] * 2,
            "kind": kinds,
            "cost": [2, 4],
        }
    )

    found = engine.apply(rows)

    assert found["amount"].to_list() == ([1, 2] if None not in kinds else [1])
    assert tally.totals == {("mihon", "p0", 2024): Total(found.height, found.height, sum(found["amount"]))}


def test_order_of_the_rows_is_kept_over_many_batches(tmp_path: Path) -> None:
    """Every row group of the file goes its own way, in as many batches as there are threads for."""
    offered = Offered.of(HALF, program('rate = "1/3"').having(id="third"))
    size = 300_000
    kind = pl.when(pl.col("n") % 50_000 == 7).then(None).otherwise(pl.lit("school"))
    given = (
        pl.LazyFrame({"n": range(size)})
        .select(
            pl.lit("mihon").alias("city"),
            pl.when(pl.col("n") % 3 == 0).then(pl.lit("grant")).otherwise(pl.lit("third")).alias("program"),
            pl.lit("R6").alias("fiscal_year"),
            kind.alias("kind"),
            pl.col("n").alias("cost"),
        )
        .collect()
    )

    found = run(offered, given, tmp_path, groups=20_000)

    wrong = [number for number in range(1, size + 1) if (number - 1) % 50_000 == 7]
    assert sorted(one.row for one in found.tally.wrong) == wrong
    results = pl.read_parquet(tmp_path / "results.parquet")
    assert results.height == size - len(wrong)
    assert results["row"].is_sorted()
    cost = pl.col("row") - 1
    expected = pl.when(cost % 3 == 0).then(cost // 2).otherwise(cost // 3)
    assert results.filter((pl.col("amount") != expected) | ~pl.col("eligible")).is_empty()
    assert {key[1]: total.rows for key, total in found.tally.totals.items()} == {
        "grant": 100_000 - 2,
        "third": 200_000 - 4,
    }


def test_keys_that_later_batches_bring_are_looked_up() -> None:
    rows = [row(f"p{number % 8}", cost=2 * number) for number in range(16)]

    found = batches(OFFERED, rows, (1, 2, 3, 4, 6))

    assert found.results == {number: (True, number - 1, None) for number in range(1, 17)}
    assert sum(total.amount for total in found.tally.totals.values()) == sum(range(16))
