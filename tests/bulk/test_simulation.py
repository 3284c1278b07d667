"""A change of rules over a file of applications: the amounts before and after it, and who moves."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from attrs import evolve
from python_calamine import CalamineWorkbook

from kyodo_core.aspects.programs import Program
from kyodo_core.bulk.run import Job, assess_file
from kyodo_core.bulk.simulation import SHOWN, SIZES, Effect, Moved, Simulation, simulate
from kyodo_core.errors import KyodoError
from tests.bulk.tables import Offered, Row, frame, row
from tests.grants import program, rounding

HALF = program('rate = "1/2"')
TWO_THIRDS = program('rate = "2/3"\nlimit_per_year = 400_000')
NONE_STATED = program("")
ENGINES = ["polars", "duckdb"]


def offered(grant: Program, other: Program = HALF) -> Offered:
    """Two cities: one with the program that changes and another, the other with one that does not."""
    return Offered(
        {
            "mihon": {"grant": grant, "other": other.having(id="other")},
            "tonari": {"grant": HALF},
        }
    )


def simulated(
    rows: Sequence[Row],
    folder: Path,
    after: Program = TWO_THIRDS,
    before: Program = HALF,
    engine: str = "polars",
    details: str = "",
) -> Simulation:
    old, new = offered(before), offered(after)
    source = folder / "applications.parquet"
    frame(rows, new).write_parquet(source)
    job = Job(source, source, engine=engine)
    return simulate(old, new, new.declared, job, folder / details if details else None)


def grants(*costs: int | None, **more: object) -> list[Row]:
    return [row(cost=cost, received_this_year=0, name=f"団体{n}", **more) for n, cost in enumerate(costs, 1)]


ROWS = [
    *grants(90_000, 600_000, 900_000),
    *grants(100_000, program="other"),
    *grants(300_000, 0, city="tonari"),
    *grants(90_000, year="R7"),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_effects_in_all_and_by_group(engine: str, tmp_path: Path) -> None:
    found = simulated(ROWS, tmp_path, engine=engine)

    grant = Effect(3, 45_000 + 300_000 + 450_000, 60_000 + 400_000 + 400_000, 2, 1)
    other, later, tonari = (
        Effect(1, 50_000, 50_000),
        Effect(1, 45_000, 60_000, 1),
        Effect(2, 150_000, 150_000),
    )
    assert found.programs == (
        (("mihon", "grant", 2024), grant),
        (("mihon", "grant", 2025), later),
        (("mihon", "other", 2024), other),
        (("tonari", "grant", 2024), tonari),
    )
    assert found.cities == (("mihon", grant.plus(later).plus(other)), ("tonari", tonari))
    assert found.whole == Effect(7, 1_040_000, 1_120_000, 3, 1)
    assert found.whole.difference == 80_000
    assert found.sizes == (
        ("nothing", Effect(1)),
        ("up to 100,000円", Effect(3, 140_000, 170_000, 2)),
        ("up to 300,000円", Effect(2, 450_000, 550_000, 1)),
        ("up to 1,000,000円", Effect(1, 450_000, 400_000, 0, 1)),
    )
    assert found.wrong == ()


def test_who_moves_most_stands_first(tmp_path: Path) -> None:
    found = simulated(ROWS, tmp_path)

    assert found.gaining == (
        Moved(2, "団体2", "mihon", "grant", 300_000, 400_000),
        Moved(1, "団体1", "mihon", "grant", 45_000, 60_000),
        Moved(7, "団体1", "mihon", "grant", 45_000, 60_000),
    )
    assert found.losing == (Moved(3, "団体3", "mihon", "grant", 450_000, 400_000),)


def test_only_so_many_who_move_are_shown(tmp_path: Path) -> None:
    found = simulated(grants(*range(6, 6 * 40, 6), *[10**7] * 30), tmp_path)

    assert (found.whole.gain, found.whole.lose) == (39, 30)
    assert [one.row for one in found.gaining] == list(range(39, 39 - SHOWN, -1))
    assert [one.row for one in found.losing] == list(range(40, 40 + SHOWN))


@pytest.mark.parametrize(
    ("cost", "size"),
    [
        pytest.param(0, "nothing", id="nothing"),
        *(pytest.param(2 * end, f"up to {end:,}円", id=f"at-{end}") for end in SIZES),
        *(
            pytest.param(2 * end + 2, f"up to {larger:,}円", id=f"above-{end}")
            for end, larger in pairwise(SIZES)
        ),
        pytest.param(2 * SIZES[-1] + 2, f"above {SIZES[-1]:,}円", id="largest"),
    ],
)
def test_size_is_what_was_granted_before(cost: int, size: str, tmp_path: Path) -> None:
    assert [name for name, _effect in simulated(grants(cost), tmp_path).sizes] == [size]


def test_the_change_leaves_what_holds_before_it_alone(tmp_path: Path) -> None:
    """The amounts before are those of a run without any change, and the programs are the same ones."""
    old = offered(HALF)
    source = tmp_path / "applications.parquet"
    frame(ROWS, old).write_parquet(source)
    assess_file(old, old.declared, Job(source, tmp_path / "alone.parquet"))
    alone = pl.read_parquet(tmp_path / "alone.parquet")

    found = simulated(ROWS, tmp_path, details="details.parquet")
    both = pl.read_parquet(tmp_path / "details.parquet")

    assert both["before"].to_list() == alone["amount"].to_list()
    assert found.whole.before == alone["amount"].sum()


def test_a_change_to_the_same_moves_no_one(tmp_path: Path) -> None:
    found = simulated(ROWS, tmp_path, after=HALF)

    assert found.whole == Effect(7, 1_040_000, 1_040_000)
    assert (found.gaining, found.losing) == ((), ())


ASKS = program('rate = "1/2"\nrequirements = [{ fact = "registered", equals = true, message = "登録" }]')


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_are_faulty_on_one_side_are_left_out_of_both(engine: str, tmp_path: Path) -> None:
    rows = [
        one | {"registered": registered}
        for one, registered in zip(grants(10, 20, 30), (True, None, False), strict=True)
    ]

    found = simulated(rows, tmp_path, after=ASKS, engine=engine)

    assert found.whole == Effect(2, 5 + 15, 5 + 0, 0, 1)
    assert [(one.row, one.column, one.message) for one in found.wrong] == [
        (2, "registered", "the cell is empty: 登録")
    ]


def test_what_is_wrong_on_both_sides_is_told_once(tmp_path: Path) -> None:
    found = simulated([*grants(10), *grants(None), *grants(10, program="grnat")], tmp_path)

    assert found.whole.applications == 1
    assert [(one.row, one.column) for one in found.wrong] == [(2, "cost"), (3, "program")]


def test_faults_of_a_row_stand_in_one_order(tmp_path: Path) -> None:
    (cells,) = grants(1)
    found = simulated([cells | {"received_this_year": -1, "rank": -1}], tmp_path)

    assert [(one.row, one.column) for one in found.wrong] == [
        (1, "rank"),
        (1, "received_this_year"),
    ]


def test_a_file_of_faulty_rows_alone_has_no_effect(tmp_path: Path) -> None:
    found = simulated(grants(None, None), tmp_path, details="details.csv")

    assert (found.whole, found.cities, found.programs, found.sizes) == (Effect(), (), (), ())
    assert [one.row for one in found.wrong] == [1, 2]


def test_a_file_without_rows_has_no_effect(tmp_path: Path) -> None:
    new = offered(TWO_THIRDS)
    source = tmp_path / "applications.parquet"
    frame(ROWS, new).head(0).write_parquet(source)

    found = simulate(offered(HALF), new, new.declared, Job(source, source))

    assert (found.whole, found.wrong) == (Effect(), ())


@pytest.mark.parametrize(
    ("before", "after", "expected", "size"),
    [
        pytest.param(NONE_STATED, HALF, Effect(1, silent=1), "Not stated", id="before"),
        pytest.param(HALF, NONE_STATED, Effect(1, silent=1), "up to 100,000円", id="after"),
        pytest.param(NONE_STATED, NONE_STATED, Effect(1, silent=1), "Not stated", id="both"),
    ],
)
def test_amounts_that_are_not_stated_count_in_no_sum(
    before: Program, after: Program, expected: Effect, size: str, tmp_path: Path
) -> None:
    found = simulated(grants(100), tmp_path, after=after, before=before)

    assert found.whole == expected
    assert found.sizes == ((size, expected),)
    assert (found.gaining, found.losing) == ((), ())


def test_budgets_hold_on_both_sides(tmp_path: Path) -> None:
    budget = f'rate = "1/2"\nbudget = {{ yen = %d, cut = "pro_rata" }}\n{rounding(10)}'

    found = simulated(grants(200, 200), tmp_path, before=program(budget % 100), after=program(budget % 160))

    assert found.whole == Effect(2, 100, 160, 2)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_details_have_every_row_with_both_amounts(suffix: str, tmp_path: Path) -> None:
    simulated(grants(90_000, None, 900_000), tmp_path, details=f"details.{suffix}")

    path = tmp_path / f"details.{suffix}"
    readers = {"csv": pl.read_csv, "parquet": pl.read_parquet, "xlsx": _sheet}
    found = readers[suffix](path)
    assert found.columns[:1] == ["row"]
    assert found.columns[-3:] == ["before", "after", "difference"]
    assert found.select("row", "name", "cost", "before", "after", "difference").rows() == [
        (1, "団体1", 90_000, 45_000, 60_000, 15_000),
        (3, "団体3", 900_000, 450_000, 400_000, -50_000),
    ]


def _sheet(path: Path) -> pl.DataFrame:
    heads, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    figures = [[int(cell) if isinstance(cell, float) else cell for cell in cells] for cells in rows]
    return pl.DataFrame(figures, schema=list(map(str, heads)), orient="row")


def test_an_empty_name_moves_too(tmp_path: Path) -> None:
    (cells,) = grants(90_000)

    found = simulated([cells | {"name": None}], tmp_path)

    assert found.gaining == (Moved(1, "", "mihon", "grant", 45_000, 60_000),)


def test_details_are_a_table_of_a_known_kind(tmp_path: Path) -> None:
    with pytest.raises(KyodoError, match="is no table that can be read or written"):
        simulated(grants(1), tmp_path, details="details.txt")


def test_programs_that_the_change_adds_are_none_before(tmp_path: Path) -> None:
    old, new = offered(HALF), offered(TWO_THIRDS)
    new = evolve(new, cities={**new.cities, "mihon": {**new.cities["mihon"], "new": HALF.having(id="new")}})
    source = tmp_path / "applications.parquet"
    frame(grants(10, program="new"), new).write_parquet(source)

    found = simulate(old, new, new.declared, Job(source, source))

    assert found.whole == Effect()
    assert [(one.row, one.column, one.message) for one in found.wrong] == [
        (1, "program", "There is no program named new.")
    ]
