"""The samples of output in the READMEs are what the commands print."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kyodo_core import messages
from kyodo_core.cli.edge import prepare_language
from kyodo_core.cli.main import group

ROOT = Path(__file__).parents[2]
SAMPLE = re.compile(r"`kyodo (?P<line>[^`]+)`[^`]*```text\n(?P<output>.*?)\n```", re.DOTALL)


def samples() -> Iterator[object]:
    for name in ("README.md", "README.ja.md"):
        for match in SAMPLE.finditer((ROOT / name).read_text(encoding="utf-8")):
            yield pytest.param(match["line"], match["output"], id=f"{name}-{match['line'].replace(' ', '_')}")


@pytest.mark.parametrize(("line", "output"), [*samples()])
def test_sample_is_what_the_command_prints(line: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_chosen", [])
    monkeypatch.delenv("KYODO_LANG", raising=False)
    monkeypatch.delenv("KYODO_CONFIG", raising=False)
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("COLUMNS", "80")
    prepare_language(line.split())

    printed = CliRunner().invoke(group(), line.split(), prog_name="kyodo").output

    assert output in printed


def test_there_are_samples_in_both_languages() -> None:
    assert len(list(samples())) >= 10
