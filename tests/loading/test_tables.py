"""Tables as CSV and .xlsx: what is read of them, and all that makes a table doubtful, with its place."""

import builtins
import datetime as dt
import errno
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import DefinitionError, Fault
from kyodo_core.loading.cells import date, fiscal_year, names, number, truth
from kyodo_core.loading.tables import Table, read_table
from kyodo_core.loading.values import WrongValueError
from tests.spreadsheets import BOOK, SHEET, altered, computed, part, written

Told = tuple[int, int, str, str]
NO_ROWS = "the table has no rows: headings in the first row and rows below are needed"
NO_RESULT = "the file holds no result of this cell's formula"
COMPUTE = (
    "compute all anew (Ctrl+Alt+F9 in Excel, Ctrl+Shift+F9 in LibreOffice) and save, "
    "or write the value in place of the formula"
)
SAVE_AS = "save it as .xlsx, without a password"


def csv_file(folder: Path, text: str | bytes, name: str = "表.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def told(path: Path, sheet: str = "") -> list[Told]:
    with pytest.raises(DefinitionError) as error:
        read_table(path, sheet)
    assert {fault.file for fault in error.value.faults} == {str(path)}
    return [(fault.line, fault.column, fault.message, fault.hint) for fault in error.value.faults]


def raws(table: Table) -> list[tuple[Any, ...]]:
    return [tuple(cell.raw for cell in row.cells) for row in table.rows]


def test_csv_is_read_with_places(tmp_path: Path) -> None:
    table = read_table(csv_file(tmp_path, '地域, 世帯数 ,備考\n中央,"1,200",\n\n,,\n北,５\n"南\n町",0,x,,\n'))

    assert (table.heads, table.sheet) == (("地域", "世帯数", "備考"), "")
    assert raws(table) == [("中央", "1,200", ""), ("北", "５", ""), ("南\n町", "0", "x")]
    assert [row.number for row in table.rows] == [2, 5, 6]
    assert [(cell.row, cell.column) for cell in table.rows[1].cells] == [(5, 1), (5, 2), (5, 3)]
    assert table.rows[1].cell(2).raw == "５"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("name", ["表.csv", "表.CSV"])
def test_csv_of_each_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    table = read_table(csv_file(tmp_path, "地域,世帯数\n中央,①\n".encode(encoding), name))

    assert (table.heads, raws(table)) == (("地域", "世帯数"), [("中央", "①")])


def test_xlsx_is_read_with_places(tmp_path: Path) -> None:
    rows = [
        ["地域", " 世帯数 ", 2027, "設立日", "登録"],
        ["中央", 1200, "１，２００", dt.date(2027, 4, 1), True],
        [],
        ["北", 3.5, None, dt.datetime(2027, 4, 1, 9, 30), False],
    ]
    table = read_table(str(written(tmp_path / "表.xlsx", rows)))

    assert (table.heads, table.sheet) == (("地域", "世帯数", "2027", "設立日", "登録"), "表1")
    assert raws(table) == [
        ("中央", 1200, "１，２００", dt.date(2027, 4, 1), True),
        ("北", 3.5, "", dt.datetime(2027, 4, 1, 9, 30), False),
    ]
    assert [row.number for row in table.rows] == [2, 4]


def test_column_is_found_however_its_heading_is_written(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "表.xlsx", [["地域", "世帯数\n（Ａ）", "人 口"], ["中央", 1, 2]]))

    assert [table.column(name) for name in ("地域", "世帯数(A)", "人口", "面積")] == [1, 2, 3, 0]
    assert table.column("population", "人口") == 3


@pytest.mark.parametrize(
    "shape",
    [
        '[$-411]ggge"年"m"月"d"日";@',
        '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@',
        "[$-411]ge\\.m\\.d;@",
        'yyyy"年"m"月"d"日"',
        "m/d/yyyy",
    ],
)
@pytest.mark.parametrize("mac", [False, True], ids=["1900", "1904"])
def test_day_is_read_in_every_shape_of_a_spreadsheet(tmp_path: Path, shape: str, mac: bool) -> None:
    def changes(book: Workbook) -> None:
        if mac:
            book.epoch = CALENDAR_MAC_1904
        book["表1"]["A2"].value = dt.date(2027, 4, 1)
        book["表1"]["A2"].number_format = shape

    table = read_table(written(tmp_path / "表.xlsx", [["日"]], changes=changes))

    assert [date(row.cell(1)) for row in table.rows] == [dt.date(2027, 4, 1)]


