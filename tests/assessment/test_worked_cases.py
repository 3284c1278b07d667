"""The worked cases of the design notes, computed by hand from public rules; and one trace whole."""

from typing import Any

import pytest

from kyodo_core.assessment.outcome import Finding, FindingKind
from kyodo_core.domain.sources import Citation
from kyodo_core.rules.case import Step
from tests.grants import assessed, program, rounding

HOUSEHOLDS_AND_PERSONS = program("""\
flat = [{ name = "基本額", yen = 100_000 }, { name = "事務局費", yen = 65_000 }]
per_unit = [
  { name = "世帯割", fact = "households", yen = 600 },
  { name = "世帯割（事務局）", fact = "households", yen = 350 },
  { name = "人口割", fact = "persons", yen = 100 },
]
""")
BY_SIZE = (
    'by_bracket = [{ name = "規模割", fact = "households",'
    " brackets = [{ up_to = 100, yen = 40_000 }, { yen = 30_000 }] }]\n"
)
AMENDED = program(
    f'until = "令和3年度"\nper_unit = [{{ name = "世帯割", fact = "households", yen = 1_800 }}]\n{BY_SIZE}',
    f'since = "令和4年度"\nper_unit = [{{ name = "世帯割", fact = "households", yen = 1_700 }}]\n{BY_SIZE}',
)
BY_YEAR = program('rate = "2/3"\nlimit_by_year = [150_000, 100_000, 100_000]\n')
ROUNDED = program('rate = "2/3"\nlimit_per_year = 300_000\n' + rounding(1_000))


@pytest.mark.parametrize(
    ("said", "asked", "expected"),
    [
        pytest.param(
            HOUSEHOLDS_AND_PERSONS, {"households": 120, "persons": 340}, (True, 313_000), id="120-households"
        ),
        pytest.param(
            HOUSEHOLDS_AND_PERSONS, {"households": 50, "persons": 130}, (True, 225_500), id="50-households"
        ),
        pytest.param(AMENDED, {"year": "R4", "households": 100}, (True, 210_000), id="R4-100-households"),
        pytest.param(AMENDED, {"year": "R4", "households": 101}, (True, 201_700), id="R4-101-households"),
        pytest.param(AMENDED, {"year": "R3", "households": 100}, (True, 220_000), id="R3-100-households"),
        *(
            pytest.param(
                BY_YEAR,
                {"costs": 210_000, "year_in_program": year, "received_this_year": 0},
                expected,
                id=f"year-{year}",
            )
            for year, expected in ((1, (True, 140_000)), (2, (True, 100_000)), (4, (False, 0)))
        ),
        pytest.param(ROUNDED, {"costs": 400_100, "received_this_year": 0}, (True, 266_000), id="thousands"),
    ],
)
def test_worked_case(said: Any, asked: dict[str, Any], expected: tuple[bool, int]) -> None:
    outcome = assessed(said, **asked)

    assert (outcome.eligible, outcome.amount) == expected


def test_every_step_has_its_inputs_its_result_and_its_clause() -> None:
    cite = (Citation("plan", "第3条"),)

    outcome = assessed(ROUNDED, costs={"会議費": 300_000, "印刷費": 250_100}, received_this_year=20_000)

    assert outcome.trace == (
        Step("Eligible cost: 会議費", (("declared", "300,000円"),), "300,000円", cite),
        Step("Eligible cost: 印刷費", (("declared", "250,100円"),), "250,100円", cite),
        Step("Rate 2/3", (("eligible cost", "550,100円"),), "366,733と1/3円", cite),
        Step(
            "Limit per fiscal year",
            (("amount", "366,733と1/3円"), ("limit", "300,000円"), ("already received", "20,000円")),
            "280,000円",
            cite,
        ),
        Step("To 1,000円, Down", (("amount", "280,000円"),), "280,000円", cite),
    )
    assert (outcome.eligible, outcome.amount, outcome.findings) == (True, 280_000, ())


def test_components_are_steps_with_their_formulas() -> None:
    outcome = assessed(AMENDED, year="R4", households=1_234)

    assert [(step.label, step.inputs, step.result) for step in outcome.trace] == [
        ("世帯割", (("formula", "1,700円 × 1,234"),), "2,097,800円"),
        ("規模割", (("formula", "世帯数 1,234 > 100: 30,000円"),), "30,000円"),
    ]


def test_refusal_has_its_clause_and_no_amount() -> None:
    outcome = assessed(BY_YEAR, costs=210_000, year_in_program=4, received_this_year=0)

    assert outcome.findings == (
        Finding(
            FindingKind.NOT_MET,
            "The program grants for 3 year(s); this is year 4.",
            (Citation("plan", "第3条"),),
        ),
    )
