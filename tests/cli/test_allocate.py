"""`kyodo allocate`: areas from a table, every component, totals, and what is left."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.mihon import MIHON, kyodo
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
                "sum": 50_000 + by_households + share,
                "cuts": [],
                "total": 50_000 + by_households + share,
            }
            for name, households, by_households, share in (
                ("中央", 120, 72_000, 80_000),
                ("北", 30, 18_000, 20_000),
                ("南", 0, 0, 0),
            )
        ],
        "left_out": ["特区"],
        "absent": [],
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
    assert f"{file}:2:2: 世帯数: the cell is empty; write 0 where it is zero" in result.stderr
    assert f'{file}:3:2: 世帯数: this fact is of the type Whole number (now: "多い")' in result.stderr


def test_missing_column_is_told_with_why(mihon: Path) -> None:
    result = kyodo("allocate", "mihon", "area-grant", write(mihon, "地域,高齢者数\n中央,3\n"), "--year", "R6")

    assert result.exit_code == 1
    assert "the fact households (世帯数) is missing: " in result.stderr


@pytest.mark.parametrize(
    ("arguments", "exit_code", "message"),
    [
        (("mihom", "area-grant"), 2, "Did you mean mihon?"),
        (("mihon", "area-grnat"), 2, "Did you mean area-grant?"),
        (
            ("mihon", "grant"),
            1,
            "Error: 協議会補助金 states no formula for R6 by which areas could be computed.\n",
        ),
        (
            ("mihon", "silent"),
            1,
            "Error: 額の定めのない補助金 states no formula for R6 by which areas could be computed.\n"
            "  The document states no terms.\n",
        ),
    ],
    ids=["city", "program", "program-without-components", "program-without-terms"],
)
def test_what_cannot_be_allocated_is_refused(
    mihon: Path, arguments: tuple[str, str], exit_code: int, message: str
) -> None:
    silent = (
        '[[program]]\nid = "silent"\nname = "額の定めのない補助金"\nsupport = "financial"\ncite = "plan#1"\n'
    )
    (mihon / "city" / "aspects" / "programs.toml").write_text(f"{MIHON}\n{silent}", encoding="utf-8")

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
    unnamed, other = kyodo(*line[:-2]), kyodo(*line[:-2], "--sheet", "表2")
    assert (unnamed.exit_code, other.exit_code) == (1, 1)
    assert f"{file}: several sheets hold something: 表1, 表2" in unnamed.stderr
    assert f'{file}:2:2: B2: the spreadsheet could not compute this cell (now: "#N/A")' in other.stderr


SEVERAL = """\
[[program]]
id = "lamps"
name = "防犯灯交付金"
support = "financial"
facts = [{ id = "lamps", name = "灯数", type = "number" }]
cite = "plan#第9条"

[[program.terms]]
limit_per_year = 45_500
raised_limits = [{ fact = "lamps", at_least = 100, by = 10_000 }]
rounding = { unit = 1_000 }
per_unit = [{ name = "灯割", fact = "lamps", yen = 510 }]
excludes = ["keeping"]
exceptions = [{ area = "中央地域", weight = "1/2", reason = "別に定める" }]
cite = "plan#第10条"

[[program.terms]]
name = "修繕"
flat = [{ name = "均等割", yen = 3_000 }]
cite = "plan#第11条"

[[program.terms]]
name = "補助"
rate = "1/2"
cite = "plan#第12条"