@pytest.mark.parametrize("shape", ['#,##0"円"', '0"人"', '#,##0;"△ "#,##0', '"令和"0"年度"'])
def test_number_in_the_shape_of_a_text_is_a_number(tmp_path: Path, shape: str) -> None:
    def changes(book: Workbook) -> None:
        book["表1"]["A2"].number_format = shape

    table = read_table(written(tmp_path / "表.xlsx", [["額"], [1234]], changes=changes))

    assert number(table.rows[0].cell(1)) == 1234


def test_reading_of_furigana_is_no_part_of_a_text(tmp_path: Path) -> None:
    path = altered(
        written(tmp_path / "表.xlsx", [["地域"], ["中央"]]),
        SHEET,
        "<is><t>中央</t></is>",
        '<is><t>中央</t><rPh sb="0" eb="2"><t>チュウオウ</t></rPh></is>',
    )

    assert raws(read_table(path)) == [("中央",)]


def test_result_of_a_formula_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "表.xlsx", [["地域", "数", "語", "空"], ["中央", "=1+2", '="a"', '=""']])
    altered(path, SHEET, '<c r="C2">', '<c r="C2" t="str">')
    altered(path, SHEET, '<c r="D2">', '<c r="D2" t="str">')
    computed(path, ("1+2", "<v>3</v>"), ('"a"', "<v>a</v>"), ('""', "<v></v>"))

    assert raws(read_table(path)) == [("中央", 3, "a", "")]


@pytest.mark.parametrize("result", ["<v />", "<v></v>", ""], ids=["empty", "open", "none"])
def test_formula_without_a_result_is_refused(tmp_path: Path, result: str) -> None:
    path = computed(written(tmp_path / "表.xlsx", [["地域", "数"], ["中央", "=1+2"]]), ("1+2", result))

    assert told(path) == [(2, 2, f"B2: {NO_RESULT}", COMPUTE)]


def test_result_that_the_file_itself_does_not_rely_on_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "表.xlsx", [["地域", "数"], ["中央", "=1+2"]])
    altered(path, SHEET, "<f>1+2</f><v />", "<f>1+2</f><v>0</v>")

    assert told(path) == [(2, 2, f"B2: {NO_RESULT}", COMPUTE)]


