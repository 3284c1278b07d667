"""A new program stands at the end of the right file, is sound as made, and invents nothing."""

import errno
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.aspects.programs import Program
from kyodo_core.configuration import Configuration
from kyodo_core.domain.kinds import SupportKind
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.errors import FaultsError, KyodoError
from kyodo_core.scaffold.examples import uncommented
from kyodo_core.scaffold.program import ProgramRequest, program_place, with_program
from tests.deployments import OVERLAY, PROGRAMS, Deployment
from tests.scaffolds import Scaffold
from tests.standins import HEADER, CityFolder
from tests.standins import city as city_in_python

PLAIN = '[[program]]\nid = "old"\nname = "古い補助金"\nsupport = "financial"\ncite = "plan#第1条"\n'
KEPT = "# 覚え書き　そのまま\n" + PLAIN + "  # 終わりの行"


def request(**asked: str) -> ProgramRequest:
    return ProgramRequest(**{"id": "grant", "name": "地域補助金", "support": "financial", **asked})


@pytest.fixture
def sources(folder: CityFolder) -> CityFolder:
    """The city's folder, inside a plugin that is a folder of sources."""
    (folder.root.parent / "pyproject.toml").touch()
    return folder


def appended(city: Municipality, asked: ProgramRequest, configured: Path | None = None) -> Path:
    """The file to which the program is written."""
    place = program_place(city, configured)
    text = with_program(city, place, asked)
    place.path.parent.mkdir(exist_ok=True)
    place.path.write_bytes(text.encode())
    return place.path


def refused(city: Municipality, asked: ProgramRequest, configured: Path | None = None) -> list[str]:
    """Option, message and hint of every fault."""
    place = program_place(city, configured)
    with pytest.raises(FaultsError) as caught:
        with_program(city, place, asked)
    assert caught.value.message == "The program is not made."
    return [": ".join(filter(None, (f.file, f.message, f.example or f.hint))) for f in caught.value.faults]


def only(facts: tuple[Any, ...], program_id: str = "grant") -> Program:
    (found,) = (fact for fact in facts if fact.id == program_id)
    assert isinstance(found, Program)
    return found


def test_program_in_the_plugin_states_what_was_given_and_nothing_else(sources: CityFolder) -> None:
    path = appended(sources.read(), request())

    assert path == sources.root / "aspects" / "programs.toml"
    program = only(sources.files()["programs"])
    assert (program.name, program.support) == ("地域補助金", SupportKind.FINANCIAL)
    assert list(map(str, program.cite)) == ["plan#全文"]
    stated = {f.name for f in Program.fields() if getattr(program, f.name) not in (NOT_STATED, (), f.default)}
    assert stated == {"id", "name", "support", "cite"}


def test_terms_have_their_year_and_basis_where_they_are_given(sources: CityFolder) -> None:
    appended(sources.read(), request(since="令和7年度", basis="令和7年告示第3号", cite="plan#第3条"))

    (terms,) = only(sources.files()["programs"]).terms
    assert (str(terms.since), terms.basis, [*map(str, terms.cite)]) == (
        "令和7年度",
        "令和7年告示第3号",
        ["plan#第3条"],
    )
    assert not terms.states_amount


def test_scaffolded_city_takes_a_program_once_programs_are_begun(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path, document="要綱")
    with pytest.raises(KyodoError) as caught:
        program_place(made.city.read(), None)
    assert (caught.value.message, caught.value.hint) == (
        "programs stands in todo of municipality.toml.",
        'take "programs" out of todo',
    )

    made.begin("programs")
    appended(made.city.read(), request())

    assert only(made.city.files()["programs"]).name == "地域補助金"
    assert made.checked().findings == ()


