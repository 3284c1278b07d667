"""Where a deployment's configuration is found, what it may say, and which cities then answer."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kyodo_core import configuration as module
from kyodo_core.configuration import Configuration, choose, configuration, current
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.errors import DefinitionError, Fault, UnknownNameError
from kyodo_core.hookspecs import hookimpl
from kyodo_core.loading.choices import Choices
from kyodo_core.loading.overlays import OverlaidAspects
from kyodo_core.registry import Registry
from tests.deployments import OVERLAY, PROGRAMS, Deployment
from tests.loading.test_refusals import advice
from tests.standins import CityFolder, Source, city

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="the user's folder is named otherwise")


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A working folder without a configuration."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_chosen", [])


def source(slug: str, supply: Callable[[], Municipality]) -> Source:
    @hookimpl
    def kyodo_municipality() -> Any:
        return supply()

    return Source(slug, SimpleNamespace(kyodo_municipality=kyodo_municipality))


def refused(folder: Path) -> list[tuple[int, int, str, str]]:
    """Line, column, message and hint of all that is wrong with a folder's `kyodo.toml`."""
    with pytest.raises(DefinitionError) as error:
        configuration(folder, {}, folder)
    assert {fault.file for fault in error.value.faults} == {str(folder / "kyodo.toml")}
    return [(fault.line, fault.column, fault.message, advice(fault)) for fault in error.value.faults]


RECORDS = "records: records are kept in an SQLite file or in a PostgreSQL database"
ADDRESS_OF_RECORDS = 'records = "postgresql://db.example:5432/kyodo"'
PLACES = ("named", "variable", "work", "work/configs", "user/kyodo")


@pytest.mark.parametrize("first", range(len(PLACES)))
def test_first_of_the_places_with_a_configuration_is_taken(first: int, tmp_path: Path) -> None:
    for place in PLACES[first:]:
        Deployment.at(tmp_path / place)
    (tmp_path / "work").mkdir(exist_ok=True)
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "user")}
    if first <= PLACES.index("variable"):
        environment["KYODO_CONFIG"] = str(tmp_path / "variable")

    named = tmp_path / "named" if first == PLACES.index("named") else None

    assert configuration(named, environment, tmp_path / "work").folder == tmp_path / PLACES[first]


