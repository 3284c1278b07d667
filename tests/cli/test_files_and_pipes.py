"""Where answers go: files written whole or not at all, pipes, terminals of other encodings, any folder."""

import errno
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import Program, command

Run = Callable[..., Result]
Answer = Callable[..., str]


@pytest.mark.parametrize(
    ("format_name", "start"),
    [
        pytest.param("table", "入っている市町村".encode(), id="table"),
        pytest.param("markdown", b"# ", id="markdown"),
        pytest.param("json", b"[", id="json"),
        pytest.param("csv", b"\xef\xbb\xbf", id="csv-with-mark-for-spreadsheets"),
        pytest.param("html", b"<!DOCTYPE html>", id="html"),
    ],
)
def test_output_into_a_file(format_name: str, start: bytes, answer: Answer, tmp_path: Path) -> None:
    file = tmp_path / "answer"

    assert answer(f"cities --format {format_name} --output", str(file)) == ""
    assert file.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == ["answer"]


def test_a_file_holds_what_the_screen_shows(answer: Answer, tmp_path: Path) -> None:
    for format_name in ("markdown", "json", "html", "table"):
        answer(f"report yamaguchi progress --format {format_name} -o", str(tmp_path / "answer"))
        shown = answer(f"report yamaguchi progress --format {format_name}")
        assert (tmp_path / "answer").read_text(encoding="utf-8") == shown


def test_csv_on_the_screen_has_no_byte_order_mark(answer: Answer) -> None:
    assert not answer("cities --format csv").startswith("\ufeff")


def test_csv_file_ends_its_lines_as_spreadsheets_do(answer: Answer, tmp_path: Path) -> None:
    answer("cities --format csv -o", str(tmp_path / "cities.csv"))

    written = (tmp_path / "cities.csv").read_bytes()
    assert written.endswith(b"\r\n")
    assert b"\r\r\n" not in written


def test_an_old_file_is_replaced_and_keeps_its_permissions(answer: Answer, tmp_path: Path) -> None:
    file = tmp_path / "cities.json"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    answer("cities --format json -o", str(file))

    assert json.loads(file.read_text(encoding="utf-8"))
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_that_files_have(answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    answer("cities -o", str(tmp_path / "new"))

    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_folder_that_does_not_exist_is_an_error(run: Run, tmp_path: Path) -> None:
    result = run("cities -o", str(tmp_path / "none" / "cities.txt"))

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "cities.txt" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("failing", ["pathlib.Path.replace", "shutil.copymode", "tempfile.mkstemp"])
def test_a_failure_while_writing_leaves_the_old_file_whole(
    failing: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / "cities.json"
    file.write_text("old", encoding="utf-8")
    monkeypatch.setattr(failing, fail)
    result = run("cities --format json -o", str(file))

    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert "元のファイルはそのまま残っています" in result.stderr
    assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["cities.json"]


def test_an_error_writes_no_file(run: Run, tmp_path: Path) -> None:
    run("show hanamki -o", str(tmp_path / "answer"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["show", "ichinoseki"], ["cities"], ["compare", "--format", "json"], ["check"], ["--help"]],
    ids=" ".join,
)
def test_a_closed_pipe_ends_quietly(arguments: list[str], tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        ended = subprocess.run(
            command(arguments), stdout=pipe, stderr=subprocess.PIPE, cwd=tmp_path, check=False
        )

    assert ended.stderr == b""


def test_a_pipe_gets_no_colour_and_no_cut_text(program: Program, answer: Answer) -> None:
    result = program("compare", PYTHONUTF8="1", COLUMNS="80", FORCE_COLOR="1", TERM="xterm-256color")

    assert b"\x1b" not in result.stdout
    assert result.stdout.decode() == answer("compare")


def test_a_japanese_terminal_of_old_gets_tables_without_box_lines(program: Program) -> None:
    result = program("compare", PYTHONIOENCODING="cp932", COLUMNS="80")
    shown = result.stdout.decode("cp932")

    assert (result.returncode, result.stderr) == (0, b"")
    assert "花巻市" in shown
    assert "│" not in shown
    assert "|" in shown


def test_a_character_that_the_terminal_lacks_is_shown_escaped(program: Program) -> None:
    result = program("show", "ichinoseki", "institutions", PYTHONIOENCODING="cp932")

    assert (result.returncode, result.stderr) == (0, b"")
    assert "\\u260e08671" in "".join(result.stdout.decode("cp932").split())


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "ascii", "latin-1"])
@pytest.mark.parametrize("format_name", ["table", "markdown", "json", "csv", "html"])
def test_no_encoding_ends_the_program(encoding: str, format_name: str, program: Program) -> None:
    result = program("show", "yamaguchi", "forms", "--format", format_name, PYTHONIOENCODING=encoding)

    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode(encoding)


def test_messages_survive_a_poor_encoding(program: Program) -> None:
    result = program("show", "花巻", PYTHONIOENCODING="ascii")

    assert result.returncode == 2
    assert b"Traceback" not in result.stderr


def test_it_answers_in_an_empty_folder_with_a_bare_environment(program: Program, tmp_path: Path) -> None:
    result = program("compare", "--format", "json", PYTHONUTF8="1")

    assert (result.returncode, result.stderr) == (0, b"")
    assert [city["slug"] for city in json.loads(result.stdout)["cities"]] == [
        "hanamaki",
        "ichinoseki",
        "yamaguchi",
    ]
    assert list(tmp_path.iterdir()) == []
