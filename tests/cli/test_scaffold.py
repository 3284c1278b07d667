"""`kyodo new-city` and `kyodo new-program`: what they print, ask and refuse."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kyodo_core import configuration
from kyodo_core.cli.main import group
from tests.cli.conftest import Install, Run
from tests.deployments import Deployment
from tests.scaffolds import Scaffold

Matches = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder is empty, and there is no configuration."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "user"))
    monkeypatch.setattr(configuration, "_chosen", [])


@pytest.fixture
def made(tmp_path: Path, install: Install) -> Scaffold:
    """The new city, installed beside the others, with a document and its programs begun."""
    scaffold = Scaffold.at(tmp_path, document="要綱")
    scaffold.begin("programs")
    install(scaffold.source())
    return scaffold


def said(result: Result, folder: Path) -> str:
    """What a run printed; its folder is called FOLDER, and Windows' separators are those of others."""
    return re.sub(r"\\+", "/", (result.stdout + result.stderr).replace(str(folder), "FOLDER"))


@pytest.fixture
def typed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `kyodo` on a terminal, with what a person types."""

    def invoke(line: str, *answers: str) -> Result:
        run("--help")  # the language of the messages
        monkeypatch.setattr("kyodo_core.cli.asking.on_terminal", lambda: True)
        monkeypatch.setattr("kyodo_core.cli.new_program.on_terminal", lambda: True)
        given = "".join(f"{answer}\n" for answer in answers)
        return CliRunner().invoke(
            group(), line.split(), input=given, prog_name="kyodo", catch_exceptions=False
        )

    return invoke


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_new_city_says_what_was_made_and_what_comes_next(
    lang: str, run: Run, matches_expected: Matches, tmp_path: Path
) -> None:
    result = run(f"new-city mihon --name 見本市 --code 039993 --lang {lang}")

    assert result.exit_code == 0
    matches_expected(f"new-city-{lang}", said(result, tmp_path))
    assert (tmp_path / "work" / "mihon" / "kyodo_mihon" / "municipality.toml").is_file()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["municipality", "aspects/forms", "aspects/maturity"])
def test_files_of_a_new_city_are_as_expected(
    name: str, lang: str, run: Run, matches_expected: Matches, tmp_path: Path
) -> None:
    run(f"new-city mihon --name 見本市 --code 039993 --lang {lang}")

    text = (tmp_path / "work" / "mihon" / "kyodo_mihon" / f"{name}.toml").read_text(encoding="utf-8")
    matches_expected(f"new-city-{name.rpartition('/')[2]}-{lang}", text)


def test_new_city_is_made_where_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()

    result = run(f"new-city mihon --name 見本市 --code 039993 --dir {tmp_path / 'plugins'}")

    assert result.exit_code == 0
    assert 'pip install -e "FOLDER/plugins/mihon"' in said(result, tmp_path)
    assert (tmp_path / "plugins" / "mihon" / "README.md").is_file()
    assert list((tmp_path / "work").iterdir()) == []


def test_new_city_tells_all_that_is_wrong(run: Run, matches_expected: Matches, tmp_path: Path) -> None:
    result = run("new-city Mihon --code 032092 --dir nowhere --name", " ")

    assert (result.exit_code, result.stdout) == (1, "")
    matches_expected("new-city-refused", said(result, tmp_path))
    assert list((tmp_path / "work").iterdir()) == []


def test_code_of_an_installed_city_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("new-city mihon --name 見本市 --code 032051 --lang en")

    assert result.stderr == '--code: an installed city has this code: 花巻市 (hanamaki) (now: "032051")\n'
    assert list((tmp_path / "work").iterdir()) == []


def test_what_is_missing_is_told_where_nobody_can_be_asked(run: Run) -> None:
    result = run("new-city mihon --lang en")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == "Error: Missing: --name, --code"


def test_terminal_is_asked_until_the_answer_is_right(
    typed: Callable[..., Result], matches_expected: Matches, tmp_path: Path
) -> None:
    result = typed("new-city mihon", " ", "見本市", "22999", "039992", "032093", "039993")

    assert result.exit_code == 0
    matches_expected("new-city-asked", said(result, tmp_path))
    assert (tmp_path / "work" / "mihon").is_dir()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("command", ["new-city", "new-program"])
def test_help_says_what_is_asked_for(command: str, lang: str, run: Run, matches_expected: Matches) -> None:
    matches_expected(f"{command}-help-{lang}", run(f"{command} --help --lang {lang}").stdout)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_new_program_says_where_it_stands(
    lang: str, made: Scaffold, run: Run, matches_expected: Matches, tmp_path: Path
) -> None:
    before = (made.city.root / "aspects" / "programs.toml").read_text(encoding="utf-8")

    result = run(f"new-program mihon grant --support financial --name 地域補助金 --lang {lang}")

    assert result.exit_code == 0
    matches_expected(f"new-program-{lang}", said(result, tmp_path))
    after = (made.city.root / "aspects" / "programs.toml").read_text(encoding="utf-8")
    assert after.startswith(before)
    matches_expected(f"new-program-skeleton-{lang}", after.removeprefix(before))
    assert run("check mihon").exit_code == 0


def test_new_program_in_an_overlay(
    run: Run, matches_expected: Matches, tmp_path: Path, made: Scaffold
) -> None:
    (made.root / "pyproject.toml").unlink()  # as if it were installed as a whole
    office = Deployment.at(tmp_path / "office")

    result = run(
        "new-program mihon grant --support financial --name 地域補助金 --since R7 --basis 要綱 --config",
        str(office.root),
    )

    assert result.exit_code == 0
    matches_expected("new-program-overlay", said(result, tmp_path))
    matches_expected("new-program-overlay-skeleton", (office.root / "mihon.toml").read_text(encoding="utf-8"))
    assert run("config check --config", str(office.root)).exit_code == 0


def test_new_program_tells_all_that_is_wrong(
    made: Scaffold, run: Run, matches_expected: Matches, tmp_path: Path
) -> None:
    path = made.city.root / "aspects" / "programs.toml"
    before = path.read_bytes()

    result = run("new-program mihon Grant --support finacial --cite plan#1 --since 7年度 --name", "")

    assert (result.exit_code, result.stdout) == (1, "")
    matches_expected("new-program-refused", said(result, tmp_path))
    assert path.read_bytes() == before


def test_taken_id_is_refused(made: Scaffold, run: Run) -> None:
    line = "new-program mihon grant --support financial --name 地域補助金 --lang en"
    assert run(line).exit_code == 0

    result = run(line)

    assert (result.exit_code, result.stderr) == (
        1,
        'ID: the city has a program of this id: 地域補助金 (now: "grant")\n',
    )


def test_unknown_city_is_answered_with_the_near_one(run: Run) -> None:
    result = run("new-program hanamki grant --support financial --name 補助金")

    assert result.exit_code == 2
    assert "もしかして: hanamaki" in result.stderr


def test_city_that_is_made_and_not_installed_is_answered_with_how_to_install_it(run: Run) -> None:
    assert run("new-city mihon --name 見本市 --code 039993").exit_code == 0

    for line in ("show mihon", "check mihon", "new-program mihon grant --support financial --name 補助金"):
        result = run(f"{line} --lang en")

        assert result.exit_code == 2
        assert re.sub(r"\\", "/", result.stderr).splitlines()[-1] == (
            "  A folder of this name lies here. If it is the city's plugin, install it: "
            "pip install -e ./mihon"
        )


def test_path_of_a_folder_is_no_name_to_install(run: Run) -> None:
    assert run("new-city mihon --name 見本市 --code 039993").exit_code == 0

    assert "pip install" not in run("check ./mihon --lang en").stderr


def test_city_without_reports_says_so(made: Scaffold, run: Run) -> None:
    assert made.root.is_dir()

    result = run("report mihon --lang en")

    assert result.stdout.splitlines()[-1] == "The city's plugin supplies no reports of its own."


def test_plugin_installed_as_a_whole_asks_for_a_configuration(made: Scaffold, run: Run) -> None:
    (made.root / "pyproject.toml").unlink()

    result = run("new-program mihon grant --support financial --name 補助金 --lang en")

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: The plugin is installed as a whole, and no configuration is found.\n"
        "  Make a folder with an empty kyodo.toml, and name it with --config.\n",
    )


@pytest.mark.parametrize(
    ("overlay", "missing"), [(False, "--name, --support"), (True, "--name, --support, --since, --basis")]
)
def test_what_a_program_lacks_is_told_where_nobody_can_be_asked(
    overlay: bool, missing: str, made: Scaffold, run: Run, tmp_path: Path
) -> None:
    office = Deployment.at(tmp_path / "office")
    if overlay:
        (made.root / "pyproject.toml").unlink()

    result = run("new-program mihon grant --lang en --config", str(office.root))

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: Missing: {missing}"


def test_terminal_is_asked_for_a_program(
    made: Scaffold, typed: Callable[..., Result], matches_expected: Matches, tmp_path: Path
) -> None:
    result = typed(
        "new-program mihon grant", "", "地域補助金", "財政的支援", "financial", "mihon-document#第3条"
    )

    assert result.exit_code == 0
    matches_expected("new-program-asked", said(result, tmp_path))
    (program,) = made.city.files()["programs"]
    assert [str(one) for one in program.cite] == ["mihon-document#第3条"]


def test_city_of_a_folder_that_cannot_be_written_stays_as_it_was(
    made: Scaffold, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.city.root / "aspects" / "programs.toml"
    before = path.read_bytes()

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    result = run("new-program mihon grant --support financial --name 地域補助金 --lang en")

    assert result.exit_code == 1
    assert "cannot be written: Permission denied" in result.stderr
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []
