"""Running `kyodo` in the tests: in this process where that is enough, as a program of its own where not.

Whole outputs are compared with the files in `expected/`. After an intended change, write them anew with

    pytest tests/cli --regenerate

and look at the difference before committing it.
"""

import gettext
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kyodo_core import configuration, messages
from kyodo_core.cli.edge import prepare_language
from kyodo_core.cli.main import group
from kyodo_core.registry import PluginSource, entry_points
from tests.mihon import MIHON, source

EXPECTED = Path(__file__).parent / "expected"
Run = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[bytes]]
Install = Callable[..., None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the expected outputs of tests/cli anew")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run `kyodo` with a line of arguments, in Japanese unless `--lang` says otherwise.

    An exception that is no exit of the program fails the test.
    """
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.delenv("KYODO_LANG", raising=False)
    monkeypatch.delenv("KYODO_CONFIG", raising=False)
    domain = gettext.textdomain()

    def invoke(line: str, *more: str, columns: int = 80) -> Result:
        arguments = [*line.split(), *more]
        monkeypatch.setattr(messages, "_chosen", [])
        monkeypatch.setattr(configuration, "_chosen", [])
        monkeypatch.setenv("COLUMNS", str(columns))
        prepare_language(arguments)
        return CliRunner().invoke(group(), arguments, prog_name="kyodo", catch_exceptions=False)

    yield invoke
    gettext.textdomain(domain)


@pytest.fixture
def answer(run: Run) -> Callable[..., str]:
    """What a run that must succeed, and say nothing on stderr, prints."""

    def invoke(line: str, *more: str, columns: int = 80) -> str:
        result = run(line, *more, columns=columns)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return invoke


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Run `kyodo` as a program of its own, in an empty folder and with a bare environment."""

    def execute(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        kept = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "COVERAGE"))}
        return subprocess.run(
            command(arguments),
            cwd=tmp_path,
            env=kept | environment,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return execute


def command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-c", "from kyodo_core.cli.main import main; main()", *arguments]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install further plugins beside those that are there."""

    def add(*sources: PluginSource) -> None:
        monkeypatch.setattr("kyodo_core.app.entry_points", lambda: [*entry_points(), *sources])

    return add


@pytest.fixture
def mihon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in; the city `mihon` is the only one installed."""
    only = source(tmp_path / "city", MIHON)
    monkeypatch.setattr("kyodo_core.app.entry_points", lambda: [only])
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


@pytest.fixture
def matches_expected(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a whole output with its file in `expected/`."""

    def compare(name: str, output: str) -> None:
        path = EXPECTED / f"{name}.txt"
        if request.config.getoption("--regenerate", default=False):
            path.write_text(output, encoding="utf-8")
        assert output == path.read_text(encoding="utf-8")

    return compare
