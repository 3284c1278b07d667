"""The components of an allocation: each by itself, over several areas, with exceptions and remainders."""

import pytest

from kyodo_core.assessment.allocate import allocating
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import KyodoError
from tests.grants import allocated, amount, households, paid, program, refusals, unfit

BRACKETS = "brackets = [{ up_to = 100, yen = 40_000 }, { up_to = 300, yen = 60_000 }, { yen = 90_000 }]"
TIERS = "brackets = [{ up_to = 100, yen = 500 }, { up_to = 300, yen = 300 }, { yen = 100 }]"


def share(pool: int, remainder: str, unit: int = 1) -> str:
    return (
        f'pool_share = [{{ name = "世帯割", fact = "households", pool = {pool},'
        f' remainder = "{remainder}", rounding = {{ unit = {unit} }} }}]\n'
    )


def equal(pool: int, remainder: str, unit: int = 1) -> str:
    return (
        f'equal_share = [{{ name = "均等割", pool = {pool}, remainder = "{remainder}",'
        f" rounding = {{ unit = {unit} }} }}]\n"
    )


def exception(area: str, key: str) -> str:
    return f'exceptions = [{{ area = "{area}", {key}, reason = "特例" }}]\n'


@pytest.mark.parametrize(
    ("component", "figure", "expected", "formula"),
    [
        pytest.param('flat = [{ name = "割", yen = 100_000 }]', 7, 100_000, "100,000円", id="flat"),
        pytest.param(
            'per_unit = [{ name = "割", fact = "households", yen = 600 }]',
            1_234,
            740_400,
            "600円 × 1,234",
            id="per-unit",
        ),
        pytest.param(
            'per_unit = [{ name = "割", fact = "households", yen = 600 }]', 0, 0, "600円 × 0", id="per-unit-0"
        ),
        *(
            pytest.param(
                f'by_bracket = [{{ name = "割", fact = "households", {BRACKETS} }}]',
                figure,
                expected,
                formula,
                id=f"bracket-{figure}",
            )
            for figure, expected, formula in (
                (0, 40_000, "households 0 ≦ 100: 40,000円"),
                (100, 40_000, "households 100 ≦ 100: 40,000円"),
                (101, 60_000, "households 101 ≦ 300: 60,000円"),
                (300, 60_000, "households 300 ≦ 300: 60,000円"),
                (301, 90_000, "households 301 > 300: 90,000円"),
                (10**6, 90_000, "households 1,000,000 > 300: 90,000円"),
            )
        ),
        *(
            pytest.param(
                f'tiers = [{{ name = "割", fact = "households", {TIERS} }}]',
                figure,
                expected,
                formula,
                id=f"tier-{figure}",
            )
            for figure, expected, formula in (
                (0, 0, "0"),
                (1, 500, "500円 × 1"),
                (100, 50_000, "500円 × 100"),
                (101, 50_300, "500円 × 100 + 300円 × 1"),
                (300, 110_000, "500円 × 100 + 300円 × 200"),
                (301, 110_100, "500円 × 100 + 300円 × 200 + 100円 × 1"),
            )
        ),
        pytest.param(
            'per_unit = [{ name = "割", fact = "households", yen = 99_999 }]',
            1_000_003,
            99_999 * 1_000_003,
            "99,999円 × 1,000,003",
            id="billions",
        ),
    ],
)
def test_component_of_one_area(component: str, figure: int, expected: int, formula: str) -> None:
    (line,) = allocated(component, households(figure)).lines

    assert (line.amounts, line.formulas, line.total) == ((expected,), (formula,), expected)
    assert amount(component, households=figure) == expected


def test_component_is_rounded_by_its_own_rule_and_the_total_by_that_of_the_terms() -> None:
    rules = (
        'flat = [{ name = "均等割", yen = 1_999, rounding = { unit = 1_000 } }]\n'
        'per_unit = [{ name = "世帯割", fact = "households", yen = 333,'
        ' rounding = { unit = 100, direction = "up" } }]\n'
    )

    assert [line.amounts for line in allocated(rules, households(7)).lines] == [(1_000, 2_400)]
    assert paid(rules, households(7)) == {"A": 3_400}
    assert paid(rules + "rounding = { unit = 1_000 }", households(7)) == {"A": 3_000}
    assert amount(rules + "rounding = { unit = 1_000 }", households=7) == 3_000


@pytest.mark.parametrize(
    ("test", "facts", "expected"),
    [
        ('fact = "aged", at_least = 50', {"aged": 50}, 30_000),
        ('fact = "aged", at_least = 50', {"aged": 49}, 10_000),
        ('fact = "registered", equals = true', {"registered": True}, 30_000),
        ('fact = "registered", equals = true', {"registered": False}, 10_000),
        ('fact = "field", one_of = ["山間"]', {"field": "山間"}, 30_000),
    ],
)
def test_addition_under_a_condition(test: str, facts: dict[str, bool | int | str], expected: int) -> None:
    rules = (
        f'flat = [{{ name = "基本", yen = 10_000 }}, {{ name = "加算", yen = 20_000, when = {{ {test} }} }}]'
    )

    assert paid(rules, {"A": facts}) == {"A": expected}
    assert amount(rules, **facts) == expected


