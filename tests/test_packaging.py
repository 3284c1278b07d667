"""Built, installed and uninstalled as users do it, in an environment of its own and without a network.

What the core needs from elsewhere is copied from the environment in which the tests run.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, requires
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from tests.installed import CITIES

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", ".hypothesis", "dist", "build")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheels of the core and of each city, built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("built")
    sources = folder / "sources"
    shutil.copytree(ROOT, sources, ignore=LEFT_OUT)
    built = {}
    for name, source in {"core": sources, **{slug: sources / "plugins" / slug for slug in CITIES}}.items():
        target = folder / name
        execute(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target), cwd=source)
        (built[name],) = target.glob("*.whl")
    return built


class Environment:
    """An environment without kyodo, into which wheels are installed and out of which they are taken."""

    def __init__(self, folder: Path) -> None:
        venv.EnvBuilder(with_pip=False).create(folder)
        scheme = {"base": str(folder), "platbase": str(folder)}
        self.scripts = Path(sysconfig.get_path("scripts", vars=scheme))
        self.python = self.scripts / Path(sys.executable).name
        if not self.python.exists():
            self.python = self.scripts / "python"
        copy_requirements("kyodo-core", Path(sysconfig.get_path("purelib", vars=scheme)))

    def install(self, wheel: Path) -> None:
        self._pip("install", "--no-index", "--no-deps", str(wheel))

    def uninstall(self, name: str) -> None:
        self._pip("uninstall", name)

    def _pip(self, command: str, *arguments: str) -> None:
        """Run pip for this environment, or uv where the tests' own environment is made by uv, without pip."""
        if find_spec("pip"):
            pip = (sys.executable, "-m", "pip", "--python", str(self.python), "--disable-pip-version-check")
            execute(*pip, command, *(["--yes"] if command == "uninstall" else []), *arguments)
        else:
            execute("uv", "pip", command, "--offline", "--python", str(self.python), *arguments)

    def kyodo(self, *arguments: str) -> str:
        return execute(str(self.scripts / "kyodo"), *arguments, cwd=self.scripts)

    def cities(self) -> list[str]:
        return [city["slug"] for city in json.loads(self.kyodo("cities", "--format", "json"))]


@pytest.fixture
def environment(tmp_path: Path, wheels: dict[str, Path]) -> Environment:
    made = Environment(tmp_path / "environment")
    made.install(wheels["core"])
    return made


def execute(*command: str, cwd: Path | None = None) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in ("KYODO_LANG", "PYTHONPATH")}
    environment = kept | {"PYTHONUTF8": "1"}
    ended = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode(errors="replace")
    return ended.stdout.decode("utf-8")


def copy_requirements(name: str, target: Path) -> None:
    """Copy the files of all that a distribution requires, and of what that requires."""
    for required in sorted(required_by([name])):
        found = distribution(required)
        for file in found.files or ():
            if ".." not in file.parts and "__pycache__" not in file.parts:
                copied = target / file
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(found.locate_file(file)), copied)


def required_by(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        for required in map(Requirement, requires(waiting.pop()) or ()):
            applies = required.marker is None or required.marker.evaluate({"extra": ""})
            if applies and required.name not in found:
                found.add(required.name)
                waiting.append(required.name)
    return found


def files_below(folder: Path, patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from (str(path.relative_to(folder)) for path in folder.rglob(pattern))


def names_in(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_of_the_core_has_its_messages_and_its_types(wheels: dict[str, Path]) -> None:
    names = names_in(wheels["core"])

    assert {"kyodo_core/py.typed", "kyodo_core/locale/ja/LC_MESSAGES/kyodo.mo"} <= names
    assert set(files_below(ROOT, ["kyodo_core/**/*.py"])) <= names


def test_wheel_of_the_core_has_no_city_and_no_tests(wheels: dict[str, Path]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in names_in(wheels["core"])} == {"kyodo_core"}


@pytest.mark.parametrize("slug", CITIES)
def test_wheel_of_a_city_has_all_its_toml(slug: str, wheels: dict[str, Path]) -> None:
    names = names_in(wheels[slug])

    assert f"kyodo_{slug}/municipality.toml" in names
    assert (
        set(files_below(ROOT / "plugins" / slug, [f"kyodo_{slug}/**/*.toml", f"kyodo_{slug}/*.py"])) <= names
    )
    assert {name.split("/")[0].split("-")[0] for name in names} == {f"kyodo_{slug}"}


def test_cities_come_and_go_as_they_are_installed_and_uninstalled(
    wheels: dict[str, Path], environment: Environment
) -> None:
    first, second, _third = CITIES
    assert environment.cities() == []

    environment.install(wheels[first])
    assert environment.cities() == [first]
    compared = json.loads(environment.kyodo("compare", "--aspect", "forms", "--format", "json"))
    assert [city["slug"] for city in compared["cities"]] == [first]
    assert environment.kyodo("compare").startswith("協働の枠組みの比較: 花巻市")

    environment.install(wheels[second])
    assert environment.cities() == [first, second]

    environment.uninstall(f"kyodo-{first}")
    assert environment.cities() == [second]
    assert environment.kyodo("check")
