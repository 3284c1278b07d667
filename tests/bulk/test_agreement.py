"""What matters most: a row in a table is granted what its application is granted by itself, to the yen.

Random terms of every element, random applications; and the cases that the single assessment is held to.
"""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.assess import UnfitApplicationError, not_in_force
from kyodo_core.bulk.installed import InstalledPrograms
from kyodo_core.bulk.run import Job, assess_file
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.years import FiscalYear
from kyodo_core.loading.structuring import structure
from kyodo_core.rules.columns import BOUND, LARGEST
from kyodo_core.rules.facts import OTHER_PROGRAMS
from kyodo_core.rules.rounding import UNITS
from tests.bulk.drawn import ANY, USUAL, applications, offers
from tests.bulk.tables import Offered, Result, Row, asked, batches, row, run, single
from tests.grants import program
from tests.installed import registry

ROOT = Path(__file__).parents[2]
SEEDS = st.integers(0, 10**6)
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def expected(offered: Offered, rows: Sequence[Row]) -> dict[int, Result]:
    return {number: single(offered, cells) for number, cells in enumerate(rows, 1)}


def by_itself(offered: Offered, application: Application) -> bool:
    """May the application be assessed by itself?

    Who names other programs is, since their ids are looked up; and where terms multiply so much that even
    usual figures may pass 64 bits: parts of a rate by cost on top of a share of other costs, and a rate
    beside an amount for each of a fact.
    """
    if application.applicant.facts.get(OTHER_PROGRAMS):
        return True
    terms = offered.cities[application.city][application.program].terms
    return any(
        (one.rate_by_cost is not NOT_STATED and any(cost.share is not NOT_STATED for cost in one.costs))
        or (one.fixed is not NOT_STATED and any((one.rate, one.rate_by_year, one.rate_by_cost)))
        for one in terms
    )


@FEW
@given(offers(USUAL, most=4), SEEDS)
def test_programs_of_several_shapes_at_once(
    tmp_path_factory: pytest.TempPathFactory, offered: Offered, seed: int
) -> None:
    rows = applications(offered, seed)

    found = run(offered, rows, tmp_path_factory.getbasetemp())

    assert (found.results, found.wrong) == (expected(offered, rows), [])
    assert [one for one in found.singly if not by_itself(offered, one)] == []


@FEW
@given(offers(USUAL, most=1), SEEDS)
def test_rows_of_one_program_and_year(offered: Offered, seed: int) -> None:
    """Its figures are then literals, where they else are columns joined to the rows."""
    rows = applications(offered, seed, alike=True)

    found = batches(offered, rows)

    assert (found.results, found.wrong) == (expected(offered, rows), [])
    assert [one for one in found.singly if not by_itself(offered, one)] == []


@FEW
@given(offers(ANY, most=3), SEEDS, st.sampled_from([LARGEST, LARGEST + 1, 10**13, 10**18]))
def test_figures_of_any_size(offered: Offered, seed: int, largest: int) -> None:
    rows = applications(offered, seed, largest)

    found = batches(offered, rows, (5, 7, 4))

    wanted = expected(offered, rows)
    beyond = {number for number, (_eligible, amount, _reason) in wanted.items() if (amount or 0) > BOUND}
    assert found.results == {number: one for number, one in wanted.items() if number not in beyond}
    assert [number for number, *_told in found.wrong] == sorted(beyond)


@FEW
@given(offers(USUAL, most=3), SEEDS)
def test_rows_that_cannot_be_assessed_are_told_and_no_others(offered: Offered, seed: int) -> None:
    """An empty cell, a number below zero or an unknown kind in any column is never a guess."""
    rows = [_damaged(cells, Random(seed + place)) for place, cells in enumerate(applications(offered, seed))]

    found = batches(offered, rows)

    faulty = {number for number, cells in enumerate(rows, 1) if _faulty(offered, cells)}
    assert {number for number, *_told in found.wrong} == faulty
    assert found.results == {
        number: single(offered, cells) for number, cells in enumerate(rows, 1) if number not in faulty
    }


def _damaged(cells: Row, random: Random) -> Row:
    """The row with one cell changed, if the change hits one that can be changed so."""
    head = random.choice([head for head in cells if head not in ("city", "program", "fiscal_year", "area")])
    cell = cells[head]
    if head == "kind":
        return cells | {head: random.choice((None, "", "npo", "resident"))}
    number = isinstance(cell, int) and not isinstance(cell, bool)
    return cells | {head: random.choice((None, -1, cell)) if number else random.choice((None, cell))}


