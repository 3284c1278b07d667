"""Built, installed and uninstalled as users do it, in an environment of its own and without a network.

What the core needs from elsewhere is copied from the environment in which the tests run.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.environments import ROOT, Environment, build_wheels
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
