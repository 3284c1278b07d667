"""Tables of TOML into attrs values through cattrs, with all faults of a table at once.

cattrs finds the reader of a type; the reader of a table is our own. The one that cattrs generates for
each class takes longer to compile than the three cities' files take to read, and its errors would have
to be taken apart again to say where they are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from cattrs import Converter

from kyodo_core.domain.labels import Kind
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import Example, RuleName, Suggestion, suggestion
from kyodo_core.loading.examples import example_line, example_of, in_yen
from kyodo_core.loading.meaning import quoted
from kyodo_core.loading.notations import NOTATIONS, YEN
from kyodo_core.loading.values import HOOKS, WrongValueError, fact, kind, plain
from kyodo_core.messages import _

Path = tuple[str | int, ...]
Reader = Callable[[Any, Any], Any]
_KEYS = {Header: {"documents": "document"}}
"""Keys that differ from the field's name: TOML repeats [[document]], the field holds documents."""


@record
class RawFault(Value):
    """A fault with its place as a path of keys, before its line is known.

    `on_key`: the key itself is wrong. `missing` names a key that the table at the path lacks.
    """

    path: Path
    message: str
    value: Any = None
    hint: str = ""
    on_key: bool = False
    missing: str = ""
    rule: RuleName = ""

    def under(self, *place: str | int) -> "RawFault":
        """The same fault, seen from the table around it."""
        return self.having(path=(*place, *self.path))


