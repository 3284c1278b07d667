"""The installed cities' facts, read once for all tests that look into them."""

from functools import cache
from typing import Any

from kyodo_core.domain.municipality import Municipality
from kyodo_core.registry import Registry, entry_points

CITIES = ("hanamaki", "ichinoseki", "yamaguchi")


@cache
def registry() -> Registry:
    return Registry(entry_points())


def city(slug: str) -> Municipality:
    return registry().city(slug)


def facts(slug: str, aspect_id: str) -> dict[str, Any]:
    """A city's facts of an aspect by id; untyped, because each aspect has its own class."""
    return {fact.id: fact for fact in city(slug).aspects[aspect_id]}


def fact(slug: str, aspect_id: str, fact_id: str) -> Any:
    return facts(slug, aspect_id)[fact_id]
