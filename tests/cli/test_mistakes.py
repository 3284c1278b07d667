"""Mistakes of people and faults of plugins: a message, a hint, an exit code; never a traceback."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result

from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Report, ReportSpec
from kyodo_core.hookspecs import hookimpl
from kyodo_core.loading.schemas import NAMES
from kyodo_core.registry import entry_points
from tests.cli.conftest import Install
from tests.standins import CityFolder, Source

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("line", "what", "near"),
    [
        pytest.param("show hanamki", "市町村", "hanamaki", id="show-city"),
        pytest.param("compare hanamaki ichinosek", "市町村", "ichinoseki", id="compare-city"),
        pytest.param("gaps yamaguti", "市町村", "yamaguchi", id="gaps-city"),
        pytest.param("report yamaguti", "市町村", "yamaguchi", id="report-city"),
        pytest.param("check yamagutchi", "市町村", "yamaguchi", id="check-city"),
        pytest.param("show HANAMAKI", "市町村", "hanamaki", id="upper-case"),
        pytest.param("show hanamaki form", "項目", "forms", id="show-aspect"),
        pytest.param("compare --aspect programms", "項目", "programs", id="compare-aspect"),
        pytest.param("report yamaguchi progres", "報告", "progress", id="report"),
        pytest.param("cities --format jsn", "形式", "json", id="format"),
        pytest.param("comapre", "コマンド", "compare", id="command"),
        pytest.param("cities --lang jp", "言語", "ja", id="language"),
    ],
)
def test_unknown_name_is_answered_with_the_near_one(line: str, what: str, near: str, run: Run) -> None:
    result = run(line)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"という{what}はありません" in result.stderr
    assert f"\n  もしかして: {near}\n" in result.stderr


def test_name_near_to_nothing_lists_what_there_is(run: Run) -> None:
    result = run("show zzzzzzzz --lang en")

    assert (result.exit_code, result.stderr) == (
        2,
        "Error: There is no city named zzzzzzzz.\n  Known: hanamaki, ichinoseki, yamaguchi\n",
    )


@pytest.mark.parametrize(
    "line",
    ["cities extra", "cities --nope", "show", "gaps", "report", "compare --year", "cities -o /", "--lang"],
)
def test_wrong_usage_is_an_exit_of_2_and_says_how(line: str, run: Run) -> None:
    result = run(line)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip().splitlines()[-1].startswith("エラー: ")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(
            "assess",
            "Name a file, a table with --bulk, or ask for --template CITY PROGRAM.",
            id="assess-nothing",
        ),
        pytest.param("check --stale --coverage", "--coverage goes without --stale.", id="check-both"),
        pytest.param("check --year R6", "--year goes with --stale.", id="check-year"),
        pytest.param(
            "compare --applicant x.toml --aspect forms",
            "--applicant states its own year and goes with no --aspect.",
            id="compare-applicant-and-aspect",
        ),
        pytest.param(
            "compare --applicant x.toml --year R6",
            "--applicant states its own year and goes with no --aspect.",
            id="compare-applicant-and-year",
        ),
        pytest.param(
            "import-table hanamaki forms x.csv --write --to y.toml",
            "--write and --to exclude each other.",
            id="import-table-both",
        ),
        pytest.param(
            "schema forms bands",
            f"Name one schema to print, or a folder with --dir. Names: {', '.join(NAMES)}",
            id="schema-several",
        ),
    ],
)
def test_options_that_do_not_go_together_are_refused(line: str, message: str, run: Run) -> None:
    result = run(f"{line} --lang en")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"\nError: {message}\n")


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    result = run("")

    assert result.exit_code == 2
    assert "compare" in result.stderr


def test_data_is_never_read_as_markup(run: Run) -> None:
    result = run("show", "[red]<b>%s{0}\x1b[31m")

    assert result.exit_code == 2
    assert "[red]<b>%s{0}" in result.stderr


class Missing:
    """A plugin that fails on import."""

    name = "mihon"

    def load(self) -> object:
        raise ModuleNotFoundError("No module named 'kyodo_mihon'")


def plugin(folder: CityFolder) -> Source:
    """The plugin of the city in a folder."""

    @hookimpl
    def kyodo_municipality() -> Municipality:
        return folder.read()

    return Source("mihon", SimpleNamespace(kyodo_municipality=kyodo_municipality))


WRONG_FORM = '[[form]]\nid = "grant"\nname = "補助"\nkinds = ["grnt"]\ncite = "plan#1"\n'
SOUND_FORM = WRONG_FORM.replace("grnt", "grant")
ODD_PROGRESS = """\
[progress]
id = "items"
name = "進捗"
as_of = "H24"
cite = "plan#1"
statuses = [{ id = "done", name = "済" }]
rows = [{ id = "one", name = "方針", total = 2, counts = { done = 2 } }]
total = { id = "total", name = "計", total = 3, counts = { done = 3 } }
"""


@pytest.fixture
def faulty(folder: CityFolder, install: Install) -> CityFolder:
    """A city whose forms are wrong, installed."""
    folder.write("forms", WRONG_FORM)
    install(plugin(folder))
    return folder


@pytest.mark.parametrize(
    "line", ["cities", "compare --aspect forms", "compare", "gaps hanamaki", "compare --format json"]
)
def test_a_plugin_that_fails_on_import_is_named_and_the_others_answer(
    line: str, run: Run, install: Install
) -> None:
    sound = run(line)
    install(Missing())
    result = run(line)

    assert result.exit_code == 0
    assert result.stdout == sound.stdout
    assert "mihon" in result.stderr
    assert "No module named 'kyodo_mihon'" in result.stderr


@pytest.mark.parametrize("line", ["compare --aspect forms", "compare", "gaps hanamaki", "cities"])
def test_a_city_with_a_wrong_file_is_named_with_the_place_and_the_others_answer(
    line: str, run: Run, faulty: CityFolder
) -> None:
    result = run(line)

    assert result.exit_code == 0
    assert "花巻市" in result.stdout
    assert "見本市" not in result.stdout
    assert "forms.toml:4:10" in result.stderr
    assert "grant" in result.stderr


def test_a_wrong_file_does_not_keep_the_city_from_other_aspects(run: Run, faulty: CityFolder) -> None:
    result = run("compare --aspect bands")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "見本市" in result.stdout


@pytest.mark.parametrize("line", ["show mihon", "show mihon forms", "gaps mihon"])
def test_a_faulty_city_itself_cannot_answer(line: str, run: Run, faulty: CityFolder) -> None:
    result = run(line)

    assert result.exit_code == 1
    assert "forms.toml:4:10" in result.stderr


def test_the_fault_is_shown_in_its_line_with_a_mark_under_it(run: Run, faulty: CityFolder) -> None:
    lines = run("show mihon forms --lang en").stderr.splitlines()

    assert lines[1:4] == [
        '    4 | kinds = ["grnt"]',
        "      |          ^^^^^^",
        "   Did you mean grant?",
    ]
    assert lines[4].startswith("   Known: co_hosting, ")


@pytest.mark.parametrize("format_name", ["table", "json"])
def test_where_no_city_can_answer_there_is_no_empty_answer(
    format_name: str, run: Run, faulty: CityFolder
) -> None:
    result = run(f"compare mihon --aspect forms --format {format_name}")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "forms.toml" in result.stderr


def test_check_of_a_plugin_with_an_error_ends_with_1(run: Run, faulty: CityFolder) -> None:
    result = run("check")

    assert result.exit_code == 1
    assert "forms.toml:4:10: kinds は" in result.stdout


def test_check_of_the_sound_plugins_alone_ends_with_0(run: Run, faulty: CityFolder) -> None:
    assert run("check hanamaki ichinoseki yamaguchi").exit_code == 0


def test_check_with_warnings_alone_ends_with_0(run: Run, folder: CityFolder, install: Install) -> None:
    folder.write("progress", ODD_PROGRESS)
    install(plugin(folder))
    result = run("check mihon --lang en")

    assert result.exit_code == 0
    assert "progress.toml:8:45: Warning: total: " in result.stdout
    assert "the rows do not add up to the printed total" in result.stdout


def test_check_names_files_that_belong_to_no_aspect(run: Run, folder: CityFolder, install: Install) -> None:
    folder.write("from", SOUND_FORM)
    install(plugin(folder))
    result = run("check mihon")

    assert result.exit_code == 1
    assert "from.toml" in result.stdout
    assert "forms" in result.stdout


@pytest.mark.parametrize("format_name", ["json", "csv", "markdown", "html"])
def test_check_lists_the_findings_in_every_format(format_name: str, run: Run, faulty: CityFolder) -> None:
    result = run(f"check --format {format_name}")

    assert result.exit_code == 1
    assert "forms.toml" in result.stdout.replace("\\", "")


def test_check_into_a_file_ends_with_1_too(run: Run, faulty: CityFolder, tmp_path: Path) -> None:
    found = tmp_path / "found.csv"
    result = run("check --format csv --output", str(found))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "forms.toml:4:10" in found.read_text(encoding="utf-8")


def test_two_plugins_for_one_city_are_both_named(run: Run, folder: CityFolder, install: Install) -> None:
    header = folder.root / "municipality.toml"
    header.write_text(
        header.read_text(encoding="utf-8").replace("039993", "032051").replace("見本市", "花巻市"),
        encoding="utf-8",
    )
    install(plugin(folder))
    result = run("cities --format json")

    assert '"hanamaki"' not in result.stdout
    assert '"yamaguchi"' in result.stdout
    assert "mihon" in result.stderr
    assert "hanamaki" in result.stderr


def test_without_any_plugin_every_list_is_empty(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Iterator[Source]:
        return iter(())

    monkeypatch.setattr("kyodo_core.app.entry_points", none)

    for line in ("cities", "compare", "check", "compare --aspect forms", "cities --format json"):
        result = run(line)
        assert (result.exit_code, result.stderr) == (0, "")
    assert run("show hanamaki").exit_code == 2


def test_check_names_a_plugin_that_fails_on_import(run: Run, install: Install) -> None:
    install(Missing())
    result = run("check --format json")

    assert result.exit_code == 1
    assert "No module named 'kyodo_mihon'" in result.stdout
    assert [row["errors"] for row in json.loads(result.stdout)["cities"] if row["slug"] == "mihon"] == [1]


def test_a_city_alone_has_nothing_to_learn(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kyodo_core.app.entry_points", lambda: entry_points()[:1])
    result = run("gaps hanamaki")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "ほかの市町村だけにある事項はない" in result.stdout


@pytest.mark.parametrize("line", ["report mihon", "check mihon"])
def test_a_report_that_fails_is_named_by_its_plugin(
    line: str, run: Run, folder: CityFolder, install: Install
) -> None:
    @hookimpl
    def kyodo_municipality() -> Municipality:
        return folder.read()

    @hookimpl
    def kyodo_reports() -> None:
        raise ZeroDivisionError("division by zero")

    install(
        Source("mihon", SimpleNamespace(kyodo_municipality=kyodo_municipality, kyodo_reports=kyodo_reports))
    )
    result = run(line)

    assert result.exit_code == 1
    assert "mihon" in result.output
    assert "ZeroDivisionError" in result.output


def test_a_report_that_cannot_be_built_is_named_with_its_plugin(
    run: Run, folder: CityFolder, install: Install
) -> None:
    def build(municipality: Municipality) -> Report:
        raise KeyError(municipality.name)

    @hookimpl
    def kyodo_municipality() -> Municipality:
        return folder.read()

    @hookimpl
    def kyodo_reports() -> list[ReportSpec]:
        return [ReportSpec(id="odd", title="報告", build=build)]

    install(
        Source("mihon", SimpleNamespace(kyodo_municipality=kyodo_municipality, kyodo_reports=kyodo_reports))
    )
    result = run("report mihon odd --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "plugin mihon: the plugin fails to build the report odd: KeyError: '見本市'\n"
