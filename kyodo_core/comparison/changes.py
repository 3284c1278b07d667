"""What two versions of one city's plugin state differently, fact by fact.

Things are matched by their ids alone: one under a new id is one removed and one added.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

import attrs

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.aspects.base import Aspect
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.municipality import Header, Municipality
from kyodo_core.domain.values import Value, record

V = TypeVar("V", bound=Value)


class ChangeKind(Kind):
    ADDED = "added", "追加", "Added"
    REMOVED = "removed", "削除", "Removed"
    CHANGED = "changed", "変更", "Changed"


@record
class Change(Value):
    """One thing (a fact, a document, the header) that differs; None in the version that has no such thing."""

    id: str
    old: Value | None
    new: Value | None

    @property
    def kind(self) -> ChangeKind:
        if self.old is None:
            return ChangeKind.ADDED
        return ChangeKind.REMOVED if self.new is None else ChangeKind.CHANGED

    @property
    def differing(self) -> "tuple[attrs.Attribute[Any], ...]":
        """The fields that differ; none where only one version has the thing."""
        old, new = self.old, self.new
        if old is None or new is None:
            return ()
        return tuple(f for f in new.fields() if not same(getattr(old, f.name), getattr(new, f.name)))


@record
class Listing(Value):
    """The changes in one list of things: what only the new version has and what both have in the new
    version's order, then what only the old one has."""

    changes: tuple[Change, ...]
    unchanged: int
    reordered: bool

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind is kind)


@record
class Changes(Value):
    """Two versions of a city and all that differs; `aspects` holds those with a difference."""

    old: Municipality
    new: Municipality
    header: Change | None
    documents: Listing
    aspects: tuple[tuple[Aspect, Listing], ...]

    @property
    def none(self) -> bool:
        """Do both versions state the same, in the same order?"""
        return not (self.header or self.documents.changes or self.documents.reordered or self.aspects)


def changes(old: Municipality, new: Municipality) -> Changes:
    """All that differs between two versions of a city.

    Raises:
        DefinitionError: an aspect's file is wrong.
    """
    listings = [(aspect(name), listing(old.aspects[name], new.aspects[name])) for name in ASPECT_IDS]
    differing = tuple((declared, found) for declared, found in listings if found.changes or found.reordered)
    documents = listing(old.header.documents, new.header.documents)
    return Changes(old, new, _header(old.header, new.header), documents, differing)


def _header(old: Header, new: Header) -> Change | None:
    """The change in what the header says apart from its documents."""
    change = Change(new.slug, old.having(documents=()), new.having(documents=()))
    return change if change.differing else None


def listing(old: Sequence[V], new: Sequence[V]) -> Listing:
    """What differs between two lists of things that have ids."""
    before, after = _by_id(old), _by_id(new)
    found = [change for name, value in after.items() if (change := _change(name, before.get(name), value))]
    found += [Change(name, value, None) for name, value in before.items() if name not in after]
    kept = [name for name in before if name in after]
    reordered = kept != [name for name in after if name in before]
    return Listing(tuple(found), len(kept) - sum(bool(change.differing) for change in found), reordered)


def _by_id(things: Sequence[V]) -> dict[str, V]:
    return {_id(thing): thing for thing in things}


def _id(thing: Any) -> str:
    name: str = thing.id
    return name


def _change(name: str, old: Value | None, new: Value) -> Change | None:
    change = Change(name, old, new)
    return change if old is None or change.differing else None


def same(old: Any, new: Any) -> bool:
    """Equal to the letter: a year or date in another notation, or a figure with other decimals, differs."""
    return type(old) is type(new) and list(_said(old)) == list(_said(new))


def _said(value: Any) -> Iterator[Any]:
    """All that a value says, piece by piece; the order of a table's keys says nothing."""
    if isinstance(value, tuple):
        yield len(value)
        for item in value:
            yield from _said(item)
    elif isinstance(value, dict):
        yield len(value)
        for key in sorted(value):
            yield from (key, *_said(value[key]))
    elif attrs.has(type(value)):
        yield type(value)
        for field in attrs.fields(type(value)):
            yield from _said(getattr(value, field.name))
    else:
        yield str(value) if isinstance(value, Decimal) else (type(value), value)
