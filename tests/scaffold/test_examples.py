"""Every example can be put in force as it stands, and shows every key."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomli
from attrs import field

from kyodo_core import messages
from kyodo_core.aspects import ASPECT_IDS, Aspect, aspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import ActorKind, FormKind
from kyodo_core.domain.labels import Kind, Label, says
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.sources import Citation, Document
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period
from kyodo_core.loading.placeholders import is_placeholder
from kyodo_core.loading.structuring import structure
from kyodo_core.rules.facts import FactType
from kyodo_core.rules.requirement import TESTS, Condition
from kyodo_core.rules.terms import Terms
from kyodo_core.scaffold.examples import Examples, commented, explained, held_table, kinds_of, uncommented
from kyodo_core.scaffold.texts import aspect_text, municipality_text
from tests.scaffolds import MIHON, Scaffold

EXAMPLES = Examples("plan")


def example(declared: Aspect) -> str:
    return EXAMPLES.fact(declared.fact, declared.table, not declared.single)


def tables(cls: Any, held: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every table of an example, with the class that it is read into."""
    for table in held if isinstance(held, list) else [held]:
        yield cls, table
        for attribute in attrs.fields(cls):
            if attribute.name in table and (inner := held_table(attribute.type)):
                yield from tables(inner, table[attribute.name])


TYPES = [f"○○（{fact_type.label.en}）" for fact_type in FactType]


def test_all_examples_in_force_pass_the_check(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path)

    made.use_examples(ASPECT_IDS)
    checked = made.checked()

    assert checked.errors == 0
    assert {finding.fault.message.partition(": ")[2] for finding in checked.findings} == {
        f'this is still the word of the example (now: "{word}")'
        for word in ("○○", "○○1", "○○2", "○○3", "○○4", "○○5", "mihon-document#○○", *TYPES)
    }
    assert checked.facts == len(ASPECT_IDS)
    assert len(made.city.read().header.documents) == 1


@pytest.mark.parametrize("aspect_id", ASPECT_IDS)
def test_example_in_force_alone_is_a_fact_with_words_to_overwrite(aspect_id: str, tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path, document="計画")

    made.use_examples([aspect_id])
    files = made.city.files()

    assert len(files[aspect_id]) == 1
    assert {*files.warnings} - {"municipality.toml"} == {aspect_id}
    assert {is_placeholder(fault.value.strip('"')) for fault in files.warnings[aspect_id]} == {True}
    assert list(files) == [aspect_id]


@pytest.mark.parametrize("aspect_id", ASPECT_IDS)
def test_example_has_every_key_of_every_table(aspect_id: str) -> None:
    declared = aspect(aspect_id)
    text = example(declared)
    shown: dict[Any, set[str]] = {}
    for cls, table in tables(declared.fact, tomli.loads(text)[declared.table]):
        shown.setdefault(cls, set()).update(table)

    for cls, keys in shown.items():
        missing = [attribute.name for attribute in attrs.fields(cls) if attribute.name not in keys]
        if cls is Condition:  # one table, so one test; its heading names the others
            told = text.partition("these keys: ")[2].partition(")")[0].split(", ")
            missing = [key for key in missing if key not in told]
        assert missing == [], cls


@pytest.mark.parametrize("aspect_id", ASPECT_IDS)
def test_every_line_of_an_example_says_what_it_is(aspect_id: str) -> None:
    declared = aspect(aspect_id)
    first, *lines = [line for line in example(declared).split("\n") if line]

    assert first.strip("[]") == declared.table
    assert [line for line in lines if "  # " not in line] == []


@pytest.mark.parametrize("aspect_id", ASPECT_IDS)
def test_file_says_which_words_its_kinds_take(aspect_id: str) -> None:
    text = aspect_text(aspect(aspect_id), "plan")

    for kind in kinds_of(aspect(aspect_id).fact):
        assert [member for member in kind if f"#   {member}  {member.label.en}" not in text] == []


@pytest.mark.parametrize("aspect_id", ASPECT_IDS)
def test_file_is_out_of_force_and_names_its_schema(aspect_id: str) -> None:
    text = aspect_text(aspect(aspect_id), "plan")

    assert tomli.loads(text) == {}
    assert text.startswith(f"#:schema ../../schemas/{aspect_id}.schema.json\n\n# ")
    assert text.endswith("\n")


def test_taking_the_marks_away_and_setting_them_again_changes_nothing() -> None:
    for text in map(example, map(aspect, ASPECT_IDS)):
        assert uncommented(commented(text)) == text
        assert commented(commented(text)) == commented(text)
        assert all(line.startswith("#") for line in commented(text).splitlines() if line)


def test_notes_stay_notes() -> None:
    text = '#:schema x.json\n# forms can be:\n#   grant  補助\n#\n#[[form]]\n#id = "a"  # Id\n'

    assert (
        uncommented(text)
        == '#:schema x.json\n# forms can be:\n#   grant  補助\n#\n[[form]]\nid = "a"  # Id\n'
    )


