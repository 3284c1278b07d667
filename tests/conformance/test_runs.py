"""The kit as a plugin's author meets it: pytest in a process of its own, over an installed city."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conformance.standin import FORM, IDS, PROGRAM, TERMS, installed
from tests.standins import HEADER

Run = Callable[..., subprocess.CompletedProcess[str]]
PLUGIN = ("-p", "kyodo_core.conformance.plugin")
TODO = HEADER.replace("\n[[document]]", 'todo = ["plans", "history"]\n\n[[document]]')
FILES = {"municipality": TODO, "forms": FORM, "programs": PROGRAM + TERMS}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run pytest in the plugin's folder, with the kit and no other plugin."""

    def execute(*arguments: str, lang: str = "en", kit: bool = True) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH", ""))))
        environment = os.environ | {
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONPATH": path,
            "PYTHONUTF8": "1",
            "KYODO_LANG": lang,
            "COLUMNS": "80",
        }
        environment.pop("PYTEST_ADDOPTS", None)
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *(PLUGIN if kit else ())]
        return subprocess.run(
            [*command, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return execute


def counts(name: str, state: str, facts: int, citations: int) -> str:
    """What a line of the coverage has in its cells."""
    return f"{name}|{state}|{facts}|{citations}"


def plain(line: str) -> str:
    """The cells of a line of a table, without drawing and padding."""
    return "|".join(cell.strip() for cell in line.strip("│").split("│"))


def test_one_line_runs_every_rule_and_ends_with_the_coverage(tmp_path: Path, run: Run) -> None:
    installed(tmp_path, FILES)

    ended = run("-v", lang="ja")

    assert ended.returncode == 0, ended.stdout
    for rule in IDS:
        assert f"tests/test_conformance.py::test_conformance[{rule}] PASSED" in ended.stdout
    assert "入力の状況: 見本市" in ended.stdout
    lines = [plain(line) for line in ended.stdout.splitlines() if line.startswith("│")]
    assert len(lines) == 26
    assert lines[0] == "項目|状態|事項数|出典"
    assert counts("協働の形態", "記載あり", 1, 1) in lines
    assert counts("支援事業", "記載あり", 1, 2) in lines
    assert counts("計画", "未入力", 0, 0) in lines
    assert counts("歩み", "未入力", 0, 0) in lines
    assert counts("根拠", "記載なし", 0, 0) in lines
    assert lines[-1] == counts("合計", "", 2, 3)
    assert "\n記載あり 2、記載なし 20、未入力 2\n" in ended.stdout
    drawn = {cell_len(line) for line in ended.stdout.splitlines() if line[:1] in tuple("┌│├└")}
    assert len(drawn) == 1


def test_broken_rule_fails_its_test_with_the_place(tmp_path: Path, run: Run) -> None:
    installed(tmp_path, FILES | {"forms": FORM.replace("plan#", "plam#")})

    ended = run()

    assert ended.returncode == 1
    assert "1 failed, 11 passed" in ended.stdout
    assert "FAILED tests/test_conformance.py::test_conformance[citations]" in ended.stdout
    assert (
        'kyodo_mihon/aspects/forms.toml:5:8: cite: the city declares no such document (now: "plam")\n'
        '    5 | cite = "plam#第2章"\n'
        "      |        ^^^^^^^^^^^^\n"
        "   Did you mean plan?\n"
        "   Known: plan\n"
    ) in ended.stdout
    assert "Traceback" not in ended.stdout
    lines = [plain(line) for line in ended.stdout.splitlines() if line.startswith("│")]
    assert counts("Forms of cooperation", "Cannot be read", 0, 0) in lines
    assert lines[-1] == counts("Total", "", 1, 2)
    assert "\nStated 1, Not stated 20, Not encoded yet 2, Cannot be read 1\n" in ended.stdout


def test_city_that_cannot_be_read_fails_every_rule_and_has_no_coverage(tmp_path: Path, run: Run) -> None:
    installed(tmp_path, {"municipality": HEADER.replace("039993", "039994")})

    ended = run()

    assert ended.returncode == 1
    assert "12 failed" in ended.stdout
    assert "mihon cannot be read, so text cannot be tested; see conformance[loading]" in ended.stdout
    assert "\nmihon: municipality.toml has 1 fault(s).\n" in ended.stdout
    assert "│" not in ended.stdout


def test_ids_are_written_kept_and_missed(tmp_path: Path, run: Run) -> None:
    recorded = installed(tmp_path, FILES).with_name("ids.txt")
    ids = ["documents/plan", "forms/co-hosting", "programs/grant"]

    written = run("--kyodo-write-ids")
    assert written.returncode == 0, written.stdout
    assert recorded.read_text(encoding="utf-8").splitlines()[1:] == ids
    assert f"The ids are recorded: {recorded}" in written.stdout

    forms = tmp_path / "kyodo_mihon" / "aspects" / "forms.toml"
    forms.write_text(FORM + FORM.replace("co-hosting", "other"), encoding="utf-8")
    more = run("-k", "ids")
    assert more.returncode == 0
    assert "1 id(s) are not recorded yet: pytest --kyodo-write-ids" in more.stdout

    forms.write_text(FORM.replace("co-hosting", "co-host"), encoding="utf-8")
    renamed = run("-k", "ids")
    assert renamed.returncode == 1
    assert "tests/ids.txt:3:1: the id forms/co-hosting is gone" in renamed.stdout
    assert "Was it renamed to forms/co-host?" in renamed.stdout


def test_ids_of_a_faulty_city_are_not_written(tmp_path: Path, run: Run) -> None:
    recorded = installed(tmp_path, FILES | {"forms": "[[form]\n"}).with_name("ids.txt")

    ended = run("--kyodo-write-ids", "-k", "ids")

    assert ended.returncode == 1
    assert "The ids cannot be recorded: the plugin has faults." in ended.stdout
    assert "exception" not in ended.stdout
    assert not recorded.exists()


def test_in_parallel_the_coverage_is_told_once(tmp_path: Path, run: Run) -> None:
    pytest.importorskip("xdist")
    installed(tmp_path, FILES)

    ended = run("-p", "xdist", "-n", "2")

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "12 passed" in ended.stdout
    assert ended.stdout.count("Coverage: 見本市") == 1


def test_city_may_be_named(tmp_path: Path, run: Run) -> None:
    test = 'from kyodo_core.conformance import *\n\nCITY = "mihon"\n'
    installed(tmp_path, FILES, test).rename(tmp_path / "test_anywhere.py")
    (tmp_path / "pyproject.toml").unlink()

    ended = run("test_anywhere.py")

    assert ended.returncode == 0, ended.stdout
    assert "12 passed" in ended.stdout


@pytest.mark.parametrize(
    ("test", "said"),
    [
        pytest.param('CITY = "mihom"\n', "There is no city named mihom.\nDid you mean mihon?", id="unknown"),
        pytest.param("CITY = 3\n", "There is no city named 3.\n", id="no-name"),
    ],
)
def test_city_that_is_not_installed_is_told(test: str, said: str, tmp_path: Path, run: Run) -> None:
    installed(tmp_path, FILES, f"from kyodo_core.conformance import *\n\n{test}")

    ended = run("-k", "ids")

    assert ended.returncode == 1
    assert said in ended.stdout
    assert "Traceback" not in ended.stdout


def test_without_the_plugin_the_rules_are_tested_all_the_same(tmp_path: Path, run: Run) -> None:
    installed(tmp_path, FILES)

    ended = run(kit=False)

    assert ended.returncode == 0, ended.stdout
    assert "12 passed" in ended.stdout
    assert "Coverage" not in ended.stdout


UNUSED = """\
import sys

KIT = ["kyodo_core", "kyodo_core.conformance", "kyodo_core.conformance.plugin"]
HEAVY = ("attr", "cattrs", "click", "rich", "tomli")


def test_kit_that_is_not_used_has_imported_nothing():
    assert sorted(name for name in sys.modules if name.startswith("kyodo_core")) == KIT
    assert [name for name in sys.modules if name.partition(".")[0] in HEAVY] == []
"""


def test_unused_kit_costs_nothing(tmp_path: Path, run: Run) -> None:
    (tmp_path / "test_unused.py").write_text(UNUSED, encoding="utf-8")

    ended = run()

    assert ended.returncode == 0, ended.stdout
    assert "kyodo" not in ended.stdout.replace(str(tmp_path), "")
