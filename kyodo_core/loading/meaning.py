"""What a value that is written otherwise than its type most likely means, as the example of an error.

Only what the value itself says is used; where it does not say enough, the example is that of the type.
"""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import DocumentDate, FiscalYear
from kyodo_core.errors import Example
from kyodo_core.loading.notations import NOTATIONS, amount_of, normal, truth_of


def meant(value: Any, value_type: type) -> Example:
    """The value as the type has it, else an example of the type."""
    found = _MEANINGS[value_type](value)
    return Example(found or NOTATIONS[value_type].example)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return quoted(str(value).lower())
    return quoted(str(value)) if isinstance(value, int | Decimal | dt.date) else ""


def _whole(value: Any) -> str:
    number = amount_of(value) if isinstance(value, str) else None
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral() >= 0:
        number = int(value)
    return f"{number:_}" if number is not None else ""


def _truth(value: Any) -> str:
    if isinstance(value, str):
        return truth_of(value)
    return {0: "false", 1: "true"}.get(value, "") if isinstance(value, int) else ""


def _decimal(value: Any) -> str:
    try:
        number = Decimal(normal(value)) if isinstance(value, str) else None
    except InvalidOperation:
        return ""
    return f"{number:f}" if number is not None and number.is_finite() else ""


def _rate(value: Any) -> str:
    """A decimal fraction in percent, which is the same exactly."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 < Decimal(value) <= 1:
        return ""
    percent = f"{Decimal(value) * 100:f}"
    return quoted((percent.rstrip("0").rstrip(".") if "." in percent else percent) + "%")


def _fiscal_year(value: Any) -> str:
    return quoted(f"{value}年度") if _is_year(value) else ""


def _date(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return quoted(value.date().isoformat())
    return quoted(f"{value}年") if _is_year(value) else ""


def _day(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    try:
        return dt.date.fromisoformat(normal(value)).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999


def _citation(value: Any) -> str:
    """The same with its mark in half width; a document alone with a place in it."""
    written = value.strip().replace("＃", "#", 1) if isinstance(value, str) else ""
    document, mark, section = written.partition("#")
    if not document.strip() or (mark and value.count("#")):
        return ""
    return quoted(f"{document.strip()}#{section.strip() or '第2章5'}")


def _code(value: Any) -> str:
    """Six digits, of which a number loses a 0 at the beginning."""
    try:
        return quoted(MunicipalityCode.parse(f"{value:06}").text) if isinstance(value, int) else ""
    except ValueError:
        return ""


_MEANINGS: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: _whole,
    bool: _truth,
    Decimal: _decimal,
    Fraction: _rate,
    FiscalYear: _fiscal_year,
    DocumentDate: _date,
    dt.date: _day,
    Citation: _citation,
    MunicipalityCode: _code,
}


def quoted(text: str) -> str:
    """A text as a basic string of TOML, which JSON's strings are."""
    return json.dumps(text, ensure_ascii=False)
