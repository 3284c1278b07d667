"""Where a key or value stands in a TOML text, by its path; the mark ▶ stands before it."""

import pytest
import tomli

from kyodo_core.loading.positions import Path, Place, Positions

NESTED = """\
slug = "mihon"  # 見本

[[program]]
id = "one"
terms = [{ rate = "2/3", 'since' = "H26" }, { rate = "1/2" }]

[[program]]
id = "two"
uses = [
  # 使途
  { name = "事務局経費", text = "組織の運営" },
  { name = "活動費" }, # 末尾
]

[[program.schedule]]
fiscal_year = "H26"

[[program.schedule]]
fiscal_year = "H27"
plan.period.since = "H28"

[[program]]
[[program.schedule]]
fiscal_year = "H29"

[progress.total]
"件数" . 'done' = 3
"""


@pytest.mark.parametrize(
    ("path", "line", "shown"),
    [
        pytest.param(("slug",), 1, '"mihon"', id="top-level"),
        pytest.param(("program", 0, "id"), 4, '"one"', id="first-table-of-an-array"),
        pytest.param(("program", 1, "id"), 8, '"two"', id="second-table-of-an-array"),
        pytest.param(("program", 1), 7, "program", id="header-of-a-table"),
        pytest.param(("program",), 3, "program", id="array-of-tables"),
        pytest.param(("program", 0, "terms", 0, "rate"), 5, '"2/3"', id="inline-table"),
        pytest.param(("program", 0, "terms", 0, "since"), 5, '"H26"', id="quoted-key"),
        pytest.param(("program", 0, "terms", 1, "rate"), 5, '"1/2"', id="second-inline-table"),
        pytest.param(("program", 0, "terms", 1), 5, '{ rate = "1/2" }', id="item-of-an-array"),
        pytest.param(("program", 1, "uses", 0, "text"), 11, '"組織の運営"', id="after-wide-characters"),
        pytest.param(("program", 1, "uses", 1, "name"), 12, '"活動費"', id="array-over-several-lines"),
        pytest.param(("program", 1, "uses"), 9, "[", id="first-line-of-a-long-array"),
        pytest.param(("program", 1, "schedule", 0, "fiscal_year"), 16, '"H26"', id="nested-array-of-tables"),
        pytest.param(("program", 1, "schedule", 1, "fiscal_year"), 19, '"H27"', id="its-second-table"),
        pytest.param(("program", 2, "schedule", 0, "fiscal_year"), 24, '"H29"', id="counted-anew-per-table"),
        pytest.param(("program", 1, "schedule", 1, "plan", "period", "since"), 20, '"H28"', id="dotted-key"),
        pytest.param(("progress", "total", "件数", "done"), 27, "3", id="quoted-dotted-key"),
        pytest.param(("progress", "total"), 26, "progress.total", id="dotted-header"),
        pytest.param(("progress",), 26, "progress.total", id="table-implied-by-a-header"),
        pytest.param(
            ("program", 1, "schedule", 1, "plan", "period"),
            20,
            "plan.period.since",
            id="table-implied-by-a-key",
        ),
        pytest.param(("program", 0, "rate"), 3, "program", id="missing-key-stands-at-its-table"),
        pytest.param(
            ("program", 0, "terms", 1, "cite"), 5, '{ rate = "1/2" }', id="missing-in-an-inline-table"
        ),
        pytest.param(("program", 0, "id", 0), 4, '"one"', id="item-of-a-single-value"),
    ],
)
def test_value_is_found_by_its_path(path: Path, line: int, shown: str) -> None:
    positions = Positions(NESTED)

    place = positions.find(path)

    source = positions.line(place.line)
    assert (place.line, source[place.column - 1 : place.column - 1 + place.width]) == (line, shown)


@pytest.mark.parametrize(
    ("path", "line", "shown"),
    [
        pytest.param(("slug",), 1, "slug", id="bare"),
        pytest.param(("program", 0, "terms", 0, "since"), 5, "'since'", id="quoted"),
        pytest.param(("program", 1, "uses", 0, "text"), 11, "text", id="after-wide-characters"),
        pytest.param(
            ("program", 1, "schedule", 1, "plan", "period", "since"), 20, "plan.period.since", id="dotted"
        ),
        pytest.param(("program",), 3, "program", id="header"),
        pytest.param(("progress",), 26, "progress.total", id="implied-by-a-header"),
    ],
)
def test_key_is_found_by_its_path(path: Path, line: int, shown: str) -> None:
    positions = Positions(NESTED)

    place = positions.find(path, on_key=True)

    source = positions.line(place.line)
    assert (place.line, source[place.column - 1 : place.column - 1 + place.width]) == (line, shown)


def test_every_value_of_the_text_has_a_place() -> None:
    positions = Positions(NESTED)

    def check(value: object, path: Path) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                check(inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                check(inner, (*path, index))
        else:
            place = positions.find(path)
            shown = positions.line(place.line)[place.column - 1 :][: place.width]
            assert tomli.loads(f"value = {shown}") == {"value": value}

    check(tomli.loads(NESTED), ())


def test_column_counts_characters_not_bytes_or_width() -> None:
    text = 'a = [{ text = "協働のまちづくり", since = "二六" }]'

    assert Positions(text).find(("a", 0, "since")) == Place(1, text.index('"二六"') + 1, 4)


def test_characters_beyond_the_basic_plane_count_as_one() -> None:
    text = 'a = { "𠮟𠮷" = "😀", b = 1 }'

    assert Positions(text).find(("a", "b")) == Place(1, text.index("1") + 1, 1)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        pytest.param('"a\\"b"', 'a"b', id="escaped-quote"),
        pytest.param('"\\u5354\\u50cd"', "協働", id="escaped-characters"),
        pytest.param("'\"a\"'", '"a"', id="quotes-in-quotes"),
        pytest.param('"a.b"', "a.b", id="dot-in-quotes"),
        pytest.param('""', "", id="empty"),
    ],
)
def test_quoted_key_is_understood(key: str, name: str) -> None:
    assert Positions(f"\n{key} = 1\n").find((name,)) == Place(2, len(key) + 4, 1)


def test_windows_line_ends_do_not_shift_anything() -> None:
    unix, windows = Positions(NESTED), Positions(NESTED.replace("\n", "\r\n"))
    paths: list[Path] = [("slug",), ("program", 1, "uses"), ("program", 1, "uses", 1), ("progress", "total")]

    assert [windows.find(path) for path in paths] == [unix.find(path) for path in paths]
    assert windows.line(1) == unix.line(1) == 'slug = "mihon"  # 見本'


def test_text_over_several_lines_stands_at_its_beginning() -> None:
    text = 'a = """\n協働の\nまちづくり"""\nb = 1\n'

    assert Positions(text).find(("a",)) == Place(1, 5, 3)
    assert Positions(text).find(("b",)) == Place(4, 5, 1)


def test_path_of_nothing_in_the_text_stands_at_the_beginning() -> None:
    assert Positions("a = 1\n").find(()) == Positions("a = 1\n").find(("b",)) == Place(1, 1, 1)


@pytest.mark.parametrize("number", [0, 3, -1])
def test_line_that_does_not_exist_is_empty(number: int) -> None:
    assert Positions("a = 1\n").line(number) == ""
