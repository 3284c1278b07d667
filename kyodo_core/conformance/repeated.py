"""The rule on repetition: what a city states twice, it states with the same values.

Two facts are of one thing where an aspect has both under one name, for the same time. Where two aspects
have a thing under one name, its years and the day it was made are compared. Two documents that differ are
no fault where one of the facts says so in `conflicts`.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import attrs
from attrs import frozen

from kyodo_core.conformance.subject import Subject
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period
from kyodo_core.errors import Fault
from kyodo_core.loading.structuring import Path
from kyodo_core.messages import _

_SINGLE = (str, int, Decimal, Fraction, FiscalYear, DocumentDate, Period)
_WORDING = ("id", "name", "text", "inference", "standing")
"""Fields that may differ wherever a thing is told again."""
_TELLING = ("date", "fiscal_year", "as_of", "place", "time", "number", "unit", "turns", "subject")
"""Fields that tell two things of one name apart, such as the dates of two counts."""
_SHARED = {"since": "since", "until": "until", "issued": "made", "adopted": "made", "established": "made"}
"""Fields that say the same in every aspect, and what they say."""
_FIGURES = ("value", "persons")
"""The figure of a line in a list; the line's other keys say what it is the figure of."""


@frozen
class _Stated:
    """A fact with the aspect and the path under which it stands."""

    aspect_id: str
    path: Path
    fact: Fact

    def values(self) -> dict[str, Any]:
        """Its single values that are stated, by field."""
        held = {field.name: getattr(self.fact, field.name) for field in self.fact.fields()}
        return {
            name: value for name, value in held.items() if isinstance(value, _SINGLE) and name not in _WORDING
        }


def repeats(subject: Subject) -> Iterator[Fault]:
    """No fact is stated twice with different values, unless it is marked as a conflict of the sources."""
    by_name: dict[str, list[_Stated]] = {}
    for aspect_id, path, fact in subject.placed():
        by_name.setdefault(_plain(fact.name), []).append(_Stated(aspect_id, path, fact))
        if not fact.conflicts:
            yield from _within(subject, aspect_id, path, fact)
    for stated in by_name.values():
        for one, two in combinations(stated, 2):
            if not (one.fact.conflicts or two.fact.conflicts):
                yield from _between(subject, one, two)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip()


def _between(subject: Subject, one: _Stated, two: _Stated) -> Iterator[Fault]:
    """Values of the second fact that are not those of the first."""
    first, second = one.values(), two.values()
    if one.aspect_id == two.aspect_id:
        pairs = [] if _apart(one.fact, two.fact) else [(name, name) for name in second if name in first]
    else:
        pairs = [(a, b) for b in second for a in first if b in _SHARED and _SHARED.get(a) == _SHARED[b]]
    message = _("{name} stands in {place} too, there with {field} = {value}")
    hint = _("Where the documents differ, keep one fact and write what the other says in its conflicts.")
    for field, other in pairs:
        if not _agree(first[field], second[other]):
            place = f"{one.aspect_id}/{one.fact.id}"
            said = message.format(name=two.fact.name, place=place, field=field, value=first[field])
            yield subject.fault(two.aspect_id, (*two.path, other), said, str(second[other]), hint)


def _apart(one: Fact, two: Fact) -> bool:
    """Are the facts of two things, or of two times?"""
    before, after = one.span(), two.span()
    if before.until and after.since and before.until < after.since:
        return True
    if after.until and before.since and after.until < before.since:
        return True
    told = [(getattr(one, name, None), getattr(two, name, None)) for name in _TELLING]
    return any(left and right and not _agree(left, right) for left, right in told)


def _agree(one: Any, two: Any) -> bool:
    """Are two values the same? A date agrees with a fuller one: 平成26年 with 平成26年3月."""
    if isinstance(one, DocumentDate) and isinstance(two, DocumentDate):
        parts = zip((one.year, one.month, one.day), (two.year, two.month, two.day), strict=True)
        return all(not (left and right) or left == right for left, right in parts)
    return bool(one == two)


def _within(subject: Subject, aspect_id: str, path: Path, fact: Fact) -> Iterator[Fault]:
    """Lines of one list that are of the same thing and give it different figures."""
    for field in fact.fields():
        seen: dict[tuple[Any, ...], Any] = {}
        held = getattr(fact, field.name)
        for place, line in enumerate(held if isinstance(held, tuple) else ()):
            for name, key in _figure(line):
                figure, first = getattr(line, name), seen.setdefault(key, getattr(line, name))
                if figure != first:
                    message = _("another line gives {value} for the same").format(value=first)
                    yield subject.fault(aspect_id, (*path, field.name, place, name), message, str(figure))


def _figure(line: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The figure of a line, with all that says what it is the figure of."""
    keys: Mapping[str, Any] = attrs.asdict(line, recurse=False) if attrs.has(type(line)) else {}
    for name in _FIGURES:
        if isinstance(keys.get(name), int | Decimal):
            yield name, tuple(value for key, value in keys.items() if key != name)
