"""The examples of docs/terms.ja.md are true: each is run, and gives the amount that the page says.

An example is the TOML block after `<!-- example: NAME -->`, the terms of one program. Applications, areas
and whole rounds (CSV) follow it, each before its `<!-- expected: … -->`. The block of text after terms that
are `refused`, or after input that is `unfit`, is what kyodo says of it; after `warned` stands what `kyodo
check` warns of. What the page leaves out is added here.
"""

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from attrs import frozen
from click.testing import Result

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.allocate import allocate
from kyodo_core.assessment.assess import assess
from kyodo_core.assessment.inputs import declared_facts, needed_facts
from kyodo_core.assessment.rounds import Member, settled
from kyodo_core.bulk.run import Job, assess_file
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.loading.applications import ApplicationFile
from kyodo_core.loading.areas import read_areas
from tests.bulk.tables import Offered
from tests.mihon import kyodo, source
from tests.standins import HEADER, CityFolder

PAGE = Path(__file__).parents[2] / "docs" / "terms.ja.md"
MARK = re.compile(
    r"<!-- (?P<kind>example|application|areas|round|expected|refused|unfit|warned): (?P<name>[^\n]+?) -->"
    r"(?:\n```(?:toml|csv|text)\n(?P<text>.*?)```(?:\n\n```text\n(?P<shown>.*?)```)?)?",
    re.DOTALL,
)
HEADER_RULES = HEADER.replace('id = "plan"', 'id = "rules"')
HEADER_PROGRAM = """\
[[program]]
id = "area-activity"
name = "地域活動補助金"
support = "financial"
cite = "rules#第1条"

"""
OTHER_PROGRAM = """
[[program]]
id = "park-care"
name = "公園愛護活動報奨金"
support = "financial"
cite = "rules#附則"
"""
HEADER_APPLICATION = """\
city = "mihon"
program = "area-activity"
fiscal_year = "令和6年度"

[applicant]
kind = "civic_group"
name = "見本川を守る会"

"""


def complete(text: str, header: str, begins: str, footer: str = "") -> str:
    """The block with what the page leaves out around it."""
    return (text if text.startswith(begins) else header + text) + footer


@frozen
class Example:
    """Terms, and what is given to them: an application, or areas; `expected` is the page's own word.

    `shown` is what the page says that kyodo prints of it.
    """

    name: str
    terms: str
    kind: str = ""
    given: str = ""
    expected: str = ""
    shown: str = ""

    @property
    def programs(self) -> str:
        """The terms as a whole file; what has other programs is not shown with its faults."""
        other = "" if self.kind in ("refused", "warned") else OTHER_PROGRAM
        return complete(self.terms, HEADER_PROGRAM, "[[program]]", other)

    def program(self, folder: CityFolder) -> Program:
        folder.write("municipality", HEADER_RULES)
        program = folder.facts("programs", self.programs)[0]
        assert isinstance(program, Program)
        return program

    def file(self, folder: CityFolder) -> Path:
        """The given application or areas as a file."""
        path = folder.root / ("chiiki.csv" if self.is_table else "shinsei.toml")
        text = self.given if self.is_table else complete(self.given, HEADER_APPLICATION, "city")
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def is_table(self) -> bool:
        return self.given.startswith("地域,")


def _examples() -> tuple[Example, ...]:
    """All marked examples of the page, in its order."""
    terms: dict[str, str] = {}
    found: list[Example] = []
    for mark in MARK.finditer(PAGE.read_text(encoding="utf-8")):
        kind, name, text, shown = mark["kind"], mark["name"], mark["text"] or "", mark["shown"] or ""
        if kind == "example":
            terms[name] = text
        elif kind == "expected":
            last = found[-1]
            found[-1] = Example(last.name, last.terms, last.kind, last.given, name)
        elif kind == "refused":
            found.append(Example(name, text, kind, shown=shown))
        elif kind == "warned":
            found.append(Example(name, terms[name], kind, shown=text))
        else:
            found.append(Example(name, terms[name], kind, text, shown=shown))
    unused = terms.keys() - {example.name for example in found}
    assert not unused, f"examples without an application or areas: {unused}"
    return tuple(found)


def _of(*kinds: str) -> pytest.MarkDecorator:
    chosen = [example for example in _examples() if example.kind in kinds]
    return pytest.mark.parametrize("example", chosen, ids=[example.name for example in chosen])


@_of("application")
def test_an_application_gets_the_amount_that_the_page_says(example: Example, folder: CityFolder) -> None:
    program = example.program(folder)
    application = ApplicationFile(example.file(folder)).application
    alone = Member(program, application, assess(program, application))
    ((outcome,), faults) = settled([alone])
    assert not faults
    answer = "eligible" if outcome.eligible else "not_eligible"
    amount = NOT_STATED.value if outcome.amount is NOT_STATED else outcome.amount
    assert f"{answer} {amount}" == example.expected


@_of("areas")
def test_areas_get_the_amounts_that_the_page_says(example: Example, folder: CityFolder) -> None:
    program = example.program(folder)
    (terms,) = program.terms
    areas = read_areas(example.file(folder), declared_facts(program), needed_facts(terms))
    lines = allocate(terms, areas).lines
    assert ", ".join(f"{line.area} {line.total}" for line in lines) == example.expected


@_of("round")
def test_a_round_gets_the_amounts_that_the_page_says(
    example: Example, folder: CityFolder, tmp_path: Path
) -> None:
    offered = Offered.of(example.program(folder))
    source = tmp_path / "applications.csv"
    source.write_text(example.given, encoding="utf-8")

    tally = assess_file(offered, offered.declared, Job(source, tmp_path / "results.parquet"))

    assert tally.wrong == []
    rows = pl.read_parquet(tmp_path / "results.parquet").select("申請者", "amount").rows()
    assert ", ".join(f"{name} {amount}" for name, amount in rows) == example.expected


@pytest.fixture
def said(folder: CityFolder, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """What kyodo says of the example's city, run in the folder of its files."""

    def run(example: Example, *arguments: str) -> Result:
        installed = source(folder.root, example.programs)
        folder.write("municipality", HEADER_RULES)
        monkeypatch.setattr("kyodo_core.app.entry_points", lambda: [installed])
        monkeypatch.setattr("kyodo_core.configuration._chosen", [])
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.chdir(folder.root)
        return kyodo(*arguments)

    return run


@pytest.mark.language("ja")
@_of("refused", "warned")
def test_faults_of_terms_are_those_that_the_page_shows(example: Example, said: Callable[..., Result]) -> None:
    checked = said(example, "check", "mihon")

    assert checked.exit_code == (1 if example.kind == "refused" else 0)
    assert checked.stdout.partition("プラグインの点検\n")[0] == example.shown


@pytest.mark.language("ja")
@_of("unfit")
def test_faults_of_input_are_those_that_the_page_shows(
    example: Example, folder: CityFolder, said: Callable[..., Result]
) -> None:
    file = example.file(folder).name
    line = (
        ["allocate", "mihon", "area-activity", file, "--year", "R6"] if example.is_table else ["assess", file]
    )
    refused = said(example, *line)

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == example.shown
