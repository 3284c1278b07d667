"""The samples of docs/guide.ja.md for many applications are what kyodo prints for the table shown there."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from kyodo_core import configuration
from kyodo_core.cli.main import group
from kyodo_core.hookspecs import hookimpl
from tests.standins import HEADER, CityFolder, Source

PAGE = (Path(__file__).parents[2] / "docs" / "guide.ja.md").read_text(encoding="utf-8")
PROGRAM = """\
[[program]]
id = "area-activity"
name = "地域活動補助金"
support = "financial"
cite = "plan#第3章"

[[program.terms]]
since = "令和6年度"
basis = "令和6年告示第10号"
rate = "1/2"
limit_per_year = 200_000
cite = "plan#第5条"
"""
TOTALS = "kyodo assess --bulk 申請.csv --output 結果.xlsx"
SIMULATION = "kyodo simulate --applications 申請.csv --change mihon.toml"


def block(kind: str, after: str) -> str:
    """The first block of this kind below a line of the page."""
    found = re.compile(rf"^```{kind}\n(.*?)^```$", re.DOTALL | re.MULTILINE).search(PAGE, PAGE.index(after))
    assert found
    return found[1]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder with the page's table and change; the city is installed."""
    city = CityFolder(tmp_path / "kyodo_mihon")
    city.write("municipality", HEADER)
    city.write("programs", PROGRAM)
    plugin = SimpleNamespace(kyodo_municipality=hookimpl(lambda: city.read()))
    monkeypatch.setattr("kyodo_core.app.entry_points", lambda: [Source("mihon", plugin)])
    monkeypatch.setattr(configuration, "_chosen", [])
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "申請.csv").write_text(block("csv", TOTALS), encoding="utf-8")
    (tmp_path / "mihon.toml").write_text(block("toml", "### 要綱を改正したら"), encoding="utf-8")
    return tmp_path


@pytest.mark.language("ja")
@pytest.mark.parametrize(
    ("line", "shown", "told"),
    [
        pytest.param(TOTALS, block("text", "画面には、事業と年度ごとの合計が出ます"), 1, id="totals"),
        pytest.param(SIMULATION, block("text", "3分の2・15万円に変える案では"), 0, id="simulation"),
    ],
)
def test_sample_is_what_is_printed(line: str, shown: str, told: int, office: Path) -> None:
    result = CliRunner().invoke(group(), line.split()[1:], prog_name="kyodo", catch_exceptions=False)

    assert result.exit_code == told
    assert shown in (result.stderr if told else result.stdout)
