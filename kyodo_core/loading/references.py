"""Rules on what a file's tables call themselves and what they refer to, checked before any value is made.

They look at the tables as they stand, so that a wrong value elsewhere in a table hides none of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kyodo_core.errors import Example, suggestion
from kyodo_core.loading.notations import ID
from kyodo_core.loading.structuring import Path, RawFault
from kyodo_core.messages import _

_ID = re.compile(ID.pattern)


def identity_fault(name: Any, path: Path) -> list[RawFault]:
    """An id or slug is lower-case ASCII with hyphens, so that it can stand in a path and in JSON."""
    if not isinstance(name, str) or _ID.fullmatch(name):
        return []
    message = _("an id is written in lower-case ASCII letters, figures and hyphens")
    return [RawFault(path, message, name, Example(ID.example), rule="ids")]


def id_faults(data: dict[str, Any], table: str) -> Iterator[RawFault]:
    """Ids that are no ids, and ids used twice, in the tables of a file and in the lists inside them."""
    listed = data.get(table, [])
    for index, item in enumerate(listed if isinstance(listed, list) else [listed]):
        if isinstance(item, dict):
            place: Path = (table, index) if isinstance(listed, list) else (table,)
            yield from identity_fault(item.get("id"), (*place, "id"))
            for key, inner in item.items():
                yield from _repeated(inner, (*place, key))
    yield from _repeated(listed, (table,))


def _repeated(listed: Any, path: Path) -> Iterator[RawFault]:
    seen: set[str] = set()
    for index, item in enumerate(listed if isinstance(listed, list) else []):
        name = item.get("id") if isinstance(item, dict) else None
        if isinstance(name, str):
            if name in seen:
                yield RawFault((*path, index, "id"), _("this id is used twice in the file"), name, rule="ids")
            seen.add(name)


def todo_faults(todo: Any, aspects: Mapping[str, str]) -> Iterator[RawFault]:
    """Names in a header's `todo` that are no aspect (`aspects` has their labels), or stand in it twice."""
    listed = todo if isinstance(todo, list) else []
    for index, name in enumerate(listed):
        if not isinstance(name, str) or not name.strip():
            continue
        if name not in aspects:
            message = _("there is no such aspect")
            yield RawFault(("todo", index), message, name, suggestion(name, aspects), rule="todo")
        elif name in listed[:index]:
            yield RawFault(("todo", index), _("the aspect is named twice"), name, rule="todo")


def citation_faults(value: Any, documents: Sequence[str], path: Path = ()) -> Iterator[RawFault]:
    """Citations of documents that the city does not declare, wherever they stand."""
    items: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        if key == "cite":
            yield from _unknown_documents(inner, documents, (*path, key))
        elif isinstance(inner, dict | list):
            yield from citation_faults(inner, documents, (*path, key))


def _unknown_documents(value: Any, documents: Sequence[str], path: Path) -> Iterator[RawFault]:
    for index, cited in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(cited, str) and "#" in cited:
            document = cited.partition("#")[0].strip()
            if document and document not in documents:
                place = (*path, index) if isinstance(value, list) else path
                message = _("the city declares no such document")
                hint = suggestion(document, documents)
                yield RawFault(place, message, document, hint, rule="citations")


def succession_faults(tables: Any, others: Sequence[str] = ()) -> Iterator[RawFault]:
    """Documents that supersede one that is not there, and documents that supersede each other in a circle.

    `tables` is the file's list of documents, `others` the ids of those declared elsewhere.
    """
    listed = tables if isinstance(tables, list) else []
    older = {_name(table): _older(table) for table in listed}
    known = [*others, *filter(None, older)]
    told: set[str] = set()
    for index, table in enumerate(listed):
        name = _name(table)
        for place, other in enumerate(_older(table)):
            path: Path = ("document", index, "supersedes", place)
            if other not in known:
                message = _("the city declares no such document")
                yield RawFault(path, message, other, suggestion(other, known))
            elif name not in told and (circle := _way(other, name, older)):
                told.update(circle)
                message = _("the documents supersede each other in a circle: {names}")
                yield RawFault(path, message.format(names=" → ".join((name, *circle))))


def _name(table: Any) -> str:
    held = table.get("id") if isinstance(table, dict) else None
    return held if isinstance(held, str) else ""


def _older(table: Any) -> list[str]:
    listed = table.get("supersedes") if isinstance(table, dict) else None
    return [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []


def _way(start: str, goal: str, older: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest way from one document over those it supersedes to another; empty if there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for name in older.get(way[-1], ()):
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
