"""Every system that the cities' documents describe is held, with its citations, figures and names.

The rows are those of the list of systems: I1 to I14 (一関市), H1 to H7 (花巻市), Y1 to Y13 (山口市).
"""

import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import frozen

from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import ActorKind, BandKind, ItemStatus, Standing, SupportKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from tests.installed import city, fact, facts

SLUGS = {"I": "ichinoseki", "H": "hanamaki", "Y": "yamaguchi"}
ROW_IDS = [f"{letter}{n}" for letter, last in (("I", 14), ("H", 7), ("Y", 13)) for n in range(1, last + 1)]


@frozen
class System:
    """One row: the ids of the facts that hold it, by aspect, and the places that they must cite.

    A place cites a section and all below it: `plan#8-1` stands for `plan#8-1-4 事業1` too.
    """

    facts: dict[str, str]
    places: tuple[str, ...]

    def held(self, slug: str) -> list[Fact]:
        return [
            fact(slug, aspect_id, fact_id) for aspect_id, ids in self.facts.items() for fact_id in ids.split()
        ]


def numbered(stem: str, last: int) -> str:
    return " ".join(f"{stem}-{number}" for number in range(1, last + 1))


PROGRAMS = (
    "program-01-consensus-building program-02-plan-drafting-support program-03-exchange-of-views "
    "program-04-council-support-subsidy program-05-area-grant program-06-council-secretariat-staff "
    "program-07-training-and-information program-08-area-staff program-09-civic-activity-insurance "
    "program-10-public-halls-to-civic-centres program-11-civic-centre-local-management "
    "program-12-liaison-conference program-13-ordinance program-14-staff-awareness"
)
PROGRAM_SECTIONS = (
    *("8-1-4", "8-1-5", "8-1-6"),
    *("8-2-1", "8-2-1", "8-2-1", "8-2-2", "8-2-2", "8-2-3"),
    *("8-3-1", "8-3-2", "9", "10", "11"),
)

