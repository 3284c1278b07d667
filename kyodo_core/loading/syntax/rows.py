"""Mistakes of lists, tables and lines: brackets, commas, and what follows a value on its line."""

import re

from kyodo_core.loading.notations import amount_of
from kyodo_core.loading.syntax.stops import Mistake, Recogniser, Stop
from kyodo_core.messages import _

_CLOSES = {"[": "]", "{": "}"}
_PAIR = re.compile(r"[A-Za-z0-9_.-]+[ \t]*=|[\"'.;]*(?=\[)")


def _open_bracket(stop: Stop) -> Mistake | None:
    """A list or table that is not closed, or is closed otherwise."""
    if not stop.brackets or stop.mark not in "]}" or (stop.mark and not stop.reason.startswith("Unclosed")):
        return None
    opened = stop.brackets[-1]
    bracket = stop.text[opened]
    if stop.mark:
        message = _("{bracket} is closed by {right}").format(bracket=bracket, right=_CLOSES[bracket])
        return stop.here(1, message, _CLOSES[bracket])
    message = _("the bracket {bracket} is not closed").format(bracket=bracket)
    whole = stop.text.rstrip().rstrip(",")
    closers = "".join(_CLOSES[stop.text[place]] for place in reversed(stop.brackets))
    return Mistake(start=opened, end=len(stop.text), message=message, instead=whole[opened:] + closers)


def _open_table(stop: Stop) -> Mistake | None:
    """A table in a list of tables that is not closed before the next one begins."""
    if stop.mark != "{" or not stop.brackets or stop.text[stop.brackets[-1]] != "{":
        return None
    opened, end = stop.brackets[-1], _last(stop.text[: stop.at])
    message = _("the bracket {bracket} is not closed").format(bracket="{")
    return Mistake(start=opened, end=end, message=message, instead=stop.text[opened:end].rstrip(",") + " },")


def _no_comma(stop: Stop) -> Mistake | None:
    """Two items of a list or table with nothing between them."""
    if not stop.reason.startswith("Unclosed"):
        return None
    if stop.before.endswith('"') and stop.mark not in "\"'[{":
        message = _("a quotation mark is missing or too many")
        return Mistake(start=stop.at - 1, end=stop.at, message=message)
    if not stop.mark:
        return None
    end = _last(stop.text[: stop.at])
    return Mistake(start=end, end=end, message=_("a comma is missing here"), instead=",")


def _last(text: str) -> int:
    """Where the last item of a text ends, before any spaces and comments."""
    while True:
        text = text.rstrip()
        line = text.rpartition("\n")[2]
        comment = re.match(r"""((?:[^#"']|"[^"]*"|'[^']*')*)#""", line)
        if not comment:
            return len(text)
        text = text[: len(text) - len(line) + len(comment[1])]


def _superfluous(stop: Stop) -> Mistake | None:
    """A sign where none belongs: a comma, a bracket, a second =."""
    odd = {"Invalid value": "=", "Invalid initial character for a key part": "["}.get(stop.reason, "")
    if not stop.mark or stop.mark not in ",]}" + odd or stop.reason.startswith("Unclosed"):
        return None
    message = _("the {sign} is too many here").format(sign=stop.mark)
    if stop.reason.startswith("Expected newline") and stop.mark == ",":
        last = not stop.rest[1:].partition("#")[0].strip()
        return stop.here(1, message, "") if last else _without_brackets(stop)
    return stop.here(1, message, "")


def _half_heading(stop: Stop) -> Mistake | None:
    """A heading that begins with one bracket and ends with two."""
    heading = re.fullmatch(r"\s*\[([^\[\]]+)\]", stop.before)
    if not heading or stop.mark != "]" or not stop.reason.startswith("Expected newline"):
        return None
    start = stop.at - len(stop.before.lstrip())
    message = _("the heading is closed by {closing}").format(closing="]]")
    return Mistake(start=start, end=stop.at + 1, message=message, instead=f"[[{heading[1]}]]")


def _without_brackets(stop: Stop) -> Mistake | None:
    """Several values in a row."""
    start = stop.at - len(stop.before.partition("=")[2].lstrip())
    if amount_of(stop.text[start : stop.line_end].partition("#")[0]) is not None:
        return None
    end = start + len(stop.text[start : stop.line_end].rstrip())
    message = _("several values stand in brackets [ ]")
    return Mistake(start=start, end=end, message=message, instead=f"[{stop.text[start:end]}]")


def _inner_quote(stop: Stop) -> Mistake | None:
    """A quotation mark within a text, which ends it."""
    if not stop.reason.startswith("Expected newline") or not stop.before.endswith('"'):
        return None
    opening, last = stop.before.find('"'), stop.rest.rstrip()
    if not last.endswith('"') or (stop.mark == '"' and len(last) == 1):
        return None
    start, end = stop.at - len(stop.before) + opening, stop.at + len(last)
    inner = stop.text[start + 1 : end - 1].replace('"', '\\"')
    message = _('a quotation mark within a text is written \\" or 「」')
    return Mistake(start=start, end=end, message=message, instead=f'"{inner}"')


def _two_on_a_line(stop: Stop) -> Mistake | None:
    other = _PAIR.match(stop.rest)
    if not stop.reason.startswith("Expected newline") or not other:
        return None
    whole = stop.rest[0 if other[0].endswith("=") else other.end() :]
    return stop.here(len(stop.rest.rstrip()), _("a line holds one key with its value"), f"\n{whole}")


def _remark(stop: Stop) -> Mistake | None:
    """Words behind a value."""
    if not stop.reason.startswith("Expected newline"):
        return None
    message = _("something follows the value; a remark stands after #")
    return stop.here(len(stop.rest.rstrip()), message, f"# {stop.rest}")


FIRST: tuple[Recogniser, ...] = (_half_heading, _superfluous, _inner_quote, _two_on_a_line)
"""What is tried before a value is taken for one without quotes."""
LAST: tuple[Recogniser, ...] = (_open_bracket, _open_table, _no_comma, _remark)
