"""Folding text into a width: by display columns, with the Japanese rules for line ends (禁則処理).

A closing mark does not begin a line, an opening bracket does not end one, a Latin word or a figure is
not parted; only what is wider than the whole width is cut anywhere.
"""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

_OPENING = "（〔［｛「『【〈《(\\[{"
_CLOSING = (
    "、。，．・：；？！）〕］｝」』】〉》ー～々％%)\\]},.:;!?ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ〉〟…"
)
_ATOM = re.compile(rf"[{_OPENING}]*(?:[!-~]+|[^{_OPENING}]|$)[{_CLOSING}]*|[{_OPENING}]+")
_SPACE = (" ", "\u3000")


def fold(text: str, width: int) -> list[str]:
    """The lines of `text`, none wider than `width` display columns; nothing is lost but spaces at folds."""
    return [line for paragraph in text.split("\n") for line in _fold_line(paragraph, width)]


def _fold_line(text: str, width: int) -> list[str]:
    if cell_len(text) <= width:
        return [text]
    indent = re.match(r"[・\u3000 ]*", text)
    hanging = "\u3000" * len(indent[0].rstrip(" ")) if indent and cell_len(indent[0]) * 3 < width else ""
    lines, line, used = [], "", 0
    for atom in _atoms(text, width - cell_len(hanging)):
        if used and used + cell_len(atom.rstrip(" ")) > width:
            lines.append(line.rstrip(" "))
            line, used = hanging, cell_len(hanging)
            atom = "" if atom in _SPACE else atom
        line += atom
        used += cell_len(atom)
    return [*lines, line.rstrip(" ")] if line.strip() else lines


def _atoms(text: str, width: int) -> Iterator[str]:
    """The pieces that stay together; one that is wider than the width falls into characters."""
    for match in _ATOM.finditer(text):
        atom = match[0]
        if cell_len(atom) <= width:
            yield atom
        else:
            yield from atom


def column_widths(
    natural: Sequence[int], ratios: Sequence[int], available: int, whole: Sequence[int] = ()
) -> list[int]:
    """Share out `available` columns by ratio; who needs less than its share leaves the rest to others.

    The columns named in `whole` (figures) are not folded as long as half the width is left to the others,
    and they fit.
    """
    widths = list(natural)
    waiting = [place for place in range(len(natural)) if place not in whole]
    left = available - sum(natural[place] for place in whole)
    if left < (available // 2 if waiting else 0):
        waiting, left = list(range(len(natural))), available
    while waiting:
        total = sum(ratios[place] for place in waiting)
        content = [place for place in waiting if natural[place] <= left * ratios[place] // total]
        if not content:
            for place in waiting:
                widths[place] = max(left * ratios[place] // total, 2)
            break
        left -= sum(natural[place] for place in content)
        waiting = [place for place in waiting if place not in content]
    return widths
