"""The schemas of the TOML files: an editor finds by them what the loader finds by the shape of a file.

What is sound is found sound, what the loader refuses by its shape is refused, and what it refuses by its
meaning is named here.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.assessment.across import Asker
from kyodo_core.assessment.application import Application
from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.years import DocumentDate
from kyodo_core.loading.choices import Choices
from kyodo_core.loading.notations import NOTATIONS
from kyodo_core.loading.schemas import NAMES, file_name, schema, schemas, write_schemas
from kyodo_core.loading.shapes import single
from kyodo_core.loading.structuring import structure
from kyodo_core.loading.values import HOOKS, WrongValueError
from tests.deployments import OVERLAY, PROGRAMS
from tests.docs.test_terms_page import HEADER_PROGRAM
from tests.domain import test_years
from tests.editors import Editor, found, tables
from tests.loading import test_applications, test_overlays, test_refusals, test_round_trip
from tests.rules import test_checks
from tests.standins import HEADER

ROOT = Path(__file__).parents[2]
SCHEMAS = schemas()
CLASSES: dict[str, Any] = {
    **{name: aspect(name).fact for name in ASPECT_IDS},
    "municipality": Header,
    "kyodo": Choices,
    "application": Application,
    "applicant": Asker,
}


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    assert tuple(SCHEMAS) == NAMES
    assert set(ASPECT_IDS) | {"municipality", "kyodo", "overlay", "application"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_sound_itself(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])
    text = json.dumps(SCHEMAS[name])

    assert {f"#/definitions/{found}" for found in SCHEMAS[name]["definitions"]} == set(
        re.findall(r'"\$ref": "([^"]+)"', text)
    )
    assert "(?" not in re.sub(r"\(\?:", "", text), "not every editor reads look-ahead and named groups"


@pytest.mark.parametrize("name", NAMES)
def test_every_key_says_what_it_is_in_japanese(name: str) -> None:
    silent = [
        path
        for path, key in keys(SCHEMAS[name])
        if not re.search("[ぁ-ん一-龠ァ-ン]|ID", key.get("title", ""))
    ]

    assert silent == []


def keys(part: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every key of every table in a schema, with its own schema."""
    for name, inner in part.items() if isinstance(part, dict) else ():
        if name == "properties":
            yield from (((*path, key), held) for key, held in inner.items())
        yield from keys(inner, (*path, name))


def shipped() -> Iterator[Any]:
    for path in sorted((ROOT / "plugins").glob("*/kyodo_*/**/*.toml")):
        yield pytest.param(path.stem, path.read_text(encoding="utf-8"), id=f"{path.parts[-4]}-{path.stem}")


PAGES = ("README.md", "README.ja.md", "docs/toml.md", "docs/plugins.md", "docs/terms.ja.md")
BLOCKS = re.compile(r"(?P<refused><!-- refused: .*-->\n)?```toml\n(?P<text>.*?)```", re.DOTALL)
WITH_A_FAULT = "finacial"
"""In the block that a page shows for its faults."""


def written_in_pages() -> Iterator[Any]:
    """The TOML of the pages that begins like a file of a kind for which there is a schema."""
    kinds = {f"[[{aspect(name).table}]]": name for name in ASPECT_IDS} | {'slug = "': "municipality"}
    for page in PAGES:
        for number, block in enumerate(BLOCKS.finditer((ROOT / page).read_text(encoding="utf-8"))):
            text = re.sub(r"\A(#.*\n)+", "", block["text"])
            text = (HEADER_PROGRAM if text.startswith("[[program.") else "") + text
            for name in (name for begins, name in kinds.items() if text.startswith(begins)):
                overlay = "\nbasis = " in text and "\nname = " not in text
                if not block["refused"] and WITH_A_FAULT not in text:
                    yield pytest.param("overlay" if overlay else name, text, id=f"{page}-{number}")


def cases() -> Iterator[Any]:
    for path in sorted((ROOT / "tests/assessment/cases").glob("*.toml")):
        case = tomli.loads(path.read_text(encoding="utf-8"))
        yield pytest.param("programs", {"program": case["program"]}, id=f"{path.stem}-program")
        asked = {"city": "mihon", "program": case["program"][0]["id"], **case["application"]}
        yield pytest.param("application", asked, id=f"{path.stem}-application")
        yield pytest.param("applicant", asked, id=f"{path.stem}-applicant")