def _faulty(offered: Offered, cells: Row) -> bool:
    """Can the row not be assessed? Costs are looked at before a single application is made of them."""
    if cells["kind"] not in list(ActorKind):
        return True
    one = offered.cities[cells["city"]][cells["program"]]
    year = FiscalYear.parse(cells["fiscal_year"])
    costs = [cell for head, cell in cells.items() if head.startswith("cost.")]
    if not_in_force(one, year):
        return False
    try:
        single(offered, cells)
    except UnfitApplicationError:
        return True
    named = cells.get("terms") or NOT_STATED
    (terms,) = [t for t in one.terms if year in t.span and t.name == named] or [None]
    counted = terms is not None and any((terms.rate, terms.rate_by_year, terms.rate_by_cost))
    return any(counted if cost is None else cost < 0 for cost in costs)


AT_THRESHOLDS = [
    ("days", (4, 5, 6), ("equals = 5", "at_least = 5", "at_most = 5")),
    ("fiscal_year", (None,), ("equals = 2_024", "at_least = 2_024", "at_most = 2_024")),
    ("registered", (True, False), ("equals = true", "equals = false")),
    (
        "field",
        ("福祉", "福祉2", "防災"),
        ('equals = "福祉"', 'one_of = ["福祉"]', 'one_of = ["福祉", "防災"]'),
    ),
    ("kind", (None,), ('equals = "school"', 'one_of = ["school", "business"]')),
    (
        "founded",
        (*(dt.date(2021, 4, day) for day in (1, 2, 3)), dt.date(2020, 2, 29)),
        ("on_or_before = 2021-04-02", "on_or_after = 2021-04-02", "years_before = 3", "years_before = 4"),
    ),
]


@pytest.mark.parametrize(("fact", "values", "tests"), AT_THRESHOLDS, ids=[fact for fact, *_ in AT_THRESHOLDS])
def test_conditions_at_their_thresholds(fact: str, values: Sequence[Any], tests: Sequence[str]) -> None:
    """Each test as a requirement, for a raised limit and for a component."""
    texts = [f'fact = "{fact}", {test}' for test in tests]
    uses = [f'rate = "1/2"\nrequirements = [{{ {text}, message = "要件" }}]' for text in texts]
    uses += [f'rate = "1/1"\nlimit_per_year = 10\nraised_limits = [{{ {text}, by = 7 }}]' for text in texts]
    if fact != "kind":  # an area has none
        uses += [f'flat = [{{ name = "割", yen = 3, when = {{ {text} }} }}]' for text in texts]
    offered = Offered.of(*(program(use).having(id=f"p{number}") for number, use in enumerate(uses)))
    rows = [
        row(
            f"p{number}",
            year,
            kind,
            cost=100,
            received_this_year=0,
            **({fact: value} if value is not None else {}),
        )
        for number in range(len(uses))
        for value in values
        for year in ("R5", "R6", "R7")
        for kind in ("school", "business", "resident")
    ]

    found = batches(offered, rows)

    assert (found.results, found.wrong, found.singly) == (expected(offered, rows), [], [])
    assert len({result[:2] for result in found.results.values()}) >= 4


