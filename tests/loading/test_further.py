"""A file that is no TOML is also told of what else is wrong in it, where it is plain what was meant."""

import pytest

from kyodo_core.errors import DefinitionError, Fault
from tests.standins import CityFolder

HEAD = '[[form]]\nid = "grant"\n'
TAIL = 'kinds = ["gant"]\ncite = "plam#1"\n'
UNKNOWN = [
    (4, 'kinds: this kind does not exist (now: "gant")'),
    (5, 'cite: the city declares no such document (now: "plam")'),
]


def faults(folder: CityFolder, text: str) -> list[Fault]:
    folder.write("forms", text)
    with pytest.raises(DefinitionError) as refused:
        folder.files()["forms"]
    assert refused.value.message == f"forms.toml has {len(refused.value.faults)} fault(s)."
    return list(refused.value.faults)


@pytest.mark.parametrize("end", [pytest.param("\n", id="lf"), pytest.param("\r\n", id="crlf")])
@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("name = 補助", "name: the value needs quotes (now: 補助)", id="value-without-quotes"),
        pytest.param('name = "補助', 'name: the closing " is missing', id="quotes-not-closed"),
        pytest.param('name ＝ "補助"', "name: ＝ has to be half-width: =", id="full-width-sign"),
        pytest.param(
            'ｎａｍｅ = "補助"',
            "ｎａｍｅ has to be half-width: name",
            id="full-width-key",
        ),
    ],
)
def test_mistake_of_one_line_hides_no_fault_of_another(
    line: str, told: str, end: str, folder: CityFolder
) -> None:
    found = faults(folder, f"{HEAD}{line}\n{TAIL}".replace("\n", end))

    assert [(fault.line, fault.message) for fault in found] == [(3, told), *UNKNOWN]
    assert found[1].source == 'kinds = ["gant"]'
    assert found[1].column == 10


def test_faults_of_a_mended_line_itself_wait_until_it_is_toml(folder: CityFolder) -> None:
    found = faults(folder, HEAD + 'name = "補助"\nkinds = [“gant”]\ncite = "plan#1"\n')

    assert [fault.line for fault in found] == [4]
    assert "half-width" in found[0].message


def test_japanese_name_of_a_key_is_answered_with_the_key(folder: CityFolder) -> None:
    (fault,) = faults(folder, HEAD + '名称 = "補助"\nkinds = ["grant"]\ncite = "plan#1"\n')

    assert (fault.line, fault.column, fault.message) == (3, 1, "名称: this key does not exist")
    assert fault.hint.startswith("Did you mean name? Known: id, name, text")
    assert fault.example == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + 'name = "補助"\nname = "助成"\n' + TAIL, id="key-written-twice"),
        pytest.param(HEAD + 'text = """\n長い文\n' + TAIL, id="long-text-not-closed"),
        pytest.param(HEAD + "=\n" + TAIL, id="no-key"),
    ],
)
def test_where_it_is_not_plain_what_was_meant_only_the_mistakes_are_told(
    text: str, folder: CityFolder
) -> None:
    found = faults(folder, text)

    assert len(found) == 1
    assert "gant" not in found[0].message


def test_facts_of_an_aspect_in_todo_are_told_too(folder: CityFolder) -> None:
    header = folder.root / "municipality.toml"
    text = header.read_text(encoding="utf-8")
    folder.write("municipality", text.replace("\n[[document]]", '\ntodo = ["forms"]\n\n[[document]]', 1))

    found = faults(folder, HEAD + 'name = 補助\nkinds = ["grant"]\ncite = "plan#1"\n')

    assert [fault.rule for fault in found] == ["todo", ""]
