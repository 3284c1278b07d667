"""How a fault reads: its line with a mark, an example or the names that may be meant; and as data."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from kyodo_core.cli.faults import fault_text
from kyodo_core.errors import Example, Fault, suggestion
from kyodo_core.loading.municipalities import read_municipality
from kyodo_core.reports.schema import SCHEMAS
from tests.cli.conftest import Install
from tests.deployments import Deployment
from tests.standins import HEADER, CityFolder, Source, plugin

Run = Callable[..., Result]
Matches = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def shown(source: str, marked: str, **more: Any) -> str:
    """The lines below the first of a fault that covers `marked`."""
    column = source.index(marked) + 1
    fault = Fault(
        file="a.toml", message="m", line=15, column=column, width=len(marked), source=source, **more
    )
    return fault_text(fault).partition("\n")[2]


SHOWN = [
    pytest.param("rate = 1.5", "1.5", "   15 | rate = 1.5\n      |        ^^^", id="plain"),
    pytest.param(
        'name = "補助金" # あ', '"補助金"', '   15 | name = "補助金" # あ\n      |        ^^^^^^^^', id="wide"
    ),
    pytest.param(
        '{ name = "あ", rate = 2 }',
        "2",
        '   15 | { name = "あ", rate = 2 }\n      |                       ^',
        id="behind-wide-characters",
    ),
    pytest.param("ｒａｔｅ＝1", "＝", "   15 | ｒａｔｅ＝1\n      |         ^^", id="full-width"),
    pytest.param("\trate\t= 2", "2", "   15 |     rate    = 2\n      |               ^", id="tabs"),
    pytest.param(
        'x = "か\u3099" # e\u0301',
        "#",
        '   15 | x = "か\u3099" # e\u0301\n      |          ^',
        id="combining-characters",
    ),
    pytest.param("　x = 1", "　", "   15 | 　x = 1\n      | ^^", id="ideographic-space"),
    pytest.param("x = \x07\x1b[31m", "\x1b", "   15 | x = \ufffd\ufffd[31m\n      |      ^", id="control"),
    pytest.param("a\u200bb = 1", "b", "   15 | a\ufffdb = 1\n      |   ^", id="invisible"),
]


@pytest.mark.parametrize(("source", "marked", "expected"), SHOWN)
def test_the_mark_stands_below_what_is_meant(source: str, marked: str, expected: str) -> None:
    assert shown(source, marked) == expected


def test_the_number_of_the_line_stands_in_a_column() -> None:
    lines = [
        fault_text(Fault(file="a", message="m", line=number, column=1, source="x")).splitlines()[1:]
        for number in (1, 15, 12345)
    ]

    assert lines == [
        ["    1 | x", "      | ^"],
        ["   15 | x", "      | ^"],
        ["12345 | x", "      | ^"],
    ]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param(Fault(file="a.toml", message="m"), "a.toml: m", id="no-line"),
        pytest.param(Fault(file="a.toml", message="m", line=3), "a.toml:3: m", id="no-source"),
        pytest.param(
            Fault(file="a.toml", message="m", line=3, source="x = 1"),
            "a.toml:3: m\n    3 | x = 1",
            id="no-column",
        ),
        pytest.param(
            Fault(file="a.toml", message="m", line=3, column=6, source="x = 1"),
            "a.toml:3:6: m\n    3 | x = 1\n      |      ^",
            id="behind-the-end",
        ),
        pytest.param(
            Fault(file="a", message="m", example='rate = "2/3"'),
            'a: m\n   Example: rate = "2/3"',
            id="example",
        ),
        pytest.param(
            Fault(file="a", message="m", example='[[form]]\nid = "x"'),
            'a: m\n   Example:\n     [[form]]\n     id = "x"',
            id="example-of-lines",
        ),
        pytest.param(
            Fault(file="a", message="m", hint=Example("x = 1", whole=True)),
            "a: m\n   Example: x = 1",
            id="example-as-hint",
        ),
        pytest.param(Fault(file="a", message="m", hint="see b"), "a: m\n   → see b", id="hint"),
        pytest.param(
            Fault(file="a", message="m", hint=suggestion("recipient", ["recipients", "terms"])),
            "a: m\n   Did you mean recipients?\n   Known: recipients, terms",
            id="suggestion",
        ),
        pytest.param(
            Fault(file="a", message="m", hint=suggestion("zzz", [f"name-{i:02}" for i in range(12)])),
            "a: m\n   Known: name-00, name-01, name-02, name-03, name-04, name-05, name-06,\n"
            "     name-07, name-08, name-09, name-10, name-11",
            id="many-names",
        ),
    ],
)
def test_a_fault_has_only_the_lines_that_it_has_words_for(fault: Fault, expected: str) -> None:
    assert fault_text(fault) == expected


def test_a_warning_says_so() -> None:
    assert fault_text(Fault(file="a.toml", message="m", line=3), "Warning") == "a.toml:3: Warning: m"


def test_a_path_below_the_working_folder_is_shown_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert fault_text(Fault(file=str(tmp_path / "a" / "b.toml"), message="m")) == f"{Path('a', 'b.toml')}: m"


LONG = 'text = "' + "あいうえおかきくけこ" * 10 + '"'


@pytest.mark.parametrize(
    ("column", "width", "expected"),
    [
        pytest.param(
            8,
            102,
            '    3 | text = "あいうえおかきくけこあいうえおかきくけこ...\n'
            "      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
            id="long-value",
        ),
        pytest.param(
            1,
            4,
            '    3 | text = "あいうえおかきくけこあいうえおかきくけこ...\n      | ^^^^',
            id="at-the-start",
        ),
        pytest.param(
            60,
            3,
            "    3 | ...おかきくけこあいうえおかきくけこあいうえおかき...\n      |                  ^^^^^^",
            id="in-the-middle",
        ),
        pytest.param(108, 1, '    3 | ...うえおかきくけこ"\n      |                  ^^', id="at-the-end"),
    ],
)
def test_a_line_wider_than_the_screen_is_cut_around_the_mark(
    column: int, width: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    fault = Fault(file="a.toml", message="m", line=3, column=column, width=width, source=LONG)

    assert fault_text(fault).partition("\n")[2] == expected


@given(st.text(max_size=200), st.data())
def test_a_mark_is_never_wider_than_the_screen(source: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, len(source) + 2))
    width = data.draw(st.integers(1, len(source) + 2))
    text = fault_text(
        Fault(file="a", message="m", line=1, column=column, width=width, source=f"x{source}")
    ).partition("\n")[2]

    assert all(cell_len(line) <= 80 for line in text.split("\n"))
    assert len(text.split("\n")) == (2 if column else 1)


FILES = {
    "forms": """\
