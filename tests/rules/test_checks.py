"""Every rule on terms, through the loader: one failing case each, with place, message and hint."""

import pytest

from kyodo_core.aspects.programs import Program
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.rules.facts import KNOWN
from tests.grants import FACTS
from tests.loading.test_refusals import faults, known, marked
from tests.standins import CityFolder

PROGRAM = (
    '[[program]]\nid = "grant"\nname = "補助金"\nsupport = "financial"\ncite = "plan#1"\n'
    f'{FACTS}\n[[program.terms]]\ncite = "plan#1"\n'
)
DECLARED = ["households", "persons", "aged", "days", "registered", "field", "founded", "members", *KNOWN]

UNITS = "Known: 1, 10, 100, 1_000, 10_000"
RANGE = "a rate lies above 0 and is at most 1"
RISE = "the thresholds begin with 0 and rise"
REACH = "this bracket is out of reach: upper ends rise, only the last one is open"
OPEN = "the last bracket has no upper end (no up_to)"
ONE_TEST = (
    "a condition has one test: equals, at_least, at_most, on_or_before, on_or_after, years_before, one_of"
)
FIT = "which this test does not fit"
NO_FACT = "the program declares no such fact"
COUNTED = "what is counted is a fact of the type number"
POOL = "shares of a pool are rounded down, or they could pay more than the pool"
TWICE = "this name is used twice in the terms"
TWO_WAYS = "the rate is said in two ways"
PASSES = "rounded up after the limits, an amount can pass a limit"

DAY = "a day is written without quotes"
DAYS = [
    ('"2021-04-01"', f'{DAY} (now: "2021-04-01")', "on_or_after = 2021-04-01"),
    ("2021-04-01T00:00:00", f"{DAY} (now: 2021-04-01 00:00:00)", "on_or_after = 2021-04-01"),
    ("2021", f"{DAY} (now: 2021)", "on_or_after = 2027-04-01"),
]


def by_cost(brackets: str, applies: str = "part") -> str:
    return f'rate_by_cost = {{ applies = "{applies}", brackets = {brackets} }}'


def bracket(brackets: str, table: str = "by_bracket") -> str:
    return f'{table} = [{{ name = "割", fact = "households", brackets = {brackets} }}]'


def requirement(test: str) -> str:
    return f'requirements = [{{ {test}, message = "要件" }}]'


def pool(more: str = "", table: str = "equal_share") -> str:
    return f'{table} = [{{ pool = 1, remainder = "kept", {more} name = "割" }}]'


RATES = [
    pytest.param(
        'rate = ▶"101%"',
        [f'rate: {RANGE} (now: "101%")'],
        'rate = "2/3"',
        id="rate",
    ),
    pytest.param(
        'rate_by_year = ["1/2", ▶"0%"]',
        [f'rate_by_year: {RANGE} (now: "0%")'],
        'rate_by_year = ["2/3"]',
        id="rate-by-year",
    ),
    pytest.param(
        by_cost('[{ above = 0, rate = ▶"3/2" }]'),
        [f'rate: {RANGE} (now: "3/2")'],
        'rate = "2/3"',
        id="rate-by-cost",
    ),
    pytest.param(
        'rate = "1/2"\ncosts = [{ category = "事務費", share = ▶"-1/10" }]',
        [f'share: {RANGE} (now: "-1/10")'],
        'share = "2/3"',
        id="negative-share-of-the-other-costs",
    ),
    pytest.param(by_cost("▶[]"), [f"brackets: {RISE}"], "", id="no-bracket-of-a-rate"),
    pytest.param(
        by_cost('▶[{ above = 1, rate = "1/2" }]'), [f"brackets: {RISE}"], "", id="rates-do-not-begin-with-0"
    ),
    pytest.param(
        by_cost('▶[{ above = 0, rate = "1/2" }, { above = 5, rate = "1/3" }, { above = 5, rate = "1/4" }]'),
        [f"brackets: {RISE}"],
        "",
        id="thresholds-do-not-rise",
    ),
]

