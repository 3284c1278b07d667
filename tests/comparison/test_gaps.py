"""What one city could learn from the others."""

from kyodo_core.aspects import ASPECT_IDS, State
from kyodo_core.comparison.gaps import Gap, gaps
from kyodo_core.comparison.matrix import compare
from kyodo_core.domain.municipality import Municipality
from tests.comparison.conftest import Build, form, table

PRACTISED = table("program", "money", support="financial", practises=["grant"])


def gaps_in(aspect_id: str, *cities: Municipality) -> tuple[Gap, ...]:
    """The gaps of the first city in an aspect."""
    return gaps(compare(cities, [aspect_id]), cities[0].slug)


def test_a_row_that_only_others_state_is_a_gap_with_their_citations(build: Build) -> None:
    (gap,) = gaps_in("forms", build("rei"), build("mihon", forms=form("aid", "grant")))

    assert gap.row
    assert (gap.row.id, gap.state) == ("grant", State.NOT_STATED)
    ((city, cell),) = gap.learn_from
    assert (city.slug, [str(citation) for citation in cell.citations]) == ("mihon", ["plan#aid"])


def test_what_the_city_defines_is_no_gap(build: Build) -> None:
    text = form("aid", "grant")

    assert gaps_in("forms", build("rei", forms=text), build("mihon", forms=text)) == ()


def test_what_no_one_states_is_no_gap(build: Build) -> None:
    assert gaps(compare([build("rei"), build("mihon")], ASPECT_IDS), "rei") == ()


def test_a_practised_row_is_a_gap_where_another_defines_it(build: Build) -> None:
    practising = build("rei", programs=PRACTISED)
    (gap,) = gaps_in("forms", practising, build("mihon", forms=form("aid", "grant")))

    assert gap.state is State.PRACTISED


def test_a_practised_row_is_no_gap_where_others_practise_it_too(build: Build) -> None:
    assert gaps_in("forms", build("rei", programs=PRACTISED), build("mihon", programs=PRACTISED)) == ()


def test_one_learns_from_practice_too(build: Build) -> None:
    (gap,) = gaps_in("forms", build("rei"), build("mihon", programs=PRACTISED))

    assert [cell.state for _city, cell in gap.learn_from] == [State.PRACTISED]


def test_all_who_state_it_are_named_in_order(build: Build) -> None:
    text = form("aid", "grant")
    (gap,) = gaps_in("forms", build("rei"), build("tameshi", forms=text), build("mihon", forms=text))

    assert [city.slug for city, _cell in gap.learn_from] == ["tameshi", "mihon"]


def test_what_is_local_to_another_is_no_gap(build: Build) -> None:
    assert gaps_in("forms", build("rei"), build("mihon", forms=form("yui"))) == ()


def test_history_is_a_gap_as_a_whole_and_not_year_by_year(build: Build) -> None:
    event = table("event", "a", fiscal_year="H26", kinds=["plan"])
    later = table("event", "b", fiscal_year="H27", kinds=["plan"])
    (gap,) = gaps_in("history", build("rei"), build("mihon", history=event + later))

    assert gap.row is None
    ((_city, cell),) = gap.learn_from
    assert [item.fact for item in cell.items] == ["a", "b"]
    assert gaps_in("history", build("rei", history=event), build("mihon", history=later)) == ()


def test_a_city_alone_has_no_gaps(build: Build) -> None:
    assert gaps_in("forms", build("rei")) == ()
