"""What becomes of single rows: computed in columns, assessed by themselves, or told what is wrong."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from tests.bulk.tables import Offered, Result, Row, batches, frame, row, run
from tests.grants import program

HALF = 'rate = "1/2"'
GRANT = Offered.of(program(f"{HALF}\nlimit_per_year = 300_000\nrounding = {{ unit = 1_000 }}"))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"cost": 0}, (True, 0, None), id="nothing"),
        pytest.param({"cost": 401_999}, (True, 200_000, None), id="rounded"),
        pytest.param({"cost": 600_001}, (True, 300_000, None), id="limit"),
        pytest.param({"cost": 10**12}, (True, 300_000, None), id="largest"),
        pytest.param({"cost": 900_000, "received_this_year": 299_999}, (True, 0, None), id="limit-used-up"),
        pytest.param({"cost": 900_000, "received_this_year": 400_000}, (True, 0, None), id="limit-passed"),
    ],
)
def test_sound_row_is_computed_in_columns(cells: Row, expected: Result, tmp_path: Path) -> None:
    found = run(GRANT, [row(**{"received_this_year": 0, **cells})], tmp_path)

    assert (found.results, found.wrong, found.singly) == ({1: expected}, [], [])


@pytest.mark.parametrize("column", ["city", "program", "fiscal_year"])
def test_empty_cell_is_not_filled_from_the_rows_around_it(column: str) -> None:
    sound = row(cost=100, received_this_year=0)

    found = batches(GRANT, [sound, sound, sound | {column: None}, sound])

    assert sorted(found.results) == [1, 2, 4]
    assert found.wrong == [(3, column, "", "the cell is empty")]


def test_empty_name_of_terms_is_not_filled_from_the_rows_around_it() -> None:
    offered = Offered.of(program(f'name = "甲"\n{HALF}', 'name = "乙"\nrate = "1/3"'))

    found = batches(offered, [row(cost=90, terms=name) for name in ("甲", "甲", None, "甲")])

    assert found.results == dict.fromkeys((1, 2, 4), (True, 45, None))
    assert found.wrong == [
        (3, "fiscal_year", "令和6年度", "the program has several terms in 令和6年度; name one")
    ]


def requirements(*tests: tuple[str, str]) -> str:
    rows = ", ".join(f'{{ {test}, message = "{message}" }}' for test, message in tests)
    return f"{HALF}\nrequirements = [{rows}]"


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        pytest.param((False, True, False), "要件A", id="first-and-last"),
        pytest.param((False, False, False), "要件A", id="all"),
        pytest.param((True, False, False), "要件A", id="second-and-last"),
        pytest.param((True, True, True), None, id="none"),
    ],
)
def test_message_of_several_rules_is_said_once(
    kept: tuple[bool, bool, bool], expected: str | None, tmp_path: Path
) -> None:
    offered = Offered.of(
        program(
            requirements(
                ('fact = "registered", equals = true', "要件A"),
                ('fact = "households", at_least = 50', "要件A"),
                ('fact = "days", at_most = 10', "要件A"),
            )
        )
    )
    one, two, three = kept
    cells = row(cost=10, registered=one, households=50 if two else 49, days=10 if three else 11)

    assert run(offered, [cells], tmp_path).results == {
        1: (True, 5, None) if expected is None else (False, 0, expected)
    }


EXCEPTIONS = (
    'flat = [{ name = "均等割", yen = 50_000 }]\nexceptions = ['
    '{ area = "特区", excluded = true, reason = "別に定める" },'
    ' { area = "半区", weight = "1/2", reason = "小さい" }]'
)
LEFT_OUT = "The area is left out by an exception."


@pytest.mark.parametrize(
    ("cells", "expected", "singly"),
    [
        pytest.param({"area": "特区"}, (False, 0, LEFT_OUT), 0, id="left-out"),
        pytest.param({"area": "半区"}, (True, 25_000, None), 0, id="half"),
        pytest.param({"area": "中央"}, (True, 50_000, None), 0, id="none"),
        pytest.param({"name": "特区", "area": "半区"}, (True, 25_000, None), 0, id="area-before-name"),
    ],
)
def test_area_of_an_exception(cells: Row, expected: Result, singly: int, tmp_path: Path) -> None:
    found = run(Offered.of(program(EXCEPTIONS)), [row(**cells)], tmp_path)

    assert (found.results, found.wrong, len(found.singly)) == ({1: expected}, [], singly)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"name": "特区", "area": None}, id="empty"),
        pytest.param({"name": "特区"}, id="no-column"),
    ],
)
def test_an_exception_needs_the_area(cells: Row, tmp_path: Path) -> None:
    """The applicant's name is not taken for that of the area."""
    found = run(Offered.of(program(EXCEPTIONS)), [row(**cells)], tmp_path)

    assert found.results == {}
    ((row_number, _column, _value, message),) = found.wrong
    assert row_number == 1
    assert "an exception may hold for the area" in message