SYSTEMS = {
    "I1": System(
        {
            "definitions": "kyodo chiiki-kyodo",
            "terms": "city administration machizukuri chiikizukuri kominkan",
        },
        ("ichinoseki-web#協働とは", "ichinoseki-plan-1#2", "ichinoseki-plan-1#4-1"),
    ),
    "I2": System(
        {"plans": "action-plan basic-plan-2 promotion-plan-1 promotion-plan-2 promotion-plan-3"},
        (
            "ichinoseki-web#目指すまちの姿",
            "ichinoseki-web#第2次一関市協働基本計画",
            "ichinoseki-web#一関市地域協働推進計画",
            "ichinoseki-web#第3次一関市協働推進計画",
        ),
    ),
    "I3": System(
        {
            "background": "diverse-needs-subsidiarity self-government need-participation need-ties limits "
            "new-public-demand society-and-public-needs",
            "principles": "self-reliance subsidiarity area-decentralisation",
            "vision": "goal-plan-1 two-kyodo new-public city-image to-local-collaboration "
            "local-organisations",
        },
        (
            "ichinoseki-web#協働の必要性",
            "ichinoseki-plan-1#4-2",
            "ichinoseki-plan-1#5",
            "ichinoseki-plan-1#6",
            "ichinoseki-plan-1#7",
        ),
    ),
    "I4": System(
        {
            "councils": f"council position-community position-administration {numbered('function', 5)} roles "
            f"{numbered('role', 5)} area-default area-agreed area-scale area-not-single area-no-overlap "
            "count-councils members"
        },
        (
            "ichinoseki-plan-1#8-1-1",
            "ichinoseki-plan-1#8-1-2",
            "ichinoseki-plan-1#8-1-3",
            "ichinoseki-web#地域協働体とは",
        ),
    ),
    "I5": System({"councils": f"founding {numbered('founding', 6)}"}, ("ichinoseki-plan-1#8-1-4",)),
    "I6": System(
        {
            "plans": "area-plan-model",
            "councils": "plan plan-contents plan-making plan-proposal plan-reflection count-plans",
        },
        ("ichinoseki-plan-1#8-1-5", "ichinoseki-plan-1#参考", "ichinoseki-web#地域づくり計画"),
    ),
    "I7": System(
        {"programs": PROGRAMS},
        tuple(f"ichinoseki-plan-1#{section} 事業{n}" for n, section in enumerate(PROGRAM_SECTIONS, 1)),
    ),
    "I8": System(
        {
            "programs": "council-activity-subsidy model-project-grant area-building-grant promotion-officer "
            "council-supporter full-time-village-supporter area-staff civic-centre-designated-manager"
        },
        tuple(
            f"ichinoseki-web#協働のまちづくりの歩み {year}年度"
            for year in (
                "平成25",
                "平成26",
                "平成27",
                "平成28",
                "平成30",
                "令和3",
                "令和4",
                "令和5",
            )
        ),
    ),
    "I9": System(
        {"programs": "program-05-area-grant neighbourhood-activity-subsidy member-group-subsidies"},
        ("ichinoseki-plan-1#8-2-1 事業5", "ichinoseki-plan-1#8-2-1 ※地域交付金のイメージ"),
    ),
    "I10": System(
        {
            "facilities": "civic-centre civic-centre-local-management public-hall",
            "programs": "program-10-public-halls-to-civic-centres program-11-civic-centre-local-management",
            "cycles": "centre-pdca",
        },
        ("ichinoseki-plan-1#8-3", "ichinoseki-plan-1#8-3-1", "ichinoseki-plan-1#8-3-2"),
    ),
    "I11": System(
        {
            "dialogue": "council-city-exchange-meeting council-city-exchange-meeting-h29 "
            "mobile-mayors-office coordination-of-proposals hearing-of-opinions "
            "citizen-collaboration-forum maikawa-forum "
            "collaboration-workshop collaboration-staff-training all-staff-training "
            "responsible-staff-training daito-area-lecture area-lectures discussion-support"
        },
        (
            "ichinoseki-plan-1#8-1-6",
            "ichinoseki-koho#市民協働推進懇談会",
            "ichinoseki-koho#協働のまちづくり推進職員研修会",
            "ichinoseki-koho#協働のまちづくりワークショップ",
            "ichinoseki-koho#大東地域市民講演会",
            "ichinoseki-koho#4 各種事業への取り組み",
        ),
    ),
    "I12": System(
        {
            "institutions": "headquarters promotion-conference liaison-conference collaboration-division "
            "former-area-development-division branch-area-development-division area-development-fund",
            "facilities": "ichinoseki-civic-activity-centre",
        },
        (
            "ichinoseki-web#一関市協働推進会議",
            "ichinoseki-web#いちのせき市民活動センター",
            "ichinoseki-koho#1 組織機構の改革",
            "ichinoseki-koho#2 市民協働推進本部の設置",
            "ichinoseki-koho#3 地域振興基金の造成",
            "ichinoseki-plan-1#9",
        ),
    ),
    "I13": System(
        {
            "institutions": "ordinance-under-consideration staff-awareness staff-conduct-guideline",
            "programs": "program-13-ordinance program-14-staff-awareness",
            "undertakings": "departments staff",
        },
        ("ichinoseki-plan-1#10", "ichinoseki-plan-1#11"),
    ),
    "I14": System(
        {
            "history": "action-plan study-meeting village-supporter promotion-plan-1 councils-begin "
            "support-grant promoters kominkan-to-centre area-staff activity-grant designated-managers "
            "exchange-meeting support-staff forum-plan-2 promotion-plan-2 model-grant basic-plan-2 "
            "activity-grant-abolished area-grant forum-plan-3 promotion-plan-3"
        },
        tuple(
            f"ichinoseki-web#協働のまちづくりの歩み {year}年度"
            for year in (
                "平成22",
                "平成25",
                "平成26",
                "平成27",
                "平成28",
                "平成29",
                "平成30",
                "令和3",
                "令和4",
                "令和5",
            )
        ),
    ),
    "H1": System(
        {"basis": "framework-ordinance collaboration-guideline", "definitions": "guideline ordinance"},
        ("hanamaki-guideline#はじめに", "hanamaki-guideline#第2章1"),
    ),
    "H2": System(
        {
            "background": "diverse-needs limits-of-administration cooperation-of-citizens-and-city "
            "spread-of-area-building",
            "effects": "better-services community-strength civic-vitality",
            "cautions": "means-not-end cost-and-effect no-coercion",
        },
        ("hanamaki-guideline#第1章1", "hanamaki-guideline#第1章2", "hanamaki-guideline#第2章2"),
    ),
    "H3": System(
        {"actors": "citizens individuals area-organisations civic-groups businesses schools city"},
        ("hanamaki-guideline#第2章3",),
    ),
    "H4": System(
        {
            "bands": "citizens-alone city-supports-citizens both-use-their-strengths citizens-support-city "
            "city-alone"
        },
        tuple(f"hanamaki-guideline#第2章4{mark}" for mark in ("", " A", " B", " C")),
    ),
    "H5": System(
        {
            "forms": "co-hosting executive-committee project-cooperation-agreement endorsement-sponsorship "
            "grant commission"
        },
        ("hanamaki-guideline#第2章5",),
    ),
    "H6": System(
        {
            "principles": "openness mutual-understanding shared-aim autonomy equality clear-roles review",
        },
        ("hanamaki-guideline#第3章1",),
    ),
    "H7": System(
        {
            "undertakings": "individuals area-organisations civic-groups businesses schools city "
            "city-information city-environment city-staff"
        },
        (
            *(
                f"hanamaki-guideline#第3章2(1) {who}"
                for who in ("個人", "地域団体", "市民活動団体", "事業者", "学校")
            ),
            *(f"hanamaki-guideline#第3章2(2){number}" for number in "①②③"),
        ),
    ),
    "Y1": System(
        {
            "basis": "ordinance promotion-plan civic-activity-policy",
            "plans": "promotion-plan civic-activity-policy",
        },
        ("yamaguchi-plan#第1章1",),
    ),
    "Y2": System({"progress": "items-47"}, ("yamaguchi-plan#第1章2",)),
    "Y3": System(
        {
            "background": "population-nation population-city diverse-needs limits-of-administration "
            "self-government new-actors merger twenty-one-areas",
            "vision": "future-image three-aims",
        },
        (*(f"yamaguchi-plan#第2章1{number}" for number in "①②③④⑤"), "yamaguchi-plan#第2章2"),
    ),
    "Y4": System(
        {"indicators": "local-activity civic-activity participation responsiveness staff-understanding"},
        tuple(f"yamaguchi-plan#第2章3 {number}" for number in "①②③④⑤"),
    ),
    "Y5": System(
        {
            "definitions": "kyodo",
            "principles": "shared-aim mutual-understanding equality autonomy openness review",
            "cycles": "collaboration-pds",
        },
        ("yamaguchi-plan#第3章1", *(f"yamaguchi-plan#第3章2{number}" for number in "①②③④⑤⑥")),
    ),
    "Y6": System(
        {
            "effects": "detailed-response community-strength trust-and-reform",
            "cautions": "not-for-savings means equal-not-same",
        },
        (
            *(f"yamaguchi-plan#第3章3{number}" for number in "①②③"),
            "yamaguchi-plan#第3章3 《経費削減のためではありません》",
        ),
    ),
    "Y7": System(
        {
            "bands": "citizens-lead equal city-leads among-citizens",
            "fields": "local-detail community-ties first-hand expertise untouched consensus",
        },
        ("yamaguchi-plan#第3章4", *(f"yamaguchi-plan#第3章5{number}" for number in "①②③④⑤⑥")),
    ),
    "Y8": System(
        {
            "forms": "co-hosting endorsement executive-committee adoption project-cooperation commission "
            "grant policy-proposal information-exchange"
        },
        ("yamaguchi-plan#第3章6",),
    ),
    "Y9": System(
        {"actors": "citizens local-community civic-groups businesses schools administration"},
        (
            *(f"yamaguchi-plan#第3章7({n})" for n in range(1, 7)),
            *(f"yamaguchi-plan#第3章7(3){n}" for n in "①②"),
        ),
    ),
    "Y10": System(
        {
            "councils": "position count form openness role-issues role-coordination role-resources plan",
            "actors": "area-building-council",
            "plans": "area-plan",
            "cycles": "council-pds",
        },
        tuple(f"yamaguchi-plan#第3章7(2){part}" for part in ("①", "②", "③ア", "③イ", "③ウ", "④", "⑤")),
    ),
    "Y11": System(
        {
            "programs": "area-building-grant area-staff",
            "facilities": "community-exchange-centre civic-activity-support-centre",
        },
        (
            "yamaguchi-plan#第3章7(2)⑥ア",
            "yamaguchi-plan#第3章7(2)⑥イ",
            "yamaguchi-plan#第3章7(2) ◆地域交流センター",
            "yamaguchi-plan#第3章7(3) ◆市民活動支援センター",
        ),
    ),
    "Y12": System({"maturity": "area-building"}, ("yamaguchi-plan#第3章8",)),
    "Y13": System(
        {"plans": "promotion-plan items-from-h21"},
        (*(f"yamaguchi-plan#第4章1 {number}" for number in "ⅠⅡⅢⅣ"), "yamaguchi-plan#第1章2"),
    ),
}