[[form]]
id = "共催"
name = "共催"
kinds = ["補助"]
since = 26
cite = "plam#第1章"
""",
    "programs": """\
[[program]]
id = "grant"
name = "協議会補助金"
suport = "financial"
cite = "plan#第3条"

[[program.terms]]
rate = 1.5
limit = "20万円"
rounding = { unit = 7 }
requirements = [{ fact = "aera", equals = "東" }]
cite = "plan#第4条"
""",
    "principles": """\
[[principle]]
id = "目標"
name = “協働の推進”
since = 令和6年度

[[principle]
id = "b"
名称 = "参加
""",
}


@pytest.fixture
def wrong(folder: CityFolder, install: Install, monkeypatch: pytest.MonkeyPatch) -> CityFolder:
    """An installed city with mistakes of every sort; its folder is the one to work in."""
    for name, text in FILES.items():
        folder.write(name, text)
    install(Source("mihon", plugin(lambda: read_municipality(folder.root))))
    monkeypatch.chdir(folder.root)
    return folder


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("aspect", FILES)
def test_whole_output(aspect: str, lang: str, wrong: CityFolder, run: Run, matches_expected: Matches) -> None:
    result = run(f"show mihon {aspect} --lang {lang}")

    assert (result.exit_code, result.stdout) == (1, "")
    matches_expected(f"faults-{aspect}-{lang}", result.stderr)


def lines_of(stderr: str) -> list[dict[str, Any]]:
    """The objects on stderr, each as the schema has it."""
    found = [json.loads(line) for line in stderr.splitlines()]
    validator = Draft202012Validator(SCHEMAS["error"]())
    assert [error.message for line in found for error in validator.iter_errors(line)] == []
    return found


def test_faults_as_data(wrong: CityFolder, run: Run) -> None:
    result = run("show mihon programs --lang en --format json")

    assert (result.exit_code, result.stdout) == (1, "")
    [line] = lines_of(result.stderr)
    assert line["error"]["message"] == "programs.toml has 4 fault(s)."
    misspelt, rate, *_others = line["error"]["faults"]
    assert misspelt == {
        "file": str(wrong.root / "aspects" / "programs.toml"),
        "line": 4,
        "column": 1,
        "width": 6,
        "key": "suport",
        "message": "suport: this key does not exist",
        "value": "",
        "example": "",
        "hint": "",
        "suggestions": ["support"],
        "known": misspelt["known"],
        "source": 'suport = "financial"',
        "rule": "",
    }
    assert "support" in misspelt["known"]
    assert (rate["key"], rate["value"], rate["example"]) == ("rate", "1.5", 'rate = "2/3"')


def test_faults_as_data_are_those_of_check(wrong: CityFolder, run: Run) -> None:
    shown = [
        fault
        for aspect in sorted(FILES)
        for fault in lines_of(run(f"show mihon {aspect} --format json").stderr)[0]["error"]["faults"]
    ]
    checked = json.loads(run("check mihon --format json").stdout)

    assert list(Draft202012Validator(SCHEMAS["check"]()).iter_errors(checked)) == []
    found = [
        {key: value for key, value in finding.items() if key not in ("city", "severity")}
        for finding in checked["findings"]
    ]
    assert found == shown


@pytest.mark.parametrize(
    ("line", "code", "message", "suggestions"),
    [
        pytest.param("show hanamki", 2, "There is no city named hanamki.", ["hanamaki"], id="city"),
        pytest.param("comapre", 2, "There is no command named comapre.", ["compare"], id="command"),
        pytest.param("cities extra", 2, "Got unexpected extra argument (extra)", [], id="usage"),
        pytest.param("show", 2, "Missing argument 'CITY'.", [], id="missing-argument"),
        pytest.param("cities --output no/x.json", 1, "no/x.json cannot be written: No such", [], id="output"),
    ],
)
def test_errors_as_data(line: str, code: int, message: str, suggestions: list[str], run: Run) -> None:
    result = run(f"{line} --format json --lang en")

    assert (result.exit_code, result.stdout) == (code, "")
    [found] = lines_of(result.stderr)
    assert found["error"]["message"].startswith(message)
    assert (found["error"]["suggestions"], found["error"]["faults"]) == (suggestions, [])


@pytest.fixture
def office(mihon: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in; its configuration, its application and two versions of a plugin are wrong."""
    Deployment.at(mihon, 'cities = ["mihon", "rei"]\n')
    (mihon / "a.toml").write_text('city = "mihon"\nprogram = "grant"\n', encoding="utf-8")
    for name in ("old", "new"):
        CityFolder(mihon / name).write("municipality", HEADER.replace('slug = "mihon"', "slug = 1"))
    monkeypatch.chdir(mihon)
    return mihon


AMENDED = "program amend mihon grant --from R9 --set rate=3/2 --basis 令和9年告示第1号"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("line", "message", "count"),
    [
        pytest.param("assess a.toml", "The applications have faults.", 2, id="application"),
        pytest.param("config check", "The configuration has faults.", 2, id="configuration"),
        pytest.param("diff-city old new", "A version cannot be read.", 2, id="versions"),
        pytest.param(AMENDED, "The terms cannot be amended so.", 1, id="amendment"),
    ],
)
def test_all_that_is_wrong_has_one_message_as_data(line: str, message: str, count: int, run: Run) -> None:
    result = run(f"{line} --format json --lang en")

    [found] = lines_of(result.stderr)
    assert (result.exit_code, result.stdout) == (1, "")
    assert (found["error"]["message"], len(found["error"]["faults"])) == (message, count), found


