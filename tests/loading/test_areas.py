"""The table of areas: as spreadsheets save it, and every fault with its row and column."""

import datetime as dt
from pathlib import Path

import pytest

from kyodo_core.assessment.inputs import declared_facts
from kyodo_core.errors import DefinitionError
from kyodo_core.loading.areas import Areas, read_areas
from kyodo_core.rules.facts import SUPPLIED
from tests.grants import program
from tests.loading.test_refusals import known
from tests.spreadsheets import written

DECLARED = declared_facts(program())
STATED = {name: fact for name, fact in DECLARED.items() if name not in SUPPLIED}
NEEDED = {"households": "世帯割", "persons": "人口割"}
HEADS = "地域,世帯数,人口\n"
SOUND: Areas = [
    ("中央", {"households": 120, "persons": 340}),
    ("北", {"households": 0, "persons": 1_234}),
]


def read(folder: Path, text: str | bytes, needed: dict[str, str] = NEEDED) -> Areas:
    path = folder / "areas.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_areas(path, DECLARED, needed)


def refused(folder: Path, text: str | bytes) -> list[tuple[int, int, str, str]]:
    with pytest.raises(DefinitionError) as error:
        read(folder, text)
    assert {fault.file for fault in error.value.faults} == {str(folder / "areas.csv")}
    return [(fault.line, fault.column, fault.message, fault.hint) for fault in error.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_file_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = HEADS + "中央,120,340\n北,0,1234\n"

    assert read(tmp_path, text.replace("\n", line_end).encode(encoding)) == SOUND


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('地域,世帯数,人口\n中央,120,340\n北,0,"1,234"\n', id="thousands-separators"),
        pytest.param("地域,世帯数,人口\n中央,１２０,３４０\n北,０,１，２３４\n", id="full-width"),
        pytest.param("地域, 世帯数 ,人口\n 中央 , 120 ,340\n北,0, 1234\n", id="spaces"),
        pytest.param("地域,人口,世帯数\n中央,340,120\n北,1234,0\n", id="columns-in-another-order"),
        pytest.param("name,households,persons\n中央,120,340\n北,0,1234\n", id="ids"),
        pytest.param("地域,世帯数,人口\n,,\n中央,120,340\n\n北,0,1234\n,,\n", id="empty-rows"),
        pytest.param("地域,世帯数,人口\n中央,120,340,\n北,0,1234,,\n", id="empty-cells-beyond-the-headings"),
        pytest.param('地域,世帯数,人口\n"中央","120","340"\n"北","0","1234"', id="quotes"),
    ],
)
def test_figures_are_read_however_they_are_written(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == SOUND


def test_first_column_is_the_area_where_the_terms_ask_for_it(tmp_path: Path) -> None:
    needed = NEEDED | {"area": "特例"}

    assert read(tmp_path, HEADS + "中央,120,340\n", needed) == [
        ("中央", {"households": 120, "persons": 340, "area": "中央"})
    ]
    assert read(tmp_path, "協議会,地域の名前,世帯数,人口\n中央協議会,中央,120,340\n", needed) == [
        ("中央協議会", {"households": 120, "persons": 340, "area": "中央"})
    ]


def test_programs_that_the_city_does_not_have_are_refused_at_their_cell(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text("地域,併せて受ける事業のID\n中央,park-care、park-crae\n北,なし\n", encoding="utf-8")

    with pytest.raises(DefinitionError) as error:
        read_areas(path, DECLARED, {}, ("grant", "park-care"))

    (fault,) = error.value.faults
    assert (fault.place, fault.message, fault.hint) == (
        f"{path}:2:2",
        'no program has this id (now: "park-crae")',
        known(["grant", "park-care"], "park-care"),
    )


def test_facts_of_every_type_are_read(tmp_path: Path) -> None:
    text = (
        "地域,世帯数,登録済み,活動分野,設立日,構成団体\n"
        "中央,1,はい,福祉,2015-04-01,自治会、消防団\n"
        "北,2,TRUE,防災,2015/4/1,なし\n"
        "南,3,いいえ,観光,２０１５/４/１,婦人会\n"
        "西,4,0,環境,2015-4-1,-\n"
        "東,5,○,環境,平成27年4月1日,－\n"
    )
    day = dt.date(2015, 4, 1)

    assert [facts for _name, facts in read(tmp_path, text, {})] == [
        {
            "households": number,
            "registered": registered,
            "field": what,
            "founded": day,
            "members": members,
        }
        for number, registered, what, members in (
            (1, True, "福祉", ("自治会", "消防団")),
            (2, True, "防災", ()),
            (3, False, "観光", ("婦人会",)),
            (4, False, "環境", ()),
            (5, True, "環境", ()),
        )
    ]


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        pytest.param(
            "中央,,340\n", (2, 2), "世帯数: the cell is empty; write 0 where it is zero", id="empty-cell"
        ),
        pytest.param(
            "中央,120\n", (2, 3), "人口: the cell is empty; write 0 where it is zero", id="missing-cell"
        ),
        pytest.param(
            "中央,　,340\n", (2, 2), "世帯数: the cell is empty; write 0 where it is zero", id="space"
        ),
        *(
            pytest.param(
                f"中央,{cell},340\n",
                (2, 2),
                f'世帯数: this fact is of the type Whole number (now: "{shown}")',
                id=name,
            )
            for cell, shown, name in (
                ("約100", "約100", "text-in-a-number"),
                ("120世帯", "120世帯", "unit"),
                ("１２０．５", "１２０．５", "fraction"),
                ("120.0", "120.0", "decimal-point"),
                ("-5", "-5", "negative"),
                ("1e3", "1e3", "exponent"),
                ('"1,23"', "1,23", "comma-that-parts-no-thousands"),
                ('"12,3456"', "12,3456", "four-figures-behind-a-comma"),
                ("一二", "一二", "kanji"),
                ("#REF!", "#REF!", "spreadsheet-error"),
            )
        ),
        pytest.param(
            "中央,1,234,340\n",
            (2, 4),
            'the cell has no heading; a number with a comma stands in quotes (now: "340")',
            id="comma-without-quotes",
        ),
        pytest.param(",120,340\n", (2, 1), "the area has no name", id="no-name"),
        pytest.param(
            "中央,1,2\n北,1,2\n中央,1,2\n",
            (4, 1),
            'the area stands twice in the file (now: "中央")',
            id="area-twice",
        ),
    ],
)
def test_row_is_refused(tmp_path: Path, rows: str, place: tuple[int, int], message: str) -> None:
    [(line, column, said, _hint)] = refused(tmp_path, HEADS + rows)

    assert ((line, column), said) == (place, message)


