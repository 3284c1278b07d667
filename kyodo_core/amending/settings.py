"""What an amendment sets: a key of the terms, or of a table inside them, and its new value as it is typed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Self, Union, get_args, get_origin

import attrs
import tomli

from kyodo_core.domain.silence import NotStated
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import suggestion
from kyodo_core.loading.structuring import Path, RawFault, structure
from kyodo_core.messages import _
from kyodo_core.rules.terms import Terms

NONE = "none"
_SETTING = re.compile(r'(?P<keys>(?:"[^"]*"|[^"=＝])+)[=＝](?P<value>.*)', re.DOTALL)
_PART = r'(?:"[^"]+"|[^\s."]+)'
_KEYS = re.compile(rf"\s*{_PART}(?:\s*\.\s*{_PART})*\s*")
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+", re.ASCII)
_NAMES = ("id", "name", "category", "area", "fact")
_OPTIONS = {"since": "--from", "basis": "--basis", "cite": "--cite", "name": "--terms"}


@record
class Setting(Value):
    """`keys` lead to the value; a table of a list is called by its id, name, category or area."""

    text: str
    keys: tuple[str, ...]
    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read rate=1/2, rounding.unit=1000, per_unit.世帯割.yen=1700.

        Raises:
            ValueError: there is no = or no key before it.
        """
        match = _SETTING.fullmatch(text)
        if match is None or not _KEYS.fullmatch(match["keys"]):
            raise ValueError(text)
        keys = tuple(part.strip('"') for part in re.findall(_PART, match["keys"]))
        return cls(text, keys, match["value"].strip())

    @property
    def removes(self) -> bool:
        return self.value == NONE


class UnfitSettingError(ValueError):
    """A setting does not fit the terms."""

    def __init__(self, fault: RawFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def applied(table: dict[str, Any], setting: Setting) -> Path:
    """Set the value in the table of terms; the path of what was set.

    A key that terms do not have is set as well: whoever reads the table refuses it.

    Raises:
        UnfitSettingError: it is said by another option, or leads to nothing that is there.
    """
    option = _OPTIONS.get(setting.keys[0])
    if option:
        raise _unfit(setting, _("this is not set, but said by {option}").format(option=option))
    holder, holder_type, path = _holder(table, setting)
    last = setting.keys[-1]
    if isinstance(holder, list):
        place = _place(holder, last, setting)
        if not setting.removes:
            raise _unfit(setting, _("name the key inside it that is set"), _keys_of(holder_type))
        del holder[place]
        return (*path, place)
    if setting.removes and last not in holder:
        raise _unfit(setting, _("the terms before have no such key"), suggestion(last, list(holder)))
    if setting.removes:
        del holder[last]
    else:
        holder[last] = _value(setting.value, _type_of(holder_type, last))
    return (*path, last)


def _holder(table: dict[str, Any], setting: Setting) -> tuple[Any, Any, Path]:
    """The table or list that the last key stands in, its class, and its path."""
    holder: Any = table
    held: Any = Terms
    path: Path = ()
    for key in setting.keys[:-1]:
        if isinstance(holder, list):
            place = _place(holder, key, setting)
            holder, path = holder[place], (*path, place)
            continue
        held = _type_of(held, key)
        listed = get_origin(held) is tuple
        holder = holder.setdefault(key, [] if listed else {})
        path = (*path, key)
        held = get_args(held)[0] if listed else held
        if not isinstance(holder, dict | list):
            raise _unfit(setting, _("{key} has no keys inside it").format(key=key))
    return holder, held, path


def _place(tables: list[Any], name: str, setting: Setting) -> int:
    """The place in a list of the one table of that name."""
    called = [_called(table) for table in tables]
    found = [place for place, names in enumerate(called) if name in names]
    if len(found) == 1:
        return found[0]
    known = suggestion(name, dict.fromkeys(other for names in called for other in names[:1]))
    if found:
        raise _unfit(setting, _("several are called {name}; set the whole list").format(name=name), known)
    raise _unfit(setting, _("the terms before have none called {name}").format(name=name), known)


def _called(table: Any) -> list[str]:
    if not isinstance(table, dict):
        return []
    return [table[key] for key in _NAMES if isinstance(table.get(key), str)]


def _keys_of(held: Any) -> str:
    fields = attrs.fields(held) if isinstance(held, type) and attrs.has(held) else ()
    return _("Known: {names}").format(names=", ".join(field.name for field in fields))


def _type_of(held: Any, key: str) -> Any:
    """The type of a class's key, where it is stated; None where there is no such key."""
    if not (isinstance(held, type) and attrs.has(held)):
        return None
    found = next((field.type for field in attrs.fields(held) if field.name == key), None)
    if get_origin(found) is Union:
        arms = [arm for arm in get_args(found) if arm != NotStated]
        return arms[0] if len(arms) == 1 else found
    return found


def _value(typed: str, wanted: Any) -> Any:
    """The value as TOML where that is of the type that is wanted, else as a text."""
    readings = [*_readings(typed), typed, unicodedata.normalize("NFKC", typed)]
    for reading in readings if wanted is not None else ():
        if not structure(reading, wanted)[1]:
            return reading
    return readings[0]


def _readings(typed: str) -> Iterator[Any]:
    """What is typed as a value of TOML; full-width figures, and thousands parted by commas, are read."""
    plain = unicodedata.normalize("NFKC", typed)
    for text in (typed, plain, *([plain.replace(",", "")] if _NUMBER.fullmatch(plain) else [])):
        try:
            read = tomli.loads(f"value = {text}", parse_float=Decimal)
        except tomli.TOMLDecodeError:
            continue
        if list(read) == ["value"]:
            yield read["value"]


def _unfit(setting: Setting, message: str, hint: str = "") -> UnfitSettingError:
    return UnfitSettingError(RawFault(setting.keys, message, hint=hint))


def twice(settings: Sequence[Setting]) -> list[Setting]:
    """The settings of a key that another one before them sets."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for setting in settings:
        if setting.keys in seen:
            found.append(setting)
        seen.add(setting.keys)
    return found