[[program]]
id = "keeping"
name = "見守り"
support = "financial"
cite = "plan#第13条"
"""
LAMPS = """\
地域,灯数,今年度すでに受けた額,併せて受ける事業のID
中央地区,90,0,なし
北,40,0,なし
南,100,5000,なし
"""


@pytest.fixture
def lamps(mihon: Path) -> str:
    """A file of areas for a program with two allocations, one of them without a name."""
    (mihon / "city" / "aspects" / "programs.toml").write_text(SEVERAL, encoding="utf-8")
    return write(mihon, LAMPS)


def test_cut_totals_say_what_cut_them(lamps: str) -> None:
    line = ("allocate", "mihon", "lamps", lamps, "--year", "R6", "--terms", "防犯灯交付金")

    rows = list(csv.reader(StringIO(kyodo(*line, "--format", "csv").stdout, newline="")))
    heads = next(row for row in rows if "Remark" in row)
    amounts = [dict(zip(heads, row, strict=True)) for row in rows if row[:1] == ["Amounts"] and row != heads]
    shown = json.loads(kyodo(*line, "--format", "json").stdout)

    assert [
        (row["Area"], row["Sum (yen)"], row["Total (yen)"], row["Remark"].replace("\n", " / "))
        for row in amounts
    ][:4] == [
        (
            "中央地区",
            "45,900",
            "45,000",
            "Limit per fiscal year: 45,900円 → 45,500円 / To 1,000円, Down: 45,500円 → 45,000円",
        ),
        ("北", "20,400", "20,000", "To 1,000円, Down: 20,400円 → 20,000円"),
        (
            "南",
            "51,000",
            "50,000",
            "Limit per fiscal year: 51,000円 → 50,500円 / To 1,000円, Down: 50,500円 → 50,000円",
        ),
        ("Total", "117,300", "115,000", ""),
    ]
    assert shown["areas"][1]["sum"] == 20_400
    assert shown["areas"][1]["cuts"] == [{"by": "To 1,000円, Down", "before": 20_400, "after": 20_000}]
    assert shown["total"] == 115_000


def test_totals_that_nothing_cuts_have_no_remark(lamps: str) -> None:
    result = kyodo("allocate", "mihon", "lamps", lamps, "--year", "R6", "--terms", "修繕")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "Remark" not in result.stdout
    assert "Sum (yen)" not in result.stdout


def test_area_of_an_exception_that_the_file_lacks_is_warned_of(lamps: str) -> None:
    line = ("allocate", "mihon", "lamps", lamps, "--year", "R6", "--terms", "防犯灯交付金")
    result = kyodo(*line, "--format", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["absent"] == ["中央地域"]
    (warning,) = json.loads(result.stderr)["warning"]["faults"]
    assert (warning["file"], warning["suggestions"]) == (lamps, ["中央地区"])
    assert warning["message"] == "the file has no area 中央地域, which an exception names"
    assert kyodo(*line).stderr.splitlines() == [
        f"{lamps}: Warning: the file has no area 中央地域, which an exception names",
        "   Did you mean 中央地区?",
    ]


@pytest.mark.parametrize(
    ("terms", "exit_code", "message", "hint"),
    [
        pytest.param(
            (),
            1,
            "Error: The program has several allocations in R6; name one.",
            '--terms "防犯灯交付金" / --terms "修繕"',
            id="none-named",
        ),
        pytest.param(
            ("--terms", "修膳"),
            2,
            "Error: There is no set of terms named 修膳.",
            "Did you mean 修繕?\nKnown: 防犯灯交付金, 修繕",
            id="misspelt",
        ),
        pytest.param(
            ("--terms", "補助"),
            2,
            "Error: There is no set of terms named 補助.",
            "Known: 防犯灯交付金, 修繕",
            id="terms-that-share-a-cost",
        ),
    ],
)
def test_one_of_several_allocations_is_to_be_named(
    lamps: str, terms: tuple[str, ...], exit_code: int, message: str, hint: str
) -> None:
    result = kyodo("allocate", "mihon", "lamps", lamps, "--year", "R6", *terms)

    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert [line.strip() for line in result.stderr.splitlines()] == [message, *hint.split("\n")]


def test_area_in_a_program_that_the_city_does_not_have_is_refused(lamps: str, mihon: Path) -> None:
    file = write(mihon, LAMPS.replace("なし", "keping", 1))

    result = kyodo("allocate", "mihon", "lamps", file, "--year", "R6", "--terms", "防犯灯交付金")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f'{file}:2:4: no program has this id (now: "keping")',
        "   Did you mean keeping?",
        "   Known: lamps, keeping",
    ]


BUDGETED = """\
[[program]]
id = "parks"
name = "公園交付金"
support = "financial"
facts = [{{ id = "parks", name = "公園数", type = "number" }}]
cite = "plan#第14条"