def below(citation: Citation, place: str) -> bool:
    """Does the citation lie at the place or in a part of it? `#1` is not a part of `#11`."""
    return re.match(rf"{re.escape(place)}(?!\d)", str(citation)) is not None


def test_the_table_has_every_row_of_the_list_of_systems() -> None:
    assert list(SYSTEMS) == ROW_IDS


@pytest.mark.parametrize("row", ROW_IDS)
def test_system_is_held_with_citations_of_its_places(row: str) -> None:
    held = SYSTEMS[row].held(SLUGS[row[0]])
    cited = {citation for one in held for citation in one.cite}

    assert all(one.cite for one in held)
    missing = [
        place for place in SYSTEMS[row].places if not any(below(citation, place) for citation in cited)
    ]
    assert missing == []


@pytest.mark.parametrize("row", ROW_IDS)
def test_system_rests_on_documents_that_the_city_declares(row: str) -> None:
    municipality = city(SLUGS[row[0]])
    declared = {document.id for document in municipality.header.documents}

    assert {c.document for one in SYSTEMS[row].held(municipality.slug) for c in one.cite} <= declared


def ichinoseki(aspect_id: str, fact_id: str) -> Any:
    return fact("ichinoseki", aspect_id, fact_id)


def hanamaki(aspect_id: str, fact_id: str) -> Any:
    return fact("hanamaki", aspect_id, fact_id)


def yamaguchi(aspect_id: str, fact_id: str) -> Any:
    return fact("yamaguchi", aspect_id, fact_id)


def program(number: int) -> Any:
    (found,) = (one for one in facts("ichinoseki", "programs").values() if one.number == number)
    return found


def test_i1_both_definitions_are_taken_apart() -> None:
    kyodo, chiiki = ichinoseki("definitions", "kyodo"), ichinoseki("definitions", "chiiki-kyodo")

    assert kyodo.parties == ("市民組織", "企業", "行政")
    assert all(kyodo.element(name) for name in ("relation", "manner", "action"))
    assert ActorKind.NEIGHBOURHOOD_ASSOCIATION in chiiki.party_kinds
    assert all(chiiki.element(name) for name in ("parties", "aim", "manner", "action"))


def test_i1_glossary_has_the_five_words_of_the_plan() -> None:
    defined = [
        one.name
        for one in facts("ichinoseki", "terms").values()
        if "ichinoseki-plan-1#2" in map(str, one.cite)
    ]

    assert defined == ["市", "行政", "まちづくり", "地域づくり", "公民館"]