WAYS = [
    pytest.param(
        'rate = "1/2"\nrate_by_year = ▶["1/2"]',
        [f'rate_by_year: {TWO_WAYS} (now: "rate, rate_by_year")'],
        "",
        id="rate-and-rate-by-year",
    ),
    pytest.param(
        'rate = "1/2"\n' + by_cost('[{ above = 0, rate = "1/2" }]').replace("= {", "= ▶{", 1),
        [f'rate_by_cost: {TWO_WAYS} (now: "rate, rate_by_cost")'],
        "",
        id="rate-and-rate-by-cost",
    ),
    pytest.param(
        "limit_per_year = 2\nlimit_by_year = ▶[2, 1]",
        ["limit_by_year: the limit per year is said in two ways"],
        "",
        id="limit-per-year-and-by-year",
    ),
    *(
        pytest.param(
            f"{way}\n{key} = ▶{value}",
            [f"{key}: this has no effect without a rate"],
            "costs in words stand in covers and conditions",
            id=f"{key}-without-a-rate{'-but-fixed' if way else ''}",
        )
        for way in ("", "fixed = { yen = 5_000 }")
        for key, value in (
            ("costs", '[{ category = "備品費" }]'),
            ("only_named_costs", "true"),
            ("deduct_other_subsidies", "true"),
        )
    ),
    pytest.param(
        'raised_limits = ▶[{ fact = "registered", equals = true, by = 1 }]',
        ["raised_limits: there is no limit per year that could be raised"],
        "",
        id="raise-of-no-limit",
    ),
    pytest.param(
        'courses = [{ id = "a", name = "一", limit = 1 }, { id = ▶"a", name = "二", limit = 2 }]',
        [f'id: {TWICE} (now: "a")'],
        "",
        id="course-twice",
    ),
    pytest.param(
        'rate = "1/2"\n'
        'costs = [{ category = "備品費", limit = 1 }, { category = ▶"備品費", eligible = false }]',
        [f'category: {TWICE} (now: "備品費")'],
        "",
        id="category-twice",
    ),
    pytest.param(
        'exceptions = [{ area = "A", excluded = true, reason = "x" }, { area = ▶"A", reason = "x" }]',
        [f'area: {TWICE} (now: "A")'],
        "",
        id="exception-twice",
    ),
    pytest.param(
        pool('fact = "persons",', "pool_share") + "\n" + pool().replace('"割"', '▶"割"'),
        [f'name: {TWICE} (now: "割")'],
        "",
        id="pool-twice",
    ),
    pytest.param(
        'exceptions = [{ area = "A", weight = ▶"-1/2", reason = "x" }]',
        ['weight: a number is not negative (now: "-1/2")'],
        'weight = "1/2"',
        id="negative-weight",
    ),
    pytest.param(
        'since = "H28"\nuntil = ▶"H27"',
        ['until: the period ends before it begins (now: "H27")'],
        "",
        id="ends-before-it-begins",
    ),
    pytest.param(
        'excludes = ["grant", ▶"grnt"]',
        ['excludes: no program has this id (now: "grnt")'],
        "Did you mean grant? Known: grant",
        id="excludes-an-unknown-program",
    ),
]

