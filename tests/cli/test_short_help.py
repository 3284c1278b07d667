"""The list of commands says what each is for, in a whole sentence."""

from collections.abc import Callable

import pytest

from kyodo_core.cli.groups import first_sentence


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("List the cities. All of them.", "List the cities.", id="english"),
        pytest.param("市を並べます。省くとすべてです。", "市を並べます。", id="japanese"),
        pytest.param(
            "表（.csv など。）を読みます。後", "表（.csv など。）を読みます。", id="stop-in-brackets"
        ),
        pytest.param("Read a.csv (e.g. b) whole", "Read a.csv (e.g. b) whole", id="no-stop"),
        pytest.param("", "", id="empty"),
    ],
)
def test_first_sentence_ends_at_the_first_stop_outside_brackets(text: str, first: str) -> None:
    assert first_sentence(text) == first


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("group", ["", "config", "program"])
def test_no_description_of_a_command_is_cut(group: str, language: str, answer: Callable[..., str]) -> None:
    assert "..." not in answer(f"{group} --help --lang {language}".strip()).partition("\n\n")[2]
