"""What is not encoded yet is told apart from what the documents do not state."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kyodo_core.reports.schema import SCHEMAS
from tests.cli.conftest import Run
from tests.mihon import source
from tests.standins import HEADER

TODO = HEADER.replace("\n[[document]]", 'todo = ["plans", "history", "programs"]\n\n[[document]]')
APPLICANT = 'fiscal_year = "令和6年度"\n\n[applicant]\nkind = "civic_group"\nname = "会"\n'
JA, EN = "記載なし（未入力）", "Not stated (not encoded yet)"
Answer = Callable[..., str]


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path, install: Callable[..., None]) -> None:
    """The city `mihon`, of which three aspects are still to do, beside the installed ones."""
    made = source(tmp_path / "city", "")
    (tmp_path / "city" / "municipality.toml").write_text(TODO, encoding="utf-8")
    install(made)


def rows(output: str) -> dict[str, str]:
    """The last cell of each line of the tables, by the first one."""
    cells = (line.strip("│").split("│") for line in output.splitlines() if line.startswith("│"))
    return {line[0].strip(): line[-1].strip() for line in cells if line[0].strip()}


@pytest.mark.parametrize(("lang", "said", "plain"), [("ja", JA, "記載なし"), ("en", EN, "Not stated")])
def test_overview_tells_both_silences(lang: str, said: str, plain: str, answer: Answer) -> None:
    shown = rows(answer(f"compare mihon --lang {lang}", columns=120))

    awaited = {"ja": ("計画", "支援事業", "歩み"), "en": ("Plans", "Support programs", "History")}[lang]
    assert {name for name, cell in shown.items() if cell == said} == set(awaited)
    assert {cell for name, cell in shown.items() if name not in awaited} - {"見本市"} == {plain}


def test_every_row_of_an_aspect_to_do_is_told_so_beside_another_city(answer: Answer) -> None:
    shown = rows(answer("compare hanamaki mihon --aspect plans", columns=120))

    assert set(shown.values()) == {"見本市", JA}
    assert set(rows(answer("compare hanamaki mihon --aspect fields")).values()) == {"見本市", "記載なし"}


def test_aspect_without_rows_has_one_line_where_it_is_to_do(answer: Answer) -> None:
    assert answer("compare mihon --aspect history").count(JA) == 1
    assert "資料に記載なし。" in answer("compare mihon --aspect maturity")


@pytest.mark.parametrize("format_name", ["table", "markdown", "csv", "html"])
def test_show_says_it_in_every_format(format_name: str, answer: Answer) -> None:
    assert JA in answer(f"show mihon plans --format {format_name}")
    assert JA not in answer(f"show mihon forms --format {format_name}")


def test_programs_and_applicants_are_told_it(answer: Answer, tmp_path: Path) -> None:
    asker = tmp_path / "asker.toml"
    asker.write_text(APPLICANT, encoding="utf-8")

    assert EN in answer("programs mihon --lang en")
    assert EN in answer(f"compare mihon --applicant {asker} --lang en")


def test_gaps_leave_out_what_is_to_do_and_say_so(answer: Answer) -> None:
    said = answer("gaps mihon --lang en", columns=120)

    assert (
        "\nNot encoded yet for 見本市, and therefore left out of the list: Plans, History, Support programs\n"
        in (said)
    )
    assert "【Plans】" not in said
    assert "【Basis】" in said
    assert "Not encoded yet" not in answer("gaps hanamaki --lang en")


def test_gaps_as_data_hold_no_aspect_that_is_to_do(answer: Answer) -> None:
    data = json.loads(answer("gaps mihon --format json"))

    assert data["city"]["todo"] == ["plans", "history", "programs"]
    found = {gap["aspect"]["id"] for gap in data["gaps"]}
    assert found.isdisjoint(data["city"]["todo"])
    assert {"forms", "basis", "indicators"} <= found


@pytest.mark.parametrize(
    ("line", "schema"),
    [
        ("compare mihon hanamaki", "compare"),
        ("show mihon", "show"),
        ("show mihon plans", "show"),
        ("gaps mihon", "gaps"),
    ],
)
def test_data_names_it_and_keeps_to_the_schema(line: str, schema: str, answer: Answer) -> None:
    data = json.loads(answer(f"{line} --format json"))

    city = data["cities"][0] if schema == "compare" else data["city"]
    assert city["todo"] == ["plans", "history", "programs"]
    assert [*Draft202012Validator(SCHEMAS[schema]()).iter_errors(data)] == []


def test_a_cell_keeps_its_state_in_the_data(answer: Answer) -> None:
    data = json.loads(answer("compare mihon hanamaki --aspect plans --format json"))

    cells = [row["cells"]["mihon"] for row in data["aspects"][0]["rows"]]
    assert {cell["state"] for cell in cells} == {"not_stated"}
    assert [city["todo"] for city in data["cities"]] == [["plans", "history", "programs"], []]


def test_cities_and_sources_name_it(answer: Answer) -> None:
    cities = {city["slug"]: city["todo"] for city in json.loads(answer("cities --format json"))}

    assert cities["mihon"] == ["plans", "history", "programs"]
    assert cities["hanamaki"] == []
    sources = json.loads(answer("show mihon --sources --format json"))
    assert sources["city"]["todo"] == ["plans", "history", "programs"]


def test_coverage_tells_it_from_silence(answer: Answer) -> None:
    data = json.loads(answer("check mihon --coverage --format json"))

    states = {one["aspect"]: one["state"] for one in data["cities"][0]["coverage"]}
    assert {name for name, state in states.items() if state == "todo"} == {"plans", "history", "programs"}
    assert "coverage" not in json.loads(answer("check mihon --format json"))["cities"][0]


def test_contradiction_is_an_error_of_check_with_its_rule(tmp_path: Path, run: Run) -> None:
    aspects = tmp_path / "city" / "aspects"
    (aspects / "plans.toml").write_text(
        '[[plan]]\nid = "a"\nname = "計画"\nkinds = []\ncite = "plan#1"\n', encoding="utf-8"
    )

    result = run("check mihon --coverage --lang en --format json")

    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert [(one["rule"], one["line"], one["hint"]) for one in data["findings"]] == [
        ("todo", 1, 'take "plans" out of todo')
    ]
    states = {one["aspect"]: one["state"] for one in data["cities"][0]["coverage"]}
    assert states["plans"] == "faulty"


def test_new_program_waits_until_programs_are_taken_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()  # the plugin is a folder of sources

    result = run("new-program mihon grant --name 補助金 --support financial --lang en")

    assert result.exit_code == 1
    assert result.stderr == (
        'Error: programs stands in todo of municipality.toml.\n  take "programs" out of todo\n'
    )
    assert (tmp_path / "city" / "aspects" / "programs.toml").read_text(encoding="utf-8") == ""
