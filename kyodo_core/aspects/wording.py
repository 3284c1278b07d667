"""Facts as labelled lines for people: every stated field under its label, nested tables indented."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import Standing
from kyodo_core.domain.labels import Kind, Label
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period

_HEAD = ("number", "fiscal_year", "name", "before")
_BODY = ("phase", "kind", "text", "value", "wording", "after")
_UNSAID = ("id", "cite", "name")
_TRUTH = {True: Label("はい", "yes"), False: Label("いいえ", "no")}
_UNITS = {
    "yen": Label("円", " yen"),
    "years": Label("年", " years"),
    "hours": Label("時間", " hours"),
    "persons": Label("人", " persons"),
}


def particulars(fact: Fact, lang: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Label and lines of every stated field of a fact, apart from its name and citations."""
    said = []
    for field in attrs.fields(type(fact)):
        value = getattr(fact, field.name)
        if field.name in _UNSAID or _silent(value) or value is Standing.IN_FORCE:
            continue
        said.append((_label(field, lang), tuple(_lines(value, field, lang))))
    return tuple(said)


def _silent(value: Any) -> bool:
    return value is NOT_STATED or value == () or value == {}


def _label(field: "attrs.Attribute[Any]", lang: str) -> str:
    label: Label = field.metadata["label"]
    return label.text(lang)


def _lines(value: Any, field: "attrs.Attribute[Any]", lang: str) -> Iterator[str]:
    """One line for a single value, a bulleted line for each of several."""
    if isinstance(value, tuple) and value:
        if all(isinstance(item, Kind) for item in value):
            yield "、".join(item.label.text(lang) for item in value)
        else:
            for item in value:
                first, *rest = _item(item, lang)
                yield f"・{first}"
                yield from (f"　{line}" for line in rest)
    elif attrs.has(type(value)) and not isinstance(value, FiscalYear | DocumentDate | Period):
        yield from _item(value, lang)
    else:
        yield scalar(value, lang, field.metadata.get("unit", ""))


def scalar(value: Any, lang: str, unit: str = "") -> str:
    """A single value in words: yen with separators, a kind by its label."""
    if isinstance(value, bool):
        return _TRUTH[value].text(lang)
    if isinstance(value, Kind):
        return value.label.text(lang)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}{_UNITS[unit].text(lang) if unit else ''}"
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, dict):
        return "、".join(f"{scalar(key, lang)} {scalar(item, lang)}" for key, item in value.items())
    return str(value)


def _item(item: Any, lang: str) -> list[str]:
    """A nested table: its number and name, what it says, its other fields; longer ones indented."""
    if not attrs.has(type(item)) or isinstance(item, Citation | FiscalYear):
        return [scalar(item, lang)]
    said = _Said()
    for field in attrs.fields(type(item)):
        value = getattr(item, field.name)
        if field.name not in ("id", "cite") and not _silent(value):
            said.add(field.name, _label(field, lang), list(_lines(value, field, lang)), value)
    return said.lines()


@attrs.define
class _Said:
    """The lines of a nested table, sorted into head, body, what stands beside it and below it."""

    head: list[str] = attrs.field(factory=list)
    body: list[str] = attrs.field(factory=list)
    beside: list[str] = attrs.field(factory=list)
    below: list[str] = attrs.field(factory=list)

    def add(self, name: str, label: str, shown: list[str], value: Any) -> None:
        if name in _HEAD:
            self.head += shown
        elif name in _BODY:
            self.body += shown
        elif isinstance(value, tuple) and all(isinstance(part, str) for part in value):
            self.beside.append(f"{label}: {'、'.join(map(str, value))}")
        elif len(shown) == 1 and not shown[0].startswith("・"):
            self.beside.append(f"{label}: {shown[0]}")
        else:
            self.below += [f"{label}:", *(f"　{line}" for line in shown)]

    def lines(self) -> list[str]:
        first = "：".join(part for part in (" ".join(self.head), " ".join(self.body)) if part)
        if self.beside:
            beside = "、".join(self.beside)
            first = f"{first}（{beside}）" if first else beside
        return [first, *self.below]
