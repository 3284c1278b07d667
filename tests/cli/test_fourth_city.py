"""Every command answers for a city made from the scaffold, and for one that states almost nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Install
from tests.cli.lines import FORMATS
from tests.fourth import fourth_city, silent_city

Answer = Callable[..., str]
LINES = [
    "cities",
    "check {slug}",
    "check {slug} --coverage",
    "check --stale",
    "show {slug}",
    "show {slug} --sources",
    "show {slug} forms",
    "compare",
    "compare {slug}",
    "compare {slug} hanamaki --aspect definitions --aspect councils",
    "compare --aspect history --aspect progress --aspect programs --aspect maturity",
    "compare --year R6",
    "gaps {slug}",
    "report {slug}",
    "programs",
    "programs {slug} --year R6",
    "config check",
    "config show {slug}",
    "config diff {slug}",
]


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path, install: Install) -> None:
    install(fourth_city(tmp_path).source(), silent_city(tmp_path).source())


@pytest.mark.parametrize("slug", ["kaku", "shizuka"])
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("format_name", FORMATS)
def test_every_command_answers(slug: str, line: str, format_name: str, answer: Answer) -> None:
    shown = answer(f"{line.format(slug=slug)} --format {format_name}")

    assert shown.strip()
    if format_name == "json":
        json.loads(shown)


def test_overview_tells_what_is_stated_and_what_is_to_do(answer: Answer) -> None:
    (line,) = (row for row in answer("compare shizuka").splitlines() if row.startswith("│ 協働の形態 "))
    assert "記載なし（未入力）" in line

    assert "かざぐるま会議" in answer("compare kaku shizuka")