@pytest.mark.parametrize("cell", ["2015-02-30", "2015", "平成27年4月", "27.4.1"])
def test_day_that_is_none_is_refused(tmp_path: Path, cell: str) -> None:
    [(line, column, message, _hint)] = refused(tmp_path, f"地域,世帯数,人口,設立日\n中央,1,2,{cell}\n")

    assert (line, column, message) == (2, 4, f'設立日: this fact is of the type Date (now: "{cell}")')


def test_yes_or_no_in_other_words_is_refused(tmp_path: Path) -> None:
    [(_line, column, message, _hint)] = refused(tmp_path, "地域,世帯数,人口,登録済み\n中央,1,2,△\n")

    assert (column, message) == (4, '登録済み: this fact is of the type Yes or no (now: "△")')


def test_unknown_heading_is_named_with_the_nearest(tmp_path: Path) -> None:
    names = [fact.name for fact in STATED.values()]

    assert refused(tmp_path, "地域,世帯数,人口,世帯類\n中央,1,2,3\n") == [
        (1, 4, 'no fact has this name (now: "世帯類")', known(names, "世帯数"))
    ]


def test_two_columns_of_one_fact_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "地域,世帯数,人口,households\n中央,1,2,3\n") == [
        (1, 4, 'two columns hold the same fact (now: "households")', "")
    ]


@pytest.mark.parametrize("between", ["", ",\n", "\n"], ids=["at-once", "after-an-empty-row", "after-a-line"])
def test_missing_column_is_told_once_with_why(tmp_path: Path, between: str) -> None:
    assert refused(tmp_path, f"地域,世帯数\n{between}中央,1\n北,2\n") == [
        (1, 1, "the fact persons (人口) is missing: 人口割", 'add a column with the heading "人口"')
    ]