def test_addition_that_does_not_apply_has_no_formula() -> None:
    rules = 'flat = [{ name = "加算", yen = 20_000, when = { fact = "aged", at_least = 50 } }]'

    (line,) = allocated(rules, {"A": {"aged": 3}}).lines

    assert (line.amounts, line.formulas) == ((0,), ("―",))


def test_areas_that_an_addition_leaves_out_have_no_part_in_its_pool() -> None:
    rules = (
        'equal_share = [{ name = "高齢割", pool = 100, remainder = "largest",'
        ' when = { fact = "aged", at_least = 50 } }]'
    )

    assert paid(rules, {"A": {"aged": 10}, "B": {"aged": 50}, "C": {"aged": 60}}) == {
        "A": 0,
        "B": 50,
        "C": 50,
    }


@pytest.mark.parametrize(
    ("remainder", "expected", "left"),
    [
        pytest.param("kept", [33_333, 33_333, 33_333], 1, id="kept"),
        pytest.param("first", [33_334, 33_333, 33_333], 0, id="first"),
        pytest.param("largest", [33_334, 33_333, 33_333], 0, id="largest-of-equals-is-the-first"),
    ],
)
def test_remainder_of_a_pool(remainder: str, expected: list[int], left: int) -> None:
    allocation = allocated(equal(100_000, remainder), households(1, 1, 1))

    assert [line.total for line in allocation.lines] == expected
    assert allocation.remainders == {"均等割": left}
    assert allocation.total == 100_000 - left


@pytest.mark.parametrize(
    ("remainder", "expected"),
    [
        # 1/7 = 142,857.1…, 2/7 = 285,714.3…, 4/7 = 571,428.6…
        ("kept", [142_000, 285_000, 571_000]),
        ("first", [144_000, 285_000, 571_000]),
        ("largest", [143_000, 286_000, 571_000]),
    ],
)
def test_remainder_of_a_pool_that_is_shared_in_thousands(remainder: str, expected: list[int]) -> None:
    allocation = allocated(share(1_000_000, remainder, 1_000), households(1, 2, 4))

    assert [line.total for line in allocation.lines] == expected
    assert allocation.remainders == {"世帯割": 1_000_000 - sum(expected)}


def test_what_is_less_than_a_unit_goes_to_the_next_fraction() -> None:
    """A pool that is no whole number of units is paid out to the yen all the same."""
    allocation = allocated(share(1_050, "largest", 100), households(1, 1, 1))

    assert [line.total for line in allocation.lines] == [400, 350, 300]


@pytest.mark.parametrize("remainder", ["kept", "first", "largest"])
def test_area_without_a_figure_gets_nothing_of_a_pool(remainder: str) -> None:
    totals = paid(share(100, remainder), households(0, 1, 2))

    assert totals["A"] == 0
    assert sum(totals.values()) == (99 if remainder == "kept" else 100)


@pytest.mark.parametrize("remainder", ["kept", "first", "largest"])
def test_pool_stays_whole_where_no_area_has_a_figure(remainder: str) -> None:
    allocation = allocated(share(100, remainder), households(0, 0))

    assert [line.total for line in allocation.lines] == [0, 0]
    assert allocation.remainders == {"世帯割": 100}


def test_pool_goes_to_the_one_area_there_is() -> None:
    assert paid(share(123_457, "kept"), households(9)) == {"A": 123_457}


def test_pool_of_billions_is_shared_exactly() -> None:
    totals = paid(share(10_000_000_000_001, "largest"), households(1, 1, 1))

    assert totals == {"A": 3_333_333_333_334, "B": 3_333_333_333_334, "C": 3_333_333_333_333}


def test_area_counts_for_a_fraction_of_one() -> None:
    half = exception("B", 'weight = "1/2"')
    areas = households(10, 10, 10)

    assert paid(equal(100_000, "kept") + half, areas) == {"A": 40_000, "B": 20_000, "C": 40_000}
    assert paid('flat = [{ name = "定額", yen = 9_999 }]\n' + half, areas) == {
        "A": 9_999,
        "B": 4_999,
        "C": 9_999,
    }
    assert paid(share(90, "kept") + half, areas) == {"A": 30, "B": 30, "C": 30}


