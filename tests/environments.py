"""Environments of their own in which plugins are built, installed and run as users do it, without a network.

What the core needs from elsewhere is copied from the environment in which the tests run.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterable
from importlib.metadata import distribution, requires
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", ".*_cache", "__pycache__", ".hypothesis", "dist", "build"),
    ".coverage*",  # files of tests that run beside this one come and go
    "*.pyc*",
)


def build_wheels(folder: Path, cities: Iterable[str]) -> dict[str, Path]:
    """The wheels of the core and of the cities, by name, built from a copy of the sources."""
    sources = folder / "sources"
    shutil.copytree(ROOT, sources, ignore=LEFT_OUT)
    parts = {"core": sources, **{slug: sources / "plugins" / slug for slug in cities}}
    return {name: build_wheel(source, folder / name) for name, source in parts.items()}


def build_wheel(source: Path, target: Path) -> Path:
    """The wheel of the distribution in a folder."""
    execute(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target), cwd=source)
    (built,) = target.glob("*.whl")
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
        self._packages = Path(sysconfig.get_path("purelib", vars=scheme))
        copy(required_by(["kyodo-core"]), self._packages)

    def borrow(self, name: str) -> None:
        """Take over a distribution, with all that it requires, from the tests' own environment."""
        copy({name} | required_by([name]), self._packages)

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

    def kyodo(self, *arguments: str, cwd: Path | None = None) -> str:
        return execute(str(self.scripts / "kyodo"), *arguments, cwd=cwd or self.scripts)

    def cities(self) -> list[str]:
        return [city["slug"] for city in json.loads(self.kyodo("cities", "--format", "json"))]


def execute(*command: str, cwd: Path | None = None) -> str:
    own = ("KYODO_LANG", "PYTHONPATH", "PYTEST_ADDOPTS")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    environment = kept | {"PYTHONUTF8": "1", "COLUMNS": "80"}
    ended = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode(errors="replace")
    return ended.stdout.decode("utf-8")


def copy(names: Iterable[str], target: Path) -> None:
    """Copy the files of installed distributions."""
    for name in sorted(names):
        found = distribution(name)
        for file in found.files or ():
            if ".." not in file.parts and "__pycache__" not in file.parts:
                copied = target / file
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(found.locate_file(file)), copied)


def required_by(names: Iterable[str]) -> set[str]:
    """All that distributions require, and what that requires."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        for required in map(Requirement, requires(waiting.pop()) or ()):
            applies = required.marker is None or required.marker.evaluate({"extra": ""})
            if applies and required.name not in found:
                found.add(required.name)
                waiting.append(required.name)
    return found
