"""From file to file: every kind of table in, every kind out, faulty rows beside, nothing half-written."""

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from kyodo_core.bulk.results import Tally, Total
from kyodo_core.bulk.run import Job, assess_file
from kyodo_core.errors import DefinitionError, KyodoError, OutputError
from kyodo_core.rules.facts import FactDeclaration, FactType
from tests.bulk.tables import Offered, frame, row
from tests.grants import program
from tests.spreadsheets import written

GRANT = Offered.of(program('rate = "1/2"\nlimit_per_year = 300_000'))
HEADS = ("市町村", "事業", "年度", "主体の種別", "名称", "経費：会議費", "今年度すでに受けた額")
IDS = ("city", "program", "fiscal_year", "kind", "name", "cost.会議費", "received_this_year")
ROWS: list[tuple[Any, ...]] = [
    ("mihon", "grant", "令和6年度", "地域協働体等", "中央地域", "4,001", "0"),
    ("mihon", "grant", "R6", "community_council", "東地域", "１，０００，０００円", "２９９，０００"),
    ("mihon", "grant", "２０２４", "school", "西地域", "0", "0円"),
]
EXPECTED = [("中央地域", True, 2_000), ("東地域", True, 1_000), ("西地域", True, 0)]


def write_csv(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of results, whatever its kind; an empty cell of CSV is None."""
    if path.suffix == ".parquet":
        return pl.read_parquet(path).rows(named=True)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [_plain(one) for one in csv.DictReader(file)]
    (sheet,) = openpyxl.load_workbook(path)
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), one, strict=True)) for one in rows]


def _plain(cells: dict[str, str]) -> dict[str, Any]:
    """What CSV writes of results, as values."""
    told = {"true": True, "false": False, "": None}
    return {
        head: told.get(cell, int(cell) if head in ("row", "amount") and cell.isdecimal() else cell)
        for head, cell in cells.items()
    }


def errors(path: Path) -> list[list[str]]:
    """The faulty rows that are told beside a file of results, with the heading."""
    with path.with_name(f"{path.stem}.errors.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def done(source: Path, output: Path, offered: Offered = GRANT, sheet: str = "") -> Tally:
    return assess_file(offered, offered.declared, Job(source, output, sheet))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".parquet"])
@pytest.mark.parametrize("heads", [HEADS, IDS], ids=["japanese", "ids"])
def test_every_kind_of_table(heads: Sequence[str], kind: str, suffix: str, tmp_path: Path) -> None:
    source, output = tmp_path / f"applications{kind}", tmp_path / f"results{suffix}"
    if kind == ".csv":
        write_csv(source, [heads, *ROWS])
    elif kind == ".xlsx":
        written(source, [heads, *ROWS])
    else:
        figures = [(4_001, 0), (1_000_000, 299_000), (0, 0)]
        cells = [
            ("mihon", "grant", "R6", "school", name, *figures[n]) for n, (name, *_) in enumerate(EXPECTED)
        ]
        pl.DataFrame(cells, schema=list(heads), orient="row").write_parquet(source)

    tally = done(source, output)

    found = read(output)
    first = 1 if kind == ".parquet" else 2
    assert list(found[0]) == ["row", *heads, "eligible", "amount", "reason"]
    assert [one["row"] for one in found] == [first, first + 1, first + 2]
    assert [(one[heads[4]], one["eligible"], one["amount"]) for one in found] == EXPECTED
    assert [one["reason"] for one in found] == [None] * 3
    assert tally.totals == {("mihon", "grant", 2024): Total(rows=3, eligible=3, amount=3_000)}
    assert sorted(file.name for file in tmp_path.iterdir()) == [source.name, output.name]


def test_numbers_dates_and_truths_of_a_sheet(tmp_path: Path) -> None:
    """What a spreadsheet holds as a number, a day or a yes stays one, and is read as one."""
    offered = Offered.of(
        program(
            'rate = "1/2"\nrequirements = [{ fact = "founded", years_before = 3, message = "3年" },'
            ' { fact = "registered", equals = true, message = "登録" }]'
        )
    )
    heads = (*HEADS[:4], "経費", "設立日", "登録済み")
    source = written(
        tmp_path / "a.xlsx",
        [
            heads,
            ("mihon", "grant", 2024, "school", 1_000, dt.date(2021, 4, 1), True),
            ("mihon", "grant", 2024.0, "school", 1_000.0, dt.datetime(2021, 4, 2), "○"),
            ("mihon", "grant", "R6", "school", "1000", "平成33年4月1日", "いいえ"),
            ("mihon", "grant", "令和６年度", "教育機関", " 1,000 ", "R3.4.1", "はい"),
        ],
    )

    tally = done(source, tmp_path / "r.xlsx", offered)

    assert tally.wrong == []
    found = read(tmp_path / "r.xlsx")
    assert [(one["年度"], one["経費"], one["amount"], one["reason"]) for one in found] == [
        ("2024", 1_000, 500, None),
        ("2024", 1_000, 0, "3年"),
        ("R6", 1_000, 0, "登録"),
        ("令和６年度", 1_000, 500, None),
    ]
    assert [one["設立日"].date() for one in found] == [dt.date(2021, 4, day) for day in (1, 2, 1, 1)]
    assert [one["登録済み"] for one in found] == [True, True, False, True]


def test_sheet_is_chosen_by_its_name(tmp_path: Path) -> None:
    source = written(tmp_path / "a.xlsx", [("x",), ("y",)], [HEADS, *ROWS])

    assert done(source, tmp_path / "r.csv", sheet="表2").totals[("mihon", "grant", 2024)].rows == 3
    with pytest.raises(DefinitionError) as caught:
        done(source, tmp_path / "r.csv")
    assert [fault.message for fault in caught.value.faults] == ["several sheets hold something: 表1, 表2"]


SILENT = program("max_years = 3").having(id="silent")
LATER = program('rate = "1/2"', head='since = "令和8年度"\n').having(id="later")
CHANGED = program('until = "R5"\nrate = "1/2"', 'since = "R7"\nrate = "1/3"').having(id="changed")
NO_TERMS = program().having(id="no-terms")
MANY = Offered.of(GRANT.cities["mihon"]["grant"], SILENT, LATER, CHANGED, NO_TERMS)
WIDE = ("city", "program", "fiscal_year", "kind", "cost", "received_this_year", "year_in_program")
SOUND = ("mihon", "grant", "R6", "school", "100", "0", "")


def test_rows_that_are_granted_nothing_say_why(tmp_path: Path) -> None:
    rows = [
        SOUND,
        ("mihon", "silent", "R6", "school", "0", "", "3"),
        ("mihon", "silent", "R6", "school", "0", "", "4"),
        ("mihon", "later", "R7", "school", "0", "", ""),
        ("mihon", "no-terms", "R6", "school", "0", "", ""),
    ]

    tally = done(write_csv(tmp_path / "a.csv", [WIDE, *rows]), tmp_path / "r.csv", MANY)

    assert tally.wrong == []
    assert [(one["eligible"], one["amount"], one["reason"]) for one in read(tmp_path / "r.csv")] == [
        (True, 50, None),
        (True, None, "The document states no amount."),
        (False, 0, "The program grants for 3 year(s); this is year 4."),
        (False, 0, "The document states the program for 令和8年度～, not for R7"),
        (True, None, "The document states no amount."),
    ]
    assert tally.totals == {
        ("mihon", "grant", 2024): Total(1, 1, 50, 0),
        ("mihon", "silent", 2024): Total(2, 1, 0, 1),
        ("mihon", "later", 2025): Total(1, 0, 0, 0),
        ("mihon", "no-terms", 2024): Total(1, 1, 0, 1),
    }
    assert not (tmp_path / "r.errors.csv").exists()


KINDS = (
    "Known: resident, neighbourhood_association, community_council, civic_group, business, school, "
    "intermediary, assembly, administration"
)
EXAMPLE_YEAR = '"令和9年度", "R9", "2027"'


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            {0: "miho"},
            ("city", "miho", "There is no city named miho.", "Did you mean mihon? Known: mihon"),
            id="unknown-city",
        ),
        pytest.param(
            {1: "grnt"},
            (
                "program",
                "grnt",
                "There is no program named grnt.",
                "Did you mean grant? Known: grant, silent, later, changed, no-terms",
            ),
            id="unknown-program",
        ),
        pytest.param(
            {3: "shcool"},
            ("kind", "shcool", "this kind does not exist", f"Did you mean school? {KINDS}"),
            id="unknown-kind",
        ),
        pytest.param({3: ""}, ("kind", "", "the cell is empty", ""), id="no-kind"),
        pytest.param({0: ""}, ("city", "", "the cell is empty", "city"), id="no-city"),
        pytest.param({1: " "}, ("program", "", "the cell is empty", "program"), id="no-program"),
        pytest.param({2: ""}, ("fiscal_year", "", "the cell is empty", ""), id="no-year"),
        pytest.param(
            {2: "26年度"},
            ("fiscal_year", "26年度", "the era of the year is missing", '"令和26年度", "平成26年度"'),
            id="year-without-its-era",
        ),
        pytest.param(
            {2: "昨年度"},
            ("fiscal_year", "昨年度", "this is not a fiscal year", EXAMPLE_YEAR),
            id="no-such-year",
        ),
        pytest.param(
            {1: "changed", 5: ""},
            ("fiscal_year", "R6", "the program has no terms for R6", "Known: ～R5, R7～"),
            id="no-terms-in-that-year",
        ),
        pytest.param(
            {4: ""},
            ("cost", "", "the cell is empty; write 0 where it is zero", ""),
            id="empty-cost",
        ),
        pytest.param(
            {5: ""},
            (
                "received_this_year",
                "",
                "the cell is empty: the limit is per fiscal year",
                "write 0 or なし where there is none",
            ),
            id="empty-fact",
        ),
        pytest.param({4: "-5"}, ("cost", "'-5", "a number is not negative", ""), id="negative-cost"),
        pytest.param(
            {4: "△5"}, ("cost", "△5", "a number is not negative", ""), id="negative-as-ledgers-write-it"
        ),
        pytest.param(
            {5: "0.5"}, ("received_this_year", "0.5", "a whole number is needed", "1234"), id="part"
        ),
        pytest.param({4: "5万"}, ("cost", "5万", "a whole number is needed", "1234"), id="in-ten-thousands"),
        pytest.param(
            {4: "9007199254740993"},
            ("cost", "9007199254740993", "the number is too large to be exact", ""),
            id="too-large",
        ),
        pytest.param({4: "=1+1"}, ("cost", "'=1+1", "a whole number is needed", "1234"), id="formula"),
    ],
)
def test_faulty_row_is_told_and_the_others_are_computed(
    change: dict[int, str], told: tuple[str, str, str, str], tmp_path: Path
) -> None:
    faulty = tuple(change.get(place, cell) for place, cell in enumerate(SOUND))
    source = write_csv(tmp_path / "a.csv", [WIDE, SOUND, faulty, SOUND])

    tally = done(source, tmp_path / "r.csv", MANY)

    assert [(one["row"], one["amount"]) for one in read(tmp_path / "r.csv")] == [(2, 50), (4, 50)]
    heading = ["Row", "Column", "Value", "What is wrong", "What would be right"]
    assert errors(tmp_path / "r.csv") == [heading, ["3", *told]]
    assert (tally.faulty_rows, sum(total.rows for total in tally.totals.values())) == (1, 2)


def test_all_that_is_wrong_with_the_cells_of_a_row_is_told(tmp_path: Path) -> None:
    source = write_csv(
        tmp_path / "a.csv", [WIDE, ("mihon", "grant", "6", "", "x", "-1", ""), SOUND, ("", *SOUND[1:])]
    )

    tally = done(source, tmp_path / "r.parquet", MANY)

    assert [(one.row, one.column) for one in sorted(tally.wrong, key=lambda one: one.row)] == [
        *((2, head) for head in ("fiscal_year", "kind", "cost", "received_this_year")),
        (4, "city"),
    ]
    assert tally.faulty_rows == 2
    assert [one["row"] for one in read(tmp_path / "r.parquet")] == [3]


def test_what_else_is_wrong_with_a_row_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Each cell that can be read is looked at, however many others cannot."""
    other = ("kind", "this kind does not exist")
    empty = ("received_this_year", "the cell is empty: the limit is per fiscal year")
    era, number = ("fiscal_year", "the era of the year is missing"), ("cost", "a whole number is needed")
    unknown = ("program", "There is no program named grnt.")
    rows = {
        ("mihon", "grnt", "R6", "shcool", "x", "-1", ""): [
            *(unknown, other, number),
            ("received_this_year", "a number is not negative"),
        ],
        ("mihon", "grnt", "6", "shcool", "x", "0", ""): [unknown, era, other, number],
        ("miho", "grnt", "6", "school", "1", "0", ""): [("city", "There is no city named miho."), era],
        ("mihon", "grant", "6", "school", "1", "", ""): [era],
        ("mihon", "grant", "R6", "school", "x", "", ""): [number, empty],
        ("mihon", "changed", "R6", "school", "x", "0", ""): [
            ("fiscal_year", "the program has no terms for R6"),
            number,
        ],
        ("mihon", "grnt", "昨", "shcool", "", "", ""): [
            unknown,
            ("fiscal_year", "this is not a fiscal year"),
            other,
        ],
        ("mihon", "grant", "R6", "shcool", "", "", ""): [
            other,
            ("cost", "the cell is empty; write 0 where it is zero"),
            empty,
        ],
    }

    tally = done(write_csv(tmp_path / "a.csv", [WIDE, *rows]), tmp_path / "r.csv", MANY)

    assert read(tmp_path / "r.csv") == []
    told = errors(tmp_path / "r.csv")[1:]
    assert [(int(number), head, message) for number, head, _value, message, _hint in told] == [
        (number, *one) for number, wrong in enumerate(rows.values(), 2) for one in wrong
    ]
    assert (tally.faulty_rows, tally.totals) == (len(rows), {})


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_all_that_is_wrong_with_a_row_of_parquet_is_told(engine: str, tmp_path: Path) -> None:
    rows = [
        row("grnt", "昨年度", "shcool", cost=-1, received_this_year=0, days=3),
        row("grant", cost=None, received_this_year=-1, other_programs="x"),
        row("grant", None, None, cost=-1, received_this_year=None),
    ]
    frame(rows, MANY).write_parquet(tmp_path / "a.parquet")

    tally = assess_file(MANY, MANY.declared, Job(tmp_path / "a.parquet", tmp_path / "r.csv", engine=engine))

    assert [(one.row, one.column, one.value) for one in sorted(tally.wrong, key=lambda one: one.row)] == [
        *((1, *one) for one in (("program", "grnt"), ("fiscal_year", "昨年度"), ("kind", "shcool"))),
        *((number, head, value) for number, head, value in ((1, "cost", "-1"), (2, "cost", ""))),
        *((2, "received_this_year", "-1"), (2, "other_programs", "x")),
        *((3, "fiscal_year", ""), (3, "kind", ""), (3, "cost", "-1")),
    ]


def test_faulty_rows_of_an_earlier_run_are_no_longer_told(tmp_path: Path) -> None:
    faulty = write_csv(tmp_path / "a.csv", [WIDE, SOUND, (*SOUND[:4], "", "0", "")])
    sound = write_csv(tmp_path / "b.csv", [WIDE, SOUND])

    done(faulty, tmp_path / "r.csv")
    assert len(errors(tmp_path / "r.csv")) == 2
    done(sound, tmp_path / "r.csv")

    assert errors(tmp_path / "r.csv") == [["Row", "Column", "Value", "What is wrong", "What would be right"]]


def test_fact_that_a_program_does_not_know_stays_empty(tmp_path: Path) -> None:
    """Programs of one file may ask for different facts."""
    other = program('fixed = { yen = 5, per = "lamps" }').having(id="lamps")
    lamps = FactDeclaration(id="lamps", name="防犯灯の数", type=FactType.NUMBER)
    offered = Offered.of(GRANT.cities["mihon"]["grant"], other.having(facts=(lamps,)))
    heads = (*WIDE[:6], "防犯灯の数")
    rows = [
        ("mihon", "grant", "R6", "school", "10", "0", ""),
        ("mihon", "lamps", "R6", "school", "10", "", "3"),
        ("mihon", "grant", "R6", "school", "10", "0", "3"),
    ]

    tally = done(write_csv(tmp_path / "a.csv", [heads, *rows]), tmp_path / "r.csv", offered)

    assert [one["amount"] for one in read(tmp_path / "r.csv")] == [5, 15]
    assert [(one.row, one.column, one.message) for one in tally.wrong] == [
        (4, "防犯灯の数", "the program asks for no such fact")
    ]


def test_column_that_a_program_needs_is_told_for_its_rows(tmp_path: Path) -> None:
    rows = [("mihon", "grant", "R6", "school", "10"), ("mihon", "no-terms", "R6", "school", "10")]

    tally = done(write_csv(tmp_path / "a.csv", [WIDE[:5], *rows]), tmp_path / "r.csv", MANY)

    assert [one["row"] for one in read(tmp_path / "r.csv")] == [3]
    assert [(one.row, one.column, one.message) for one in tally.wrong] == [
        (
            2,
            "",
            "the fact received_this_year (今年度すでに受けた額) is missing: the limit is per fiscal year",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        pytest.param(pl.Float64, "Float64", id="parts"),
        pytest.param(pl.String, "Text", id="text"),
        pytest.param(pl.List(pl.Int64), "List(Int64)", id="list"),
        pytest.param(pl.Boolean, "Yes or no", id="truth"),
        pytest.param(pl.Int128, "Int128", id="larger-than-other-engines-know"),
        pytest.param(pl.Decimal(10, 0), "Decimal(precision=10, scale=0)", id="decimal"),
        pytest.param(pl.Struct({"yen": pl.Int64}), "Struct({'yen': Int64})", id="nested"),
        pytest.param(pl.Datetime("us"), "Datetime(time_unit='us', time_zone=None)", id="time"),
    ],
)
def test_type_that_can_be_no_cost_is_refused_by_its_heading(kind: Any, shown: str, tmp_path: Path) -> None:
    rows = pl.DataFrame(
        {"city": "mihon", "program": "grant", "fiscal_year": 2024, "kind": "school", "cost.会議費": [None]},
        schema_overrides={"cost.会議費": kind},
    )
    rows.write_parquet(tmp_path / "a.parquet")

    with pytest.raises(DefinitionError) as caught:
        done(tmp_path / "a.parquet", tmp_path / "r.csv")

    assert [(fault.place, fault.message, fault.hint) for fault in caught.value.faults] == [
        (f"{tmp_path / 'a.parquet'}:1:5", f'the column holds {shown} (now: "cost.会議費")', "Whole number")
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["a.parquet"]


def test_all_that_is_wrong_with_the_headings_is_told(tmp_path: Path) -> None:
    rows = pl.DataFrame({"program": [1], "kind": [True], "founded": [[1]], "amount": [1], "housholds": [1]})
    rows.write_parquet(tmp_path / "a.parquet")

    with pytest.raises(DefinitionError) as caught:
        done(tmp_path / "a.parquet", tmp_path / "r.csv")

    assert [(fault.column, fault.message) for fault in caught.value.faults] == [
        (0, "the column city is missing"),
        (0, "the column fiscal_year is missing"),
        (1, 'the column holds Whole number (now: "program")'),
        (2, 'the column holds Yes or no (now: "kind")'),
        (3, 'the column holds List(Int64) (now: "founded")'),
        (4, 'this is a column of results; take it out, or name it otherwise (now: "amount")'),
        (5, 'no program asks for a fact of this name (now: "housholds")'),
    ]


def test_fact_that_means_different_things_is_refused_by_its_heading(tmp_path: Path) -> None:
    types = (FactType.NUMBER, FactType.TRUTH)
    lamps = [FactDeclaration(id="lamps", name="防犯灯", type=one) for one in types]
    offered = Offered.of(*(program('rate = "1/2"').having(id=one.type, facts=(one,)) for one in lamps))

    with pytest.raises(DefinitionError) as caught:
        done(
            write_csv(tmp_path / "a.csv", [(*WIDE[:4], "lamps"), (*SOUND[:4], "3")]),
            tmp_path / "r.csv",
            offered,
        )

    [fault] = caught.value.faults
    assert (fault.column, fault.message, fault.hint) == (
        5,
        'programs mean different things by this fact; put them in files of their own (now: "lamps")',
        "Whole number / Yes or no",
    )


def test_fact_of_another_type_is_told_for_the_rows_of_its_program(tmp_path: Path) -> None:
    rows = frame([row(cost=5, received_this_year=0, days=3)], MANY).with_columns(pl.lit("三").alias("days"))
    rows.write_parquet(tmp_path / "a.parquet")

    tally = done(tmp_path / "a.parquet", tmp_path / "r.csv", MANY)

    assert [(one.row, one.column, one.value, one.message, one.hint) for one in tally.wrong] == [
        (1, "days", "三", "this fact is of the type Whole number", "Text")
    ]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no table at all"], ids=["empty", "cut", "text"])
def test_file_that_is_no_parquet_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(content)

    with pytest.raises(DefinitionError) as caught:
        done(tmp_path / "a.parquet", tmp_path / "r.csv")

    assert [fault.message for fault in caught.value.faults] == ["this is not a Parquet file that can be read"]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_file_whose_rows_are_damaged_is_told_and_nothing_is_written(
    suffix: str, engine: str, tmp_path: Path
) -> None:
    source, output = tmp_path / "a.parquet", tmp_path / f"r{suffix}"
    frame([row(cost=number) for number in range(5_000)], GRANT).write_parquet(
        source, compression="uncompressed"
    )
    data = source.read_bytes()
    source.write_bytes(data[:100] + b"\xff" * (len(data) - 4_100) + data[-4_000:])
    output.write_text("old", encoding="utf-8")

    with pytest.raises(DefinitionError) as caught:
        assess_file(GRANT, GRANT.declared, Job(source, output, engine=engine))

    (fault,) = caught.value.faults
    assert (fault.place, fault.message) == (str(source), "this is not a Parquet file that can be read")
    assert output.read_text(encoding="utf-8") == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.parquet", output.name]


@pytest.mark.parametrize("blocked", ["r.csv", "r.errors.csv"])
@pytest.mark.parametrize("cost", ["100", ""], ids=["sound", "faulty"])
def test_where_a_file_cannot_be_written_none_is(blocked: str, cost: str, tmp_path: Path) -> None:
    source = write_csv(tmp_path / "a.csv", [WIDE, SOUND, (*SOUND[:4], cost, "0", "")])
    (tmp_path / blocked).mkdir()
    (other,) = {"r.csv", "r.errors.csv"} - {blocked}
    (tmp_path / other).write_text("old", encoding="utf-8")

    with pytest.raises(OutputError) as caught:
        done(source, tmp_path / "r.csv")

    assert caught.value.message == f"{tmp_path / blocked} cannot be written: Is a directory"
    assert (tmp_path / other).read_text(encoding="utf-8") == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.csv", "r.csv", "r.errors.csv"]


@pytest.mark.parametrize("name", ["r.txt", "r", "r.xls"])
def test_kinds_that_are_no_tables_are_refused_before_anything_is_read(name: str, tmp_path: Path) -> None:
    for source, output in ((tmp_path / "a.csv", tmp_path / name), (tmp_path / name, tmp_path / "r.csv")):
        with pytest.raises(KyodoError) as caught:
            done(source, output)
        assert caught.value.message == f"{name} is no table that can be read or written"
        assert caught.value.hint == ".csv, .xlsx, .parquet"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_results_do_not_take_the_place_of_the_applications(suffix: str, tmp_path: Path) -> None:
    source = tmp_path / f"a{suffix}"
    rows = frame([row(cost=5, received_this_year=0)], GRANT)
    rows.write_parquet(source) if suffix == ".parquet" else rows.write_csv(source)
    before = source.read_bytes()

    with pytest.raises(KyodoError) as caught:
        done(source, tmp_path / "." / source.name)

    assert caught.value.message == f"{source} is the table of applications itself"
    assert caught.value.hint == "Give the results a name of their own."
    assert source.read_bytes() == before
    assert list(tmp_path.iterdir()) == [source]
