"""Facts as labelled lines for people: every stated field under its label, nested tables indented."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from kyodo_core.domain.citing import cited
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, Label
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation, Document
from kyodo_core.domain.values import Value
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period

_HEAD = ("number", "fiscal_year", "name")
_BODY = ("phase", "kind", "text", "value")
_UNSAID = ("id", "cite", "name")
_BESIDE = 3
"""A nested table with more particulars than this has each of them in a line of its own."""
_TRUTH = {True: Label("はい", "yes"), False: Label("いいえ", "no")}
_UNITS = {
    "yen": Label("円", " yen"),
    "years": Label("年", " years"),
    "hours": Label("時間", " hours"),
    "persons": Label("人", " persons"),
}
Particulars = tuple[tuple[str, tuple[str, ...]], ...]


def scalar(value: Any, lang: str, unit: str = "") -> str:
    """A single value in words: yen with separators, a kind by its label, a rate as a fraction."""
    if isinstance(value, bool):
        return _TRUTH[value].text(lang)
    if isinstance(value, Kind):
        return value.label.text(lang)
    if isinstance(value, int):
        return f"{value:,}{_UNITS[unit].text(lang) if unit else ''}"
    if isinstance(value, Fraction):
        return "100%" if value == 1 else f"{value.numerator}/{value.denominator}"
    if isinstance(value, dict):
        return "、".join(f"{scalar(key, lang)} {scalar(item, lang)}" for key, item in value.items())
    return str(value)


class Wording:
    """How a city's facts read: labels in `lang`, citations by its documents' short titles.

    A field that names another fact by its id is shown by that fact's name.
    """

    def __init__(self, city: Municipality, lang: str) -> None:
        self._lang = lang
        self._documents: Sequence[Document] = city.header.documents
        self._holdings = city.aspects

    def particulars(self, fact: Fact, leave_out: Sequence[str] = ()) -> Particulars:
        """Label and lines of every stated field of a fact, apart from its name and citations."""
        return self.stated(fact, leave_out)

    def stated(self, whole: Value, leave_out: Sequence[str] = ()) -> Particulars:
        """The same for any value of a fact, such as its terms."""
        said = []
        for field in whole.fields():
            value = getattr(whole, field.name)
            if field.name in (*_UNSAID, *leave_out) or _silent(value) or _usual(field, value):
                continue
            said.append((self._label(field), tuple(self._lines(value, field.metadata))))
        return tuple(said)

    def of(self, whole: Value, name: str) -> tuple[str, tuple[str, ...]]:
        """Label and lines of one field, also of one that holds what is usual; no lines where it is silent."""
        field = next(field for field in whole.fields() if field.name == name)
        value = getattr(whole, name)
        if _silent(value):
            return self._label(field), ()
        if name == "cite":
            return self._label(field), (cited(value, self._documents).strip("〔〕"),)
        return self._label(field), tuple(self._lines(value, field.metadata))

    def _label(self, field: "attrs.Attribute[Any]") -> str:
        label: Label = field.metadata["label"]
        return label.text(self._lang)

    def _lines(self, value: Any, metadata: Mapping[str, Any]) -> Iterator[str]:
        """One line for a single value, a bulleted line for each of several."""
        if isinstance(value, tuple) and value:
            if all(isinstance(item, Kind) for item in value):
                yield "、".join(self._single(item, metadata) for item in value)
            else:
                for item in value:
                    first, *rest = self._item(item, metadata)
                    yield f"・{first}"
                    yield from (f"　{line}" for line in rest)
        else:
            yield from self._item(value, metadata)

    def _single(self, value: Any, metadata: Mapping[str, Any]) -> str:
        if metadata.get("refers"):
            names = {fact.id: fact.name for fact in self._holdings[metadata["refers"]]}
            return names.get(value, str(value))
        return scalar(value, self._lang, metadata.get("unit", ""))

    def _item(self, item: Any, metadata: Mapping[str, Any]) -> list[str]:
        """A single value, or a nested table with its number and name first and longer parts indented."""
        if not attrs.has(type(item)) or isinstance(item, Citation | FiscalYear | DocumentDate | Period):
            return [self._single(item, metadata)]
        said = _Said()
        for field in attrs.fields(type(item)):
            value = getattr(item, field.name)
            if field.name == "cite":
                said.source = cited(value, self._documents)
            elif field.name != "id" and not _silent(value) and not _usual(field, value):
                self._add(said, field, value)
        return said.lines()

    def _add(self, said: "_Said", field: "attrs.Attribute[Any]", value: Any) -> None:
        shown = list(self._lines(value, field.metadata))
        label = self._label(field)
        if field.name in _HEAD:
            said.head += shown
        elif field.name in _BODY:
            said.body += shown
        elif field.name == "wording":
            said.body += [f"「{line}」" for line in shown]
        elif field.name in ("before", "after"):
            said.contrast += shown
        elif len(shown) > 1 and not all(isinstance(part, str) for part in value):
            said.below += [f"{label}:", *(f"　{line}" for line in shown)]
        else:
            said.beside.append(f"{label}: {'、'.join(line.removeprefix('・') for line in shown)}")


def _usual(field: "attrs.Attribute[Any]", value: Any) -> bool:
    """Is the value what holds where nothing is said? Then there is nothing to say."""
    default: Any = field.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        default = default.factory()
    return bool(value == default)


def _silent(value: Any) -> bool:
    return value is NOT_STATED or value == () or value == {}


@attrs.define
class _Said:
    """The lines of a nested table, sorted into head, body, what stands beside it and below it."""

    head: list[str] = attrs.field(factory=list)
    body: list[str] = attrs.field(factory=list)
    contrast: list[str] = attrs.field(factory=list)
    beside: list[str] = attrs.field(factory=list)
    below: list[str] = attrs.field(factory=list)
    source: str = ""

    def lines(self) -> list[str]:
        parts = (" ".join(self.head), " ".join(self.body), " → ".join(self.contrast))
        first = "：".join(part for part in parts if part)
        beside = self.beside
        if len(beside) > _BESIDE:
            below = [*(beside if first else beside[1:]), *self.below]
            return [f"{first or beside[0]}{self.source}", *below]
        if beside:
            said = "、".join(beside)
            first = f"{first}（{said}）" if first else said
        return [first + self.source, *self.below]
