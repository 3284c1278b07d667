"""Tables of TOML into attrs values through cattrs, with all faults of a table at once."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Union, get_args, get_origin

import attrs
from cattrs import BaseValidationError, Converter, IterableValidationError
from cattrs.errors import (
    AttributeValidationNote,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from kyodo_core.domain.labels import Kind
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.sources import Citation
from kyodo_core.errors import suggestion
from kyodo_core.loading.values import HOOKS, WrongValueError, kind
from kyodo_core.messages import _

Path = tuple[str | int, ...]


@attrs.frozen
class RawFault:
    """A fault with its place as a path of keys, before its line is known."""

    path: Path
    message: str
    value: Any = None
    hint: str = ""
    on_key: bool = False


@cache
def converter() -> Converter:
    """The converter for all of a plugin's TOML; unknown keys are refused, types are exact."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    made.register_structure_hook(Kind, kind)
    for value_type, hook in HOOKS.items():
        made.register_structure_hook(value_type, hook)
    made.register_structure_hook_factory(attrs.has, lambda cls: _table_hook(made, cls))
    made.register_structure_hook_factory(_is_optional, lambda union: _optional_hook(made, union))
    made.register_structure_hook_factory(_is_list, lambda listed: _list_hook(made, listed))
    return made


def _is_optional(value_type: Any) -> bool:
    return get_origin(value_type) is Union and NotStated in get_args(value_type)


def _is_list(value_type: Any) -> bool:
    return get_origin(value_type) is tuple


def _table_hook(made: Converter, cls: Any) -> Callable[[Any, Any], Any]:
    renames: Any = {"documents": override(rename="document")} if cls is Header else {}
    structure: Callable[[Any, Any], Any] = make_dict_structure_fn(
        cls, made, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **renames
    )

    def read(value: Any, value_type: Any) -> Any:
        if not isinstance(value, dict):
            raise WrongValueError(_("a table is needed here"), value, "{ … = … }")
        return structure(value, value_type)

    return read


def _optional_hook(made: Converter, union: Any) -> Callable[[Any, Any], Any]:
    (stated,) = (arm for arm in get_args(union) if arm != NotStated)
    structure = made.get_structure_hook(stated)

    def read(value: Any, _union: Any) -> Any:
        return NOT_STATED if value == NOT_STATED.value else structure(value, stated)

    return read


def _list_hook(made: Converter, listed: Any) -> Callable[[Any, Any], Any]:
    of = get_args(listed)[0]
    structure = made.get_structure_hook(of)
    single_is_fine = of is Citation

    def read(value: Any, _listed: Any) -> Any:
        if single_is_fine and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            raise WrongValueError(_("a list in square brackets is needed"), value, "[ … ]")
        if single_is_fine and not value:
            raise WrongValueError(_("a fact needs a citation"), value, '"document#section"')
        read_items, errors = [], []
        for index, item in enumerate(value):
            try:
                read_items.append(structure(item, of))
            except Exception as error:  # noqa: BLE001 - every fault is gathered, then told at once
                error.add_note(IterableValidationNote("", index, of))
                errors.append(error)
        if errors:
            raise IterableValidationError("", errors, listed)
        return tuple(read_items)

    return read


def structure(value: Any, value_type: type[Any]) -> tuple[Any, list[RawFault]]:
    """The value, or None with all that is wrong with it; paths begin at the value."""
    try:
        return converter().structure(value, value_type), []
    except Exception as error:  # noqa: BLE001 - every fault is gathered, then told at once
        return None, list(_faults(error, (), value))


def _faults(error: BaseException, path: Path, table: Any) -> Iterator[RawFault]:
    """Every fault in the tree of errors that cattrs raises; `table` is the raw value at `path`."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            key = _key(inner)
            if key is None:
                yield from _faults(inner, path, table)
            elif isinstance(inner, KeyError):
                yield RawFault(path, _("the key {key} is missing").format(key=key), hint=f"{key} = …")
            else:
                yield from _faults(inner, (*path, key), _inside(table, key))
    elif isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(error.extra_fields):
            yield RawFault(
                (*path, name), _("this key does not exist"), name, _known_keys(error.cl, name), True
            )
    elif isinstance(error, WrongValueError):
        yield RawFault(path, error.message, error.value, error.hint)
    else:
        raise error


def _key(error: BaseException) -> str | int | None:
    """The key or index that a note of cattrs names; the last note is the outermost."""
    for note in reversed(getattr(error, "__notes__", [])):
        if isinstance(note, AttributeValidationNote):
            return "document" if note.name == "documents" else note.name
        if isinstance(note, IterableValidationNote):
            return int(note.index) if isinstance(note.index, int) else str(note.index)
    return None


def _inside(table: Any, key: str | int) -> Any:
    if isinstance(table, dict):
        return table.get(key)
    return table[key] if isinstance(table, list) and isinstance(key, int) else None


def _known_keys(cls: Any, name: str) -> str:
    return suggestion(name, [field.name for field in attrs.fields(cls)])
