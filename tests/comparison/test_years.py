"""A city's facts as of a fiscal year."""

import pytest

from kyodo_core.comparison.matrix import compare
from kyodo_core.comparison.years import holdings
from kyodo_core.domain.years import FiscalYear
from tests.comparison.conftest import Build, form, table


def ids(build: Build, aspect_id: str, text: str, year: int) -> list[str]:
    held = holdings(build("rei", **{aspect_id: text}).aspects, FiscalYear(year))
    return [fact.id for fact in held[aspect_id]]


@pytest.mark.parametrize(
    ("years", "year", "holds"),
    [
        pytest.param({}, 1990, True, id="undated"),
        pytest.param({"since": "H26"}, 2013, False, id="before-since"),
        pytest.param({"since": "H26"}, 2014, True, id="since"),
        pytest.param({"since": "H26"}, 2099, True, id="open-end"),
        pytest.param({"until": "H30"}, 1990, True, id="open-start"),
        pytest.param({"until": "H30"}, 2018, True, id="until"),
        pytest.param({"until": "H30"}, 2019, False, id="after-until"),
    ],
)
def test_a_fact_holds_within_its_years(years: dict[str, str], year: int, holds: bool, build: Build) -> None:
    assert ids(build, "forms", form("aid", "grant", **years), year) == (["aid"] if holds else [])


@pytest.mark.parametrize(
    ("aspect_id", "text", "first"),
    [
        pytest.param("history", table("event", "x", fiscal_year="H26", kinds=[]), 2014, id="event"),
        pytest.param(
            "institutions",
            table("institution", "x", kinds=[], established="平成27年3月"),
            2014,
            id="institution",
        ),
        pytest.param("facilities", table("facility", "x", kinds=[], opened="H26.4"), 2014, id="facility"),
        pytest.param("dialogue", table("dialogue", "x", kinds=[], date="2014-06-06"), 2014, id="dialogue"),
        pytest.param(
            "councils",
            table("council", "x", kinds=["count"], value=3, date="平成26年4月1日"),
            2014,
            id="council",
        ),
    ],
)
def test_a_date_is_the_first_year_of_a_fact(aspect_id: str, text: str, first: int, build: Build) -> None:
    assert ids(build, aspect_id, text, first - 1) == []
    assert ids(build, aspect_id, text, first) == ["x"]


SUCCESSION = table("plan", "old", kinds=["basic_plan"], in_force="H23.4") + table(
    "plan", "new", kinds=["basic_plan"], in_force="H26.4", supersedes=["old"]
)


@pytest.mark.parametrize(
    ("in_force", "year", "plans"),
    [
        pytest.param("H26.4", 2010, [], id="before-both"),
        pytest.param("H26.4", 2013, ["old"], id="before-the-new"),
        pytest.param("H26.4", 2014, ["new"], id="new-from-the-first-day"),
        pytest.param("平成26年4月1日", 2014, ["new"], id="new-on-the-day"),
        pytest.param("H26.10", 2014, ["old", "new"], id="both-in-the-year-of-change"),
        pytest.param("H26.10", 2015, ["new"], id="new-in-the-next-year"),
        pytest.param("H27.3", 2014, ["old", "new"], id="new-in-March"),
    ],
)
def test_a_plan_holds_until_its_successor_is_in_force(
    in_force: str, year: int, plans: list[str], build: Build
) -> None:
    assert ids(build, "plans", SUCCESSION.replace("H26.4", in_force), year) == plans


SCHEDULE = """
schedule = [
  { fiscal_year = "H26", phase = "research", wording = "研究" },
  { fiscal_year = "H27", phase = "running", wording = "実施" },
  { fiscal_year = "H28", phase = "not_stated" },
]
"""


@pytest.mark.parametrize(
    ("year", "runs"),
    [(2013, False), (2014, False), (2015, True), (2016, True), (2017, False)],
)
def test_a_program_runs_as_its_schedule_says(year: int, runs: bool, build: Build) -> None:
    text = table("program", "p", support="financial") + SCHEDULE

    assert ids(build, "programs", text, year) == (["p"] if runs else [])


def test_an_indicator_keeps_its_targets_and_the_values_observed_by_then(build: Build) -> None:
    values = """values = [
      { fiscal_year = "H18", kind = "baseline", value = 1.5 },
      { fiscal_year = "H23", kind = "actual", value = 2.5 },
      { fiscal_year = "H29", kind = "target", value = 9.0 },
    ]
    """
    city = build("rei", indicators=table("indicator", "i", kinds=[], unit="%") + values)

    def shown(year: int) -> list[str]:
        (indicator,) = holdings(city.aspects, FiscalYear(year))["indicators"]
        return [str(value.value) for value in indicator.values]  # type: ignore[attr-defined]

    assert shown(2005) == ["9.0"]
    assert shown(2018) == ["1.5", "2.5", "9.0"]
    assert shown(2010) == ["1.5", "9.0"]


def test_a_comparison_as_of_a_year_leaves_out_what_does_not_hold(build: Build) -> None:
    city = build("rei", forms=form("old", "grant", until="H25") + form("new", "adoption", since="H26"))
    (forms,) = compare([city], ["forms"], FiscalYear(2014)).aspects

    assert [row.key.id for row in forms.rows if row.cells["rei"].items] == ["adoption"]
    assert forms.headlines == {"rei": "1形態：new"}


def test_practice_follows_the_year(build: Build) -> None:
    program = table("program", "p", support="financial", practises=["grant"], since="H26")
    city = build("rei", programs=program)

    def state(year: int) -> str:
        (forms,) = compare([city], ["forms"], FiscalYear(year)).aspects
        (grant,) = (row for row in forms.rows if row.key.id == "grant")
        return str(grant.cells["rei"].state)

    assert (state(2013), state(2014)) == ("not_stated", "practised")


def test_facts_as_of_a_year_are_a_mapping_of_the_same_aspects(build: Build) -> None:
    held = build("rei", forms=form("aid", "grant")).aspects
    dated = holdings(held, FiscalYear(2014))

    assert list(dated) == list(held) == ["forms"]
    assert len(dated) == 1
    assert "forms" in dated
    assert "bands" not in dated
    assert holdings(held, None) is held
