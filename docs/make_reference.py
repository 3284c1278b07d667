"""Write the key reference of a city's TOML: `python docs/make_reference.py`.

Everything in it is read from the classes that the files are read into: the keys from their attrs
fields, the words from the fields' labels, the core kinds from the enumerations. `docs/toml-reference.md`
is written anew and is the same for the same classes.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple, Union, get_args, get_origin

import attrs

from kyodo_core.aspects import ASPECT_IDS, Aspect, aspect
from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, Label
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.silence import NotStated
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import DocumentDate, FiscalYear

FILE = Path(__file__).parent / "toml-reference.md"

INTRODUCTION = """\
# Keys of a city's TOML

Made by `python docs/make_reference.py` from the classes that the files are read into; not edited by hand.
How a city is written, with examples, stands in [toml.md](toml.md).

| type | written as |
|---|---|
| text | `"…"`, not empty |
| whole number | `200_000`, without quotes |
| number | `37.5` or `100`, without quotes, kept exactly |
| true or false | `true`, without quotes |
| rate | `"2/3"` or `"66.7%"` |
| fiscal year | `"平成26年度"`, `"H26"`, `"令和元年度"`, `"2014年度"` |
| date | `"令和6年4月1日"`, `"H23.4"`, `"平成20年"`, or `2014-04-01` without quotes |
| citation | `"document#section"` |
| citations | one citation, or a list of them |
| code | six digits in quotes, the last one the check digit |
| list of … | `[ …, … ]` |
| table | `{ key = … }`, or its own heading `[….key]` |
| list of tables | `[{ … }, { … }]`, or one heading `[[….key]]` for each |
| *kind* | the id of one core kind, in quotes |

A key that is not required is left out where the document is silent; `"not_stated"` says the same, except
for a list, which is left out. A required list may be empty: `kinds = []` says that no core kind fits, and
the fact is then compared in the row その他（独自）. An `id` is lower-case ASCII letters, figures and
hyphens: `"co-hosting"`."""


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
    FiscalYear: "fiscal year",
    DocumentDate: "date",
    dt.date: "day",
    Citation: "citation",
    MunicipalityCode: "code",
}
_REPEATED = {(Header, "documents"): "document"}
"""Keys that differ from the field's name, because TOML repeats the table's heading."""


def reference_text() -> str:
    """The whole reference, in the order of the aspects."""
    reference = _Reference()
    return "\n\n".join([INTRODUCTION, *reference.sections()]) + "\n"


class _Reference:
    """Walks the aspects; a nested table or kind stands with the one aspect that uses it, or at the end."""

    def __init__(self) -> None:
        self._users: dict[Any, list[str]] = {}
        for aspect_id in ASPECT_IDS:
            for used in dict.fromkeys(_used(_own(aspect(aspect_id)))):
                self._users.setdefault(used, []).append(aspect_id)
        self._common = list(dict.fromkeys(_used(_fields(Fact))))

    def sections(self) -> Iterator[str]:
        yield _table_section("## municipality.toml", Header, "The identity of the city and its documents.")
        for used in dict.fromkeys(_used(_fields(Header))):
            yield _nested(used)
        yield _table_section(
            "## Keys of every fact",
            Fact,
            "Every table of every aspect has these keys; what each aspect adds follows.",
        )
        for used in self._common:
            yield _nested(used)
        for aspect_id in ASPECT_IDS:
            yield from self._aspect(aspect(aspect_id))
        yield "## Tables and kinds that several aspects use"
        for used, users in self._users.items():
            if len(users) > 1 and used not in self._common:
                yield _nested(used)

    def _aspect(self, declared: Aspect) -> Iterator[str]:
        label = declared.label
        heading = f"[{declared.table}]" if declared.single else f"[[{declared.table}]]"
        yield "\n\n".join(
            [
                f"## aspects/{declared.id}.toml",
                f"`{heading}` — {label.ja} / {label.en}",
                _key_table(_own(declared), declared.fact),
            ]
        )
        for used, users in self._users.items():
            if users == [declared.id] and used not in self._common:
                yield _nested(used)


def _fields(cls: Any) -> "tuple[attrs.Attribute[Any], ...]":
    """The fields of a class of values, in order."""
    found: tuple[attrs.Attribute[Any], ...] = attrs.fields(cls)
    return found


def _own(declared: Aspect) -> list["attrs.Attribute[Any]"]:
    """The fields that an aspect adds to those of every fact."""
    common = {field.name for field in _fields(Fact)}
    return [field for field in _fields(declared.fact) if field.name not in common]


def _used(fields: Iterable["attrs.Attribute[Any]"]) -> Iterator[Any]:
    """The tables and kinds that fields hold, and all that stand inside them, each before its own."""
    for field in fields:
        for held in _held(field.type):
            if held in _SINGLE:
                continue
            yield held
            if attrs.has(held):
                yield from _used(_fields(held))


def _held(value_type: Any) -> Iterator[Any]:
    """The classes in a type: of a list its items', of an optional value the stated one's."""
    arguments = [arm for arm in get_args(value_type) if arm != NotStated]
    if get_origin(value_type) in (Union, tuple, dict):
        for arm in arguments:
            if arm is not Ellipsis:
                yield from _held(arm)
    else:
        yield value_type


def _nested(used: Any) -> str:
    if issubclass(used, Kind):
        lines = [f"| `{kind.value}` | {kind.label.ja} | {kind.label.en} |" for kind in used]
        return "\n".join([_heading(used), "", "| kind | 日本語 | English |", "|---|---|---|", *lines])
    return _table_section(_heading(used), used)


def _heading(used: Any) -> str:
    return f'### <a id="{_anchor(used)}"></a>{_words(used)}'


def _anchor(used: Any) -> str:
    return str(used.__name__).lower()


def _words(used: Any) -> str:
    """The class name as words, for headings and links: FormKind, form kind."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in used.__name__)
    return spaced.strip()


def _table_section(heading: str, cls: Any, introduction: str = "") -> str:
    parts = [heading, introduction, _key_table(_fields(cls), cls)]
    return "\n\n".join(part for part in parts if part)


def _key_table(fields: Iterable["attrs.Attribute[Any]"], cls: Any) -> str:
    lines = [_key(field, cls).line() for field in fields]
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
    return f"no (`{field.default}`)" if isinstance(field.default, Kind) else "no"


def _type(value_type: Any) -> str:
    origin, arguments = get_origin(value_type), get_args(value_type)
    if origin is Union:
        stated = [arm for arm in arguments if arm != NotStated]
        return " or ".join(map(_type, stated))
    if origin is tuple:
        return _list_type(arguments[0])
    if origin is dict:
        return f"table of {_type(arguments[0])} = {_type(arguments[1])}"
    if value_type in _SINGLE:
        return _SINGLE[value_type]
    link = f"[{_words(value_type)}](#{_anchor(value_type)})"
    return f"*{link}*" if issubclass(value_type, Kind) else f"table: {link}"


def _list_type(held: Any) -> str:
    if held is Citation:
        return "citations"
    if held in _SINGLE or issubclass(held, Kind):
        return f"list of {_type(held)}"
    return f"list of tables: [{_words(held)}](#{_anchor(held)})"


if __name__ == "__main__":
    FILE.write_text(reference_text(), encoding="utf-8", newline="\n")
