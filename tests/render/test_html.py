"""Reports as HTML: data escaped, headings of tables marked, nothing fetched."""

from html.parser import HTMLParser

import pytest

from kyodo_core.domain.reports import Report
from kyodo_core.render import renderer
from tests.render.conftest import HOSTILE

render = renderer("html")


class Texts(HTMLParser):
    """The texts of a page by the tag they stand in, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = [""]
        self.texts: dict[str, list[str]] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.tags[-1], []).append(data)


def test_data_is_escaped_wherever_it_stands(hostile: Report) -> None:
    page = Texts(render(hostile))

    assert "b" not in page.tags
    for tag, text in (
        ("title", f"題 {HOSTILE}"),
        ("h1", f"題 {HOSTILE}"),
        ("h2", f"節 {HOSTILE}"),
        ("p", HOSTILE),
        ("caption", f"表 {HOSTILE}"),
        ("th", HOSTILE),
        ("h3", f"事項 {HOSTILE}"),
        ("dd", HOSTILE),
    ):
        assert text in page.texts[tag], tag


def test_tables_have_headings_for_columns_and_rows(report: Report) -> None:
    page = render(report)

    assert '<th scope="col">区分</th>' in page
    assert '<th scope="row">一</th><td class="figure">1,000</td>' in page
    assert "二行<br>ある" in page


def test_entries_citations_and_sources_are_shown(report: Report) -> None:
    page = render(report)

    assert "<dt>内訳</dt><dd>・一<br>・二</dd>" in page
    assert '<p class="source">〔計画 1、2〕</p>' in page
    assert "<li>計画: 見本市協働推進計画（見本市）</li>" in page


def test_the_page_fetches_nothing(hostile: Report) -> None:
    page = render(hostile)

    for word in ("http", "src=", "href=", "<script", "<link", "url(", "@import"):
        assert word not in page


@pytest.mark.language("ja")
def test_the_page_names_its_language(report: Report) -> None:
    assert '<html lang="ja">' in render(report)
