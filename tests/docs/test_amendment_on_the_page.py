"""The amendment in docs/terms.ja.md is what `kyodo program amend` prints and writes."""

import re
import shlex
from pathlib import Path

import pytest

from kyodo_core import configuration
from tests.deployments import Deployment
from tests.docs.test_terms_page import HEADER_PROGRAM, HEADER_RULES, PAGE
from tests.mihon import kyodo, source
from tests.standins import CityFolder

PART = re.compile(
    r"<!-- amendment -->\n```text\nkyodo (?P<line>.+?)\n```\n.*?(?P<table>\| 事項 \|.+?)\n\n"
    r".*?```toml\n(?P<written>\[\[document\]\].+?)```",
    re.DOTALL,
)
TERMS = '[[program.terms]]\nrate = "2/3"\nlimit_per_year = 150_000\ncite = "rules#第5条"\n'


@pytest.mark.language("ja")
def test_amendment_is_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = source(tmp_path / "city", HEADER_PROGRAM + TERMS)
    CityFolder(tmp_path / "city").write("municipality", HEADER_RULES)
    monkeypatch.setattr("kyodo_core.app.entry_points", lambda: [only])
    monkeypatch.setattr(configuration, "_chosen", [])
    monkeypatch.chdir(tmp_path)
    office = Deployment.at(tmp_path / "庁内設定")
    part = PART.search(PAGE.read_text(encoding="utf-8"))
    assert part

    result = kyodo(*shlex.split(part["line"].replace("\\\n", "")), "--format", "markdown")

    assert result.exit_code == 0, result.stderr
    assert part["table"] in result.stdout
    assert (office.root / "mihon.toml").read_text(encoding="utf-8") == part["written"]
