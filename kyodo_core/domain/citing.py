"""Citations: how they read beside a text, by short title and section, and which a fact has."""

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.sources import Citation, Document


def cited(citations: Iterable[Citation], documents: Iterable[Document]) -> str:
    """〔指針 第2章5；プラン 第3章6、第4章1〕, empty without citations; sections by document."""
    short = {document.id: document.short for document in documents}
    sections: dict[str, list[str]] = {}
    for citation in citations:
        sections.setdefault(citation.document, []).append(citation.section)
    shown = "；".join(f"{short.get(document, document)} {'、'.join(s)}" for document, s in sections.items())
    return f"〔{shown}〕" if shown else ""


def cited_briefly(citations: Sequence[Citation], documents: Iterable[Document], more: str) -> str:
    """The first citation, and `more` (with {count}) for the others."""
    first = cited(citations[:1], documents)
    rest = len(citations) - 1
    return f"{first[:-1]} {more.format(count=rest)}〕" if rest > 0 else first


def documents_of(cities: Iterable[Municipality]) -> tuple[Document, ...]:
    return tuple(document for city in cities for document in city.header.documents)


def citations_of(fact: Fact) -> tuple[Citation, ...]:
    """The citations of a fact and of all that stands inside it."""
    found: dict[Citation, None] = {}

    def gather(value: Any) -> None:
        if isinstance(value, Citation):
            found[value] = None
        elif isinstance(value, tuple):
            for item in value:
                gather(item)
        elif attrs.has(type(value)):
            for field in attrs.fields(type(value)):
                gather(getattr(value, field.name))

    gather(fact)
    return tuple(found)
