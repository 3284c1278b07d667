"""A plugin of another version of kyodo's TOML is refused with what differs, one without a version too."""

from pathlib import Path

import pytest

from kyodo_core.errors import DefinitionError
from kyodo_core.loading.versions import SCHEMA_VERSION, history, other_version
from tests.loading.test_refusals import advice
from tests.standins import HEADER, CityFolder

CHANGES = {1: ("the first",), 2: ("unit is required", "plan is a list"), 3: ("since is a date",)}
DOCS = Path(__file__).parents[2] / "docs"


def refused(folder: CityFolder, line: str) -> list[tuple[int, int, str, str]]:
    """Place, message and hint of all faults of a header whose version is written as `line`."""
    folder.write("municipality", HEADER.replace("schema = 1\n", line))
    with pytest.raises(DefinitionError) as error:
        folder.read()
    return [(fault.line, fault.column, fault.message, advice(fault)) for fault in error.value.faults]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        pytest.param("", (1, 1, "the key schema is missing", "schema = 1"), id="missing"),
        pytest.param(
            "schema = 2\n",
            (
                5,
                10,
                "schema: written for version 2 of kyodo's TOML; this kyodo reads version 1",
                "update kyodo-core",
            ),
            id="newer",
        ),
        pytest.param(
            "schema = 0\n",
            (
                5,
                10,
                "schema: written for version 0 of kyodo's TOML; this kyodo reads version 1",
                "schema = 1",
            ),
            id="no-version",
        ),
        pytest.param(
            'schema = "1"\n',
            (5, 10, 'schema: a whole number without quotes is needed (now: "1")', "schema = 1"),
            id="in-quotes",
        ),
        pytest.param(
            "schema = true\n",
            (5, 10, "schema: a whole number without quotes is needed (now: true)", "schema = 1"),
            id="truth",
        ),
    ],
)
def test_header_of_another_version_is_refused(
    folder: CityFolder, line: str, fault: tuple[int, int, str, str]
) -> None:
    assert refused(folder, line) == [fault]


def test_what_else_seems_wrong_in_another_version_is_not_told(folder: CityFolder) -> None:
    assert len(refused(folder, 'schema = 2\nelsewhere = "new in 2"\n')) == 1


def test_missing_version_hides_no_other_fault(folder: CityFolder) -> None:
    assert [message for _line, _column, message, _hint in refused(folder, "perfecture = 1\n")] == [
        "the key schema is missing",
        "perfecture: this key does not exist",
    ]


@pytest.mark.parametrize(
    ("written", "reads", "hint"),
    [
        pytest.param(1, 2, "Differences: (2) unit is required; plan is a list", id="one-version"),
        pytest.param(
            1,
            3,
            "Differences: (2) unit is required; plan is a list (3) since is a date",
            id="two-versions",
        ),
        pytest.param(2, 3, "Differences: (3) since is a date", id="only-the-later-ones"),
    ],
)
def test_older_plugin_is_told_what_differs(written: int, reads: int, hint: str) -> None:
    fault = other_version({"schema": written}, reads, CHANGES)

    assert fault is not None
    assert fault.message == (
        f"written for version {written} of kyodo's TOML; this kyodo reads version {reads}"
    )
    assert fault.hint == hint


def test_version_before_the_first_is_told_what_the_first_is() -> None:
    assert history() == {1: ("the first version",)}


def test_the_version_read_is_no_fault() -> None:
    assert other_version({"schema": 2}, 2, CHANGES) is None


def test_every_version_up_to_the_one_read_says_what_it_changed() -> None:
    assert list(history()) == list(range(1, SCHEMA_VERSION + 1))
    assert all(history().values())


def test_docs_list_every_version() -> None:
    page = (DOCS / "plugins.md").read_text(encoding="utf-8")

    for version, changed in history().items():
        assert f"| {version} | {'; '.join(changed)} |" in page