[[program.terms]]
per_unit = [{{ name = "公園割", fact = "parks", yen = 10_000 }}]
rounding = {{ unit = 1_000 }}
budget = {{ yen = 100_000, cut = {cut} }}
cite = "plan#第15条"
"""


def parks(folder: Path, cut: str, areas: str) -> tuple[str, ...]:
    """The line that allocates to areas under a budget of 100,000 yen."""
    (folder / "city" / "aspects" / "programs.toml").write_text(BUDGETED.format(cut=cut), encoding="utf-8")
    return ("allocate", "mihon", "parks", write(folder, areas), "--year", "R6", "--format", "json")


@pytest.mark.parametrize(
    ("cut", "areas", "expected"),
    [
        pytest.param('"pro_rata"', "地域,公園数\n中央,6\n北,4\n", [60_000, 40_000], id="within"),
        pytest.param('"pro_rata"', "地域,公園数\n中央,10\n北,5\n南,0\n", [66_000, 33_000, 0], id="pro-rata"),
        pytest.param(
            '"by_rank"',
            "地域,公園数,審査の順位\n中央,6,3\n北,6,1\n南,3,2\n",
            [0, 60_000, 30_000],
            id="by-rank",
        ),
        pytest.param(
            '"by_rank", partial = true',
            "地域,公園数,審査の順位\n中央,6,3\n北,6,1\n南,3,2\n",
            [10_000, 60_000, 30_000],
            id="partial",
        ),
        pytest.param(
            '"by_rank"', "地域,公園数,審査の順位\n中央,6,1\n北,4,1\n", [60_000, 40_000], id="ties-within"
        ),
    ],
)
def test_areas_share_a_budget(cut: str, areas: str, expected: list[int], mihon: Path) -> None:
    result = kyodo(*parks(mihon, cut, areas))

    assert (result.exit_code, result.stderr) == (0, "")
    shown = json.loads(result.stdout)
    assert [area["total"] for area in shown["areas"]] == expected
    assert shown["total"] == sum(expected)


def test_an_area_says_that_the_budget_cut_it(mihon: Path) -> None:
    result = kyodo(*parks(mihon, '"pro_rata"', "地域,公園数\n中央,10\n北,5\n"))

    words = "2 application(s) come to 150,000円, more than the budget of 100,000円: Pro rata."
    assert [area["cuts"] for area in json.loads(result.stdout)["areas"]] == [
        [{"by": words, "before": 100_000, "after": 66_000}],
        [{"by": words, "before": 50_000, "after": 33_000}],
    ]


def test_areas_of_the_same_rank_are_refused(mihon: Path) -> None:
    areas = "地域,公園数,審査の順位\n中央,6,2\n北,6,1\n南,3,2\n"
    result = kyodo(*parks(mihon, '"by_rank"', areas))

    assert (result.exit_code, result.stdout) == (1, "")
    error = json.loads(result.stderr)["error"]
    assert (error["message"], error["hint"]) == ("two areas have the same rank", "中央、南")


def test_the_rank_of_areas_is_asked_for(mihon: Path) -> None:
    result = kyodo(*parks(mihon, '"by_rank"', "地域,公園数\n中央,6\n"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "the fact rank (審査の順位) is missing: the budget goes by rank" in result.stderr


def test_sheet_of_a_file_that_has_none_is_refused(mihon: Path) -> None:
    result = kyodo("allocate", "mihon", "area-grant", write(mihon), "--year", "R6", "--sheet", "表")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: --sheet goes with an .xlsx file only." in result.stderr
