"""Answers as the plain data of the JSON contract (documented in docs/json.md)."""

from collections.abc import Sequence
from typing import Any

from kyodo_core.aspects import Cell, aspect
from kyodo_core.aspects.plain import plain, plain_aspect, plain_citations
from kyodo_core.comparison.gaps import Gap
from kyodo_core.comparison.matrix import Comparison
from kyodo_core.domain.citing import citations_of
from kyodo_core.domain.labels import Label
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import (
    Block,
    Entries,
    Paragraph,
    Report,
    ReportSpec,
    Table,
)
from kyodo_core.reports.cities import fact_counts

Data = dict[str, Any]


def _city(city: Municipality) -> Data:
    return {"slug": city.slug, "name": city.name, "code": str(city.header.code)}


def _encoded(city: Municipality) -> Data:
    """A city that is answered for, with what is not encoded of it yet."""
    return {**_city(city), "todo": list(city.header.todo)}


def _labels(label: Label) -> Data:
    return {"label": label.ja, "label_en": label.en}


def _cell(cell: Cell) -> Data:
    return {
        "state": str(cell.state),
        "items": [
            {
                "name": item.name,
                "text": item.text,
                "fact": item.fact,
                "standing": str(item.standing),
                "inference": item.inference,
            }
            for item in cell.items
        ],
        "citations": plain_citations(cell.citations),
    }


def comparison_data(comparison: Comparison) -> Data:
    """`year`, `cities`, and `aspects` with rows and cells by slug."""
    return {
        "year": comparison.year.year if comparison.year else None,
        "cities": [_encoded(city) for city in comparison.cities],
        "aspects": [
            {
                "id": compared.aspect.id,
                **_labels(compared.aspect.label),
                "rows": [
                    {
                        "id": row.key.id,
                        **_labels(row.key.label),
                        "cells": {slug: _cell(cell) for slug, cell in row.cells.items()},
                    }
                    for row in compared.rows
                ],
            }
            for compared in comparison.aspects
        ],
    }


def framework_data(city: Municipality, aspect_ids: Sequence[str]) -> Data:
    """`city`, `documents`, `kinds` (the labels of the core kinds) and `aspects` by id."""
    declared = [aspect(aspect_id) for aspect_id in aspect_ids]
    return {
        "city": {**_encoded(city), "prefecture": city.header.prefecture},
        "documents": plain(city.header.documents),
        "kinds": {
            one.id: [{"id": kind.value, **_labels(kind.label)} for kind in one.kinds]
            for one in declared
            if one.kinds
        },
        "aspects": {one.id: plain_aspect(one, city.aspects[one.id]) for one in declared},
    }


def sources_data(city: Municipality, aspect_ids: Sequence[str]) -> Data:
    """The documents, each with the facts that rest on it."""
    return {
        "city": {**_encoded(city), "prefecture": city.header.prefecture},
        "documents": [
            {
                **plain(document),
                "facts": [
                    {"aspect": aspect_id, "id": fact.id, "name": fact.name, "sections": sections}
                    for aspect_id in aspect_ids
                    for fact in city.aspects[aspect_id]
                    if (sections := [c.section for c in citations_of(fact) if c.document == document.id])
                ],
            }
            for document in city.header.documents
        ],
    }


def cities_data(cities: Sequence[Municipality]) -> list[Data]:
    """The installed cities with documents and counts of facts by aspect."""
    return [
        {
            **_encoded(city),
            "prefecture": city.header.prefecture,
            "documents": plain(city.header.documents),
            "facts": fact_counts(city),
        }
        for city in cities
    ]


def gaps_data(city: Municipality, found: Sequence[Gap]) -> Data:
    """The gaps of a city; `row` is null where the aspect as a whole is not stated."""
    return {
        "city": _encoded(city),
        "gaps": [
            {
                "aspect": {"id": gap.aspect.id, **_labels(gap.aspect.label)},
                "row": {"id": gap.row.id, **_labels(gap.row.label)} if gap.row else None,
                "state": str(gap.state),
                "learn_from": [{"city": _city(other), **_cell(cell)} for other, cell in gap.learn_from],
            }
            for gap in found
        ],
    }


def report_list_data(city: Municipality, specs: Sequence[ReportSpec]) -> Data:
    return {"city": _city(city), "reports": [{"id": spec.id, "title": spec.title} for spec in specs]}


def report_data(report: Report) -> Data:
    """A report value: title, sections of blocks, citations."""
    return {
        "title": report.title,
        "sections": [
            {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
            for section in report.sections
        ],
        "citations": plain_citations(report.citations),
        "documents": plain(report.documents),
    }


def _block(block: Block) -> Data:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "text": block.text, "citations": plain_citations(block.citations)}
    if isinstance(block, Table):
        return {
            "type": "table",
            "caption": block.caption,
            "columns": list(block.columns),
            "rows": [list(row) for row in block.rows],
            "citations": plain_citations(block.citations),
        }
    return {"type": "entries", "items": [_entry_data(block, place) for place in range(len(block.items))]}


def _entry_data(entries: Entries, place: int) -> Data:
    entry = entries.items[place]
    return {
        "name": entry.name,
        "particulars": [{"label": label, "lines": list(lines)} for label, lines in entry.particulars],
        "citations": plain_citations(entry.citations),
    }
