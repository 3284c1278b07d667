"""Examples of facts in TOML, with every key under its label; made from the classes that are read.

A line of an example is commented out by a # right before it; `uncommented` takes these away again. All
other comments have a space behind the #.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.labels import Kind, Label
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import DocumentDate, FiscalYear
from kyodo_core.loading.placeholders import BLANK
from kyodo_core.messages import _, language
from kyodo_core.scaffold.particular import Item, items, particular

_SINGLE: dict[type, str] = {
    str: f'"{BLANK}"',
    int: "1",
    bool: "true",
    Decimal: "37.5",
    Fraction: '"1/2"',
    FiscalYear: '"令和6年度"',
    DocumentDate: '"令和6年4月1日"',
    dt.date: "2024-04-01",
    MunicipalityCode: '"039993"',
}
_YEN = "100_000"
_COMMENTED = re.compile(r"^#(?=[a-z_\[])", re.MULTILINE)
_EXAMPLE = re.compile(r"^(?=[a-z_\[])", re.MULTILINE)


def commented(text: str) -> str:
    """The example with every line commented out."""
    return _EXAMPLE.sub("#", text)


def uncommented(text: str) -> str:
    """The text with its examples in force."""
    return _COMMENTED.sub("", text)


@attrs.frozen
class Examples:
    """Examples of tables, whose citations name the document of this id."""

    document: str

    def fact(self, cls: Any, key: str, listed: bool) -> str:
        """The table of a fact that stands under `key` in its file."""
        return self._table(cls, _Place((key,), listed), items(cls)[0])

    def _table(self, cls: Any, place: "_Place", item: Item) -> str:
        """One table with its keys, and below it the tables inside it; `item` says what stands under some."""
        fields = [field for field in attrs.fields(cls) if item.get(field.name, "") is not None]
        lines = [self.line(cls, field, item) for field in fields if not held_table(field.type)]
        tables = [self._tables(field, place) for field in fields if held_table(field.type)]
        return "\n\n".join(["\n".join([place.heading(), *lines]), *tables])

    def _tables(self, field: "attrs.Attribute[Any]", above: "_Place") -> str:
        """The table of a key; of a list as many tables as show every key."""
        cls, listed = held_table(field.type), get_origin(field.type) is tuple
        shown = items(cls) if listed else items(cls)[:1]
        said = explained(field, [] if listed else [key for key, given in shown[0].items() if given is None])
        place = _Place((*above.keys, field.name), listed, said)
        return "\n\n".join(self._table(cls, place, item) for item in shown)

    def line(self, cls: Any, field: "attrs.Attribute[Any]", item: Item) -> str:
        """A key with an example, its label and whether it is required."""
        value = item.get(field.name) or particular(cls, field.name, field.type) or self._value(field)
        return f"{field.name} = {value}  # {explained(field)}"

    def _value(self, field: "attrs.Attribute[Any]") -> str:
        if field.metadata.get("refers"):  # what it names may not stand in any file yet
            return "[]" if get_origin(field.type) is tuple else f'"{NOT_STATED.value}"'
        return self._of(field.type, field.metadata.get("unit", ""))

    def _of(self, value_type: Any, unit: str = "") -> str:
        origin, arguments = get_origin(value_type), get_args(value_type)
        if origin in (Union, UnionType):
            stated = [arm for arm in arguments if arm != NotStated]
            return self._of(str if str in stated else stated[0], unit)
        if origin is tuple:
            return self._of(arguments[0]) if arguments[0] is Citation else f"[{self._of(arguments[0], unit)}]"
        if origin is dict:
            return f"{{ {next(iter(arguments[0]))} = {self._of(arguments[1])} }}"
        if value_type is Citation:
            return f'"{self.document}#{BLANK}"'
        if value_type is int and unit == "yen":
            return _YEN
        if value_type in _SINGLE:
            return _SINGLE[value_type]
        return f'"{next(iter(value_type))}"'


@attrs.frozen
class _Place:
    """Where a table stands in a file: the keys that lead to it, one of several or not, and what it is."""

    keys: tuple[str, ...]
    listed: bool
    said: str = ""

    def heading(self) -> str:
        name = ".".join(self.keys)
        return (f"[[{name}]]" if self.listed else f"[{name}]") + (f"  # {self.said}" if self.said else "")


def explained(field: "attrs.Attribute[Any]", instead: Sequence[str] = ()) -> str:
    """What a key is for people: its label, the file whose ids it names, whether it is required.

    `instead` are the keys of its table that may stand in place of the one that is shown.
    """
    label: Label = field.metadata["label"]
    said = [label.text(language())]
    if field.metadata.get("refers"):
        said.append(_(" (an id of {file})").format(file=f"{field.metadata['refers']}.toml"))
    if field.default is attrs.NOTHING:
        said.append(_(" (required)"))
    if instead:
        said.append(_(" (or with one of these keys: {keys})").format(keys=", ".join(instead)))
    return "".join(said)


def kinds_of(cls: Any) -> dict[type[Kind], list[str]]:
    """The core kinds that a table and those inside it take, each with the keys that take it."""
    found: dict[type[Kind], list[str]] = {}
    for key, kind in _kinds(cls):
        keys = found.setdefault(kind, [])
        if key not in keys:
            keys.append(key)
    return found


def _kinds(cls: Any) -> Iterator[tuple[str, type[Kind]]]:
    for field in attrs.fields(cls):
        for held in _held(field.type):
            if isinstance(held, type) and issubclass(held, Kind):
                yield field.name, held
        if inner := held_table(field.type):
            yield from _kinds(inner)


def _held(value_type: Any) -> Iterator[Any]:
    """The classes in a type: of a list its items', of a table by kinds both."""
    arguments = [arm for arm in get_args(value_type) if arm not in (NotStated, Ellipsis)]
    if get_origin(value_type) is None:
        yield value_type
    for arm in arguments:
        yield from _held(arm)


def held_table(value_type: Any) -> Any:
    """The class of the tables in a type; None where a single value or a list of them stands."""
    for held in _held(value_type):
        if attrs.has(held) and held is not Citation and held not in _SINGLE:
            return held
    return None
