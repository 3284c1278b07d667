"""Applications in memory are assessed as those of a file, batch by batch and in their order."""

import polars as pl
import pytest

from kyodo_core.api.bulk import assess_rows
from kyodo_core.bulk import frames
from kyodo_core.bulk.frames import assess_frame
from kyodo_core.bulk.results import Tally, Total
from kyodo_core.errors import DefinitionError
from tests.bulk.tables import Offered, row
from tests.grants import program, rounding

HALF = program(f'rate = "1/2"\n{rounding(10)}')
SHARED = program('rate = "1/2"\nbudget = { yen = 1_000, cut = "pro_rata" }').having(id="shared")
OFFERED = Offered.of(HALF, SHARED)
EMPTY = "the cell is empty; write 0 where it is zero"
RESULTS = ["row", "eligible", "amount", "reason"]


def assessed(table: pl.DataFrame, reasons: bool = True) -> tuple[pl.DataFrame, Tally]:
    return assess_frame(OFFERED, OFFERED.declared, table, reasons)


def rows_of(costs: list[int | None], **cells: object) -> pl.DataFrame:
    return pl.DataFrame([row(**{"cost": cost, **cells}) for cost in costs])


def test_rows_have_their_results_beside_them_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_BATCH", 2)
    table = rows_of([100, 250, 999, None, 30])

    found, tally = assessed(table)

    assert found.columns == ["row", *table.columns, *RESULTS[1:]]
    assert found["row"].to_list() == [1, 2, 3, 5]
    assert found["amount"].to_list() == [50, 120, 490, 10]
    assert tally.totals == {("mihon", HALF.id, 2024): Total(4, 4, 670)}
    assert [(one.row, one.column, one.message) for one in tally.wrong] == [(4, "cost", EMPTY)]


def test_budget_of_a_round_is_cut() -> None:
    found, tally = assessed(rows_of([2_000, 2_000, 1_000], program="shared"))

    assert found["amount"].to_list() == [400, 400, 200]
    assert [total.amount for total in tally.totals.values()] == [1_000]


@pytest.mark.parametrize(("reasons", "said"), [(True, True), (False, False)], ids=["with", "without"])
def test_reasons_are_said_where_asked_for(reasons: bool, said: bool) -> None:
    asked = program(
        'rate = "1/2"\nrequirements = [{ fact = "registered", equals = true, message = "未登録" }]'
    )
    offered = Offered.of(asked)
    table = pl.DataFrame([row(cost=100, registered=False), row(cost=100, registered=True)])

    found, _tally = assess_frame(offered, offered.declared, table, reasons)

    assert found.select(RESULTS).rows() == [(1, False, 0, "未登録" if said else None), (2, True, 50, None)]


def test_columns_that_are_wrong_are_all_named() -> None:
    table = rows_of([100]).drop("program").with_columns(cost=pl.lit(1.5), cots=pl.lit(1))

    with pytest.raises(DefinitionError) as wrong:
        assessed(table)

    assert [(fault.place, fault.message) for fault in wrong.value.faults] == [
        ("DataFrame:1", "the column program is missing"),
        ("DataFrame:1:4", 'the column holds Float64 (now: "cost")'),
        ("DataFrame:1:5", 'no program asks for a fact of this name (now: "cots")'),
    ]


def test_programs_are_those_of_the_installed_cities() -> None:
    table = pl.DataFrame(
        {"city": ["yamaguchi"], "program": ["unknown"], "fiscal_year": [2025], "kind": ["community_council"]}
    )

    found, tally = assess_rows(table)

    assert found.height == 0
    assert [(one.row, one.column) for one in tally.wrong] == [(1, "program")]
