"""The key reference in the docs is made from the classes, and current."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_reference_of_keys_is_what_the_classes_say() -> None:
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)

    assert (DOCS / "toml-reference.md").read_text(encoding="utf-8") == maker.reference_text()