OTHERS = [
    pytest.param("municipality", HEADER, id="header"),
    pytest.param("programs", PROGRAMS, id="programs"),
    pytest.param("overlay", OVERLAY, id="overlay"),
    pytest.param("overlay", OVERLAY + test_overlays.NEW_PROGRAM, id="overlay-with-a-program-of-its-own"),
    pytest.param("overlay", "", id="empty-overlay"),
    pytest.param("kyodo", 'cities = ["mihon"]\nlanguage = "en"\n', id="choices"),
    pytest.param("application", test_applications.SOUND, id="application"),
    pytest.param("forms", "#:schema ../../schemas/forms.schema.json\n" + test_refusals.SOUND_FORM, id="line"),
]


@pytest.mark.parametrize(("name", "text"), [*shipped(), *written_in_pages(), *OTHERS])
def test_sound_file_is_found_sound(name: str, text: str) -> None:
    assert found(SCHEMAS[name], text) == []


def test_all_kinds_of_shipped_files_are_checked() -> None:
    assert len(list(shipped())) > 50
    assert len(list(written_in_pages())) >= 20


@pytest.mark.parametrize(("name", "data"), list(cases()))
def test_sound_case_is_found_sound(name: str, data: dict[str, Any]) -> None:
    assert [error.message for error in Editor(SCHEMAS[name]).iter_errors(data)] == []


def refusals() -> Iterator[Any]:
    """Every case in which the loader refuses a file, as the kind of file and its text."""
    for case in (
        *test_refusals.SINGLE_VALUES,
        *test_refusals.CITATIONS_AND_IDS,
        *test_refusals.TABLES,
        *test_refusals.RULES_OF_ASPECTS,
    ):
        name, text, _fault = case.values
        yield name, text, case.id
    for case in test_refusals.HEADERS:
        right, wrong, _fault = case.values
        yield "municipality", HEADER.replace(right, wrong, 1), f"header-{case.id}"
    for case in test_overlays.REFUSALS:
        yield "overlay", case.values[0], f"overlay-{case.id}"
    for case in test_applications.REFUSALS:
        yield "application", case.values[0], f"application-{case.id}"
    for group in (
        "RATES",
        "WAYS",
        "ROUNDINGS",
        "CONDITIONS",
        "KINDS",
        "DATES",
        "BUDGETS",
        "FIGURES",
        "BRACKETS",
    ):
        for case in getattr(test_checks, group):
            yield "programs", f"{test_checks.PROGRAM}{case.values[0]}\n", f"terms-{case.id}"


