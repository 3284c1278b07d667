"""Rules on what a file's tables call themselves and what they refer to, checked before any value is made.

They look at the tables as they stand, so that a wrong value elsewhere in a table hides none of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kyodo_core.errors import suggestion
from kyodo_core.loading.structuring import Path, RawFault
from kyodo_core.messages import _

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def identity_fault(name: Any, path: Path) -> list[RawFault]:
    """An id or slug is lower-case ASCII with hyphens, so that it can stand in a path and in JSON."""
    if not isinstance(name, str) or _ID.fullmatch(name):
        return []
    message = _("an id is written in lower-case ASCII letters, figures and hyphens")
    return [RawFault(path, message, name, '"co-hosting"')]


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
                yield RawFault((*path, index, "id"), _("this id is used twice in the file"), name)
            seen.add(name)


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
                yield RawFault(place, message, document, suggestion(document, documents))
