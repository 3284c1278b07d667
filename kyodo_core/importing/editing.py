"""Changes in the text of a TOML file that leave every other byte of it as it is."""

from collections.abc import Mapping
from typing import Any

from kyodo_core.importing.writing import pair_text
from kyodo_core.loading.positions import Path, Positions


class Text:
    """The text of a TOML file, to be changed key by key and added to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def append(self, block: str) -> None:
        """Add a table at the end, after an empty line."""
        newline = self._newline
        if self.text and not self.text.endswith("\n"):
            self.text += newline
        if self.text.strip():
            self.text += newline
        self.text += block.replace("\n", newline)

    def change(self, table: Path, changes: Mapping[str, Any]) -> tuple[str, ...]:
        """Set keys of the table at a path; the keys that cannot be set without losing something are returned.

        These are keys with tables of their own, and lists with comments in them.
        """
        left = []
        for key, held in changes.items():
            nodes = {path: (key_node, node) for path, key_node, node in Positions(self.text).nodes()}
            path = (*table, key)
            pair = pair_text(key, held)
            if path in nodes:
                done = self._replace(*nodes[path], pair, key)
            else:  # unless it has tables of its own
                done = not any(p[: len(path)] == path for p in nodes) and self._insert(nodes, table, pair)
            left += [] if done else [key]
        return tuple(left)

    def _replace(self, key: Any, node: Any, pair: str, name: str) -> bool:
        """Put another value in the place of one; not in that of tables or of a list with comments."""
        if key is node or _has_comment(node):
            return False
        self._splice(node.start_byte, node.end_byte, pair.removeprefix(f"{name} = "))
        return True

    def _insert(self, nodes: Mapping[Path, tuple[Any, Any]], table: Path, pair: str) -> bool:
        """A new key behind the last one that stands under the table's own heading."""
        heading, _node = nodes[table]
        if not heading.type.endswith("key"):  # a table in braces
            return False
        own = [node for path, (key, node) in nodes.items() if path[:-1] == table and key is not node]
        last = max([heading, *own], key=lambda node: int(node.end_byte))
        if not self.text.endswith("\n"):
            self.text += self._newline
        end = self.text.encode().index(b"\n", last.end_byte)
        self._splice(end + 1, end + 1, f"{pair}\n")
        return True

    def _splice(self, start: int, end: int, new: str) -> None:
        data = self.text.encode()
        inserted = new.replace("\n", self._newline).encode()
        self.text = (data[:start] + inserted + data[end:]).decode()


def _has_comment(node: Any) -> bool:
    return any(child.type == "comment" or _has_comment(child) for child in node.children)
