"""One applicant through every city's programs: an amount, a reason, or that the document does not say."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kyodo_core.cli.main import group

ASKER = """\
fiscal_year = "平成27年度"
[applicant]
kind = "community_council"
name = "中央地域協働体"
[applicant.facts]
received_this_year = 0
received_total = 0
year_in_program = 1
[[costs]]
category = "研修"
amount = 400_100
"""
Ask = Callable[..., Result]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Ask all installed cities with the text of a file."""

    def invoke(text: str, *more: str) -> Result:
        path = tmp_path / "asker.toml"
        path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(group(), ["compare", "--applicant", str(path), *more])

    return invoke


def answers(result: Result) -> dict[str, dict[str, object]]:
    assert result.exit_code == 0, result.output
    return {answer["program"]: answer for answer in json.loads(result.stdout)["answers"]}


@pytest.mark.parametrize(
    ("program", "eligible", "amount"),
    [
        pytest.param("program-01-consensus-building", True, 50_000, id="limit-in-total"),
        pytest.param("program-04-council-support-subsidy", True, 200_000, id="limit-per-year"),
        pytest.param("program-05-area-grant", True, "not_stated", id="no-amount-in-the-document"),
        pytest.param("program-11-civic-centre-local-management", False, 0, id="still-in-preparation"),
        pytest.param("area-building-grant", True, "not_stated", id="another-city"),
    ],
)
def test_each_program_answers_for_itself(ask: Ask, program: str, eligible: bool, amount: object) -> None:
    found = answers(ask(ASKER, "--format", "json"))[program]

    assert (found["eligible"], found["amount"]) == (eligible, amount)
    assert found["citations"]


def test_what_an_application_lacks_is_said_by_the_program_that_asks_for_it(ask: Ask) -> None:
    text = ASKER.replace("received_this_year = 0\n", "")

    found = answers(ask(text, "--format", "json"))["program-04-council-support-subsidy"]

    assert (found["eligible"], found["amount"]) == (None, None)
    assert found["reasons"] == [
        "the fact received_this_year (今年度すでに受けた額) is missing: the limit is per fiscal year"
    ]


def test_a_program_for_others_is_not_asked(ask: Ask) -> None:
    text = ASKER.replace("community_council", "business")

    assert "program-04-council-support-subsidy" not in answers(ask(text, "--format", "json"))


def test_a_city_without_programs_says_so(ask: Ask) -> None:
    result = ask(ASKER, "--format", "markdown", "hanamaki")

    assert "The documents state no program for this applicant." in result.stdout


def test_the_table_has_the_steps_that_made_the_amount(ask: Ask) -> None:
    output = ask(ASKER, "--format", "markdown", "ichinoseki").stdout

    assert "Rate 2/3: 266,733と1/3円<br>Limit per fiscal year: 200,000円" in output


def test_a_faulty_file_is_refused_with_its_place(ask: Ask) -> None:
    result = ask(ASKER.replace('"平成27年度"', '"二七年度"'))

    assert result.exit_code == 1
    assert "asker.toml:1:15" in result.stderr


def test_a_year_stands_in_the_file_alone(ask: Ask) -> None:
    assert ask(ASKER, "--year", "H26").exit_code == 2