ROUNDINGS = [
    pytest.param(
        "rounding = { unit = ▶50 }",
        ["unit: amounts are rounded to one of these units of yen (now: 50)"],
        UNITS,
        id="unit",
    ),
    pytest.param(
        "rounding = { unit = ▶0 }",
        ["unit: amounts are rounded to one of these units of yen (now: 0)"],
        UNITS,
        id="unit-0",
    ),
    pytest.param(
        'flat = [{ name = "割", yen = 1, rounding = { unit = ▶7 } }]',
        ["unit: amounts are rounded to one of these units of yen (now: 7)"],
        UNITS,
        id="unit-of-a-component",
    ),
    pytest.param(
        pool('rounding = ▶{ direction = "half_up" },'),
        [f'rounding: {POOL} (now: "half_up")'],
        "",
        id="equal-share-rounded-half-up",
    ),
    pytest.param(
        pool('fact = "persons", rounding = ▶{ direction = "up" },', "pool_share"),
        [f'rounding: {POOL} (now: "up")'],
        "",
        id="share-rounded-up",
    ),
    pytest.param(
        pool() + '\nrounding = ▶{ unit = 1_000, direction = "up" }',
        [f'rounding: {POOL} (now: "up")'],
        "",
        id="total-with-a-pool-rounded-up",
    ),
]

CONDITIONS = [
    pytest.param(
        requirement('fact = "days", at_least = 1, at_most = 2').replace("[{", "[▶{"),
        [f'requirements: {ONE_TEST} (now: "at_least, at_most")'],
        "",
        id="two-tests",
    ),
    pytest.param(
        requirement('fact = "days"').replace("[{", "[▶{"),
        [f"requirements: {ONE_TEST}"],
        "",
        id="no-test",
    ),
    pytest.param(
        requirement('fact = ▶"regsitered", equals = true'),
        [f'fact: {NO_FACT} (now: "regsitered")'],
        known(DECLARED, "registered"),
        id="unknown-fact-of-a-requirement",
    ),
    pytest.param(
        requirement('fact = "registered", at_least = ▶1'),
        [f"at_least: registered is of the type truth, {FIT}"],
        "",
        id="at-least-of-a-truth",
    ),
    pytest.param(
        requirement('fact = "field", at_most = ▶1'),
        [f"at_most: field is of the type text, {FIT}"],
        "",
        id="at-most-of-a-text",
    ),
    pytest.param(
        requirement('fact = "days", one_of = ▶["1"]'),
        [f"one_of: days is of the type number, {FIT}"],
        "",
        id="one-of-numbers",
    ),
    pytest.param(
        requirement('fact = "days", equals = ▶true'),
        [f"equals: days is of the type number, {FIT}"],
        "",
        id="number-equals-a-truth",
    ),
    pytest.param(
        requirement('fact = "registered", equals = ▶1'),
        [f"equals: registered is of the type truth, {FIT}"],
        "",
        id="truth-equals-a-number",
    ),
    pytest.param(
        requirement('fact = "founded", equals = ▶"2015-04-01"'),
        [f"equals: founded is of the type date, {FIT}"],
        "",
        id="date-equals-a-text",
    ),
    *(
        pytest.param(
            requirement(f'fact = "{fact}", {test} = ▶{value}'),
            [f"{test}: {fact} is of the type {fact_type}, {FIT}"],
            "",
            id=f"{fact_type}-{test}",
        )
        for test, value in (
            ("on_or_before", "2021-04-01"),
            ("on_or_after", "2021-04-01"),
            ("years_before", "3"),
        )
        for fact, fact_type in (("days", "number"), ("registered", "truth"), ("field", "text"))
    ),
    *(
        pytest.param(
            requirement(f'fact = "founded", {test} = ▶{value}'),
            [f"{test}: founded is of the type date, {FIT}"],
            "",
            id=f"date-{test}",
        )
        for test, value in (("at_least", "2021"), ("at_most", "2021"), ("one_of", '["2021-04-01"]'))
    ),
    *(
        pytest.param(
            requirement(f'fact = "founded", on_or_after = ▶{value}'),
            [f"on_or_after: {message}"],
            hint,
            id=f"day-{place}",
        )
        for place, (value, message, hint) in enumerate(DAYS, 1)
    ),
    pytest.param(
        requirement('fact = "founded", years_before = ▶-1'),
        ["years_before: a number is not negative (now: -1)"],
        "years_before = 3",
        id="years-below-zero",
    ),
    pytest.param(
        requirement('fact = "founded", on_or_after = 2021-04-01, years_before = 3').replace("[{", "[▶{"),
        [f'requirements: {ONE_TEST} (now: "on_or_after, years_before")'],
        "",
        id="two-tests-of-a-date",
    ),
    pytest.param(
        requirement('fact = "kind", at_least = ▶1'),
        [f"at_least: kind is of the type text, {FIT}"],
        "",
        id="kind-is-no-number",
    ),
    pytest.param(
        requirement('fact = "kind", equals = ▶"comunity_council"'),
        ['equals: this kind does not exist (now: "comunity_council")'],
        known([str(kind) for kind in ActorKind], "community_council"),
        id="unknown-kind",
    ),
    pytest.param(
        requirement('fact = "kind", one_of = ["school", ▶"npo"]'),
        ['one_of: this kind does not exist (now: "npo")'],
        known([str(kind) for kind in ActorKind]),
        id="unknown-kind-among-others",
    ),
    pytest.param(
        'flat = [{ name = "割", yen = 1, when = { fact = ▶"kind", equals = "school" } }]',
        ['fact: an area has no kind of applicant (now: "kind")'],
        "",
        id="kind-of-an-area",
    ),
    pytest.param(
        requirement('fact = "fiscal_year", equals = ▶"R6"'),
        [f"equals: fiscal_year is of the type number, {FIT}"],
        "",
        id="fiscal-year-in-words",
    ),
    pytest.param(
        'limit_per_year = 1\nraised_limits = [{ fact = ▶"regsitered", equals = true, by = 1 }]',
        [f'fact: {NO_FACT} (now: "regsitered")'],
        known(DECLARED, "registered"),
        id="unknown-fact-of-a-raise",
    ),
    pytest.param(
        'per_unit = [{ name = "割", fact = "persons", yen = 1, when = { fact = ▶"agde", at_least = 1 } }]',
        [f'fact: {NO_FACT} (now: "agde")'],
        known(DECLARED, "aged"),
        id="unknown-fact-of-an-addition",
    ),
    pytest.param(
        'flat = [{ name = "割", yen = 1, when = ▶{ fact = "aged" } }]',
        [f"when: {ONE_TEST}"],
        "",
        id="addition-without-a-test",
    ),
]

