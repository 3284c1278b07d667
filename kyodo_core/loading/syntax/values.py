"""Mistakes of single values: quotes that are missing, half missing or of another kind; odd numbers."""

import re

from kyodo_core.loading.meaning import quoted
from kyodo_core.loading.notations import amount_of, truth_of
from kyodo_core.loading.syntax.statements import scan
from kyodo_core.loading.syntax.stops import Mistake, Recogniser, Stop
from kyodo_core.messages import _

_OPENING = "“”„‟＂〝〞‘’＇「『｢"
_CLOSING = "“”„‟＂〝〞〟‘’＇」』｣"
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_UNREAD = ("Invalid value", "Expected newline", "Unclosed")
_OPEN = ("Illegal character '\\n'", "Unterminated", "Expected \"'", "Found invalid character '\\n'")


def _no_value(stop: Stop) -> Mistake | None:
    if stop.reason != "Invalid value" or not stop.at_end or "=" not in stop.before:
        return None
    start = stop.at - len(stop.before) + stop.before.rindex("=")
    return Mistake(start=start, end=start + 1, message=_("the value is missing"))


def _other_quotes(stop: Stop) -> Mistake | None:
    """Quotes of Japanese text around a value."""
    if stop.reason != "Invalid value" or not stop.mark or stop.mark not in _OPENING:
        return None
    closing = [place for place, mark in enumerate(stop.rest[1:], 1) if mark in _CLOSING + '"']
    end = closing[0] if closing else len(stop.rest)
    content = stop.rest[1:end].rstrip()
    message = _('the quotes have to be half-width: "')
    return stop.here(min(end + 1, len(stop.rest)), message, quoted(content))


def _open_string(stop: Stop) -> Mistake | None:
    """A string that is not closed before the end of its line, or of the text."""
    unclosed = scan(stop.text).quotes
    if not unclosed or not stop.reason.startswith(_OPEN):
        return None
    start = unclosed[0]
    mark = stop.text[start : start + 3]
    if mark in ('"""', "'''"):
        message = _("the closing {quote} is missing").format(quote=mark)
        return Mistake(start=start, end=start + 3, message=message)
    mark = mark[0]
    line = stop.text[start:].partition("\n")[0].rstrip()
    content, tail = _parted(line[1:], bool(scan(stop.text[:start]).brackets))
    message = _("the closing {quote} is missing").format(quote=mark)
    if content[-1:] and content[-1] in _CLOSING:
        message = _("the closing quote has to be half-width: {quote}").format(quote=mark)
        content = content[:-1]
    instead = f"{mark}{content}{mark}{tail}"
    return Mistake(start=start, end=start + len(line), message=message, instead=instead)


def _parted(content: str, in_brackets: bool) -> tuple[str, str]:
    """What an open string holds, and the brackets and commas behind it that are no part of it."""
    tail = re.search(r"\s*[\]},\s]*$", content) if in_brackets else None
    end = tail.start() if tail else len(content)
    return content[:end], content[end:]


def _bare(stop: Stop) -> Mistake | None:
    """A value that needs quotes, or is written otherwise than TOML writes numbers and truths."""
    if not stop.reason.startswith(_UNREAD):
        return None
    begun = re.search(r"[^\s=,\[{\"'#]+$", stop.before)
    start = stop.at if stop.reason == "Invalid value" else stop.at - len(begun[0]) if begun else -1
    if start < 0 or not stop.mark or stop.mark in "\n\"'[{" or stop.text[start] in "=,]}":
        return None
    token = _token(stop, start)
    message, instead = _meant(token)
    return Mistake(start=start, end=start + len(token), message=message, instead=instead, value=token)


def _token(stop: Stop, start: int) -> str:
    """A value without quotes: up to the end of its line, within brackets up to the next comma or bracket."""
    line = stop.text[start:].partition("\n")[0]
    ends = r"[,\]}]|[ \t]#" if scan(stop.text[:start]).brackets else r"[ \t]#"
    found = re.search(ends, line)
    return (line[: found.start()] if found else line).rstrip()


def _meant(token: str) -> tuple[str, str | None]:
    """What is wrong with a value without quotes, and how it may be meant."""
    if truth_of(token):
        return _("yes and no are written true and false"), truth_of(token)
    if re.fullmatch(r"0\d+", token):
        return _("a number does not begin with 0; a code stands in quotes"), quoted(token)
    amount = amount_of(token)
    if amount is not None:
        return _("a number has no commas and no unit"), f"{amount:_}"
    if re.fullmatch(r"[-+]?(\d+\.|\.\d+)", token):
        whole = re.sub(r"(?<!\d)\.", "0.", token) + ("0" if token.endswith(".") else "")
        return _("a number has figures on both sides of its point"), whole
    if _DAY.fullmatch(token):
        return _("there is no such day"), None
    return _("the value needs quotes"), quoted(token.strip('"'))


def _impossible_day(stop: Stop) -> Mistake | None:
    if not stop.reason.startswith("Invalid date"):
        return None
    day = _DAY.match(stop.rest)
    token = day[0] if day else ""
    return stop.here(max(len(token), 1), _("there is no such day"), value=token)


def _backslash(stop: Stop) -> Mistake | None:
    r"""A \ within a text, as in the path of a file on Windows."""
    if not stop.reason.startswith(("Unescaped", "Invalid hex", "Escaped character")):
        return None
    start = stop.text.rindex("\\", 0, stop.at)
    message = _(r"in a text, \ is written \\")
    return Mistake(start=start, end=start + 1, message=message, instead="\\\\")


VALUES: tuple[Recogniser, ...] = (_no_value, _other_quotes, _open_string, _impossible_day, _backslash, _bare)
