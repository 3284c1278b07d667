"""Tables of keys in Markdown, from the classes that TOML files are read into."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

import attrs

from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.labels import Kind, Label
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.silence import NotStated
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import DocumentDate, FiscalYear


class Key(NamedTuple):
    """One line of a key table."""

    name: str
    type: str
    required: str
    label: Label

    def line(self) -> str:
        return f"| `{self.name}` | {self.type} | {self.required} | {self.label.ja} | {self.label.en} |"


_SINGLE = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    Decimal: "number",
    Fraction: "rate",
    date: "day",
    FiscalYear: "fiscal year",
    DocumentDate: "date",
    Citation: "citation",
    MunicipalityCode: "code",
}
_REPEATED = {(Header, "documents"): "document"}
"""Keys that differ from the field's name, because TOML repeats the table's heading."""


def fields(cls: Any) -> "tuple[attrs.Attribute[Any], ...]":
    """The fields of a class of values, in order."""
    found: tuple[attrs.Attribute[Any], ...] = attrs.fields(cls)
    return found


def used(held_in: Iterable["attrs.Attribute[Any]"]) -> Iterator[Any]:
    """The tables and kinds that fields hold, and all that stand inside them, each before its own."""
    for field in held_in:
        for held in _held(field.type):
            if held in _SINGLE:
                continue
            yield held
            if attrs.has(held):
                yield from used(fields(held))


def _held(value_type: Any) -> Iterator[Any]:
    """The classes in a type: of a list its items', of an optional value the stated one's."""
    if get_origin(value_type) in (Union, tuple, dict):
        for arm in (arm for arm in get_args(value_type) if arm != NotStated):
            if arm is not Ellipsis:
                yield from _held(arm)
    elif get_origin(value_type) is not UnionType:  # the value of a fact
        yield value_type


def nested(used: Any) -> str:
    if issubclass(used, Kind):
        lines = [f"| `{kind.value}` | {kind.label.ja} | {kind.label.en} |" for kind in used]
        return "\n".join([_heading(used), "", "| kind | 日本語 | English |", "|---|---|---|", *lines])
    return table_section(_heading(used), used)


def _heading(used: Any) -> str:
    return f'### <a id="{anchor(used)}"></a>{_words(used)}'


def anchor(used: Any) -> str:
    return str(used.__name__).lower()


def _words(used: Any) -> str:
    """The class name as words, for headings and links: FormKind, form kind."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in used.__name__)
    return spaced.strip()


def table_section(heading: str, cls: Any, introduction: str = "") -> str:
    parts = [heading, introduction, key_table(fields(cls), cls)]
    return "\n\n".join(part for part in parts if part)


def key_table(keys: Iterable["attrs.Attribute[Any]"], cls: Any) -> str:
    """A line for each of the fields of a class."""
    lines = [_key(field, cls).line() for field in keys]
    if not lines:
        return "No keys of its own."
    return "\n".join(["| key | type | required | 日本語 | English |", "|---|---|---|---|---|", *lines])


def _key(field: "attrs.Attribute[Any]", cls: Any) -> Key:
    unit = field.metadata.get("unit", "")
    written = f"{_type(field.type)}, in {unit}" if unit else _type(field.type)
    refers = field.metadata.get("refers", "")
    if refers:
        written += f" (id in `{refers}.toml`)"
    name = _REPEATED.get((cls, field.name), field.name)
    return Key(name, written, _required(field), field.metadata["label"])


def _required(field: "attrs.Attribute[Any]") -> str:
    if field.default is attrs.NOTHING:
        return "yes"
    return f"no (`{field.default}`)" if field.default and isinstance(field.default, str) else "no"


def _type(value_type: Any) -> str:
    origin, arguments = get_origin(value_type), get_args(value_type)
    if origin is Union:
        stated = [arm for arm in arguments if arm != NotStated]
        return " or ".join(map(_type, stated))
    if origin is tuple:
        return _list_type(arguments[0])
    if origin is UnionType:
        return "fact"
    if origin is dict:
        return f"table of {_type(arguments[0])} = {_type(arguments[1])}"
    if value_type in _SINGLE:
        return _SINGLE[value_type]
    link = f"[{_words(value_type)}](#{anchor(value_type)})"
    return f"*{link}*" if issubclass(value_type, Kind) else f"table: {link}"


def _list_type(held: Any) -> str:
    if held is Citation:
        return "citations"
    if held in _SINGLE or issubclass(held, Kind):
        return f"list of {_type(held)}"
    return f"list of tables: [{_words(held)}](#{anchor(held)})"
