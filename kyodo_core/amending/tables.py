"""Values as tables of TOML, and such tables as text: under a heading, or inside brackets."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from kyodo_core.domain.labels import Kind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import FiscalYear
from kyodo_core.rules.case import rate_words


def table_of(value: Any) -> dict[str, Any]:
    """The table that states a value: every key but those that say what holds anyway."""
    fields = attrs.fields(type(value))
    return {
        field.name: _written(getattr(value, field.name))
        for field in fields
        if not _usual(field, getattr(value, field.name))
    }


def _usual(field: "attrs.Attribute[Any]", value: Any) -> bool:
    """Is the value stated by leaving the key out?"""
    default: Any = field.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        default = default.factory()
    return value is NOT_STATED or bool(value == default)


def _written(value: Any) -> Any:
    if isinstance(value, Fraction):
        return rate_words(value)
    if isinstance(value, FiscalYear):
        return value.era_name
    if isinstance(value, Kind | Citation):
        return str(value)
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    return table_of(value) if attrs.has(type(value)) else value


def headed(names: Sequence[str], table: Mapping[str, Any]) -> str:
    """The text of one table of a list, under its heading: [[program.terms]] for program and terms.

    The table has a key besides tables inside it.
    """
    import tomli_w

    nested: Mapping[str, Any] = table
    for name in reversed(names):
        nested = {name: nested}
    heading = ".".join(names)
    return tomli_w.dumps(nested).replace(f"[{heading}]", f"[[{heading}]]", 1)


def inline(value: Any) -> str:
    """The text of a value on one line, for a list in brackets."""
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {inline(inner)}" for key, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else str(value)


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else _quoted(name)


def _quoted(text: str) -> str:
    """A text as a basic string of TOML: that of JSON, with the one control character that TOML refuses."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
