"""Two versions of a city: what was added, removed and changed, by id alone and to the letter."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.aspects.forms import Form
from kyodo_core.comparison.changes import ChangeKind, changes, listing, same
from kyodo_core.domain.kinds import FormKind, ItemStatus
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import DocumentDate, FiscalYear
from tests.comparison.conftest import Build, form
from tests.standins import city

CITED = (Citation("plan", "1"),)


def a_form(form_id: str, **more: Any) -> Form:
    return Form(**{"id": form_id, "name": form_id, "kinds": (), "cite": CITED} | more)


def found(old: list[Form], new: list[Form]) -> list[tuple[str, str, list[str]]]:
    """Kind, id and differing keys of each change."""
    return [
        (str(change.kind), change.id, [field.name for field in change.differing])
        for change in listing(old, new).changes
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(["a", "b"], ["a", "b"], [], id="same"),
        pytest.param([], ["a"], [("added", "a", [])], id="added"),
        pytest.param(["a"], [], [("removed", "a", [])], id="removed"),
        pytest.param(["a", "b"], ["b", "c"], [("added", "c", []), ("removed", "a", [])], id="both"),
        pytest.param(["a", "b"], ["b", "a"], [], id="in-another-order"),
    ],
)
def test_things_are_matched_by_their_ids(
    old: list[str], new: list[str], expected: list[tuple[str, str, list[str]]]
) -> None:
    assert found([*map(a_form, old)], [*map(a_form, new)]) == expected


def test_renamed_id_is_one_removed_and_one_added() -> None:
    assert found([a_form("a", name="共催")], [a_form("b", name="共催")]) == [
        ("added", "b", []),
        ("removed", "a", []),
    ]


@pytest.mark.parametrize(
    ("more", "keys"),
    [
        pytest.param({"name": "共催事業"}, ["name"], id="name"),
        pytest.param({"text": "共に主催する"}, ["text"], id="stated-now"),
        pytest.param({"kinds": (FormKind.GRANT,)}, ["kinds"], id="kinds"),
        pytest.param({"points": ("一", "二"), "since": FiscalYear(2024)}, ["since", "points"], id="two-keys"),
    ],
)
def test_changed_thing_says_which_keys_differ(more: dict[str, Any], keys: list[str]) -> None:
    assert found([a_form("a")], [a_form("a", **more)]) == [("changed", "a", keys)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(FiscalYear.parse("H26"), FiscalYear.parse("平成26年度"), id="notation-of-a-year"),
        pytest.param(DocumentDate.parse("H23.4"), DocumentDate.parse("平成23年4月"), id="notation-of-a-date"),
        pytest.param(Decimal("45.0"), Decimal("45.00"), id="decimals"),
        pytest.param(True, 1, id="truth-and-number"),
        pytest.param(("a", "b"), ("b", "a"), id="order-of-a-list"),
        pytest.param(("a",), ("a", "a"), id="length-of-a-list"),
        pytest.param(("ab",), ("a", "b"), id="cut-of-a-list"),
        pytest.param({ItemStatus.DONE: 1}, {ItemStatus.DONE: 2}, id="value-in-a-table"),
    ],
)
def test_another_wording_is_a_difference(old: Any, new: Any) -> None:
    assert not same(old, new)
    assert not same(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(Fraction("2/3"), Fraction("4/6"), id="rate"),
        pytest.param(
            {ItemStatus.DONE: 1, ItemStatus.ONGOING: 2},
            {ItemStatus.ONGOING: 2, ItemStatus.DONE: 1},
            id="order-of-keys",
        ),
        pytest.param(FiscalYear.parse("H26"), FiscalYear.parse("H26"), id="year"),
    ],
)
def test_what_says_the_same_is_none(old: Any, new: Any) -> None:
    assert same(old, new)


def test_unchanged_and_reordered_are_counted_apart() -> None:
    one = listing([a_form("a"), a_form("b"), a_form("c")], [a_form("c"), a_form("a", text="x"), a_form("d")])

    assert [change.id for change in one.of(ChangeKind.CHANGED)] == ["a"]
    assert (one.unchanged, one.reordered) == (1, True)
    assert not listing([a_form("a"), a_form("b")], [a_form("z"), a_form("a"), a_form("b")]).reordered


FORMS = st.lists(
    st.builds(a_form, st.sampled_from("abcde"), text=st.sampled_from(["一", "二"])),
    unique_by=lambda one: one.id,
)


@given(FORMS, FORMS)
def test_the_way_back_is_the_way_forth_turned_round(old: list[Form], new: list[Form]) -> None:
    forth, back = listing(old, new), listing(new, old)

    assert {c.id for c in forth.of(ChangeKind.ADDED)} == {c.id for c in back.of(ChangeKind.REMOVED)}
    assert {c.id for c in forth.of(ChangeKind.CHANGED)} == {c.id for c in back.of(ChangeKind.CHANGED)}
    assert (forth.unchanged, forth.reordered) == (back.unchanged, back.reordered)
    assert len(new) == forth.unchanged + len(forth.of(ChangeKind.ADDED)) + len(forth.of(ChangeKind.CHANGED))


@given(FORMS)
def test_nothing_differs_from_itself(forms: list[Form]) -> None:
    assert changes(city(forms=tuple(forms)), city(forms=tuple(forms))).none


def test_header_documents_and_aspects_are_told_apart(build: Build) -> None:
    old = build("mihon", forms=form("grant", "grant"))
    new = build("mihon", forms=form("grant", "grant"), principles="")
    header = new.header.having(name="見本町", documents=(new.header.documents[0].having(short="推進計画"),))

    found = changes(old, new.having(header=header))

    assert found.header is not None
    assert [field.name for field in found.header.differing] == ["name"]
    assert [field.name for change in found.documents.changes for field in change.differing] == ["short"]
    assert found.aspects == ()
    assert not found.none


def test_order_alone_is_a_difference() -> None:
    forms = (a_form("a"), a_form("b"))
    found = changes(city(forms=forms), city(forms=forms[::-1]))

    assert not found.none
    assert [(declared.id, listed.changes) for declared, listed in found.aspects] == [("forms", ())]
