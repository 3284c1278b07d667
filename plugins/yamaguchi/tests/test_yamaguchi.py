"""山口市's own reports hold the tables of the plan, whole."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from kyodo_core.cli.main import group


@pytest.fixture
def report() -> Callable[[str], list[dict[str, Any]]]:
    """The sections of one of the city's reports."""

    def ask(report_id: str) -> list[dict[str, Any]]:
        return list(json.loads(shown(report_id, "json"))["sections"])

    return ask


def shown(report_id: str, format_name: str) -> str:
    line = ["report", "yamaguchi", report_id, "--format", format_name]
    result = CliRunner(env={"COLUMNS": "120"}).invoke(group(), line, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def tables(section: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in section["blocks"] if block["type"] == "table"]


PROGRESS = [
    [
        "I 参加しやすく、活動しやすい環境づくりを進めます",
        "16",
        "6 (37.5%)",
        "8 (50.0%)",
        "2 (12.5%)",
        "0 (0.0%)",
    ],
    [
        "II 情報の共有化により、活動の活性化を図ります",
        "15",
        "1 (6.7%)",
        "11 (73.3%)",
        "0 (0.0%)",
        "3 (20.0%)",
    ],
    ["III 人づくりを通じて、協働の意識醸成を図ります", "4", "0 (0.0%)", "4 (100%)", "0 (0.0%)", "0 (0.0%)"],
    ["IV 市政への参画と協働の実践を進めます", "6", "1 (16.7%)", "5 (83.3%)", "0 (0.0%)", "0 (0.0%)"],
    [
        "V 協働推進体制を整備するとともに、市職員の意識改革を行います",
        "6",
        "0 (0.0%)",
        "5 (83.3%)",
        "0 (0.0%)",
        "1 (16.7%)",
    ],
    ["全体計", "47", "8 (17.0%)", "33 (70.2%)", "2 (4.3%)", "4 (8.5%)"],
]

INDICATORS = {
    "①地域活動に参加している市民の割合【単位：%】": ["37.5", "37.2", "45.0", "50.0"],
    "②市民活動を行っている市民の割合【単位：%】": ["10.8", "11.6", "13.0", "15.0"],
    "③まちづくりや市民参画の活動に参加している市民の割合【単位：%】": ["18.8", "22.1", "23.0", "30.0"],
    "④市政に市民の声が反映されていると思う市民の割合【単位：%】": ["26.0", "29.3", "30.0", "35.0"],
    "⑤協働ということを説明できる職員の割合【単位：%】": ["26.0", "88.5", "100", "100"],
}

FORMS = [
    ("共催", 5),
    ("後援", 1),
    ("実行委員会（協議会）", 4),
    ("アドプト制度（里親制度）", 2),
    ("事業協力", 2),
    ("協働委託", 4),
    ("補助、助成（補助金、助成金、交付金）", 7),
    ("参画提案・政策提案", 4),
    ("情報提供・情報交換", 4),
]

STAGES = {
    "1 準備期（地域づくりの基礎固め）": (
        "～4年程度",
        ["行政", "地域", "地域", "行政", "行政"],
    ),
    "2 成長期（地域交流センター、地域づくり協議会を中心とした地域づくり）": (
        "～9年程度",
        ["行政", "地域", "行政", "行政", "地域、行政"],
    ),
    "3 成熟期（やまぐち式地域自治区を中心とした地域づくり）": ("10年程度～", ["地域、行政", "地域"]),
}


def test_progress_is_the_table_of_the_plan(report: Callable[[str], list[dict[str, Any]]]) -> None:
    (section,) = report("progress")
    (table,) = tables(section)

    assert section["heading"] == "平成21年度から平成24年度までの推進状況"
    assert table["columns"] == ["推進方針", "項目数", "実施済", "継続推進", "一部実施", "検討中"]
    assert table["rows"] == PROGRESS


def test_indicators_have_their_values_and_surveys(report: Callable[[str], list[dict[str, Any]]]) -> None:
    sections = report("indicators")

    assert {section["heading"]: tables(section)[0]["rows"][0] for section in sections} == INDICATORS
    for section in sections:
        assert [column[:2] for column in tables(section)[0]["columns"]] == ["基準", "実績", "目標", "目標"]
        assert [column[-6:-1] for column in tables(section)[0]["columns"]] == [
            "H18年度",
            "H23年度",
            "H24年度",
            "H29年度",
        ]
    surveys = [section["blocks"][1]["text"] for section in sections]
    assert surveys == ["出所: 市民アンケート"] * 4 + ["出所: 職員アンケート"]


def test_nine_forms_have_their_points(report: Callable[[str], list[dict[str, Any]]]) -> None:
    (section,) = report("forms")
    (table,) = tables(section)

    assert table["columns"] == ["形態", "内容", "実施する上での主なポイント"]
    assert [row[0] for row in table["rows"]] == [name for name, _points in FORMS]
    listed = [sum(line.startswith("・") for line in row[2].split("\n")) for row in table["rows"]]
    assert listed == [points for _name, points in FORMS]


def test_procedures_stand_with_the_two_forms_that_have_one(
    report: Callable[[str], list[dict[str, Any]]],
) -> None:
    (table,) = tables(report("forms")[0])

    with_procedure = [row[0] for row in table["rows"] if "山口市後援及び共催に係る事務取扱要綱" in row[2]]
    assert with_procedure == ["共催", "後援"]


def test_three_stages_have_their_spans_and_who_acts(
    report: Callable[[str], list[dict[str, Any]]],
) -> None:
    sections = report("maturity")

    assert {
        section["heading"]: (
            section["blocks"][0]["text"].removeprefix("期間: "),
            [row[2] for row in tables(section)[0]["rows"]],
        )
        for section in sections
    } == STAGES
    for section in sections:
        numbers = [row[0] for row in tables(section)[0]["rows"]]
        assert numbers == list("①②③④⑤")[: len(numbers)]


@pytest.mark.parametrize("format_name", ["table", "markdown", "csv", "html"])
def test_every_figure_of_the_plan_is_in_the_rendered_reports(format_name: str) -> None:
    progress, indicators = (shown(report_id, format_name) for report_id in ("progress", "indicators"))

    assert [cell for row in PROGRESS for cell in row[1:] if cell not in progress] == []
    assert [value for values in INDICATORS.values() for value in values if value not in indicators] == []


@pytest.mark.parametrize("report_id", ["progress", "indicators", "forms", "maturity"])
def test_every_report_cites_the_plan(report_id: str) -> None:
    assert '"document": "yamaguchi-plan"' in shown(report_id, "json")
