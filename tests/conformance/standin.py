"""Cities for the kit to test: of a folder of TOML, made in Python, or installed for pytest to find."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kyodo_core.conformance.inherited import broken
from kyodo_core.conformance.rule import RULES
from kyodo_core.conformance.subject import Subject
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import ReportSpec
from kyodo_core.hookspecs import hookimpl
from kyodo_core.registry import Registry
from tests.standins import HEADER, CityFolder, Source

IDS = [rule.id for rule in RULES]
FORM = '[[form]]\nid = "co-hosting"\nname = "共催"\nkinds = ["co_hosting"]\ncite = "plan#第2章"\n'
PROGRAM = '[[program]]\nid = "grant"\nname = "補助金"\nsupport = "financial"\ncite = "plan#第3条"\n'
TERMS = '[[program.terms]]\nrate = "1/2"\ncite = "plan#第4条"\n'
PROGRESS = """\
[progress]
id = "items"
name = "進捗"
as_of = "平成24年度"
cite = "plan#第1章"
statuses = [{ id = "done", name = "実施済" }, { id = "ongoing", name = "継続推進" }]
rows = [{ id = "one", name = "環境", total = 3, counts = { done = 1, ongoing = 2 } }]
total = { id = "total", name = "計", total = 3, counts = { done = 1, ongoing = 2 } }
"""
HOOKS = """\
from pathlib import Path

from kyodo_core.api import Municipality, hookimpl, read_municipality


@hookimpl
def kyodo_municipality() -> Municipality:
    return read_municipality(Path(__file__).parent)
"""
ONE_LINE = "from kyodo_core.conformance import test_conformance as test_conformance\n"


def table(heading: str, fact_id: str, name: str, said: str) -> str:
    """A fact as TOML, with no core kind."""
    return f'[[{heading}]]\nid = "{fact_id}"\nname = "{name}"\nkinds = []\n{said}\ncite = "plan#1"\n'


def supplied(
    supply: Callable[[], Municipality],
    specs: Iterable[ReportSpec] = (),
    recorded: Path | None = None,
    **hooks: Any,
) -> Subject:
    """The city that a plugin's hooks supply, as the kit looks at it."""

    @hookimpl
    def kyodo_municipality() -> Municipality:
        return supply()

    @hookimpl
    def kyodo_reports() -> list[ReportSpec]:
        return list(specs)

    plugin = SimpleNamespace(kyodo_municipality=kyodo_municipality, kyodo_reports=kyodo_reports, **hooks)
    return Subject("mihon", Registry([Source("mihon", plugin)]), recorded)


def written(root: Path, files: Mapping[str, str], **more: Any) -> Subject:
    """The city of a folder with these files; its header is sound if none is given."""
    folder = CityFolder(root)
    for name, text in ({"municipality": HEADER} | dict(files)).items():
        folder.write(name, text)
    return supplied(folder.read, **more)


def told(subject: Subject) -> dict[str, str]:
    """What is said under each rule that is broken."""
    return {rule.id: said for rule in RULES if (said := broken(subject, rule))}


def installed(root: Path, files: Mapping[str, str], test: str = ONE_LINE) -> Path:
    """A plugin's project in a folder, installed for who has the folder on the import path; its test file."""
    package = root / "kyodo_mihon"
    folder = CityFolder(package)
    for name, text in ({"municipality": HEADER} | dict(files)).items():
        folder.write(name, text)
    (package / "__init__.py").touch()
    (package / "hooks.py").write_text(HOOKS, encoding="utf-8")
    point = "kyodo_mihon.hooks"
    project = f'[project]\nname = "kyodo-mihon"\n[project.entry-points."kyodo.cities"]\nmihon = "{point}"\n'
    (root / "pyproject.toml").write_text(project, encoding="utf-8")
    listed = root / "kyodo_mihon-1.0.dist-info" / "entry_points.txt"
    listed.parent.mkdir()
    listed.write_text(f"[kyodo.cities]\nmihon = {point}\n", encoding="utf-8")
    tests = root / "tests" / "test_conformance.py"
    tests.parent.mkdir()
    tests.write_text(test, encoding="utf-8")
    return tests