SEEN_BY_MEANING_ALONE = """
not-a-number citation-of-an-unknown-document citation-of-an-unknown-document-further-in duplicate-id
rate-above-1 rate-0 terms-end-before-they-begin schedule-out-of-order schedule-names-a-year-twice
unknown-plan schedule-outside-the-plan supersedes-an-unknown-plan supersedes-itself
fact-until-before-since nested-id-used-twice share-of-an-undeclared-status period-ends-before-it-begins
observations-out-of-order stages-overlap stage-ends-before-it-begins stage-ends-with-the-one-before-it
count-of-an-undeclared-status no-count-of-a-declared-status header-wrong-check-digit
header-prefecture-of-another-code header-duplicate-document header-no-such-day
overlay-document-of-the-plugin overlay-document-twice overlay-citation-of-an-unknown-document
overlay-before-what-is-in-force overlay-in-the-year-of-what-is-in-force overlay-twice-from-one-year
overlay-ended-terms-are-history-too overlay-new-program-with-terms-twice-from-one-year
overlay-terms-named-as-the-program-beside-those-without-a-name overlay-document-that-supersedes-an-unknown-one
terms-costs-without-a-rate terms-only_named_costs-without-a-rate
terms-deduct_other_subsidies-without-a-rate terms-costs-without-a-rate-but-fixed
terms-only_named_costs-without-a-rate-but-fixed terms-deduct_other_subsidies-without-a-rate-but-fixed
header-supersedes-an-unknown-document header-supersedes-itself header-supersedes-in-a-circle
overlay-ends-before-it-begins overlay-rate-above-1 overlay-unknown-fact-in-a-component
overlay-fact-of-the-plugin overlay-excludes-an-unknown-program overlay-program-twice
overlay-new-program-of-an-unknown-plan application-unknown-city application-unknown-program
application-no-terms-for-the-year application-several-terms-and-none-named
application-terms-of-another-name application-pool application-missing-fact application-no-facts-at-all
application-unknown-fact terms-rate terms-rate-by-year terms-rate-by-cost terms-no-bracket-of-a-rate
terms-rates-do-not-begin-with-0 terms-thresholds-do-not-rise terms-rate-and-rate-by-year
terms-rate-and-rate-by-cost terms-limit-per-year-and-by-year terms-raise-of-no-limit terms-course-twice
terms-category-twice terms-exception-twice terms-pool-twice terms-ends-before-it-begins
terms-excludes-an-unknown-program terms-equal-share-rounded-half-up terms-share-rounded-up
terms-total-with-a-pool-rounded-up terms-two-tests terms-no-test terms-unknown-fact-of-a-requirement
terms-at-least-of-a-truth terms-at-most-of-a-text terms-one-of-numbers terms-number-equals-a-truth
terms-truth-equals-a-number terms-date-equals-a-text terms-unknown-fact-of-a-raise
terms-unknown-fact-of-an-addition terms-addition-without-a-test terms-unknown-figure-per_unit
terms-unknown-figure-by_bracket terms-unknown-figure-tiers terms-unknown-figure-pool_share
terms-unknown-figure-of-a-fixed-amount terms-per-text terms-truth-counted terms-no-bracket
terms-last-bracket-is-not-open terms-last-tier-is-not-open terms-bracket-out-of-reach
terms-tier-out-of-reach terms-open-bracket-before-the-last
terms-budget-0 terms-budget-without-amounts terms-date-at-least terms-date-at_least terms-date-at_most
terms-date-one_of terms-fiscal-year-in-words terms-kind-is-no-number terms-kind-of-an-area
terms-number-on-or-after terms-number-on_or_after terms-number-on_or_before terms-number-years_before
terms-text-on-or-before terms-text-on_or_after terms-text-on_or_before terms-text-years_before
terms-truth-on_or_after terms-truth-on_or_before terms-truth-years-before terms-truth-years_before
terms-two-tests-of-a-date terms-unknown-kind terms-unknown-kind-among-others
terms-unknown-kind-among-several terms-max_years-of-0 terms-max_awards-of-0
terms-weight-in-a-component-by-a-figure
"""
BY_MEANING = set(SEEN_BY_MEANING_ALONE.split())
"""What takes more than the one value to see, or the calendar, or the check digit; nan is no JSON."""
NO_TOML = {"overlay-not-toml"}


@pytest.mark.parametrize(
    ("name", "text", "case"),
    [pytest.param(name, text, case, id=case) for name, text, case in refusals() if case not in NO_TOML],
)
def test_what_the_loader_refuses_by_its_shape_an_editor_finds_too(name: str, text: str, case: str) -> None:
    by_meaning = case in BY_MEANING

    assert (found(SCHEMAS[name], text.replace("▶", "")) == []) is by_meaning


def test_what_is_named_as_found_by_its_meaning_is_refused_by_the_loader() -> None:
    assert {case for _name, _text, case in refusals()} >= BY_MEANING