class FaultyTableError(ValueError):
    """A table or list has faults; `faults` has all of them, with paths from it."""

    def __init__(self, faults: list[RawFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def structure(value: Any, value_type: type[Any]) -> tuple[Any, list[RawFault]]:
    """The value, or None with all that is wrong with it; paths begin at the value."""
    try:
        return converter().structure(value, value_type), []
    except (WrongValueError, FaultyTableError) as error:
        return None, list(_faults(error))


@cache
def converter() -> Converter:
    """The converter for all of a plugin's TOML; unknown keys are refused, types are exact."""
    made = Converter()
    made.register_structure_hook(Kind, kind)
    for value_type, hook in HOOKS.items():
        made.register_structure_hook(value_type, hook)
    made.register_structure_hook_factory(attrs.has, lambda cls: _table_reader(made, cls))
    made.register_structure_hook_factory(_is_optional, lambda union: _optional_reader(made, union))
    made.register_structure_hook_func(_is_fact, fact)
    made.register_structure_hook_factory(_is_list, lambda listed: _list_reader(made, listed))
    made.register_structure_hook_factory(_is_mapping, lambda mapping: _mapping_reader(made, mapping))
    return made


def _faults(error: WrongValueError | FaultyTableError) -> Iterator[RawFault]:
    if isinstance(error, FaultyTableError):
        yield from error.faults
    else:
        yield RawFault((), error.message, error.value, error.hint, rule=error.rule)


def _is_optional(value_type: Any) -> bool:
    return get_origin(value_type) is Union and NotStated in get_args(value_type)


def _is_fact(value_type: Any) -> bool:
    return get_origin(value_type) is UnionType


def _is_list(value_type: Any) -> bool:
    return get_origin(value_type) is tuple


def _is_mapping(value_type: Any) -> bool:
    return get_origin(value_type) is dict


def toml_keys(cls: Any) -> "dict[str, attrs.Attribute[Any]]":
    """The fields of a class of tables, by the keys that TOML has for them."""
    renamed = _KEYS.get(cls, {})
    return {renamed.get(field.name, field.name): field for field in attrs.fields(cls)}


def _table_reader(made: Converter, cls: Any) -> Reader:
    fields = toml_keys(cls)
    readers: dict[str, Reader] = {}
    required = [key for key, field in fields.items() if field.default is attrs.NOTHING]

    def read(table: Any, _type: Any) -> Any:
        if not isinstance(table, dict):
            raise WrongValueError(_("a table is needed here"), table, example_of(cls))
        faults = list(_wrong_keys(table, fields, required))
        given = {}
        for key in filter(fields.__contains__, table):
            inner = table[key]
            try:
                if key not in readers:  # found when first used: most keys of most classes never are
                    readers[key] = made.get_structure_hook(fields[key].type)
                given[fields[key].name] = readers[key](inner, fields[key].type)
            except (WrongValueError, FaultyTableError) as error:
                told = [_in_its_unit(fault, fields[key]) for fault in _faults(error)]
                faults += [_from_here(fault, key, fields).under(key) for fault in told]
        if faults:
            raise FaultyTableError(faults)
        return cls(**given)

    return read


def _from_here(fault: RawFault, table: str, known: "Mapping[str, attrs.Attribute[Any]]") -> RawFault:
    """The fault of a key that the table around it has: in TOML it stands before the inner table begins."""
    if not isinstance(fault.hint, Suggestion) or not fault.on_key or fault.path[-1] not in known:
        return fault
    hint = _("it belongs to the table around this one: write it above the heading of {table}")
    return fault.having(hint=hint.format(table=table))


def _in_its_unit(fault: RawFault, field: "attrs.Attribute[Any]") -> RawFault:
    """The fault of an amount of yen shows an amount of yen, not a count."""
    count = fault.hint == NOTATIONS[int].example
    return fault.having(hint=Example(YEN)) if count and in_yen(field) else fault


def missing(key: str, field: "attrs.Attribute[Any]") -> RawFault:
    """The fault of a table that lacks a key."""
    message = _("the key {key} is missing").format(key=key)
    rule: RuleName = "citations" if key == "cite" else ""
    return RawFault((), message, hint=example_line(key, field), missing=key, rule=rule)


def _wrong_keys(
    table: Mapping[str, Any], known: "dict[str, attrs.Attribute[Any]]", required: Sequence[str]
) -> Iterator[RawFault]:
    """The keys that do not exist, and those that are missing; one that is misspelt is not missing too."""
    wrong = [_unknown(key, known) for key in table if key not in known]
    meant = {name for fault in wrong if isinstance(fault.hint, Suggestion) for name in fault.hint.near}
    yield from (missing(key, known[key]) for key in required if key not in table and key not in meant)
    yield from wrong


def _unknown(key: str, known: "dict[str, attrs.Attribute[Any]]") -> RawFault:
    labels = {name: field.metadata["label"].ja for name, field in known.items()}
    return RawFault((key,), _("this key does not exist"), key, suggestion(key, labels), on_key=True)


def _optional_reader(made: Converter, union: Any) -> Reader:
    arms = [arm for arm in get_args(union) if arm != NotStated]
    stated = arms[0]
    read_stated = made.get_structure_hook(stated) if len(arms) == 1 else plain

    def read(value: Any, _union: Any) -> Any:
        if isinstance(value, str) and not value.strip():
            hint = _('leave the key out, or write "not_stated"')
            raise WrongValueError(_("the text is empty"), value, hint)
        return NOT_STATED if value == NOT_STATED.value else read_stated(value, stated)

    return read


def _list_reader(made: Converter, listed: Any) -> Reader:
    of = get_args(listed)[0]
    read_item = made.get_structure_hook(of)
    cites = of is Citation

    def read(value: Any, _listed: Any) -> Any:
        if cites and isinstance(value, str):
            return (read_item(value, of),)
        if not isinstance(value, list):
            hint = Example(f"[{quoted(value)}]") if isinstance(value, str) and value else example_of(listed)
            raise WrongValueError(_("a list in square brackets is needed"), value, hint)
        if cites and not value:
            raise WrongValueError(_("a fact needs a citation"), value, example_of(of), "citations")
        items = tuple(_items(enumerate(value), read_item, of).values())
        if isinstance(of, type) and issubclass(of, Kind) and len(set(items)) < len(items):
            raise WrongValueError(_("a kind is named twice"), value, rule="kinds")
        return items

    return read


def _mapping_reader(made: Converter, mapping: Any) -> Reader:
    key_type, of = get_args(mapping)
    read_key, read_item = made.get_structure_hook(key_type), made.get_structure_hook(of)

    def read(value: Any, _mapping: Any) -> Any:
        if not isinstance(value, dict):
            raise WrongValueError(_("a table is needed here"), value, example_of(mapping))
        keys = _items(((key, key) for key in value), read_key, key_type, on_key=True)
        items = _items(value.items(), read_item, of)
        return {keys[key]: item for key, item in items.items()}

    return read


def _items(pairs: Any, read_item: Reader, of: Any, on_key: bool = False) -> dict[Any, Any]:
    """Each item read, by its key or index; the faults of all of them at once."""
    done, faults = {}, []
    for place, item in pairs:
        try:
            done[place] = read_item(item, of)
        except (WrongValueError, FaultyTableError) as error:
            faults += [fault.under(place).having(on_key=on_key or fault.on_key) for fault in _faults(error)]
    if faults:
        raise FaultyTableError(faults)
    return done
