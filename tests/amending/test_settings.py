"""What `--set` sets: how its keys and values are read, and every setting that fits no terms."""

from decimal import Decimal
from typing import Any

import pytest

from kyodo_core.amending.settings import Setting, UnfitSettingError, applied, twice
from kyodo_core.amending.tables import table_of
from tests.grants import terms

TERMS = """\
rate = "2/3"
limit_per_year = 200_000
unit = "1団体"
courses = [{ id = "basic", name = "基本", limit = 50_000 }, { id = "step", name = "発展", limit = 300_000 }]
costs = [{ category = "備品費", limit = 100_000 }]
per_unit = [{ name = "世帯割", fact = "households", yen = 1_800 }]
flat = [{ name = "均等割", yen = 1 }, { name = "均等割", yen = 2 }]
exceptions = [{ area = "北.南", weight = "1/2", reason = "特例" }]
requirements = [{ fact = "registered", equals = true, message = "登録" }]
rounding = { unit = 100 }
limit_by_year = [3, 2]
"""


def table() -> dict[str, Any]:
    return table_of(terms(TERMS))


def setting(*said: str) -> dict[str, Any]:
    """The table with the settings; only what differs from before."""
    before, after = table(), table()
    for one in said:
        applied(after, Setting.parse(one))
    assert set(before) - set(after) <= {Setting.parse(one).keys[0] for one in said}
    return {key: value for key, value in after.items() if before.get(key) != value}


@pytest.mark.parametrize(
    ("text", "keys", "value"),
    [
        ("rate=1/2", ("rate",), "1/2"),
        (" rate = 1/2 ", ("rate",), "1/2"),
        ("rate＝１／２", ("rate",), "１／２"),
        ("rounding.unit=1000", ("rounding", "unit"), "1000"),
        ("per_unit.世帯割.yen=1700", ("per_unit", "世帯割", "yen"), "1700"),
        ('exceptions."北.南".weight=1/3', ("exceptions", "北.南", "weight"), "1/3"),
        ("unit=a=b", ("unit",), "a=b"),
        ("unit=", ("unit",), ""),
        ('costs."a=b".limit=1', ("costs", "a=b", "limit"), "1"),
    ],
)
def test_setting_is_read(text: str, keys: tuple[str, ...], value: str) -> None:
    assert Setting.parse(text) == Setting(text, keys, value)


@pytest.mark.parametrize(
    "text", ["", "rate", "=1/2", "rate.=1", ".rate=1", "a..b=1", 'a"b"=1', "a b=1", '"="1']
)
def test_what_is_no_setting_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^") as refused:
        Setting.parse(text)
    assert str(refused.value) == text


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        pytest.param("rate=1/2", {"rate": "1/2"}, id="rate"),
        pytest.param("rate=50%", {"rate": "50%"}, id="percentage"),
        pytest.param("rate=0.5", {"rate": "0.5"}, id="rate-in-decimals"),
        pytest.param("rate=1", {"rate": "1"}, id="whole"),
        pytest.param('rate="1/2"', {"rate": "1/2"}, id="rate-in-quotes"),
        pytest.param("rate=１／２", {"rate": "１／２"}, id="full-width-rate"),
        pytest.param("limit_per_year=250000", {"limit_per_year": 250_000}, id="number"),
        pytest.param("limit_per_year=250_000", {"limit_per_year": 250_000}, id="underscores"),
        pytest.param("limit_per_year=250,000", {"limit_per_year": 250_000}, id="commas"),
        pytest.param("limit_per_year=２５０，０００", {"limit_per_year": 250_000}, id="full-width"),
        pytest.param(
            "limit_per_year=２５０＿０００", {"limit_per_year": 250_000}, id="full-width-underscores"
        ),
        pytest.param("limit_per_year=0", {"limit_per_year": 0}, id="zero"),
        pytest.param("max_awards=2", {"max_awards": 2}, id="key-that-was-not-there"),
        pytest.param("advance_payment=true", {"advance_payment": True}, id="truth"),
        pytest.param("unit=1世帯", {"unit": "1世帯"}, id="text"),
        pytest.param("unit=１団体", {"unit": "１団体"}, id="text-as-it-is-typed"),
        pytest.param("unit=100", {"unit": "100"}, id="text-of-figures"),
        pytest.param('unit="none"', {"unit": "none"}, id="the-text-none"),
        pytest.param("until=R10", {"until": "R10"}, id="year"),
        pytest.param("review_by=2030", {"review_by": "2030"}, id="year-of-figures"),
        pytest.param('rate_by_year=["2/3","1/2"]', {"rate_by_year": ["2/3", "1/2"]}, id="list"),
        pytest.param("limit_by_year=[3_000, 2_000]", {"limit_by_year": [3_000, 2_000]}, id="list-of-yen"),
        pytest.param("covers=['会場費']", {"covers": ["会場費"]}, id="list-in-single-quotes"),
        pytest.param(
            "fixed={ yen = 500, per = 'days' }", {"fixed": {"yen": 500, "per": "days"}}, id="whole-table"
        ),
        pytest.param("fixed.yen=500", {"fixed": {"yen": 500}}, id="key-of-a-table-that-was-not-there"),
        pytest.param("rounding.unit=1000", {"rounding": {"unit": 1_000}}, id="key-of-a-table"),
        pytest.param(
            "rounding.direction=up", {"rounding": {"unit": 100, "direction": "up"}}, id="kind-in-a-table"
        ),
        pytest.param(
            "per_unit.世帯割.yen=1,700",
            {"per_unit": [{"name": "世帯割", "fact": "households", "yen": 1_700}]},
            id="component-by-name",
        ),
        pytest.param(
            'exceptions."北.南".weight=1/3',
            {"exceptions": [{"area": "北.南", "weight": "1/3", "reason": "特例"}]},
            id="exception-by-area",
        ),
        pytest.param(
            "costs.備品費.eligible=false",
            {"costs": [{"category": "備品費", "limit": 100_000, "eligible": False}]},
            id="cost-by-category",
        ),
        pytest.param(
            "requirements.registered.equals=false",
            {"requirements": [{"fact": "registered", "equals": False, "message": "登録"}]},
            id="requirement-by-fact",
        ),
        pytest.param(
            "per_unit.世帯割.when.fact=aged",
            {"per_unit": [{"name": "世帯割", "fact": "households", "yen": 1_800, "when": {"fact": "aged"}}]},
            id="table-in-a-table",
        ),
    ],
)
def test_value_is_set(said: str, changed: dict[str, Any]) -> None:
    assert setting(said) == changed


