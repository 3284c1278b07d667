"""What the JSON Schemas are made of: the schemas of values, from the same classes as the data."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any, Union, get_args, get_origin

import attrs

from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.silence import NotStated
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


def table_of(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """An object with these keys and no others; all but the optional ones are always there."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    """An array of such items."""
    return {"type": "array", "items": items}


LABELS = {"label": TEXT, "label_en": TEXT}
CITY = {"slug": TEXT, "name": TEXT, "code": CODE}
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
    FiscalYear: table_of({"fiscal_year": YEAR, "wording": TEXT}),
    DocumentDate: table_of(
        {
            "year": YEAR,
            "month": {"type": "integer", "minimum": 1, "maximum": 12},
            "day": {"type": "integer", "minimum": 1, "maximum": 31},
            "wording": TEXT,
        },
        optional=("month", "day"),
    ),
}


class Classes:
    """The schemas of values; each class of facts stands once, in `defs`."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}

    def of(self, value_type: Any) -> Schema:
        """The schema of a type of values; what it refers to is added to `defs`."""
        origin, arguments = get_origin(value_type), get_args(value_type)
        if origin is Union:
            stated = [self.of(arm) for arm in arguments if arm != NotStated]
            return {"anyOf": [*stated, {"const": "not_stated"}]}
        if origin is tuple:
            return list_of(self.of(arguments[0]))
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
            self.defs[name] = table_of(properties)
        return {"$ref": f"#/$defs/{name}"}


def _described(field: "attrs.Attribute[Any]") -> Schema:
    label = field.metadata.get("label")
    return {"title": label.ja, "description": label.en} if label else {}


def document_of(title: str, schema: Schema, defs: dict[str, Schema] | None = None) -> Schema:
    """A whole schema under its title."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | schema | ({"$defs": dict(sorted(defs.items()))} if defs else {})
