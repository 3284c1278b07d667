"""What is out of date in a fiscal year: overdue reviews, superseded documents, what rests on these alone."""

import pytest

from kyodo_core.comparison.staleness import Newer, NewerKind, stale
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.years import FiscalYear
from tests.standins import HEADER, CityFolder

OTHERS = """
[[document]]
id = "guide"
title = "手引き"
short = "手引"
issuer = "見本市"
"""
FORM = '[[form]]\nid = "{id}"\nname = "{id}"\nkinds = []\n{more}cite = {cite}\n'
PLANS = """\
[[plan]]
id = "plan-1"
name = "第1次計画"
kinds = []
cite = "guide#1"

[[plan]]
id = "plan-2"
name = "第2次計画"
kinds = []
since = "H31"
supersedes = ["plan-1"]
cite = "guide#2"

[[plan]]
id = "plan-3"
name = "第3次計画"
kinds = []
since = "R6"
supersedes = ["plan-2"]
cite = "guide#3"
"""


def document(name: str, *lines: str) -> str:
    head = f'\n[[document]]\nid = "{name}"\ntitle = "{name}"\nshort = "{name}"\nissuer = "見本市"\n'
    return head + "".join(f"{line}\n" for line in lines)


def city(folder: CityFolder, header: str, **aspects: str) -> Municipality:
    folder.write("municipality", header)
    for name, text in aspects.items():
        folder.write(name, text)
    return folder.read()


def newer(city: Municipality, year: int) -> dict[str, list[str]]:
    """The ids of what stands in the place of each superseded document."""
    found = stale(city, FiscalYear(year)).documents
    return {one.document.id: [newer.id for newer in one.newer] for one in found}


def form(form_id: str, *cites: str, more: str = "") -> str:
    cited = "[" + ", ".join(f'"{cite}"' for cite in cites) + "]"
    return FORM.format(id=form_id, cite=cited, more=more)


@pytest.mark.parametrize(
    ("documents", "year", "expected"),
    [
        pytest.param("", 2024, {}, id="none"),
        pytest.param(document("new", 'supersedes = ["plan"]'), 2000, {"plan": ["new"]}, id="without-a-date"),
        pytest.param(
            document("new", 'supersedes = ["plan"]', 'issued = "令和6年4月1日"'),
            2023,
            {},
            id="not-yet-issued",
        ),
        pytest.param(
            document("new", 'supersedes = ["plan"]', 'issued = "令和6年4月1日"'),
            2024,
            {"plan": ["new"]},
            id="issued-in-the-year",
        ),
        pytest.param(
            document("new", 'supersedes = ["plan"]') + document("newest", 'supersedes = ["new"]'),
            2024,
            {"plan": ["newest"], "new": ["newest"]},
            id="the-latest-of-a-line",
        ),
        pytest.param(
            document("new", 'supersedes = ["plan"]')
            + document("newest", 'supersedes = ["new"]', 'issued = "R7.4"'),
            2024,
            {"plan": ["new"]},
            id="the-latest-as-of-the-year",
        ),
        pytest.param(
            document("one", 'supersedes = ["plan"]') + document("two", 'supersedes = ["plan"]'),
            2024,
            {"plan": ["one", "two"]},
            id="two-in-its-place",
        ),
        pytest.param(
            document("new", 'supersedes = ["plan", "guide"]'),
            2024,
            {"plan": ["new"], "guide": ["new"]},
            id="one-in-the-place-of-two",
        ),
    ],
)
def test_documents_in_whose_place_others_stand(
    folder: CityFolder, documents: str, year: int, expected: dict[str, list[str]]
) -> None:
    assert newer(city(folder, HEADER + OTHERS + documents), year) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        pytest.param(2018, {}, id="before"),
        pytest.param(2019, {"plan": ["plan-2"]}, id="second"),
        pytest.param(2024, {"plan": ["plan-3"]}, id="third"),
    ],
)
def test_document_of_a_plan_is_superseded_with_the_plan(
    folder: CityFolder, year: int, expected: dict[str, list[str]]
) -> None:
    header = HEADER + 'plan = "plan-1"\n' + OTHERS

    assert newer(city(folder, header, plans=PLANS), year) == expected


def test_newer_plan_is_told_with_its_year_and_source(folder: CityFolder) -> None:
    read = city(folder, HEADER + 'plan = "plan-1"\n' + OTHERS, plans=PLANS)

    [superseded] = stale(read, FiscalYear(2030)).documents
    plan = read.aspects["plans"][2]
    assert superseded.newer == (Newer(NewerKind.PLAN, "plan-3", "第3次計画", FiscalYear(2024), plan.cite),)


@pytest.mark.parametrize(
    ("cites", "more", "rests"),
    [
        pytest.param(["plan#1"], "", True, id="superseded"),
        pytest.param(["plan#1", "plan#2"], "", True, id="twice"),
        pytest.param(["plan#1", "guide#1"], "", False, id="another-too"),
        pytest.param(["guide#1"], "", False, id="another"),
        pytest.param(
            ["plan#1"], 'later = [{ text = "開始", cite = "guide#1" }]\n', False, id="another-tells-what-came"
        ),
    ],
)
def test_facts_that_rest_on_superseded_documents_alone(
    folder: CityFolder, cites: list[str], more: str, rests: bool
) -> None:
    header = HEADER + OTHERS + document("new", 'supersedes = ["plan"]')
    found = stale(city(folder, header, forms=form("a", *cites, more=more)), FiscalYear(2024))

    assert [one.fact.id for one in found.facts] == (["a"] if rests else [])
    assert not found.none


def test_of_two_superseded_documents_both_are_named(folder: CityFolder) -> None:
    header = HEADER + OTHERS + document("new", 'supersedes = ["plan", "guide"]')
    found = stale(city(folder, header, forms=form("a", "guide#1", "plan#1")), FiscalYear(2024))

    assert [one.documents for one in found.facts] == [("guide", "plan")]


@pytest.mark.parametrize(
    ("keys", "overdue"),
    [
        pytest.param('review_by = "R5"\n', True, id="past"),
        pytest.param('review_by = "R6"\n', False, id="this-year"),
        pytest.param('review_by = "R5"\nuntil = "R5"\n', False, id="ended"),
        pytest.param('review_by = "R5"\nuntil = "R6"\n', True, id="in-force-to-the-end-of-the-year"),
        pytest.param("", False, id="no-review"),
    ],
)
def test_facts_and_terms_past_their_review(folder: CityFolder, keys: str, overdue: bool) -> None:
    program = (
        '[[program]]\nid = "grant"\nname = "補助"\nsupport = "financial"\ncite = "plan#1"\n'
        f'[[program.terms]]\nrate = "1/2"\n{keys}cite = "plan#2"\n'
    )
    read = city(folder, HEADER, forms=form("a", "plan#1", more=keys), programs=program)

    found = stale(read, FiscalYear.parse("令和6年度")).overdue

    assert [(one.aspect.id, one.fact.id, one.terms and one.terms[0], str(one.cite[0])) for one in found] == (
        [("forms", "a", None, "plan#1"), ("programs", "grant", 0, "plan#2")] if overdue else []
    )


def test_nothing_out_of_date_is_said_to_be_none(folder: CityFolder) -> None:
    assert stale(city(folder, HEADER, forms=form("a", "plan#1")), FiscalYear(2024)).none