def test_amount_that_no_column_holds_is_told(tmp_path: Path) -> None:
    offered = Offered.of(program('fixed = { yen = 10_000_000, per = "households" }'))
    rows = [row(households=households) for households in (922_337_203_685, 922_337_203_686, 10**12)]

    found = run(offered, rows, tmp_path)

    assert found.results == {1: (True, 9_223_372_036_850_000_000, None)}
    assert [(one.row, one.value, one.message, one.hint) for one in found.tally.wrong] == [
        (
            number,
            amount,
            "the amount is too large for a table",
            "assess this application by itself",
        )
        for number, amount in ((2, "9,223,372,036,860,000,000"), (3, "10,000,000,000,000,000,000"))
    ]


@pytest.mark.parametrize("programs", [1, 2], ids=["one-program", "several"])
def test_totals_are_exact_though_together_they_pass_64_bits(programs: int) -> None:
    each = program('fixed = { yen = 9_000_000, per = "households" }')
    offered = Offered.of(*(each.having(id=f"p{number}") for number in range(programs)))
    names = [f"p{number}" for number in range(programs)] * 2

    found = batches(offered, [row(name, households=10**12) for name in names])

    assert found.singly == []
    assert {total.amount for total in found.tally.totals.values()} == {18 * 10**18}


NEEDS_ALL = Offered.of(
    program(
        f"{HALF}\nlimit_per_year = 100\nexcludes = ['other']\nrequirements = ["
        '{ fact = "founded", years_before = 3, message = "要件" },'
        ' { fact = "registered", equals = false, message = "要件" },'
        ' { fact = "field", equals = "福祉", message = "要件" }]'
    )
)
SOUND = row(
    cost=100,
    founded=dt.date(2000, 1, 1),
    registered=False,
    field="福祉",
    other_programs="",
    received_this_year=0,
)


@pytest.mark.parametrize("head", SOUND)
@pytest.mark.parametrize("typed", [True, False], ids=["of-its-type", "of-no-type"])
def test_column_without_any_value_is_told_for_every_row(head: str, typed: bool, tmp_path: Path) -> None:
    rows = frame([SOUND, SOUND], NEEDS_ALL)
    nothing = pl.lit(None, dtype=rows.schema[head] if typed else pl.Null)

    found = run(NEEDS_ALL, rows.with_columns(nothing.alias(head)), tmp_path)

    assert found.results == {}
    assert [(number, column, value) for number, column, value, _message in found.wrong] == [
        (1, head, ""),
        (2, head, ""),
    ]
    assert all(message.startswith("the cell is empty") for *_place, message in found.wrong)


@pytest.mark.parametrize(
    ("cost", "expected", "wrong"),
    [
        pytest.param(5, {1: (True, 7, None)}, [], id="of-no-account"),
        pytest.param(None, {1: (True, 7, None)}, [], id="empty"),
        pytest.param(-5, {}, [(1, "cost", "-5", "a number is not negative")], id="negative"),
    ],
)
def test_cost_that_does_not_count_is_still_none_below_zero(
    cost: int | None, expected: dict[int, Result], wrong: list[object], tmp_path: Path
) -> None:
    found = run(Offered.of(program("fixed = { yen = 7 }")), [row(cost=cost)], tmp_path)

    assert (found.results, found.wrong) == (expected, wrong)


def test_totals_have_no_line_for_programs_whose_rows_are_all_faulty(tmp_path: Path) -> None:
    found = run(GRANT, [row(cost=None, received_this_year=0)] * 2, tmp_path)

    assert (found.results, found.tally.totals, found.tally.faulty_rows) == ({}, {}, 2)


LISTED = {
    **dict.fromkeys(("other", "a、other", "a,other", "a, other ,b", "a，other", "a､other", "a\nother"), True),
    **dict.fromkeys(("a、\u3000other\u3000", "other、other"), True),
    **dict.fromkeys(("another", "other2", "なし", "-", ""), False),
}


@pytest.mark.parametrize("local", [[], ["mihon"]], ids=["in-columns", "by-themselves"])
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_names_stand_between_commas_of_any_kind(engine: str, local: list[str], tmp_path: Path) -> None:
    offered = Offered.of(program(f'{HALF}\nexcludes = ["other"]'))
    offered.local = frozenset(local)

    found = run(offered, [row(cost=10, other_programs=listed) for listed in LISTED], tmp_path, engine)

    refused = (False, 0, "The program is not combined with other.")
    expected = [refused if taken else (True, 5, None) for taken in LISTED.values()]
    assert list(found.results.values()) == expected
    named = [listed for listed in LISTED if listed not in ("なし", "-", "")]
    assert len(found.singly) == len(LISTED if local else named)