KINDS = [
    pytest.param(
        requirement('fact = "kind", equals = ▶"school_"'),
        ['equals: this kind does not exist (now: "school_")'],
        known([str(kind) for kind in ActorKind], "school"),
        id="unknown-kind",
    ),
    pytest.param(
        requirement('fact = "kind", one_of = ["school", ▶"NPO"]'),
        ['one_of: this kind does not exist (now: "NPO")'],
        known([str(kind) for kind in ActorKind]),
        id="unknown-kind-among-several",
    ),
    pytest.param(
        'flat = [{ name = "割", yen = 1, when = { fact = ▶"kind", equals = "school" } }]',
        ['fact: an area has no kind of applicant (now: "kind")'],
        "",
        id="kind-of-an-area",
    ),
]

DATES = [
    pytest.param(
        requirement('fact = "days", on_or_after = ▶2020-04-01'),
        [f"on_or_after: days is of the type number, {FIT}"],
        "",
        id="number-on-or-after",
    ),
    pytest.param(
        requirement('fact = "kind", on_or_before = ▶2020-04-01'),
        [f"on_or_before: kind is of the type text, {FIT}"],
        "",
        id="text-on-or-before",
    ),
    pytest.param(
        requirement('fact = "registered", years_before = ▶1'),
        [f"years_before: registered is of the type truth, {FIT}"],
        "",
        id="truth-years-before",
    ),
    pytest.param(
        requirement('fact = "founded", at_least = ▶2020'),
        [f"at_least: founded is of the type date, {FIT}"],
        "",
        id="date-at-least",
    ),
    pytest.param(
        requirement('fact = "founded", on_or_after = 2020-04-01, years_before = 1').replace("[{", "[▶{"),
        [f'requirements: {ONE_TEST} (now: "on_or_after, years_before")'],
        "",
        id="two-tests-of-a-date",
    ),
]

