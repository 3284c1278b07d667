"""Aspects that are not encoded yet: the header names them, and they have no facts."""

import pytest

from kyodo_core.errors import DefinitionError
from kyodo_core.loading.overlays import overlaid
from tests.standins import HEADER, CityFolder

TODO = HEADER.replace("\n[[document]]", 'todo = ["forms", "programs"]\n\n[[document]]')
FORM = '[[form]]\nid = "grant"\nname = "補助"\nkinds = ["grant"]\ncite = "plan#1"\n'
PROGRAM = '[[program]]\nid = "grant"\nname = "補助金"\nsupport = "financial"\ncite = "own#1"\n'
OWN = '[[document]]\nid = "own"\ntitle = "要綱"\nshort = "要綱"\nissuer = "見本市"\n'


def test_city_awaits_what_is_to_do_and_nothing_else(folder: CityFolder) -> None:
    folder.write("municipality", TODO)

    city = folder.read()

    assert city.header.todo == ("forms", "programs")
    assert [city.awaits(aspect_id) for aspect_id in ("forms", "programs", "plans")] == [True, True, False]
    assert city.aspects["forms"] == ()


def test_nothing_is_to_do_where_nothing_is_said(folder: CityFolder) -> None:
    assert folder.read().header.todo == ()


@pytest.mark.parametrize("text", ["", "# 第2章を入力する\n", "form = []\n"], ids=["empty", "comment", "list"])
def test_file_without_facts_may_stand_beside_it(text: str, folder: CityFolder) -> None:
    folder.write("municipality", TODO)

    assert folder.facts("forms", text) == ()


def test_facts_of_what_is_to_do_are_refused_with_their_other_faults(folder: CityFolder) -> None:
    folder.write("municipality", TODO)
    folder.write("forms", FORM.replace("plan#", "plam#"))

    with pytest.raises(DefinitionError) as refused:
        folder.files()["forms"]

    faults = [(fault.line, fault.column, fault.rule, fault.message) for fault in refused.value.faults]
    assert faults == [
        (1, 3, "todo", "form: the aspect stands in todo of municipality.toml and yet has facts"),
        (5, 8, "citations", 'cite: the city declares no such document (now: "plam")'),
    ]
    assert refused.value.faults[0].hint == 'take "forms" out of todo'


def test_programs_of_an_overlay_are_awaited_no_more(folder: CityFolder) -> None:
    folder.write("municipality", TODO)
    overlay = folder.root / "mihon.toml"
    overlay.write_text(OWN + PROGRAM, encoding="utf-8")

    assert overlaid(folder.read(), overlay).header.todo == ("forms",)


def test_overlay_without_programs_changes_nothing_of_it(folder: CityFolder) -> None:
    folder.write("municipality", TODO)
    overlay = folder.root / "mihon.toml"
    overlay.write_text(OWN, encoding="utf-8")

    assert overlaid(folder.read(), overlay).header.todo == ("forms", "programs")
