"""Where in a TOML file a key or value stands; read only when something is wrong there."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import tomli
from attrs import frozen

Path = tuple[str | int, ...]


@frozen
class Place:
    """Line and column, from 1 and in characters, and the width of the thing in characters."""

    line: int
    column: int
    width: int


@frozen
class Array:
    """How many items an array in brackets has, whether a comma follows the last of them, and, as offsets in
    the UTF-8 text, where that (or the opening bracket) ends and where the closing bracket stands.
    """

    items: int
    last: int
    close: int
    comma: bool


class Positions:
    """Line and column of every key and value of one TOML text, by path of keys and indices."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._data = text.encode()
        self._text = text

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its end."""
        return self._lines[number - 1].rstrip("\r") if 0 < number <= len(self._lines) else ""

    def find(self, path: Path, on_key: bool = False) -> Place:
        """The place of the value (or key) at `path`, or of the nearest thing around it."""
        values, keys = self._map
        for length in range(len(path), 0, -1):
            known = keys if on_key and length == len(path) else values
            for candidate in (path[:length], (*path[:length], 0)):
                if candidate in known:
                    return known[candidate]
        return Place(1, 1, 1)

    def nodes(self) -> Iterator[tuple[Path, Any, Any]]:
        """The path of every key and value with the nodes of both; a table's heading is both in one."""
        return self._walk(self._root)

    def last_line(self, path: Path) -> int:
        """The last line with a key of the tables headed at `path` or below it; 0 where no heading is."""
        last = 0
        for headed, node in self._headed:
            if headed[: len(path)] == path:
                kept = [
                    child for child in node.children if child.type == "pair" or child.type.endswith("key")
                ]
                last = max(last, kept[-1].end_point[0] + 1)
        return last

    def array(self, path: Path) -> Array | None:
        """The array in brackets at `path`; None where no such array stands there."""
        for found, _key, node in self._walk(self._root):
            if found == path and node.type == "array":
                kept = [child for child in node.children if child.type != "comment"]
                items = [child for child in kept if child.type not in ("[", ",", "]")]
                last = items[-1] if items else kept[0]
                return Array(len(items), last.end_byte, kept[-1].start_byte, kept[-2].type == ",")
        return None

    @cached_property
    def _root(self) -> Any:
        import tree_sitter_toml
        from tree_sitter import Language, Parser

        return Parser(Language(tree_sitter_toml.language())).parse(self._data).root_node

    @cached_property
    def _headed(self) -> list[tuple[Path, Any]]:
        """The tables that stand under a heading, with their paths, in the order of the text."""
        counts: dict[Path, int] = {}
        found = []
        for node in self._root.children:
            if node.type in ("table", "table_array_element"):
                path = self._resolve(_names(_heading(node)), counts)
                if node.type == "table_array_element":
                    counts[path] = counts.get(path, -1) + 1
                    path = (*path, counts[path])
                found.append((path, node))
        return found

    @cached_property
    def _map(self) -> tuple[dict[Path, Place], dict[Path, Place]]:
        values: dict[Path, Place] = {}
        keys: dict[Path, Place] = {}
        for path, key, value in self.nodes():
            keys[path] = self._place(key)
            values[path] = self._place(value)
            for length in range(1, len(path)):  # a table that only a dotted key or header implies
                keys.setdefault(path[:length], keys[path])
                values.setdefault(path[:length], keys[path])
        return values, keys

    def _place(self, node: Any) -> Place:
        row, column = node.start_point
        line = self._lines[row].encode()
        end = node.end_point[1] if node.end_point[0] == row else len(line)
        before, inside = line[:column].decode(), line[column:end].decode().rstrip()
        return Place(row + 1, len(before) + 1, max(len(inside), 1))

    def _walk(self, root: Any) -> Iterator[tuple[Path, Any, Any]]:
        for node in root.children:
            if node.type == "pair":
                yield from self._pair(node, ())
        for prefix, node in self._headed:
            yield prefix, _heading(node), _heading(node)
            for child in node.children:
                if child.type == "pair":
                    yield from self._pair(child, prefix)

    @staticmethod
    def _resolve(names: list[str], counts: dict[Path, int]) -> Path:
        """The path of a header: a name that is an array of tables stands for its last element."""
        path: Path = ()
        for place, name in enumerate(names):
            path = (*path, name)
            if place < len(names) - 1 and path in counts:
                path = (*path, counts[path])
        return path

    def _pair(self, node: Any, prefix: Path) -> Iterator[tuple[Path, Any, Any]]:
        key, value = node.children[0], node.children[2]
        path = (*prefix, *_names(key))
        yield path, key, value
        yield from self._value(value, path)

    def _value(self, node: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
        if node.type == "inline_table":
            for child in node.children:
                if child.type == "pair":
                    yield from self._pair(child, path)
        elif node.type == "array":
            items = [c for c in node.children if c.type not in ("[", "]", ",", "comment")]
            for index, item in enumerate(items):
                yield (*path, index), item, item
                yield from self._value(item, (*path, index))


def _heading(table: Any) -> Any:
    """The key in a table's heading."""
    return next(child for child in table.children if child.type.endswith("key"))


def _names(key: Any) -> list[str]:
    """The names of a key, bare, quoted or dotted, as a TOML reader understands them."""
    table: Any = tomli.loads(f"{key.text.decode()} = 0")
    names = []
    while isinstance(table, dict):
        ((name, table),) = table.items()
        names.append(name)
    return names
