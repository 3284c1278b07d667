"""The Japanese messages: complete, up to date with the sources, and compiled."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import kyodo_core
from kyodo_core import messages
from kyodo_core.errors import UnknownNameError

PACKAGE = Path(kyodo_core.__file__).parent
FOLDER = PACKAGE / "locale/ja/LC_MESSAGES"
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
PLACEHOLDERS = re.compile(r"\{\w*\}|%\(\w+\)s|%s")


@cache
def catalogue() -> Catalog:
    with (FOLDER / "kyodo.po").open(encoding="utf-8") as file:
        return read_po(file, locale="ja")


def extracted(folder: Path) -> set[str]:
    """The messages in a folder's sources; of a message with a plural, the singular."""
    keywords: dict[str, Any] = {"_": None, "ngettext": (1, 2), "gettext": None}
    found = extract_from_dir(folder, [("**.py", "python")], {}, keywords)
    return {text if isinstance(text, str) else text[0] for _file, _line, text, *_rest in found}


def translated(text: str) -> str:
    message = catalogue().get(text)
    assert message is not None, f"{text!r} is not in the catalogue"
    string = message.string
    return string if isinstance(string, str) else string[0]


def sources() -> Iterator[ast.Module]:
    for path in PACKAGE.rglob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))


OWN = sorted(extracted(PACKAGE))


def test_there_are_messages() -> None:
    assert len(OWN) > 50


@pytest.mark.parametrize("text", OWN)
def test_message_has_a_translation_with_the_same_placeholders(text: str) -> None:
    japanese = translated(text)

    assert japanese.strip()
    assert sorted(PLACEHOLDERS.findall(japanese)) == sorted(PLACEHOLDERS.findall(text))


def test_translations_are_japanese() -> None:
    same = [
        text
        for text in OWN
        if re.search("[a-z]{4}", PLACEHOLDERS.sub("", text)) and not JAPANESE.search(translated(text))
    ]

    assert same == []


def test_no_translation_is_fuzzy_or_kept_from_before() -> None:
    assert [message.id for message in catalogue() if message.id and message.fuzzy] == []
    assert not catalogue().obsolete


def test_no_translation_is_of_a_message_that_nothing_says() -> None:
    """Besides messages marked in the sources there are words in variables, and other libraries' texts."""
    constants = {
        node.value
        for path in (PACKAGE, *map(folder_of, ("click", "tomli")))
        for source in path.rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    said = constants | extracted(folder_of("click"))
    ids = [
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue() if message.id
    ]

    assert [text for text in ids if text not in said] == []


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    assert spec
    assert spec.origin
    return Path(spec.origin).parent


def whats() -> list[str]:
    """The words for what was asked, in the calls that refuse an unknown name."""
    calls = (node for source in sources() for node in ast.walk(source) if isinstance(node, ast.Call))
    return sorted(
        {
            call.args[0].value
            for call in calls
            if (isinstance(call.func, ast.Attribute) and call.func.attr == "among")
            or (isinstance(call.func, ast.Name) and call.func.id == "Named")
            if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
        }
    )


def test_the_words_for_what_was_asked_are_found() -> None:
    assert {"city", "aspect", "report", "format", "command", "language"} <= set(whats())


@pytest.mark.language("ja")
@pytest.mark.parametrize("what", whats())
def test_the_word_for_what_was_asked_is_translated(what: str) -> None:
    error = UnknownNameError.among(what, "x", ["y"])

    assert what not in error.message
    assert JAPANESE.search(error.message)


def test_compiled_catalogue_is_that_of_the_text() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    compiled.seek(0)

    def strings(read: Catalog) -> dict[Any, Any]:
        return {str(message.id): message.string for message in read if message.id}

    with (FOLDER / "kyodo.mo").open("rb") as file:
        assert strings(read_mo(file)) == strings(read_mo(compiled))


@pytest.mark.language(None)
@pytest.mark.parametrize(
    ("environment", "expected"), [("", "ja"), ("en", "en"), ("ja", "ja"), ("fr", "ja"), (None, "ja")]
)
def test_language_in_force(environment: str | None, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KYODO_LANG", raising=False)
    if environment is not None:
        monkeypatch.setenv("KYODO_LANG", environment)

    assert messages.language() == expected
    messages.use_language("en")
    assert messages.language() == "en"


@pytest.mark.language("ja")
def test_an_empty_text_stays_empty_and_an_unknown_one_stays_as_it_is() -> None:
    assert messages._("") == ""
    assert messages._("no such message") == "no such message"