def test_every_test_of_a_condition_is_shown_with_a_fact_that_fits() -> None:
    found = tomli.loads(example(aspect("programs")))["program"][0]
    first = found["terms"][0]

    for conditions in (first["requirements"], first["raised_limits"]):
        assert sorted(key for table in conditions for key in table if key in (*TESTS, "one_of")) == sorted(
            (*TESTS, "one_of")
        )
    assert {fact["type"] for fact in found["facts"]} == set(FactType)


def test_every_way_to_an_amount_is_shown() -> None:
    terms = tomli.loads(example(aspect("programs")))["program"][0]["terms"]

    ways = [set(one) & {f.name for f in Terms.fields()} - {"name", "cite"} for one in terms]
    assert [sorted(way) for way in ways[1:]] == [
        ["limit_by_year", "rate_by_year"],
        ["rate_by_cost"],
        ["fixed"],
        ["by_bracket", "equal_share", "exceptions", "flat", "per_unit", "pool_share", "tiers"],
    ]
    assert {"rate", "limit_per_year", "raised_limits", "requirements", "costs", "rounding"} <= ways[0]


class Mood(Kind):
    CALM = "calm", "穏やか", "Calm"
    BUSY = "busy", "忙しい", "Busy"


@value
class Inner(Value):
    id: str = field(metadata=says("ID", "Id"))
    note: str | NotStated = field(default=NOT_STATED, metadata=says("注", "Note"))
    cite: tuple[Citation, ...] = field(metadata=says("出典", "Citations"))


@value
class Outer(Fact):
    """A fact with a key of every type that kyodo reads, as an aspect yet to come may have."""

    mood: Mood = field(metadata=says("様子", "Mood"))
    moods: tuple[Mood, ...] = field(default=(), metadata=says("様子", "Moods"))
    whole: int | NotStated = field(default=NOT_STATED, metadata=says("数", "Number"))
    yen: int = field(metadata=says("額", "Amount", "yen"))
    amounts: tuple[int, ...] = field(default=(), metadata=says("額", "Amounts", "yen"))
    exact: Decimal = field(metadata=says("値", "Value"))
    rate: Fraction | NotStated = field(default=NOT_STATED, metadata=says("率", "Rate"))
    truth: bool | NotStated = field(default=NOT_STATED, metadata=says("真偽", "True?"))
    year: FiscalYear | NotStated = field(default=NOT_STATED, metadata=says("年度", "Year"))
    day: DocumentDate | NotStated = field(default=NOT_STATED, metadata=says("日", "Day"))
    first: date | NotStated = field(default=NOT_STATED, metadata=says("日", "First day"))
    period: Period | NotStated = field(default=NOT_STATED, metadata=says("期間", "Period"))
    either: bool | int | str | NotStated = field(default=NOT_STATED, metadata=says("値", "Any"))
    counts: dict[ActorKind, int] = field(factory=dict, metadata=says("数", "Counts"))
    names: tuple[str, ...] = field(default=(), metadata=says("名", "Names"))
    plans: tuple[str, ...] = field(default=(), metadata=says("計画", "Plans", refers="plans"))
    plan: str | NotStated = field(default=NOT_STATED, metadata=says("計画", "Plan", refers="plans"))
    inner: Inner | NotStated = field(default=NOT_STATED, metadata=says("内", "Inner"))
    inners: tuple[Inner, ...] = field(default=(), metadata=says("内", "Inners"))


def test_example_of_a_class_yet_to_come_is_read_into_it() -> None:
    text = EXAMPLES.fact(Outer, "outer", listed=True)
    ((table,),) = tomli.loads(text, parse_float=Decimal).values()

    made, faults = structure(table, Outer)

    assert faults == []
    assert isinstance(made, Outer)
    assert set(table) == {attribute.name for attribute in attrs.fields(Outer)}
    assert (made.mood, made.yen, made.amounts, made.exact) == (
        Mood.CALM,
        100_000,
        (100_000,),
        Decimal("37.5"),
    )
    assert (made.plans, made.plan) == ((), NOT_STATED)
    assert made.cite == (Citation("plan", "○○"),)
    assert list(made.counts) == [ActorKind.RESIDENT]
    assert kinds_of(Outer)[Mood] == ["mood", "moods"]


@pytest.mark.parametrize(
    ("lang", "said", "instead"),
    [
        ("en", "Kinds (an id of plans.toml) (required)", " (or with one of these keys: form, mode)"),
        ("ja", "種類（plans.toml の id）（必須）", "（次のキーのどれかでも書けます: form, mode）"),
    ],
)
def test_key_is_explained_in_the_language_in_force(
    lang: str, said: str, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "_chosen", [lang])

    @value
    class Named(Value):
        kinds: tuple[FormKind, ...] = field(metadata={"label": Label("種類", "Kinds"), "refers": "plans"})

    assert explained(Named.fields()[0]) == said
    assert explained(Named.fields()[0], ["form", "mode"]) == said + instead


def test_header_shows_every_key_of_a_document() -> None:
    data = tomli.loads(uncommented(municipality_text(MIHON)))

    assert set(data) == {"document" if f.name == "documents" else f.name for f in Header.fields()}
    assert [set(table) for table in data["document"]] == [{f.name for f in Document.fields()}]