@pytest.mark.parametrize(
    ("plan", "adopted", "in_force", "since", "until", "supersedes"),
    [
        pytest.param("action-plan", "2010-12", "2011-04", None, None, (), id="action-plan"),
        pytest.param("basic-plan-2", "2022-03", "2022-03", None, None, ("action-plan",), id="basic-plan-2"),
        pytest.param("promotion-plan-1", "2014-03", "2014-04", 2014, 2018, (), id="promotion-plan-1"),
        pytest.param(
            "promotion-plan-2", "FY2018", "2019-04", None, 2023, ("promotion-plan-1",), id="promotion-plan-2"
        ),
        pytest.param(
            "promotion-plan-3", "2024-03", "2024-04", None, None, ("promotion-plan-2",), id="promotion-plan-3"
        ),
    ],
)
def test_i2_lineage_of_the_plans(
    plan: str,
    adopted: str,
    in_force: str,
    since: int | None,
    until: int | None,
    supersedes: tuple[str, ...],
) -> None:
    found = ichinoseki("plans", plan)

    assert (found.adopted.iso if found.adopted else f"FY{found.adopted_in.year}") == adopted
    assert found.in_force.iso == in_force
    assert (found.period.since.year if found.period and found.period.since else None) == since
    assert (found.period.until.year if found.period and found.period.until else None) == until
    assert found.supersedes == supersedes


def test_i2_renamings_and_the_three_pillars() -> None:
    assert ichinoseki("plans", "basic-plan-2").formerly == "一関市協働推進アクションプラン"
    assert ichinoseki("plans", "promotion-plan-3").formerly == "一関市地域協働推進計画"
    for plan in ("action-plan", "promotion-plan-3"):
        assert ichinoseki("plans", plan).pillars == ("人づくり", "環境づくり", "仕組みづくり")


def test_i2_the_two_years_of_adoption_stay_side_by_side() -> None:
    plan = ichinoseki("plans", "promotion-plan-1")

    assert plan.adopted.fiscal_year.year == 2013
    assert [conflict.text for conflict in plan.conflicts] == ["策定は平成26年度"]


def test_i3_policies_goals_and_the_contrast_of_local_organisations() -> None:
    assert [
        ichinoseki("principles", one).name
        for one in ("self-reliance", "subsidiarity", "area-decentralisation")
    ] == [
        "自立型の地域づくり",
        "補完性の原則",
        "地域分権の推進",
    ]
    assert [part.name for part in ichinoseki("vision", "two-kyodo").parts] == [
        "地域社会の協働",
        "地域と行政の協働",
    ]
    contrasts = ichinoseki("vision", "local-organisations").contrasts
    assert len(contrasts) == 5
    assert (contrasts[0].before, contrasts[0].after) == ("要望、陳情、依存", "提案、実践、協働")


def test_i4_positions_functions_and_roles_of_a_council() -> None:
    councils = facts("ichinoseki", "councils")

    assert councils["position-administration"].towards == (ActorKind.ADMINISTRATION,)
    assert [councils[f"function-{n}"].number for n in range(1, 6)] == list("①②③④⑤")
    assert [councils[f"role-{n}"].number for n in range(1, 6)] == list("①②③④⑤")
    assert all(councils[f"role-{n}"].examples for n in range(1, 6))
    assert sum(fact_id.startswith("area-") for fact_id in councils) == 5


def test_i4_33_councils_as_of_april_2024() -> None:
    count = ichinoseki("councils", "count-councils")

    assert (count.value, count.date.iso, str(count.date)) == (33, "2024-04-01", "令和6年4月1日")


def test_i5_six_steps_each_with_who_supports_it() -> None:
    steps = [ichinoseki("councils", f"founding-{n}") for n in range(1, 7)]

    assert [step.name for step in steps] == [
        "学習会の開催",
        "地域の各種団体等や市民への参加呼びかけ",
        "設立準備会の立ち上げ",
        "規約や組織、事業計画の協議",
        "設立説明会",
        "設立総会",
    ]
    assert all(step.supporters for step in steps)
    assert {s.actor for s in ichinoseki("councils", "founding").supporters} == {"行政", "市民活動センター"}


def test_i6_model_form_has_its_four_parts_and_nine_lines() -> None:
    model = ichinoseki("plans", "area-plan-model")

    assert [part.name[:1] for part in model.contents] == ["1", "2", "3", "4"]
    assert Counter(line.item for line in model.model) == {
        "地域の宝を活かした魅力あるまち": 2,
        "安全安心なまち": 3,
        "子育てしやすいまち": 2,
        "高齢者が生き生きするまち": 1,
        "活動拠点の整備": 1,
    }
    assert [line.project for line in model.model] == [
        "〇〇史跡の環境整備",
        "〇〇伝統まつりの開催",
        "防犯パトロール",
        "防犯灯整備",
        "市道〇線の歩道整備",
        "児童公園の整備",
        "通学路点検",
        "ふれあいの場の運営（空き店舗活用）",
        "市民センターの管理運営",
    ]
    assert all(line.actor for line in model.model)


def test_i6_all_33_councils_had_a_plan_in_april_2019() -> None:
    count = ichinoseki("councils", "count-plans")

    assert (count.value, count.date.iso) == (33, "2019-04-01")


