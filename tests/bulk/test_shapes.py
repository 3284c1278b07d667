"""Shapes: programs that differ only in figures are computed by one query, and no query passes 64 bits."""

from pathlib import Path

import pytest

from kyodo_core.aspects.programs import Program
from kyodo_core.bulk.heads import recognised
from kyodo_core.bulk.rulebook import Rulebook
from kyodo_core.rules.columns import BOUND, LARGEST
from tests.bulk.tables import Offered, batches, row, run
from tests.grants import program

HEADS = {
    **dict.fromkeys(("city", "program", "fiscal_year", "kind", "terms"), "text"),
    **dict.fromkeys(("cost.会議費", "cost.印刷費"), "number"),
    **dict.fromkeys(("course", "area", "other_programs", "field"), "text"),
    **dict.fromkeys(("year_in_program", "received_this_year", "received_total"), "number"),
    **dict.fromkeys(("awards_this_year", "other_subsidies", "households", "persons", "days"), "number"),
    "registered": "truth",
    "founded": "date",
}


def book(*programs: Program) -> Rulebook:
    """The programs' terms of the year 2024, in the same order."""
    offered = Offered.of(*(one.having(id=f"p{number}") for number, one in enumerate(programs)))
    heads, faults = recognised(list(HEADS), offered.declared())
    assert faults == []
    made = Rulebook(offered, heads, HEADS)
    made.add([("mihon", f"p{number}", "R6", None) for number in range(len(programs))])
    assert [place.entry.faults for place in made.places] == [()] * len(programs)
    return made


def shapes(*programs: Program) -> list[int]:
    return [place.shape for place in book(*programs).places]


def one_of(test: str, message: str = "要件") -> str:
    return f'rate = "1/2"\nrequirements = [{{ {test}, message = "{message}" }}]'


def by_cost(brackets: str) -> str:
    return f'rate_by_cost = {{ applies = "part", brackets = [{brackets}] }}'


def tiers(name: str, brackets: str) -> str:
    flat = f'flat = [{{ name = "{name}割", yen = 1 }}]'
    return f'{flat}\ntiers = [{{ name = "{name}", fact = "days", brackets = [{brackets}] }}]'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param('rate = "2/3"', 'rate = "57%"', id="rate"),
        pytest.param('rate = "100%"', 'rate = "29/100"', id="whole-and-part"),
        pytest.param('rate_by_year = ["1/2", "1/3"]', 'rate_by_year = ["9/10", "1/10"]', id="rate-by-year"),
        pytest.param(
            by_cost('{ above = 0, rate = "1/2" }, { above = 5, rate = "1/3" }'),
            by_cost('{ above = 0, rate = "1/5" }, { above = 9, rate = "2/3" }'),
            id="rate-by-cost",
        ),
        pytest.param("fixed = { yen = 0 }", "fixed = { yen = 5_000 }", id="fixed"),
        pytest.param(
            'rate = "1/2"\nlimit_per_year = 5\nlimit_total = 9',
            'rate = "1/2"\nlimit_per_year = 0\nlimit_total = 1_000_000',
            id="limits",
        ),
        pytest.param(
            'rate = "1/2"\nlimit_by_year = [1, 2]', 'rate = "1/2"\nlimit_by_year = [4, 3]', id="by-year"
        ),
        pytest.param(
            'rate = "1/2"\ncourses = [{ id = "a", name = "甲", limit = 1 }]',
            'rate = "1/2"\ncourses = [{ id = "b", name = "乙", limit = 2 }]',
            id="courses",
        ),
        pytest.param(
            'rate = "1/2"\nlimit_per_year = 1\nraised_limits = [{ fact = "days", at_least = 3, by = 2 }]',
            'rate = "1/2"\nlimit_per_year = 2\nraised_limits = [{ fact = "days", at_least = 9, by = 1 }]',
            id="raised-limits",
        ),
        pytest.param(
            'rate = "1/2"\nmax_years = 1\nmax_awards = 3',
            'rate = "1/2"\nmax_years = 3\nmax_awards = 1',
            id="most",
        ),
        pytest.param(
            one_of('fact = "days", at_least = 1', "一"),
            one_of('fact = "days", at_least = 2', "二"),
            id="at-least",
        ),
        pytest.param(
            one_of('fact = "field", equals = "福祉"'), one_of('fact = "field", equals = "防災"'), id="equals"
        ),
        pytest.param(
            one_of('fact = "founded", years_before = 1'),
            one_of('fact = "founded", years_before = 10'),
            id="years",
        ),
        pytest.param('rate = "1/2"\nexcludes = ["a"]', 'rate = "1/2"\nexcludes = ["b"]', id="excludes"),
        pytest.param(
            'rate = "1/2"\ncosts = [{ category = "会議費", limit = 1, share = "1/2" }]',
            'rate = "1/2"\ncosts = [{ category = "会議費", limit = 7, share = "1/9" }]',
            id="costs",
        ),
        pytest.param(
            tiers("甲", "{ up_to = 1, yen = 1 }, { yen = 2 }"),
            tiers("乙", "{ up_to = 7, yen = 0 }, { yen = 5 }"),
            id="components",
        ),
        pytest.param(
            'flat = [{ name = "甲", yen = 1 }]\nexceptions = [{ area = "東", weight = "1/2", reason = "a" }]',
            'flat = [{ name = "甲", yen = 2 }]\nexceptions = [{ area = "西", weight = "0", reason = "b" }]',
            id="exceptions",
        ),
        pytest.param(
            'rate = "1/2"\nrounding = { unit = 1 }',
            'rate = "1/2"\nrounding = { unit = 10_000 }',
            id="unit-of-rounding",
        ),
        pytest.param('rate = "1/2"', 'rate = "1/2"\nrounding = { unit = 100 }', id="no-rounding-said"),
        pytest.param("max_years = 1", "max_years = 2", id="no-amount"),
    ],
)
def test_terms_that_differ_in_figures_have_one_shape(one: str, other: str) -> None:
    assert shapes(program(one), program(other)) == [0, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param('rate = "1/2"', 'rate = "1/2"\nlimit_total = 1', id="limit"),
        pytest.param('rate_by_year = ["1/2"]', 'rate_by_year = ["1/2", "1/2"]', id="years"),
        pytest.param(one_of('fact = "days", at_least = 1'), one_of('fact = "days", at_most = 1'), id="test"),
        pytest.param(
            one_of('fact = "days", at_least = 1'), one_of('fact = "persons", at_least = 1'), id="fact"
        ),
        pytest.param(
            one_of('fact = "registered", equals = true'),
            one_of('fact = "registered", equals = false'),
            id="truth",
        ),
        pytest.param(
            'rate = "1/2"\nrounding = { direction = "up" }',
            'rate = "1/2"\nrounding = { direction = "half_up" }',
            id="direction",
        ),
        pytest.param("max_years = 1", 'max_years = 1\nrate = "1/2"', id="amount"),
    ],
)
def test_terms_that_compute_otherwise_have_shapes_of_their_own(one: str, other: str) -> None:
    assert shapes(program(one), program(other), program(one)) == [0, 1, 0]


