"""`--year`: the answer as of a fiscal year, in any notation."""

import json
from collections.abc import Callable

import click
import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.cli.options import Year
from kyodo_core.domain.years import FiscalYear

Answer = Callable[..., str]


@pytest.fixture
def held(answer: Answer) -> Callable[[str, str, str], set[str]]:
    """The ids of the facts that a comparison shows of a city in an aspect, as of a year."""

    def ask(slug: str, aspect_id: str, year: str) -> set[str]:
        shown = answer("compare --format json --aspect", aspect_id, "--year", year, slug)
        (aspect,) = json.loads(shown)["aspects"]
        return {item["fact"] for row in aspect["rows"] for item in row["cells"][slug]["items"]}

    return ask


@pytest.mark.parametrize(
    ("year", "plans"),
    [
        pytest.param("H22", set(), id="H22-not-yet-in-force"),
        pytest.param("H24", {"action-plan"}, id="H24"),
        pytest.param("H26", {"action-plan", "promotion-plan-1"}, id="H26"),
        pytest.param("H30", {"action-plan", "promotion-plan-1"}, id="H30"),
        pytest.param("R元", {"action-plan", "promotion-plan-2"}, id="R1"),
        pytest.param("R3", {"action-plan", "basic-plan-2", "promotion-plan-2"}, id="R3-renewed-in-March"),
        pytest.param("R4", {"basic-plan-2", "promotion-plan-2"}, id="R4"),
        pytest.param("R6", {"basic-plan-2", "promotion-plan-3"}, id="R6"),
    ],
)
def test_plans_in_force_in_a_year(
    year: str, plans: set[str], held: Callable[[str, str, str], set[str]]
) -> None:
    undated = {"area-plan-model"}

    assert held("ichinoseki", "plans", year) == plans | undated


@pytest.mark.parametrize(
    ("fact_id", "years", "not_years"),
    [
        pytest.param("program-01-consensus-building", ["H26", "H27"], ["H25", "H31"], id="01"),
        pytest.param("program-05-area-grant", ["H27", "H30"], ["H26", "R1"], id="05-designed-first"),
        pytest.param("program-09-civic-activity-insurance", [], ["H26", "H28"], id="09-only-considered"),
        pytest.param("program-11-civic-centre-local-management", [], ["H26", "H27"], id="11-prepared"),
        pytest.param("promotion-officer", ["H26", "R6"], ["H25"], id="from-H26"),
        pytest.param("council-activity-subsidy", ["H27", "R4"], ["H26", "R5"], id="abolished"),
        pytest.param("model-project-grant", ["R3"], ["R2"], id="from-R3"),
        pytest.param("area-building-grant", ["R5"], ["R4"], id="from-R5"),
        pytest.param("neighbourhood-activity-subsidy", ["H1", "R6"], [], id="undated"),
    ],
)
def test_programs_running_in_a_year(
    fact_id: str, years: list[str], not_years: list[str], held: Callable[[str, str, str], set[str]]
) -> None:
    for year in years:
        assert fact_id in held("ichinoseki", "programs", year), year
    for year in not_years:
        assert fact_id not in held("ichinoseki", "programs", year), year


@pytest.mark.parametrize(
    ("slug", "fact_id", "year", "counted"),
    [
        pytest.param("ichinoseki", "count-councils", "R5", False, id="before-the-count"),
        pytest.param("ichinoseki", "count-councils", "R6", True, id="of-that-year"),
        pytest.param("ichinoseki", "count-plans", "H30", False, id="plans-before"),
        pytest.param("ichinoseki", "count-plans", "H31", True, id="plans-of-that-year"),
        pytest.param("yamaguchi", "count", "H1", True, id="undated"),
    ],
)
def test_councils_counted_by_a_year(
    slug: str, fact_id: str, year: str, counted: bool, held: Callable[[str, str, str], set[str]]
) -> None:
    assert (fact_id in held(slug, "councils", year)) is counted


@pytest.mark.parametrize("year", ["S30", "H24", "R30"])
def test_a_fact_without_years_stays(year: str, held: Callable[[str, str, str], set[str]]) -> None:
    assert len(held("hanamaki", "principles", year)) == 7
    assert len(held("yamaguchi", "forms", year)) == 9


def test_observed_values_come_with_their_year_and_targets_always(answer: Answer) -> None:
    def values(year: str) -> str:
        (aspect,) = json.loads(answer("compare yamaguchi --aspect indicators --format json --year", year))[
            "aspects"
        ]
        return str(aspect["rows"][0]["cells"]["yamaguchi"]["items"][0]["text"])

    assert ["37.5" in values("H18"), "37.2" in values("H18"), "50.0" in values("H18")] == [True, False, True]
    assert "37.2" in values("H23")


def test_history_up_to_a_year(held: Callable[[str, str, str], set[str]]) -> None:
    assert "councils-begin" in held("ichinoseki", "history", "H26")
    assert "kominkan-to-centre" not in held("ichinoseki", "history", "H26")


def test_practised_forms_follow_the_year_too(answer: Answer) -> None:
    def practising(year: str) -> set[str]:
        (forms,) = json.loads(answer("compare ichinoseki --aspect forms --format json --year", year))[
            "aspects"
        ]
        (grant,) = (row for row in forms["rows"] if row["id"] == "grant")
        return {item["fact"] for item in grant["cells"]["ichinoseki"]["items"]}

    assert "program-01-consensus-building" in practising("H26")
    assert "program-01-consensus-building" not in practising("R6")
    assert "area-building-grant" in practising("R6")


@pytest.mark.parametrize("year", ["H26", "平成26年度", "2014", "FY2014", "２０１４年度", "平成２６"])
def test_a_year_is_read_in_the_notations_of_documents(year: str, answer: Answer) -> None:
    assert json.loads(answer("compare --aspect bands --format json --year", year))["year"] == 2014


def test_the_year_stands_in_the_title_and_in_a_note(answer: Answer) -> None:
    title, *rest = answer("compare --aspect plans --year 平成26年度", columns=120).splitlines()

    assert title.endswith("（平成26年度時点）")
    assert any(line.startswith("平成26年度") for line in rest)


@pytest.mark.parametrize("year", ["26年度", "abc", "", "H0", "平成", "2014-04", "H26/27"])
def test_what_is_no_year_is_refused_with_an_example(year: str, run: Callable[..., Result]) -> None:
    result = run("compare --year", year)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "H26" in result.stderr


@given(text=st.text(max_size=12) | st.from_regex(r"(平成|H|R|令和)?\d{1,4}年?度?", fullmatch=True))
def test_any_text_is_a_year_or_a_refusal(text: str) -> None:
    try:
        year = Year().convert(text, None, None)
    except click.BadParameter:
        return
    assert isinstance(year, FiscalYear)