def test_i7_fourteen_programs_each_with_the_five_years_of_the_plan() -> None:
    numbers = [one.number for one in facts("ichinoseki", "programs").values() if one.number]

    assert numbers == list(range(1, 15))
    for number in numbers:
        one = program(number)
        assert [entry.fiscal_year.year for entry in one.schedule] == [2014, 2015, 2016, 2017, 2018]
        assert one.plan == "promotion-plan-1"
        assert one.content
        assert one.recipients


@pytest.mark.parametrize(
    ("number", "year", "wording"),
    [
        pytest.param(1, 2016, "27年度までに発足した地域協働体設立準備会", id="1"),
        pytest.param(4, 2016, "当面は27年度まで", id="4"),
        pytest.param(5, 2014, "交付金制度の具体的な制度設計", id="5-design"),
        pytest.param(5, 2015, "先行して設立された地域協働体から実施", id="5-running"),
        pytest.param(6, 2014, "現行の推進員制度の継続のいずれかを選択", id="6"),
        pytest.param(7, 2014, "地域協働体の設立状況に応じ、実施、充実", id="7"),
        pytest.param(8, 2014, "研究、検討、制度設計", id="8-design"),
        pytest.param(8, 2017, "地域協働体の活動状況に応じて、配置", id="8-running"),
        pytest.param(9, 2014, "調査研究", id="9-research"),
        pytest.param(9, 2016, "導入の検討", id="9-considering"),
        pytest.param(10, 2014, "調査研究、導入の検討", id="10-research"),
        pytest.param(10, 2017, "市民センター", id="10-running"),
        pytest.param(11, 2014, "諸課題の整理、公民館事業と社会教育事業のあり方の検討など", id="11"),
        pytest.param(11, 2015, "協定等必要な手続き", id="11-procedures"),
    ],
)
def test_i7_schedule_keeps_the_wording_of_the_plan(number: int, year: int, wording: str) -> None:
    (entry,) = (entry for entry in program(number).schedule if entry.fiscal_year.year == year)

    assert wording in entry.wording


def test_i7_a_phase_without_wording_says_why() -> None:
    read = [
        (number, entry.fiscal_year.year)
        for number in range(1, 15)
        for entry in program(number).schedule
        if str(entry.phase) != "not_stated" and not (entry.wording or entry.inference)
    ]

    assert read == []


def test_i7_figures_of_the_programs() -> None:
    (first,) = program(1).terms
    (fourth,) = program(4).terms
    officer = program(6).terms[0]

    assert (first.limit_total, first.rate, first.max_years, first.advance_payment) == (50_000, 1, 2, True)
    assert (fourth.limit_per_year, fourth.rate) == (200_000, Fraction(2, 3))
    assert (officer.persons, officer.hours_per_week) == (1, 29)
    assert program(5).terms[0].since.year == 2015


def test_i7_fourteen_programs_by_kind_of_support() -> None:
    assert Counter(program(number).support for number in range(1, 15)) == {
        SupportKind.FINANCIAL: 4,
        SupportKind.STAFFING: 2,
        SupportKind.DIALOGUE: 1,
        SupportKind.TRAINING: 2,
        SupportKind.INSURANCE: 1,
        SupportKind.FACILITY: 2,
        SupportKind.INSTITUTIONAL: 2,
    }


@pytest.mark.parametrize(
    ("fact_id", "since", "until"),
    [
        ("full-time-village-supporter", 2013, None),
        ("promotion-officer", 2014, None),
        ("area-staff", 2015, None),
        ("council-activity-subsidy", 2015, 2022),
        ("civic-centre-designated-manager", 2016, None),
        ("council-supporter", 2018, None),
        ("model-project-grant", 2021, None),
        ("area-building-grant", 2023, None),
    ],
)
def test_i8_later_programs_with_the_years_of_creation_and_abolition(
    fact_id: str, since: int, until: int | None
) -> None:
    found = ichinoseki("programs", fact_id)

    assert found.since.year == since
    assert (found.until.year if found.until else None) == until


def test_i9_area_grant_has_soft_and_hard_uses_and_its_flexibility() -> None:
    uses = {use.name: use for use in program(5).uses}

    assert sum(name.startswith("ソフト事業：") for name in uses) == 9
    assert sum(name.startswith("ハード事業：") for name in uses) == 6
    assert uses["柔軟な使途"].examples == ("予算の次年度繰越", "一部予算の積立")
    assert "構成団体等への助成" in uses


def test_i10_civic_centre_has_outline_uses_benefits_and_open_questions() -> None:
    centre, managed = (
        ichinoseki("facilities", one) for one in ("civic-centre", "civic-centre-local-management")
    )

    assert (len(centre.outline), len(centre.uses)) == (4, 5)
    assert (len(managed.benefits), len(managed.open_questions)) == (5, 2)
    assert centre.formerly == "公民館"
    assert [phase.name for phase in ichinoseki("cycles", "centre-pdca").phases] == list("PDCA")


def test_i11_dialogue_with_places_participants_opinions_and_questionnaire() -> None:
    forum = ichinoseki("dialogue", "maikawa-forum")
    workshop = ichinoseki("dialogue", "collaboration-workshop")

    assert forum.place == "一関文化伝承館"
    assert [group.persons for group in forum.participants] == [7, 27]
    assert len(forum.opinions) == 4
    assert len(forum.questionnaire) == 3
    assert [group.persons for group in workshop.participants if group.persons] == [12, 31]
    assert "全5回" in workshop.scale
    assert "30カ所" in ichinoseki("dialogue", "citizen-collaboration-forum").scale
    assert "6カ所" in ichinoseki("dialogue", "collaboration-staff-training").scale
    assert "櫻井常矢" in ichinoseki("dialogue", "collaboration-staff-training").lecturer
    assert ichinoseki("dialogue", "daito-area-lecture").time == "7月13日(土)14時"


