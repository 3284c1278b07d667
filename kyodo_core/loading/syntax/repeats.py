"""What is written twice in a text, or as a table here and as a list of tables there."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import tomli

from kyodo_core.loading.syntax.statements import Statement
from kyodo_core.loading.syntax.stops import Mistake
from kyodo_core.messages import _


def repeats(text: str, sound: Sequence[Statement]) -> Iterator[tuple[str, Mistake]]:
    """Keys and headings that the reader refuses because of earlier ones, each with its name.

    Each of the statements of the text can be read for itself. A heading that is refused is taken for
    another one, so that what stands below it is not told as well.
    """
    left = [statement.text for statement in sound]
    while (place := _refused(left)) is not None:
        statement = sound[place]
        start = statement.start + max(statement.text.find(statement.key), 0)
        message = _message(text, sound, place)
        yield statement.key, Mistake(start=start, end=start + len(statement.key), message=message)
        left[place] = f"[kyodo-{place}]" if statement.is_heading else ""


def _refused(texts: Sequence[str]) -> int | None:
    """The place of the first statement at which the reader stops."""
    try:
        tomli.loads("\n".join(texts), parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        ends = [len("\n".join(texts[: place + 1])) for place in range(len(texts))]
        return next((place for place, end in enumerate(ends) if error.pos <= end), None)
    return None


def _message(text: str, sound: Sequence[Statement], place: int) -> str:
    statement = sound[place]
    first = next((one for one in _before(sound, place) if one.key == statement.key), None)
    if first is None:
        return _("this is written twice")
    line = text.count("\n", 0, first.start) + 1
    if first.opening != statement.opening:
        heading = first.text.strip()
        return _("line {line} has this heading as {heading}").format(line=line, heading=heading)
    return _("this is already written in line {line}").format(line=line)


def _before(sound: Sequence[Statement], place: int) -> Iterator[Statement]:
    """The statements that may stand for the same: headings for a heading, keys of its table for a key."""
    for statement in reversed(sound[:place]):
        if statement.is_heading and not sound[place].is_heading:
            return
        if statement.is_heading is sound[place].is_heading:
            yield statement
