"""`kyodo programs` and `kyodo program show`."""

import json
from pathlib import Path

import pytest

from kyodo_core.domain.years import FiscalYear
from tests.grants import terms
from tests.mihon import kyodo

ALL = ["grant", "courses", "old", "two", "area-grant"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param((), ALL, id="all"),
        pytest.param(("mihon",), ALL, id="city"),
        pytest.param(("--support", "training"), ["courses"], id="support"),
        pytest.param(("--for", "school"), ["courses", "old", "two", "area-grant"], id="for-schools"),
        pytest.param(
            ("--for", "community_council"), ["grant", "courses", "two", "area-grant"], id="for-councils"
        ),
        pytest.param(("--year", "令和6年度"), ALL, id="last-year-of-one"),
        pytest.param(("--year", "R7"), ["grant", "courses", "old", "area-grant"], id="year"),
        pytest.param(
            ("--year", "R7", "--support", "training", "--for", "school"), ["courses"], id="all-three"
        ),
        pytest.param(("--support", "insurance"), [], id="none"),
    ],
)
def test_programs_are_listed(mihon: Path, options: tuple[str, ...], expected: list[str]) -> None:
    result = kyodo("programs", *options, "--format", "json")

    assert result.exit_code == 0
    listed = json.loads(result.stdout)
    assert [program["id"] for program in listed] == expected
    assert {program["city"] for program in listed} <= {"mihon"}


def test_catalogue_says_whether_an_amount_is_stated(mihon: Path) -> None:
    result = kyodo("programs")

    assert result.exit_code == 0
    for said in ("見本市", "協議会補助金", "grant", "Financial", "～令和6年度", "stated"):
        assert said in result.stdout


def test_catalogue_without_a_program_says_so(mihon: Path) -> None:
    result = kyodo("programs", "--support", "insurance")

    assert (result.exit_code, "Not stated in the documents." in result.stdout) == (0, True)


@pytest.mark.parametrize(
    ("options", "near"),
    [
        (("mihom",), "mihon"),
        (("--support", "finacial"), "financial"),
        (("--for", "council"), "community_council"),
    ],
)
def test_name_that_does_not_exist_is_refused_with_the_nearest(
    mihon: Path, options: tuple[str, ...], near: str
) -> None:
    result = kyodo("programs", *options)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Did you mean {near}?" in result.stderr


def test_program_is_shown_with_its_terms(mihon: Path) -> None:
    result = kyodo("program", "show", "mihon", "grant")

    assert result.exit_code == 0
    for said in ("見本市 協議会補助金", "2/3", "300,000", "1,000", "第4条"):
        assert said in result.stdout
    assert "REVIEW OVERDUE" not in result.stdout


def test_terms_that_were_to_be_reviewed_are_marked(mihon: Path) -> None:
    """Those still in force are; those that ended, or whose time has not come, are not."""
    marked = kyodo("program", "show", "mihon", "two", "--format", "markdown").stdout
    ended = kyodo("program", "show", "mihon", "old", "--format", "markdown").stdout

    assert [line for line in marked.splitlines() if "REVIEW OVERDUE" in line and "甲" in line]
    assert marked.count("REVIEW OVERDUE") == 1
    assert "REVIEW OVERDUE" not in ended


def test_program_as_data(mihon: Path) -> None:
    shown = json.loads(kyodo("program", "show", "mihon", "two", "--format", "json").stdout)

    assert (shown["id"], [terms["name"] for terms in shown["terms"]]) == ("two", ["甲", "乙"])


@pytest.mark.parametrize(("city", "program", "near"), [("mihom", "two", "mihon"), ("mihon", "tow", "two")])
def test_program_that_does_not_exist_is_refused(mihon: Path, city: str, program: str, near: str) -> None:
    result = kyodo("program", "show", city, program)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Did you mean {near}?" in result.stderr


@pytest.mark.parametrize(
    ("said", "stale"),
    [
        ('review_by = "R5"', True),
        ('review_by = "R6"', False),
        ('review_by = "R7"', False),
        ('review_by = "R5"\nuntil = "R5"', False),
        ('review_by = "R5"\nuntil = "R6"', True),
        ("", False),
    ],
)
def test_terms_are_overdue_after_the_year_of_their_review(said: str, stale: bool) -> None:
    assert terms(said).overdue(FiscalYear.parse("令和6年度")) is stale