def test_i12_fund_of_four_billion_yen_over_eight_years() -> None:
    figures = ichinoseki("institutions", "area-development-fund").figures

    assert [(figure.value, figure.unit) for figure in figures] == [(4_000_000_000, "円"), (8, "年")]


def test_i12_headquarters_conference_liaison_and_support_centre() -> None:
    assert ichinoseki("institutions", "headquarters").head == "市長"
    assert ichinoseki("institutions", "promotion-conference").name == "一関市協働推進会議"
    assert ichinoseki("institutions", "liaison-conference").standing is Standing.CONSIDERED
    centre = ichinoseki("facilities", "ichinoseki-civic-activity-centre")
    assert "レスパイトハウス・ハンズ" in centre.operator
    assert str(centre.since) == "平成20年"


def test_i13_ordinance_is_only_considered() -> None:
    assert ichinoseki("institutions", "ordinance-under-consideration").standing is Standing.CONSIDERED
    assert program(13).standing is Standing.CONSIDERED
    assert len(program(14).content) == 3


def test_i14_history_year_by_year_as_the_page_lists_it() -> None:
    listed: dict[str, int] = {}
    for event in facts("ichinoseki", "history").values():
        for citation in event.cite:
            if citation.section.startswith("協働のまちづくりの歩み"):
                year = citation.section.split()[1]
                assert event.fiscal_year.era_name == year
                listed[year] = listed.get(year, 0) + 1

    assert listed == {
        "平成22年度": 1,
        "平成25年度": 3,
        "平成26年度": 3,
        "平成27年度": 3,
        "平成28年度": 1,
        "平成29年度": 1,
        "平成30年度": 3,
        "令和3年度": 2,
        "令和4年度": 1,
        "令和5年度": 3,
    }


def test_h1_ordinance_counts_the_assembly_among_the_parties_and_the_guideline_does_not() -> None:
    ordinance, guideline = (hanamaki("definitions", one) for one in ("ordinance", "guideline"))

    assert ordinance.parties == ("市民", "市議会", "市の執行機関")
    assert guideline.parties == ("市民", "市")
    assert ActorKind.ASSEMBLY in ordinance.party_kinds
    assert ActorKind.ASSEMBLY not in guideline.party_kinds
    assert ordinance.aim is NOT_STATED
    assert guideline.aim
    assert ["第14条" in article.number for article in hanamaki("basis", "framework-ordinance").articles] == [
        False,
        True,
        True,
    ]


def test_h2_effects_and_cautions() -> None:
    assert len(facts("hanamaki", "effects")) == 3
    kinds = {str(kind) for one in facts("hanamaki", "cautions").values() for kind in one.kinds}
    assert kinds == {"means_not_end", "cost_and_effect", "no_coercion"}


def test_h3_citizens_are_of_five_kinds() -> None:
    assert hanamaki("actors", "citizens").includes == (
        "個人",
        "地域団体",
        "市民活動団体",
        "事業者",
        "学校",
    )
    assert hanamaki("actors", "city").includes == ("市長", "教育委員会")


@pytest.mark.parametrize(
    ("fact_id", "mark", "collaboration", "forms"),
    [
        pytest.param("citizens-alone", NOT_STATED, False, (), id="citizens-alone"),
        pytest.param(
            "city-supports-citizens", "A", True, ("事業協力・協定", "後援・協賛", "補助・助成"), id="A"
        ),
        pytest.param(
            "both-use-their-strengths", "B", True, ("共催", "実行委員会・協議会", "事業協力・協定"), id="B"
        ),
        pytest.param("citizens-support-city", "C", True, ("事業協力・協定", "後援・協賛", "委託"), id="C"),
        pytest.param("city-alone", NOT_STATED, False, (), id="city-alone"),
    ],
)
def test_h4_bands_a_b_c_are_collaboration_and_have_their_forms(
    fact_id: str, mark: str, collaboration: bool, forms: tuple[str, ...]
) -> None:
    band = hanamaki("bands", fact_id)

    assert (band.mark, band.collaboration, band.form_names) == (mark, collaboration, forms)


def test_h4_bands_run_from_the_citizens_side_to_the_citys() -> None:
    assert [one.kinds for one in facts("hanamaki", "bands").values()] == [(kind,) for kind in BandKind]


def test_h5_six_forms_each_with_what_it_is_good_for() -> None:
    forms = facts("hanamaki", "forms").values()

    assert [form.name for form in forms] == [
        "共催",
        "実行委員会・協議会",
        "事業協力・協定",
        "後援・協賛",
        "補助・助成",
        "委託",
    ]
    assert all(form.good_for for form in forms)


def test_h5_forms_and_bands_agree_with_each_other() -> None:
    bands = {(form.name, kind) for form in facts("hanamaki", "forms").values() for kind in form.bands}
    forms = {
        (name, band.kinds[0]) for band in facts("hanamaki", "bands").values() for name in band.form_names
    }

    assert bands == forms