@pytest.mark.parametrize("since", ["", "R7"])
def test_what_is_out_of_force_in_the_skeleton_can_be_put_in_force(since: str, sources: CityFolder) -> None:
    path = appended(sources.read(), request(since=since, basis="要綱" if since else ""))

    text = uncommented(path.read_text(encoding="utf-8")).replace('rate = "not_stated"', 'rate = "1/2"')
    program = only(sources.facts("programs", text))

    assert program.recipients == ("○○",)
    assert [terms.conditions for terms in program.terms] == [("○○",)]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(KEPT, id="line-feeds"),
        pytest.param(KEPT.replace("\n", "\r\n"), id="carriage-returns"),
        pytest.param(f"\ufeff{KEPT}\n", id="byte-order-mark"),
        pytest.param("# 注だけ\n", id="comments-only"),
        pytest.param("\n\n", id="empty-lines"),
    ],
)
def test_what_stood_in_the_file_stays_byte_for_byte(before: str, sources: CityFolder) -> None:
    path = sources.write("programs", before)

    appended(sources.read(), request())

    after = path.read_bytes()
    assert after.startswith(before.encode())
    assert only(sources.files()["programs"])
    ends = b"\r\n" if "\r" in before else b"\n"
    assert after[len(before.encode()) :].replace(ends, b"").count(b"\n") == 0


@given(name=st.text(min_size=1, max_size=30).filter(lambda name: name.strip() and name.strip().isprintable()))
def test_any_name_and_basis_are_read_back_as_they_were_given(name: str) -> None:
    with TemporaryDirectory() as made:
        folder = CityFolder(Path(made) / "mihon")
        folder.write("municipality", HEADER)
        (Path(made) / "pyproject.toml").touch()
        appended(folder.read(), request(name=name, since="R7", basis=name))

        program = only(folder.files()["programs"])

    if name.strip() != "not_stated":
        assert (program.name, program.terms[0].basis) == (name.strip(), name.strip())


def test_two_programs_follow_each_other(sources: CityFolder) -> None:
    appended(sources.read(), request())
    appended(sources.read(), request(id="second", support="staffing"))

    assert [fact.id for fact in sources.files()["programs"]] == ["grant", "second"]


def test_plugin_that_is_installed_as_a_whole_gets_an_overlay(folder: CityFolder, tmp_path: Path) -> None:
    folder.write("programs", PROGRAMS)
    office = Deployment.at(tmp_path / "office")

    path = appended(folder.read(), request(since="R7", basis="要綱"), office.root)

    assert path == office.root / "mihon.toml"
    city = Configuration(folder=office.root).overlay(folder.read())
    program = only(city.aspects["programs"])
    assert [(str(terms.since), terms.basis) for terms in program.terms] == [("R7", "要綱")]
    assert (folder.root / "aspects" / "programs.toml").read_text(encoding="utf-8") == PROGRAMS


def test_overlay_that_is_there_grows_and_its_documents_are_cited(folder: CityFolder, tmp_path: Path) -> None:
    folder.write("programs", PROGRAMS)
    office = Deployment.at(tmp_path / "office")
    office.write("mihon", OVERLAY)
    city = Configuration(folder=office.root).overlay(folder.read())

    path = appended(city, request(since="R7", basis="要綱", cite="rules#第9条"), office.root)

    assert path.read_text(encoding="utf-8").startswith(OVERLAY)
    after = Configuration(folder=office.root).overlay(folder.read())
    assert [*map(str, only(after.aspects["programs"]).cite)] == ["rules#第9条"]


def test_documents_of_an_overlay_are_none_of_the_plugins(sources: CityFolder, tmp_path: Path) -> None:
    sources.write("programs", PROGRAMS)
    office = Deployment.at(tmp_path / "office")
    office.write("mihon", OVERLAY)
    city = Configuration(folder=office.root).overlay(sources.read())

    assert refused(city, request(cite="rules#第9条"), office.root) == [
        '--cite: the city declares no such document (now: "rules"): Known: plan'
    ]


def test_without_a_configuration_there_is_no_place_for_it(folder: CityFolder) -> None:
    with pytest.raises(KyodoError) as caught:
        program_place(folder.read(), None)

    assert (caught.value.message, caught.value.hint) == (
        "The plugin is installed as a whole, and no configuration is found.",
        "Make a folder with an empty kyodo.toml, and name it with --config.",
    )


