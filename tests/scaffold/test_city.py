"""A new city's plugin is whole, sound as made, and refused with all faults before anything is written."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.domain.codes import PREFECTURES, MunicipalityCode, check_digit
from kyodo_core.errors import FaultsError, OutputError
from kyodo_core.loading.schemas import NAMES, write_schemas
from kyodo_core.registry import Registry
from kyodo_core.scaffold.city import CityRequest, new_city, write_folder
from kyodo_core.scaffold.texts import City, plugin_texts
from tests.installed import registry
from tests.scaffolds import MIHON, NONE, Scaffold
from tests.standins import Source


def request(folder: Path, **asked: str) -> CityRequest:
    return CityRequest(**{"slug": "mihon", "name": "見本市", "code": "039993", **asked}, folder=folder)


def refused(asked: CityRequest, installed: Registry | None = None) -> list[tuple[str, str, str]]:
    """Option, message, and what would be right, of every fault."""
    with pytest.raises(FaultsError) as caught:
        new_city(asked, installed or registry())
    assert caught.value.message == "The plugin is not made."
    return [(fault.file, fault.message, fault.example or fault.hint) for fault in caught.value.faults]


def test_folder_has_these_files_and_no_others(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path)

    assert sorted(
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()
    ) == sorted(
        [
            "mihon/README.md",
            "mihon/pyproject.toml",
            "mihon/tests/test_conformance.py",
            "mihon/kyodo_mihon/__init__.py",
            "mihon/kyodo_mihon/hooks.py",
            "mihon/kyodo_mihon/municipality.toml",
            *(f"mihon/kyodo_mihon/aspects/{aspect_id}.toml" for aspect_id in ASPECT_IDS),
            *(f"mihon/schemas/{name}.schema.json" for name in NAMES),
        ]
    )
    assert made.root == tmp_path / "mihon"


def test_plugin_as_made_is_sound_and_states_nothing(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path)
    city = made.city.read()

    checked = made.checked()

    assert (checked.findings, checked.facts) == ((), 0)
    assert (city.name, str(city.header.code), city.header.prefecture) == ("見本市", "039993", "岩手県")
    assert city.header.documents == ()
    assert city.header.todo == ASPECT_IDS
    assert list(city.aspects) == []


def test_aspect_that_is_taken_out_of_todo_is_not_stated(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path)

    made.begin("forms", "programs")

    assert made.checked().findings == ()
    assert set(made.city.read().header.todo) == {*ASPECT_IDS} - {"forms", "programs"}


def test_first_document_is_written_where_its_title_is_known(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path, document='見本市「協働」の"手引き"')

    (document,) = made.city.read().header.documents
    assert (document.id, document.title, document.short, document.issuer) == (
        "mihon-document",
        '見本市「協働」の"手引き"',
        '見本市「協働」の"手引き"',
        "見本市",
    )
    assert not document.issued


def test_pyproject_names_the_plugin_as_the_shipped_ones_do(tmp_path: Path) -> None:
    made = tomllib.loads((Scaffold.at(tmp_path).root / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = Path(__file__).parents[2] / "plugins" / "hanamaki" / "pyproject.toml"
    model = tomllib.loads(shipped.read_text(encoding="utf-8").replace("hanamaki", "mihon"))

    assert made["build-system"] == model["build-system"]
    assert made["project"]["entry-points"] == model["project"]["entry-points"]
    assert made["tool"]["hatch"] == model["tool"]["hatch"]
    assert made["project"]["dependencies"] == model["project"]["dependencies"]
    assert made["project"]["optional-dependencies"] == model["project"]["optional-dependencies"]


def test_conformance_test_is_the_line_of_the_shipped_plugins(tmp_path: Path) -> None:
    made = (Scaffold.at(tmp_path).root / "tests" / "test_conformance.py").read_text(encoding="utf-8")
    shipped = Path(__file__).parents[2] / "plugins" / "hanamaki" / "tests" / "test_conformance.py"

    assert made == shipped.read_text(encoding="utf-8")


def test_every_toml_file_names_its_schema_which_accepts_it(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path, document="要綱")
    made.use_examples(ASPECT_IDS)

    files = [made.header, *map(made.file, ASPECT_IDS)]
    for file in files:
        text = file.read_text(encoding="utf-8")
        first, empty = text.splitlines()[:2]
        schema = file.parent / first.removeprefix("#:schema ")
        assert (schema.resolve().name, empty) == (f"{file.stem}.schema.json", "")
        assert faults_of_shape(schema, text) == []


def faults_of_shape(schema: Path, text: str) -> list[str]:
    """What an editor marks in a TOML file with this schema."""
    data = json.loads(json.dumps(tomllib.loads(text), default=str))
    validator = Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    return [fault.message for fault in validator.iter_errors(data)]


def test_schemas_are_those_of_the_command(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path)
    before = {path.name: path.read_bytes() for path in (made.root / "schemas").iterdir()}

    write_schemas(made.root / "schemas")

    assert {path.name: path.read_bytes() for path in (made.root / "schemas").iterdir()} == before


def test_hyphens_of_a_slug_become_underscores_in_the_package() -> None:
    texts = plugin_texts(City("kita-mihon", "北見本市", MunicipalityCode("039993")))

    assert "kyodo_kita_mihon/municipality.toml" in texts
    pyproject = tomllib.loads(texts["pyproject.toml"])
    assert pyproject["project"]["entry-points"]["kyodo.cities"] == {"kita-mihon": "kyodo_kita_mihon.hooks"}
    assert pyproject["project"]["name"] == "kyodo-kita-mihon"


def test_python_files_say_what_they_are_in_ascii_and_compile() -> None:
    texts = plugin_texts(City("mihon", '"""\\', MunicipalityCode("039993")))

    for name, text in texts.items():
        if name.endswith(".py"):
            compile(text, name, "exec")
            assert text.isascii()


