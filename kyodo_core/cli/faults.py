"""How a fault reads on a screen: the place, what is wrong, its line with a mark, what would be right."""

import os
from pathlib import Path

from rich.cells import cell_len

from kyodo_core.cli.screen import screen_width
from kyodo_core.errors import Fault
from kyodo_core.messages import _
from kyodo_core.render.folding import fold
from kyodo_core.reports.faults import advice, examples

_GUTTER = 5
_MARGIN = " " * 3
_TAB = " " * 4
_DOTS = "..."  # one column wide each on every terminal, as "…" is not


def fault_text(fault: Fault, severity: str = "") -> str:
    """The fault in lines; `severity` is said where it is not plain that it is an error."""
    said = _("{severity}: {message}").format(severity=severity, message=fault.message)
    lines = [f"{_near(fault.place)}: {said if severity else fault.message}", *_marked(fault)]
    lines += [f"{_MARGIN}{line}" for line in examples(fault)]
    for line in advice(fault):
        lines += indented(line, _MARGIN)
    return "\n".join(lines)


def indented(line: str, margin: str) -> list[str]:
    """The line folded to the screen; what does not fit in the first stands further in."""
    first, *others = fold(line, screen_width() - len(margin) - 2)
    return [f"{margin}{first}", *(f"{margin}  {other}" for other in others)]


def _near(place: str) -> str:
    """A path below the working folder is shown from there."""
    return place.removeprefix(f"{Path.cwd()}{os.sep}")


def _marked(fault: Fault) -> list[str]:
    """The line of the file, and below it a mark under what the fault covers."""
    if not fault.source:
        return []
    start = max(fault.column - 1, 0)
    end = start + fault.width if fault.column else 0
    parts = (fault.source[:start], fault.source[start:end], fault.source[end:])
    before, covered, after = _fitting(*map(_visible, parts))
    shown = [f"{fault.line:>{_GUTTER}} | {before}{covered}{after}"]
    if fault.column:
        mark = "^" * max(cell_len(covered), 1)
        shown.append(f"{'':{_GUTTER}} | {' ' * cell_len(before)}{mark}")
    return shown


def _fitting(before: str, covered: str, after: str) -> tuple[str, str, str]:
    """The parts of a line, cut where it is wider than the screen, so that the mark stays below its words."""
    room = screen_width() - _GUTTER - len(" | ")
    if cell_len(before + covered) > room:
        before = _cut(before[::-1], room // 3)[::-1]
    covered = _cut(covered, room - cell_len(before))
    return before, covered, _cut(after, room - cell_len(before + covered))


def _cut(text: str, room: int) -> str:
    """As much of the beginning as fits; dots stand for the rest."""
    if cell_len(text) <= room:
        return text
    kept = ""
    for character in text:
        if cell_len(kept + character) > room - len(_DOTS):
            break
        kept += character
    return kept + _DOTS[: max(room, 0)]


def _visible(text: str) -> str:
    """The text as one line of a screen has it: tabs as spaces, no control characters."""
    return "".join(_TAB if c == "\t" else c if c.isprintable() or c == "\u3000" else "\ufffd" for c in text)
