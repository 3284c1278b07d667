"""Cities side by side: rows, states, citations, headlines."""

import pytest

from kyodo_core.aspects import ASPECT_IDS, State
from kyodo_core.comparison.matrix import Comparison, compare
from kyodo_core.domain.kinds import FormKind
from kyodo_core.errors import UnknownNameError
from tests.comparison.conftest import Build, form, table


def states(comparison: Comparison, slug: str) -> dict[str, str]:
    (compared,) = comparison.aspects
    return {row.key.id: str(row.cells[slug].state) for row in compared.rows}


def test_every_core_kind_is_a_row_in_its_order(build: Build) -> None:
    (forms,) = compare([build("rei")], ["forms"]).aspects

    assert [row.key.id for row in forms.rows] == [kind.value for kind in FormKind]


def test_a_form_is_defined_practised_or_not_stated(build: Build) -> None:
    defining = build("rei", forms=form("aid", "grant"))
    practising = build("mihon", programs=table("program", "aid", support="financial", practises=["grant"]))
    comparison = compare([defining, practising], ["forms"])

    assert states(comparison, "rei")["grant"] == "defined"
    assert states(comparison, "mihon")["grant"] == "practised"
    assert states(comparison, "mihon")["adoption"] == "not_stated"


@pytest.mark.parametrize(
    ("aspect_id", "practice"),
    [
        ("programs", table("program", "one", support="financial", practises=["grant"])),
        ("facilities", table("facility", "one", kinds=["support_centre"], practises=["grant"])),
        ("institutions", table("institution", "one", kinds=["fund"], practises=["grant"])),
        ("dialogue", table("dialogue", "one", kinds=["forum"], practises=["grant"])),
        ("councils", table("council", "one", kinds=["role"], practises=["grant"])),
    ],
)
def test_practice_is_found_in_every_aspect_that_forms_read(
    aspect_id: str, practice: str, build: Build
) -> None:
    (forms,) = compare([build("rei", **{aspect_id: practice})], ["forms"]).aspects
    (grant,) = (row for row in forms.rows if row.key.id == "grant")

    assert grant.cells["rei"].state is State.PRACTISED
    assert [str(citation) for citation in grant.cells["rei"].citations] == ["plan#one"]


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        ("in_force", "practised"),
        ("provisional", "practised"),
        ("planned", "not_stated"),
        ("considered", "not_stated"),
    ],
)
def test_what_is_not_yet_done_practises_nothing(standing: str, state: str, build: Build) -> None:
    text = table("program", "aid", support="financial", practises=["grant"], standing=standing)

    assert states(compare([build("rei", programs=text)], ["forms"]), "rei")["grant"] == state


def test_a_defined_form_hides_that_it_is_practised_too(build: Build) -> None:
    city = build(
        "rei",
        forms=form("aid", "grant"),
        programs=table("program", "money", support="financial", practises=["grant"]),
    )
    (forms,) = compare([city], ["forms"]).aspects
    (grant,) = (row for row in forms.rows if row.key.id == "grant")

    assert [item.fact for item in grant.cells["rei"].items] == ["aid"]


def test_a_form_of_two_kinds_stands_in_both_rows(build: Build) -> None:
    comparison = compare([build("rei", forms=form("both", "endorsement", "sponsorship"))], ["forms"])

    assert states(comparison, "rei")["endorsement"] == states(comparison, "rei")["sponsorship"] == "defined"


def test_a_form_without_core_kinds_has_a_row_of_its_own_at_the_end(build: Build) -> None:
    local, other = build("rei", forms=form("aid", "grant") + form("yui")), build("mihon")
    comparison = compare([local, other], ["forms"])

    assert list(states(comparison, "rei"))[-1] == "other"
    assert states(comparison, "rei")["other"] == "defined"
    assert states(comparison, "mihon")["other"] == "not_stated"


def test_without_local_facts_there_is_no_row_for_them(build: Build) -> None:
    assert "other" not in states(compare([build("rei", forms=form("aid", "grant"))], ["forms"]), "rei")


def test_each_cell_has_the_citations_of_its_facts_once(build: Build) -> None:
    text = (
        form("one", "grant") + form("two", "grant") + form("one-more", "grant").replace("#one-more", "#one")
    )
    (forms,) = compare([build("rei", forms=text)], ["forms"]).aspects
    (grant,) = (row for row in forms.rows if row.key.id == "grant")

    assert [item.name for item in grant.cells["rei"].items] == ["one", "two", "one-more"]
    assert [str(citation) for citation in grant.cells["rei"].citations] == ["plan#one", "plan#two"]


def test_headline_is_that_of_the_cities_that_state_the_aspect(build: Build) -> None:
    comparison = compare([build("rei", forms=form("aid", "grant")), build("mihon")], ["forms"])

    assert comparison.aspects[0].headlines == {"rei": "1形態：aid"}


def test_definitions_are_compared_by_their_elements(build: Build) -> None:
    city = build("rei", definitions=table("definition", "kyodo", parties=["市民", "市"], aim="まち"))

    assert states(compare([city], ["definitions"]), "rei") == {
        "parties": "defined",
        "relation": "not_stated",
        "aim": "defined",
        "manner": "not_stated",
        "action": "not_stated",
    }


def test_history_has_a_row_for_each_year_of_any_city(build: Build) -> None:
    one = build("rei", history=table("event", "a", fiscal_year="H26", kinds=["plan"]))
    two = build(
        "mihon",
        history=table("event", "b", fiscal_year="R1", kinds=["plan"])
        + table("event", "c", fiscal_year="平成31年度", kinds=[]),
    )
    comparison = compare([one, two], ["history"])

    assert states(comparison, "rei") == {"2014": "defined", "2019": "not_stated"}
    assert states(comparison, "mihon") == {"2014": "not_stated", "2019": "defined"}
    assert [row.key.label.ja for row in comparison.aspects[0].rows] == ["平成26年度", "令和元年度"]


def test_maturity_is_compared_stage_by_stage(build: Build) -> None:
    def path(stages: int) -> str:
        listed = "".join(f'[[path.stages]]\nid = "s{n}"\nname = "第{n}期"\n' for n in range(stages))
        return table("path", "p", subject="地域") + listed

    comparison = compare([build("rei", maturity=path(3)), build("mihon", maturity=path(2))], ["maturity"])

    assert list(states(comparison, "rei").values()) == ["defined"] * 3
    assert list(states(comparison, "mihon").values()) == ["defined", "defined", "not_stated"]


def test_cities_without_any_facts_are_compared_in_every_aspect(build: Build) -> None:
    comparison = compare([build("rei"), build("mihon")], ASPECT_IDS)

    assert [compared.aspect.id for compared in comparison.aspects] == list(ASPECT_IDS)
    assert {
        cell.state for compared in comparison.aspects for row in compared.rows for cell in row.cells.values()
    } == {State.NOT_STATED}
    assert all(compared.headlines == {} for compared in comparison.aspects)


def test_unknown_aspect_is_refused_with_the_near_one(build: Build) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        compare([build("rei")], ["frms"])
    assert unknown.value.hint.startswith("Did you mean forms?")
