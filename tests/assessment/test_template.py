"""The template of an application: it loads again, names every fact, and whatever a program says in it."""

from pathlib import Path

import pytest
import tomli

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.assess import UnfitApplicationError, assess
from kyodo_core.assessment.inputs import needed_facts
from kyodo_core.assessment.template import template
from kyodo_core.domain.years import FiscalYear
from kyodo_core.loading.applications import ApplicationFile
from kyodo_core.loading.structuring import structure
from tests.grants import program

YEAR = FiscalYear.parse("令和6年度")


def filled(said: Program, folder: Path) -> ApplicationFile:
    path = folder / "application.toml"
    path.write_text(template("mihon", said, YEAR), encoding="utf-8")
    return ApplicationFile(path)


def test_template_is_an_application_with_every_fact_and_why() -> None:
    said = program(
        'rate = "1/2"\nlimit_per_year = 1\nexcludes = ["x"]\n'
        'costs = [{ category = "会議費" }, { category = "飲食費", eligible = false }]\n'
        'requirements = [{ fact = "registered", equals = true, message = "登録が必要です" }]',
        head='recipient_kinds = ["community_council", "civic_group"]',
    )

    assert template("mihon", said, YEAR) == (
        "# 地域づくり補助金\n"
        'city = "mihon"\n'
        'program = "grant"\n'
        'fiscal_year = "令和6年度"\n'
        "\n"
        "[applicant]\n"
        'kind = "community_council"  # community_council, civic_group\n'
        'name = "name of the applicant"\n'
        "\n"
        "[applicant.facts]\n"
        "registered = false  # 登録済み: 登録が必要です\n"
        "other_programs = []  # 併せて受ける事業のID: the program is not combined with some others\n"
        "received_this_year = 0  # 今年度すでに受けた額: the limit is per fiscal year\n"
        "# The terms do not ask for these; rules of the city may:\n"
        "# households = 0  # 世帯数\n"
        "# persons = 0  # 人口\n"
        "# aged = 0  # 70歳以上\n"
        "# days = 0  # 日数\n"
        '# field = ""  # 活動分野\n'
        "# founded = 2000-01-01  # 設立日\n"
        "# members = []  # 構成団体\n"
        "\n"
        "[[costs]]\n"
        'category = "会議費"\n'
        "amount = 0\n"
        "\n"
        "[[costs]]\n"
        'category = "飲食費"\n'
        "amount = 0\n"
    )


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        pytest.param(program(), False, id="without-terms"),
        pytest.param(program('rate = "1/2"'), False, id="rate"),
        pytest.param(program('rate_by_year = ["1/2"]\nmax_years = 1\nmax_awards = 1'), False, id="years"),
        pytest.param(
            program('rate = "1/2"\ncourses = [{ id = "a", name = "枠", limit = 1 }]'), False, id="course"
        ),
        pytest.param(program('fixed = { yen = 1, per = "days" }'), False, id="fixed"),
        pytest.param(
            program('equal_share = [{ name = "割", pool = 1, remainder = "kept" }]'), True, id="pool"
        ),
        pytest.param(
            program('name = "甲"\nrate = "1/2"', 'name = "乙"\nrate = "1/3"'), False, id="two-terms"
        ),
        pytest.param(
            program(
                """name = '甲"1"'\nrate = "1/2"\ncosts = [{ category = 'A"\\B' }]""",
                'name = "乙\\n二"\nrate = "1/3"',
            ),
            False,
            id="quotes-and-line-ends-in-names",
        ),
    ],
)
def test_template_loads_again_and_is_assessed(said: Program, refused: bool, tmp_path: Path) -> None:
    application = filled(said, tmp_path).application

    assert application.fiscal_year == YEAR
    if refused:
        with pytest.raises(UnfitApplicationError):
            assess(said, application)
    else:
        assess(said, application)


def test_terms_in_force_are_offered_by_name_those_without_one_as_the_program() -> None:
    said = program(
        'until = "R5"\nname = "旧区分"\nrate = "1/3"', 'rate = "1/2"', 'name = "新設団体"\nrate = "3/4"'
    )

    lines = template("mihon", said, YEAR).splitlines()

    assert lines[4] == 'terms = "地域づくり補助金"  # one of: 地域づくり補助金 / 新設団体'


def test_message_of_several_lines_stays_in_its_comment(tmp_path: Path) -> None:
    said = program(
        'requirements = [{ fact = "days", at_least = 1, message = "一日以上\\namount = 1" }]\nrate = "1/2"'
    ).having(name="二行の\n[名前]")

    facts = filled(said, tmp_path).application.applicant.facts

    assert facts == {"days": 0}


def test_id_that_is_no_bare_key_is_quoted(tmp_path: Path) -> None:
    text = (
        'id = "grant"\nname = "補助金"\nsupport = "financial"\ncite = "plan#1"\n'
        'facts = [{ id = "世帯数", name = "世帯数", type = "number" }]\n'
        '[[terms]]\ncite = "plan#2"\nfixed = { yen = 100, per = "世帯数" }\n'
    )
    said, faults = structure(tomli.loads(text), Program)
    assert faults == []

    application = filled(said, tmp_path).application

    assert application.applicant.facts == dict.fromkeys(needed_facts(said.terms[0]), 0)
    assert assess(said, application).amount == 0
