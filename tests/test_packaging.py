"""Built, installed and uninstalled as users do it, in an environment of its own and without a network.

What the core needs from elsewhere is copied from the environment in which the tests run.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.environments import ROOT, Environment, build_wheels, execute, required_by
from tests.installed import CITIES


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheels of the core and of each city."""
    return build_wheels(tmp_path_factory.mktemp("built"), CITIES)


@pytest.fixture
def environment(tmp_path: Path, wheels: dict[str, Path]) -> Environment:
    made = Environment(tmp_path / "environment")
    made.install(wheels["core"])
    return made


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


def test_pytest_is_no_requirement_and_the_kit_is_found_by_it(wheels: dict[str, Path]) -> None:
    with ZipFile(wheels["core"]) as archive:
        (listed,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        points = archive.read(listed).decode()

    assert "[pytest11]\nkyodo = kyodo_core.conformance.plugin\n" in points
    assert "pytest" not in required_by(["kyodo-core"])


def test_installed_city_is_tested_by_one_line(
    wheels: dict[str, Path], environment: Environment, tmp_path: Path
) -> None:
    environment.borrow("pytest")
    slug = CITIES[0]
    environment.install(wheels[slug])
    test = tmp_path / "test_conformance.py"
    line = (ROOT / "plugins" / slug / "tests" / "test_conformance.py").read_text(encoding="utf-8")
    test.write_text(f'{line}CITY = "{slug}"\n', encoding="utf-8")

    said = execute(str(environment.python), "-m", "pytest", "-p", "no:cacheprovider", str(test), cwd=tmp_path)

    assert "12 passed" in said
    assert "入力の状況: 花巻市" in said


def test_kit_says_what_it_lacks_where_there_is_no_pytest(environment: Environment) -> None:
    command = (str(environment.python), "-c")

    assert execute(*command, "import kyodo_core.conformance, kyodo_core.conformance.plugin") == ""
    lacking = "from kyodo_core.conformance import test_conformance"
    ended = subprocess.run([*command, lacking], capture_output=True, check=False, cwd=environment.scripts)
    assert b"ModuleNotFoundError: No module named 'pytest'" in ended.stderr
