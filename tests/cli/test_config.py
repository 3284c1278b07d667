"""`kyodo config`, and what the other commands make of a configuration."""

import gettext
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kyodo_core import configuration, messages
from kyodo_core.cli.edge import prepare_language
from kyodo_core.cli.main import group
from kyodo_core.domain.municipality import Municipality
from kyodo_core.hookspecs import hookimpl
from tests.deployments import ACTIVITY, DOCUMENT, EQUIPMENT, OVERLAY, PROGRAMS, TERMS, Deployment
from tests.standins import HEADER, CityFolder, Source

Run = Callable[..., Result]
APPLICATION = """\
city = "mihon"
program = "area-activity"
fiscal_year = "令和7年度"
[applicant]
kind = "civic_group"
name = "見本川を守る会"
facts = { received_this_year = 0 }
[[costs]]
category = "会場費"
amount = 150_000
"""
ALLOCATING = """
[[program.terms]]
since = "令和7年度"
basis = "令和7年告示第3号"
per_unit = [{ name = "会員割", fact = "members", yen = 500 }]
cite = "rules#第3条"
"""
FAULTY = OVERLAY.replace("令和7年度", "平成20年度")
OVERWRITES = (
    "mihon.toml:11:9: since: terms of this name already hold from 平成26年度 on; history is not overwritten"
    ' (now: "平成20年度")'
)


def source(slug: str, read: Callable[[], Municipality]) -> Source:
    @hookimpl
    def kyodo_municipality() -> Any:
        return read()

    return Source(slug, SimpleNamespace(kyodo_municipality=kyodo_municipality))


