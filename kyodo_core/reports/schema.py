"""JSON Schemas of the JSON contract, made from the same classes as the data."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any, Union, get_args, get_origin

import attrs

from kyodo_core.aspects import ASPECT_IDS, State, aspect
from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.kinds import Standing
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.silence import NotStated
from kyodo_core.domain.sources import Document
from kyodo_core.domain.years import DocumentDate, FiscalYear

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
YEAR: Schema = {"type": "integer", "minimum": 1900, "maximum": 2100}
CODE: Schema = {"type": "string", "pattern": "^[0-9]{6}$"}
CITATIONS: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"document": TEXT, "section": TEXT},
        "required": ["document", "section"],
        "additionalProperties": False,
    },
}


def _object(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_LABELS = {"label": TEXT, "label_en": TEXT}
_CITY = {"slug": TEXT, "name": TEXT, "code": CODE}
_SINGLE: dict[Any, Schema] = {
    str: TEXT,
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    Fraction: {"type": "string", "pattern": "^[0-9]+(/[0-9]+)?$"},
    MunicipalityCode: CODE,
    dt.date: {"type": "string", "format": "date"},
}
_SHARED: dict[Any, Schema] = {
    FiscalYear: _object({"fiscal_year": YEAR, "wording": TEXT}),
    DocumentDate: _object(
        {
            "year": YEAR,
            "month": {"type": "integer", "minimum": 1, "maximum": 12},
            "day": {"type": "integer", "minimum": 1, "maximum": 31},
            "wording": TEXT,
        },
        optional=("month", "day"),
    ),
}


class _Classes:
    """The schemas of values; each class of facts stands once, under `$defs`."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}

    def of(self, value_type: Any) -> Schema:
        origin, arguments = get_origin(value_type), get_args(value_type)
        if origin is Union:
            stated = [self.of(arm) for arm in arguments if arm != NotStated]
            return {"anyOf": [*stated, {"const": "not_stated"}]}
        if origin is tuple:
            return _list(self.of(arguments[0]))
        if origin is dict:
            names = {"enum": [str(kind) for kind in arguments[0]]}
            return {
                "type": "object",
                "propertyNames": names,
                "additionalProperties": self.of(arguments[1]),
            }
        if value_type in _SINGLE:
            return _SINGLE[value_type]
        if value_type in _SHARED:
            return self._shared(value_type, _SHARED[value_type])
        if issubclass(value_type, Kind):
            return self._shared(value_type, {"enum": [str(kind) for kind in value_type]})
        return self._table(value_type)

    def _shared(self, value_type: Any, schema: Schema) -> Schema:
        """A schema that stands once under `$defs`."""
        self.defs[value_type.__name__] = schema
        return {"$ref": f"#/$defs/{value_type.__name__}"}

    def _table(self, cls: Any) -> Schema:
        name = f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}"
        if name not in self.defs:
            self.defs[name] = {}
            properties: dict[str, Schema] = {}
            for field in attrs.fields(cls):
                if field.name == "cite":
                    self.defs["Citations"] = CITATIONS
                    properties["citations"] = {"$ref": "#/$defs/Citations"}
                elif field.name == "fiscal_year":
                    properties |= {"fiscal_year": YEAR, "wording": TEXT}
                else:
                    properties[field.name] = self.of(field.type) | _described(field)
            self.defs[name] = _object(properties)
        return {"$ref": f"#/$defs/{name}"}


def _described(field: "attrs.Attribute[Any]") -> Schema:
    label = field.metadata.get("label")
    return {"title": label.ja, "description": label.en} if label else {}


def _document(title: str, schema: Schema, defs: dict[str, Schema] | None = None) -> Schema:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | schema | ({"$defs": dict(sorted(defs.items()))} if defs else {})


def _cell() -> Schema:
    item = {
        "name": TEXT,
        "text": TEXT,
        "fact": TEXT,
        "standing": {"enum": [str(kind) for kind in Standing]},
        "inference": TEXT,
    }
    return _object(
        {
            "state": {"enum": [str(state) for state in State]},
            "items": _list(_object(item)),
            "citations": CITATIONS,
        }
    )


def comparison_schema() -> Schema:
    """`kyodo compare --format json`."""
    row = _object({"id": TEXT, **_LABELS, "cells": {"type": "object", "additionalProperties": _cell()}})
    aspects = _object({"id": {"enum": list(ASPECT_IDS)}, **_LABELS, "rows": _list(row)})
    year: Schema = {"anyOf": [YEAR, {"type": "null"}]}
    whole = _object({"year": year, "cities": _list(_object(_CITY)), "aspects": _list(aspects)})
    return _document("kyodo compare", whole)


def framework_schema() -> Schema:
    """`kyodo show CITY --format json`."""
    classes = _Classes()
    by_aspect: dict[str, Schema] = {}
    for declared in map(aspect, ASPECT_IDS):
        fact = classes.of(declared.fact)
        by_aspect[declared.id] = {"anyOf": [fact, {"type": "null"}]} if declared.single else _list(fact)
    kinds = _list(_object({"id": TEXT, **_LABELS}))
    whole = _object(
        {
            "city": _object({**_CITY, "prefecture": TEXT}),
            "documents": _list(classes.of(Document)),
            "kinds": {"type": "object", "additionalProperties": kinds},
            "aspects": _object(by_aspect, optional=ASPECT_IDS),
        }
    )
    return _document("kyodo show", whole, classes.defs)


def gaps_schema() -> Schema:
    """`kyodo gaps CITY --format json`."""
    named = _object({"id": TEXT, **_LABELS})
    teacher = _cell()
    teacher["properties"] = {"city": _object(_CITY), **teacher["properties"]}
    teacher["required"] = list(teacher["properties"])
    gap = _object(
        {
            "aspect": named,
            "row": {"anyOf": [named, {"type": "null"}]},
            "state": {"enum": [str(State.PRACTISED), str(State.NOT_STATED)]},
            "learn_from": _list(teacher),
        }
    )
    return _document("kyodo gaps", _object({"city": _object(_CITY), "gaps": _list(gap)}))


SCHEMAS = {"compare": comparison_schema, "show": framework_schema, "gaps": gaps_schema}
"""The schema of each command's JSON, by the command's name."""
