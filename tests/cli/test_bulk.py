"""`kyodo assess --bulk`: a table of applications to a table of results, totals on the error stream."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

from tests.cli.test_local_rules import PROGRAMS, failing, kyodo_check_application
from tests.mihon import kyodo, source

Run = Callable[..., Result]

HEADS = "市町村,事業,年度,主体の種別,名称,経費,今年度すでに受けた額,選んだ区分"
SOUND = """\
mihon,grant,令和6年度,地域協働体等,中央地域,"400,100",0,
mihon,grant,R7,community_council,東地域,９００，０００円,0円,
mihon,grant,令和6年度,school,西小学校,100,0,
mihon,courses,令和6年度,civic_group,里山の会,9000,,second
"""
FAULTY = """\
mihon,grant,令和6年度,community_council,北地域,,0,
mihom,grant,令和6年度,community_council,南地域,1,0,
"""
EXPECTED = [
    ["2", "true", "266000", ""],
    ["3", "true", "300000", ""],
    ["4", "false", "0", "この事業の対象は地域協働体等で、教育機関は対象でない。"],
    ["5", "true", "2000", ""],
]


def write(folder: Path, rows: str = SOUND, heads: str = HEADS) -> str:
    path = folder / "applications.csv"
    path.write_text(f"{heads}\n{rows}", encoding="utf-8")
    return str(path)


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def results(path: Path) -> list[list[str]]:
    """Row, eligible, amount and reason."""
    heads, *rows = table(path)
    return [[row[heads.index(name)] for name in ("row", "eligible", "amount", "reason")] for row in rows]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("rows", "name"), [(SOUND, "sound"), (SOUND + FAULTY, "faulty")])
def test_totals_are_told_on_the_error_stream(
    lang: str,
    rows: str,
    name: str,
    mihon: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Run,
    matches_expected: Callable[[str, str], None],
) -> None:
    write(mihon, rows)
    monkeypatch.chdir(mihon)

    told = run(f"assess --lang {lang} --bulk applications.csv --output results.csv", columns=100)

    assert (told.exit_code, told.stdout) == (int(rows != SOUND), "")
    matches_expected(f"assess-bulk-{name}-{lang}-100", told.stderr)
    assert (mihon / "results.errors.csv").exists() is (rows != SOUND)
    assert len(results(mihon / "results.csv")) == 4


@pytest.mark.parametrize("rows", [SOUND, SOUND + FAULTY], ids=["sound", "faulty"])
def test_totals_are_told_as_data_where_that_is_asked_for(rows: str, mihon: Path, run: Run) -> None:
    file, output = write(mihon, rows), mihon / "results.csv"

    told = run("assess --format json --bulk", file, "--output", str(output))

    heads = ("program", "fiscal_year", "applications", "eligible", "amount", "amount_not_stated")
    totals = [
        ("courses", 2024, 1, 1, 2_000, 0),
        ("grant", 2024, 2, 1, 266_000, 0),
        ("grant", 2025, 1, 1, 300_000, 0),
    ]
    faulty = rows != SOUND
    assert (told.exit_code, told.stdout, told.stderr.count("\n")) == (int(faulty), "", 1)
    assert json.loads(told.stderr) == {
        "totals": [{"city": "mihon"} | dict(zip(heads, one, strict=True)) for one in totals],
        "results": str(output),
        "faulty_rows": 2 if faulty else 0,
        "errors": str(mihon / "results.errors.csv") if faulty else None,
    }


def test_other_program_that_does_not_exist_is_told(mihon: Path, run: Run) -> None:
    rows = 'mihon,courses,令和6年度,civic_group,里山の会,9000,second,"old、nw"\n'
    file = write(mihon, rows, "市町村,事業,年度,主体の種別,名称,経費,選んだ区分,other_programs")

    told = run("assess --bulk", file, "--output", str(mihon / "r.csv"))

    assert told.exit_code == 1
    ((row, head, value, message, _hint),) = table(mihon / "r.errors.csv")[1:]
    assert (row, head, value) == ("2", "other_programs", "nw")
    assert message == "この市の事業にないIDを指しています"


@pytest.mark.parametrize("engine", ["", "--engine polars", "--engine duckdb"])
def test_engines_write_the_same(engine: str, mihon: Path, run: Run) -> None:
    file, output = write(mihon, SOUND + FAULTY), mihon / "results.csv"

    told = run(f"assess {engine} --bulk", file, "--output", str(output))

    assert told.exit_code == 1
    assert results(output) == EXPECTED
    assert table(mihon / "results.errors.csv") == [
        ["行", "列", "値", "誤り", "正しい形"],
        ["6", "経費", "", "セルが空です。ゼロなら 0 と書いてください", ""],
        [
            "7",
            "市町村",
            "mihom",
            "「mihom」という市町村はありません。",
            "もしかして: mihon 使えるもの: mihon",
        ],
    ]
    assert sorted(path.name for path in mihon.iterdir()) == [
        "applications.csv",
        "city",
        "results.csv",
        "results.errors.csv",
    ]


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        pytest.param(
            HEADS.replace("名称", "名秤"),
            'applications.csv:1:5: no program asks for a fact of this name (now: "名秤")\n   Known: city, ',
            id="unknown",
        ),
        pytest.param(
            HEADS.replace("名称", "amount"),
            "applications.csv:1:5: this is a column of results; take it out, or name it otherwise"
            ' (now: "amount")',
            id="of-results",
        ),
        pytest.param(
            HEADS.replace("主体の種別", "名称").replace("名称,名称", "名称,申請者"),
            "applications.csv:1: the column kind is missing\n   → kind / 主体の種別 / 申請者の種別\n",
            id="missing",
        ),
    ],
)
def test_wrong_heading_is_told_with_its_place(heads: str, told: str, mihon: Path) -> None:
    result = kyodo("assess", "--bulk", write(mihon, heads=heads), "--output", str(mihon / "r.csv"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr.replace(f"{mihon}/", "")
    assert not (mihon / "r.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(
            ("a.csv",), 2, "Name the file of results with --output: .csv, .xlsx or .parquet.", id="no-output"
        ),
        *(
            pytest.param(
                ("a.csv", "--output", "r.csv", *more),
                2,
                "Error: --bulk assesses one table: leave out FILE, --template and --explain.",
                id=f"beside-{more[0]}",
            )
            for more in (("one.toml",), ("--template", "mihon", "grant"), ("--explain",))
        ),
        *(
            pytest.param(
                ("a.csv", "--output", "r.csv", "--format", name),
                2,
                "Error: --bulk tells its totals with --format table or json; "
                "its results are of --output's kind.\n",
                id=f"format-{name}",
            )
            for name in ("csv", "markdown", "html")
        ),
        pytest.param(("b.csv", "--output", "r.csv"), 1, "there is no file b.csv", id="no-such-file"),
        pytest.param(
            ("a.csv", "--output", "r.txt"),
            1,
            "Error: r.txt is no table that can be read or written\n  .csv, .xlsx, .parquet\n",
            id="output-of-no-kind",
        ),
        pytest.param(("a.csv", "--output", "no/r.csv"), 1, "no/r.csv cannot be written", id="no-such-folder"),
        pytest.param(
            ("a.csv", "--output", "r.csv", "--engine", "polar"),
            2,
            "There is no engine named polar.\n  Did you mean polars?\n  Known: polars, duckdb, spark",
            id="unknown-engine",
        ),
    ],
)
def test_what_is_asked_must_be_there(
    arguments: tuple[str, ...], code: int, told: str, mihon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mihon)
    (mihon / "a.csv").write_text(f"{HEADS}\n{SOUND}", encoding="utf-8")

    result = kyodo("assess", "--bulk", *arguments)

    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr
    assert sorted(path.name for path in mihon.iterdir()) == ["a.csv", "city"]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("--engine", "duckdb"), "--engine"),
        (("--engine", "polars"), "--engine"),
        (("--sheet", "申請"), "--sheet"),
        (("--spark", "local"), "--spark"),
        (("--sheet", "申請", "--engine", "spark", "--spark", "local"), "--sheet, --engine, --spark"),
    ],
)
@pytest.mark.parametrize("asked", [("one.toml",), ("--template", "mihon", "grant")], ids=["file", "template"])
def test_options_of_a_table_are_refused_without_one(
    asked: tuple[str, ...], given: tuple[str, ...], named: str, mihon: Path
) -> None:
    result = kyodo("assess", *asked, *given)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Error: {named} goes with --bulk FILE only." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--sheet", "申請"), "--sheet goes with an .xlsx file only."),
        (("--spark", "local"), "--spark goes with --engine spark only."),
    ],
    ids=["sheet", "spark"],
)
@pytest.mark.parametrize(
    "command",
    [
        ("assess", "--bulk", "a.csv", "--output", "r.csv"),
        ("simulate", "--applications", "a.csv", "--change", "mihon.toml"),
    ],
    ids=["assess", "simulate"],
)
def test_options_without_effect_are_refused(
    command: tuple[str, ...], arguments: tuple[str, ...], told: str, mihon: Path
) -> None:
    result = kyodo(*command, *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Error: {told}" in result.stderr


LOCAL = """\
mihon,grant,令和6年度,school,甲,500000,はい
mihon,grant,令和6年度,school,乙,500000,いいえ
mihon,advice,令和6年度,school,丙,,はい
mihon,grant,平成20年度,school,丁,1,
mihon,grant,令和6年度,school,戊,1,
"""
LOCAL_HEADS = "市町村,事業,年度,主体の種別,名称,経費,総会の議決"


def local(
    hook: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[list[str]], list[list[str]]]:
    """The results and the faulty rows of a city with rules of its own."""
    monkeypatch.setattr(
        "kyodo_core.app.entry_points",
        lambda: [source(folder / "city", PROGRAMS, kyodo_check_application=hook)],
    )
    file = write(folder, LOCAL, LOCAL_HEADS)
    result = kyodo("assess", "--bulk", file, "--output", str(folder / "r.csv"))
    assert (result.exit_code, result.stdout) == (1, "")
    return results(folder / "r.csv"), table(folder / "r.errors.csv")[1:]


def test_rules_of_a_city_are_asked_about_each_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, wrong = local(kyodo_check_application, tmp_path, monkeypatch)

    assert found == [
        ["2", "true", "250000", ""],
        ["3", "false", "0", "総会の議決がない。"],
        ["4", "true", "", "The document states no amount."],
        ["5", "false", "0", "The document states the program for H26～, not for 平成20年度"],
    ]
    assert [(row[0], row[3]) for row in wrong] == [
        ("6", "the fact resolved (総会の議決) is missing: 総会の議決を要する")
    ]


def test_rules_that_fail_are_told_for_each_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, wrong = local(failing, tmp_path, monkeypatch)

    assert [row[0] for row in found] == ["5"]
    assert wrong == [
        [
            number,
            "",
            "",
            f"the plugin fails to check the application: LookupError: no {{rule}} for {program}",
            "",
        ]
        for number, program in (("2", "grant"), ("3", "grant"), ("4", "advice"), ("6", "grant"))
    ]


@pytest.mark.parametrize(
    ("library", "engine", "suffix", "extra"),
    [
        pytest.param("xlsxwriter", "polars", ".xlsx", "bulk", id="xlsxwriter"),
        pytest.param("narwhals", "duckdb", ".csv", "bulk", id="narwhals"),
        pytest.param("duckdb", "duckdb", ".csv", "duckdb", id="duckdb"),
        pytest.param("pyspark", "spark", ".csv", "spark", id="pyspark"),
    ],
)
def test_library_that_is_not_installed_is_named(
    library: str, engine: str, suffix: str, extra: str, mihon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import kyodo_core.bulk.run  # noqa: F401 - what it needs itself is there

    monkeypatch.setitem(sys.modules, library, None)
    output = mihon / f"r{suffix}"
    output.write_text("old", encoding="utf-8")

    result = kyodo("assess", "--bulk", write(mihon), "--output", str(output), "--engine", engine)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f'Error: the library {library} is not installed\n  pip install "kyodo-core[{extra}]"\n'
    )
    assert output.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in mihon.iterdir()) == ["applications.csv", "city", output.name]


def test_spark_that_does_not_start_is_told_with_its_address(
    mihon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Builder:
        def __getattr__(self, _name: str) -> Callable[..., "Builder"]:
            return lambda *_said, **_named: self

        def getOrCreate(self) -> None:  # noqa: N802 - the name is pyspark's
            raise RuntimeError("No cluster answers\nat all")

    session = SimpleNamespace(builder=Builder())
    monkeypatch.setitem(sys.modules, "pyspark", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "pyspark.errors", SimpleNamespace(PySparkException=RuntimeError))
    monkeypatch.setitem(sys.modules, "pyspark.sql", SimpleNamespace(SparkSession=session))

    result = kyodo(
        *("assess", "--bulk", write(mihon), "--output", str(mihon / "r.csv")),
        *("--engine", "spark", "--spark", "spark://office:7077"),
    )

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Spark does not start at spark://office:7077\n  No cluster answers\n"


def test_sheets_cannot_be_read_without_their_library(mihon: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    file = mihon / "a.xlsx"
    file.write_bytes(b"PK\x03\x04")

    result = kyodo("assess", "--bulk", str(file), "--output", str(mihon / "r.csv"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "a package that reads .xlsx is not installed" in result.stderr
    assert 'pip install "kyodo-core[tables]"' in result.stderr


def test_without_polars_nothing_but_tables_is_missed(tmp_path: Path) -> None:
    """Started anew, since polars is loaded in this process."""
    file = write(tmp_path, SOUND.replace("mihon", "ichinoseki"))
    start = "import sys; sys.modules['polars'] = None; from kyodo_core.cli.main import main; main()"
    command = [sys.executable, "-c", start, "assess", "--lang", "en"]

    bulk = subprocess.run(
        [*command, "--bulk", file, "--output", str(tmp_path / "r.csv")], capture_output=True
    )
    single = subprocess.run(
        [*command, "--template", "ichinoseki", "program-04-council-support-subsidy"], capture_output=True
    )

    assert (bulk.returncode, bulk.stdout) == (1, b"")
    assert bulk.stderr.decode() == (
        'Error: the library polars is not installed\n  pip install "kyodo-core[bulk]"\n'
    )
    assert [path.name for path in tmp_path.iterdir()] == ["applications.csv"]
    assert (single.returncode, single.stderr) == (0, b"")
