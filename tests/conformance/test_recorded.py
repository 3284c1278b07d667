"""The ids that must stay: what is recorded of a city, and what is said where one is gone."""

from pathlib import Path

import pytest

from kyodo_core.conformance.recorded import FILE, current, unrecorded, vanished, write
from kyodo_core.domain.reports import Report, ReportSpec
from kyodo_core.errors import Fault, KyodoError
from tests.conformance.standin import FORM, PROGRAM, PROGRESS, TERMS, written
from tests.standins import HEADER

COURSES = TERMS + 'courses = [{ id = "first", name = "一", limit = 1 }]\n'
FACTS = 'facts = [{ id = "households", name = "世帯数", type = "number" }]\n'
FILES = {"forms": FORM, "programs": PROGRAM + FACTS + COURSES, "progress": PROGRESS}
SPEC = ReportSpec(id="forms", title="形態", build=lambda city: Report(city.name, ()))
IDS = """\
# pytest --kyodo-write-ids
documents/plan
forms/co-hosting
programs/grant
programs/grant/facts/households
programs/grant/terms/courses/first
progress/items
progress/items/rows/one
progress/items/total/total
reports/forms
"""


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """The list of a sound city."""
    path = tmp_path / FILE
    path.write_text(IDS, encoding="utf-8")
    return path


def gone(root: Path, recorded: Path, **changed: str) -> list[Fault]:
    return list(vanished(written(root / "city", FILES | changed, specs=[SPEC], recorded=recorded)))


def test_ids_are_written_in_order_with_the_way_to_write_them(tmp_path: Path) -> None:
    path = tmp_path / FILE

    assert write(written(tmp_path / "city", FILES, specs=[SPEC], recorded=path)) == path
    assert path.read_text(encoding="utf-8") == IDS


def test_ids_that_are_all_there_are_no_fault(tmp_path: Path, recorded: Path) -> None:
    assert gone(tmp_path, recorded) == []


def test_without_a_list_nothing_is_compared(tmp_path: Path) -> None:
    assert gone(tmp_path, tmp_path / FILE) == []


def test_renamed_id_is_named_with_its_line_and_the_new_one(tmp_path: Path, recorded: Path) -> None:
    (fault,) = gone(tmp_path, recorded, forms=FORM.replace("co-hosting", "co-host"))

    assert (fault.place, fault.rule) == (f"{recorded}:3:1", "ids")
    assert (fault.source, fault.width) == ("forms/co-hosting", 16)
    assert fault.message == "the id forms/co-hosting is gone"
    assert fault.hint == (
        "Was it renamed to forms/co-host? An id stays when the wording changes. "
        "If it has to go: pytest --kyodo-write-ids"
    )


def test_document_of_another_id_is_perhaps_renamed(tmp_path: Path, recorded: Path) -> None:
    header = HEADER.replace('"plan"', '"guide"')

    first, *rest = gone(tmp_path, recorded, municipality=header, forms="", programs="", progress="")

    assert first.hint.startswith("Was it renamed to documents/guide?")
    assert len(rest) == len(IDS.splitlines()) - 3


@pytest.mark.parametrize(
    ("new", "near"),
    [
        pytest.param(["endorsement"], "endorsement", id="the-only-new-one"),
        pytest.param(["endorsement", "hosting"], "hosting", id="the-nearest-of-two"),
        pytest.param(["endorsement", "grant"], "", id="none-is-near"),
    ],
)
def test_new_id_is_suggested_where_it_is_likely(
    new: list[str], near: str, tmp_path: Path, recorded: Path
) -> None:
    forms = "".join(FORM.replace("co-hosting", name) for name in new)

    (fault,) = gone(tmp_path, recorded, forms=forms)

    assert fault.hint.startswith(f"Was it renamed to forms/{near}?" if near else "An id stays")


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        pytest.param({"forms": ""}, ["forms/co-hosting"], id="fact"),
        pytest.param(
            {"programs": PROGRAM + COURSES}, ["programs/grant/facts/households"], id="fact-of-applications"
        ),
        pytest.param(
            {"programs": PROGRAM + FACTS + TERMS}, ["programs/grant/terms/courses/first"], id="course"
        ),
    ],
)
def test_removed_id_is_named(
    changed: dict[str, str], names: list[str], tmp_path: Path, recorded: Path
) -> None:
    faults = gone(tmp_path, recorded, **changed)

    assert [fault.message for fault in faults] == [f"the id {name} is gone" for name in names]
    assert not faults[0].hint.startswith("Was it renamed")


def test_removed_report_is_named(tmp_path: Path, recorded: Path) -> None:
    faults = vanished(written(tmp_path / "city", FILES, recorded=recorded))

    assert [fault.message for fault in faults] == ["the id reports/forms is gone"]


def test_ids_of_a_file_that_cannot_be_read_are_not_gone(tmp_path: Path, recorded: Path) -> None:
    assert gone(tmp_path, recorded, forms="[[form]\n") == []


def test_new_ids_are_no_fault_and_are_counted(tmp_path: Path, recorded: Path) -> None:
    more = FORM + FORM.replace("co-hosting", "endorsement")
    subject = written(tmp_path / "city", FILES | {"forms": more}, specs=[SPEC], recorded=recorded)

    assert list(vanished(subject)) == []
    assert unrecorded(subject) == {"forms/endorsement"}


def test_without_a_list_no_id_waits_for_it(tmp_path: Path) -> None:
    assert unrecorded(written(tmp_path, FILES, recorded=tmp_path / FILE)) == set()


def test_ids_of_a_faulty_city_are_not_written(tmp_path: Path, recorded: Path) -> None:
    subject = written(tmp_path / "city", FILES | {"forms": "[[form]\n"}, specs=[SPEC], recorded=recorded)

    with pytest.raises(KyodoError, match="The ids cannot be recorded: the plugin has faults"):
        write(subject)
    assert recorded.read_text(encoding="utf-8") == IDS


def test_list_of_an_editor_is_read(tmp_path: Path, recorded: Path) -> None:
    recorded.write_bytes(b"\xef\xbb\xbf" + IDS.replace("\n", "\r\n").encode() + b"  \r\n forms/gone \r\n")

    (fault,) = gone(tmp_path, recorded)
    assert (fault.message, fault.line) == ("the id forms/gone is gone", 12)


def test_a_core_kind_is_no_id_of_the_city(tmp_path: Path) -> None:
    assert "progress/items/statuses/done" not in current(written(tmp_path, FILES))
