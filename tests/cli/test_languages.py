"""Japanese and English: labels, messages and help, chosen by `--lang` or KYODO_LANG."""

import re
from collections.abc import Callable

import pytest
from click.testing import Result

from kyodo_core.cli.commands import COMMANDS
from tests.cli.conftest import Program

Answer = Callable[..., str]
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_japanese_throughout(command: str, answer: Answer) -> None:
    output = answer(f"{command} --help".strip())

    assert output.startswith("使い方: kyodo")
    assert "オプション:" in output
    for words in ("Usage", "Options", "Commands", "Show this message", "default"):
        assert words not in output


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_english_throughout(command: str, answer: Answer) -> None:
    output = answer(f"{command} --help --lang en".strip())

    assert output.startswith("Usage: kyodo")
    assert "Options:" in output
    assert not JAPANESE.search(output.replace("協働のまちづくり", "").replace("令和6年度", ""))


@pytest.mark.parametrize("command", COMMANDS)
def test_short_help_option_says_the_same(command: str, answer: Answer) -> None:
    assert answer(f"{command} -h") == answer(f"{command} --help")


@pytest.mark.parametrize(
    ("line", "japanese", "english"),
    [
        ("cities", "入っている市町村", "Installed cities"),
        ("compare --aspect forms", "補助・助成・交付", "Grant"),
        ("compare --aspect forms", "（実践のみ）", "Practised, not"),
        ("compare --aspect progress", "記載なし", "Not stated"),
        ("show yamaguchi progress", "推進方針別", "Rows by policy"),
        ("show ichinoseki programs", "交付条件", "Terms"),
        ("show ichinoseki --sources", "発行者: 一関市", "Issuer: 一関市"),
        ("gaps hanamaki", "参考になる", "Learn from"),
        ("report yamaguchi", "山口市の報告", "Reports of 山口市"),
        ("check", "プラグインの点検", "Check of the installed plugins"),
    ],
)
def test_labels_are_in_the_chosen_language(line: str, japanese: str, english: str, answer: Answer) -> None:
    shown, translated = answer(line, columns=250), answer(f"{line} --lang en", columns=250)

    assert japanese in shown
    assert english in translated
    assert english not in shown


@pytest.mark.parametrize("place", ["--lang en show yamaguchi forms", "show --lang en yamaguchi forms"])
def test_the_language_may_be_chosen_anywhere_in_the_line(place: str, answer: Answer) -> None:
    assert answer(place) == answer("show yamaguchi forms --lang=en")


def test_what_documents_say_is_the_same_in_both_languages(answer: Answer) -> None:
    names = ("地域の合意形成を図る事業に対する支援", "（仮称）地域協働体連絡会議の設置")

    for name in names:
        assert name in answer("show ichinoseki programs --lang en", columns=200)


def test_json_is_the_same_in_both_languages(answer: Answer) -> None:
    line = "compare --aspect forms --aspect history --format json"

    assert answer(line) == answer(f"{line} --lang en")


def test_amounts_and_rates_read_in_both_languages(answer: Answer) -> None:
    japanese = answer("show ichinoseki programs", columns=250)
    english = answer("show ichinoseki programs --lang en", columns=250)

    assert "50,000円" in japanese
    assert "2/3" in japanese
    assert "50,000 yen" in english
    assert "29 hours" in english


@pytest.mark.parametrize(
    ("chosen", "options", "title"),
    [
        pytest.param({}, [], "入っている市町村", id="default"),
        pytest.param({"KYODO_LANG": "en"}, [], "Installed cities", id="environment"),
        pytest.param({"KYODO_LANG": "en"}, ["--lang", "ja"], "入っている市町村", id="option-wins"),
        pytest.param({"KYODO_LANG": "fr"}, [], "入っている市町村", id="unknown-in-environment"),
        pytest.param({"LANG": "C.UTF-8", "LANGUAGE": "en"}, [], "入っている市町村", id="not-the-system's"),
    ],
)
def test_language_of_the_program(
    chosen: dict[str, str], options: list[str], title: str, program: Program
) -> None:
    result = program("cities", *options, PYTHONUTF8="1", **chosen)

    assert result.returncode == 0
    assert result.stdout.decode().startswith(title)


def test_usage_errors_are_in_the_chosen_language(run: Callable[..., Result]) -> None:
    assert "No such option" in run("cities --nope --lang en").stderr
    assert "というオプションはありません" in run("cities --nope").stderr


def test_version_is_told(answer: Answer) -> None:
    assert re.fullmatch(r"kyodo 版 \d+\.\d+\.\d+\n", answer("--version"))