def test_users_folder_is_below_the_home_where_nothing_else_is_said(
    nowhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    Deployment.at(tmp_path / ".config/kyodo")

    assert configuration(None, {}, nowhere).folder == tmp_path / ".config/kyodo"


def test_empty_variables_are_as_good_as_none(
    nowhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    Deployment.at(nowhere / "kyodo")
    Deployment.at(tmp_path / ".config/kyodo")
    monkeypatch.chdir(nowhere)

    found = configuration(None, {"KYODO_CONFIG": "", "XDG_CONFIG_HOME": ""}, nowhere)

    assert found.folder == tmp_path / ".config/kyodo"


def test_user_without_a_home_needs_none(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_path: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", homeless)

    assert configuration(None, {}, nowhere) == Configuration()


def test_without_a_configuration_every_city_answers_as_its_plugin_says(nowhere: Path) -> None:
    found = configuration(None, {"XDG_CONFIG_HOME": str(nowhere)}, nowhere)
    mihon = city()

    assert found == Configuration(folder=None, choices=Choices(cities=(), language="ja"))
    assert found.answers("mihon")
    assert found.overlay(mihon) is mihon


def test_overlays_alone_are_no_configuration(nowhere: Path) -> None:
    (nowhere / "mihon.toml").write_text("this is not TOML", encoding="utf-8")

    assert configuration(None, {"XDG_CONFIG_HOME": str(nowhere)}, nowhere).folder is None


@pytest.mark.parametrize(
    "folder", [pytest.param("empty", id="without-kyodo-toml"), pytest.param("none", id="absent")]
)
@pytest.mark.parametrize("by_variable", [False, True], ids=["named", "variable"])
def test_named_folder_without_a_configuration_is_refused(
    folder: str, by_variable: bool, tmp_path: Path, nowhere: Path
) -> None:
    (tmp_path / "empty").mkdir()
    Deployment.at(nowhere)
    path = tmp_path / folder
    environment = {"KYODO_CONFIG": str(path)} if by_variable else {}

    with pytest.raises(DefinitionError) as error:
        configuration(None if by_variable else path, environment, nowhere)

    assert error.value.faults == (Fault(file=str(path), message="the folder has no kyodo.toml"),)


def test_current_is_of_the_working_folder_and_the_environment(
    tmp_path: Path, nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(nowhere)
    monkeypatch.delenv("KYODO_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert current() == Configuration()

    here, named, chosen = nowhere, tmp_path / "variable", tmp_path / "chosen"
    Deployment.at(here)
    assert current().folder == here
    monkeypatch.setenv("KYODO_CONFIG", str(Deployment.at(named).root))
    assert current().folder == named
    choose(str(Deployment.at(chosen).root))
    assert current().folder == chosen


def test_last_folder_chosen_is_taken(tmp_path: Path) -> None:
    choose(str(tmp_path))
    choose(str(Deployment.at(tmp_path / "second").root))

    assert current().folder == tmp_path / "second"


def test_kyodo_toml_says_cities_and_language(tmp_path: Path) -> None:
    made = Deployment.at(tmp_path, 'cities = ["rei", "mihon"]\nlanguage = "en"\n')

    assert configuration(made.root, {}, tmp_path).choices == Choices(cities=("rei", "mihon"), language="en")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param(
            'language = "ja"\ncitys = ["mihon"]\n',
            [
                (
                    2,
                    1,
                    "citys: this key does not exist",
                    "Did you mean cities? Known: cities, language, records",
                )
            ],
            id="unknown-key",
        ),
        pytest.param(
            'cities = "mihon"\n',
            [(1, 10, 'cities: a list in square brackets is needed (now: "mihon")', 'cities = ["mihon"]')],
            id="text-for-a-list",
        ),
        pytest.param(
            'cities = ["mihon", 3]\n',
            [(1, 20, "cities: a text in quotes is needed (now: 3)", 'cities = ["3"]')],
            id="number-for-a-city",
        ),
        pytest.param(
            "\nlanguage = true\n",
            [(2, 12, "language: a text in quotes is needed (now: true)", 'language = "true"')],
            id="truth-for-a-language",
        ),
        pytest.param(
            'cities = []\nlanguage = "jp"\n',
            [(2, 12, 'language: there is no such language (now: "jp")', "Did you mean ja? Known: ja, en")],
            id="unknown-language",
        ),
        pytest.param(
            'records = "mysql://db.example/kyodo"\n',
            [(1, 11, f'{RECORDS} (now: "mysql://db.example/kyodo")', ADDRESS_OF_RECORDS)],
            id="records-at-another-server",
        ),
        *(
            pytest.param(
                f'records = "{address}"\n',
                [
                    (
                        1,
                        11,
                        f'records: this is not the address of a database (now: "{address}")',
                        ADDRESS_OF_RECORDS,
                    )
                ],
                id=name,
            )
            for address, name in (
                ("postgresql://db.example", "no-database"),
                ("postgresql://db.example/", "no-name-of-a-database"),
                ("postgresql://db.example:port/kyodo", "port-that-is-none"),
                ("postgresql://db.example:99999/kyodo", "port-out-of-range"),
                ("postgresql://[db/kyodo", "host-that-is-none"),
            )
        ),
        *(
            pytest.param(
                f"records = '{path}'\n",
                [
                    (
                        1,
                        11,
                        f'records: this is not the path of an SQLite file (now: "{path}")',
                        'records = "records.sqlite"',
                    )
                ],
                id=name,
            )
            for path, name in (
                ("mihon.toml", "file-of-the-configuration"),
                ("folder/", "folder"),
                ("folder\\", "folder-on-windows"),
            )
        ),
        *(
            pytest.param(
                f'records = "{address}"\n',
                [
                    (
                        1,
                        11,
                        "records: a password does not stand in this file",
                        "leave it out; give it in the environment variable PGPASSWORD or in the file .pgpass",
                    )
                ],
                id=name,
            )
            for address, name in (
                ("postgresql://kyodo:geheim@db/kyodo", "password"),
                ("postgresql://kyodo:ge/h@db/kyodo", "password-with-a-slash"),
                ("postgresql://kyodo:@db/kyodo", "empty-password"),
                ("postgresql://db/kyodo?sslmode=require&password=geheim", "password-as-a-parameter"),
                ("mysql://kyodo:geheim@db/kyodo", "password-of-another-server"),
            )
        ),
        pytest.param(
            "records = 3\n",
            [(1, 11, "records: a text in quotes is needed (now: 3)", 'records = "3"')],
            id="number-for-a-place-of-records",
        ),
        pytest.param(
            "cities = [mihon]\n",
            [(1, 11, "cities: the value needs quotes (now: mihon)", 'cities = ["mihon"]')],
            id="no-toml",
        ),
        pytest.param(
            "cities = 1\nlanguage = 2\n",
            [
                (1, 10, "cities: a list in square brackets is needed (now: 1)", 'cities = ["○○"]'),
                (2, 12, "language: a text in quotes is needed (now: 2)", 'language = "2"'),
            ],
            id="several",
        ),
    ],
)
def test_wrong_kyodo_toml_is_refused_at_its_line(
    text: str, faults: list[tuple[int, int, str, str]], tmp_path: Path
) -> None:
    assert refused(Deployment.at(tmp_path, text).root) == faults


@pytest.mark.parametrize(
    ("records", "place"),
    [
        pytest.param("records.sqlite", "{folder}/records.sqlite", id="file"),
        pytest.param("postgresql:///kyodo", "postgresql:///kyodo", id="database-of-this-machine"),
        pytest.param("postgresql://kyodo@db:5432/kyodo", "postgresql://kyodo@db:5432/kyodo", id="server"),
    ],
)
def test_records_are_kept_in_a_file_from_the_folder_or_in_a_database(
    records: str, place: str, tmp_path: Path
) -> None:
    made = Deployment.at(tmp_path, f'records = "{records}"\n')

    assert configuration(made.root, {}, tmp_path).records == place.format(folder=tmp_path)
    assert Configuration().records is NOT_STATED


def test_only_the_named_cities_answer(tmp_path: Path) -> None:
    made = Deployment.at(tmp_path, 'cities = ["rei"]\n')
    found = configuration(made.root, {}, tmp_path)

    registry = Registry(
        [source("mihon", city), source("rei", lambda: city("rei", "019992"))],
        found,
    )

    assert (found.answers("rei"), found.answers("mihon")) == (True, False)
    assert registry.slugs == ("rei",)
    assert registry.failures == {}
    with pytest.raises(UnknownNameError):
        registry.city("mihon")


def test_city_left_out_is_not_even_loaded(tmp_path: Path) -> None:
    made = Deployment.at(tmp_path, 'cities = ["rei"]\n')

    registry = Registry(
        [Source("mihon", ImportError("loaded")), source("rei", lambda: city("rei", "019992"))],
        configuration(made.root, {}, tmp_path),
    )

    assert registry.failures == {}


def test_city_is_as_its_overlay_leaves_it_and_the_others_as_their_plugins_do(
    folder: CityFolder, tmp_path: Path
) -> None:
    folder.write("programs", PROGRAMS)
    made = Deployment.at(tmp_path / "configs")
    made.write("mihon", OVERLAY)
    rei = city("rei", "019992")

    registry = Registry(
        [source("mihon", folder.read), source("rei", lambda: rei)], configuration(made.root, {}, tmp_path)
    )

    assert isinstance(registry.city("mihon").aspects, OverlaidAspects)
    assert registry.city("rei") is rei


def test_city_whose_overlay_has_faulty_programs_answers_all_but_these(
    folder: CityFolder, tmp_path: Path
) -> None:
    folder.write("programs", PROGRAMS)
    made = Deployment.at(tmp_path / "configs")
    path = made.write("mihon", OVERLAY.replace("令和7年度", "七年"))

    registry = Registry(
        [source("mihon", folder.read), source("rei", lambda: city("rei", "019992"))],
        configuration(made.root, {}, tmp_path),
    )

    assert registry.slugs == ("rei", "mihon")
    assert registry.failures == {}
    with pytest.raises(DefinitionError) as error:
        registry.city("mihon").aspects["programs"]
    (fault,) = error.value.faults
    assert (fault.place, fault.message) == (
        f"{path}:11:9",
        'since: this is not a fiscal year (now: "七年")',
    )


def test_city_whose_overlay_cannot_be_read_is_named_and_the_others_answer(
    folder: CityFolder, tmp_path: Path
) -> None:
    folder.write("programs", PROGRAMS)
    made = Deployment.at(tmp_path / "configs")
    path = made.write("mihon", OVERLAY.replace('"要綱"', "要綱"))

    registry = Registry(
        [source("mihon", folder.read), source("rei", lambda: city("rei", "019992"))],
        configuration(made.root, {}, tmp_path),
    )

    assert registry.slugs == ("rei",)
    (fault,) = registry.failures["mihon"].faults
    assert (fault.place, fault.message) == (f"{path}:4:9", "short: the value needs quotes (now: 要綱)")
    with pytest.raises(DefinitionError):
        registry.city("mihon")


def test_overlay_is_read_in_every_form_of_text_that_a_city_may_have(
    folder: CityFolder, tmp_path: Path
) -> None:
    """A byte-order mark and Windows line ends are what an office's editor leaves."""
    folder.write("programs", PROGRAMS)
    made = Deployment.at(tmp_path / "configs")
    (made.root / "mihon.toml").write_bytes(b"\xef\xbb\xbf" + OVERLAY.replace("\n", "\r\n").encode())

    (activity, *_others) = configuration(made.root, {}, tmp_path).overlay(folder.read()).aspects["programs"]

    assert [terms.basis for terms in getattr(activity, "terms", ())] == [NOT_STATED, "令和7年告示第3号"]
