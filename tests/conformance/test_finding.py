"""Which city a test file is about."""

from pathlib import Path

import pytest

from kyodo_core.conformance.finding import city_of
from kyodo_core.errors import KyodoError

HEADER = 'slug = "mihon"\n'
PROJECT = '[project]\nname = "x"\n'
POINTS = PROJECT + '[project.entry-points."kyodo.cities"]\n'


def written(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


FOUND = [
    pytest.param(
        {"p/pyproject.toml": POINTS + 'mihon = "kyodo_mihon.hooks"\n'},
        "p/tests",
        id="entry-point-of-the-project",
    ),
    pytest.param(
        {"p/pyproject.toml": PROJECT, "p/kyodo_mihon/municipality.toml": HEADER},
        "p/tests/deep",
        id="package-beside-the-tests",
    ),
    pytest.param(
        {"kyodo_mihon/municipality.toml": HEADER}, "kyodo_mihon/tests", id="package-around-the-tests"
    ),
    pytest.param(
        {
            "pyproject.toml": PROJECT,
            "plugins/a/pyproject.toml": POINTS + 'mihon = "kyodo_mihon.hooks"\n',
            "plugins/b/pyproject.toml": POINTS + 'other = "kyodo_other.hooks"\n',
        },
        "plugins/a/tests",
        id="one-of-several-plugins",
    ),
    pytest.param(
        {"p/setup.cfg": "", "p/kyodo_mihon/municipality.toml": HEADER},
        "p/tests",
        id="project-without-a-pyproject",
    ),
    pytest.param(
        {"p/pyproject.toml": "[project\n", "p/kyodo_mihon/municipality.toml": HEADER},
        "p/tests",
        id="pyproject-that-cannot-be-read",
    ),
]


@pytest.mark.parametrize(("files", "folder"), FOUND)
def test_city_is_found_around_the_file(files: dict[str, str], folder: str, tmp_path: Path) -> None:
    written(tmp_path, files)

    assert city_of(tmp_path / folder / "test_conformance.py") == "mihon"


def test_named_city_is_taken_whatever_is_around(tmp_path: Path) -> None:
    written(tmp_path, {"kyodo_mihon/municipality.toml": HEADER})

    assert city_of(tmp_path / "kyodo_mihon" / "test_it.py", "other") == "other"


LOST = [
    pytest.param({}, "No city is found around test_it.py.", id="nothing-around"),
    pytest.param(
        {"p/pyproject.toml": POINTS + 'rei = "a"\nmihon = "b"\n'},
        "Several cities are around test_it.py: rei, mihon.",
        id="several-entry-points",
    ),
    pytest.param(
        {"p/a/municipality.toml": HEADER, "p/b/municipality.toml": 'slug = "rei"\n'},
        "Several cities are around test_it.py: mihon, rei.",
        id="several-packages",
    ),
    pytest.param(
        {"kyodo_mihon/municipality.toml": HEADER, "p/pyproject.toml": PROJECT},
        "No city is found around test_it.py.",
        id="city-beyond-the-project",
    ),
    pytest.param(
        {"p/pyproject.toml": PROJECT, "p/kyodo_mihon/municipality.toml": "name = '見本市'\n"},
        "No city is found around test_it.py.",
        id="header-without-a-slug",
    ),
]


@pytest.mark.parametrize(("files", "message"), LOST)
def test_city_that_cannot_be_told_has_to_be_named(
    files: dict[str, str], message: str, tmp_path: Path
) -> None:
    written(tmp_path, {"pyproject.toml": PROJECT} | files)

    with pytest.raises(KyodoError) as error:
        city_of(tmp_path / "p" / "tests" / "test_it.py")
    assert (error.value.message, error.value.hint) == (
        message,
        'Write CITY = "…" into the file, with the slug of the city.',
    )


def test_file_of_no_project_at_all_has_no_city() -> None:
    with pytest.raises(KyodoError, match="No city is found around"):
        city_of(Path("/kyodo-of-no-folder/tests/test_it.py"))
