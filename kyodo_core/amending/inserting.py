"""A further table in a TOML text that people keep: what stood there stays, byte for byte and in its order."""

from collections.abc import Mapping
from typing import Any

from kyodo_core.amending.tables import headed, inline
from kyodo_core.loading.positions import Array, Path, Positions


def with_table(
    text: str, path: Path, table: Mapping[str, Any], inner: Mapping[str, Mapping[str, Any]] | None = None
) -> str:
    """The text with one more table at the end of the list at `path`.

    A list in brackets grows inside them. Else the table stands under a heading of its own, behind the
    last table of that list, of what holds it, or of the text. `inner` has, by their keys, lists of one
    table that stand in the new one.
    """
    inside = inner or {}
    positions = Positions(text)
    array = positions.array(path)
    if array is not None:
        whole = {**table, **{key: [one] for key, one in inside.items()}}
        return _into_brackets(text, inline(whole).encode(), array)
    names = [part for part in path if isinstance(part, str)]
    blocks = [headed(names, table), *(headed([*names, key], one) for key, one in inside.items())]
    line = positions.last_line(path) or positions.last_line(path[:-1] or path)
    return _behind_line(text, line, "\n".join(blocks))


def _behind_line(text: str, line: int, block: str) -> str:
    """The block behind a line (0: at the end), an empty line before it and after it."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = _lines(text)
    line = _behind_comments(lines, line) if line else len(lines)
    before, after = lines[:line], lines[line:]
    parts = [part.removesuffix("\n") for part in _lines(block)]
    if before and not before[-1].endswith("\n"):
        before[-1] += end
    if before and before[-1].strip():
        parts.insert(0, "")
    if after and after[0].strip():
        parts.append("")
    return "".join([*before, *(f"{part}{end}" for part in parts), *after])


def _lines(text: str) -> list[str]:
    """The lines with their ends; no other character than the line feed ends one, as in TOML."""
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])


def _behind_comments(lines: list[str], line: int) -> int:
    """Comments right below a table belong to it, unless a heading stands right below them."""
    last = line
    while last < len(lines) and lines[last].lstrip().startswith("#"):
        last += 1
    return last if last == len(lines) or not lines[last].strip() else line


def _into_brackets(text: str, new: bytes, array: Array) -> str:
    """The new table as the last item in brackets, on a line of its own where the closing one has one."""
    data = text.encode()
    head, middle, tail = data[: array.last], data[array.last : array.close], data[array.close :]
    comma = b"," if array.items and not array.comma else b""
    kept, newline, margin = middle.rpartition(b"\n")
    if newline and not margin.strip():
        end = b"\r\n" if kept.endswith(b"\r") else b"\n"
        line = data[: array.last].rpartition(b"\n")[2]
        indent = line[: len(line) - len(line.lstrip())] if array.items else margin + b"  "
        return b"".join([head, comma, kept, newline, indent, new, b",", end, margin, tail]).decode()
    space = b" " if array.items and not middle[-1:].isspace() else b""
    after = b" " if middle[-1:].isspace() else b""
    return b"".join([head, comma, middle, space, new, after, tail]).decode()