BRACKETS = '[{ above = 0, rate = "1/2" }, { above = 100, rate = "1/3" }, { above = 500, rate = "57/100" }]'
FIGURES = "[{ up_to = 10, yen = 7 }, { up_to = 20, yen = 5 }, { yen = 3 }]"
ELEMENTS: list[tuple[str, dict[str, Sequence[Any]]]] = [
    ('rate_by_year = ["1/2", "1/3", "57/100"]', {"cost": (100,), "year_in_program": range(5)}),
    (f'rate_by_cost = {{ applies = "part", brackets = {BRACKETS} }}', {"cost": (0, 99, 100, 101, 500, 501)}),
    (f'rate_by_cost = {{ applies = "whole", brackets = {BRACKETS} }}', {"cost": (0, 99, 100, 101, 500, 501)}),
    (
        'rate = "100%"\nlimit_by_year = [30, 20, 10]',
        {"cost": (9, 25, 99), "year_in_program": range(5), "received_this_year": (0, 9, 10, 11, 30)},
    ),
    ('rate = "1/3"\nlimit_total = 20', {"cost": (57, 60, 61), "received_total": (0, 1, 20, 21)}),
    (
        'rate = "100%"\ncourses = [{ id = "a", name = "甲", limit = 5 },'
        ' { id = "b", name = "乙", limit = 9 }]',
        {"cost": (4, 5, 6, 9, 10), "course": ("a", "b", "c", "")},
    ),
    (
        'rate = "1/2"\nmax_years = 2\nmax_awards = 2',
        {"year_in_program": range(4), "awards_this_year": range(4)},
    ),
    (
        'rate = "1/2"\ndeduct_other_subsidies = true\nonly_named_costs = true\n'
        'costs = [{ category = "会議費", limit = 50 }, { category = "事務費", share = "1/10", limit = 4 }]',
        {
            "cost.会議費": (0, 30, 50, 51),
            "cost.事務費": (2, 3, 4, 6),
            "cost.飲食費": (9,),
            "other_subsidies": (0, 33, 60),
        },
    ),
    (
        f'by_bracket = [{{ name = "割", fact = "households", brackets = {FIGURES} }}]',
        {"households": range(9, 23)},
    ),
    (f'tiers = [{{ name = "割", fact = "households", brackets = {FIGURES} }}]', {"households": range(9, 23)}),
    (
        'flat = [{ name = "割", yen = 9, rounding = { unit = 10, direction = "half_up" } }]\nexceptions = ['
        '{ area = "東", weight = "1/2", reason = "a" }, { area = "西", weight = "5/9", reason = "b" },'
        ' { area = "南", weight = "0", reason = "c" }, { area = "北", excluded = true, reason = "d" }]',
        {"area": "東西南北中"},
    ),
    (
        'flat = [{ name = "均等割", yen = 9 },'
        ' { name = "加算", yen = 50, when = { fact = "aged", at_least = 3 } }]\n'
        'per_unit = [{ name = "割", fact = "aged", yen = 7 }]\n'
        'exceptions = [{ area = "東", weight = "1/2", weighs_in = ["均等割"], reason = "a" },'
        ' { area = "西", weight = "1/3", weighs_in = ["加算"], reason = "b" },'
        ' { area = "南", weight = "1/4", reason = "c" }, { area = "北", excluded = true, reason = "d" }]',
        {"area": "東西南北中", "aged": (2, 3)},
    ),
    (
        'fixed = { yen = 7, per = "days" }\nlimit_per_year = 40\nrounding = { unit = 10, direction = "up", '
        'when = "before_limits" }',
        {"days": range(9), "received_this_year": (0, 5)},
    ),
]


@pytest.mark.parametrize(
    ("terms", "cells"), ELEMENTS, ids=[terms.split(" ")[0] for terms, _cells in ELEMENTS]
)
def test_elements_at_their_thresholds(terms: str, cells: dict[str, Sequence[Any]]) -> None:
    offered = Offered.of(program(terms))
    given = {"cost": (100,)} | cells if "cost.会議費" not in cells else cells
    rows = [row(**dict(zip(given, values, strict=True))) for values in product(*given.values())]

    found = batches(offered, rows)

    assert (found.results, found.wrong, found.singly) == (expected(offered, rows), [], [])
    assert len(set(found.results.values())) >= 3


COSTS = (*range(3_001), *range(10**9 - 50, 10**9 + 51), *range(LARGEST - 50, LARGEST + 1))


def _rounded(exact: Fraction, unit: int, direction: str) -> int:
    units = exact / unit
    return {"down": floor, "up": ceil, "half_up": lambda given: floor(given + Fraction(1, 2))}[direction](
        units
    ) * unit


@pytest.mark.parametrize("rate", ["7/10", "29/100", "57/100", "1/3", "66.7%", "58%", "100%"])
def test_rates_are_exact_where_floating_point_is_not(rate: str) -> None:
    """29% of 100 yen is 29 yen; in floating point it is 28.999999999999996."""
    ways = [(unit, direction) for unit in UNITS for direction in ("down", "up", "half_up")]
    offered = Offered.of(
        *(
            program(f'rate = "{rate}"\nrounding = {{ unit = {unit}, direction = "{direction}" }}').having(
                id=f"{direction}-{unit}"
            )
            for unit, direction in ways
        )
    )
    random = Random(rate)
    rows = [
        row(f"{direction}-{unit}", cost=cost)
        for unit, direction in ways
        for cost in (COSTS if unit == 1 else random.sample(COSTS, 150))
    ]

    found = batches(offered, rows)

    exact = Fraction(rate[:-1]) / 100 if rate.endswith("%") else Fraction(rate)
    amounts = [
        _rounded(exact * cells["cost"], int(unit), direction)
        for cells in rows
        for direction, unit in [cells["program"].split("-")]
    ]
    assert [amount for _eligible, amount, _reason in found.results.values()] == amounts
    assert found.singly == []


FILES = sorted((ROOT / "tests/assessment/cases").glob("*.toml"))


def _read(table: Any, value_type: type[Any]) -> Any:
    made, faults = structure(table, value_type)
    assert faults == []
    return made


