"""`kyodo schema`: a schema on the screen, or all of them in a folder."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kyodo_core.loading.schemas import NAMES, schema

Run = Callable[..., Result]
Answer = Callable[..., str]


@pytest.mark.parametrize("name", NAMES)
def test_named_schema_is_printed(name: str, answer: Answer) -> None:
    assert json.loads(answer(f"schema {name}")) == schema(name)


def test_all_schemas_are_written_into_a_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schemas"

    result = run("schema --dir", str(folder))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{len(NAMES)} 個のスキーマを {folder} に書き出しました。\n"
    assert {path.name for path in folder.iterdir()} == {f"{name}.schema.json" for name in NAMES}


def test_named_schemas_alone_are_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "forms.schema.json").write_text("old", encoding="utf-8")
    (tmp_path / "mine.json").write_text("mine", encoding="utf-8")

    assert run("schema forms programs --lang en --dir", str(tmp_path)).stdout.startswith("2 schema(s)")

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "forms.schema.json",
        "mine.json",
        "programs.schema.json",
    ]
    assert json.loads((tmp_path / "forms.schema.json").read_text(encoding="utf-8")) == schema("forms")


@pytest.mark.parametrize("line", ["schema", "schema forms programs"])
def test_without_a_folder_one_schema_is_named(line: str, run: Run) -> None:
    result = run(line)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--dir" in result.stderr
    assert "municipality" in result.stderr


def test_unknown_schema_is_answered_with_the_near_one(run: Run, tmp_path: Path) -> None:
    result = run("schema program --dir", str(tmp_path / "none"))

    assert result.exit_code == 2
    assert "「program」というスキーマはありません" in result.stderr
    assert "programs" in result.stderr
    assert not (tmp_path / "none").exists()


def test_folder_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    result = run("schema --dir", str(tmp_path / "file" / "schemas"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert str(tmp_path / "file") in result.stderr
    assert "書き込めません" in result.stderr
