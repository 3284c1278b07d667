"""`kyodo check --stale`: what is out of date, as findings; the answer is 0."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from kyodo_core.domain.years import FiscalYear
from kyodo_core.reports.schema import SCHEMAS
from tests.cli.test_formats import is_sound_csv, is_sound_html, is_sound_markdown
from tests.standins import HEADER, CityFolder

Run = Callable[..., Result]
Answer = Callable[..., str]
NEWER = """
[[document]]
id = "plan-2"
title = "見本市第2次協働推進計画"
short = "第2次計画"
issuer = "見本市"
issued = "令和4年3月"
supersedes = ["plan"]
"""
FORMS = """\
[[form]]
id = "co-hosting"
name = "共催"
kinds = ["co_hosting"]
review_by = "令和5年度"
cite = "plan#第2章3"

[[form]]
id = "endorsement"
name = "後援"
kinds = ["endorsement"]
cite = ["plan#第2章4", "plan-2#第3章"]
"""


@pytest.fixture
def outdated(mihon: Path) -> CityFolder:
    """The only city, with an overdue review and a superseded document."""
    folder = CityFolder(mihon / "city")
    folder.write("municipality", HEADER + NEWER)
    folder.write("forms", FORMS)
    return folder


@pytest.mark.usefixtures("outdated")
@pytest.mark.parametrize("columns", [80, 120])
def test_whole_output_is_as_expected(
    columns: int, answer: Answer, matches_expected: Callable[[str, str], None]
) -> None:
    matches_expected(f"check-stale-{columns}", answer("check --stale --year R7", columns=columns))


@pytest.mark.usefixtures("outdated")
def test_other_formats_are_sound(answer: Answer) -> None:
    is_sound_markdown(answer("check --stale --year R7 --format markdown"))
    is_sound_html(answer("check --stale --year R7 --format html"))
    is_sound_csv(answer("check --stale --year R7 --format csv"))


@pytest.mark.usefixtures("outdated")
def test_json_keeps_to_the_schema(answer: Answer) -> None:
    data = json.loads(answer("check mihon --stale --year R7 --format json"))

    assert [error.message for error in Draft202012Validator(SCHEMAS["check-stale"]()).iter_errors(data)] == []
    [city] = data["cities"]
    assert data["year"] == 2025
    assert [(one["id"], one["terms"], one["review_by"]["fiscal_year"]) for one in city["overdue"]] == [
        ("co-hosting", None, 2023),
        ("two", 0, 2018),
    ]
    assert [(one["id"], [newer["id"] for newer in one["newer"]]) for one in city["documents"]] == [
        ("plan", ["plan-2"])
    ]
    assert [one["id"] for one in city["facts"]] == [
        "co-hosting",
        "grant",
        "courses",
        "old",
        "two",
        "area-grant",
    ]


@pytest.mark.usefixtures("outdated")
def test_before_anything_is_out_of_date(answer: Answer) -> None:
    assert "見直しの期限を過ぎたものも、新しい文書に替わった文書もない。" in answer(
        "check --stale --year H28"
    )


@pytest.mark.usefixtures("outdated")
def test_without_a_year_it_is_the_current_one(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FiscalYear, "of", classmethod(lambda cls, _day: cls(2021)))

    assert json.loads(answer("check --stale --format json"))["year"] == 2021


@pytest.mark.usefixtures("mihon")
def test_a_year_alone_is_wrong_usage(run: Run) -> None:
    result = run("check --year R7 --lang en")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--year goes with --stale." in result.stderr


def test_faulty_city_is_named(outdated: CityFolder, run: Run) -> None:
    outdated.write("forms", FORMS.replace("co_hosting", "cohosting"))
    result = run("check --stale --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "this kind does not exist" in result.stderr


def test_document_of_an_unknown_plan_is_found_by_check(outdated: CityFolder, run: Run) -> None:
    path = outdated.write("municipality", HEADER + 'plan = "promotion-plan"\n')
    outdated.write("forms", "")
    outdated.write("plans", '[[plan]]\nid = "promotion-plan-1"\nname = "計画"\nkinds = []\ncite = "plan#1"\n')

    result = run("check --lang en --format json")

    assert result.exit_code == 1
    [finding] = json.loads(result.stdout)["findings"]
    assert (finding["file"], finding["line"], finding["column"]) == (str(path), 12, 8)
    assert finding["message"] == 'plan: no plan has this id (now: "promotion-plan")'
    assert (finding["suggestions"], finding["known"]) == (["promotion-plan-1"], ["promotion-plan-1"])


def test_faulty_plans_are_told_once(outdated: CityFolder, run: Run) -> None:
    outdated.write("municipality", HEADER + 'plan = "promotion-plan"\n')
    outdated.write("forms", "")
    outdated.write("plans", "[[plan]\n")

    result = run("check --lang en --format json")

    assert [finding["line"] for finding in json.loads(result.stdout)["findings"]] == [1]
