"""花巻市's own reports hold the range of collaboration and the undertakings of the guideline, whole."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from kyodo_core.cli.main import group

Ask = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def report() -> Ask:
    """The sections of one of the city's reports."""

    def ask(report_id: str) -> list[dict[str, Any]]:
        return list(json.loads(shown(report_id, "json"))["sections"])

    return ask


def shown(report_id: str, format_name: str) -> str:
    line = ["report", "hanamaki", report_id, "--format", format_name]
    result = CliRunner(env={"COLUMNS": "120"}).invoke(group(), line, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


RANGE = [
    ["", "市民が自主的に活動を行うもの", "協働の範囲外", ""],
    ["A", "市民の主体的な取り組みに市が協力", "協働の範囲", "事業協力・協定、後援・協賛、補助・助成"],
    ["B", "市民と市が互いに特性を活かし協力", "協働の範囲", "共催、実行委員会・協議会、事業協力・協定"],
    ["C", "市の取り組みに市民が協力", "協働の範囲", "事業協力・協定、後援・協賛、委託"],
    ["", "市の責任により行うもの", "協働の範囲外", ""],
]

CITIZENS = {"個人": 2, "地域団体": 2, "市民活動団体": 2, "事業者": 2, "学校": 2}
CITY = {
    "① 市民への情報の発信により協働意識の醸成を図ります": 3,
    "② 市民が協働に取り組みやすい環境の整備を図ります": 2,
    "③ 職員の意識改革と人材育成を図ります": 2,
}


def test_range_has_the_five_bands_from_citizens_to_city(report: Ask) -> None:
    (section,) = report("range")
    table = section["blocks"][0]

    assert table["columns"][:4] == ["記号", "領域", "範囲", "ふさわしい形態"]
    assert [row[:4] for row in table["rows"]] == RANGE


def test_range_says_why_the_forms_are_read_so(report: Ask) -> None:
    (section,) = report("range")
    notes = [block["text"] for block in section["blocks"][1:]]

    assert len(notes) == 3
    assert all(note.startswith("推定: ") for note in notes)


def actions(section: dict[str, Any]) -> dict[str, int]:
    """How many actions each entry of a section lists."""
    counts = {}
    for item in section["blocks"][0]["items"]:
        said = {particular["label"]: particular["lines"] for particular in item["particulars"]}
        counts[item["name"]] = len(said.get("取り組み", []))
        assert item["citations"]
    return counts


def test_undertakings_of_citizens_and_city(report: Ask) -> None:
    shared, citizens, city = report("undertakings")

    assert [shared["heading"], citizens["heading"], city["heading"]] == [
        "2 推進方針",
        "(1) 市民の取り組み",
        "(2) 市の取り組み",
    ]
    assert actions(citizens) == CITIZENS
    assert {name: count for name, count in actions(city).items() if count} == CITY
    assert list(actions(shared)) == ["市民と市"]


@pytest.mark.parametrize("format_name", ["markdown", "csv", "html"])
def test_everything_is_in_the_rendered_reports(format_name: str) -> None:
    bands, undertakings = (shown(report_id, format_name) for report_id in ("range", "undertakings"))

    assert [cell for row in RANGE for cell in row if cell not in bands] == []
    assert [name for name in (*CITIZENS, *CITY) if name not in undertakings] == []
