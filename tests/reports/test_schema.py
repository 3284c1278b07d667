"""The JSON contract: answers are held to the schemas in docs/schema, and these to the classes."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from kyodo_core.cli.main import group
from kyodo_core.reports.schema import SCHEMAS

DOCS = Path(__file__).parents[2] / "docs"
ANSWERS = [
    pytest.param("compare", (), id="compare"),
    pytest.param("compare", ("--year", "H26"), id="compare-as-of-a-year"),
    pytest.param("compare", ("--aspect", "forms"), id="compare-one-aspect"),
    pytest.param("compare", ("hanamaki",), id="compare-one-city"),
    *(
        pytest.param(command, (city, *more), id=f"{command}-{city}-{'-'.join(more) or 'all'}")
        for city in ("ichinoseki", "hanamaki", "yamaguchi")
        for command, more in (("show", ()), ("show", ("programs",)), ("gaps", ()))
    ),
]


def answer(*arguments: str) -> Any:
    result = CliRunner().invoke(group(), [*arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_schemas", DOCS / "make_schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("command", "arguments"), ANSWERS)
def test_answers_keep_to_the_schema(command: str, arguments: tuple[str, ...]) -> None:
    schema = json.loads((DOCS / "schema" / f"{command}.schema.json").read_text(encoding="utf-8"))

    faults = [
        error.message for error in Draft202012Validator(schema).iter_errors(answer(command, *arguments))
    ]

    assert faults == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_sound_themselves(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name]())


def test_schemas_in_the_docs_are_made_from_the_classes() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "schema").iterdir()}

    assert written == maker().schema_texts()


FAULTS = [
    pytest.param(("cities", 0, "code"), "3209", id="code-too-short"),
    pytest.param(("aspects", 0, "id"), "form", id="unknown-aspect"),
    pytest.param(("year",), "H26", id="year-as-text"),
]


@pytest.mark.parametrize(("path", "value"), FAULTS)
def test_schema_refuses_what_breaks_the_contract(path: tuple[str | int, ...], value: str) -> None:
    data = answer("compare", "--aspect", "forms")
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value

    assert not Draft202012Validator(SCHEMAS["compare"]()).is_valid(data)
