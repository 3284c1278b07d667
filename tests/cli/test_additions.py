"""Formats and commands of plugins in `kyodo`: used, listed, refused by name, and never in the way."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from kyodo_core.cli.commands import COMMANDS, kyodo_commands
from kyodo_core.cli.main import group as kyodo_group
from kyodo_core.domain.reports import Format, Report
from kyodo_core.hookspecs import PLUGIN_HOOKS, hookimpl
from kyodo_core.plugging import loaded_hooks
from tests.mihon import kyodo
from tests.standins import Source

Add = Callable[..., None]


def outline(report: Report) -> str:
    return "".join(
        f"* {line}\n" for line in (report.title, *(section.heading for section in report.sections))
    )


ORG = Format(name="org", description="outline for Org", suffix=".org", render=outline)
PACKED = Format(
    name="packed",
    description="bytes",
    suffix=".pack",
    binary=True,
    render=lambda report: b"\x00" + report.title.encode(),
)


@hookimpl
def kyodo_formats() -> list[Format]:
    return [ORG, PACKED]


@click.command(help="Divide 100 by N.")
@click.argument("number", type=int)
def share(number: int) -> None:
    if number < 0:
        raise click.UsageError("N is below 0.")
    click.echo(100 // number)


def commands(*added: click.Command) -> Any:
    """The hook that adds these commands."""

    def add(group: click.Group) -> None:
        for command in added:
            group.add_command(command)

    def kyodo_commands(group: click.Group) -> None:
        add(group)

    return hookimpl(kyodo_commands)


def plugin(name: str, **hooks: Any) -> Source:
    return Source(name, SimpleNamespace(**hooks))


SOUND = plugin("sound", kyodo_formats=kyodo_formats, kyodo_commands=commands(share))
BROKEN = Source("broken", ModuleNotFoundError("No module named 'kyodo_broken'"))
TOLD = "plugin broken: the plugin fails on import: ModuleNotFoundError: No module named 'kyodo_broken'\n"


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Add:
    """Install plugins that are no cities."""

    def install(*sources: Source) -> None:
        monkeypatch.setattr("kyodo_core.cli.additions.installed", lambda: [*sources])

    monkeypatch.setenv("COLUMNS", "100")
    return install


def said(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


def test_answer_in_the_format_of_a_plugin(add: Add) -> None:
    add(SOUND)

    assert said(kyodo("cities", "--format", "org")) == (0, "* Installed cities\n* \n", "")


def test_answer_in_the_format_of_a_plugin_into_a_file(add: Add, tmp_path: Path) -> None:
    add(SOUND)
    text, packed = tmp_path / "cities.org", tmp_path / "cities.pack"

    assert said(kyodo("cities", "--format", "org", "--output", str(text))) == (0, "", "")
    assert said(kyodo("cities", "--format", "packed", "--output", str(packed))) == (0, "", "")
    assert text.read_bytes() == b"* Installed cities\n* \n"
    assert packed.read_bytes() == b"\x00Installed cities"


def test_binary_format_goes_into_a_pipe_and_not_onto_the_screen(
    add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(SOUND)

    assert kyodo("cities", "--format", "packed").stdout_bytes == b"\x00Installed cities"
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _stream: True, raising=False)
    shown = kyodo("cities", "--format", "packed")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "The format packed is not text. Write it to a file: --output FILE.pack" in shown.stderr


def test_help_lists_the_formats_and_commands_of_plugins(add: Add) -> None:
    add(SOUND)

    assert "[table|markdown|json|csv|html|org|packed]" in kyodo("cities", "--help").stdout
    assert "org: outline for Org, packed: bytes" in " ".join(kyodo("cities", "--help").stdout.split())
    assert re.search(r"^  share +Divide 100 by N\.$", kyodo("--help").stdout, re.MULTILINE)


def test_command_of_a_plugin_runs(add: Add) -> None:
    add(SOUND)

    assert said(kyodo("share", "8")) == (0, "12\n", "")


@pytest.mark.parametrize(
    ("number", "code", "message"),
    [
        pytest.param(
            "0",
            1,
            "plugin sound: the plugin's command fails: ZeroDivisionError: integer division",
            id="raises",
        ),
        pytest.param("x", 2, "'x' is not a valid integer.", id="wrong-argument"),
        pytest.param("-1", 2, "N is below 0.", id="its-own-message"),
    ],
)
def test_failing_command_of_a_plugin_is_told_without_a_traceback(
    number: str, code: int, message: str, add: Add
) -> None:
    add(SOUND)

    result = kyodo("share", "--", number)

    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert ("plugin sound" in result.stderr) == (code == 1)


def test_kyodos_own_failure_is_not_blamed_on_a_plugin(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    add(SOUND)
    monkeypatch.setattr("kyodo_core.app.entry_points", lambda: 1 // 0)

    result = CliRunner().invoke(kyodo_group(), ["cities"])

    assert isinstance(result.exception, ZeroDivisionError)


def test_names_near_to_those_of_plugins_are_suggested(add: Add) -> None:
    add(SOUND)

    assert "Did you mean share?" in kyodo("shore").stderr
    assert "Did you mean org?" in kyodo("cities", "--format", "orrg").stderr


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(["cities", "--format", "rst"], id="unknown-format"),
        pytest.param(["nowhere"], id="unknown-command"),
        pytest.param(["--help"], id="list-of-commands"),
        pytest.param(["cities", "--help"], id="list-of-formats"),
    ],
)
def test_broken_plugin_is_told_where_it_might_be_meant(line: list[str], add: Add) -> None:
    add(BROKEN, SOUND)

    assert kyodo(*line).stderr.startswith(TOLD)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(["cities"], id="own-command"),
        pytest.param(["cities", "--format", "csv"], id="own-format"),
        pytest.param(["cities", "--format", "org"], id="format-of-another-plugin"),
        pytest.param(["share", "4"], id="command-of-another-plugin"),
    ],
)
def test_broken_plugin_is_not_in_the_way_of_what_is_sound(line: list[str], add: Add) -> None:
    add(BROKEN, SOUND)

    assert (kyodo(*line).exit_code, kyodo(*line).stderr) == (0, "")


def test_plugins_are_not_asked_for_what_kyodo_has_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> list[Source]:
        raise AssertionError("plugins were asked for")

    monkeypatch.setattr("kyodo_core.cli.additions.installed", never)

    assert kyodo("cities", "--format", "json").exit_code == 0


def test_command_whose_name_is_taken_is_refused_and_the_others_are_added(add: Add) -> None:
    add(plugin("greedy", kyodo_commands=commands(click.Command("compare"), share)))

    listed = kyodo("--help")

    assert listed.stderr == "plugin greedy: kyodo itself has a command named compare\n"
    assert "side by side" in kyodo("compare", "--help").stdout
    assert kyodo("share", "4").stdout == "25\n"


def test_command_of_two_plugins_is_an_error_that_names_both(add: Add) -> None:
    add(plugin("one", kyodo_commands=commands(share)), plugin("two", kyodo_commands=commands(share)))

    result = kyodo("share", "4")

    message = "the plugins one, two add commands of the same name: share\n   → uninstall all but one\n"
    assert said(result) == (1, "", f"plugin one: {message}plugin two: {message}")
    assert "  share" not in kyodo("--help").stdout


def test_format_of_two_plugins_is_an_error_that_names_both(add: Add) -> None:
    add(plugin("one", kyodo_formats=kyodo_formats), plugin("two", kyodo_formats=kyodo_formats))

    result = kyodo("cities", "--format", "org")

    message = "the plugins one, two supply formats of the same name: org\n   → uninstall all but one\n"
    assert said(result) == (1, "", f"plugin one: {message}plugin two: {message}")


def test_hook_for_commands_that_raises_is_told(add: Add) -> None:
    def kyodo_commands(group: click.Group) -> None:
        group.add_command(share)
        raise LookupError("no table")

    add(plugin("failing", kyodo_commands=hookimpl(kyodo_commands)))

    listed = kyodo("--help")

    assert listed.stderr == "plugin failing: the plugin fails to add its commands: LookupError: no table\n"
    assert "  share" not in listed.stdout


def test_check_tells_all_that_is_wrong_with_plugins(add: Add) -> None:
    named = made_wrong("csv")
    add(BROKEN, plugin("greedy", kyodo_formats=named, kyodo_commands=commands(click.Command("check"))), SOUND)

    result = kyodo("check", "--format", "markdown")

    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if "broken" in line or "greedy" in line] == [
        "| broken | 0 | 0 | 0 | 1 | 0 |",
        "| greedy | 0 | 0 | 0 | 2 | 0 |",
        "| Error | plugin broken | the plugin fails on import: ModuleNotFoundError: "
        "No module named 'kyodo\\_broken' |  |",
        "| Error | plugin greedy | kyodo itself has a format named csv |  |",
        "| Error | plugin greedy | kyodo itself has a command named check |  |",
    ]
    assert "sound" not in result.stdout
    assert "broken" not in kyodo("check", "hanamaki").stdout


def made_wrong(name: str) -> Any:
    """The hook that supplies a format under a name that it may not have."""

    def kyodo_formats() -> list[Format]:
        return [ORG.having(name=name)]

    return hookimpl(kyodo_formats)


def test_kyodos_own_commands_are_added_through_the_same_hook() -> None:
    own = Source("kyodo", SimpleNamespace(kyodo_commands=hookimpl(kyodo_commands)))
    group = click.Group()

    loaded_hooks(own, PLUGIN_HOOKS).kyodo_commands(group=group)

    assert tuple(group.commands) == COMMANDS


def test_a_line_of_kyodos_own_imports_no_more_for_plugins() -> None:
    """The machinery for plugins costs nothing where none is installed."""
    code = (
        "import sys\n"
        "from kyodo_core.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('pluggy', 'kyodo_core.extensions') if name in sys.modules])\n"
    )

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert ended.stdout.splitlines()[-1] == "[]"
