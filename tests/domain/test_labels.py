"""Core kinds and labels: every one of them is fit for TOML and for people."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import get_args

import pytest

import kyodo_core
from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.domain.kinds import ActorKind, FormKind
from kyodo_core.domain.labels import Kind, Label
from kyodo_core.domain.sources import Citation, Document
from kyodo_core.domain.values import Value
from kyodo_core.domain.years import DocumentDate, FiscalYear

_WRITTEN: tuple[type, ...] = (Citation, DocumentDate, FiscalYear)
"""Values that TOML holds as a text, not as a table of fields."""


def _kinds() -> list[type[Kind]]:
    for module in walk_packages(kyodo_core.__path__, "kyodo_core."):
        if module.name.split(".")[1] in ("aspects", "domain", "checking"):
            import_module(module.name)
    return sorted(Kind.__subclasses__(), key=lambda kind: (kind.__module__, kind.__name__))


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_kind_has_unique_ids_and_both_labels(kind: type[Kind]) -> None:
    ids = [member.value for member in kind]

    assert len(ids) == len(set(ids)) == len(kind.__members__) > 0
    assert all(name.isascii() and name.isidentifier() and name == name.lower() for name in ids)
    assert all(member.label.ja.strip() and member.label.en.strip() for member in kind)
    assert [kind.of(name) for name in ids] == list(kind)


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_labels_of_a_kind_differ(kind: type[Kind]) -> None:
    for lang in ("ja", "en"):
        labels = [member.label.text(lang) for member in kind]
        assert len(labels) == len(set(labels))


def test_unknown_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="resident_"):
        ActorKind.of("resident_")


def test_kind_is_written_as_its_id() -> None:
    assert f"{FormKind.CO_HOSTING}" == str(FormKind.CO_HOSTING) == "co_hosting"


def test_label_falls_back_to_japanese() -> None:
    label = Label("共催", "Co-hosting")

    assert [label.text(lang) for lang in ("ja", "en", "fr")] == ["共催", "Co-hosting", "共催"]


def _tables(cls: type[Value]) -> Iterator[type[Value]]:
    """The class and the classes of the tables inside it."""
    yield cls
    for field in cls.fields():
        for inner in get_args(field.type):
            if isinstance(inner, type) and issubclass(inner, Value) and inner not in _WRITTEN:
                yield from _tables(inner)


@pytest.mark.parametrize("aspect_id", ASPECT_IDS)
def test_every_field_of_a_fact_has_both_labels(aspect_id: str) -> None:
    for cls in [*_tables(aspect(aspect_id).fact), *_tables(Document)]:
        for field in cls.fields():
            label = field.metadata["label"]
            assert label.ja.strip(), f"{cls.__name__}.{field.name}"
            assert label.en.strip(), f"{cls.__name__}.{field.name}"


@pytest.mark.parametrize("aspect_id", ASPECT_IDS)
def test_aspect_is_declared_under_its_id(aspect_id: str) -> None:
    declared = aspect(aspect_id)

    assert declared.id == aspect_id
    assert declared.label.ja
    assert declared.label.en
    assert set(declared.reads) <= set(ASPECT_IDS)