@pytest.mark.parametrize("said", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!"])
def test_error_of_a_cell_is_refused(tmp_path: Path, said: str) -> None:
    message = f'the spreadsheet could not compute this cell (now: "{said}")'
    path = written(tmp_path / "表.xlsx", [["地域", "数"], ["中央", said], ["北", 3]])
    assert f'<c r="B2" t="e"><v>{said}</v></c>' in part(path, SHEET)

    assert told(path) == [(2, 2, f"B2: {message}", "mend its formula")]


def test_cells_without_places_of_their_own_are_counted(tmp_path: Path) -> None:
    """Some programs leave out the name of each cell and the number of each row."""
    path = written(tmp_path / "表.xlsx", [["地域", "数"], ["中央", "#N/A"]])
    for name in ('<row r="1">', '<row r="2">'):
        altered(path, SHEET, name, "<row>")
    for place in ("A1", "B1", "A2", "B2"):
        altered(path, SHEET, f' r="{place}"', "")

    assert [fault[:2] for fault in told(path)] == [(2, 2)]


def merging(*spans: str) -> Callable[[Workbook], None]:
    def changes(book: Workbook) -> None:
        for span in spans:
            book["表1"].merge_cells(span)

    return changes


@pytest.mark.parametrize(
    ("span", "place"),
    [("A2:A3", (2, 1)), ("A1:B1", (1, 1)), ("B3:E3", (3, 2)), ("B2:C3", (2, 2))],
    ids=["rows", "headings", "over-the-edge", "block"],
)
def test_merged_cells_are_refused(tmp_path: Path, span: str, place: tuple[int, int]) -> None:
    rows = [["地域", "数", "語"], ["中央", 1, 2], ["北", 3, 4]]
    message = f"{span.partition(':')[0]}: the cells {span} are merged"

    faults = told(written(tmp_path / "表.xlsx", rows, changes=merging(span)))

    hint = "unmerge them and write the value in each cell"
    assert (*place, message, hint) in faults


@pytest.mark.parametrize("span", ["D1:E2", "A5:C6"], ids=["beside", "below"])
def test_merged_cells_outside_of_the_table_do_not_matter(tmp_path: Path, span: str) -> None:
    rows = [["地域", "数"], ["中央", 1], ["北", 3]]

    assert raws(read_table(written(tmp_path / "表.xlsx", rows, changes=merging(span)))) == [
        ("中央", 1),
        ("北", 3),
    ]


def test_title_above_the_headings_is_refused(tmp_path: Path) -> None:
    rows = [["令和9年度 一覧", None], ["地域", "数"], ["中央", 1]]

    assert told(written(tmp_path / "表.xlsx", rows, changes=merging("A1:B1"))) == [
        (1, 1, "A1: the cells A1:B1 are merged", "unmerge them and write the value in each cell"),
        (
            2,
            2,
            'B2: the cell has no heading (now: "数")',
            "write a heading in row 1 of this column",
        ),
    ]


HEADLESS = "write a heading in row 1 of this column"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param(
            "地域,数,地域\n中央,1,2\n",
            [(1, 3, 'this heading stands twice (now: "地域")', "the first stands in column 1")],
            id="heading-twice",
        ),
        pytest.param(
            "地域,ＡＢ,A B\n中央,1,2\n",
            [(1, 3, 'this heading stands twice (now: "A B")', "the first stands in column 2")],
            id="heading-twice-in-other-width",
        ),
        pytest.param(
            "地域,,数\n中央,x,2\n北,y,3\n",
            [(2, 2, 'the cell has no heading (now: "x")', HEADLESS)],
            id="no-heading-told-once",
        ),
        pytest.param(
            "地域,数\n中央,1,234\n北,5,678,9\n",
            [
                (
                    row,
                    column,
                    f'the cell has no heading; a number with a comma stands in quotes (now: "{now}")',
                    "",
                )
                for row, column, now in ((2, 3, "234"), (3, 3, "678"), (3, 4, "9"))
            ],
            id="commas-told-in-each-row",
        ),
        pytest.param("", [(1, 1, NO_ROWS, "")], id="nothing"),
        pytest.param("\n,,\n", [(1, 1, NO_ROWS, "")], id="blanks"),
        pytest.param("地域,数\n,\n", [(1, 1, NO_ROWS, "")], id="headings-alone"),
        pytest.param(
            "\n地域,数\n中央,1\n",
            [(1, 1, "the first row has no headings", "the headings stand in row 1, the rows below")],
            id="blank-first-row",
        ),
        pytest.param(
            '地域,数\n中央,1\n北,"1\n',
            [(3, 0, "a quotation mark is not closed, or stands within a cell", '"1,234", "… ""…"" …"')],
            id="open-quotation",
        ),
        pytest.param(
            '地域,数\n"中央"町,1\n',
            [(2, 0, "a quotation mark is not closed, or stands within a cell", '"1,234", "… ""…"" …"')],
            id="quotation-within",
        ),
        pytest.param(
            f'地域\n"{"x" * 200_000}"\n',
            [(2, 0, "a quotation mark is not closed, or stands within a cell", '"1,234", "… ""…"" …"')],
            id="endless-cell",
        ),
        pytest.param(
            "地域\n中央\n".encode("utf-16"),
            [(0, 0, "the file is not written in UTF-8", "save it with the encoding UTF-8")],
            id="utf-16",
        ),
        pytest.param(
            b"a,b\n\x81\x20,1\n",
            [(0, 0, "the file is not written in UTF-8", "save it with the encoding UTF-8")],
            id="no-text",
        ),
        pytest.param(
            b"PK\x03\x04rest",
            [(0, 0, "this is no CSV but an .xlsx", "give the file's name the ending .xlsx")],
            id="xlsx-named-csv",
        ),
    ],
)
def test_csv_is_refused(tmp_path: Path, text: str | bytes, faults: list[Told]) -> None:
    assert told(csv_file(tmp_path, text)) == faults


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        pytest.param(
            [["地域", "数"], ["中央", 1, 2], ["北", 3, 4]],
            [(2, 3, 'C2: the cell has no heading (now: "2")', HEADLESS)],
            id="no-heading-told-once",
        ),
        pytest.param(
            [["地域", "数", "数"], ["中央", 1, 2]],
            [(1, 3, 'C1: this heading stands twice (now: "数")', "the first stands in column 2")],
            id="heading-twice",
        ),
        pytest.param([], [(1, 1, f"A1: {NO_ROWS}", "")], id="nothing"),
        pytest.param([["地域", "数"]], [(1, 1, f"A1: {NO_ROWS}", "")], id="headings-alone"),
        pytest.param(
            [[], [], ["地域"], ["中央"]],
            [(1, 1, "A1: the first row has no headings", "the headings stand in row 1, the rows below")],
            id="blank-first-rows",
        ),
        pytest.param(
            [["地域", "数", "地域"], ["中央", "#N/A", 1], ["北", "=1+2", 1, "x" * 70]],
            [
                (1, 3, 'C1: this heading stands twice (now: "地域")', "the first stands in column 1"),
                (2, 2, 'B2: the spreadsheet could not compute this cell (now: "#N/A")', "mend its formula"),
                (3, 2, f"B3: {NO_RESULT}", COMPUTE),
                (3, 4, f'D3: the cell has no heading (now: "{"x" * 59}…")', HEADLESS),
            ],
            id="all-at-once",
        ),
    ],
)
def test_xlsx_is_refused(tmp_path: Path, rows: Sequence[Sequence[Any]], faults: list[Told]) -> None:
    assert told(written(tmp_path / "表.xlsx", rows)) == faults