@pytest.mark.parametrize("name", CLASSES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_sound_tables_drawn_at_random_are_found_sound(name: str, data: st.DataObject) -> None:
    table = data.draw(tables(CLASSES[name]))

    assert structure(table, CLASSES[name])[1] == []
    assert errors(name, table) == []


def errors(name: str, table: Any) -> list[str]:
    """What an editor finds in a file of this one table."""
    whole = table
    if name in ASPECT_IDS:
        whole = {aspect(name).table: table if aspect(name).single else [table]}
    return [error.message for error in Editor(SCHEMAS[name]).iter_errors(whole)]


@pytest.mark.parametrize("name", CLASSES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_whatever_one_value_is_replaced_by_loader_and_editor_agree(name: str, data: st.DataObject) -> None:
    table = data.draw(tables(CLASSES[name]).filter(bool))
    path = data.draw(st.sampled_from(test_round_trip.paths(table)))
    if path[-1] in ("schema", "id", "slug", "prefecture", "language", "unit") or "facts" in path:
        return  # what these may be, the schema knows more exactly than their type

    changed = test_round_trip.replaced(table, path, data.draw(OTHER_VALUES))

    assert bool(errors(name, changed)) is bool(structure(changed, CLASSES[name])[1])


OTHER_VALUES = st.one_of(
    st.booleans(),
    st.integers(-5, 10**6),
    st.decimals(-5, 5, places=1),
    st.dates(),
    st.datetimes(),
    st.just([]),
    st.just({}),
    st.lists(st.sampled_from(["a", "plan#1", 1, "grant"]), max_size=3),
    st.sampled_from(
        [
            "",
            "　",
            "a",
            "not_stated",
            "2/3",
            "H26",
            "26年度",
            "平成25年13月",
            "plan#1",
            "#1",
            "plan#",
            "grant",
        ]
    ),
)


def read(value_type: Any, text: str) -> bool:
    """Does the loader read the text?"""
    try:
        HOOKS[value_type](text, value_type)
    except WrongValueError:
        return False
    return True


PATTERNS = [kind for kind, notation in NOTATIONS.items() if notation.pattern]
WRITTEN = [
    *(case.values[0] for case in (*test_years.YEARS_READ, *test_years.YEARS_REFUSED)),
    *(case.values[0] for case in (*test_years.DATES_READ, *test_years.DATES_REFUSED)),
    *(
        "2/3",
        "２／３",
        "66.7%",
        "６６．７％",
        "1",
        "0.5",
        "0",
        "1/0",
        "1/00",
        "-1/2",
        "半額",
        "2 / 3",
        "1e-1",
    ),
    *("plan#1", "plan#", "#1", "plan", " #1", "plan# ", "plan#1#2", "a\nb#c"),
    *("032093", "3209", "489999", "０３２０９３", "000000"),
]
BEYOND_A_PATTERN = {
    *((DocumentDate, day) for day in ("平成25年2月30日", "2014-02-30", "平成25年2月29日")),  # the calendar
    *((Fraction, rate) for rate in ("-1/2", "-2014")),  # read; refused where rates and weights are checked
}


@pytest.mark.parametrize("value_type", PATTERNS, ids=lambda kind: str(kind.__name__))
@pytest.mark.parametrize("text", WRITTEN, ids=repr)
def test_pattern_takes_what_the_loader_reads(value_type: Any, text: str) -> None:
    taken = not list(Editor(single(value_type)).iter_errors(text))

    assert (taken is read(value_type, text)) is ((value_type, text) not in BEYOND_A_PATTERN)


@pytest.mark.parametrize(
    "value_type", [kind for kind in PATTERNS if kind not in (DocumentDate, MunicipalityCode)]
)
@given(data=st.data())
def test_whatever_has_the_pattern_is_read(value_type: Any, data: st.DataObject) -> None:
    assert read(value_type, data.draw(st.from_regex(NOTATIONS[value_type].pattern, fullmatch=True)))


@pytest.mark.parametrize("value_type", NOTATIONS, ids=lambda kind: str(kind.__name__))
def test_example_of_a_notation_is_read(value_type: Any) -> None:
    assert read(value_type, tomli.loads(f"it = {NOTATIONS[value_type].example}", parse_float=Decimal)["it"])


def test_written_schemas_are_whole_files_of_a_folder_made_for_them(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "schemas"

    written = write_schemas(folder)

    assert sorted(folder.iterdir()) == sorted(written)
    assert {path.name: json.loads(path.read_text(encoding="utf-8")) for path in written} == {
        file_name(name): schema(name) for name in NAMES
    }
    assert write_schemas(folder, ["forms"]) == (folder / "forms.schema.json",)
