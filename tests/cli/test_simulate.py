"""`kyodo simulate`: what a change costs, who gains and loses; a change that is faulty is refused whole."""

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from kyodo_core.reports.schema import SCHEMAS
from tests.deployments import DOCUMENT

Run = Callable[..., Result]
CHANGE = f"""\
{DOCUMENT}[[program]]
id = "grant"

[[program.terms]]
since = "令和7年度"
basis = "令和7年告示第3号"
rate = "1/2"
limit_per_year = 400_000
rounding = {{ unit = 1_000 }}
cite = "rules#第3条"
"""
FAULTY = CHANGE.replace('"1/2"', '"3/2"').replace("unit = 1_000", "unit = 7")
APPLICATIONS = """\
市町村,事業,年度,主体の種別,名称,今年度すでに受けた額,経費・会場費,経費・印刷費
mihon,grant,令和7年度,community_council,中央地域,0,60000,30000
mihon,grant,R7,community_council,北地域,0,900000,0
mihon,grant,R7,community_council,南地域,0,450000,0
mihon,grant,令和6年度,community_council,中央地域,0,90000,0
mihon,grant,R7,school,西小学校,0,50000,0
mihon,two,R6,civic_group,見本川を守る会,0,80000,0
mihon,grant,R7,community_council,東地域,,80000,0
"""