TWO = ([["地域"], ["中央"]], [["団体"], ["自治会"]])


def hiding(book: Workbook) -> None:
    book["表1"].sheet_state = "hidden"


def test_sheet_is_named_where_several_hold_something(tmp_path: Path) -> None:
    path = written(tmp_path / "表.xlsx", *TWO, [])

    assert told(path) == [
        (0, 0, "several sheets hold something: 表1, 表2", "name the one to read, or hide the others")
    ]
    assert [raws(read_table(path, name)) for name in ("表1", "表2")] == [[("中央",)], [("自治会",)]]
    assert told(path, "表3") == [(1, 1, f"A1: {NO_ROWS}", "")]
    assert told(path, "表4") == [
        (0, 0, 'no sheet has this name (now: "表4")', "Did you mean 表3? Known: 表1, 表2, 表3")
    ]


def test_empty_and_hidden_sheets_do_not_matter(tmp_path: Path) -> None:
    assert read_table(written(tmp_path / "a.xlsx", [], TWO[1], [])).sheet == "表2"
    hidden = written(tmp_path / "b.xlsx", *TWO, changes=hiding)
    assert (read_table(hidden).sheet, read_table(hidden, "表1").sheet) == ("表2", "表1")


def test_file_whose_sheets_are_all_charts_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "表.xlsx", TWO[0])
    altered(path, "xl/_rels/workbook.xml.rels", "relationships/worksheet", "relationships/chartsheet")

    assert told(path) == [(0, 0, "the file has no sheet that is shown", "")]


def bomb(path: Path) -> None:
    """XML whose entities unfold without end."""
    altered(path, SHEET, "<worksheet ", '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet ')


def far(path: Path) -> None:
    altered(path, SHEET, 'r="A2"', 'r="XFD1048576"')
    altered(path, SHEET, '<row r="2"', '<row r="1048576"')


DAMAGED = ("the file is damaged, or no .xlsx", "save it again as .xlsx")


@pytest.mark.parametrize(
    ("spoil", "message", "hint"),
    [
        pytest.param(lambda path: path.write_bytes(b""), *DAMAGED, id="empty"),
        pytest.param(lambda path: path.write_text("地域,数\n", encoding="utf-8"), *DAMAGED, id="csv"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-100]), *DAMAGED, id="cut-off"),
        pytest.param(lambda path: altered(path, SHEET, "</row>", ""), *DAMAGED, id="xml"),
        pytest.param(lambda path: altered(path, SHEET, 'r="A2"', 'r="22"'), *DAMAGED, id="place"),
        pytest.param(lambda path: altered(path, BOOK, "r:id=", "r:no="), *DAMAGED, id="no-relation"),
        pytest.param(
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
            "the file is protected by a password, or of the older form .xls",
            SAVE_AS,
            id="password",
        ),
        pytest.param(bomb, "the file holds XML that no spreadsheet program writes", "", id="entities"),
        pytest.param(
            far,
            "the cells of the sheet reach as far as XFD1048576",
            "delete what stands outside of the table",
            id="far",
        ),
    ],
)
def test_file_that_is_no_sound_xlsx_is_refused(
    tmp_path: Path, spoil: Callable[[Path], Any], message: str, hint: str
) -> None:
    path = written(tmp_path / "表.xlsx", [["地域"], ["中央"]])
    assert len(read_table(path).rows) == 1

    spoil(path)

    assert told(path) == [(0, 0, message, hint)]


