"""JSON Schemas of every kind of TOML file, for editors; made from the classes that the files are read into.

They are of draft 7, which the editors' tools (Taplo, Tombi) read. A schema finds what is wrong with the
shape of a file: keys, types, notations. What needs more than the one value (a citation's document, terms
that overlap) `kyodo check` alone finds.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kyodo_core.aspects import ASPECT_IDS, Aspect, aspect
from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.across import Asker
from kyodo_core.assessment.application import Application
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.sources import Document
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import OutputError
from kyodo_core.loading.additions import Addition
from kyodo_core.loading.choices import Choices
from kyodo_core.loading.shapes import Schema, Shapes, single, table, words
from kyodo_core.loading.structuring import toml_keys
from kyodo_core.messages import _
from kyodo_core.rules.terms import Terms
from kyodo_core.writing import whole_file

DRAFT = "http://json-schema.org/draft-07/schema#"
NAMES = (*ASPECT_IDS, "municipality", "kyodo", "overlay", "application", "applicant")
"""What there is a schema for; `applicant` is the file of `kyodo compare --applicant`."""


def schema(name: str) -> Schema:
    """The schema of one kind of file, by a name of `NAMES`."""
    if name in ASPECT_IDS:
        return _aspect(aspect(name))
    if name == "overlay":
        return _overlay()
    title, cls = _FILES[name]
    return _file(title, cls)


def schemas() -> dict[str, Schema]:
    """The schema of each kind of file, by its name."""
    return {name: schema(name) for name in NAMES}


def file_name(name: str) -> str:
    """The name of a schema's file: `forms.schema.json`."""
    return f"{name}.schema.json"


def schema_text(name: str) -> str:
    """The text of a schema's file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path, names: Sequence[str] = NAMES) -> tuple[Path, ...]:
    """Write the named schemas (all if none is named) into a folder, made where it is missing.

    Returns the files, one for each schema.

    Raises:
        OutputError: the folder or a file cannot be written; each file is then whole, new or as it was.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _("{file} cannot be written: {reason}").format(file=folder, reason=error.strerror)
        raise OutputError(message) from None
    written = [folder / file_name(name) for name in names]
    for path, name in zip(written, names, strict=True):
        with whole_file(path) as part:
            part.write_text(schema_text(name), encoding="utf-8", newline="\n")
    return tuple(written)


_FILES: dict[str, tuple[str, Any]] = {
    "municipality": ("municipality.toml（市町村と文書）", Header),
    "kyodo": ("kyodo.toml（設定）", Choices),
    "application": ("申請", Application),
    "applicant": ("申請者（kyodo compare --applicant）", Asker),
}


def _aspect(declared: Aspect) -> Schema:
    shapes = Shapes()
    fact = shapes.reference(declared.fact)
    heading = {"title": declared.label.ja, "description": declared.label.ja}
    held: Schema = {"allOf": [fact]} if declared.single else {"type": "array", "items": fact}
    whole = table({declared.table: {**heading, **held}})
    return _document(f"aspects/{declared.id}.toml（{declared.label.ja}）", whole, shapes)


def _file(title: str, cls: Any) -> Schema:
    shapes = Shapes()
    return _document(title, shapes.table(cls), shapes)


def _document(title: str, whole: Schema, shapes: Shapes) -> Schema:
    definitions = dict(sorted(shapes.definitions.items()))
    return {"$schema": DRAFT, "title": title, **whole, "definitions": definitions}


def _overlay() -> Schema:
    """An overlay: documents; and programs, the plugin's own with terms to add, or whole new ones."""
    shapes = Shapes()
    program = shapes.table(Program)
    shapes.definitions["Program"] = program
    needed = [key for key in program["required"] if key != "id"]
    new = [key for key in program["properties"] if key not in toml_keys(Addition)]
    program |= {
        "required": ["id"],
        "if": {"anyOf": [_requiring(key) for key in new]},
        "then": _requiring(*needed),
        "else": _requiring("terms"),
    }
    _state_origin(shapes.definitions["Terms"])
    lists = {
        "document": {"title": "文書", "type": "array", "items": shapes.reference(Document)},
        "program": {"title": "事業", "type": "array", "items": shapes.reference(Program)},
    }
    return _document("configs/＜市町村＞.toml（上乗せ）", table(lists), shapes)


def _requiring(*keys: str) -> Schema:
    """Part of a table's schema; that other keys are no business of it has to be said to Tombi."""
    return {"required": list(keys), "additionalProperties": True}


def _state_origin(terms: Schema) -> None:
    """Terms of a deployment say from which year they hold, and on which rule they rest."""
    fields = toml_keys(Terms)
    terms["required"] = [*terms["required"], "since", "basis"]
    for key, value_type in (("since", FiscalYear), ("basis", str)):
        terms["properties"][key] = {**words(fields[key]), **single(value_type)}