def _case(file: Path) -> tuple[Program, dict[str, Any], tuple[bool, Any]]:
    """A case's program under the name of its file, its application and what it is granted."""
    case = tomli.loads(file.read_text(encoding="utf-8"))
    (table,) = case["program"]
    expects = (case["expected"]["eligible"], case["expected"].get("amount"))
    return _read(table, Program).having(id=file.stem), case["application"], expects


def cells_of(application: dict[str, Any], program: str, city: str = "mihon") -> Row:
    """An application's file as a row."""
    applicant = application["applicant"]
    facts = {
        head: "、".join(fact) if isinstance(fact, list) else fact
        for head, fact in applicant.get("facts", {}).items()
    }
    costs: dict[str, int] = {}
    for line in application.get("costs", []):
        costs[f"cost.{line['category']}"] = costs.get(f"cost.{line['category']}", 0) + line["amount"]
    terms = {"terms": application["terms"]} if "terms" in application else {}
    cells = row(program, application["fiscal_year"], applicant["kind"], city, name=applicant["name"])
    return cells | terms | facts | costs


@pytest.mark.language("ja")
@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_case_by_itself(file: Path, tmp_path: Path) -> None:
    one, application, expects = _case(file)
    offered = Offered.of(one)

    found = run(offered, [cells_of(application, one.id)], tmp_path)

    assert [result[:2] for result in found.results.values()] == [expects]
    assert found.wrong == []
    assert [one for one in found.singly if not by_itself(offered, one)] == []


@pytest.mark.language("ja")
@pytest.mark.parametrize(("engine", "step"), [("polars", 1), ("duckdb", 4)])
def test_all_cases_in_one_file(engine: str, step: int, tmp_path: Path) -> None:
    """Costs that one case does not have are 0; facts that it does not know are empty.

    duckdb takes its time over each shape of terms, so it is given every fourth of them.
    """
    cases = [_case(file) for file in FILES[::step]]
    offered = Offered.of(*(one for one, _application, _expects in cases))
    rows = [cells_of(application, one.id) for one, application, _expects in cases]
    zeros = {head: 0 for cells in rows for head in cells if head.startswith("cost")}

    found = run(offered, [zeros | cells for cells in rows], tmp_path, engine)

    assert [result[:2] for result in found.results.values()] == [expects for *_case, expects in cases]
    assert found.wrong == []
    assert [one for one in found.singly if not by_itself(offered, one)] == []
    assert [result[2] for result in found.results.values()] == [single(offered, cells)[2] for cells in rows]


def plugin_cases() -> list[tuple[str, dict[str, Any]]]:
    return [
        (file.parts[-3], case)
        for file in sorted(ROOT.glob("plugins/*/tests/cases.toml"))
        for case in tomli.loads(file.read_text(encoding="utf-8"))["case"]
    ]


@pytest.mark.language("ja")
def test_cases_of_the_installed_cities(tmp_path: Path) -> None:
    """All in one file, as in each city's own tests one by one."""
    cases = plugin_cases()
    assert len(cases) >= 15
    rows = []
    for city, case in cases:
        application = {
            "fiscal_year": case["fiscal_year"],
            "applicant": {
                "kind": case.get("kind", "community_council"),
                "name": "申請者",
                "facts": case.get("facts", {}),
            },
            "costs": [{"category": head, "amount": yen} for head, yen in case.get("costs", {}).items()],
        }
        application |= {"terms": case["terms"]} if "terms" in case else {}
        rows.append(cells_of(application, case["program"], city))
    zeros = {head: 0 for cells in rows for head in cells if head.startswith("cost")}
    heads = {head: None for cells in rows for head in cells}
    table = pl.DataFrame([heads | zeros | cells for cells in rows], infer_schema_length=None)
    table.write_parquet(tmp_path / "a.parquet")
    programs = InstalledPrograms(registry())

    tally = assess_file(programs, programs.declared, Job(tmp_path / "a.parquet", tmp_path / "r.parquet"))

    assert tally.wrong == []
    found = pl.read_parquet(tmp_path / "r.parquet").select("eligible", "amount").rows()
    assert found == [(case["eligible"], case.get("amount")) for _city, case in cases]


def test_the_columns_take_what_the_single_assessment_takes() -> None:
    """The reference of these tests reads a row as the single assessment reads a file."""
    application = asked(row(cost_会議費=5, other_programs="a、b", households=3, name="中央", terms="甲"))

    assert [(line.category, line.amount) for line in application.costs] == [("会議費", 5)]
    assert application.applicant.facts == {"other_programs": ("a", "b"), "households": 3}
    assert (application.terms, application.applicant.name) == ("甲", "中央")
