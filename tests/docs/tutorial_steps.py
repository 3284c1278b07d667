"""The steps of the tutorial, as they stand on its pages, and what they do to a folder.

| on the page | is |
|---|---|
| ```` ```sh ```` | commands, one a line |
| ```` ```text ```` | what the command before it prints: the beginning |
| `<!-- part -->` | the next block is some lines of what the command prints |
| `<!-- message -->` | the command ends with an error; the pieces of the next block between … stand in it |
| `<!-- file: PATH -->` | the next block is the whole file |
| `<!-- append: PATH -->` | the next block goes to the end of the file |
| `<!-- replace: PATH -->` | in the file, the text of the next block becomes that of the block after it |
| `<!-- remove: PATH -->` | the lines that hold a line of the next block are deleted |
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from attrs import frozen

_STEP = re.compile(
    r"<!-- (?P<mark>[a-z]+)(?:: (?P<path>[\w./-]+))? -->"
    r"|^```(?P<language>[a-z]+)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
_EDITS = ("file", "append", "replace", "remove")


@frozen
class Edit:
    """A change of a file: `texts` are the blocks that the mark is about."""

    kind: str
    path: str
    texts: tuple[str, ...]

    def apply(self, folder: Path) -> None:
        file = folder / self.path
        before = "" if self.kind == "file" else file.read_text(encoding="utf-8")
        file.write_text(_EDITED[self.kind](before, *self.texts), encoding="utf-8")


@frozen
class Command:
    """A line that the reader types, and what is shown of the answer: `how` is whole, part or message."""

    line: str
    sample: str = ""
    how: str = ""


Step = Edit | Command


def steps_of(page: str) -> list[Step]:
    """All steps of a page, in order."""
    return list(_steps([match.groupdict() for match in _STEP.finditer(page)]))


def _steps(found: Sequence[dict[str, str | None]]) -> Iterator[Step]:
    waiting = iter(pairwise([*found, {"mark": None, "language": None}]))
    for step, after in waiting:
        if step["mark"] in _EDITS:
            texts = [_text(next(waiting)[0]) for _ in range(2 if step["mark"] == "replace" else 1)]
            yield Edit(str(step["mark"]), str(step["path"]), tuple(texts))
        elif step["language"] == "sh":
            *before, last = _text(step).splitlines()
            yield from (Command(line) for line in before)
            how = str(after["mark"]) if after["mark"] in ("part", "message") else ""
            sample = next(waiting)[1] if how else after
            shown = sample["language"] == "text"
            yield Command(last, _text(sample) if shown else "", (how or "whole") if shown else "")


def _text(block: dict[str, str | None]) -> str:
    assert block["language"], f"a mark without its block: {block}"
    return str(block["text"])


def _append(before: str, text: str) -> str:
    return f"{before}\n{text}"


def _replace(before: str, old: str, new: str) -> str:
    assert before.count(old.rstrip("\n")) == 1, f"not once in the file: {old}"
    return before.replace(old.rstrip("\n"), new.rstrip("\n"))


def _remove(before: str, text: str) -> str:
    lines = before.splitlines(keepends=True)
    for wanted in text.splitlines():
        (found,) = (line for line in lines if wanted in line)
        lines.remove(found)
    return "".join(lines)


def _whole(before: str, text: str) -> str:
    return text


_EDITED = {"file": _whole, "append": _append, "replace": _replace, "remove": _remove}
