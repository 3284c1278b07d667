"""Facts as TOML text, in the manner in which the plugins are written by hand."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kyodo_core.importing.rows import Data

_WIDTH = 100
_OF_THEIR_OWN = ("terms", "statuses", "rows")
"""Lists of tables that have headings of their own, since each is long."""
_ALSO = ("total",)


def fact_text(table: str, data: Data, order: Iterable[str], single: bool) -> str:
    """A fact under its heading; keys in the given order, the citations last."""
    keys = sorted(data, key=[*(key for key in order if key != "cite"), "cite"].index)
    own = [key for key in keys if key in (*_OF_THEIR_OWN, *_ALSO)]
    lines = [f"[{table}]" if single else f"[[{table}]]"]
    lines += [pair_text(key, data[key]) for key in keys if key not in own]
    for key in own:
        lines += _tables(f"{table}.{key}", data[key])
    return "\n".join(lines) + "\n"


def _tables(name: str, held: Any) -> Iterator[str]:
    for inner in held if isinstance(held, list) else [held]:
        yield ""
        yield f"[[{name}]]" if isinstance(held, list) else f"[{name}]"
        yield from (pair_text(key, value) for key, value in inner.items())


def pair_text(key: str, held: Any) -> str:
    """A key with its value, in one line or, where that is long, a list with an item a line."""
    if key == "cite" and isinstance(held, list) and len(held) == 1:
        held = held[0]
    line = f"{key} = {value_text(held)}"
    if not isinstance(held, list) or (len(line) <= _WIDTH and not _is_tables(held)):
        return line
    return "\n".join([f"{key} = [", *(f"  {value_text(item)}," for item in held), "]"])


def _is_tables(held: list[Any]) -> bool:
    return len(held) > 1 and all(isinstance(item, dict) for item in held)


def value_text(held: Any) -> str:
    """A value in one line."""
    if isinstance(held, bool):
        return str(held).lower()
    if isinstance(held, int):
        return f"{held:_}"
    if isinstance(held, Decimal):
        return f"{held:f}"
    if isinstance(held, list):
        return f"[{', '.join(map(value_text, held))}]"
    if isinstance(held, dict):
        return f"{{ {', '.join(f'{key} = {value_text(item)}' for key, item in held.items())} }}"
    return _string(str(held))


def _string(text: str) -> str:
    """A basic string: quotes, backslashes and control characters are escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(_control(character) for character in escaped) + '"'


def _control(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) < 0x20 or character == "\x7f" else character