@pytest.mark.parametrize("prefecture", PREFECTURES)
def test_prefecture_is_that_of_the_code(prefecture: str, tmp_path: Path) -> None:
    five = f"{PREFECTURES.index(prefecture) + 1:02}999"

    made = new_city(request(tmp_path, code=five + check_digit(five), prefecture=prefecture), NONE)

    assert made.code.prefecture == prefecture


def test_names_are_written_with_each_character_in_one_piece(tmp_path: Path) -> None:
    made = new_city(request(tmp_path, name="\u30ab\u3099 市", document="\u30ab\u3099イド"), NONE)

    assert (made.name, made.document) == ("ガ 市", "ガイド")


@given(name=st.text(min_size=1, max_size=30).filter(lambda name: name.strip() and name.strip().isprintable()))
def test_any_name_is_read_back_as_it_was_given(name: str) -> None:
    texts = plugin_texts(City("mihon", name.strip(), MIHON.code, name.strip()))

    header = tomllib.loads(texts["kyodo_mihon/municipality.toml"])
    assert header["name"] == header["document"][0]["title"] == name.strip()
    assert name.strip() in tomllib.loads(texts["pyproject.toml"])["project"]["description"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param(
            {"code": "039992"},
            ("--code", 'the check digit of the municipality code is wrong (now: "039992")', "--code 039993"),
            id="check-digit",
        ),
        pytest.param(
            {"code": "39993"},
            ("--code", 'a municipality code is six half-width digits (now: "39993")', "--code 039993"),
            id="without-the-0-at-the-front",
        ),
        pytest.param(
            {"code": "22999"},
            (
                "--code",
                'the check digit, the sixth of the municipality code, is missing (now: "22999")',
                "--code 229997",
            ),
            id="without-the-check-digit",
        ),
        pytest.param(
            {"code": "０３９９９３"},
            ("--code", 'a municipality code is six half-width digits (now: "０３９９９３")', "--code 039993"),
            id="full-width-digits",
        ),
        pytest.param(
            {"code": "990000"},
            (
                "--code",
                'no prefecture has the first two digits of this municipality code (now: "990000")',
                "--code 039993",
            ),
            id="no-such-prefecture",
        ),
        pytest.param(
            {"code": "03999三"},
            ("--code", 'a municipality code is six half-width digits (now: "03999三")', "--code 039993"),
            id="no-digits",
        ),
        pytest.param(
            {"code": ""},
            ("--code", 'a municipality code is six half-width digits (now: "")', "--code 039993"),
            id="no-code",
        ),
        pytest.param(
            {"code": "032093"},
            ("--code", 'an installed city has this code: 一関市 (ichinoseki) (now: "032093")', ""),
            id="code-of-an-installed-city",
        ),
        pytest.param(
            {"prefecture": "青森県"},
            ("--prefecture", 'the prefecture is not that of the code (now: "青森県")', "--prefecture 岩手県"),
            id="other-prefecture",
        ),
        pytest.param({"name": " "}, ("--name", 'the text is empty (now: " ")', ""), id="no-name"),
        pytest.param(
            {"name": "見本\n市"},
            ("--name", 'the text has characters that cannot be printed (now: "見本\n市")', ""),
            id="name-in-two-lines",
        ),
        pytest.param(
            {"document": "手引き\x07"},
            ("--document", 'the text has characters that cannot be printed (now: "手引き\x07")', ""),
            id="document-with-a-control-character",
        ),
        pytest.param(
            {"slug": "Mihon"},
            (
                "SLUG",
                'an id is written in lower-case ASCII letters, figures and hyphens (now: "Mihon")',
                "mihon",
            ),
            id="capital-letter",
        ),
        pytest.param(
            {"slug": "../mihon"},
            (
                "SLUG",
                'an id is written in lower-case ASCII letters, figures and hyphens (now: "../mihon")',
                "mihon",
            ),
            id="a-path",
        ),
        pytest.param(
            {"slug": ""},
            ("SLUG", 'an id is written in lower-case ASCII letters, figures and hyphens (now: "")', "mihon"),
            id="empty-slug",
        ),
        pytest.param(
            {"slug": "m" * 41},
            ("SLUG", f'a slug has at most 40 characters (now: "{"m" * 41}")', ""),
            id="long-slug",
        ),
        pytest.param(
            {"slug": "hanamaki"},
            ("SLUG", 'an installed city has this slug: 花巻市 (now: "hanamaki")', ""),
            id="installed-city",
        ),
        pytest.param(
            {"slug": "core"},
            ("SLUG", 'an installed plugin has this name (now: "core")', ""),
            id="kyodo-itself",
        ),
        pytest.param(
            {"slug": "kyodo"},
            ("SLUG", 'no city can have this slug (now: "kyodo")', ""),
            id="the-configuration",
        ),
        pytest.param({"slug": "con"}, ("SLUG", 'no city can have this slug (now: "con")', ""), id="a-device"),
    ],
)
def test_city_is_refused(asked: dict[str, str], told: tuple[str, str, str], tmp_path: Path) -> None:
    assert refused(request(tmp_path, **asked)) == [told]
    assert list(tmp_path.iterdir()) == []


