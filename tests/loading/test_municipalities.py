"""A city's folder: the header is read at once, an aspect when it is asked for, and then once."""

from pathlib import Path

import pytest

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.aspects.forms import Form
from kyodo_core.aspects.plans import Plan
from kyodo_core.aspects.programs import Program
from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.kinds import FormKind, Standing
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from kyodo_core.errors import DefinitionError
from tests.standins import HEADER, CityFolder

FORM = '[[form]]\nid = "grant"\nname = "補助"\nkinds = ["grant"]\ncite = "plan#1"\n'
PROGRAM = '[[program]]\nid = "area-grant"\nname = "交付金"\nsupport = "financial"\ncite = "plan#1"\n'
OF_PLAN = PROGRAM + 'plan = "plan-1"\n'
PLAN = '[[plan]]\nid = "plan-1"\nname = "推進計画"\nkinds = ["promotion_plan"]\ncite = "plan#1"\n'
BROKEN = "[[plan]\n"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, in order."""
    names: list[str] = []
    read = Path.read_bytes

    def noting(path: Path) -> bytes:
        names.append(path.name)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", noting)
    return names


def test_header_is_read(folder: CityFolder) -> None:
    folder.write("municipality", HEADER + 'issued = "平成26年3月"\n')

    city = folder.read()

    assert (city.slug, city.name, city.header.prefecture) == ("mihon", "見本市", "岩手県")
    assert city.header.code == MunicipalityCode("039993")
    assert city.document("plan").title == "見本市協働推進計画"
    assert str(city.document("plan").issued) == "平成26年3月"
    assert city.document("plan").state_of is NOT_STATED


def test_unknown_document_is_a_key_error(folder: CityFolder) -> None:
    with pytest.raises(KeyError, match="koho"):
        folder.read().document("koho")


def test_folder_may_be_given_as_text(folder: CityFolder) -> None:
    from kyodo_core.loading.municipalities import read_municipality

    assert read_municipality(str(folder.root)).slug == "mihon"


def test_only_the_file_that_is_asked_for_is_opened(folder: CityFolder, opened: list[str]) -> None:
    folder.write("forms", FORM)
    for aspect_id in ("plans", "programs", "principles"):
        folder.write(aspect_id, BROKEN)

    city = folder.read()
    assert opened == ["municipality.toml"]

    assert city.aspects["forms"]
    assert opened == ["municipality.toml", "forms.toml"]


def test_file_is_read_once(folder: CityFolder, opened: list[str]) -> None:
    path = folder.write("forms", FORM)
    aspects = folder.read().aspects

    first = aspects["forms"]
    path.write_text(BROKEN, encoding="utf-8")

    assert aspects["forms"] is first
    assert opened == ["municipality.toml", "forms.toml"]


def test_program_reads_the_plans_only_if_it_names_one(folder: CityFolder, opened: list[str]) -> None:
    folder.write("plans", PLAN)
    folder.write("programs", PROGRAM)
    assert folder.files()["programs"]
    assert "plans.toml" not in opened

    folder.write("programs", OF_PLAN)
    assert folder.files()["programs"]
    assert "plans.toml" in opened


def test_fault_in_the_plans_is_told_of_the_plans_alone(folder: CityFolder) -> None:
    folder.write("plans", BROKEN)
    folder.write("programs", OF_PLAN)
    files = folder.files()

    assert [fact.id for fact in files["programs"]] == ["area-grant"]
    with pytest.raises(DefinitionError, match=r"plans\.toml"):
        files["plans"]


def test_faulty_file_is_refused_each_time(folder: CityFolder) -> None:
    folder.write("plans", BROKEN)
    files = folder.files()

    for _time in range(2):
        with pytest.raises(DefinitionError):
            files["plans"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="no-file"),
        pytest.param("", id="empty-file"),
        pytest.param("# 資料に記載がない\n", id="comment-only"),
        pytest.param("form = []\n", id="empty-list"),
    ],
)
def test_unstated_aspect_is_empty(folder: CityFolder, text: str | None) -> None:
    if text is not None:
        folder.write("forms", text)

    assert folder.files()["forms"] == ()


def test_every_aspect_can_be_asked_for(folder: CityFolder) -> None:
    files = folder.files()

    assert all(files[aspect_id] == () for aspect_id in ASPECT_IDS)


def test_stated_aspects_are_known_without_parsing_them(folder: CityFolder) -> None:
    folder.write("plans", BROKEN)
    folder.write("forms", FORM)
    folder.write("from", FORM)
    files = folder.files()

    assert (list(files), len(files)) == (["forms", "plans"], 2)
    assert "plans" in files
    assert "principles" not in files
    assert "from" not in files


def test_aspect_that_does_not_exist_is_a_key_error(folder: CityFolder) -> None:
    with pytest.raises(KeyError, match="from"):
        folder.files()["from"]


def test_folder_without_aspects_has_no_unknown_files(folder: CityFolder) -> None:
    assert folder.files().unknown_files() == []


def test_facts_come_in_the_order_of_the_file(folder: CityFolder) -> None:
    text = "\n".join(FORM.replace('"grant"\nname', f'"{name}"\nname') for name in ("c", "a", "b"))

    assert [fact.id for fact in folder.facts("forms", text)] == ["c", "a", "b"]


def test_what_is_left_out_is_not_stated(folder: CityFolder) -> None:
    [form] = folder.facts("forms", FORM)

    assert isinstance(form, Form)
    assert form.kinds == (FormKind.GRANT,)
    assert form.standing is Standing.IN_FORCE
    assert (form.text, form.good_for, form.since) == (NOT_STATED, NOT_STATED, NOT_STATED)
    assert (form.points, form.later, form.conflicts) == ((), (), ())


@pytest.mark.parametrize("key", ["text", "good_for", "procedure", "since", "until", "inference"])
def test_not_stated_may_be_written_out(folder: CityFolder, key: str) -> None:
    [form] = folder.facts("forms", FORM + f'{key} = "not_stated"\n')

    assert getattr(form, key) is NOT_STATED


@pytest.mark.parametrize("key", ["rate", "limit_per_year", "max_years", "advance_payment", "since"])
def test_figures_may_be_not_stated_too(folder: CityFolder, key: str) -> None:
    [program] = folder.facts(
        "programs", PROGRAM + f'[[program.terms]]\ncite = "plan#1"\n{key} = "not_stated"\n'
    )

    assert isinstance(program, Program)
    assert getattr(program.terms[0], key) is NOT_STATED


def test_period_may_be_not_stated(folder: CityFolder) -> None:
    [plan] = folder.facts("plans", PLAN + 'period = "not_stated"\n')

    assert isinstance(plan, Plan)
    assert plan.period is NOT_STATED


@pytest.mark.parametrize(
    "cite",
    [pytest.param('"plan#第2章"', id="one"), pytest.param('["plan#第2章"]', id="list-of-one")],
)
def test_one_citation_needs_no_list(folder: CityFolder, cite: str) -> None:
    [form] = folder.facts("forms", FORM.replace('"plan#1"', cite))

    assert form.cite == (Citation("plan", "第2章"),)


def test_date_may_be_written_as_toml_writes_dates(folder: CityFolder) -> None:
    [plan] = folder.facts("plans", PLAN + "adopted = 2014-04-01\n")

    assert isinstance(plan, Plan)
    assert plan.adopted
    assert (str(plan.adopted), plan.adopted.iso) == ("2014-04-01", "2014-04-01")


def test_single_aspect_is_one_fact(folder: CityFolder) -> None:
    [progress] = folder.facts(
        "progress",
        """\
[progress]
id = "items"
name = "進捗"
as_of = "平成24年度"
cite = "plan#1"
statuses = [{ id = "done", name = "実施済" }]
rows = []
total = { id = "total", name = "計", total = 0, counts = { done = 0 } }
""",
    )

    assert progress.id == "items"