BUDGETS = [
    pytest.param(
        'rate = "1/2"\nbudget = { yen = ▶0, cut = "pro_rata" }',
        ["yen: a budget is above 0 (now: 0)"],
        "",
        id="budget-0",
    ),
    pytest.param(
        'budget = ▶{ yen = 1, cut = "pro_rata" }',
        ["budget: a budget needs terms that say how an amount is made"],
        "",
        id="budget-without-amounts",
    ),
    pytest.param(
        'rate = "1/2"\nbudget = { yen = ▶-1, cut = "pro_rata" }',
        ["yen: a number is not negative (now: -1)"],
        "yen = 200_000",
        id="budget-below-0",
    ),
    pytest.param(
        'rate = "1/2"\nbudget = { yen = 1, cut = ▶"by_rnk" }',
        ['cut: this kind does not exist (now: "by_rnk")'],
        known(["pro_rata", "by_rank"], "by_rank"),
        id="unknown-cut",
    ),
    pytest.param(
        'rate = "1/2"\nbudget = ▶{ yen = 1 }',
        ["budget: the key cut is missing"],
        'cut = "pro_rata"  # How a round that passes it is cut',
        id="budget-without-a-cut",
    ),
]

FIGURES = [
    *(
        pytest.param(
            f'{table} = [{{ name = "割", fact = ▶"houshold", {more} }}]',
            [f'fact: {NO_FACT} (now: "houshold")'],
            known(DECLARED, "households"),
            id=f"unknown-figure-{table}",
        )
        for table, more in (
            ("per_unit", "yen = 1"),
            ("by_bracket", "brackets = [{ yen = 1 }]"),
            ("tiers", "brackets = [{ yen = 1 }]"),
            ("pool_share", 'pool = 1, remainder = "kept"'),
        )
    ),
    pytest.param(
        'fixed = { yen = 1, per = ▶"dayz" }',
        [f'per: {NO_FACT} (now: "dayz")'],
        known(DECLARED, "days"),
        id="unknown-figure-of-a-fixed-amount",
    ),
    pytest.param(
        'fixed = { yen = 1, per = ▶"course" }', [f'per: {COUNTED} (now: "course")'], "", id="per-text"
    ),
    pytest.param(
        'per_unit = [{ name = "割", fact = ▶"registered", yen = 1 }]',
        [f'fact: {COUNTED} (now: "registered")'],
        "",
        id="truth-counted",
    ),
]

BRACKETS = [
    pytest.param(bracket("▶[]"), [f"brackets: {OPEN}"], "", id="no-bracket"),
    pytest.param(
        bracket("▶[{ up_to = 5, yen = 1 }]"), [f"brackets: {OPEN}"], "", id="last-bracket-is-not-open"
    ),
    pytest.param(
        bracket("▶[{ up_to = 5, yen = 1 }]", "tiers"), [f"brackets: {OPEN}"], "", id="last-tier-is-not-open"
    ),
    pytest.param(
        bracket("[{ up_to = 5, yen = 1 }, ▶{ up_to = 5, yen = 2 }, { yen = 3 }]"),
        [f"brackets: {REACH} (now: 5)"],
        "",
        id="bracket-out-of-reach",
    ),
    pytest.param(
        bracket("[{ up_to = 5, yen = 1 }, ▶{ up_to = 4, yen = 2 }, { yen = 3 }]", "tiers"),
        [f"brackets: {REACH} (now: 4)"],
        "",
        id="tier-out-of-reach",
    ),
    pytest.param(
        bracket("[▶{ yen = 1 }, { yen = 3 }]"),
        [f"brackets: {REACH}"],
        "",
        id="open-bracket-before-the-last",
    ),
    pytest.param(
        'flat = [{ name = "均等割", yen = 1 }]\n'
        'per_unit = [{ name = "世帯割", fact = "households", yen = 1 }]\n'
        'exceptions = [{ area = "北", weight = "1/2", weighs_in = ["均等割", ▶"世帯割"], reason = "離島" }]',
        ['weighs_in: the terms have no flat or equal component of this name (now: "世帯割")'],
        "Known: 均等割",
        id="weight-in-a-component-by-a-figure",
    ),
    *(
        pytest.param(
            f"{key} = ▶0", [f"{key}: at most 0 would grant nothing to anybody (now: 0)"], "", id=f"{key}-of-0"
        )
        for key in ("max_years", "max_awards")
    ),
]