@pytest.fixture
def files(mihon: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the command runs, with the applications and the change."""
    (mihon / "shinsei.csv").write_text(APPLICATIONS, encoding="utf-8")
    (mihon / "mihon.toml").write_text(CHANGE, encoding="utf-8")
    monkeypatch.chdir(mihon)
    return mihon


LINE = "simulate --applications shinsei.csv --change mihon.toml"


@pytest.mark.parametrize(
    ("name", "line", "columns"),
    [
        pytest.param("simulate-80", LINE, 80, id="japanese-80"),
        pytest.param("simulate-120", LINE, 120, id="japanese-120"),
        pytest.param("simulate-in-english-80", f"{LINE} --lang en", 80, id="english"),
    ],
)
def test_whole_output(
    name: str, line: str, columns: int, files: Path, run: Run, matches_expected: Callable[[str, str], None]
) -> None:
    result = run(line, columns=columns)

    assert (result.exit_code, result.stderr) == (0, "")
    matches_expected(name, result.stdout)


def test_answer_as_data(files: Path, run: Run) -> None:
    result = run(f"{LINE} --lang en --format json")

    found = json.loads(result.stdout)
    assert list(Draft202012Validator(SCHEMAS["simulate"]()).iter_errors(found)) == []
    grant = {
        "applications": 4,
        "before": 60_000 + 300_000 + 300_000,
        "after": 45_000 + 400_000 + 225_000,
        "difference": 10_000,
        "gain": 1,
        "lose": 2,
        "unchanged": 1,
        "silent": 0,
    }
    before = grant | {"applications": 1, "before": 60_000, "after": 60_000, "difference": 0, "gain": 0}
    whole = grant | {"applications": 5, "before": 720_000, "after": 730_000, "unchanged": 2}
    assert found["total"] == whole
    assert found["cities"] == [{"city": "mihon", **whole}]
    assert found["programs"] == [
        {"city": "mihon", "program": "grant", "fiscal_year": 2024, **before, "lose": 0},
        {"city": "mihon", "program": "grant", "fiscal_year": 2025, **grant},
    ]
    assert [(size["size"], size["applications"]) for size in found["sizes"]] == [
        ("nothing", 1),
        ("up to 100,000円", 2),
        ("up to 300,000円", 2),
    ]
    south = {"row": 4, "name": "南地域", "before": 300_000, "after": 225_000, "difference": -75_000}
    assert found["losing"][0] == {**south, "city": "mihon", "program": "grant"}
    assert [one["name"] for one in found["gaining"]] == ["北地域"]
    assert [(one["row"], one["column"]) for one in found["faulty"]] == [
        (7, "年度"),
        (8, "今年度すでに受けた額"),
    ]


def test_details_go_to_a_file(files: Path, run: Run) -> None:
    result = run(f"{LINE} --details meisai.csv")

    assert result.exit_code == 0
    found = pl.read_csv(files / "meisai.csv")
    assert found.columns[:2] == ["row", "市町村"]
    assert found.select("row", "before", "after", "difference").rows() == [
        (2, 60_000, 45_000, -15_000),
        (3, 300_000, 400_000, 100_000),
        (4, 300_000, 225_000, -75_000),
        (5, 60_000, 60_000, 0),
        (6, 0, 0, 0),
    ]


def test_the_change_is_not_kept(files: Path, run: Run) -> None:
    """Neither the city nor a configuration has it afterwards."""
    held = {path: path.read_bytes() for path in files.rglob("*.toml")}
    first = run(f"{LINE} --format json").stdout

    assert run(f"{LINE} --format json").stdout == first
    assert {path: path.read_bytes() for path in files.rglob("*.toml")} == held


def test_a_faulty_change_is_refused_with_all_its_faults_before_any_row(files: Path, run: Run) -> None:
    (files / "mihon.toml").write_text(FAULTY, encoding="utf-8")
    (files / "shinsei.csv").write_text("no table of applications", encoding="utf-8")

    result = run(f"{LINE} --lang en --details meisai.csv")

    assert (result.exit_code, result.stdout) == (1, "")
    rate, unit = (line for line in result.stderr.splitlines() if line.startswith("mihon.toml:"))
    assert rate == 'mihon.toml:13:8: rate: a rate lies above 0 and is at most 1 (now: "3/2")'
    assert unit == "mihon.toml:15:21: unit: amounts are rounded to one of these units of yen (now: 7)"
    assert not (files / "meisai.csv").exists()


@pytest.mark.parametrize(
    ("change", "exit_code", "message"),
    [
        pytest.param(
            "kaisei.toml",
            1,
            "the change must say its city: name the file mihon.toml, or write mihon=kaisei.toml\n",
            id="city-not-told",
        ),
        pytest.param("mihom=kaisei.toml", 2, "Did you mean mihon?", id="unknown-city"),
        pytest.param("mihon=nai.toml", 1, "there is no file nai.toml", id="no-file"),
        pytest.param("nai.toml", 1, "there is no file nai.toml", id="no-file-and-no-city"),
    ],
)
def test_a_change_that_cannot_be_taken_is_refused(
    change: str, exit_code: int, message: str, files: Path, run: Run
) -> None:
    (files / "mihon.toml").rename(files / "kaisei.toml")

    result = run(f"simulate --applications shinsei.csv --change {change} --lang en")

    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert message in result.stderr


def test_the_city_may_be_told_beside_the_file(files: Path, run: Run) -> None:
    expected = json.loads(run(f"{LINE} --format json").stdout)
    (files / "mihon.toml").rename(files / "kaisei.toml")

    found = run("simulate --applications shinsei.csv --change mihon=kaisei.toml --format json")

    assert json.loads(found.stdout) == expected


@pytest.mark.parametrize("missing", ["--applications", "--change"])
def test_both_files_are_asked_for(missing: str, files: Path, run: Run) -> None:
    given = {"--applications": "shinsei.csv", "--change": "mihon.toml"}
    del given[missing]

    result = run("simulate --lang en", *(part for pair in given.items() for part in pair))

    assert (result.exit_code, result.stdout) == (2, "")
    assert missing in result.stderr


def test_headings_that_are_wrong_are_told_at_once(files: Path, run: Run) -> None:
    (files / "shinsei.csv").write_text("市町村,事業,経飛\nmihon,grant,3\n", encoding="utf-8")

    result = run(f"{LINE} --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    for message in ('shinsei.csv:1:3: no program asks for a fact of this name (now: "経飛")', "fiscal_year"):
        assert message in result.stderr


def test_details_do_not_overwrite_the_applications(files: Path, run: Run) -> None:
    result = run(f"{LINE} --details shinsei.csv --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "shinsei.csv is the table of applications itself" in result.stderr
    assert (files / "shinsei.csv").read_text(encoding="utf-8") == APPLICATIONS
