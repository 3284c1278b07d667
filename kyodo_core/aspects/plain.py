"""Facts as plain data: the values of the JSON contract.

A fiscal year is `{"fiscal_year", "wording"}`; in a table that is about one year the two keys stand in
the table itself. What no document states is "not_stated". Kinds are their ids.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from kyodo_core.aspects.base import Aspect
from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import DocumentDate, FiscalYear

_RENAMED = {"cite": "citations"}


def plain(value: Any) -> Any:
    """The value as dicts, lists, texts and numbers."""
    if value is NOT_STATED:
        return NOT_STATED.value
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    for value_type, written in _WRITTEN.items():
        if isinstance(value, value_type):
            return written(value)
    return _table(value) if attrs.has(type(value)) else value


def json_key(name: str) -> str:
    """The key of a field in the JSON contract."""
    return _RENAMED.get(name, name)


def _number(value: Decimal) -> int | float:
    return int(value) if value.as_tuple().exponent == 0 else float(value)


def _date(value: DocumentDate) -> dict[str, Any]:
    """Year, month and day as far as the document gives them, and its wording."""
    known = {"year": value.year, "month": value.month, "day": value.day}
    return {**{name: part for name, part in known.items() if part}, "wording": str(value)}


_WRITTEN: dict[type[Any], Callable[[Any], Any]] = {
    Kind: str,
    Fraction: str,
    MunicipalityCode: str,
    Decimal: _number,
    FiscalYear: lambda year: {"fiscal_year": year.year, "wording": str(year)},
    DocumentDate: _date,
    dt.date: dt.date.isoformat,
}


def _table(value: Any) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        inner = getattr(value, field.name)
        if field.name == "fiscal_year" and isinstance(inner, FiscalYear):
            table["fiscal_year"] = inner.year
            if not hasattr(value, "wording"):
                table["wording"] = str(inner)
        else:
            table[json_key(field.name)] = plain(inner)
    return table


def plain_aspect(declared: Aspect, facts: Sequence[Fact]) -> Any:
    """All facts of an aspect: a list, or for a single-valued aspect its one value or None."""
    if declared.single:
        return plain(facts[0]) if facts else None
    return plain(tuple(facts))


def plain_citations(citations: Sequence[Citation]) -> list[dict[str, str]]:
    return [{"document": citation.document, "section": citation.section} for citation in citations]
