"""What an example cannot take from the type of a key alone: values that fit together, and keys that exclude
each other.

A key that is not named here gets an example by its type. A key of a base class holds for its subclasses.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from kyodo_core.aspects.progress import ProgressRow
from kyodo_core.domain.kinds import ItemStatus
from kyodo_core.domain.sources import Document
from kyodo_core.loading.placeholders import BLANK
from kyodo_core.messages import language
from kyodo_core.rules.component import (
    Bracket,
    ByBracket,
    Component,
    EqualShare,
    PerUnit,
    PoolShare,
)
from kyodo_core.rules.facts import FactDeclaration, FactType
from kyodo_core.rules.fixed import Fixed
from kyodo_core.rules.rate import RateBracket
from kyodo_core.rules.requirement import TESTS, Condition
from kyodo_core.rules.rounding import Rounding
from kyodo_core.rules.terms import Terms

Item = Mapping[str, str | None]
"""One table of several: the TOML that stands under some of its keys; None leaves a key out."""


def fact_id(fact_type: FactType) -> str:
    """The id under which the example of a program declares a fact of the type."""
    return f"example_{fact_type}"


_FIGURE = f'"{fact_id(FactType.NUMBER)}"'
_ID = '"example"'
_END = '"令和8年度"'
VALUES: dict[tuple[type, str], str] = {
    (Document, "supersedes"): "[]",
    (ProgressRow, "shares"): f'{{ {next(iter(ItemStatus))} = "100%" }}',
    (RateBracket, "above"): "0",
    (Rounding, "unit"): "1_000",
    (PerUnit, "fact"): _FIGURE,
    (ByBracket, "fact"): _FIGURE,
    (PoolShare, "fact"): _FIGURE,
    (Fixed, "per"): _FIGURE,
    (PoolShare, "name"): f'"{BLANK}1"',
    (EqualShare, "name"): f'"{BLANK}2"',
}
_TESTED = {
    "equals": FactType.TEXT,
    "one_of": FactType.TEXT,
    "on_or_before": FactType.DATE,
    "on_or_after": FactType.DATE,
    "years_before": FactType.DATE,
}
"""The type of fact that a test is shown with; a number where none is named."""


def particular(cls: type, key: str, value_type: Any) -> str | None:
    """The TOML of a key's example, where its type does not say it."""
    for base in cls.__mro__:
        if (base, key) in VALUES:
            return VALUES[base, key]
    if key == "id" and value_type is str:
        return _ID
    return _END if key == "until" else None


def items(cls: type) -> tuple[Item, ...]:
    """The tables that a list of the class is shown with: one, or as many as it takes to show every key."""
    if issubclass(cls, Condition):
        return tuple(_conditions())
    if cls is FactDeclaration:
        return tuple(_facts())
    if cls is Bracket:
        return ({}, {"up_to": None})
    return tuple(_ways()) if cls is Terms else ({},)


def _conditions() -> Iterator[Item]:
    """A condition has one test."""
    tests = (*TESTS, "one_of")
    for test in tests:
        fact = _TESTED.get(test, FactType.NUMBER)
        yield {"fact": f'"{fact_id(fact)}"', **{other: None for other in tests if other != test}}


def _facts() -> Iterator[Item]:
    for fact_type in FactType:
        name = fact_type.label.text(language())
        yield {"id": f'"{fact_id(fact_type)}"', "name": f'"{BLANK}（{name}）"', "type": f'"{fact_type}"'}


def _ways() -> Iterator[Item]:
    """Terms say in one way how an amount is made; what is common to all ways stands with the first."""
    components = [field.name for field in Terms.fields() if _is_component(field.type)]
    ways: list[tuple[str, ...]] = [
        ("rate", "limit_per_year", "raised_limits"),
        ("rate_by_year", "limit_by_year"),
        ("rate_by_cost",),
        ("fixed",),
        (*components, "exceptions"),
    ]
    special = {key for way in ways for key in way}
    for number, way in enumerate(ways, 1):
        common = {"name", "cite"} if number > 1 else {field.name for field in Terms.fields()} - special
        left_out = [field.name for field in Terms.fields() if field.name not in {*common, *way}]
        yield {"name": f'"{BLANK}{number}"', **dict.fromkeys(left_out)}


def _is_component(value_type: Any) -> bool:
    held = next(iter(get_args(value_type)), None)
    return isinstance(held, type) and issubclass(held, Component)
