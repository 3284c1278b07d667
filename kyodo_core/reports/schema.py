"""JSON Schemas of the JSON contract, made from the same classes as the data."""

from kyodo_core.aspects import ASPECT_IDS, State, aspect
from kyodo_core.domain.kinds import Standing
from kyodo_core.domain.sources import Document
from kyodo_core.reports.schema_faults import check_schema, error_schema
from kyodo_core.reports.schema_parts import (
    CITATIONS,
    CITY,
    LABELS,
    TEXT,
    YEAR,
    Classes,
    Schema,
    document_of,
    list_of,
    table_of,
)
from kyodo_core.reports.schema_upkeep import (
    changes_schema,
    import_schema,
    simulation_schema,
    stale_schema,
)

_ENCODED = {**CITY, "todo": list_of({"enum": list(ASPECT_IDS)})}
"""A city that is answered for, with the aspects that are not encoded yet."""


def cell_schema() -> Schema:
    item = {
        "name": TEXT,
        "text": TEXT,
        "fact": TEXT,
        "standing": {"enum": [str(kind) for kind in Standing]},
        "inference": TEXT,
    }
    return table_of(
        {
            "state": {"enum": [str(state) for state in State]},
            "items": list_of(table_of(item)),
            "citations": CITATIONS,
        }
    )


def comparison_schema() -> Schema:
    """`kyodo compare --format json`."""
    row = table_of({"id": TEXT, **LABELS, "cells": {"type": "object", "additionalProperties": cell_schema()}})
    aspects = table_of({"id": {"enum": list(ASPECT_IDS)}, **LABELS, "rows": list_of(row)})
    year: Schema = {"anyOf": [YEAR, {"type": "null"}]}
    whole = table_of({"year": year, "cities": list_of(table_of(_ENCODED)), "aspects": list_of(aspects)})
    return document_of("kyodo compare", whole)


def framework_schema() -> Schema:
    """`kyodo show CITY --format json`."""
    classes = Classes()
    by_aspect: dict[str, Schema] = {}
    for declared in map(aspect, ASPECT_IDS):
        fact = classes.of(declared.fact)
        by_aspect[declared.id] = {"anyOf": [fact, {"type": "null"}]} if declared.single else list_of(fact)
    kinds = list_of(table_of({"id": TEXT, **LABELS}))
    whole = table_of(
        {
            "city": table_of({**_ENCODED, "prefecture": TEXT}),
            "documents": list_of(classes.of(Document)),
            "kinds": {"type": "object", "additionalProperties": kinds},
            "aspects": table_of(by_aspect, optional=ASPECT_IDS),
        }
    )
    return document_of("kyodo show", whole, classes.defs)


def gaps_schema() -> Schema:
    """`kyodo gaps CITY --format json`."""
    named = table_of({"id": TEXT, **LABELS})
    teacher = cell_schema()
    teacher["properties"] = {"city": table_of(CITY), **teacher["properties"]}
    teacher["required"] = list(teacher["properties"])
    gap = table_of(
        {
            "aspect": named,
            "row": {"anyOf": [named, {"type": "null"}]},
            "state": {"enum": [str(State.PRACTISED), str(State.NOT_STATED)]},
            "learn_from": list_of(teacher),
        }
    )
    return document_of("kyodo gaps", table_of({"city": table_of(_ENCODED), "gaps": list_of(gap)}))


SCHEMAS = {
    "compare": comparison_schema,
    "show": framework_schema,
    "gaps": gaps_schema,
    "diff-city": changes_schema,
    "check-stale": stale_schema,
    "import-table": import_schema,
    "simulate": simulation_schema,
    "check": check_schema,
    "error": error_schema,
}
"""The schema of each command's JSON, by the command's name; `error` is of what any of them says on stderr."""
