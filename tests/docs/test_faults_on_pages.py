"""What the pages show of errors is what kyodo prints: the input on a page is run, and its faults compared.

The faults of docs/terms.ja.md and of the tutorial are compared in their own tests. No page may show faults
that no test compares: those shown are counted here.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from babel.messages.pofile import read_po

from kyodo_core import configuration
from kyodo_core.hookspecs import hookimpl
from kyodo_core.registry import PluginSource, entry_points
from tests.conformance.standin import FORM, told, written
from tests.mihon import kyodo
from tests.standins import HEADER, CityFolder, Source

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CATALOGUE = ROOT / "kyodo_core/locale/ja/LC_MESSAGES/kyodo.po"
FAULT = re.compile(
    r"^[^\s|]*\.(?:toml|csv|xlsx):\d|^(?:Error|エラー): |もしかして|Did you mean", re.MULTILINE
)
BLOCK = re.compile(r"^```text\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
COMPARED = {
    "docs/guide.ja.md": 1,
    "docs/plugins.md": 1,
    "docs/terms.ja.md": 5,  # tests/docs/test_terms_page.py
    "docs/toml.md": 1,
    "docs/tutorial.ja.md": 1,  # tests/docs/test_tutorial.py
    "docs/tutorial.md": 1,
}
"""The blocks that show faults, by page; whoever shows another one compares it too."""


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_no_page_shows_faults_that_are_not_compared() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.glob("*.md"), *ROOT.glob("plugins/*/*.md")]
    shown = {
        path.relative_to(ROOT).as_posix(): sum(
            bool(FAULT.search(block["text"])) for block in BLOCK.finditer(path.read_text(encoding="utf-8"))
        )
        for path in pages
    }

    assert {name: count for name, count in shown.items() if count} == COMPARED


@pytest.fixture
def mihon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CityFolder:
    """The package of a city's plugin, in the folder to work in; installed beside the others."""
    folder = CityFolder(tmp_path / "kyodo_mihon")
    folder.write("municipality", HEADER)
    plugin = SimpleNamespace(kyodo_municipality=hookimpl(lambda: folder.read()))
    installed: list[PluginSource] = [*entry_points(), Source("mihon", plugin)]
    monkeypatch.setattr("kyodo_core.app.entry_points", lambda: installed)
    monkeypatch.setattr(configuration, "_chosen", [])
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return folder


FILE_WITH_FAULTS = re.compile(
    r"```toml\n(?P<given>[^`]*?)```\n\ngives, with `kyodo (?P<line>[^`]+)`:\n\n```text\n(?P<shown>.*?)```",
    re.DOTALL,
)


def test_faults_of_a_file_are_those_that_the_page_shows(mihon: CityFolder) -> None:
    shown = FILE_WITH_FAULTS.search(page("toml.md"))
    assert shown
    mihon.write("municipality", HEADER.replace('id = "plan"', 'id = "mihon-guideline"'))
    mihon.write("programs", shown["given"])

    result = kyodo(*shown["line"].split())

    assert result.exit_code == 1
    assert result.stdout.partition("Check of the installed plugins\n")[0] == shown["shown"]


def test_broken_rule_is_told_as_the_page_shows_it(mihon: CityFolder) -> None:
    shown = re.search(
        r"A rule that is broken [^`]*`kyodo check`[^`]*`KYODO_LANG`:\n\n```text\n(.*?)```",
        page("plugins.md"),
        re.DOTALL,
    )
    assert shown

    said = told(written(mihon.root, {"forms": FORM.replace("plan#", "plam#")}))

    assert said["citations"] + "\n" == shown[1]


@pytest.mark.language("ja")
def test_mistyped_name_is_answered_as_the_guide_shows_it(
    mihon: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = re.search(r"```text\n> kyodo (?P<line>[^\n]+)\n(?P<said>.*?)```", page("guide.ja.md"), re.DOTALL)
    assert shown
    monkeypatch.setattr("kyodo_core.app.entry_points", entry_points)

    result = kyodo(*shown["line"].split())

    assert (result.exit_code, result.stderr) == (2, shown["said"])


def translations() -> list[tuple[str, str]]:
    """Every message with its Japanese translation."""
    with CATALOGUE.open("rb") as file:
        return [(str(message.id), str(message.string)) for message in read_po(file) if message.id]


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the table under a line of headings."""
    below = text[text.index(heading) :].split("\n")[2:]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in below[: next(place for place, line in enumerate(below) if not line.startswith("|"))]
    ]


@pytest.mark.parametrize("heading", ["| cause | message |", "| the plugin | what is said |"])
def test_messages_in_a_table_are_those_that_kyodo_has(heading: str) -> None:
    patterns = [re.sub(r"\\\{\w*\\\}", ".+", re.escape(message)) for message, _japanese in translations()]
    told = [said.partition(" → ")[0] for _cause, said in rows(page("plugins.md"), heading)]

    assert len(told) >= 3
    assert [said for said in told if not any(re.fullmatch(pattern, said) for pattern in patterns)] == []


GUIDED = {
    "「…」という市町村（項目、報告、形式、コマンド）はありません": "show hanamki",
    "… は年度として読めません": "compare --year 26年度",
    "… に書き込めません": "cities -o no/x.json",
    "… の市町村は答えられませんでした": "compare --aspect forms",
}
"""What the guide says of, and a command that is answered with it."""


@pytest.mark.language("ja")
@pytest.mark.parametrize("words", GUIDED)
def test_words_that_the_guide_explains_are_said(
    words: str, mihon: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    mihon.write("forms", FORM.replace("plan#", "plam#"))
    pieces = re.sub("（.*?）", "", words).split("…")

    said = kyodo(*GUIDED[words].split()).stderr

    assert re.search(".+".join(map(re.escape, pieces)), said)


def test_guide_explains_what_is_said_here() -> None:
    explained = [words for words, _advice in rows(page("guide.ja.md"), "| 出た言葉 | すること |")]

    assert [words for words in explained if "kyodo" not in words] == list(GUIDED)


def test_data_on_stderr_is_what_the_page_says(mihon: CityFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kyodo_core.app.entry_points", entry_points)
    text = page("json.md")
    shown = re.search(r"`kyodo (?P<line>[^`]+)` writes\n\n```json\n(?P<said>.*?)```", text, re.DOTALL)
    assert shown

    assert kyodo(*shown["line"].split()).stderr == shown["said"]


@pytest.mark.parametrize(
    ("before", "schema"),
    [
        pytest.param(
            "one key tells what it is.",
            lambda found: [one["required"][0] for one in found["oneOf"]],
            id="line",
        ),
        pytest.param("Under each of the four", lambda found: found["$defs"]["error"]["required"], id="error"),
        pytest.param(
            "A fault has",
            lambda found: found["$defs"]["error"]["properties"]["faults"]["items"]["required"],
            id="fault",
        ),
    ],
)
def test_keys_on_stderr_are_those_of_the_schema(before: str, schema: Callable[[Any], list[str]]) -> None:
    text = page("json.md").partition(before)[2]
    keys = [key for cells in rows(text, "| key |") for key in re.findall(r"`(\w+)`", cells[0])]

    assert keys == schema(json.loads((DOCS / "schema" / "error.schema.json").read_text(encoding="utf-8")))
