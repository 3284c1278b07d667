"""The tutorial is carried out, page by page, in an environment of its own: each step does what it says."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import field, frozen

from tests.docs.tutorial_steps import Command, Edit, Step, steps_of
from tests.environments import ROOT, Environment, build_wheel, build_wheels
from tests.installed import CITIES

PAGES = {"ja": ROOT / "docs" / "tutorial.ja.md", "en": ROOT / "docs" / "tutorial.md"}
INSTALL = "pip install -e ./mihon"
CONFORMANCE = "python -m pytest mihon"


@frozen
class Answer:
    code: int
    output: str
    errors: str


@frozen
class Tutorial:
    """A reader at work in an empty folder, with kyodo and the three cities installed."""

    environment: Environment
    folder: Path
    language: str
    answers: dict[int, Answer] = field(factory=dict)

    def follow(self, steps: list[Step]) -> None:
        """Carry out all steps and keep what each command answers, by the place of the step.

        A command that ends otherwise than the page says is an error at once: what follows rests on it.
        """
        for place, step in enumerate(steps):
            if isinstance(step, Edit):
                step.apply(self.folder)
            elif step.line == INSTALL:
                self._install()
            elif step.line != CONFORMANCE:
                answer = self.answers[place] = self.run(step.line)
                assert answer.code == (1 if step.how == "message" else 0), f"{step.line}\n{answer.errors}"

    def run(self, line: str) -> Answer:
        name, *arguments = shlex.split(line)
        assert name == "kyodo", line
        inherited = {
            key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "KYODO_CONFIG")
        }
        said = {"PYTHONUTF8": "1", "COLUMNS": "80", "KYODO_LANG": self.language}
        command = [str(self.environment.scripts / "kyodo"), *arguments]
        ended = subprocess.run(
            command, cwd=self.folder, env=inherited | said, capture_output=True, check=False, encoding="utf-8"
        )
        return Answer(ended.returncode, ended.stdout, ended.stderr)

    def _install(self) -> None:
        """As `pip install -e` does it: the package's entry points, and a path to its folder."""
        wheel = build_wheel(self.folder / "mihon", self.folder.with_name(f"built-{self.language}"))
        self.environment.install(wheel)
        (package,) = self._installed("kyodo_mihon")
        shutil.rmtree(package)
        link = package.with_name("kyodo_mihon.pth")
        link.write_text(str(self.folder / "mihon"), encoding="utf-8")

    def uninstall(self) -> None:
        """Take the city out, so that the next page begins without it."""
        self.environment.uninstall("kyodo-mihon")
        for link in self._installed("kyodo_mihon.pth"):
            link.unlink()

    def _installed(self, name: str) -> list[Path]:
        return list(self.environment.scripts.parent.rglob(f"site-packages/{name}"))


def steps(language: str) -> list[Step]:
    return steps_of(PAGES[language].read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Kyodo with the three cities."""
    folder = tmp_path_factory.mktemp("built")
    made = Environment(folder / "environment")
    for wheel in build_wheels(folder, CITIES).values():
        made.install(wheel)
    return made


@pytest.fixture(scope="module", params=PAGES)
def tutorial(
    request: pytest.FixtureRequest, environment: Environment, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tutorial]:
    """A page of which every step has been carried out."""
    followed = Tutorial(environment, tmp_path_factory.mktemp("tutorial"), request.param)
    followed.follow(steps(request.param))
    yield followed
    followed.uninstall()


def test_commands_print_what_the_page_shows(tutorial: Tutorial) -> None:
    for place, step in enumerate(steps(tutorial.language)):
        if isinstance(step, Command) and step.sample:
            answer = tutorial.answers[place]
            if step.how == "whole":
                assert answer.output.lstrip("\n").startswith(step.sample), f"{step.line}\n{answer.output}"
            elif step.how == "part":
                assert f"\n{step.sample}" in answer.output, f"{step.line}\n{answer.output}"
            else:
                said = answer.errors + answer.output
                for piece in step.sample.split("…"):
                    assert piece.strip() in said, f"{step.line}\n{piece}\n{said}"


def test_pages_have_the_same_steps() -> None:
    def done(step: Step) -> object:
        return step if isinstance(step, Edit) else (step.line, step.how)

    japanese, english = ([done(step) for step in steps(language)] for language in PAGES)

    assert japanese == english


def test_page_goes_from_the_scaffold_to_the_comparison() -> None:
    lines = [step.line for step in steps("ja") if isinstance(step, Command)]

    assert lines[0].startswith("kyodo new-city mihon ")
    assert lines[1] == INSTALL
    assert {line.split()[1] for line in lines if line.startswith("kyodo ")} == {
        "new-city",
        "cities",
        "compare",
        "check",
        "new-program",
        "show",
        "gaps",
        "assess",
        "allocate",
        "program",
    }
    assert CONFORMANCE in lines


@pytest.mark.parametrize("tutorial", ["ja"], indirect=True)
def test_city_of_the_tutorial_holds_to_what_holds_of_every_city(tutorial: Tutorial) -> None:
    tutorial.environment.borrow("pytest")
    command = [str(tutorial.environment.python), *shlex.split(CONFORMANCE)[1:], "-p", "no:cacheprovider"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHONPATH", "PYTEST"))}
    ended = subprocess.run(
        command, cwd=tutorial.folder, env=kept, capture_output=True, check=False, encoding="utf-8"
    )
    assert ended.returncode == 0, ended.stdout
