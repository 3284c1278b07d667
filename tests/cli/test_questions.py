"""What people ask of several cities: which forms are practised, how definitions differ, what is missing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Answer = Callable[..., str]


@pytest.fixture
def compared(answer: Answer) -> Callable[[str], dict[str, Any]]:
    """The cells of an aspect by row and city."""

    def ask(aspect_id: str) -> dict[str, Any]:
        (aspect,) = json.loads(answer(f"compare --format json --aspect {aspect_id}"))["aspects"]
        return {row["id"]: row["cells"] for row in aspect["rows"]}

    return ask


@pytest.mark.parametrize(
    ("form", "hanamaki", "ichinoseki", "yamaguchi"),
    [
        ("co_hosting", "defined", "not_stated", "defined"),
        ("executive_committee", "defined", "not_stated", "defined"),
        ("project_cooperation", "defined", "not_stated", "defined"),
        ("agreement", "defined", "not_stated", "not_stated"),
        ("endorsement", "defined", "not_stated", "defined"),
        ("sponsorship", "defined", "not_stated", "not_stated"),
        ("adoption", "not_stated", "not_stated", "defined"),
        ("commission", "defined", "practised", "defined"),
        ("grant", "defined", "practised", "defined"),
        ("policy_proposal", "practised", "practised", "defined"),
        ("information_exchange", "not_stated", "practised", "defined"),
    ],
)
def test_form_is_defined_practised_or_not_stated(
    form: str, hanamaki: str, ichinoseki: str, yamaguchi: str, compared: Callable[[str], dict[str, Any]]
) -> None:
    states = {slug: cell["state"] for slug, cell in compared("forms")[form].items()}

    assert states == {"hanamaki": hanamaki, "ichinoseki": ichinoseki, "yamaguchi": yamaguchi}


def test_practised_forms_cite_the_programs_that_use_them(compared: Callable[[str], dict[str, Any]]) -> None:
    grant = compared("forms")["grant"]["ichinoseki"]

    assert {"program-01-consensus-building", "area-building-grant"} <= {i["fact"] for i in grant["items"]}
    sections = {citation["section"] for citation in grant["citations"]}
    assert {"8-1-4 事業1", "8-2-1 事業4", "協働のまちづくりの歩み 令和5年度"} <= sections


def test_what_is_only_considered_is_not_practised(compared: Callable[[str], dict[str, Any]]) -> None:
    practising = {item["fact"] for row in compared("forms").values() for item in row["ichinoseki"]["items"]}

    assert "program-05-area-grant" not in practising
    assert "ordinance-workshop" not in practising


def test_every_cell_that_states_something_cites_it(compared: Callable[[str], dict[str, Any]]) -> None:
    for cells in compared("forms").values():
        for cell in cells.values():
            assert bool(cell["citations"]) is bool(cell["items"]) is (cell["state"] != "not_stated")


def test_practised_forms_are_marked_in_the_table(answer: Answer) -> None:
    assert "（実践のみ）" in answer("compare --aspect forms")
    assert "実践のみ: 委託、補助" in answer("compare", columns=200)


@pytest.mark.parametrize(
    ("element", "hanamaki", "ichinoseki", "yamaguchi"),
    [
        ("parties", ["guideline", "ordinance"], ["kyodo", "chiiki-kyodo"], ["kyodo", "kyodo-town-building"]),
        ("relation", ["guideline"], ["kyodo", "chiiki-kyodo"], ["kyodo", "kyodo-town-building"]),
        ("aim", ["guideline"], ["chiiki-kyodo"], ["kyodo", "kyodo-town-building"]),
        ("manner", ["guideline", "ordinance"], ["kyodo", "chiiki-kyodo"], ["kyodo", "kyodo-town-building"]),
        ("action", ["guideline", "ordinance"], ["kyodo", "chiiki-kyodo"], ["kyodo", "kyodo-town-building"]),
    ],
)
def test_definitions_are_compared_element_by_element(
    element: str,
    hanamaki: list[str],
    ichinoseki: list[str],
    yamaguchi: list[str],
    compared: Callable[[str], dict[str, Any]],
) -> None:
    cells = compared("definitions")[element]

    shown = [[i["fact"] for i in cells[slug]["items"]] for slug in ("hanamaki", "ichinoseki", "yamaguchi")]
    assert shown == [hanamaki, ichinoseki, yamaguchi]


def test_both_definitions_of_hanamaki_show_their_parties(compared: Callable[[str], dict[str, Any]]) -> None:
    texts = [item["text"] for item in compared("definitions")["parties"]["hanamaki"]["items"]]

    assert texts == ["市民、市", "市民、市議会、市の執行機関"]


def test_progress_indicators_and_maturity_are_gaps_as_a_whole(answer: Answer) -> None:
    gaps = json.loads(answer("gaps hanamaki --format json"))["gaps"]
    whole = {
        gap["aspect"]["id"]: [learn["city"]["slug"] for learn in gap["learn_from"]]
        for gap in gaps
        if gap["row"] is None
    }

    assert whole["progress"] == ["yamaguchi"]
    assert whole["maturity"] == ["yamaguchi"]


def test_a_practised_form_is_a_gap_where_others_define_it(answer: Answer) -> None:
    gaps = json.loads(answer("gaps ichinoseki --format json"))["gaps"]
    forms = {gap["row"]["id"]: gap for gap in gaps if gap["aspect"]["id"] == "forms"}

    assert forms["grant"]["state"] == "practised"
    assert [learn["city"]["slug"] for learn in forms["grant"]["learn_from"]] == ["hanamaki", "yamaguchi"]
    assert forms["adoption"]["state"] == "not_stated"
    assert [learn["city"]["slug"] for learn in forms["adoption"]["learn_from"]] == ["yamaguchi"]
    assert forms["agreement"]["learn_from"][0]["citations"]


@pytest.mark.parametrize("slug", ["hanamaki", "ichinoseki", "yamaguchi"])
def test_gaps_name_only_what_the_city_does_not_define_and_others_do(slug: str, answer: Answer) -> None:
    compared = json.loads(answer("compare --format json"))["aspects"]
    cells = {(a["id"], row["id"]): row["cells"] for a in compared for row in a["rows"]}

    for gap in json.loads(answer(f"gaps {slug} --format json"))["gaps"]:
        learn_from = [learn["city"]["slug"] for learn in gap["learn_from"]]
        assert learn_from
        assert slug not in learn_from
        if gap["row"]:
            row = cells[gap["aspect"]["id"], gap["row"]["id"]]
            assert row[slug]["state"] == gap["state"] != "defined"
            assert all(row[other]["state"] != "not_stated" for other in learn_from)


def test_gaps_rank_no_one(answer: Answer) -> None:
    assert "優劣を示すものではない" in answer("gaps yamaguchi", columns=200)


def test_sources_list_each_document_with_the_facts_that_rest_on_it(answer: Answer) -> None:
    shown = json.loads(answer("show ichinoseki --sources --format json"))["documents"]
    facts = {document["id"]: {(f["aspect"], f["id"]) for f in document["facts"]} for document in shown}

    assert set(facts) == {"ichinoseki-web", "ichinoseki-plan-1", "ichinoseki-koho"}
    assert ("dialogue", "maikawa-forum") in facts["ichinoseki-koho"]
    assert ("programs", "program-04-council-support-subsidy") in facts["ichinoseki-plan-1"]
    # cited by what came of it later alone
    assert ("programs", "program-04-council-support-subsidy") in facts["ichinoseki-web"]


def test_sources_of_one_aspect_list_that_aspect_alone(answer: Answer) -> None:
    shown = json.loads(answer("show yamaguchi progress --sources --format json"))["documents"]

    assert [fact["id"] for document in shown for fact in document["facts"]] == ["items-47"]


def test_sources_describe_the_documents(answer: Answer) -> None:
    output = answer("show ichinoseki --sources", columns=120)

    for words in ("文書ID: ichinoseki-plan-1", "平成26年3月", "R6.11.30", "一関市"):
        assert words in output


def test_a_city_without_an_aspect_says_that_it_is_not_stated(answer: Answer) -> None:
    assert "資料に記載" in answer("show hanamaki progress")
    assert json.loads(answer("show hanamaki progress --format json"))["aspects"]["progress"] is None
    assert json.loads(answer("show hanamaki maturity --format json"))["aspects"]["maturity"] == []


def test_an_aspect_that_no_compared_city_states_is_said_to_be_not_stated(answer: Answer) -> None:
    assert "資料に記載なし。" in answer("compare hanamaki --aspect maturity")
    assert "資料に記載なし。" not in answer("compare hanamaki --aspect history")


def test_cities_are_compared_in_the_order_asked_for_and_each_once(answer: Answer) -> None:
    def asked(line: str) -> list[str]:
        return [city["slug"] for city in json.loads(answer(line))["cities"]]

    line = "compare --aspect bands --format json"
    assert asked(f"{line} yamaguchi hanamaki yamaguchi") == ["yamaguchi", "hanamaki"]
    assert asked(f"{line} ichinoseki") == ["ichinoseki"]


def test_installed_cities_are_listed_with_their_codes_and_counts(answer: Answer) -> None:
    cities = json.loads(answer("cities --format json"))

    assert [(city["slug"], city["code"]) for city in cities] == [
        ("hanamaki", "032051"),
        ("ichinoseki", "032093"),
        ("yamaguchi", "352039"),
    ]
    assert cities[2]["facts"]["forms"] == 9