def test_h6_seven_principles() -> None:
    assert [one.name for one in facts("hanamaki", "principles").values()] == [
        "情報公開・共有",
        "相互理解",
        "目的・目標の共有",
        "自主性・自立性の尊重",
        "対等の関係",
        "役割分担の明確化",
        "課題整理・改善",
    ]


@pytest.mark.parametrize(
    ("fact_id", "actions"),
    [
        ("individuals", 2),
        ("area-organisations", 2),
        ("civic-groups", 2),
        ("businesses", 2),
        ("schools", 2),
        ("city-information", 3),
        ("city-environment", 2),
        ("city-staff", 2),
    ],
)
def test_h7_undertakings_of_each_actor(fact_id: str, actions: int) -> None:
    assert len(hanamaki("undertakings", fact_id).actions) == actions


def test_y1_plan_follows_the_ordinance_and_takes_over_the_earlier_policy() -> None:
    policy = yamaguchi("plans", "civic-activity-policy")

    assert policy.adopted.iso == "2007-03"
    assert policy.id in yamaguchi("plans", "promotion-plan").supersedes
    assert "指針（ガイドライン）" in yamaguchi("basis", "promotion-plan").text


STATUSES = (ItemStatus.DONE, ItemStatus.ONGOING, ItemStatus.PARTIAL, ItemStatus.CONSIDERING)


@pytest.mark.parametrize(
    ("number", "total", "counts", "shares"),
    [
        ("I", 16, (6, 8, 2, 0), ("37.5%", "50.0%", "12.5%", "0.0%")),
        ("II", 15, (1, 11, 0, 3), ("6.7%", "73.3%", "0.0%", "20.0%")),
        ("III", 4, (0, 4, 0, 0), ("0.0%", "100%", "0.0%", "0.0%")),
        ("IV", 6, (1, 5, 0, 0), ("16.7%", "83.3%", "0.0%", "0.0%")),
        ("V", 6, (0, 5, 0, 1), ("0.0%", "83.3%", "0.0%", "16.7%")),
    ],
)
def test_y2_items_by_policy_and_status(
    number: str, total: int, counts: tuple[int, ...], shares: tuple[str, ...]
) -> None:
    (row,) = (row for row in yamaguchi("progress", "items-47").rows if row.number == number)

    assert row.total == total
    assert tuple(row.counts[status] for status in STATUSES) == counts
    assert tuple(row.shares[status] for status in STATUSES) == shares


def test_y2_rows_add_up_to_the_totals() -> None:
    progress = yamaguchi("progress", "items-47")
    total = progress.total

    assert (total.total, *(total.counts[status] for status in STATUSES)) == (47, 8, 33, 2, 4)
    assert sum(row.total for row in progress.rows) == 47
    for status in STATUSES:
        assert sum(row.counts[status] for row in progress.rows) == total.counts[status]
    for row in (*progress.rows, total):
        assert sum(row.counts.values()) == row.total


def test_y2_printed_shares_agree_with_the_counts() -> None:
    progress = yamaguchi("progress", "items-47")

    for row in (*progress.rows, progress.total):
        for status, printed in row.shares.items():
            exact = Fraction(row.counts[status] * 100, row.total)
            assert abs(exact - Fraction(printed.removesuffix("%"))) <= Fraction(5, 100)


def test_y3_vision_and_its_three_aims() -> None:
    assert yamaguchi("vision", "future-image").name == "個性豊かで 活力のある 自立した 地域社会"
    assert [part.name for part in yamaguchi("vision", "three-aims").parts] == [
        "①「住民自治の促進」",
        "②「地域力の向上」",
        "③「地域内での連携・協力の強化」",
    ]
    assert "1,023平方キロメートル" in yamaguchi("background", "merger").text


@pytest.mark.parametrize(
    ("fact_id", "survey", "values"),
    [
        ("local-activity", "市民アンケート", ("37.5", "37.2", "45.0", "50.0")),
        ("civic-activity", "市民アンケート", ("10.8", "11.6", "13.0", "15.0")),
        ("participation", "市民アンケート", ("18.8", "22.1", "23.0", "30.0")),
        ("responsiveness", "市民アンケート", ("26.0", "29.3", "30.0", "35.0")),
        ("staff-understanding", "職員アンケート", ("26.0", "88.5", "100", "100")),
    ],
)
def test_y4_indicator_has_its_four_values_and_its_survey(
    fact_id: str, survey: str, values: tuple[str, ...]
) -> None:
    indicator = yamaguchi("indicators", fact_id)

    assert (indicator.unit, indicator.source_survey) == ("%", survey)
    assert [(v.fiscal_year.year, str(v.kind), v.value) for v in indicator.values] == [
        (2006, "baseline", Decimal(values[0])),
        (2011, "actual", Decimal(values[1])),
        (2012, "target", Decimal(values[2])),
        (2017, "target", Decimal(values[3])),
    ]
    assert [str(v.value) for v in indicator.values] == list(values)


def test_y5_definition_six_attitudes_and_the_cycle() -> None:
    assert all(
        yamaguchi("definitions", "kyodo").element(name)
        for name in ("parties", "relation", "aim", "manner", "action")
    )
    assert len(facts("yamaguchi", "principles")) == 6
    assert [phase.name for phase in yamaguchi("cycles", "collaboration-pds").phases] == ["PLAN", "DO", "SEE"]


