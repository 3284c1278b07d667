"""Terms as tables of TOML: whatever they say, they are read back as the same terms."""

from collections.abc import Callable, Iterator

import pytest
import tomli
from hypothesis import given

from kyodo_core.amending.tables import headed, inline, table_of
from kyodo_core.aspects.programs import Program
from kyodo_core.domain.years import FiscalYear
from kyodo_core.loading.structuring import structure
from kyodo_core.rules.terms import Terms
from tests.grants import terms
from tests.installed import registry
from tests.loading.test_round_trip import TERMS

ALL = """\
budget = { yen = 5_000_000, cut = "by_rank", partial = true }
name = "区分"
since = "H26"
until = "2030年度"
review_by = "R9"
basis = "要綱"
unit = "1地区"
requirements = [
  { fact = "registered", equals = true, message = "登録" },
  { fact = "days", at_least = 3, message = "日" },
]
excludes = ["other"]
costs = [{ category = "食糧費", eligible = false }, { category = "備品費", limit = 1_000, share = "10%" }]
only_named_costs = true
deduct_other_subsidies = true
rate = "66.7%"
rate_by_year = ["100%", "1/2"]
rate_by_cost = { applies = "whole", brackets = [{ above = 0, rate = "1/2" }] }
fixed = { yen = 3_000, per = "days" }
flat = [{ name = "均等割", yen = 1, when = { fact = "field", one_of = ["福祉"] } }]
per_unit = [{ name = "世帯割", fact = "households", yen = 600, rounding = { unit = 100, direction = "up" } }]
by_bracket = [{ name = "規模割", fact = "households", brackets = [{ up_to = 5, yen = 1 }, { yen = 2 }] }]
tiers = [{ name = "逓減", fact = "aged", brackets = [{ yen = 2 }] }]
pool_share = [{ name = "按分", fact = "aged", pool = 9, remainder = "largest" }]
equal_share = [{ name = "均等", pool = 9, remainder = "first" }]
exceptions = [{ area = "北", weight = "1/2", reason = "x" }, { area = "南", excluded = true, reason = "y" }]
limit_per_year = 1
limit_by_year = [1, 2]
raised_limits = [{ fact = "days", at_most = 3, by = 5, name = "短い" }]
courses = [{ id = "a", name = "一", limit = 1 }]
limit_total = 0
max_years = 3
max_awards = 1
rounding = { unit = 1_000, direction = "half_up", when = "before_limits" }
persons = 1
hours_per_week = 29
settlement = "精算"
advance_payment = false
covers = ["会議"]
conditions = ["一\\n二"]
"""
"""Every key of terms; no program could have all of them."""


def installed() -> Iterator[Terms]:
    for slug in registry().slugs:
        for fact in registry().city(slug).aspects["programs"]:
            if isinstance(fact, Program):
                yield from fact.terms


INSTALLED = list(installed())


def under_a_heading(said: Terms) -> str:
    return headed(("program", "terms"), {"since": "R9", **table_of(said)})


def in_brackets(said: Terms) -> str:
    return f"program = {{ terms = [{inline({'since': 'R9', **table_of(said)})}] }}"


def read(text: str) -> Terms:
    (table,) = tomli.loads(text)["program"]["terms"]
    made, faults = structure(table, Terms)
    assert faults == []
    assert isinstance(made, Terms)
    return made


WRITERS = pytest.mark.parametrize("writer", [under_a_heading, in_brackets])


@WRITERS
@pytest.mark.parametrize("said", [terms(ALL), *INSTALLED], ids=lambda said: str(said.cite[0]))
def test_terms_are_read_back_as_they_were(writer: Callable[[Terms], str], said: Terms) -> None:
    assert read(writer(said)) == said.having(since=said.since or FiscalYear(2027))


@WRITERS
@given(said=TERMS)
def test_whatever_terms_say_is_read_back(writer: Callable[[Terms], str], said: Terms) -> None:
    assert read(writer(said)) == said.having(since=said.since or FiscalYear(2027))


def test_every_key_of_terms_is_in_the_example() -> None:
    assert set(table_of(terms(ALL))) == {field.name for field in Terms.fields()}


def test_what_holds_anyway_is_not_written() -> None:
    said = terms(
        'rate = "100%"\ncosts = [{ category = "備品費", eligible = true }]\nrounding = { unit = 10 }'
    )

    assert table_of(said) == {
        "rate": "100%",
        "costs": [{"category": "備品費"}],
        "rounding": {"unit": 10},
        "cite": ["plan#第3条"],
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "{}"),
        ([], "[]"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        ('"引用"\n\x7f\\', '"\\"引用\\"\\n\\u007f\\\\"'),
        ({"a": [1, {"世帯 割": "x"}]}, '{ a = [1, { "世帯 割" = "x" }] }'),
    ],
)
def test_value_on_one_line(value: object, text: str) -> None:
    assert inline(value) == text
    assert tomli.loads(f"value = {text}")["value"] == value
