"""The shape of a class of TOML tables as a JSON Schema: its keys, their types and notations, their words.

Where a value may be written in several ways, one schema with one pattern is preferred to alternatives: an
editor then says what is wrong with the value instead of "none of these".
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.assessment.application import Applicant
from kyodo_core.domain.codes import PREFECTURES, MunicipalityCode
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.sources import Citation, Document
from kyodo_core.domain.years import DocumentDate
from kyodo_core.loading.choices import Choices
from kyodo_core.loading.notations import ID, NOTATIONS
from kyodo_core.loading.structuring import toml_keys
from kyodo_core.loading.versions import SCHEMA_VERSION
from kyodo_core.messages import LANGUAGES
from kyodo_core.rules.facts import KNOWN, SUPPLIED, FactType
from kyodo_core.rules.rounding import UNITS, Rounding

Schema = dict[str, Any]
_SILENT: Schema = {"const": NOT_STATED.value}
_DATE: Schema = {"type": "string", "format": "date"}
_SINGLE: dict[type, Schema] = {
    str: {"type": "string", "pattern": "\\S", "not": _SILENT},
    int: {"type": "integer", "minimum": 0},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: _DATE,
}
_FACTS: dict[FactType, Schema] = {
    FactType.NUMBER: _SINGLE[int],
    FactType.TRUTH: _SINGLE[bool],
    FactType.TEXT: {"type": "string"},
    FactType.DATE: _DATE,
    FactType.NAMES: {"type": "array", "items": {"type": "string"}},
}
_LISTED: dict[tuple[type, str], tuple[Any, ...]] = {
    (Header, "schema"): (SCHEMA_VERSION,),
    (Header, "prefecture"): PREFECTURES,
    (Choices, "language"): LANGUAGES,
    (Rounding, "unit"): UNITS,
}
_UNITS = {"yen": "単位は円", "hours": "単位は時間", "persons": "単位は人", "years": "単位は年"}


class Shapes:
    """The shapes of classes; each class of tables stands once, under `definitions`."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def reference(self, cls: Any) -> Schema:
        """The table of a class, by reference."""
        name = str(cls.__name__)
        if name not in self.definitions:
            self.definitions[name] = self.table(cls)
        return {"$ref": f"#/definitions/{name}"}

    def table(self, cls: Any) -> Schema:
        """The table of a class: its keys, which of them are required, and no others."""
        fields = toml_keys(cls)
        required = [key for key, field in fields.items() if field.default is attrs.NOTHING]
        return table({key: self._key(cls, field) for key, field in fields.items()}, required)

    def _key(self, cls: Any, field: "attrs.Attribute[Any]") -> Schema:
        schema = _narrower(cls, field.name) or self.of(field.type)
        if "$ref" in schema:  # in this draft nothing stands beside a reference
            schema = {"allOf": [schema]}
        return {**words(field), **schema}

    def of(self, value_type: Any) -> Schema:
        """A value of a field's type, as the loader reads it."""
        origin, arguments = get_origin(value_type), get_args(value_type)
        if origin is Union:
            return self._optional([arm for arm in arguments if arm != NotStated])
        if origin is UnionType:
            return {"anyOf": list(_FACTS.values())}
        if origin is tuple:
            return self._list(arguments[0])
        if origin is dict:
            return self._mapping(*arguments)
        if value_type in NOTATIONS:
            return single(value_type)
        if issubclass(value_type, Kind):
            return _kind(value_type)
        return self.reference(value_type)

    def _optional(self, arms: list[Any]) -> Schema:
        if len(arms) > 1:  # what a condition compares a fact with
            return {"type": ["boolean", "integer", "string"], "minimum": 0, "pattern": "\\S"}
        if arms == [str]:
            return {"type": "string", "pattern": "\\S"}
        schema = self.of(arms[0])
        if "pattern" in schema:
            return {**schema, "pattern": f"{schema['pattern']}|^{NOT_STATED.value}$"}
        return {"anyOf": [schema, _SILENT]}

    def _list(self, held: Any) -> Schema:
        items = self.of(held)
        if held is Citation:
            return {"type": ["string", "array"], "pattern": items["pattern"], "items": items, "minItems": 1}
        listed = {"type": "array", "items": items}
        return {**listed, "uniqueItems": True} if issubclass(held, Kind) else listed

    def _mapping(self, key: Any, held: Any) -> Schema:
        if issubclass(key, Kind):
            return table({str(kind): {"title": kind.label.ja, **self.of(held)} for kind in key})
        return {"type": "object", "additionalProperties": self.of(held)}


def table(properties: Mapping[str, Schema], required: list[str] | None = None) -> Schema:
    """A table of these keys and no others."""
    needed = {"required": required} if required else {}
    return {"type": "object", "properties": dict(properties), **needed, "additionalProperties": False}


def single(value_type: type) -> Schema:
    """A single value in its notation; around what the readers normalise there may be spaces."""
    if value_type in _SINGLE:
        return _SINGLE[value_type]
    spaces = "" if value_type is MunicipalityCode else "\\s*"
    written = {"type": "string", "pattern": f"^{spaces}(?:{NOTATIONS[value_type].pattern}){spaces}$"}
    return {"anyOf": [written, _DATE]} if value_type is DocumentDate else written


def _kind(kind: type[Kind]) -> Schema:
    labels = [member.label.ja for member in kind]
    return {"enum": [str(member) for member in kind], "x-taplo": {"docs": {"enumValues": labels}}}


def _narrower(cls: type, name: str) -> Schema | None:
    """What a key may hold where that is less than its type: ids, names from a list, known facts."""
    if (name == "id" and issubclass(cls, Fact | Document)) or (name == "slug" and cls is Header):
        return {"type": "string", "pattern": f"^{ID.pattern}$"}
    if (cls, name) == (Applicant, "facts"):
        stated = [fact for name, fact in KNOWN.items() if name not in SUPPLIED]
        known = {fact.id: {"title": fact.name, **_FACTS[fact.type]} for fact in stated}
        any_fact = {"anyOf": list(_FACTS.values())}
        return {"type": "object", "properties": known, "additionalProperties": any_fact}
    if (cls, name) == (Header, "todo"):
        return {"type": "array", "items": {"enum": list(ASPECT_IDS)}, "uniqueItems": True}
    return {"enum": list(_LISTED[cls, name])} if (cls, name) in _LISTED else None


def words(field: "attrs.Attribute[Any]") -> Schema:
    """What an editor shows beside a key: its name, how its value is written, the kinds it may have."""
    label, unit, refers = (field.metadata[key] for key in ("label", "unit", "refers"))
    held = _held(field.type)
    written = NOTATIONS[held].words if held in NOTATIONS else ""
    if written and get_origin(field.type) is tuple and held is not Citation:
        written += "を [ ] の中に並べる"
    parts = ["必須" if field.default is attrs.NOTHING else "", written, _UNITS.get(unit, "")]
    parts.append(f"{refers}.toml の id" if refers else "")
    lines = ["：".join(filter(None, (label.ja, "。".join(filter(None, parts)))))]
    if isinstance(held, type) and issubclass(held, Kind):
        lines += [f"- {member}: {member.label.ja}" for member in held]
    return {"title": label.ja, "description": "\n".join(lines)}


def _held(value_type: Any) -> Any:
    """The class in a type: of a list its items', of an optional value the stated one's."""
    arguments = [arm for arm in get_args(value_type) if arm not in (NotStated, Ellipsis)]
    if get_origin(value_type) in (Union, tuple) and len(arguments) == 1:
        return _held(arguments[0])
    return value_type
