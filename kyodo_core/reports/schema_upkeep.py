"""JSON Schemas of what those ask who keep a plugin."""

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.comparison.staleness import NewerKind
from kyodo_core.domain.sources import Document
from kyodo_core.domain.years import FiscalYear
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

_COUNT: Schema = {"type": "integer", "minimum": 0}
_TRUTH: Schema = {"type": "boolean"}
_KEYS = list_of(table_of({"key": TEXT, **LABELS, "old": {}, "new": {}}))
"""The keys that differ; their values have the schemas of the things themselves."""


def _listing(thing: Schema) -> Schema:
    """The changes in one list of things."""
    return table_of(
        {
            "added": list_of(thing),
            "removed": list_of(thing),
            "changed": list_of(table_of({"id": TEXT, "keys": _KEYS})),
            "unchanged": _COUNT,
            "reordered": _TRUTH,
        }
    )


def changes_schema() -> Schema:
    """`kyodo diff-city OLD NEW --format json`."""
    classes = Classes()
    version = table_of({"place": TEXT, **CITY, "facts": _COUNT})
    by_aspect = {name: _listing(classes.of(aspect(name).fact)) for name in ASPECT_IDS}
    whole = table_of(
        {
            "old": version,
            "new": version,
            "same": _TRUTH,
            "header": _KEYS,
            "documents": _listing(classes.of(Document)),
            "aspects": table_of(by_aspect, optional=ASPECT_IDS),
        }
    )
    return document_of("kyodo diff-city", whole, classes.defs)


def stale_schema() -> Schema:
    """`kyodo check --stale --format json`."""
    classes = Classes()
    year = classes.of(FiscalYear)
    fact: dict[str, Schema] = {"aspect": {"enum": list(ASPECT_IDS)}, "id": TEXT, "name": TEXT}
    terms: Schema = {"anyOf": [_COUNT, {"type": "null"}]}
    newer = {
        "kind": {"enum": [str(kind) for kind in NewerKind]},
        "id": TEXT,
        "name": TEXT,
        "since": {"anyOf": [year, {"const": "not_stated"}]},
        "citations": CITATIONS,
    }
    city = {
        **CITY,
        "overdue": list_of(table_of({**fact, "terms": terms, "review_by": year, "citations": CITATIONS})),
        "documents": list_of(table_of({"id": TEXT, "title": TEXT, "newer": list_of(table_of(newer))})),
        "facts": list_of(table_of({**fact, "documents": list_of(TEXT), "citations": CITATIONS})),
    }
    whole = table_of({"year": YEAR, "cities": list_of(table_of(city))})
    return document_of("kyodo check --stale", whole, classes.defs)


def import_schema() -> Schema:
    """`kyodo import-table CITY ASPECT FILE --format json`."""
    classes = Classes()
    facts = {"anyOf": [classes.of(aspect(name).fact) for name in ASPECT_IDS]}
    whole = table_of(
        {
            "city": table_of(CITY),
            "aspect": {"enum": list(ASPECT_IDS)},
            "columns": list_of(table_of({"heading": TEXT, "key": TEXT})),
            "ignored": list_of(TEXT),
            "changes": _listing(facts),
            "left": list_of(table_of({"id": TEXT, "keys": list_of(TEXT)})),
            "written": {"anyOf": [TEXT, {"type": "null"}]},
        }
    )
    return document_of("kyodo import-table", whole, classes.defs)


def simulation_schema() -> Schema:
    """`kyodo simulate --format json`; amounts in yen."""
    yen: Schema = {"type": "integer"}
    counts = ("applications", "gain", "lose", "silent", "unchanged")
    effect = {"before": yen, "after": yen, "difference": yen, **dict.fromkeys(counts, _COUNT)}
    row: Schema = {"type": "integer", "minimum": 1}
    place = {"city": TEXT, "program": TEXT}
    moved = {"row": row, "name": TEXT, **place, "before": yen, "after": yen, "difference": yen}
    faulty = {"row": row, "column": TEXT, "value": TEXT, "message": TEXT}
    whole = {
        "total": table_of(effect),
        "cities": list_of(table_of({"city": TEXT, **effect})),
        "programs": list_of(table_of({**place, "fiscal_year": YEAR, **effect})),
        "sizes": list_of(table_of({"size": TEXT, **effect})),
        "gaining": list_of(table_of(moved)),
        "losing": list_of(table_of(moved)),
        "faulty": list_of(table_of(faulty)),
    }
    return document_of("kyodo simulate", table_of(whole))