def test_weight_counts_only_in_the_components_that_it_is_for() -> None:
    """均等割を2分の1とする area gets the whole of an addition."""
    rules = (
        'flat = [{ name = "定額", yen = 9_999 }, { name = "加算", yen = 30_000 }]\n'
        + equal(100_000, "kept")
        + exception("B", 'weight = "1/2", weighs_in = ["定額", "均等割"]')
    )

    _whole, half = allocated(rules, households(10, 10)).lines

    assert half.amounts == (4_999, 30_000, 33_333)
    assert half.formulas == ("9,999円 × 1/2", "30,000円", "100,000円 × 1/2 ÷ Σweight")


def test_weight_is_in_the_formula() -> None:
    half = exception("A", 'weight = "1/2"')

    (line,) = allocated(
        'flat = [{ name = "定額", yen = 9_999 }]\n' + equal(10, "kept") + half, {"A": {}}
    ).lines

    assert line.formulas == ("9,999円 × 1/2", "10円 × 1/2 ÷ Σweight")


def test_excluded_area_has_no_line_and_no_part_in_a_pool() -> None:
    allocation = allocated(equal(100, "kept") + exception("B", "excluded = true"), households(1, 1, 1))

    assert {line.area: line.total for line in allocation.lines} == {"A": 50, "C": 50}
    assert allocation.left_out == ("B",)
    assert allocation.remainders == {"均等割": 0}


def test_excluded_area_is_not_eligible() -> None:
    rules = 'flat = [{ name = "定額", yen = 100 }]\n' + exception("B", "excluded = true")

    assert refusals(rules, name="B地区協議会", area="B") == ["The area is left out by an exception."]


def test_under_an_exception_the_area_is_asked_for_and_never_guessed_from_the_applicants_name() -> None:
    rules = 'flat = [{ name = "定額", yen = 100 }]\n' + exception("B", "excluded = true")

    assert unfit(rules, name="B") == [
        (
            ("applicant", "facts"),
            "the fact area (地域の名前) is missing: an exception may hold for the area",
            'area = "○○"  # 地域の名前',
        )
    ]
    assert amount('flat = [{ name = "定額", yen = 100 }]', name="B") == 100


def test_area_of_the_applicant_decides_over_its_name() -> None:
    rules = 'flat = [{ name = "定額", yen = 100 }]\n' + exception("B", 'weight = "1/4"')

    assert amount(rules, name="B", area="A") == 100
    assert amount(rules, name="A", area="B") == 25


def test_share_of_a_pool_is_not_computed_for_one_area() -> None:
    assert unfit(equal(100, "kept"), name="A") == [
        (("program",), "the program shares out a pool among all areas: use kyodo allocate", "")
    ]


def test_limit_and_requirement_hold_in_an_allocation_as_in_an_assessment() -> None:
    """Who does not meet a requirement has no part in the pool."""
    rules = (
        'limit_per_year = 60\nrequirements = [{ fact = "registered", equals = true, message = "未登録" }]\n'
        + equal(100, "kept")
        + 'flat = [{ name = "定額", yen = 20 }]\n'
    )
    areas = {
        name: {"registered": registered, "received_this_year": received}
        for name, registered, received in (("A", True, 0), ("B", False, 0), ("C", True, 50))
    }

    allocation = allocated(rules, areas)

    assert [(line.area, line.amounts, line.total) for line in allocation.lines] == [
        ("A", (20, 50), 60),
        ("C", (20, 50), 10),
    ]
    assert allocation.refused == {"B": "未登録"}


@pytest.mark.parametrize(
    ("component", "missing"),
    [
        ('per_unit = [{ name = "割", fact = "households", yen = 1 }]', "households (世帯数)"),
        (f'by_bracket = [{{ name = "割", fact = "persons", {BRACKETS} }}]', "persons (人口)"),
        (f'tiers = [{{ name = "割", fact = "aged", {TIERS} }}]', "aged (70歳以上)"),
    ],
)
def test_figure_that_is_missing_is_asked_for(component: str, missing: str) -> None:
    [(_path, message, _hint)] = unfit(component)

    assert message == f"the fact {missing} is missing: 割 goes by this figure"


def test_fact_of_a_condition_is_asked_for() -> None:
    rules = 'flat = [{ name = "加算", yen = 1, when = { fact = "aged", at_least = 5 } }]'

    [(_path, message, _hint)] = unfit(rules)

    assert message == "the fact aged (70歳以上) is missing: 加算 is added under a condition"


def test_year_without_a_formula_is_told_with_the_years_that_have_one() -> None:
    flat = 'flat = [{ name = "定額", yen = 100 }]'
    made = program(f'since = "R4"\nuntil = "R5"\n{flat}', f'since = "R8"\n{flat}', 'until = "R3"')

    with pytest.raises(KyodoError, match="states no formula for R6") as refused:
        allocating(made, FiscalYear.parse("R6"))

    assert refused.value.hint == "There is one for: R4～R5、R8～"
