"""新旧対照表: old and new side by side, one row per particular."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from kyodo_core.domain.reports import Table
from kyodo_core.messages import _

Said = Mapping[str, Sequence[str]]
"""The lines of each particular, by its label."""
Row = tuple[str, str, str]
_BULLET = "・"
_KEPT = 2
"""Items that are the same on both sides are left out where they have more lines than this."""


def contrast(before: Said, after: Said) -> list[Row]:
    """A row for each particular that differs; a side that lacks it has a dash."""
    said = (
        (label, tuple(before.get(label, ())), tuple(after.get(label, ()))) for label in {**before, **after}
    )
    return [(label, *_sides(old, new)) for label, old, new in said if old != new]


def contrast_table(columns: tuple[str, str, str], rows: Sequence[Row]) -> Table:
    """The rows as a table whose sides are equally wide."""
    return Table(columns, tuple(rows), ratios=(2, 5, 5))


def _sides(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Both texts; the items of a list that are the same on both sides are left out, as is usual."""
    before, after = list(_items(old)), list(_items(new))
    left: list[str] = []
    right: list[str] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        lines = [line for item in before[a:b] for line in item]
        if tag == "equal" and len(lines) > _KEPT:
            left.append(_("(unchanged)"))
            right.append(_("(unchanged)"))
        else:
            left += lines
            right += [line for item in after[c:d] for line in item]
    return "\n".join(left) or "-", "\n".join(right) or "-"


def _items(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The items of a list, each with the lines below it; a text without bullets line by line."""
    item: list[str] = []
    for line in lines:
        if item and (line.startswith(_BULLET) or not item[0].startswith(_BULLET)):
            yield tuple(item)
            item = []
        item.append(line)
    if item:
        yield tuple(item)
