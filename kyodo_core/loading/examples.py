"""An example of what stands under a key, made from the key's type: for the lines that an error shows."""

from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from kyodo_core.domain.labels import Kind
from kyodo_core.domain.silence import NotStated
from kyodo_core.domain.sources import Citation
from kyodo_core.errors import Example
from kyodo_core.loading.notations import ID, NOTATIONS, YEN
from kyodo_core.messages import language


def example_of(value_type: Any) -> Example:
    """A value of the type as TOML has it; of a table its required keys, lists within it empty."""
    return Example(_value(value_type, in_table=False))


def example_line(key: str, field: "attrs.Attribute[Any]") -> Example:
    """A whole line for a key that is missing, with what the key is."""
    label = field.metadata["label"].text(language())
    return Example(f"{_pair(key, field, in_table=False)}  # {label}", whole=True)


def in_yen(field: "attrs.Attribute[Any]") -> bool:
    """Is the field an amount of yen? Its example is another one than that of a count."""
    return bool(field.metadata.get("unit") == "yen")


def _value(value_type: Any, in_table: bool) -> str:
    origin, arguments = get_origin(value_type), get_args(value_type)
    if origin is Union:
        return _value(next(arm for arm in arguments if arm != NotStated), in_table)
    if origin is UnionType:
        return _value(int, in_table)
    if origin is tuple and arguments[0] is not Citation:
        return "[]" if in_table else f"[{_value(arguments[0], in_table)}]"
    if origin is dict:
        key = next(iter(arguments[0])) if issubclass(arguments[0], Kind) else "households"
        return "{}" if in_table else f"{{ {key} = {_value(arguments[1], in_table)} }}"
    return _single(Citation if origin is tuple else value_type)


def _single(value_type: Any) -> str:
    if value_type in NOTATIONS:
        return NOTATIONS[value_type].example
    if issubclass(value_type, Kind):
        return f'"{next(iter(value_type))}"'
    required = [field for field in attrs.fields(value_type) if field.default is attrs.NOTHING]
    return f"{{ {', '.join(_pair(field.name, field, in_table=True) for field in required)} }}"


def _pair(key: str, field: "attrs.Attribute[Any]", in_table: bool) -> str:
    if key in ("id", "slug") and field.type is str:
        return f"{key} = {ID.example}"
    return f"{key} = {YEN if in_yen(field) else _value(field.type, in_table)}"
