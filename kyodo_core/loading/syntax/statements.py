"""A TOML text taken apart into its statements, each for itself: headings, and keys with their values.

It works on texts that are no TOML too, so that every mistake is found and none hides the ones after it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

import tomli
from attrs import frozen

_NAMES = r"[A-Za-z_][A-Za-z0-9_-]*(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*[ \t]*"
_HEADING = re.compile(rf"[ \t]*\[\[?[ \t]*{_NAMES}\]")
_PAIR = re.compile(rf"[ \t]*{_NAMES}=")
_NAMED = re.compile(r"""[\s\[［]*((?:"[^"\n]*"|'[^'\n]*'|[^\s=＝:：#"'\[\]{},.．］]+|\s*\.\s*)+)""")
_LONG = ('"""', "'''")


@frozen
class Statement:
    """A statement with its place in the text; it begins and ends at the ends of lines."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def opening(self) -> str:
        """The brackets of a heading; empty for a key with its value."""
        begun = re.match(r"\s*([\[［]{0,2})", self.text)
        return begun[1] if begun else ""

    @property
    def is_heading(self) -> bool:
        return bool(self.opening)

    @property
    def key(self) -> str:
        """What the statement is about: its key, or the name in the brackets of a heading."""
        named = _NAMED.match(self.text)
        return named[1].strip() if named else ""


@frozen
class Scan:
    """A text read up to the end of a statement: what is still open there."""

    end: int
    brackets: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()
    """Where strings begin that are not closed before their line, or the text, ends."""


def scan(text: str, start: int = 0) -> Scan:
    """Read a statement from `start`: to the first end of a line outside brackets and long strings."""
    brackets: list[int] = []
    quotes: list[int] = []
    at = start
    while at < len(text):
        mark = text[at]
        if mark == "\n" and not brackets:
            break
        if mark == "#":
            at = _line_end(text, at)
            continue
        if mark in "\"'":
            closed, at_end = _string(text, at)
            if not closed:
                quotes.append(at)
            at = at_end
            continue
        if mark in "[{":
            brackets.append(at)
        elif mark in "]}" and brackets:
            brackets.pop()
        at += 1
    return Scan(min(at, len(text)), tuple(brackets), tuple(quotes))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _string(text: str, at: int) -> tuple[bool, int]:
    """Is the string that begins here closed, and where does it end?"""
    mark = text[at : at + 3]
    if mark in _LONG:
        end = text.find(mark, at + 3)
        return (True, end + 3) if end >= 0 else (False, len(text))
    quote = text[at]
    place = at + 1
    while place < len(text) and text[place] != "\n":
        if text[place] == quote:
            return True, place + 1
        place += 2 if quote == '"' and text[place] == "\\" else 1
    return False, min(place, len(text))


def statements(text: str) -> Iterator[Statement]:
    """The statements of a text in order, without empty lines and comments.

    One that reaches over several lines and cannot be read ends before the line that begins the next: a
    bracket or a quote is not closed in it.
    """
    start = 0
    while start < len(text):
        end = scan(text, start).end
        found = text[start:end]
        if "\n" in found and not readable(found):
            end = _cut(text, start, end)
            found = text[start:end]
        if found.strip(" \t") and not found.lstrip(" \t").startswith("#"):
            yield Statement(start, found)
        start = end + 1


def readable(text: str) -> bool:
    """Is the text TOML?"""
    try:
        tomli.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError):
        return False
    return True


def _cut(text: str, start: int, end: int) -> int:
    """The end of the last line before one that can only begin another statement."""
    line = _line_end(text, start)
    while line < end:
        following = line + 1
        before = text[start:line]
        inner = scan(before)
        pair = _PAIR.match(text, following) and not _goes_on(before, inner)
        if _HEADING.match(text, following) or pair:
            return line
        line = _line_end(text, following)
    return end


def _goes_on(before: str, inner: Scan) -> bool:
    """May a key with its value follow inside what is open? In a table that goes on over lines it may."""
    if inner.quotes or not inner.brackets or before[inner.brackets[-1]] != "{":
        return False
    last = re.sub(r"#.*", "", before.rstrip().rpartition("\n")[2]).rstrip()
    return last.endswith((",", "{"))
