"""Names of columns that every engine takes as they are, in place of a file's headings.

A heading may have a dot, quotes or blanks in it, or differ from another by case alone; duckdb and Spark
read such a name as something else.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw


class Names:
    """The plain names of a file's columns, numbered in their order, and the headings that they stand for."""

    def __init__(self, heads: Sequence[str]) -> None:
        self.plain = tuple(f"column_{number}" for number in range(1, len(heads) + 1))
        self._plain = dict(zip(heads, self.plain, strict=True))
        self._heads = dict(zip(self.plain, heads, strict=True))

    def named(self, head: str) -> str:
        """The plain name of a column; what is no heading of the file keeps its name."""
        return self._plain.get(head, head)

    def heads(self, columns: Sequence[str]) -> list[str]:
        """The headings of some columns; what the run adds keeps its name."""
        return [self._heads.get(column, column) for column in columns]


class NamedApi:
    """narwhals for expressions that name columns by their headings."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def col(self, head: str) -> nw.Expr:
        return nw.col(self._names.named(head))

    def __getattr__(self, name: str) -> Any:
        return getattr(nw, name)