def test_programs_of_one_shape_keep_their_own_figures_and_words(tmp_path: Path) -> None:
    head = 'recipient_kinds = ["school"]\nrecipients = ["{}"]\n'
    offered = Offered.of(
        program('rate = "1/2"\nmax_years = 1', head=head.format("学校")).having(id="one"),
        program('rate = "1/3"\nmax_years = 2', head=head.format("高校、大学")).having(id="two"),
    )
    rows = [
        row(name, kind=kind, cost=100, year_in_program=2)
        for kind in ("school", "business")
        for name in ("one", "two")
    ]

    found = run(offered, rows, tmp_path)

    assert found.singly == []
    assert found.results == {
        1: (False, 0, "The program grants for 1 year(s); this is year 2."),
        2: (True, 33, None),
        3: (
            False,
            0,
            "The program is for 学校, not for Businesses. The program grants for 1 year(s); this is year 2.",
        ),
        4: (False, 0, "The program is for 高校、大学, not for Businesses."),
    }


PRICE = BOUND // LARGEST


@pytest.mark.parametrize(
    ("price", "households", "singly"),
    [
        pytest.param(PRICE, LARGEST, False, id="within"),
        pytest.param(PRICE + 1, 1, True, id="a-price-beyond"),
        pytest.param(1, LARGEST + 1, True, id="a-number-beyond"),
        pytest.param(PRICE, LARGEST - 1, False, id="just-below"),
    ],
)
@pytest.mark.parametrize("programs", [1, 2], ids=["one-program", "several"])
def test_what_could_pass_64_bits_is_assessed_singly_and_exactly(
    price: int, households: int, singly: bool, programs: int
) -> None:
    offered = Offered.of(
        program(f'fixed = {{ yen = {price}, per = "households" }}'),
        program('fixed = { yen = 3, per = "households" }').having(id="other"),
    )
    rows = [row(households=households), row("other", households=7)][:programs]

    found = batches(offered, rows)

    expected = [(True, price * households, None), (True, 21, None)][:programs]
    assert list(found.results.values()) == expected
    assert len(found.singly) == int(singly)


@pytest.mark.parametrize(
    "terms",
    [
        pytest.param('rate = "57/100"\nrounding = { unit = 10_000, direction = "half_up" }', id="half-up"),
        pytest.param(
            'rate = "66.7%"\nrounding = { unit = 10_000, direction = "up" }', id="tenth-of-a-percent"
        ),
        pytest.param(
            'rate = "57/100"\ncosts = [{ category = "費目0", share = "29/100" }]\nlimit_per_year = 300_000\n'
            'rounding = { unit = 1_000, direction = "half_up" }',
            id="share",
        ),
        pytest.param(
            'rate_by_cost = { applies = "part", brackets = [{ above = 0, rate = "29/100" },'
            ' { above = 1_000_000, rate = "1/2" }, { above = 10_000_000, rate = "1/3" }] }',
            id="parts",
        ),
    ],
)
def test_rules_with_figures_as_usual_stay_in_columns(terms: str) -> None:
    """Even with ten columns of costs of a trillion yen each."""
    costs = {f"cost_費目{number}": LARGEST for number in range(10)}

    found = batches(Offered.of(program(terms)), [row(received_this_year=0, **costs)])

    assert (found.singly, found.wrong) == ([], [])
    assert found.results[1][0]
