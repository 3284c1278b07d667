"""一関市's own reports hold the tables of its plan and its page, whole."""

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
    line = ["report", "ichinoseki", report_id, "--format", format_name]
    result = CliRunner(env={"COLUMNS": "120"}).invoke(group(), line, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def blocks(section: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [block for block in section["blocks"] if block["type"] == kind]


PROGRAMS = [
    "地域の合意形成を図る事業に対する支援",
    "地域づくり計画策定支援",
    "地域協働体と行政との意見交換の場の設置",
    "地域協働体支援事業費補助金",
    "地域づくり計画に基づく事業に対する地域交付金",
    "地域協働体が雇用する職員（事務局員）に対する支援",
    "研修の機会や地域活動の情報提供等",
    "地域担当職員の配置の検討",
    "市民活動補償保険制度の検討",
    "公民館の市民センターへの移行",
    "市民センターの地域管理",
    "（仮称）地域協働体連絡会議の設置",
    "協働のまちづくりの推進に関する条例の検討",
    "行政各部門及び市職員における協働の意識高揚",
]

HISTORY = {
    "平成22年度": ["一関市協働推進アクションプラン策定"],
    "平成25年度": [
        "地域協働の仕組みづくり検討会議設置",
        "専任集落支援員の配置",
        "一関市地域協働推進計画策定",
    ],
    "平成26年度": [
        "地域協働体の設立が始まる",
        "地域協働体支援事業補助金創設",
        "地域協働推進員の配置開始",
    ],
    "平成27年度": [
        "公民館を市民センターに移行",
        "地域担当職員を配置",
        "地域協働体活動費補助金（ひと・まち応援金）創設",
    ],
    "平成28年度": ["市民センター指定管理者制度の導入開始"],
    "平成29年度": ["地域協働体と市との意見交換会開催"],
    "平成30年度": [
        "地域協働支援員の配置",
        "一関市地域協働推進計画（第2次）策定に向けた住民懇談会の開催",
        "一関市地域協働推進計画（第2次）策定",
    ],
    "令和3年度": ["地域づくりモデル事業交付金創設", "第2次一関市協働基本計画策定"],
    "令和4年度": ["地域協働体活動費補助金廃止"],
    "令和5年度": [
        "地域づくり交付金創設",
        "一関市地域協働推進計画（第3次）策定に向けた住民懇談会の開催",
        "一関市協働推進計画（第3次）策定",
    ],
}

PLANS = [
    ("一関市協働推進アクションプラン", "平成22年12月", "H23.4", "記載なし"),
    ("第2次一関市協働基本計画", "令和4年3月", "R4.3", "記載なし"),
    ("一関市地域協働推進計画", "平成26年3月", "H26.4", "平成26年度～平成30年度"),
    ("一関市地域協働推進計画（第2次）", "平成30年度", "H31.4", "～令和5年度"),
    ("第3次一関市協働推進計画", "令和6年3月", "R6.4", "記載なし"),
]

MODEL_FORM = [
    ["地域の宝を活かした魅力あるまち", "〇〇史跡の環境整備", "協議会（地域一斉作業）"],
    ["地域の宝を活かした魅力あるまち", "〇〇伝統まつりの開催", "協議会（主催）"],
    ["安全安心なまち", "防犯パトロール", "各自治会"],
    ["安全安心なまち", "防犯灯整備", "点検：各自治会\u3000整備：市に提案"],
    ["安全安心なまち", "市道〇線の歩道整備", "整備：市に提案"],
    ["子育てしやすいまち", "児童公園の整備", "協議会（市補助事業）"],
    ["子育てしやすいまち", "通学路点検", "各自治会"],
    [
        "高齢者が生き生きするまち",
        "ふれあいの場の運営（空き店舗活用）",
        "協議会、婦人会、老人クラブ（開設に係る支援を行政に提案）",
    ],
    ["活動拠点の整備", "市民センターの管理運営", "協議会（市委託事業）"],
]


def test_overview_has_the_fourteen_programs_by_year(report: Ask) -> None:
    (table,) = blocks(report("programs")[0], "table")

    assert table["columns"] == ["事業", "名称", "26年度", "27年度", "28年度", "29年度", "30年度"]
    assert [row[:2] for row in table["rows"]] == [[str(n), name] for n, name in enumerate(PROGRAMS, 1)]


def test_overview_marks_what_is_inferred_and_leaves_open_what_is_not_stated(report: Ask) -> None:
    (table,) = blocks(report("programs")[0], "table")
    rows = {int(row[0]): row[2:] for row in table["rows"]}

    assert rows[1][:2] == ["実施*", "実施*"]
    assert rows[5][:2] == ["制度設計", "実施"]
    assert rows[9] == ["調査研究", "記載なし", "検討", "記載なし", "記載なし"]
    assert rows[12] == ["記載なし"] * 5


def test_each_program_has_its_own_section_with_five_years(report: Ask) -> None:
    sections = report("programs")[1:15]

    assert [section["heading"] for section in sections] == [
        f"事業{n}「{name}」" for n, name in enumerate(PROGRAMS, 1)
    ]
    for section in sections:
        (entries,), (schedule,) = blocks(section, "entries"), blocks(section, "table")
        assert {"内容", "対象", "事業の内容"} <= {p["label"] for p in entries["items"][0]["particulars"]}
        assert [row[0] for row in schedule["rows"]] == [f"平成{year}年度" for year in range(26, 31)]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param(1, ["50,000円", "2年", "100%", "前金払い可", "設立準備会"], id="1"),
        pytest.param(4, ["200,000円", "2/3", "27年度まで"], id="4"),
        pytest.param(5, ["（仮称）地域ゆめづくり交付金", "予算の次年度繰越", "ハード事業"], id="5"),
        pytest.param(6, ["29時間", "1人", "平成25年一関市告示第28号"], id="6"),
        pytest.param(8, ["研究、検討、制度設計", "配置"], id="8"),
    ],
)
def test_figures_of_a_program_stand_in_its_section(number: int, words: list[str], report: Ask) -> None:
    section = json.dumps(report("programs")[number], ensure_ascii=False)

    assert [word for word in words if word not in section] == []


