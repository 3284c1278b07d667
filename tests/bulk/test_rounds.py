"""Budgets over a file: a round is cut as `kyodo assess` cuts it, however its rows are written or spread."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.assessment.assess import assess
from kyodo_core.assessment.rounds import Member, settled
from kyodo_core.bulk.leftover import decided
from kyodo_core.bulk.results import Total
from tests.bulk.tables import Offered, Row, asked, row, run
from tests.grants import program, rounding

HALF = 'rate = "1/2"'
RATIO = program(f'{HALF}\nbudget = {{ yen = 1_000, cut = "pro_rata" }}\n{rounding(10)}').having(id="ratio")
RANKED = program(f'{HALF}\nbudget = {{ yen = 1_000, cut = "by_rank" }}').having(id="ranked")
PARTIAL = program(f'{HALF}\nbudget = {{ yen = 1_000, cut = "by_rank", partial = true }}').having(id="partial")
FREE = program(HALF).having(id="free")
OFFERED = Offered.of(RATIO, RANKED, PARTIAL, FREE)
SAME = "two applications of the round have the same rank"
WITH_THEM = "the budget is passed, and the round has applications of the same rank"
ENGINES = ["polars", "duckdb"]


def told(rows: Sequence[Row]) -> dict[int, int | None]:
    """What `kyodo assess` of the same applications grants, by row."""
    members = []
    for cells in rows:
        application = asked(cells)
        offered = OFFERED.cities["mihon"][application.program]
        members.append(Member(offered, application, assess(offered, application)))
    outcomes, faults = settled(members)
    assert not faults
    return {number: decided(number, outcome).amount for number, outcome in enumerate(outcomes, 1)}


def amounts(rows: Sequence[Row], folder: Path, engine: str = "polars") -> dict[int, int | None]:
    found = run(OFFERED, rows, folder, engine)
    assert found.wrong == []
    assert {key: total.amount for key, total in found.tally.totals.items()} == sums(found.results, rows)
    return {number: amount for number, (_eligible, amount, _reason) in found.results.items()}


def sums(results: dict[int, tuple[bool, int | None, str | None]], rows: Sequence[Row]) -> dict[object, int]:
    """What the totals come to, by city, program and year."""
    found: dict[object, int] = {}
    for number, (_eligible, amount, _reason) in results.items():
        application = asked(rows[number - 1])
        key = (application.city, application.program, application.fiscal_year.year)
        found[key] = found.get(key, 0) + (amount or 0)
    return found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([row("ratio", cost=cost) for cost in (2_000, 1_000, 600)], id="pro-rata"),
        pytest.param([row("ratio", cost=cost) for cost in (1_000, 1_000)], id="exactly-the-budget"),
        pytest.param([row("ranked", cost=900, rank=rank) for rank in (3, 1, 2)], id="by-rank"),
        pytest.param([row("partial", cost=900, rank=rank) for rank in (3, 1, 2)], id="partial"),
        pytest.param(
            [row(name, cost=1_500, rank=rank) for rank in (3, 1) for name in ("free", "ratio", "partial")],
            id="several-programs",
        ),
        pytest.param(
            [row("ratio", cost=2_000, year=year) for year in ("令和6年度", "R6", "2024", "R7")],
            id="wordings-of-a-year",
        ),
        pytest.param([row("ratio", cost=2_000, rank=1) for _place in range(2)], id="pro-rata-of-equal-rank"),
        pytest.param(
            [row("ratio", cost=2_000, rank=None) for _place in range(2)], id="pro-rata-without-rank"
        ),
        pytest.param([row("ratio", cost=2_000, terms=None) for _place in range(2)], id="terms-left-empty"),
        pytest.param(
            [row("ratio", cost=2_000, terms=name) for name in ("地域づくり補助金", None)],
            id="terms-named-and-left-empty",
        ),
        pytest.param([row("ratio", cost=2_000, terms=name) for name in ("", None)], id="terms-empty-text"),
        pytest.param([row("ratio", cost=2_000, year=year) for year in (2024, 2024)], id="year-as-a-number"),
    ],
)
def test_a_round_is_cut_as_one_by_one(rows: list[Row], engine: str, tmp_path: Path) -> None:
    assert amounts(rows, tmp_path, engine) == told(rows)


@given(
    st.lists(st.tuples(st.integers(0, 3_000), st.sampled_from(["ratio", "ranked", "partial"])), max_size=9)
)
def test_any_round_is_cut_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, costs: list[tuple[int, str]]
) -> None:
    rows = [row("free", cost=10, rank=0)]
    rows += [row(name, cost=cost, rank=rank) for rank, (cost, name) in enumerate(costs)]

    assert amounts(rows, tmp_path_factory.mktemp("round")) == told(rows)


def test_who_is_cut_is_told_why_and_who_is_not_is_not(tmp_path: Path) -> None:
    rows = [row("partial", cost=1_500, rank=1), row("partial", cost=1_500, rank=2), row("free", cost=10)]
    words = "2 application(s) come to 1,500円, more than the budget of 1,000円: By rank, the highest first."

    assert run(OFFERED, rows, tmp_path).results == {
        1: (True, 750, words),
        2: (True, 250, words),
        3: (True, 5, None),
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_a_round_with_ties_is_left_out_and_told(engine: str, tmp_path: Path) -> None:
    ranks = (2, 1, 2)
    rows = [row("ranked", cost=900, rank=rank) for rank in ranks] + [row("free", cost=10, rank=2)]

    found = run(OFFERED, rows, tmp_path, engine)

    assert found.results == {4: (True, 5, None)}
    assert found.wrong == [(1, "rank", "2", SAME), (2, "rank", "1", WITH_THEM), (3, "rank", "2", SAME)]
    assert found.tally.totals == {
        ("mihon", "ranked", 2024): Total(),
        ("mihon", "free", 2024): Total(1, 1, 5),
    }


def test_ties_do_not_matter_within_the_budget(tmp_path: Path) -> None:
    rows = [row("ranked", cost=900, rank=1) for _place in range(2)]

    assert amounts(rows, tmp_path) == {1: 450, 2: 450}


def test_a_faulty_row_has_no_part_in_the_round(tmp_path: Path) -> None:
    rows = [row("ratio", cost=2_000), row("ratio", cost=None), row("ratio", cost=-2_000)]

    found = run(OFFERED, rows, tmp_path)

    assert [number for number, *_more in found.wrong] == [2, 3]
    assert {number: amount for number, (_e, amount, _r) in found.results.items()} == {1: 1_000}