def test_who_is_left_out_as_data(wrong: CityFolder, run: Run) -> None:
    result = run("compare --aspect principles --format json --lang en")

    assert result.exit_code == 0
    assert [city["slug"] for city in json.loads(result.stdout)["cities"]] == [
        "hanamaki",
        "ichinoseki",
        "yamaguchi",
    ]
    [found] = lines_of(result.stderr)
    assert [fault["line"] for fault in found["left_out"]["faults"]] == [1, 1, 2, 3, 4, 6, 8, 8]


def test_warnings_and_notes_as_data(mihon: Path, run: Run) -> None:
    forms = mihon / "city" / "aspects" / "forms.toml"
    forms.write_text('[[form]]\nid = "a"\nname = "共催"\nkinds = []\ncite = "plan#1"\n', encoding="utf-8")
    table = mihon / "table.csv"
    table.write_text("id,名称,出典\na,後援,plan#1\n", encoding="utf-8")

    result = run("import-table mihon forms", str(table), "--format", "json", "--lang", "en")

    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["written"] is None
    [note] = lines_of(result.stderr)
    assert note["note"]["message"].startswith("Nothing was written.")


def test_an_unknown_language_before_the_command_is_no_traceback(run: Run) -> None:
    result = run("--lang jp cities")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "もしかして: ja" in result.stderr


def test_a_header_is_named_with_all_its_faults(folder: CityFolder, run: Run, install: Install) -> None:
    header = HEADER.replace('slug = "mihon"', "slug = mihon").replace('"039993"', "039993")
    folder.write("municipality", header)

    install(Source("mihon", plugin(lambda: read_municipality(folder.root))))
    result = run("show mihon --format json")

    [found] = lines_of(result.stderr)
    assert [fault["example"] for fault in found["error"]["faults"]] == ['slug = "mihon"', 'code = "039993"']