@pytest.mark.parametrize(
    ("text", "messages", "hint"),
    [*RATES, *WAYS, *ROUNDINGS, *CONDITIONS, *KINDS, *DATES, *BUDGETS, *FIGURES, *BRACKETS],
)
def test_terms_are_refused(folder: CityFolder, text: str, messages: list[str], hint: str) -> None:
    """The mark ▶ stands before what is wrong."""
    plain, [place] = marked(PROGRAM + text + "\n")
    folder.write("programs", plain)

    assert faults(folder, "programs") == [(*place, message, hint) for message in messages]


@pytest.mark.parametrize("other", ['rate = "1/2"', "fixed = { yen = 1 }"], ids=["rate", "fixed"])
def test_cost_is_not_shared_and_allocated_at_once(folder: CityFolder, other: str) -> None:
    folder.write("programs", PROGRAM + f'{other}\nflat = [{{ name = "割", yen = 1 }}]\n')

    [(line, _column, message, _hint)] = faults(folder, "programs")

    assert line == PROGRAM.count("\n") - 1
    assert message == "terms: terms either share a cost or allocate by components, not both"


SPANS = [
    pytest.param([("", "H26", "H28"), ("", "H28", "")], 1, id="one-year-in-both"),
    pytest.param([("", "", ""), ("", "H28", "")], 1, id="open-on-both-sides"),
    pytest.param([("", "H26", ""), ("", "", "")], 1, id="without-years"),
    pytest.param([("枠", "H26", ""), ("枠", "H27", "")], 1, id="of-one-name"),
    pytest.param([("", "H26", ""), ("枠", "H26", ""), ("", "H27", "")], 2, id="with-others-between-them"),
]


def sets(spans: list[tuple[str, str, str]]) -> str:
    """Sets of terms by name and years, behind a sound program."""
    keys = ("name", "since", "until")
    tables = [
        "".join(f'{key} = "{said}"\n' for key, said in zip(keys, span, strict=True) if said) for span in spans
    ]
    return PROGRAM + '[[program.terms]]\ncite = "plan#1"\n'.join(tables)


@pytest.mark.parametrize(("spans", "wrong"), SPANS)
def test_terms_of_one_name_do_not_overlap(
    folder: CityFolder, spans: list[tuple[str, str, str]], wrong: int
) -> None:
    text = sets(spans)
    folder.write("programs", text)

    [(line, _column, message, _hint)] = faults(folder, "programs")

    since = spans[wrong][1]
    now = f' (now: "{since}")' if since else ""
    assert text.split("\n")[line - 1] == (f'since = "{since}"' if since else "[[program.terms]]")
    assert message == f"since: these terms overlap the ones before them{now}"


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([("", "H26", "H27"), ("", "H28", "")], id="one-after-the-other"),
        pytest.param([("", "", "H27"), ("", "H28", "")], id="from-the-beginning"),
        pytest.param([("甲", "H26", ""), ("乙", "H26", "")], id="of-two-names"),
    ],
)
def test_terms_for_other_years_or_of_other_names_stand_beside_each_other(
    folder: CityFolder, spans: list[tuple[str, str, str]]
) -> None:
    (program,) = folder.facts("programs", sets(spans))

    assert isinstance(program, Program)
    assert len(program.terms) == 2


