"""`kyodo import-table`: what a table would change, and what is written when it is asked for."""

import csv
import errno
import json
import os
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from kyodo_core.cli import import_table as module
from kyodo_core.reports.schema import SCHEMAS
from tests.cli.test_formats import is_sound_csv, is_sound_html, is_sound_markdown
from tests.spreadsheets import written
from tests.standins import HEADER, CityFolder

Run = Callable[..., Result]
FORMS = """\
# 手引きの表のとおり。
[[form]]
id = "endorsement"
name = "後援"
kinds = ["endorsement"]  # 名義のみ
cite = "plan#第2章4"
"""
ROWS = [
    ["ID", "名称", "核となる形態", "実施上のポイント", "出典", "備考"],
    ["co-hosting", "共催", "共催", "企画の段階から話し合う\n役割と経費の分担を書面にする", "plan#第2章3", ""],
    ["endorsement", "後援名義", "後援、協賛", "", "", "未確認"],
]
APPENDED = """
[[form]]
id = "co-hosting"
name = "共催"
kinds = ["co_hosting"]
points = ["企画の段階から話し合う", "役割と経費の分担を書面にする"]
cite = "plan#第2章3"
"""
LINE = "import-table mihon forms forms.csv --map-column 備考="


def lay(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def work(mihon: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder with the table; the only installed city has one form."""
    CityFolder(mihon / "city").write("forms", FORMS)
    lay(mihon / "forms.csv", ROWS)
    monkeypatch.chdir(mihon)
    return mihon


def forms(work: Path) -> str:
    return (work / "city" / "aspects" / "forms.toml").read_bytes().decode()


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("columns", [80, 120])
def test_whole_preview_is_as_expected(
    columns: int, run: Run, matches_expected: Callable[[str, str], None]
) -> None:
    result = run(LINE, columns=columns)

    assert (result.exit_code, result.stderr) == (
        0,
        "まだ書き込んでいません。--write でプラグインに、--to ファイル名 で新しいファイルに書き込みます。\n",
    )
    matches_expected(f"import-table-{columns}", result.stdout)


def test_preview_writes_nothing(work: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in work.rglob("*") if path.is_file()}
    run(LINE)

    assert {path: path.read_bytes() for path in work.rglob("*") if path.is_file()} == before


def test_write_appends_and_leaves_what_differs(work: Path, run: Run) -> None:
    result = run(f"{LINE} --write --lang en")

    assert (result.exit_code, result.stderr) == (
        0,
        f"1 fact(s) written: {work / 'city' / 'aspects' / 'forms.toml'}\n"
        "1 fact(s) differ and were left as they are.\n",
    )
    assert forms(work) == FORMS + APPENDED
    assert run("check mihon").exit_code == 0


def test_write_twice_is_write_once(work: Path, run: Run) -> None:
    run(f"{LINE} --write")
    path = work / "city" / "aspects" / "forms.toml"
    before = path.stat()
    result = run(f"{LINE} --write --lang en")

    assert result.stderr.startswith("0 fact(s) written")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_replace_takes_the_table_s_word(work: Path, run: Run) -> None:
    result = run(f"{LINE} --write --replace --lang en")

    assert result.stderr.startswith("2 fact(s) written")
    assert forms(work) == (
        FORMS.replace('"後援"', '"後援名義"').replace('["endorsement"]', '["endorsement", "sponsorship"]')
        + APPENDED
    )


def test_mark_at_the_head_of_the_file_stays(work: Path, run: Run) -> None:
    CityFolder(work / "city").write("forms", b"\xef\xbb\xbf" + FORMS.encode())
    run(f"{LINE} --write")

    assert forms(work) == "\ufeff" + FORMS + APPENDED


def test_aspect_and_folder_are_made_where_there_are_none(work: Path, run: Run) -> None:
    bare = CityFolder(work / "bare")
    bare.write("municipality", HEADER)
    result = run("import-table ./bare forms forms.csv --map-column 備考= --cite plan#第2章 --write")

    assert result.exit_code == 0
    assert [fact.id for fact in bare.read().aspects["forms"]] == ["co-hosting", "endorsement"]


def test_to_writes_the_whole_aspect_into_a_new_file(work: Path, run: Run) -> None:
    result = run(f"{LINE} --to new.toml --lang en")

    assert (work / "new.toml").read_text(encoding="utf-8") == FORMS + APPENDED
    assert forms(work) == FORMS
    assert "1 fact(s) written: new.toml" in result.stderr


def test_to_overwrites_no_file(work: Path, run: Run) -> None:
    result = run(f"{LINE} --to forms.csv --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: forms.csv cannot be written: there is such a file\n  Name a new file.\n"


@pytest.mark.usefixtures("work")
def test_write_and_to_exclude_each_other(run: Run) -> None:
    assert run(f"{LINE} --write --to new.toml").exit_code == 2


def test_archive_is_not_written_to(work: Path, run: Run) -> None:
    with zipfile.ZipFile(work / "mihon.whl", "w") as archive:
        archive.writestr("kyodo_mihon/municipality.toml", HEADER)
    line = "import-table mihon.whl forms forms.csv --map-column 備考= --cite plan#1"

    refused = run(f"{line} --write --lang en")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        "Error: The plugin lies in an archive, which is not written to.\n  Use --to FILE.\n"
    )
    assert run(f"{line} --to new.toml").exit_code == 0


def test_installed_copy_is_told_to_be_one(work: Path, run: Run) -> None:
    copy = CityFolder(work / "site-packages" / "kyodo_mihon")
    copy.write("municipality", HEADER)
    line = "import-table ./site-packages forms forms.csv --map-column 備考= --cite plan#1 --write --lang en"

    assert "This is an installed copy" in run(line).stderr


@pytest.mark.usefixtures("work")
def test_faults_are_told_at_once_and_nothing_is_written(work: Path, run: Run) -> None:
    lay(work / "forms.csv", [*ROWS, ["", "共済", "共済", "", "plan2#1", ""]])
    result = run(f"{LINE} --write --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert [line for line in result.stderr.splitlines() if line.startswith("forms.csv")] == [
        "forms.csv:4:1: the cell is empty; an id is needed",
        'forms.csv:4:3: nothing is known under this name (now: "共済")',
    ]
    assert forms(work) == FORMS


@pytest.mark.usefixtures("work")
def test_unknown_headings_are_refused_with_candidates(run: Run) -> None:
    result = run("import-table mihon forms forms.csv --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert 'forms.csv:1:6: this heading is not known (now: "備考")' in result.stderr
    assert '--map-column "備考=KEY"' in result.stderr


def test_spreadsheet_is_read_as_a_csv_is(work: Path, run: Run) -> None:
    written(work / "forms.xlsx", ROWS, [["別の表"], ["1"]])
    line = LINE.replace("forms.csv", "forms.xlsx --sheet 表1")

    assert run(f"{line} --format json").stdout == run(f"{LINE} --format json").stdout
    assert run(LINE.replace("forms.csv", "forms.xlsx")).exit_code == 1


def test_fault_in_a_spreadsheet_names_its_cell(work: Path, run: Run) -> None:
    written(work / "forms.xlsx", [*ROWS, ["grant", "", "補助", "", "plan#1", ""]])
    result = run(LINE.replace("forms.csv", "forms.xlsx") + " --lang en")

    assert "forms.xlsx:4:2: B4: the cell is empty; the key name is needed" in result.stderr


def test_broken_cells_are_told_with_the_others(work: Path, run: Run) -> None:
    rows = [*ROWS, ["grant", "=A1", "補助・助成・交付", "", "第3章", ""]]
    written(work / "forms.xlsx", rows)
    result = run(LINE.replace("forms.csv", "forms.xlsx") + " --lang en")

    assert "B4: the file holds no result of this cell's formula" in result.stderr
    assert "E4: a citation is written document#section" in result.stderr


def test_map_is_saved_and_read_again(work: Path, run: Run) -> None:
    table = [[{"名称": "形態", "ID": "番"}.get(cell, cell) for cell in ROWS[0]], *ROWS[1:]]
    lay(work / "forms.csv", table)
    first = run(f"{LINE} --map-column 形態=name --map-column 番=id --save-map map.toml --format json")

    assert first.exit_code == 0
    assert (work / "map.toml").read_text(encoding="utf-8") == (
        'ignore = ["備考"]\n\n[columns]\n"番" = "id"\n"形態" = "name"\n"核となる形態" = "kinds"\n'
        '"実施上のポイント" = "points"\n"出典" = "cite"\n'
    )
    again = run("import-table mihon forms forms.csv --map map.toml --format json")
    assert again.stdout == first.stdout


def test_person_at_the_terminal_is_asked(work: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def prompt(text: str, **_options: Any) -> str:
        asked.append(text)
        return " good_for "

    monkeypatch.setattr(module, "_at_a_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", prompt)
    result = run("import-table mihon forms forms.csv --lang en --format json")

    assert asked == ["Key (empty: leave the column out)"]
    assert 'Which key is the column "備考"?' in result.stderr
    assert {"heading": "備考", "key": "good_for"} in json.loads(result.stdout)["columns"]


def test_terminal_is_one_where_input_and_messages_are(monkeypatch: pytest.MonkeyPatch) -> None:
    for stdin, stderr in ((True, True), (True, False), (False, True)):
        monkeypatch.setattr(sys.stdin, "isatty", lambda known=stdin: known, raising=False)
        monkeypatch.setattr(sys.stderr, "isatty", lambda known=stderr: known, raising=False)
        assert module._at_a_terminal() is (stdin and stderr)


@pytest.mark.usefixtures("work")
def test_other_formats_are_sound(run: Run) -> None:
    is_sound_markdown(run(f"{LINE} --format markdown").stdout)
    is_sound_html(run(f"{LINE} --format html").stdout)
    is_sound_csv(run(f"{LINE} --format csv").stdout)


@pytest.mark.usefixtures("work")
def test_json_keeps_to_the_schema(run: Run) -> None:
    data = json.loads(run(f"{LINE} --format json").stdout)

    assert [
        error.message for error in Draft202012Validator(SCHEMAS["import-table"]()).iter_errors(data)
    ] == []
    assert (data["city"]["slug"], data["aspect"], data["written"]) == ("mihon", "forms", None)
    assert [fact["id"] for fact in data["changes"]["added"]] == ["co-hosting"]
    assert [(one["id"], [key["key"] for key in one["keys"]]) for one in data["changes"]["changed"]] == [
        ("endorsement", ["name", "kinds"])
    ]
    assert data["ignored"] == ["備考"]
    assert data["left"] == [{"id": "endorsement", "keys": ["name", "kinds"]}]


def test_doubtful_figures_are_a_warning(work: Path, run: Run) -> None:
    lay(
        work / "progress.csv",
        [["推進方針", "項目数", "実施済"], ["環境", "2", "1"], ["計", "2", "2"]],
    )
    line = (
        "import-table mihon progress progress.csv --id-prefix p --set id=items --set name=進捗 --set as_of=R6"
    )
    result = run(f"{line} --cite plan#1 --lang en")

    assert result.exit_code == 0
    assert result.stderr.startswith(
        'progress.csv:2:2: Warning: total: the counts do not add up to the total (now: "2")\n   Example: 1\n'
    )


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("import-table mihn forms forms.csv", 2, id="unknown-city"),
        pytest.param("import-table mihon form forms.csv", 2, id="unknown-aspect"),
        pytest.param("import-table mihon forms nowhere.csv", 1, id="no-such-table"),
        pytest.param("import-table mihon forms forms.csv --map nowhere.toml", 1, id="no-such-map"),
        pytest.param("import-table mihon forms", 2, id="no-table"),
    ],
)
def test_wrong_calls_are_refused(line: str, code: int, run: Run) -> None:
    result = run(line)

    assert (result.exit_code, result.stdout) == (code, "")


def test_folder_that_cannot_be_made_is_told(work: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = CityFolder(work / "bare")
    bare.write("municipality", HEADER)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", refuse)
    result = run("import-table ./bare forms forms.csv --map-column 備考= --cite plan#1 --write --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "forms.toml cannot be written: Permission denied" in result.stderr