def test_y6_three_effects_and_not_for_savings() -> None:
    assert [one.number for one in facts("yamaguchi", "effects").values()] == ["①", "②", "③"]
    assert yamaguchi("cautions", "not-for-savings").name == "経費削減のためではありません"


def test_y7_domains_by_who_leads_and_six_fields_with_effect_and_examples() -> None:
    kinds = {kind for one in facts("yamaguchi", "bands").values() for kind in one.kinds}
    assert kinds == {BandKind.CITIZENS_LEAD, BandKind.EQUAL, BandKind.CITY_LEADS}
    listed = [one for one in facts("yamaguchi", "fields").values() if one.number]
    assert [one.number for one in listed] == list("①②③④⑤⑥")
    assert [len(one.examples) for one in listed] == [3, 6, 2, 4, 1, 2]
    assert all(one.effect for one in listed)


@pytest.mark.parametrize(
    ("fact_id", "name", "points"),
    [
        ("co-hosting", "共催", 5),
        ("endorsement", "後援", 1),
        ("executive-committee", "実行委員会（協議会）", 4),
        ("adoption", "アドプト制度（里親制度）", 2),
        ("project-cooperation", "事業協力", 2),
        ("commission", "協働委託", 4),
        ("grant", "補助、助成（補助金、助成金、交付金）", 7),
        ("policy-proposal", "参画提案・政策提案", 4),
        ("information-exchange", "情報提供・情報交換", 4),
    ],
)
def test_y8_form_with_its_points(fact_id: str, name: str, points: int) -> None:
    form = yamaguchi("forms", fact_id)

    assert (form.name, len(form.points)) == (name, points)


def test_y8_there_are_nine_forms() -> None:
    assert len(facts("yamaguchi", "forms")) == 9


def test_y9_features_and_roles_of_civic_groups() -> None:
    groups = yamaguchi("actors", "civic-groups")

    assert [feature.name for feature in groups.features] == [
        "自発的、自主的",
        "個別性、多様性",
        "先駆性、開拓性",
        "柔軟性、機動性",
        "専門性、提言性",
        "地域性、当事者性",
    ]
    assert len(groups.roles) == 5
    assert len(facts("yamaguchi", "actors")) == 7


def test_y10_a_council_in_21_of_21_areas() -> None:
    count = yamaguchi("councils", "count")

    assert (count.value, count.out_of, count.date) == (21, 21, NOT_STATED)
    assert [
        yamaguchi("councils", f"role-{role}").number for role in ("issues", "coordination", "resources")
    ] == [
        "ア",
        "イ",
        "ウ",
    ]
    cycle = yamaguchi("cycles", "council-pds")
    assert (cycle.every, len(cycle.phases)) == ("年間", 3)


def test_y11_grant_staff_and_the_two_centres() -> None:
    exchange = yamaguchi("facilities", "community-exchange-centre")
    support = yamaguchi("facilities", "civic-activity-support-centre")

    assert (exchange.formerly, exchange.opened.iso) == ("公民館", "2009-04")
    assert support.opened.iso == "2001-12"
    assert [function.name for function in support.functions] == [
        "相談",
        "人材発掘・養成",
        "事務局支援",
        "普及・啓発及び情報収集",
        "ネットワーク",
    ]
    assert yamaguchi("programs", "area-building-grant").support is SupportKind.FINANCIAL
    assert yamaguchi("programs", "area-staff").support is SupportKind.STAFFING


def test_y12_three_stages_with_spans_and_who_acts() -> None:
    stages = yamaguchi("maturity", "area-building").stages

    assert [(stage.name, stage.span.wording) for stage in stages] == [
        ("準備期", "～4年程度"),
        ("成長期", "～9年程度"),
        ("成熟期", "10年程度～"),
    ]
    assert [(stage.span.first, stage.span.last) for stage in stages] == [
        (NOT_STATED, 4),
        (NOT_STATED, 9),
        (10, NOT_STATED),
    ]
    assert [[step.actor for step in stage.milestones] for stage in stages] == [
        ["行政", "地域", "地域", "行政", "行政"],
        ["行政", "地域", "行政", "行政", "地域、行政"],
        ["地域、行政", "地域"],
    ]


def test_y13_four_policies_and_sixteen_measures() -> None:
    policies = yamaguchi("plans", "promotion-plan").policies

    assert [policy.number for policy in policies] == ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"]
    assert [len(policy.measures) for policy in policies] == [6, 5, 2, 3]
    assert policies[0].measures[5].name == "市政への参画の仕組みづくり"


def test_y13_five_earlier_policies_and_where_they_went() -> None:
    earlier = [policy.number for policy in yamaguchi("plans", "items-from-h21").policies]
    mapped = {
        before.number: policy.number
        for policy in yamaguchi("plans", "promotion-plan").policies
        for before in policy.earlier
    }

    assert earlier == ["I", "II", "III", "IV", "V"]
    assert {number: mapped[number] for number in ("I", "II", "III", "V")} == {
        "I": "Ⅰ",
        "II": "Ⅱ",
        "III": "Ⅲ",
        "V": "Ⅳ",
    }
    assert all(
        before.inference
        for policy in yamaguchi("plans", "promotion-plan").policies
        for before in policy.earlier
    )