WARNINGS = [
    pytest.param(
        by_cost('[{ above = 0, rate = "2/3" }, { above = 5, rate = "1/2" }]', "whole").replace(
            "= {", "= ▶{", 1
        ),
        "rate_by_cost: the amount falls where a threshold is passed, since the rate applies to the whole",
        id="rate-of-the-whole-falls",
    ),
    pytest.param(
        bracket("▶[{ up_to = 100, yen = 40_000 }, { yen = 30_000 }]"),
        "brackets: the amount falls where a bracket ends",
        id="bracket-falls",
    ),
    pytest.param(
        'since = "R4"\nreview_by = ▶"R3"',
        'review_by: they are to be reviewed before they begin (now: "R3")',
        id="reviewed-before-they-begin",
    ),
    *(
        pytest.param(
            'equal_share = [{ name = "割", pool = ▶1_000_500, '
            f'remainder = "{remainder}", rounding = {{ unit = 1_000 }} }}]',
            "pool: the pool is no whole number of the rounding's units: one area gets part of a unit"
            " (now: 1000500)",
            id=f"pool-of-parts-of-a-unit-{remainder}",
        )
        for remainder in ("first", "largest")
    ),
    *(
        pytest.param(
            f'{limit}\nrounding = ▶{{ unit = 1_000, direction = "{direction}" }}',
            f'rounding: {PASSES} (now: "{direction}")',
            id=f"{limit.split(' ')[0]}-{direction}",
        )
        for limit in (
            "limit_per_year = 1",
            "limit_total = 1",
            "limit_by_year = [1]",
            'courses = [{ id = "a", name = "枠", limit = 1 }]',
        )
        for direction in ("up", "half_up")
    ),
]


@pytest.mark.parametrize(("text", "message"), WARNINGS)
def test_terms_that_may_surprise_are_warned_of(folder: CityFolder, text: str, message: str) -> None:
    plain, [place] = marked(PROGRAM + text + "\n")

    warnings = folder.warnings("programs", plain)

    assert [((w.line, w.column), w.message) for w in warnings] == [(place, message)]


@pytest.mark.parametrize(
    "text",
    [
        by_cost('[{ above = 0, rate = "2/3" }, { above = 5, rate = "1/2" }]', "part"),
        by_cost('[{ above = 0, rate = "1/2" }, { above = 5, rate = "2/3" }]', "whole"),
        bracket("[{ up_to = 100, yen = 30_000 }, { yen = 40_000 }]"),
        bracket("[{ up_to = 100, yen = 500 }, { yen = 300 }]", "tiers"),
        'limit_total = 1\nrounding = { unit = 1_000, direction = "down" }',
        'limit_total = 1\nrounding = { unit = 1_000, direction = "up", when = "before_limits" }',
        'rounding = { unit = 1_000, direction = "up" }',
        'rate = "100%"',
        'rate_by_year = ["1/2"]\nonly_named_costs = true',
        by_cost('[{ above = 0, rate = "1/2" }]') + "\ndeduct_other_subsidies = true",
        'rate = "1/2"\ncosts = [{ category = "事務費", share = "100%" }]',
        'exceptions = [{ area = "A", weight = "1/2", reason = "x" }]',
    ],
)
def test_terms_that_are_as_they_should_be_are_not_warned_of(folder: CityFolder, text: str) -> None:
    assert folder.warnings("programs", PROGRAM + text + "\n") == []