def test_plugin_that_is_broken_keeps_its_name(tmp_path: Path) -> None:
    installed = Registry([Source("mihon", ImportError("no"))])

    assert refused(request(tmp_path), installed) == [
        ("SLUG", 'an installed plugin has this name (now: "mihon")', "")
    ]


def test_folder_that_is_there_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "mihon").mkdir()

    assert refused(request(tmp_path)) == [
        ("SLUG", f'the folder exists already (now: "{tmp_path / "mihon"}")', "nothing is overwritten")
    ]
    assert list((tmp_path / "mihon").iterdir()) == []


def test_folder_to_make_it_in_has_to_be_there(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"

    assert refused(request(missing)) == [("--dir", f'there is no such folder (now: "{missing}")', "")]
    assert list(tmp_path.iterdir()) == []


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    wrong = request(tmp_path / "nowhere", slug="Mihon", name="", code="1", document="\t\x00")

    assert [option for option, _message, _hint in refused(wrong)] == [
        "--code",
        "--dir",
        "--document",
        "--name",
        "SLUG",
    ]


@pytest.mark.parametrize("failing", ["write_text", "rename", "mkdir"])
def test_nothing_is_left_where_writing_fails(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = getattr(Path, failing)

    def full(path: Path, *arguments: object, **named: object) -> object:
        if "programs" in path.name or failing != "write_text":
            raise OSError(28, "No space left on device")
        return original(path, *arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Path, failing, full)
        with pytest.raises(OutputError) as caught:
            new_city(request(tmp_path), NONE)

    assert caught.value.message == f"{tmp_path / 'mihon'} cannot be written: No space left on device"
    assert caught.value.hint == "Nothing is left of it."
    assert list(tmp_path.iterdir()) == []


def test_folder_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    taken = tmp_path / "mihon"
    taken.mkdir()
    (taken / "kept.txt").write_text("kept", encoding="utf-8")

    with pytest.raises(OutputError):
        write_folder(taken, {"new.txt": "new"})

    assert [path.name for path in tmp_path.rglob("*")] == ["mihon", "kept.txt"]


def test_files_have_line_feeds_and_utf8(tmp_path: Path) -> None:
    made = Scaffold.at(tmp_path)

    for path in made.root.rglob("*.*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"\r" not in data
            assert data.decode("utf-8").endswith("\n")


def test_template_names_no_city_but_the_new_one() -> None:
    texts = {name: text for name, text in plugin_texts(MIHON).items() if not name.startswith("schemas/")}

    left = re.compile(r"\$[a-z{]|PACKAGE|hanamaki|ichinoseki|yamaguchi")
    assert {name: left.findall(text) for name, text in texts.items() if left.search(text)} == {}
