"""Facts written as TOML are loaded as the same values; and whatever is written, faults are told."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.aspects.forms import Form
from kyodo_core.aspects.indicators import Indicator, IndicatorKind, Observation, ValueKind
from kyodo_core.aspects.programs import Program, SchedulePhase, ScheduleYear
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import BandKind, FormKind, Standing, SupportKind
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import DefinitionError, Fault
from kyodo_core.loading.values import rate
from kyodo_core.rules.terms import Terms
from tests.standins import HEADER, CityFolder

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda text: text.strip() and text != "not_stated"
)
SECTIONS = TEXTS.map(str.strip)
CITED = st.lists(st.builds(Citation, st.just("plan"), SECTIONS), min_size=1, max_size=3).map(tuple)
YEARS = st.integers(1926, 2060).flatmap(
    lambda year: st.sampled_from([f"{year}年度", f"FY{year}", FiscalYear(year).era_name]).map(
        FiscalYear.parse
    )
)
YEN = st.integers(0, 10**12)
RATES = st.fractions(min_value=0, max_value=1).filter(bool)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.just(NOT_STATED) | values


def several(values: st.SearchStrategy[Any], unique: bool = False) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=3, unique=unique).map(tuple)


def in_order(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Values with a fiscal year each, one a year, in order."""
    return st.lists(values, max_size=4, unique_by=lambda value: value.fiscal_year).map(
        lambda listed: tuple(sorted(listed, key=lambda value: value.fiscal_year))
    )


def kinds_of(kind: type[Kind]) -> st.SearchStrategy[Kind]:
    return st.sampled_from(list(kind))


BASICS: dict[str, st.SearchStrategy[Any]] = {
    "name": TEXTS,
    "text": maybe(TEXTS),
    "standing": kinds_of(Standing),
    "inference": maybe(TEXTS),
    "cite": CITED,
}
FORMS = st.builds(
    Form,
    id=st.just("form"),
    **BASICS,
    kinds=several(kinds_of(FormKind), unique=True),
    bands=several(kinds_of(BandKind), unique=True),
    good_for=maybe(TEXTS),
    points=several(TEXTS),
)
TERMS = st.builds(
    Terms,
    rate=maybe(RATES),
    limit_per_year=maybe(YEN),
    limit_total=maybe(YEN),
    max_years=maybe(st.integers(1, 99)),
    advance_payment=maybe(st.booleans()),
    covers=several(TEXTS),
    since=maybe(YEARS),
    cite=CITED,
)
PROGRAMS = st.builds(
    Program,
    id=st.just("program"),
    **BASICS,
    support=kinds_of(SupportKind),
    terms=st.lists(TERMS, max_size=1).map(tuple),
    schedule=in_order(
        st.builds(ScheduleYear, fiscal_year=YEARS, phase=kinds_of(SchedulePhase), wording=maybe(TEXTS))
    ),
)
INDICATORS = st.builds(
    Indicator,
    id=st.just("indicator"),
    **BASICS,
    kinds=several(kinds_of(IndicatorKind), unique=True),
    unit=TEXTS,
    values=in_order(
        st.builds(
            Observation,
            fiscal_year=YEARS,
            kind=kinds_of(ValueKind),
            value=st.decimals(-(10**9), 10**9, allow_nan=False, places=2),
        )
    ),
)


def written(value: Any) -> Any:
    """The value as TOML holds it."""
    if isinstance(value, tuple):
        return [written(item) for item in value]
    if isinstance(value, FiscalYear | Kind | Citation | Fraction):
        return str(value)
    if value is NOT_STATED:
        return NOT_STATED.value
    if attrs.has(type(value)):
        table = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
        return {key: written(inner) for key, inner in table.items()}
    return value


def loaded(aspect_id: str, tables: Any) -> tuple[Fact, ...]:
    with TemporaryDirectory() as root:
        folder = CityFolder(Path(root))
        folder.write("municipality", HEADER)
        return folder.facts(aspect_id, tomli_w.dumps({aspect(aspect_id).table: tables}))


def faults(aspect_id: str, table: dict[str, Any]) -> tuple[Fault, ...]:
    """What is wrong with an aspect of this one table."""
    try:
        loaded(aspect_id, table if aspect(aspect_id).single else [table])
    except DefinitionError as error:
        return error.faults
    return ()