def test_all_faults_of_terms_are_told_at_once(folder: CityFolder) -> None:
    folder.write(
        "programs",
        PROGRAM
        + 'rate = "2"\nrounding = { unit = 3 }\n'
        + requirement('fact = "x", equals = 1').replace("[{", "[\n{")
        + "\n"
        + bracket("[]")
        + "\n",
    )

    first = PROGRAM.count("\n")
    assert [(line - first, message) for line, _column, message, _hint in faults(folder, "programs")] == [
        (-1, "terms: terms either share a cost or allocate by components, not both"),
        (1, f'rate: {RANGE} (now: "2")'),
        (2, "unit: amounts are rounded to one of these units of yen (now: 3)"),
        (4, f'fact: {NO_FACT} (now: "x")'),
        (5, f"brackets: {OPEN}"),
    ]


def test_a_fact_that_every_program_has_is_not_declared_anew(folder: CityFolder) -> None:
    text = (
        '[[program]]\nid = "grant"\nname = "補助金"\nsupport = "financial"\ncite = "plan#1"\n'
        'facts = [{ id = ▶"received_total", name = "総額", type = "text" }]\n'
    )
    plain, [place] = marked(text)
    folder.write("programs", plain)

    assert faults(folder, "programs") == [
        (*place, 'id: every program has a fact of this id (now: "received_total")', "")
    ]


def test_a_faulty_file_of_plans_hides_no_fault_of_the_programs(folder: CityFolder) -> None:
    folder.write("plans", "[[plan]]\n")
    plain, [place] = marked(
        PROGRAM.replace('cite = "plan#1"\n', 'cite = "plan#1"\nplan = "one"\n', 1) + 'rate = ▶"3/2"\n'
    )
    folder.write("programs", plain)

    assert faults(folder, "programs") == [(*place, f'rate: {RANGE} (now: "3/2")', 'rate = "2/3"')]


def scheduled(phases: str, *spans: tuple[str, str, str]) -> str:
    """A program with terms by name and years, and a schedule from H26 on: running (r), silent (-)."""
    phase = {"r": "running", "-": "not_stated"}
    years = "".join(
        f'[[program.schedule]]\nfiscal_year = "H{26 + place}"\nphase = "{phase[letter]}"\n'
        for place, letter in enumerate(phases)
    )
    return sets([*spans]) + years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        pytest.param(scheduled("rrrrr", ("", "H25", "H26"), ("", "H29", "")), "H27、H28", id="two-years"),
        pytest.param(scheduled("r-r-r", ("", "", "H26"), ("", "H30", "")), "H28", id="running-years-only"),
        pytest.param(
            scheduled("rrrrr", ("枠", "H25", "H26"), ("別", "H27", "H27"), ("枠", "H29", "")),
            "H28",
            id="terms-of-another-name-hold-in-one",
        ),
    ],
)
def test_years_between_terms_in_which_the_program_runs_are_warned_of(
    folder: CityFolder, text: str, years: str
) -> None:
    (warning,) = folder.warnings("programs", text)

    last = max(number for number, line in enumerate(text.split("\n"), 1) if line.startswith("since"))
    assert (warning.line, warning.message) == (
        last,
        f"since: the schedule has the program running in {years}, between terms: none hold then",
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(scheduled("rrr", ("", "H25", "H26"), ("", "H27", "")), id="one-after-the-other"),
        pytest.param(scheduled("---", ("", "H25", "H26"), ("", "H28", "")), id="not-running"),
        pytest.param(scheduled("rrr", ("", "H20", "H21"), ("", "H26", "")), id="before-the-schedule"),
        pytest.param(scheduled("rrr", ("", "H27", "H27")), id="before-the-first-and-behind-the-last"),
    ],
)
def test_years_without_terms_that_are_no_gap_are_not_warned_of(folder: CityFolder, text: str) -> None:
    assert folder.warnings("programs", text) == []


def test_terms_called_as_the_program_are_those_without_a_name(folder: CityFolder) -> None:
    folder.write("programs", sets([("", "H26", ""), ("補助金", "H27", "")]))

    [(_line, _column, message, _hint)] = faults(folder, "programs")

    assert message == 'since: these terms overlap the ones before them (now: "H27")'
