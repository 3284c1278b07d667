"""An application's file: read as it stands, refused with line and column."""

from pathlib import Path

import pytest

from kyodo_core.app import App
from kyodo_core.assessment.application import CostLine
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.errors import DefinitionError
from kyodo_core.granting import Granting
from kyodo_core.loading.applications import ApplicationFile
from kyodo_core.registry import Registry
from tests.loading.test_refusals import advice, known, marked
from tests.mihon import MIHON, source

HEAD = 'city = "mihon"\nprogram = "grant"\nfiscal_year = "令和6年度"\n'
APPLICANT = '[applicant]\nkind = "community_council"\nname = "中央地域"\n'
FACTS = "[applicant.facts]\nreceived_this_year = 0\n"
COSTS = '[[costs]]\ncategory = "会議費"\namount = 400_100\n'
SOUND = HEAD + APPLICANT + FACTS + COSTS
FACT_TYPES = "a fact is true or false, a whole number, a text, a date or a list of texts"
MISSING = "facts: the fact received_this_year (今年度すでに受けた額) is missing: the limit is per fiscal year"
YEARS = '"平成26年度", "H26", "2014年度"'


@pytest.fixture
def granting(tmp_path: Path) -> Granting:
    return Granting(App(Registry([source(tmp_path / "city", MIHON)])))


def refused(granting: Granting, folder: Path, text: str) -> list[tuple[int, int, str, str]]:
    """Line, column, message and hint of every fault of the application."""
    path = folder / "application.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        granting.assess(str(path))
    assert {fault.file for fault in error.value.faults} == {str(path)}
    return [(fault.line, fault.column, fault.message, advice(fault)) for fault in error.value.faults]


def test_sound_application_is_assessed(granting: Granting, tmp_path: Path) -> None:
    path = tmp_path / "application.toml"
    path.write_text(SOUND, encoding="utf-8")

    found = granting.assess(str(path))

    assert (found.outcome.eligible, found.outcome.amount) == (True, 266_000)
    assert (found.city.slug, found.program.id) == ("mihon", "grant")
    assert found.application.costs == (CostLine(category="会議費", amount=400_100),)


