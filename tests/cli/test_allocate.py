"""`kyodo allocate`: areas from a table, every component, totals, and what is left."""

import csv
import json
from pathlib import Path

import pytest

from tests.mihon import kyodo
from tests.spreadsheets import written

AREAS = "地域,世帯数\n中央,120\n北,30\n特区,999\n南,0\n"


def write(folder: Path, text: str = AREAS, encoding: str = "utf-8") -> str:
    path = folder / "areas.csv"
    path.write_text(text, encoding=encoding)
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_allocation_as_data(mihon: Path, encoding: str) -> None:
    file = write(mihon, encoding=encoding)

    result = kyodo("allocate", "mihon", "area-grant", file, "--year", "R6", "--format", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "components": ["均等割", "世帯割", "按分"],
        "areas": [
            {
                "area": name,
                "amounts": [50_000, by_households, share],
                "formulas": [
                    "50,000円",
                    f"600円 × {households}",
                    f"100,000円 × {households} ÷ Σ世帯数",
                ],
                "total": 50_000 + by_households + share,
            }
            for name, households, by_households, share in (
                ("中央", 120, 72_000, 80_000),
                ("北", 30, 18_000, 20_000),
                ("南", 0, 0, 0),
            )
        ],
        "left_out": ["特区"],
        "refused": {},
        "remainders": {"按分": 0},
        "total": 340_000,
    }


def test_allocation_as_a_table(mihon: Path) -> None:
    result = kyodo("allocate", "mihon", "area-grant", write(mihon), "--year", "令和6年度")

    assert result.exit_code == 0
    for said in (
        "見本市 地域交付金: allocation for 令和6年度",
        "均等割（円）",
        "202,000",
        "88,000",
        "340,000",
        "600円 × 120",
        "Left of 按分: 0 yen",
        "Left out by an exception: 特区",
    ):
        assert said in result.stdout


def test_allocation_as_csv(mihon: Path) -> None:
    output = mihon / "out.csv"

    result = kyodo(
        "allocate", "mihon", "area-grant", write(mihon), "--year", "R6", "--format", "csv", "-o", str(output)
    )

    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.reader(output.read_text(encoding="utf-8-sig").splitlines()))
    amounts = [row[1:6] for row in rows if row[:1] == ["Amounts"]]
    assert amounts[:4] == [
        ["中央", "50,000", "72,000", "80,000", "202,000"],
        ["北", "50,000", "18,000", "20,000", "88,000"],
        ["南", "50,000", "0", "0", "50,000"],
        ["Total", "150,000", "90,000", "100,000", "340,000"],
    ]


def test_faults_of_the_file_are_told_with_row_and_column(mihon: Path) -> None:
    file = write(mihon, "地域,世帯数\n中央,\n北,多い\n")

    result = kyodo("allocate", "mihon", "area-grant", file, "--year", "R6")

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{file}:2:2: the cell is empty; write 0 where it is zero" in result.stderr
    assert f'{file}:3:2: this fact is of the type Whole number (now: "多い")' in result.stderr


def test_missing_column_is_told_with_why(mihon: Path) -> None:
    result = kyodo("allocate", "mihon", "area-grant", write(mihon, "地域,高齢者数\n中央,3\n"), "--year", "R6")

    assert result.exit_code == 1
    assert "the fact households (世帯数) is missing: " in result.stderr


@pytest.mark.parametrize(
    ("arguments", "exit_code", "message"),
    [
        (("mihom", "area-grant"), 2, "Did you mean mihon?"),
        (("mihon", "area-grnat"), 2, "Did you mean area-grant?"),
        (("mihon", "grant"), 1, "協議会補助金 states no formula for R6"),
    ],
    ids=["city", "program", "program-without-components"],
)
def test_what_cannot_be_allocated_is_refused(
    mihon: Path, arguments: tuple[str, str], exit_code: int, message: str
) -> None:
    result = kyodo("allocate", *arguments, write(mihon), "--year", "R6")

    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert message in result.stderr


@pytest.mark.parametrize("year", [(), ("--year", "6年度")], ids=["none", "without-era"])
def test_year_is_asked_for(mihon: Path, year: tuple[str, ...]) -> None:
    result = kyodo("allocate", "mihon", "area-grant", write(mihon), *year)

    assert result.exit_code == 2
    assert "year" in result.stderr


def test_sheet_of_an_xlsx_is_named(mihon: Path) -> None:
    areas = [["地域", "世帯数"], ["中央", 120], ["北", "３０"]]
    file = str(written(mihon / "areas.xlsx", areas, [["地域", "世帯数"], ["南", "#N/A"]]))
    line = ("allocate", "mihon", "area-grant", file, "--year", "R6", "--format", "json")

    assert json.loads(kyodo(*line, "--sheet", "表1").stdout)["total"] == 290_000
    unnamed, other = kyodo(*line), kyodo(*line, "--sheet", "表2")
    assert (unnamed.exit_code, other.exit_code) == (1, 1)
    assert f"{file}: several sheets hold something: 表1, 表2" in unnamed.stderr
    assert f'{file}:2:2: B2: the spreadsheet could not compute this cell (now: "#N/A")' in other.stderr
