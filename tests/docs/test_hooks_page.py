"""The plugins of docs/hooks.md are built from the page, installed and run: they do what the page says.

A package begins at `<!-- package: NAME -->`; each code block after a file's name in backticks and a colon
is that file. What the page leaves out of the city's plugin, because docs/plugins.md has it, is added here.
"""

import re
from pathlib import Path

import pytest

from tests.environments import Environment, build_wheel, build_wheels
from tests.standins import HEADER

PAGE = Path(__file__).parents[2] / "docs" / "hooks.md"
PACKAGE = re.compile(r"<!-- package: (?P<name>[\w-]+) -->\n(?P<text>.*?)(?=\n## |\Z)", re.DOTALL)
FILE = re.compile(r"`(?P<path>[\w./-]+\.(?:py|toml))`:\n\n```(?:python|toml)\n(?P<text>.*?)```", re.DOTALL)
SAMPLE = re.compile(r"`kyodo (?P<line>[^`]+)`[^`]*```text\n(?P<output>.*?)```", re.DOTALL)
CITY_PROJECT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "kyodo-mihon"
version = "0.1.0"

[project.entry-points."kyodo.cities"]
mihon = "kyodo_mihon.hooks"

[tool.hatch.build.targets.wheel]
packages = ["kyodo_mihon"]
"""
LEFT_OUT = {
    "kyodo-asciidoc": {"kyodo_asciidoc/__init__.py": ""},
    "kyodo-documents": {},
    "kyodo-mihon": {"kyodo_mihon/__init__.py": "", "pyproject.toml": CITY_PROJECT},
}


def packages() -> dict[str, str]:
    """The part of the page that shows each package, by its name."""
    return {match["name"]: match["text"] for match in PACKAGE.finditer(PAGE.read_text(encoding="utf-8"))}


def write(folder: Path, name: str, text: str) -> Path:
    """The package as a folder, of the files that the page shows and those that it leaves out."""
    files = {match["path"]: match["text"] for match in FILE.finditer(text)} | LEFT_OUT[name]
    for path, content in files.items():
        whole = (
            HEADER.partition("[[document]]")[0] + content if path.endswith("municipality.toml") else content
        )
        file = folder / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(whole, encoding="utf-8")
    return folder / name


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages of the page."""
    folder = tmp_path_factory.mktemp("packages")
    for name, text in packages().items():
        write(folder, name, text)
    return folder


@pytest.fixture(scope="module")
def environment(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Kyodo with two cities and the packages of the page."""
    folder = tmp_path_factory.mktemp("built")
    made = Environment(folder / "environment")
    wheels = build_wheels(folder, ("hanamaki", "yamaguchi"))
    for name in packages():
        wheels[name] = build_wheel(written / name, folder / name)
    for wheel in wheels.values():
        made.install(wheel)
    return made


def samples() -> list[object]:
    return [
        pytest.param(name, match["line"], match["output"], id=match["line"].replace(" ", "_"))
        for name, text in packages().items()
        for match in SAMPLE.finditer(text)
    ]


def test_page_shows_a_format_a_command_and_a_city() -> None:
    assert list(packages()) == [*LEFT_OUT]
    assert {match["line"].split()[0] for text in packages().values() for match in SAMPLE.finditer(text)} == {
        "compare",
        "documents",
        "assess",
    }


@pytest.mark.parametrize(("name", "line", "output"), samples())
def test_plugin_of_the_page_answers_as_the_page_shows(
    name: str, line: str, output: str, written: Path, environment: Environment
) -> None:
    printed = environment.kyodo(*line.split(), cwd=written / name)

    assert printed.startswith(output)


def test_installed_plugins_are_sound_and_their_additions_are_listed(environment: Environment) -> None:
    assert "mihon,1,0,0,0,0" in environment.kyodo("check", "--format", "csv")
    assert "documents" in environment.kyodo("--help")
    assert "asciidoc: AsciiDoc page" in environment.kyodo("cities", "--help")


def test_plugins_work_together(environment: Environment) -> None:
    assert environment.kyodo("documents", "mihon", "--format", "asciidoc").startswith("= 資料の一覧\n")
