"""Every command answers in every format, and what it writes is sound in that format."""

import csv
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest

from tests.cli.lines import FORMATS, LINES

Answer = Callable[..., str]
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "br", "ul", "li"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}


class Page(HTMLParser):
    """Reads a page strictly: known tags, each closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def is_sound_table(output: str) -> None:
    assert output.endswith("\n")


def is_sound_json(output: str) -> None:
    assert json.loads(output)


def is_sound_csv(output: str) -> None:
    block: set[int] = set()
    for row in csv.reader(StringIO(output, newline=""), strict=True):
        block = block | {len(row)} if row else set()
        assert len(block) <= 1, row


def is_sound_html(output: str) -> None:
    page = Page()
    page.feed(output)
    page.close()
    assert page.open == []
    assert page.tags <= TAGS


def is_sound_markdown(output: str) -> None:
    cells = 0
    for line in output.splitlines():
        bars = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (cells and bars and cells != bars), line
        cells = bars


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("line", LINES)
def test_command_answers_in_a_sound_form(line: str, format_name: str, answer: Answer) -> None:
    sound = {
        "table": is_sound_table,
        "json": is_sound_json,
        "csv": is_sound_csv,
        "html": is_sound_html,
        "markdown": is_sound_markdown,
    }

    sound[format_name](answer(f"{line} --format {format_name}"))


def test_json_is_readable_as_it_is(answer: Answer) -> None:
    output = answer("show yamaguchi progress --format json")

    assert "実施済" in output
    assert "\\u" not in output


def test_json_names_city_documents_kinds_and_aspects(answer: Answer) -> None:
    shown = json.loads(answer("show yamaguchi forms --format json"))

    assert set(shown) == {"city", "documents", "kinds", "aspects"}
    assert shown["city"] == {
        "slug": "yamaguchi",
        "name": "山口市",
        "code": "352039",
        "prefecture": "山口県",
        "todo": [],
    }
    assert len(shown["aspects"]["forms"]) == 9
    assert {"id": "grant", "label": "補助・助成・交付", "label_en": "Grant"} in shown["kinds"]["forms"]


def test_json_of_compare_holds_every_aspect_and_the_asked_year(answer: Answer) -> None:
    compared = json.loads(answer("compare --format json --year H26"))

    assert compared["year"] == 2014
    assert len(compared["aspects"]) == 24
    assert [city["slug"] for city in compared["cities"]] == ["hanamaki", "ichinoseki", "yamaguchi"]


def test_json_keeps_figures_as_numbers_and_rates_as_fractions(answer: Answer) -> None:
    programs = json.loads(answer("show ichinoseki programs --format json"))["aspects"]["programs"]
    terms = {program["number"]: program["terms"] for program in programs}

    assert terms[1][0]["limit_total"] == 50000
    assert terms[1][0]["rate"] == "1"
    assert terms[4][0]["rate"] == "2/3"
    assert terms[4][0]["limit_total"] == "not_stated"


def test_csv_of_a_report_has_the_cells_of_its_table(answer: Answer) -> None:
    rows = list(csv.reader(StringIO(answer("report yamaguchi progress --format csv"), newline="")))

    assert rows[0][1:-1] == ["推進方針", "項目数", "実施済", "継続推進", "一部実施", "検討中"]
    assert rows[6][1:-1] == ["全体計", "47", "8 (17.0%)", "33 (70.2%)", "2 (4.3%)", "4 (8.5%)"]
    assert rows[6][-1].startswith("〔プラン 第1章2")


def test_html_shows_each_city_and_its_sources(answer: Answer) -> None:
    page = Page()
    page.feed(answer("compare --format html"))

    for words in ("花巻市", "一関市", "山口市", "指針: 花巻市 協働の指針（花巻市）"):
        assert words in page.text
