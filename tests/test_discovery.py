"""Finding the installed plugins: what importlib.metadata finds, and nothing that is not there."""

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from kyodo_core.discovery import InstalledPlugin, installed_plugins

GROUP = "kyodo.cities"


def package(folder: Path, name: str, listed: str) -> Path:
    home = folder / f"{name}.dist-info"
    home.mkdir(parents=True)
    (home / "entry_points.txt").write_text(listed, encoding="utf-8")
    return folder


@pytest.mark.parametrize("group", [GROUP, "console_scripts", "pytest11", "none.such"])
def test_it_finds_what_importlib_metadata_finds(group: str) -> None:
    expected = sorted(
        {(point.name, point.value.partition("[")[0].strip()) for point in entry_points(group=group)}
    )

    found = {(one.name, f"{one.module}:{one.attribute}".rstrip(":")) for one in installed_plugins(group)}

    assert sorted(found) == expected


LISTS = [
    pytest.param(
        "[kyodo.cities]\nmihon = kyodo_mihon.hooks\n", [("mihon", "kyodo_mihon.hooks", "")], id="module"
    ),
    pytest.param("[ kyodo.cities ]\n a=b.c : d.e \n", [("a", "b.c", "d.e")], id="attribute-and-spaces"),
    pytest.param(
        "[other]\na = b\n[kyodo.cities]\n# c = d\n\n[more]\ne = f\n", [], id="other-groups-and-comments"
    ),
    pytest.param("[kyodo.cities]\nb = x\na = y\n", [("a", "y", ""), ("b", "x", "")], id="by-name"),
]


@pytest.mark.parametrize(("listed", "plugins"), LISTS)
def test_a_list_is_read(tmp_path: Path, listed: str, plugins: list[tuple[str, str, str]]) -> None:
    package(tmp_path, "kyodo_mihon-1.0", listed)

    assert installed_plugins(GROUP, [str(tmp_path)]) == [InstalledPlugin(*plugin) for plugin in plugins]


def test_of_a_package_found_twice_the_first_on_the_path_counts(tmp_path: Path) -> None:
    first = package(tmp_path / "one", "Kyodo.Mihon-2.0", "[kyodo.cities]\nmihon = new\n")
    second = package(tmp_path / "two", "kyodo_mihon-1.0", "[kyodo.cities]\nmihon = old\n")

    assert installed_plugins(GROUP, [str(first), str(second)]) == [InstalledPlugin("mihon", "new")]


def test_two_packages_may_claim_one_name(tmp_path: Path) -> None:
    package(tmp_path, "one-1.0", "[kyodo.cities]\nmihon = a\n")
    package(tmp_path, "two-1.0", "[kyodo.cities]\nmihon = b\n")

    assert sorted(plugin.module for plugin in installed_plugins(GROUP, [str(tmp_path)])) == ["a", "b"]


def test_archives_missing_folders_and_packages_without_a_list_are_passed_over(tmp_path: Path) -> None:
    archive = tmp_path / "plugins.zip"
    archive.write_bytes(b"PK")
    (tmp_path / "silent-1.0.dist-info").mkdir()

    assert installed_plugins(GROUP, [str(archive), str(tmp_path / "none"), str(tmp_path)]) == []


def test_an_attribute_is_loaded_from_its_module() -> None:
    assert InstalledPlugin("path", "os", "path.join").load() is __import__("os").path.join
