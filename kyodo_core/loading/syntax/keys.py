"""Mistakes of keys and headings: what stands before a value."""

import re

from kyodo_core.loading.meaning import quoted
from kyodo_core.loading.syntax.stops import Mistake, Recogniser, Stop
from kyodo_core.messages import _

_WORD = re.compile(r"[^\s=＝:：#\[\]{}.,\"']+")
_PAIRED = re.compile(r"[:：]=?|[-=]>|→")


def _no_equals(stop: Stop) -> Mistake | None:
    """A key that is not followed by =."""
    if stop.reason == "Invalid value" and stop.mark == ">" and stop.before.endswith("="):
        return stop.here(1, _("between a key and its value stands ="), "")
    if not stop.reason.startswith("Expected '='") or stop.mark in tuple("]},"):
        return None
    start = stop.at - len(re.split("[{,]", stop.before)[-1].lstrip())
    other = _PAIRED.match(stop.rest)
    if other:
        instead = "=" if stop.before.endswith(" ") else " ="
        return stop.here(other.end(), _("between a key and its value stands ="), instead)
    if stop.at_end:
        return Mistake(start=start, end=stop.at, message=_("the key has no = and no value"))
    named = re.match(r"[\w -]*(?==)", stop.rest)
    end = stop.at + len(named[0].rstrip()) if named else start + len(stop.text[start : stop.at].rstrip())
    key = stop.text[start:end]
    if named and not key.isascii():
        return Mistake(start=start, end=end, message=_needs_quotes(), instead=quoted(key), value=key)
    if named:
        joined = re.sub(r"\s+", "_", key)
        return Mistake(start=start, end=end, message=_("a key has no spaces in it"), instead=joined)
    message = _("the = between the key and its value is missing")
    return Mistake(start=start, end=end, message=message, instead=f"{key} =")


def _unusual_key(stop: Stop) -> Mistake | None:
    """A key or heading that is not of half-width letters, figures, _ and -."""
    if stop.reason not in ("Invalid statement", "Invalid initial character for a key part"):
        return None
    word = _WORD.match(stop.text, stop.at)
    follows = stop.text[word.end() :].lstrip()[:1] if word else ""
    if not word or follows not in ("=", "]", "."):
        return None
    return stop.here(len(word[0]), _needs_quotes(), quoted(word[0]), word[0])


def _needs_quotes() -> str:
    return _("a key of other than half-width letters and figures needs quotes")


def _no_name(stop: Stop) -> Mistake | None:
    if stop.reason == "Invalid initial character for a key part" and stop.mark in ("]", "", "\n"):
        return stop.here(1, _("the heading has no name"))
    if stop.reason in ("Invalid statement", "Invalid initial character for a key part") and stop.mark == "=":
        return stop.here(1, _("there is no key before the ="))
    return None


def _no_statement(stop: Stop) -> Mistake | None:
    """A line that is a remark."""
    if stop.reason != "Invalid statement" or stop.mark in "]}":
        return None
    message = _("this is no key with a value; a remark stands after #")
    marks = re.match("//|[*・※;]+", stop.rest)
    return stop.here(len(stop.rest), message, "# " + stop.rest[marks.end() if marks else 0 :].lstrip())


def _open_heading(stop: Stop) -> Mistake | None:
    """A heading whose brackets are not closed as they were opened."""
    if not stop.reason.startswith(("Expected ']' at", "Expected ']]' at")):
        return None
    closing = "]]" if "]]" in stop.reason else "]"
    start = stop.at - len(stop.before.lstrip())
    message = _("the heading is closed by {closing}").format(closing=closing)
    named = re.match(r"[ \t]*([^\]\n#]*)(\]*)", stop.rest)
    name = named[1].rstrip() if named else ""
    if name:
        message = _("a heading is one name of half-width letters, figures, _ and -")
        return stop.here(len(name), message)
    heading = stop.text[start : stop.at].rstrip()
    end = stop.at + (named.end() if named else 0)
    return Mistake(start=start, end=end, message=message, instead=heading + closing)


def _twice(stop: Stop) -> Mistake | None:
    """A key that stands twice in one table { }."""
    named = re.fullmatch(r"Duplicate inline table key ['\"](.*)['\"]", stop.reason)
    if not named:
        return None
    start = stop.text.rfind(named[1], 0, stop.at)
    message = _("{key} is written twice in the table").format(key=named[1])
    return Mistake(start=start, end=start + len(named[1]), message=message)


KEYS: tuple[Recogniser, ...] = (_no_equals, _unusual_key, _no_name, _no_statement, _open_heading, _twice)