@pytest.mark.parametrize("course", ["basic", "基本"])
def test_course_is_called_by_its_id_or_its_name(course: str) -> None:
    basic, step = setting(f"courses.{course}.limit=60_000")["courses"]

    assert (basic["limit"], step["limit"]) == (60_000, 300_000)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        pytest.param("limit_per_year=none", None, id="key"),
        pytest.param("rounding=none", None, id="table"),
        pytest.param("courses=none", None, id="list"),
        pytest.param("rounding.unit=none", {}, id="key-of-a-table"),
        pytest.param(
            "courses.step=none", [{"id": "basic", "name": "基本", "limit": 50_000}], id="one-of-a-list"
        ),
    ],
)
def test_none_takes_away(said: str, left: object) -> None:
    after = table()
    one = Setting.parse(said)

    applied(after, one)

    assert after.get(one.keys[0]) == left
    assert {key: value for key, value in after.items() if key != one.keys[0]} == {
        key: value for key, value in table().items() if key != one.keys[0]
    }


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        pytest.param("limit_per_year=20万円", "20万円", id="text-for-a-number"),
        pytest.param("limit_per_year=1.5", Decimal("1.5"), id="decimals-for-yen"),
        pytest.param("limit_per_year=-1", -1, id="negative"),
        pytest.param("limit_per_yaer=5", 5, id="unknown-key"),
        pytest.param("rounding.unti=5", {"unit": 100, "unti": 5}, id="unknown-key-of-a-table"),
        pytest.param("covers=会場費", "会場費", id="text-for-a-list"),
        pytest.param("runding.unit=5", {"unit": 5}, id="key-of-an-unknown-table"),
        pytest.param("unit=1\nrate = 2", "1\nrate = 2", id="no-way-out-of-the-value"),
    ],
)
def test_what_terms_do_not_take_is_left_to_their_reader(said: str, kept: object) -> None:
    assert setting(said) == {Setting.parse(said).keys[0]: kept}


NO_SUCH = "the terms before have none called"


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        *(
            pytest.param(f"{key}=x", f"this is not set, but said by {option}", "", id=key)
            for key, option in (
                ("since", "--from"),
                ("basis", "--basis"),
                ("cite", "--cite"),
                ("name", "--terms"),
            )
        ),
        pytest.param(
            "courses.baisc.limit=1",
            f"{NO_SUCH} baisc",
            "Did you mean basic? Known: basic, step",
            id="unknown-course",
        ),
        pytest.param("tiers.逓減.yen=1", f"{NO_SUCH} 逓減", "Known: -", id="list-that-is-not-there"),
        pytest.param(
            "flat.均等割.yen=3",
            "several are called 均等割; set the whole list",
            "Did you mean 均等割? Known: 均等割",
            id="several-of-one-name",
        ),
        pytest.param(
            "courses.basic=1",
            "name the key inside it that is set",
            "Known: id, name, limit",
            id="one-of-a-list-as-a-whole",
        ),
        pytest.param(
            "limit_total=none",
            "the terms before have no such key",
            "Did you mean ",
            id="nothing-to-take-away",
        ),
        pytest.param(
            "courses.third=none",
            f"{NO_SUCH} third",
            "Known: basic, step",
            id="none-of-a-list-to-take-away",
        ),
        pytest.param("unit.yen=1", "unit has no keys inside it", "", id="key-of-a-text"),
        pytest.param("limit_by_year.1=5", f"{NO_SUCH} 1", "Known: -", id="place-in-a-list"),
    ],
)
def test_setting_that_leads_nowhere_is_refused(said: str, message: str, hint: str) -> None:
    with pytest.raises(UnfitSettingError) as refused:
        applied(table(), Setting.parse(said))

    assert refused.value.fault.message == message
    assert refused.value.fault.hint.startswith(hint)


def test_key_that_is_set_twice_is_found() -> None:
    said = [Setting.parse(one) for one in ("rate=1/2", "unit=a", "rate = 1/3", "rounding.unit=1")]

    assert [one.text for one in twice(said)] == ["rate = 1/3"]