REFUSALS = [
    pytest.param(
        HEAD.replace('"mihon"', '▶"mihonn"') + APPLICANT + FACTS,
        'city: no installed city has this name (now: "mihonn")',
        "Did you mean mihon? Known: mihon",
        id="unknown-city",
    ),
    pytest.param(
        HEAD.replace('"grant"', '▶"grnat"') + APPLICANT + FACTS,
        'program: the city has no program of this id (now: "grnat")',
        "Did you mean grant? Known: grant, courses, old, two, area-grant",
        id="unknown-program",
    ),
    pytest.param(
        HEAD.replace('"grant"', '"old"').replace('"令和6年度"', '▶"令和6年度"') + APPLICANT,
        'fiscal_year: the program has no terms for 令和6年度 (now: "令和6年度")',
        "Known: H26～H27",
        id="no-terms-for-the-year",
    ),
    pytest.param(
        HEAD.replace('"grant"', '"two"').replace('"令和6年度"', '▶"令和6年度"') + APPLICANT,
        'fiscal_year: the program has several terms in 令和6年度; name one (now: "令和6年度")',
        'terms = "甲" / terms = "乙"',
        id="several-terms-and-none-named",
    ),
    pytest.param(
        HEAD.replace('"grant"', '"two"') + 'terms = ▶"丙"\n' + APPLICANT,
        'terms: the program has no terms of this name in 令和6年度 (now: "丙")',
        "Known: 甲, 乙",
        id="terms-of-another-name",
    ),
    pytest.param(
        HEAD.replace("grant", "area-grant").replace('"area-grant"', '▶"area-grant"')
        + APPLICANT
        + "[applicant.facts]\nhouseholds = 5\n",
        'program: the program shares out a pool among all areas: use kyodo allocate (now: "area-grant")',
        "",
        id="pool",
    ),
    pytest.param(
        HEAD + APPLICANT + "[▶applicant.facts]\n" + COSTS,
        MISSING,
        "received_this_year = 200_000  # 今年度すでに受けた額",
        id="missing-fact",
    ),
    pytest.param(
        HEAD + "[▶applicant]" + APPLICANT.removeprefix("[applicant]") + COSTS,
        MISSING,
        "received_this_year = 200_000  # 今年度すでに受けた額",
        id="no-facts-at-all",
    ),
    pytest.param(
        HEAD + APPLICANT + FACTS + "recieved_total = ▶0\n" + COSTS,
        "recieved_total: the program asks for no such fact (now: 0)",
        "Did you mean received_total? Known: year_in_program, received_this_year, received_total, "
        "awards_this_year, other_subsidies, other_programs, course, area, rank",
        id="unknown-fact",
    ),
    pytest.param(
        HEAD + APPLICANT + FACTS.replace("0", '▶"3万円"'),
        'received_this_year: this fact is of the type Whole number (now: "3万円")',
        "received_this_year = 30",
        id="fact-of-another-type",
    ),
    pytest.param(
        HEAD + APPLICANT + FACTS.replace("0", "▶true"),
        "received_this_year: this fact is of the type Whole number (now: true)",
        "received_this_year = 30",
        id="truth-for-a-number",
    ),
    pytest.param(
        HEAD + APPLICANT + FACTS.replace("0", "▶-1"),
        "received_this_year: a number is not negative (now: -1)",
        "received_this_year = 30",
        id="negative-fact",
    ),
    pytest.param(
        HEAD + APPLICANT + FACTS.replace("0", "▶0.5"),
        f"received_this_year: {FACT_TYPES} (now: 0.5)",
        "received_this_year = 3",
        id="fraction-of-a-yen-in-a-fact",
    ),
    pytest.param(
        HEAD + APPLICANT + FACTS.replace("0", "▶2024-04-01T09:00:00"),
        f"received_this_year: {FACT_TYPES} (now: 2024-04-01 09:00:00)",
        "received_this_year = 3",
        id="time-in-a-fact",
    ),
    pytest.param(
        HEAD + APPLICANT + FACTS + COSTS.replace("400_100", "▶400_100.5"),
        "amount: a whole number without quotes is needed (now: 400100.5)",
        "amount = 200_000",
        id="fraction-of-a-yen",
    ),
    pytest.param(
        HEAD + APPLICANT + FACTS + COSTS.replace("400_100", "▶-400_100"),
        "amount: a number is not negative (now: -400100)",
        "amount = 200_000",
        id="negative-cost",
    ),
    pytest.param(
        HEAD + APPLICANT + FACTS + COSTS.replace("400_100", '▶"40万円"'),
        'amount: a whole number without quotes is needed (now: "40万円")',
        "amount = 400_000",
        id="cost-in-quotes",
    ),
    pytest.param(
        HEAD.replace('"令和6年度"', '▶"6年度"') + APPLICANT + FACTS,
        'fiscal_year: this is not a fiscal year (now: "6年度")',
        'fiscal_year = "令和6年度"',
        id="year-without-era",
    ),
    pytest.param(
        HEAD + APPLICANT.replace('"community_council"', '▶"council"') + FACTS,
        'kind: this kind does not exist (now: "council")',
        known(map(str, ActorKind), near="community_council"),
        id="unknown-kind",
    ),
    pytest.param(
        HEAD + "▶rate = 0.5\n" + APPLICANT + FACTS,
        "rate: this key does not exist",
        "Known: city, program, fiscal_year, terms, applicant, costs",
        id="key-that-is-none",
    ),
]


@pytest.mark.parametrize(("text", "message", "hint"), REFUSALS)
def test_application_is_refused(
    granting: Granting, tmp_path: Path, text: str, message: str, hint: str
) -> None:
    """The mark ▶ stands before what is wrong."""
    plain, [place] = marked(text)

    assert refused(granting, tmp_path, plain) == [(*place, message, hint)]


def test_unknown_course_is_an_answer_not_a_fault(granting: Granting, tmp_path: Path) -> None:
    path = tmp_path / "application.toml"
    path.write_text(
        HEAD.replace("grant", "courses") + APPLICANT + '[applicant.facts]\ncourse = "third"\n',
        encoding="utf-8",
    )

    outcome = granting.assess(str(path)).outcome

    assert (outcome.eligible, [f.message for f in outcome.findings]) == (
        False,
        [
            "The program has no course third; it has: first, second.",
            "The application declares no cost.",
        ],
    )


def test_all_faults_are_told_at_once_in_their_order(granting: Granting, tmp_path: Path) -> None:
    text = (
        HEAD + APPLICANT + '[applicant.facts]\nreceived_this_year = "0"\ncourse = 1\nother_subsidies = -5\n'
    )

    assert [(line, message.split(":")[0]) for line, _c, message, _h in refused(granting, tmp_path, text)] == [
        (8, "received_this_year"),
        (9, "course"),
        (10, "other_subsidies"),
    ]


def test_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as error:
        ApplicationFile(tmp_path / "none.toml")

    assert [fault.message for fault in error.value.faults] == ["the file cannot be read"]