def test_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "表.xlsx", [["地域"], ["中央"]])
    monkeypatch.setattr("kyodo_core.loading.workbooks._UNPACKED", 1000)

    assert told(path) == [(0, 0, "the file is too large", "")]


@pytest.mark.parametrize("name", ["表.xls", "表.ods", "表.txt", "表.xlsm", "表"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    path = csv_file(tmp_path, "地域\n中央\n", name)

    assert told(path) == [(0, 0, "tables are read from .csv and .xlsx only", SAVE_AS)]


def test_file_that_does_not_exist_and_folder_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "表.xlsx"
    folder.mkdir()

    assert told(tmp_path / "none.xlsx") == [
        (0, 0, "the file cannot be read", "there is no file of this name")
    ]
    assert told(folder) == [(0, 0, "the file cannot be read", "this is a folder")]


@pytest.mark.parametrize("asked", ["is_dir", "read_bytes"])
def test_file_that_may_not_be_read_is_told_with_the_reason(
    asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(_path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = tmp_path / "a.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    monkeypatch.setattr(Path, asked, denied)

    assert told(path) == [(0, 0, "the file cannot be read", "Permission denied")]


def test_missing_reader_of_xlsx_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "表.xlsx", [["地域"], ["中央"]])
    import_of = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "python_calamine":
            raise ModuleNotFoundError(name)
        return import_of(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)

    assert told(path) == [
        (
            0,
            0,
            "a package that reads .xlsx is not installed",
            'pip install "kyodo-core[tables]", or save the table as CSV',
        )
    ]


def test_faults_are_gathered_for_who_asks(tmp_path: Path) -> None:
    path = written(tmp_path / "表.xlsx", [["地域", "数"], ["中央", "#N/A"], ["北", "多い"]])
    faults: list[Fault] = []
    table = read_table(path, faults=faults)
    for row in table.rows:
        try:
            number(row.cell(2))
        except WrongValueError as error:
            faults.append(table.wrong(row.cell(2), error))

    error = table.error(faults)

    assert error.message == "表.xlsx has 2 fault(s)."
    assert [(fault.line, fault.message, fault.hint) for fault in error.faults] == [
        (2, 'B2: the spreadsheet could not compute this cell (now: "#N/A")', "mend its formula"),
        (3, 'B3: a whole number is needed (now: "多い")', "1234"),
    ]


@pytest.mark.parametrize("name", ["表.csv", "表.xlsx"])
def test_own_message_for_a_table_without_rows(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, []) if name.endswith("xlsx") else csv_file(tmp_path, "", name)

    with pytest.raises(DefinitionError) as error:
        read_table(path, empty="no areas")

    assert [fault.message.removeprefix("A1: ") for fault in error.value.faults] == ["no areas"]


ROWS = st.lists(
    st.tuples(
        st.integers(0, 2**53 - 1),
        st.dates(dt.date(1926, 12, 25), dt.date(2100, 12, 31)),
        st.integers(1926, 2100),
        st.booleans(),
        st.lists(st.sampled_from(["自治会", "消防団", "婦人会"]), unique=True),
    ),
    min_size=1,
    max_size=5,
)
HEADS = ("数", "日", "年度", "有無", "団体")


def meant(table: Table) -> list[tuple[Any, ...]]:
    readers: tuple[Callable[..., Any], ...] = (number, date, fiscal_year, truth, names)
    return [tuple(read(cell) for read, cell in zip(readers, row.cells, strict=True)) for row in table.rows]


@given(rows=ROWS)
@settings(max_examples=30)
def test_what_is_written_is_read(
    rows: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("written")
    listed = [(*row[:4], "、".join(row[4]) or "なし") for row in rows]
    lines = [",".join(map(str, row)) for row in (HEADS, *listed)]

    expected = [(*row[:2], FiscalYear(row[2]), row[3], tuple(row[4])) for row in rows]
    assert meant(read_table(csv_file(folder, "\n".join(lines)))) == expected
    assert meant(read_table(written(folder / "表.xlsx", [HEADS, *listed]))) == expected