@pytest.fixture(autouse=True)
def _installed(folder: CityFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cities with programs, 見本市 and 例市, and no configuration anywhere."""
    folder.write("programs", PROGRAMS)
    other = CityFolder(tmp_path / "rei")
    header = HEADER.replace("mihon", "rei").replace("見本市", "例市")
    other.write("municipality", header.replace("039993", "019992").replace("岩手県", "北海道"))
    other.write("programs", PROGRAMS)
    sources = [source("mihon", folder.read), source("rei", other.read)]
    monkeypatch.setattr("kyodo_core.app.entry_points", lambda: sources)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "user"))
    monkeypatch.delenv("KYODO_CONFIG", raising=False)


@pytest.fixture
def kyodo(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run `kyodo` in this process, in English unless the line says otherwise, on a wide screen."""
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("KYODO_LANG", "en")
    monkeypatch.setenv("COLUMNS", "400")
    domain = gettext.textdomain()

    def run(line: str, *more: str) -> Result:
        arguments = [*line.split(), *more]
        monkeypatch.setattr(messages, "_chosen", [])
        monkeypatch.setattr(configuration, "_chosen", [])
        prepare_language(arguments)
        return CliRunner().invoke(group(), arguments, prog_name="kyodo", catch_exceptions=False)

    yield run
    gettext.textdomain(domain)


@pytest.fixture
def deployed(tmp_path: Path) -> Deployment:
    return Deployment.at(tmp_path / "office")


@pytest.fixture(params=["option", "variable", "working-folder"])
def configured(
    request: pytest.FixtureRequest, deployed: Deployment, kyodo: Run, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run `kyodo` under the deployment's configuration, in each way to name it."""
    if request.param == "variable":
        monkeypatch.setenv("KYODO_CONFIG", str(deployed.root))
    if request.param == "working-folder":
        monkeypatch.chdir(deployed.root)
    more = ["--config", str(deployed.root)] if request.param == "option" else []
    return lambda line, *rest: kyodo(line, *rest, *more)


def answer(result: Result) -> str:
    """What a run that must succeed, and say nothing on stderr, prints."""
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def cells(table: str) -> list[list[str]]:
    """The rows of a printed table, each cell without its margins."""
    rows = [line for line in table.split("\n") if line.startswith("│")]
    return [[cell.strip() for cell in row.strip("│").split("│")] for row in rows]


def data(result: Result) -> Any:
    return json.loads(answer(result))


def test_check_without_a_configuration_says_that_none_is_needed(kyodo: Run) -> None:
    assert "There is no configuration; none is needed." in answer(kyodo("config check"))
    assert data(kyodo("config check --format json")) == {
        "folder": None,
        "cities": [],
        "language": "ja",
        "records": None,
        "overlays": [],
        "warnings": [],
    }


def test_check_of_a_sound_configuration_names_its_overlays(deployed: Deployment, configured: Run) -> None:
    deployed.write("mihon", OVERLAY)

    assert cells(answer(configured("config check"))) == [
        ["Item", "Content"],
        ["Folder", str(deployed.root)],
        ["Cities", "all installed"],
        ["Language", "ja"],
        ["Records", "-"],
        ["Overlays", "mihon"],
    ]


def test_check_as_data(deployed: Deployment, kyodo: Run) -> None:
    deployed.write("kyodo", 'cities = ["mihon"]\nlanguage = "en"\nrecords = "records.sqlite"\n')
    deployed.write("mihon", OVERLAY)

    assert data(kyodo("config check --format json --config", str(deployed.root))) == {
        "folder": str(deployed.root),
        "cities": ["mihon"],
        "language": "en",
        "records": str(deployed.root / "records.sqlite"),
        "overlays": ["mihon"],
        "warnings": [],
    }


def test_check_in_japanese(deployed: Deployment, kyodo: Run) -> None:
    out = answer(kyodo("config check --lang ja --config", str(deployed.root)))

    assert cells(out)[1:] == [
        ["フォルダー", str(deployed.root)],
        ["市町村", "入っているすべて"],
        ["言語", "ja"],
        ["記録の保存先", "-"],
        ["上乗せ", "-"],
    ]


UNTIL = OVERLAY.replace("basis", 'until = "令和8年度"\nbasis')
GAP = (
    "until: no terms hold in 令和9年度～, though the ones before were to; they do not come back by"
    ' themselves: state what holds then (now: "令和8年度")'
)


def test_check_warns_of_years_without_terms_and_ends_with_0(deployed: Deployment, configured: Run) -> None:
    deployed.write("mihon", UNTIL)

    lines = answer(configured("config check")).replace(f"{deployed.root}/", "").splitlines()

    assert lines[:3] == [
        f"mihon.toml:12:9: Warning: {GAP}",
        '   12 | until = "令和8年度"',
        "      |         ^^^^^^^^^^^",
    ]


@pytest.mark.parametrize("format_name", ["json", "csv", "markdown", "html"])
def test_check_has_its_warnings_in_every_format(format_name: str, deployed: Deployment, kyodo: Run) -> None:
    deployed.write("mihon", UNTIL)

    out = answer(kyodo(f"config check --format {format_name} --config", str(deployed.root)))

    assert "no terms hold in 令和9年度" in out
    if format_name == "json":
        (warning,) = json.loads(out)["warnings"]
        assert (warning["file"], warning["line"], warning["message"]) == (
            str(deployed.root / "mihon.toml"),
            12,
            GAP,
        )


@pytest.mark.parametrize(
    ("records", "shown"),
    [
        pytest.param("records.sqlite", "{root}/records.sqlite", id="file"),
        pytest.param("../記録/台帳.db", "{root}/../記録/台帳.db", id="file-beside-the-folder"),
        pytest.param("postgresql://db.example:5432/kyodo", "postgresql://db.example:5432/kyodo", id="server"),
        pytest.param("postgresql://kyodo@db/kyodo", "postgresql://kyodo@db/kyodo", id="user"),
    ],
)
def test_check_shows_where_records_are_kept(
    records: str, shown: str, deployed: Deployment, kyodo: Run
) -> None:
    (deployed.root.parent / "記録").mkdir()
    deployed.write("kyodo", f'records = "{records}"\n')

    out = answer(kyodo("config check --config", str(deployed.root)))

    assert ["Records", shown.format(root=deployed.root)] in cells(out)


@pytest.mark.parametrize(
    ("records", "message"),
    [
        pytest.param("none/records.sqlite", "the folder of this file does not exist", id="no-such-folder"),
        pytest.param("taken", "a folder stands there", id="folder"),
        pytest.param("notes.txt", "the file that stands there is not an SQLite file", id="another-file"),
    ],
)
def test_check_looks_at_what_stands_where_records_are_kept(
    records: str, message: str, deployed: Deployment, kyodo: Run
) -> None:
    (deployed.root / "taken").mkdir()
    (deployed.root / "notes.txt").write_text("覚え書き", encoding="utf-8")
    path = deployed.write("kyodo", f'language = "en"\nrecords = "{records}"\n')

    result = kyodo("config check --config", str(deployed.root))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == f'{path}:2:11: records: {message} (now: "{records}")'
    assert kyodo("programs --config", str(deployed.root)).exit_code == 0


@pytest.mark.parametrize("begins", [b"", b"SQLite format 3\x00" + bytes(84)], ids=["empty", "sqlite"])
def test_check_takes_an_sqlite_file_that_is_there(begins: bytes, deployed: Deployment, kyodo: Run) -> None:
    (deployed.root / "records.sqlite").write_bytes(begins)
    deployed.write("kyodo", 'records = "records.sqlite"\n')

    assert "records.sqlite" in answer(kyodo("config check --config", str(deployed.root)))


def test_password_in_an_address_is_refused_and_never_shown(deployed: Deployment, kyodo: Run) -> None:
    deployed.write("kyodo", 'language = 3\nrecords = "postgresql://kyodo:geheim@db/kyodo"\n')
    both = kyodo("config check --config", str(deployed.root))
    path = deployed.write("kyodo", 'records = "postgresql://kyodo:geheim@db/kyodo"\n')
    alone = kyodo("config check --config", str(deployed.root))

    assert (both.exit_code, alone.exit_code) == (1, 1)
    assert "geheim" not in both.output + alone.output
    assert alone.stderr.splitlines() == [
        f"{path}:1:11: records: a password does not stand in this file",
        "   → leave it out; give it in the environment variable PGPASSWORD or in the file .pgpass",
    ]


def test_faulty_programs_of_the_plugin_leave_the_other_answers_of_a_city_with_an_overlay(
    deployed: Deployment, kyodo: Run, folder: CityFolder
) -> None:
    deployed.write("mihon", OVERLAY)
    path = folder.write("programs", PROGRAMS.replace('"2/3"', '"5/3"'))
    folder.write("forms", '[[form]]\nid = "grant"\nname = "補助"\nkinds = ["grant"]\ncite = "plan#1"\n')

    config = ("--config", str(deployed.root))
    assert "補助" in answer(kyodo("show mihon forms", *config))
    for line in ("config check", "show mihon programs", "config show mihon", "config diff mihon"):
        result = kyodo(line, *config)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"{path}:10:8: rate: a rate lies above 0 and is at most 1")


def test_check_tells_all_faults_of_all_overlays_with_their_places(
    deployed: Deployment, configured: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed.write("mihon", FAULTY.replace('"1/2"', '"3/2"'))
    deployed.write("rei", "programs = 1\n")

    result = configured("config check")

    assert (result.exit_code, result.stdout) == (1, "")
    said = result.stderr.replace(f"{deployed.root}/", "")
    assert said.splitlines() == [
        OVERWRITES,
        '   11 | since = "平成20年度"',
        "      |         ^^^^^^^^^^^^",
        'mihon.toml:13:8: rate: a rate lies above 0 and is at most 1 (now: "3/2")',
        '   13 | rate = "3/2"',
        "      |        ^^^^^",
        '   Example: rate = "2/3"',
        "rei.toml:1:1: programs: this key does not belong in this file",
        "    1 | programs = 1",
        "      | ^^^^^^^^",
        "   Did you mean [[program]]?",
        "   Known: [[document]], [[program]]",
    ]


def test_check_names_the_city_near_to_an_overlay_of_none(deployed: Deployment, kyodo: Run) -> None:
    path = deployed.write("mihom", OVERLAY)

    result = kyodo("config check --config", str(deployed.root))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"{path}: no installed city has the name of this file",
        "   Did you mean mihon?",
        "   Known: rei, mihon",
    ]


def test_faulty_kyodo_toml_stops_every_command_at_its_place(deployed: Deployment, configured: Run) -> None:
    deployed.write("kyodo", 'cities = "mihon"\n')

    for line in ("config check", "config show mihon", "programs", "cities"):
        result = configured(line)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "kyodo.toml:1:10: cities: a list in square brackets is needed" in result.stderr


@pytest.mark.parametrize("by_variable", [False, True], ids=["option", "variable"])
def test_folder_without_a_configuration_is_an_error(
    by_variable: bool, tmp_path: Path, kyodo: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by_variable:
        monkeypatch.setenv("KYODO_CONFIG", str(tmp_path))

    result = kyodo("programs", *([] if by_variable else ["--config", str(tmp_path)]))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{tmp_path}: the folder has no kyodo.toml\n"


def test_option_goes_before_the_variable(
    deployed: Deployment, tmp_path: Path, kyodo: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KYODO_CONFIG", str(tmp_path / "none"))

    assert data(kyodo("config check --format json --config", str(deployed.root)))["folder"] == str(
        deployed.root
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("config chek", "There is no command named chek.", id="command"),
        pytest.param("config show mihom", "There is no city named mihom.", id="show"),
        pytest.param("config diff mihom", "There is no city named mihom.", id="diff"),
    ],
)
def test_unknown_name_is_answered_with_the_near_one(line: str, message: str, kyodo: Run) -> None:
    result = kyodo(line)

    assert (result.exit_code, result.stdout) == (2, "")
    error, near, known = result.stderr.splitlines()
    assert error == f"Error: {message}"
    assert near.startswith("  Did you mean ")
    assert known.startswith("  Known: ")


def test_config_alone_shows_its_commands(kyodo: Run) -> None:
    result = kyodo("config")

    assert result.exit_code == 2
    assert [name for name in ("check", "show", "diff") if f"  {name} " in result.stderr] == [
        "check",
        "show",
        "diff",
    ]


def test_show_has_the_terms_in_force_with_their_years(deployed: Deployment, configured: Run) -> None:
    deployed.write("mihon", OVERLAY)

    out = answer(configured("config show mihon"))

    assert out.startswith("見本市: programs in force\n")
    assert [line for line in out.splitlines() if line.startswith(("【", "■"))] == [
        "【地域活動補助金】",
        "■ 平成26年度～令和6年度",
        "■ 令和7年度～",
        "【備品補助金】",
        "■ 平成26年度～平成30年度　継続団体",
    ]
    assert "Origin" not in out
    assert "要綱: 地域活動補助金交付要綱（見本市）" in out


def test_show_says_where_each_set_of_terms_comes_from(deployed: Deployment, configured: Run) -> None:
    path = deployed.write("mihon", OVERLAY)

    out = answer(configured("config show mihon --origin"))

    said = [line.split(maxsplit=1)[1] for line in out.splitlines() if line.strip().startswith("Origin")]
    assert said == ["the plugin", f"{path}:10", "the plugin"]


def test_show_says_origins_in_japanese(deployed: Deployment, kyodo: Run) -> None:
    path = deployed.write("mihon", OVERLAY)

    out = answer(kyodo("config show mihon --origin --lang ja --config", str(deployed.root)))

    assert out.startswith("見本市の有効な交付条件\n")
    said = [line.split(maxsplit=1)[1] for line in out.splitlines() if line.strip().startswith("書かれて")]
    assert said == ["プラグイン", f"{path}:10", "プラグイン"]


def test_show_as_data_has_the_origin_of_every_set_of_terms(deployed: Deployment, kyodo: Run) -> None:
    path = deployed.write("mihon", OVERLAY)

    shown = data(kyodo("config show mihon --format json --config", str(deployed.root)))

    assert [
        (program["id"], program["name"], [terms["origin"] for terms in program["terms"]]) for program in shown
    ] == [
        ("area-activity", "地域活動補助金", [None, {"file": str(path), "line": 10}]),
        ("equipment", "備品補助金", [None]),
        ("advice", "職員の派遣", []),
    ]
    old, new = shown[0]["terms"]
    assert old["until"] == {"fiscal_year": 2024, "wording": "令和6年度"}
    assert (new["rate"], new["limit_per_year"], new["basis"]) == ("1/2", 100_000, "令和7年告示第3号")
    assert new["citations"] == [{"document": "rules", "section": "第3条"}]


def test_show_without_a_configuration_is_the_plugins(kyodo: Run) -> None:
    shown = data(kyodo("config show mihon --format json --origin"))

    assert {terms["origin"] for program in shown for terms in program["terms"]} == {None}
    assert shown[0]["terms"][0]["until"] == "not_stated"


@pytest.mark.parametrize(
    ("lang", "title", "rows"),
    [
        pytest.param(
            "en",
            "見本市: old and new side by side",
            [
                ["Item", "Until now", "From now on"],
                ["First fiscal year in force", "平成26年度", "令和7年度"],
                ["Rate of the cost", "2/3", "1/2"],
                ["Limit per fiscal year", "200,000 yen", "100,000 yen"],
                ["Rule it rests on", "-", "令和7年告示第3号"],
            ],
            id="english",
        ),
        pytest.param(
            "ja",
            "見本市 新旧対照表",
            [
                ["事項", "現行", "改正後"],
                ["開始年度", "平成26年度", "令和7年度"],
                ["補助率", "2/3", "1/2"],
                ["単年度の限度額", "200,000円", "100,000円"],
                ["根拠規程", "-", "令和7年告示第3号"],
            ],
            id="japanese",
        ),
    ],
)
def test_diff_has_what_differs_and_nothing_else(
    lang: str, title: str, rows: list[list[str]], deployed: Deployment, kyodo: Run
) -> None:
    deployed.write("mihon", OVERLAY)

    out = answer(kyodo(f"config diff mihon --lang {lang} --config", str(deployed.root)))

    assert out.split("\n")[0] == title
    assert [line for line in out.splitlines() if line.startswith("【")] == ["【地域活動補助金】"]
    assert cells(out) == rows


def test_diff_leaves_out_what_stays_the_same(deployed: Deployment, configured: Run) -> None:
    deployed.write("mihon", OVERLAY.replace('"1/2"', '"2/3"'))

    items = [row[0] for row in cells(answer(configured("config diff mihon")))]

    assert items == ["Item", "First fiscal year in force", "Limit per fiscal year", "Rule it rests on"]


def test_diff_of_new_terms_and_programs_has_nothing_on_the_old_side(deployed: Deployment, kyodo: Run) -> None:
    festival = '[[program]]\nid = "festival"\nname = "祭り補助金"\nsupport = "financial"\ncite = "rules#1"\n'
    named = TERMS.replace("since", 'name = "新設団体"\nsince')
    deployed.write("mihon", DOCUMENT + ACTIVITY + named + festival + TERMS)

    out = answer(kyodo("config diff mihon --config", str(deployed.root)))

    assert [line for line in out.splitlines() if line.startswith("【")] == [
        "【地域活動補助金】",
        "【祭り補助金】",
    ]
    assert {row[1] for row in cells(out) if row[0] != "Item"} == {"-"}


def test_diff_of_terms_that_renew_ended_ones_has_them_on_the_old_side(
    deployed: Deployment, kyodo: Run
) -> None:
    renewed = """
[[program.terms]]
name = "継続団体"
since = "平成31年度"
basis = "要綱"
rate = "1/3"
cite = "plan#6"
"""
    deployed.write("mihon", EQUIPMENT + renewed)
    (change,) = data(kyodo("config diff mihon --format json --config", str(deployed.root)))

    assert (change["program"], change["old"]["rate"], change["new"]["rate"]) == ("equipment", "1/2", "1/3")


def test_diff_of_terms_years_after_ended_ones_follows_none(deployed: Deployment, kyodo: Run) -> None:
    text = 'terms = [{ name = "継続団体", since = "R7", basis = "要綱", rate = "1/3", cite = "plan#6" }]\n'
    deployed.write("mihon", EQUIPMENT + text)

    (change,) = data(kyodo("config diff mihon --format json --config", str(deployed.root)))

    assert change["old"] is None


def test_diff_sets_later_terms_of_an_overlay_beside_its_earlier_ones(
    deployed: Deployment, kyodo: Run
) -> None:
    later = TERMS.replace("令和7年度", "令和9年度").replace('"1/2"', '"1/3"')
    deployed.write("mihon", OVERLAY + later)

    changes = data(kyodo("config diff mihon --format json --config", str(deployed.root)))

    rates = [(change["old"]["rate"], change["new"]["rate"]) for change in changes]
    assert rates == [("2/3", "1/2"), ("1/2", "1/3")]


def test_diff_as_data_has_both_sides_whole(deployed: Deployment, configured: Run) -> None:
    deployed.write("mihon", OVERLAY)

    (change,) = data(configured("config diff mihon --format json"))

    assert change["program"] == "area-activity"
    assert (change["old"]["until"], change["old"]["limit_per_year"]) == ("not_stated", 200_000)
    assert (change["new"]["since"], change["new"]["limit_per_year"]) == (
        {"fiscal_year": 2025, "wording": "令和7年度"},
        100_000,
    )


def test_diff_where_nothing_changes(deployed: Deployment, kyodo: Run) -> None:
    deployed.write("mihon", DOCUMENT)

    for more in ([], ["--config", str(deployed.root)]):
        assert "The configuration changes no program." in answer(kyodo("config diff mihon", *more))
        assert data(kyodo("config diff mihon --format json", *more)) == []


@pytest.mark.parametrize("command", ["check", "show mihon --origin", "diff mihon"])
@pytest.mark.parametrize("format_name", ["markdown", "csv", "html"])
def test_every_format_is_written(
    command: str, format_name: str, deployed: Deployment, kyodo: Run, tmp_path: Path
) -> None:
    deployed.write("mihon", OVERLAY)
    file = tmp_path / "answer"
    line = f"config {command} --format {format_name} --config"

    shown = answer(kyodo(line, str(deployed.root)))
    assert answer(kyodo(line, str(deployed.root), "--output", str(file))) == ""

    assert file.read_text(encoding="utf-8-sig").split() == shown.split()
    assert ("mihon" if command == "check" else "令和7年告示第3号") in shown


def test_assess_is_by_the_terms_of_the_overlay(
    deployed: Deployment, configured: Run, kyodo: Run, tmp_path: Path
) -> None:
    deployed.write("mihon", OVERLAY)
    file = tmp_path / "application.toml"
    file.write_text(APPLICATION, encoding="utf-8")

    assert data(configured(f"assess {file} --format json"))["amount"] == 75_000
    file.write_text(APPLICATION.replace("令和7年度", "令和6年度"), encoding="utf-8")
    assert data(configured(f"assess {file} --format json"))["amount"] == 100_000


def test_assess_without_the_configuration_is_by_the_plugins_terms(
    deployed: Deployment, kyodo: Run, tmp_path: Path
) -> None:
    deployed.write("mihon", OVERLAY)
    file = tmp_path / "application.toml"
    file.write_text(APPLICATION, encoding="utf-8")

    assert data(kyodo(f"assess {file} --format json"))["amount"] == 100_000


def test_assess_cites_the_overlays_document(deployed: Deployment, configured: Run, tmp_path: Path) -> None:
    deployed.write("mihon", OVERLAY)
    file = tmp_path / "application.toml"
    file.write_text(APPLICATION, encoding="utf-8")

    out = answer(configured(f"assess {file} --explain"))

    assert "要綱 第3条" in out
    assert "要綱: 地域活動補助金交付要綱（見本市）" in out


def test_allocate_is_by_the_terms_of_the_overlay(
    deployed: Deployment, configured: Run, tmp_path: Path
) -> None:
    deployed.write("mihon", DOCUMENT + ACTIVITY + ALLOCATING)
    areas = tmp_path / "areas.csv"
    areas.write_text("地域,会員数\n東,10\n西,20\n", encoding="utf-8")

    out = answer(configured(f"allocate mihon area-activity {areas} --year R7"))
    assert [(row[0], row[-1]) for row in cells(out)][1:4] == [
        ("東", "5,000"),
        ("西", "10,000"),
        ("Total", "15,000"),
    ]

    before = configured(f"allocate mihon area-activity {areas} --year R6")
    assert before.exit_code == 1
    assert "states no formula for R6" in before.stderr


def test_programs_have_the_overlays_own_program(deployed: Deployment, configured: Run) -> None:
    festival = '[[program]]\nid = "festival"\nname = "祭り補助金"\nsupport = "financial"\ncite = "rules#1"\n'
    deployed.write("mihon", DOCUMENT + festival)

    listed = data(configured("programs --format json"))

    assert [(one["city"], one["id"]) for one in listed if one["id"] == "festival"] == [("mihon", "festival")]
    assert len([one for one in listed if one["city"] == "rei"]) == 3


def test_only_the_configured_cities_answer(deployed: Deployment, configured: Run) -> None:
    deployed.write("kyodo", 'cities = ["rei"]\n')

    assert {one["city"] for one in data(configured("programs --format json"))} == {"rei"}
    left_out = configured("config show mihon")
    assert (left_out.exit_code, left_out.stdout) == (2, "")
    assert "There is no city named mihon." in left_out.stderr


def test_faulty_overlay_is_named_and_the_other_cities_answer(deployed: Deployment, configured: Run) -> None:
    deployed.write("mihon", FAULTY)

    result = configured("programs --format json")

    assert result.exit_code == 0
    assert {one["city"] for one in json.loads(result.stdout)} == {"rei"}
    (fault,) = json.loads(result.stderr)["left_out"]["faults"]
    assert (fault["file"], fault["line"], fault["column"]) == (str(deployed.root / "mihon.toml"), 11, 9)
    assert OVERWRITES.endswith(fault["message"])
    assert data(configured("config show rei --format json"))[0]["id"] == "area-activity"


@pytest.mark.parametrize("line", ["config show mihon", "config diff mihon", "program show mihon advice"])
def test_city_with_a_faulty_overlay_does_not_answer_by_halves(
    line: str, deployed: Deployment, configured: Run
) -> None:
    deployed.write("mihon", FAULTY)

    result = configured(line)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.replace(f"{deployed.root}/", "").splitlines()[0] == OVERWRITES


def test_assess_under_a_faulty_overlay_names_its_place(
    deployed: Deployment, configured: Run, tmp_path: Path
) -> None:
    deployed.write("mihon", FAULTY)
    file = tmp_path / "application.toml"
    file.write_text(APPLICATION, encoding="utf-8")

    result = configured(f"assess {file}")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "mihon.toml:11:9: since" in result.stderr
