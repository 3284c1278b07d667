"""The rule on text: one form of Unicode, nothing that cannot be seen or printed, nothing of an example."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import attrs

from kyodo_core.conformance.subject import Subject
from kyodo_core.domain.labels import Kind
from kyodo_core.errors import Fault
from kyodo_core.loading.placeholders import is_placeholder
from kyodo_core.loading.structuring import Path
from kyodo_core.messages import _

_UNSEEN = {"Cc", "Cf", "Cs"}
_PRIVATE = "Co"
_LINE_END = "\n"


def text(subject: Subject) -> Iterator[Fault]:
    """Text is NFC, the city's own, without control characters and characters of one computer alone."""
    for name, path, said in _texts(subject):
        if not unicodedata.is_normalized("NFC", said):
            right = _visible(unicodedata.normalize("NFC", said))
            yield subject.fault(name, path, _("the text is not in Unicode's form NFC"), _visible(said), right)
        if is_placeholder(said):
            yield subject.fault(name, path, _("this is still the word of the example"), said)
        for character in dict.fromkeys(said):
            wrong = _wrong(character)
            if wrong:
                yield subject.fault(name, path, wrong.format(code=_number(character)), _visible(said))


def _wrong(character: str) -> str:
    """What is wrong with a character, with a place for its number; empty if nothing is."""
    category = unicodedata.category(character)
    if category in _UNSEEN and character != _LINE_END:
        return _("the text holds the control character {code}")
    if category == _PRIVATE:
        return _("the text holds a character that other computers do not know: {code}")
    return ""


def _number(character: str) -> str:
    return f"U+{ord(character):04X}"


def _visible(said: str) -> str:
    """The text with its unseen characters written by their numbers."""
    return "".join(f"<{_number(character)}>" if _wrong(character) else character for character in said)


def _texts(subject: Subject) -> Iterator[tuple[str, Path, str]]:
    """Every text of the city's files (keys of tables are no text), or of facts made in Python."""
    tables = dict(subject.tables())
    for name, table in tables.items():
        for path, said in _of_table(table, ()):
            yield name, path, said
    for aspect_id, path, fact in () if tables else subject.placed():
        for place, said in _of_value(fact, path):
            yield aspect_id, place, said


def _of_table(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from _of_table(inner, (*path, key))


def _of_value(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str) and not isinstance(value, Kind):
        yield path, value
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _of_value(inner, (*path, index))
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _of_value(getattr(value, field.name), (*path, field.name))
