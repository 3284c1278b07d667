"""TOML that is written is read as it was meant; a changed file is the same but for what was changed."""

from decimal import Decimal
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.importing.editing import Text
from kyodo_core.importing.writing import fact_text, pair_text, value_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
SINGLE = TEXTS | st.booleans() | st.integers(-(10**12), 10**12) | st.decimals(-1000, 1000, places=2)
KEYS = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
VALUES = st.recursive(
    SINGLE, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def read(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=Decimal)


@given(st.dictionaries(KEYS.filter(lambda key: key != "cite"), VALUES, min_size=1, max_size=5))
def test_what_is_written_is_read_again(data: dict[str, Any]) -> None:
    plain = {key: held for key, held in data.items() if key not in ("terms", "statuses", "rows", "total")}

    assert read(fact_text("form", plain, plain, single=False)) == {"form": [plain]}
    assert read(fact_text("form", plain, plain, single=True)) == {"form": plain}


@pytest.mark.parametrize(
    ("held", "text"),
    [
        pytest.param("共催", '"共催"', id="text"),
        pytest.param('「"\\', '"「\\"\\\\"', id="escaped"),
        pytest.param("一\n二\t三", '"一\\n二\\t三"', id="lines"),
        pytest.param("\x00\x7f", '"\\u0000\\u007f"', id="control"),
        pytest.param(True, "true", id="truth"),
        pytest.param(200_000, "200_000", id="yen"),
        pytest.param(Decimal("45.0"), "45.0", id="decimals-as-printed"),
        pytest.param(["a", "b"], '["a", "b"]', id="list"),
        pytest.param({"since": "H26"}, '{ since = "H26" }', id="table"),
    ],
)
def test_values_are_written_as_by_hand(held: Any, text: str) -> None:
    assert value_text(held) == text


def test_one_citation_is_written_without_brackets() -> None:
    assert pair_text("cite", ["plan#1"]) == 'cite = "plan#1"'
    assert pair_text("cite", ["plan#1", "plan#2"]) == 'cite = ["plan#1", "plan#2"]'
    assert pair_text("points", ["一"]) == 'points = ["一"]'


def test_long_list_has_an_item_a_line() -> None:
    assert pair_text("points", ["一" * 60, "二" * 60]) == f'points = [\n  "{"一" * 60}",\n  "{"二" * 60}",\n]'


FILE = """\
# 先頭
[[form]]
id = "a" # 甲
"name" = '名'
points = [ "一" , "二" ]

[[form]]
id = "b"
[[form.parts]]
name = "部"
[form.period]
since = "H26"
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@given(held=TEXTS | st.lists(TEXTS, max_size=3))
def test_setting_a_key_changes_that_key_alone(newline: str, held: Any) -> None:
    text = Text(FILE.replace("\n", newline))
    before = read(text.text)

    assert text.change(("form", 0), {"points": held, "id": "c"}) == ()

    before["form"][0] |= {"points": held, "id": "c"}
    assert read(text.text) == before
    for kept in ("# 先頭", " # 甲", "\"name\" = '名'", 'name = "部"'):
        assert kept in text.text
    assert text.text.count("\n") == text.text.count(newline)


@pytest.mark.parametrize("place", [0, 1])
def test_new_key_stands_under_its_own_heading(place: int) -> None:
    text = Text(FILE)
    before = read(FILE)

    assert text.change(("form", place), {"text": "内容"}) == ()

    before["form"][place]["text"] = "内容"
    assert read(text.text) == before
    assert text.text.replace('text = "内容"\n', "") == FILE


@pytest.mark.parametrize("key", ["parts", "period"])
def test_key_with_tables_of_its_own_is_left(key: str) -> None:
    text = Text(FILE)

    assert text.change(("form", 1), {key: []}) == (key,)
    assert text.text == FILE


def test_last_line_without_an_end_gets_one() -> None:
    text = Text('[[form]]\nid = "a"')

    assert text.change(("form", 0), {"name": "甲"}) == ()
    assert text.text == '[[form]]\nid = "a"\nname = "甲"\n'