def test_later_systems_follow_the_fourteen(report: Ask) -> None:
    (entries,) = blocks(report("programs")[-1], "entries")

    assert {
        "地域協働体活動費補助金（ひと・まち応援金）",
        "地域づくりモデル事業交付金",
        "地域づくり交付金",
        "専任集落支援員",
        "地域協働支援員",
        "地域協働推進員",
        "地域担当職員",
        "市民センター指定管理者制度",
    } <= {item["name"] for item in entries["items"]}


def test_history_has_what_the_page_lists_in_each_year(report: Ask) -> None:
    (table,) = blocks(report("history")[0], "table")
    years: dict[str, list[str]] = {}
    year = ""
    for shown_year, event, _source in table["rows"]:
        year = shown_year or year
        years.setdefault(year, []).append(event)

    assert table["columns"] == ["年度", "できごと", "出典"]
    assert list(years) == sorted(years, key=lambda name: (name.startswith("令和"), int(name[2:-2])))
    for listed, events in HISTORY.items():
        for event in events:
            assert any(said.startswith(event) for said in years[listed]), event


def test_every_event_has_its_source_and_each_year_stands_once(report: Ask) -> None:
    (table,) = blocks(report("history")[0], "table")
    named = [row[0] for row in table["rows"] if row[0]]

    assert all(row[2] for row in table["rows"])
    assert len(named) == len(set(named))


def test_plans_stand_with_adoption_entry_into_force_and_period(report: Ask) -> None:
    (entries,) = blocks(report("plans")[0], "entries")
    dates = []
    for item in entries["items"]:
        said = {particular["label"]: particular["lines"][0] for particular in item["particulars"]}
        dates.append((item["name"], said["策定"], said["施行"], said["計画期間"]))

    assert dates == PLANS


def test_plans_name_what_they_took_over_and_what_they_were_called(report: Ask) -> None:
    (entries,) = blocks(report("plans")[0], "entries")
    said = {
        item["name"]: {particular["label"]: particular["lines"] for particular in item["particulars"]}
        for item in entries["items"]
    }

    assert said["第2次一関市協働基本計画"]["引き継いだ計画"] == ["・一関市協働推進アクションプラン"]
    assert said["第3次一関市協働推進計画"]["引き継いだ計画"] == ["・一関市地域協働推進計画（第2次）"]
    assert said["第3次一関市協働推進計画"]["改称前の名称"] == ["一関市地域協働推進計画"]
    assert said["第3次一関市協働推進計画"]["柱"] == ["・人づくり", "・環境づくり", "・仕組みづくり"]


def test_model_form_has_four_parts_and_nine_lines(report: Ask) -> None:
    sections = report("area-plan")
    (table,) = (block for section in sections for block in blocks(section, "table"))

    assert [section["heading"] for section in sections if section["heading"]] == [
        "1 この地域の特色、課題",
        "2 地域ビジョン",
        "3 私たちの具体的な取組み方向、実施事業",
        "4 スケジュール",
    ]
    assert table["columns"] == ["実施項目", "実施事業", "実施主体"]
    assert table["rows"] == MODEL_FORM


@pytest.mark.parametrize("format_name", ["markdown", "csv", "html"])
def test_every_line_of_the_tables_is_in_the_rendered_reports(format_name: str) -> None:
    programs, history, plans, form = (
        shown(report_id, format_name) for report_id in ("programs", "history", "plans", "area-plan")
    )

    assert [name for name in PROGRAMS if name not in programs] == []
    assert [event for events in HISTORY.values() for event in events if event not in history] == []
    assert [cell for plan in PLANS for cell in plan if cell not in plans] == []
    assert [cell for line in MODEL_FORM for cell in line if cell not in form] == []
