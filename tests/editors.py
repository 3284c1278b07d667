"""How an editor checks TOML by a JSON Schema; and sound TOML of every class, drawn at random.

In JSON a TOML date is a text. Tombi tells the two apart: a date is what has the format `date`. The
validator here does the same.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs
import tomli
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.assessment.application import Applicant
from kyodo_core.domain.codes import PREFECTURES, MunicipalityCode, check_digit
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.silence import NotStated
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import DocumentDate, FiscalYear
from kyodo_core.loading.choices import Choices
from kyodo_core.loading.structuring import toml_keys
from kyodo_core.rules.facts import KNOWN, FactType
from kyodo_core.rules.rounding import Rounding


def _type(validator: Any, types: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    is_date = isinstance(instance, dt.date) and not isinstance(instance, dt.datetime)
    if is_date or schema.get("format") == "date":
        if not (is_date and schema.get("format") == "date"):
            yield ValidationError(f"{instance!r} is no date, or a date where none is needed")
    else:
        yield from Draft7Validator.VALIDATORS["type"](validator, types, instance, schema)


Editor = extend(Draft7Validator, {"type": _type})


def found(schema: dict[str, Any], text: str) -> list[str]:
    """What an editor finds wrong with a text by a schema."""
    data = tomli.loads(text, parse_float=Decimal)
    return [error.message for error in Editor(schema).iter_errors(data)]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6).filter(
    lambda text: text.strip() and text != "not_stated"
)
IDS = st.from_regex(r"\A[a-z0-9]{1,3}(-[a-z0-9]{1,3}){0,2}\Z")
WHOLE = st.integers(0, 10**12)
YEARS = st.builds(
    str.format,
    st.sampled_from(["平成{}年度", "H{}", "令和{}年度", "R{}", "20{:02}年度", " FY20{:02}", "２０{:02}"]),
    st.integers(1, 64),
) | st.sampled_from(["令和元年度", "平成２６年度", "Ｈ２６", "平成 26 年"])
DATES = st.dates() | st.sampled_from(
    ["令和6年4月1日", "平成22年12月", "H23.4", "R6.11.30", "平成20年", "2014-04-01", "２０１４／４／１"]
)
RATES = st.builds("{}/{}".format, st.integers(0, 99), st.integers(1, 99)) | st.sampled_from(
    ["66.7%", "100%", "1", "0.5", "２／３", "６６．７％"]
)
CITATIONS = st.builds("{}#{}".format, IDS, TEXTS)
CODES = st.builds("{:02}{:03}".format, st.integers(1, 47), st.integers(0, 999)).map(
    lambda five: five + check_digit(five)
)
FACTS: dict[FactType, st.SearchStrategy[Any]] = {
    FactType.NUMBER: WHOLE,
    FactType.TRUTH: st.booleans(),
    FactType.TEXT: st.text(max_size=3),
    FactType.DATE: st.dates(),
    FactType.NAMES: st.lists(st.text(max_size=3), max_size=2),
}
ANY_FACT = st.one_of(list(FACTS.values()))
_SINGLE: dict[type, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: WHOLE,
    bool: st.booleans(),
    dt.date: st.dates(),
    Decimal: st.decimals(-(10**9), 10**9, allow_nan=False, places=2) | st.integers(),
    Fraction: RATES,
    FiscalYear: YEARS,
    DocumentDate: DATES,
    Citation: CITATIONS,
    MunicipalityCode: CODES,
}


_LISTED: dict[tuple[type, str], tuple[Any, ...]] = {
    (Header, "schema"): (1,),
    (Header, "prefecture"): PREFECTURES,
    (Choices, "language"): ("ja", "en"),
    (Rounding, "unit"): (1, 10, 100, 1_000, 10_000),
}


def tables(cls: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Tables of a class as TOML has them, sound in shape: all required keys, some others."""
    fields = toml_keys(cls)
    needed = {key for key, field in fields.items() if field.default is attrs.NOTHING}
    made = {key: _narrower(cls, key, field.type) for key, field in fields.items()}
    return st.fixed_dictionaries(
        {key: made[key] for key in fields if key in needed},
        optional={key: made[key] for key in fields if key not in needed},
    )


def _narrower(cls: Any, key: str, value_type: Any) -> st.SearchStrategy[Any]:
    """What a key may hold where that is less than its type."""
    if key in ("id", "slug") and value_type is str:
        return IDS
    if (cls, key) == (Header, "todo"):
        return st.lists(st.sampled_from(ASPECT_IDS), max_size=3, unique=True)
    if (cls, key) in _LISTED:
        return st.sampled_from(_LISTED[cls, key])
    if (cls, key) == (Applicant, "facts"):
        known = st.fixed_dictionaries({}, optional={f.id: FACTS[f.type] for f in KNOWN.values()})
        others = st.dictionaries(IDS, ANY_FACT, max_size=2)
        return st.builds(lambda one, two: one | two, others, known)
    return values(value_type)


def values(value_type: Any) -> st.SearchStrategy[Any]:
    """What TOML may hold where a class has a field of this type."""
    origin, arguments = get_origin(value_type), get_args(value_type)
    if origin is Union:
        arms = [values(arm) for arm in arguments if arm != NotStated]
        return st.one_of(*arms, st.just("not_stated"))
    if origin is UnionType:
        return ANY_FACT
    if origin is tuple:
        return _lists(arguments[0])
    if origin is dict:
        keys = st.sampled_from([str(kind) for kind in arguments[0]])
        return st.dictionaries(keys, values(arguments[1]), max_size=2)
    if value_type in _SINGLE:
        return _SINGLE[value_type]
    if issubclass(value_type, Kind):
        return st.sampled_from([str(kind) for kind in value_type])
    return tables(value_type)


def _lists(held: Any) -> st.SearchStrategy[Any]:
    if held is Citation:
        return CITATIONS | st.lists(CITATIONS, min_size=1, max_size=2)
    return st.lists(values(held), max_size=2, unique=isinstance(held, type) and issubclass(held, Kind))