KINDS = "financial, staffing, training, dialogue, facility, insurance, institutional"
IDS = "an id is written in lower-case ASCII letters, figures and hyphens"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param(
            {"id": "old"}, 'ID: the city has a program of this id: 古い補助金 (now: "old")', id="taken"
        ),
        pytest.param({"id": "Grant"}, f'ID: {IDS} (now: "Grant"): area-grant', id="capital-letter"),
        pytest.param({"id": ""}, f'ID: {IDS} (now: ""): area-grant', id="empty-id"),
        pytest.param(
            {"support": "finacial"},
            f'--support: this kind does not exist (now: "finacial"): Did you mean financial? Known: {KINDS}',
            id="misspelt-kind",
        ),
        pytest.param(
            {"support": "xyz"},
            f'--support: this kind does not exist (now: "xyz"): Known: {KINDS}',
            id="unknown-kind",
        ),
        pytest.param({"name": " "}, '--name: the text is empty (now: " ")', id="no-name"),
        pytest.param(
            {"name": "地域\n補助金"},
            '--name: the text has characters that cannot be printed (now: "地域\n補助金")',
            id="name-in-two-lines",
        ),
        pytest.param(
            {"cite": "plan"},
            '--cite: a citation is written document#section (now: "plan"): --cite plan#第1章',
            id="no-section",
        ),
        pytest.param(
            {"cite": "plan＃第2章"},
            '--cite: a citation is written document#section (now: "plan＃第2章"): --cite plan#第2章',
            id="full-width-mark",
        ),
        pytest.param(
            {"support": "財政的支援"},
            '--support: this kind does not exist (now: "財政的支援"): '
            f"Did you mean financial? Known: {KINDS}",
            id="label-of-a-kind",
        ),
        pytest.param(
            {"cite": "plam#1"},
            '--cite: the city declares no such document (now: "plam"): Did you mean plan? Known: plan',
            id="unknown-document",
        ),
        pytest.param({"since": "R7"}, "--basis: the terms need this: --basis …", id="no-basis"),
        pytest.param({"basis": "要綱"}, "--since: the terms need this: --since …", id="no-year"),
        pytest.param(
            {"since": "7年度", "basis": "要綱"},
            '--since: this is not a fiscal year (now: "7年度"): --since 令和6年度',
            id="year-without-an-era",
        ),
    ],
)
def test_program_is_refused(asked: dict[str, str], told: str, sources: CityFolder) -> None:
    path = sources.write("programs", PLAIN)

    assert refused(sources.read(), request(**asked)) == [told]
    assert path.read_text(encoding="utf-8") == PLAIN


def test_all_faults_are_told_at_once(sources: CityFolder) -> None:
    wrong = request(id="Grant", name="", support="x", cite="y#1", since="z")

    assert [said.partition(":")[0] for said in refused(sources.read(), wrong)] == [
        "--basis",
        "--cite",
        "--name",
        "--since",
        "--support",
        "ID",
    ]


def test_overlay_needs_year_and_basis(folder: CityFolder, tmp_path: Path) -> None:
    office = Deployment.at(tmp_path / "office")

    assert refused(folder.read(), request(), office.root) == [
        "--basis: the terms need this: --basis …",
        "--since: the terms need this: --since …",
    ]


def test_city_without_a_document_has_nothing_to_cite(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path)
    made.begin("programs")

    assert refused(made.city.read(), request(cite="plan#1")) == [
        "--cite: the city declares no document: write a [[document]] first"
    ]


def test_programs_in_brackets_are_refused(sources: CityFolder) -> None:
    table = '{ id = "old", name = "古い補助金", support = "financial", cite = "plan#1" }'
    path = sources.write("programs", f"program = [{table}]\n")
    city = sources.read()

    with pytest.raises(KyodoError) as caught:
        with_program(city, program_place(city, None), request())

    assert caught.value.message == f"{path} has its programs in brackets; nothing can be appended."
    assert caught.value.hint == "Write each of them under a heading [[program]]."


def test_file_that_cannot_be_read_is_told_with_the_reason(sources: CityFolder, tmp_path: Path) -> None:
    place = program_place(sources.read(), None).having(path=tmp_path)

    with pytest.raises(KyodoError) as caught:
        with_program(sources.read(), place, request())

    assert caught.value.message == f"{tmp_path} cannot be read: {os.strerror(errno.EISDIR)}"


def test_fault_of_the_file_is_told_first(sources: CityFolder) -> None:
    sources.write("programs", PLAIN.replace("financial", "finacial"))
    city = sources.read()

    with pytest.raises(FaultsError, match=r"programs\.toml"):
        with_program(city, program_place(city, None), request())


def test_city_made_in_python_gets_an_overlay(tmp_path: Path) -> None:
    place = program_place(city_in_python(), tmp_path)

    assert (place.path, place.overlay) == (tmp_path / "mihon.toml", True)
