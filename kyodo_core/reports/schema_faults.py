"""JSON Schemas of what is wrong: the answer of `check`, and what stands on stderr."""

from typing import get_args

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.checking import Severity
from kyodo_core.comparison.coverage import Encoding
from kyodo_core.errors import RuleName
from kyodo_core.reports.schema_parts import TEXT, Schema, document_of, list_of, table_of

_COUNT: Schema = {"type": "integer", "minimum": 0}
_HELPING = {"hint": TEXT, "suggestions": list_of(TEXT), "known": list_of(TEXT)}
_FAULT: dict[str, Schema] = {
    "file": TEXT,
    "line": _COUNT,
    "column": _COUNT,
    "width": _COUNT,
    "key": TEXT,
    "message": TEXT,
    "value": TEXT,
    "example": TEXT,
    **_HELPING,
    "source": TEXT,
    "rule": {"enum": list(get_args(RuleName))},
}


def error_schema() -> Schema:
    """A line on stderr, of any command with `--format json`; one key says what the line tells."""
    error = table_of({"message": TEXT, **_HELPING, "faults": list_of(table_of(_FAULT))})
    lines = ("error", "left_out", "warning", "note")
    whole: Schema = {"oneOf": [table_of({name: {"$ref": "#/$defs/error"}}) for name in lines]}
    return document_of("kyodo: a line on stderr", whole, {"error": error})


def check_schema() -> Schema:
    """`kyodo check --format json`."""
    covered = {
        "aspect": {"enum": list(ASPECT_IDS)},
        "state": {"enum": [str(state) for state in Encoding]},
        "facts": _COUNT,
        "citations": _COUNT,
    }
    counts = ("facts", "inferences", "conflicts", "errors", "warnings")
    city = {"slug": TEXT, **dict.fromkeys(counts, _COUNT), "coverage": list_of(table_of(covered))}
    finding = {"city": TEXT, "severity": {"enum": [str(kind) for kind in Severity]}, **_FAULT}
    whole = {
        "cities": list_of(table_of(city, optional=("coverage",))),
        "findings": list_of(table_of(finding)),
    }
    return document_of("kyodo check", table_of(whole))
