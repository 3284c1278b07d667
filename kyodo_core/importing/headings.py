"""Which key each column of a table fills: said by the caller, or known from its heading."""

from collections.abc import Callable, Mapping, Sequence

from kyodo_core.domain.values import Value, record, value
from kyodo_core.errors import Fault, suggestion
from kyodo_core.importing.targets import Target, Targets
from kyodo_core.importing.words import words
from kyodo_core.loading.tables import Table
from kyodo_core.messages import _

Ask = Callable[[str, Sequence[str]], str]
"""Asks a person for the key of a heading, given the candidates; an empty answer leaves the column out."""


@value
class Said(Value):
    """What the caller says of the columns: their keys by heading, and those that are left out."""

    columns: Mapping[str, str]
    ignore: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


@record
class Column(Value):
    """A column that is read: its place (from 1), its heading and what it fills."""

    place: int
    heading: str
    target: Target


def columns_of(table: Table, targets: Targets, said: Said, ask: Ask | None) -> tuple[Column, ...]:
    """The columns to read; a heading that is not clear is asked for, if there is anyone to ask.

    Raises:
        DefinitionError: headings that are unknown, ambiguous or fill the same key; all at once.
    """
    keys = {words(heading): key for heading, key in said.columns.items()}
    ignored = {words(heading) for heading in said.ignore}
    faults: list[Fault] = []
    found: list[Column] = []
    for place, heading in enumerate(table.heads, 1):
        if not heading or words(heading) in ignored:
            continue
        key = keys.get(words(heading)) or _recognised(table, place, targets, ask, faults)
        target = targets.of(key) if key else None
        if target:
            found.append(Column(place, heading, target))
        elif key:
            faults.append(_unknown_key(table, place, key, targets))
    faults += _missing(table, said)
    faults += _twice(table, found)
    if faults:
        raise table.error(faults)
    return tuple(found)


def _recognised(table: Table, place: int, targets: Targets, ask: Ask | None, faults: list[Fault]) -> str:
    """The key of a heading; empty where it is left out, or told as a fault."""
    heading = table.heads[place - 1]
    meant = targets.named(heading)
    if len(meant) == 1:
        return meant[0]
    candidates = [targets.described(key) for key in meant or targets.candidates(heading)]
    if ask:
        answer = ask(heading, candidates)
        labelled = targets.named(answer)
        return labelled[0] if len(labelled) == 1 else answer
    message = _("this heading may mean several keys") if meant else _("this heading is not known")
    hint = _(
        'Candidates: {names}. Say which with --map-column "{heading}=KEY", or "{heading}=" to leave it out'
    )
    said = hint.format(names=", ".join(candidates), heading=heading)
    faults.append(table.fault(1, place, message, heading, said))
    return ""


def _unknown_key(table: Table, place: int, key: str, targets: Targets) -> Fault:
    message = _("no column can fill the key {key}").format(key=key)
    return table.fault(1, place, message, table.heads[place - 1], suggestion(key, targets.keys))


def _missing(table: Table, said: Said) -> list[Fault]:
    """Headings that were named and that the table does not have."""
    there = {words(heading) for heading in table.heads}
    message = _("the table has no such heading")
    known = [heading for heading in table.heads if heading]
    return [
        table.fault(1, 1, message, heading, suggestion(heading, known))
        for heading in said.needed
        if words(heading) not in there
    ]


def _twice(table: Table, found: Sequence[Column]) -> list[Fault]:
    faults = []
    first: dict[str, Column] = {}
    for column in found:
        one = first.setdefault(column.target.key, column)
        if one is not column:
            message = _("two columns fill the key {key}").format(key=column.target.key)
            hint = _("the other is headed {heading}").format(heading=one.heading)
            faults.append(table.fault(1, column.place, message, column.heading, hint))
    return faults
