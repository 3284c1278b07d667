"""How much a plugin holds: facts and citations by aspect, and why an aspect has none."""

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.comparison.coverage import CoveredAspect, Encoding, coverage
from kyodo_core.reports.coverage import coverage_data, coverage_sections
from tests.comparison.conftest import Build, form
from tests.standins import HEADER, CityFolder

LATER = 'later = [{ text = "開始", cite = ["plan#a", "plan#b"] }]\n'


def test_facts_and_the_places_they_cite_are_counted(build: Build) -> None:
    covered = coverage(build("rei", forms=form("a") + LATER + form("b")))

    assert [one.aspect_id for one in covered.aspects] == [*ASPECT_IDS]
    by_id = {one.aspect_id: one for one in covered.aspects}
    assert by_id["forms"] == CoveredAspect("forms", Encoding.STATED, 2, 3)
    assert by_id["plans"] == CoveredAspect("plans", Encoding.NOT_STATED)
    assert (covered.facts, covered.citations) == (2, 3)
    assert (covered.count(Encoding.STATED), covered.count(Encoding.NOT_STATED)) == (1, 23)


def test_silence_to_do_and_a_faulty_file_are_told_apart(folder: CityFolder) -> None:
    folder.write("municipality", HEADER.replace("\n[[document]]", 'todo = ["plans"]\n\n[[document]]'))
    folder.write("forms", "[[form]\n")

    covered = coverage(folder.read())

    states = {one.aspect_id: one.encoding for one in covered.aspects}
    assert states.pop("plans") is Encoding.TODO
    assert states.pop("forms") is Encoding.FAULTY
    assert set(states.values()) == {Encoding.NOT_STATED}


def test_table_has_a_line_per_aspect_a_total_and_the_states(build: Build) -> None:
    (section,) = coverage_sections([coverage(build("rei", forms=form("a")))], "en")

    table, said = section.blocks
    assert section.heading == "Coverage: 見本市"
    assert len(table.rows) == 25  # type: ignore[union-attr]
    assert table.rows[7] == ("Forms of cooperation", "Stated", "1", "1")  # type: ignore[union-attr]
    assert table.rows[-1] == ("Total", "", "1", "1")  # type: ignore[union-attr]
    assert said.text == "Stated 1, Not stated 23"  # type: ignore[union-attr]


def test_data_has_ids_and_counts(build: Build) -> None:
    data = coverage_data(coverage(build("rei", forms=form("a"))))

    assert data[7] == {"aspect": "forms", "state": "stated", "facts": 1, "citations": 1}
    assert data[0] == {"aspect": "basis", "state": "not_stated", "facts": 0, "citations": 0}