@pytest.mark.parametrize(
    "text", ["", "\n", HEADS, HEADS + ",,\n\n"], ids=["nothing", "line", "heads", "empty"]
)
def test_file_without_an_area_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text) == [
        (1, 1, "the file has no area: a heading and a row per area are needed", "")
    ]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = "地域,世帯数,人工\n中央,,5\n中央,x,5\n,1,5\n"

    assert [(line, column) for line, column, _message, _hint in refused(tmp_path, text)] == [
        (1, 1),
        (1, 3),
        (2, 2),
        (3, 1),
        (3, 2),
        (4, 1),
    ]


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, b"a,b\n\x81\x20,1\n") == [
        (0, 0, "the file is not written in UTF-8", "save it with the encoding UTF-8")
    ]


def test_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as error:
        read_areas(tmp_path / "none.csv", DECLARED, NEEDED)

    assert [fault.message for fault in error.value.faults] == ["the file cannot be read"]


def test_mark_of_the_encoding_is_no_part_of_the_first_heading(tmp_path: Path) -> None:
    text = '\ufeff"地域, 町",世帯数,人口\n中央,120,340\n北,0,1234\n'

    assert read(tmp_path, text) == SOUND


def test_xlsx_is_read_like_a_csv(tmp_path: Path) -> None:
    rows = [["地域", "世帯数", "人口"], ["中央", 120, "３４０"], [], ["北", 0, "1,234"]]

    assert read_areas(written(tmp_path / "areas.xlsx", rows), DECLARED, NEEDED) == SOUND


def test_facts_of_every_type_are_read_from_an_xlsx(tmp_path: Path) -> None:
    rows = [
        ["地域", "世帯数", "登録済み", "活動分野", "設立日", "構成団体"],
        [1, 1, True, "福祉", dt.date(2015, 4, 1), "自治会、消防団"],
        ["北", 2, "×", "防災", "平成27年4月1日", "なし"],
    ]
    day = dt.date(2015, 4, 1)
    heads = ("households", "registered", "field", "founded", "members")

    assert read_areas(written(tmp_path / "areas.xlsx", rows), DECLARED, {}) == [
        ("1", dict(zip(heads, (1, True, "福祉", day, ("自治会", "消防団")), strict=True))),
        ("北", dict(zip(heads, (2, False, "防災", day, ()), strict=True))),
    ]


def test_faults_of_the_table_and_of_the_areas_are_told_at_once(tmp_path: Path) -> None:
    rows = [
        ["地域", "世帯数", "世帯類", "人口"],
        ["中央", "#REF!", 1, 3.5],
        ["#N/A", None, 1, 2, "欄外"],
        ["中央", 1, 1, -2],
        [dt.date(2027, 1, 2), 1, 1, "百"],
    ]
    path = written(tmp_path / "areas.xlsx", rows)

    with pytest.raises(DefinitionError) as error:
        read_areas(path, DECLARED, NEEDED)

    names = [fact.name for fact in STATED.values()]
    number = "人口: this fact is of the type Whole number"
    computed = "the spreadsheet could not compute this cell"
    assert [(fault.message, fault.hint) for fault in error.value.faults] == [
        ('C1: no fact has this name (now: "世帯類")', known(names, "世帯数")),
        (f'B2: {computed} (now: "#REF!")', "mend its formula"),
        (
            f'D2: {number} (now: "3.5")',
            "the cell may be shown rounded: round the value itself, as with the function ROUND",
        ),
        (f'A3: {computed} (now: "#N/A")', "mend its formula"),
        ("B3: 世帯数: the cell is empty; write 0 where it is zero", ""),
        ('E3: the cell has no heading (now: "欄外")', "write a heading in row 1 of this column"),
        ('A4: the area stands twice in the file (now: "中央")', ""),
        (f'D4: {number} (now: "-2")', "a number is not negative"),
        ('A5: a text is needed (now: "2027-01-02")', "give the cell the format of a text and write it anew"),
        (f'D5: {number} (now: "百")', "1234"),
    ]


def test_sheet_of_an_xlsx_is_chosen_by_name(tmp_path: Path) -> None:
    areas = [["地域", "世帯数", "人口"], ["中央", 120, 340], ["北", 0, 1234]]
    path = written(tmp_path / "areas.xlsx", [["団体"], ["自治会"]], areas)

    assert read_areas(path, DECLARED, NEEDED, sheet="表2") == SOUND
