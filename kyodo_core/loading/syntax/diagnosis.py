"""All mistakes of a text that is not TOML: each statement for itself, then what is written twice.

A mistake whose mending is plain is mended, and the statement read again; so the next one is found too, and
the mended line is the example that an error shows. What is sound and what is not, the reader of TOML
alone decides.
"""

import re
from decimal import Decimal

import tomli
from attrs import frozen

from kyodo_core.loading.syntax.keys import KEYS
from kyodo_core.loading.syntax.repeats import repeats
from kyodo_core.loading.syntax.rows import FIRST, LAST
from kyodo_core.loading.syntax.signs import SIGNS
from kyodo_core.loading.syntax.statements import Statement, statements
from kyodo_core.loading.syntax.stops import Mistake, Stop
from kyodo_core.loading.syntax.values import VALUES
from kyodo_core.messages import _

_RECOGNISERS = (*SIGNS, *KEYS, *FIRST, *VALUES, *LAST)
_BEFORE_THE_KEY = ("Invalid statement", "Invalid initial character for a key part")
_HEADING = re.compile(r"\W*\[")  # of what table is not known; so what stands below it repeats nothing
_LONGEST = 6  # lines of an example
_MOST = 20  # mistakes of one statement; more are most likely the work of the first


@frozen(kw_only=True)
class Diagnosis:
    """One mistake in the text, with the key that it concerns and a line that could stand there."""

    start: int
    end: int
    message: str
    key: str
    value: str
    example: str


def diagnoses(text: str) -> list[Diagnosis]:
    """What is wrong with a text, in its order; empty where it is TOML. Its lines end with \\n."""
    found: list[Diagnosis] = []
    sound: list[Statement] = []
    for statement in statements(text):
        mended, wrong = _mended(statement)
        found += wrong
        if mended is not None:
            sound.append(mended)
        elif _HEADING.match(statement.text):
            sound.append(Statement(statement.start, f"[kyodo-{statement.start}]"))
    found += (
        Diagnosis(start=m.start, end=m.end, message=m.message, key=key, value="", example="")
        for key, m in repeats(text, sound)
    )
    return sorted(found, key=lambda diagnosis: diagnosis.start)


def mended_text(text: str) -> str:
    """The text with each mistake mended, line for line; empty where it is not plain what is meant."""
    parts: list[str] = []
    at = 0
    for statement in statements(text):
        mended, _wrong = _mended(statement)
        if mended is None or mended.text.count("\n") != statement.text.count("\n"):
            return ""
        parts += [text[at : statement.start], mended.text]
        at = statement.end
    whole = "".join([*parts, text[at:]])
    return whole if _stop(whole) is None else ""


def _mended(statement: Statement) -> tuple[Statement | None, list[Diagnosis]]:
    """The statement as it could be meant, None where that is not plain; and its mistakes."""
    text = statement.text
    origin = list(range(len(text) + 1))  # of each character of the mended text, its place in the statement
    mistakes: list[tuple[str, Mistake]] = []
    stop = _stop(text)
    for _time in range(_MOST):
        if stop is None:
            break
        one = _mistake(stop)
        start, end = origin[one.start], origin[min(one.end, len(text))]
        if not mistakes or start > mistakes[-1][1].start:
            key = "" if stop.reason in _BEFORE_THE_KEY else statement.key
            mistakes.append((key, Mistake(start=start, end=end, message=one.message, value=one.value)))
        if one.instead is None:
            break
        text = text[: one.start] + one.instead + text[one.end :]
        origin[one.start : one.end] = [origin[one.start]] * len(one.instead)
        stop = _stop(text)
    mended = text if stop is None else ""
    return (Statement(statement.start, mended) if mended else None), [
        Diagnosis(
            start=statement.start + m.start,
            end=statement.start + m.end,
            message=m.message,
            key=key,
            value=m.value,
            example=_example(statement.text, mended, origin, m.start),
        )
        for key, m in mistakes
    ]


def _stop(text: str) -> Stop | None:
    """Where and why the reader stops in a statement; None where it reads it."""
    try:
        tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        return Stop(text, error.pos, error.msg)
    except (ValueError, ArithmeticError):
        return Stop(text, 0, _("a number is too large"))
    except RecursionError:
        return Stop(text, 0, _("brackets within brackets are nested too deeply"))
    return None


def _mistake(stop: Stop) -> Mistake:
    for recognise in _RECOGNISERS:
        found = recognise(stop)
        if found and found.instead != stop.text[found.start : found.end]:
            return found
    if stop.reason == "Invalid initial character for a key part":
        return stop.here(1, _("a key is expected here"))
    return stop.here(1, _("this is not TOML: {reason}").format(reason=stop.reason))


def _example(text: str, mended: str, origin: list[int], place: int) -> str:
    """The mended statement; of several lines the one in which the mistake lies, if the mending changes it."""
    if "\n" not in text:
        return "\n".join(line.strip() for line in mended.split("\n"))
    at = next((index for index, before in enumerate(origin) if before >= place), len(mended))
    line = _line(mended, at)
    if line != _line(text, place):
        return line
    return mended if mended.count("\n") < _LONGEST else ""


def _line(text: str, at: int) -> str:
    """The line of the text in which a place lies."""
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0].strip()