SPAN = {"wording": "3～4年目", "first": 3, "last": 4}
ROW = {"id": "row", "name": "環境", "total": 1, "counts": {"done": 1}, "shares": {"done": "100%"}}
SOUND: dict[str, dict[str, Any]] = {
    "maturity": {"subject": "協議会", "stages": [{"id": "one", "name": "準備期", "span": SPAN}]},
    "plans": {
        "kinds": ["basic_plan"],
        "adopted": "平成26年3月",
        "period": {"since": "H26", "until": "H30"},
        "supersedes": [],
    },
    "programs": {
        "support": "financial",
        "terms": [{"rate": "2/3", "limit_total": 1, "since": "H26", "until": "H27", "cite": "plan#1"}],
        "schedule": [{"fiscal_year": "H26", "phase": "running"}, {"fiscal_year": "H27", "phase": "running"}],
    },
    "progress": {
        "as_of": "H24",
        "statuses": [{"id": "done", "name": "実施済"}],
        "rows": [ROW],
        "total": ROW,
    },
}


def paths(value: Any) -> list[tuple[Any, ...]]:
    """The paths of all values inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, inner in inside for path in [(key,), *((key, *rest) for rest in paths(inner))]]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The value with another one at the path."""
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = replaced(value[path[0]], path[1:], new)
    return changed


def years(value: Any) -> list[str]:
    """The wordings of all fiscal years in a value."""
    if isinstance(value, FiscalYear):
        return [value.wording]
    if isinstance(value, tuple):
        return [wording for item in value for wording in years(item)]
    if attrs.has(type(value)):
        return [
            wording for field in attrs.fields(type(value)) for wording in years(getattr(value, field.name))
        ]
    return []


@pytest.mark.parametrize(
    ("aspect_id", "facts"),
    [
        pytest.param("forms", FORMS, id="forms"),
        pytest.param("programs", PROGRAMS, id="programs"),
        pytest.param("indicators", INDICATORS, id="indicators"),
    ],
)
@given(data=st.data())
def test_written_fact_is_loaded_as_the_same_value(
    aspect_id: str, facts: st.SearchStrategy[Fact], data: st.DataObject
) -> None:
    fact = data.draw(facts)

    read = loaded(aspect_id, [written(fact)])

    assert read == (fact,)
    assert years(read) == years(fact)


@given(st.integers(1, 10_000), st.integers(0, 4))
def test_percentage_is_read_exactly(digits: int, decimals: int) -> None:
    shown = f"{Decimal(digits).scaleb(-decimals):f}%"

    assert rate(shown) == Fraction(digits, 100 * 10**decimals)


@given(RATES)
def test_fraction_is_read_exactly(share: Fraction) -> None:
    assert rate(f"{share.numerator}/{share.denominator}") == share


KEYS = sorted(
    {field.name for aspect_id in ASPECT_IDS for field in aspect(aspect_id).fact.fields()}
    | {field.name for cls in (Terms, ScheduleYear, Observation) for field in cls.fields()}
)
SCALARS = (
    st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.floats()
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.sampled_from(["H26", "平成13月", "2/3", "0%", "150%", "plan#1", "koho#1", "grant", "not_stated"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("aspect_id", ASPECT_IDS)
@settings(max_examples=30)
@given(data=st.data())
def test_whatever_is_written_it_is_loaded_or_refused_with_its_place(
    aspect_id: str, data: st.DataObject
) -> None:
    names = [field.name for field in aspect(aspect_id).fact.fields()]
    table = data.draw(st.dictionaries(st.sampled_from(names), VALUES, min_size=1))

    assert all(fault.line and fault.column and fault.source for fault in faults(aspect_id, table))


@pytest.mark.parametrize("aspect_id", SOUND)
@given(data=st.data())
def test_whatever_one_value_is_replaced_by_it_is_loaded_or_refused_with_its_place(
    aspect_id: str, data: st.DataObject
) -> None:
    table = {"id": "one", "name": "一", "cite": "plan#1", **SOUND[aspect_id]}
    assert faults(aspect_id, table) == ()

    path = data.draw(st.sampled_from(paths(table)))
    changed = replaced(table, path, data.draw(VALUES))

    assert all(fault.line and fault.column and fault.source for fault in faults(aspect_id, changed))
