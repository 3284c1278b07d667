"""Every figure that a fact states stands in a document that the fact cites.

The documents are no part of the repository; their folder is named by KYODO_DOCUMENTS, and is otherwise
looked for beside the repository. Without it these tests are skipped.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.reports.data import framework_data
from tests.installed import CITIES, city

FOLDER = Path(os.environ.get("KYODO_DOCUMENTS") or Path(__file__).parents[3] / "shared/seeds")
FILES = {
    "ichinoseki-web": "000_94a60aa689c18d93.txt",
    "ichinoseki-plan-1": "001_5a3cd8c23b61ef14.txt",
    "ichinoseki-koho": "002_9b4cae527c093f23.txt",
    "hanamaki-guideline": "003_1f4063395d9232aa.txt",
    "yamaguchi-plan": "004_9ca407a940b39da9.txt",
}
NOT_FIGURES = {"id", "citations", "slug", "code", "label_en", "kinds", "document", "standing"}
DERIVED: dict[tuple[str, str], set[str]] = {}
"""Figures that a fact derives (a sum, a count) and no document prints, by aspect and fact id."""

needs_documents = pytest.mark.skipif(
    not all((FOLDER / name).is_file() for name in FILES.values()), reason="the documents are not at hand"
)


def plain(text: str, separator: str = "") -> str:
    """In half width, with `separator` for white space and no separators in numbers.

    With a separator the cells of a table do not run together; without one a broken line does not part
    what belongs together.
    """
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s+", separator, text))


def notations(number: str) -> set[str]:
    """Ways in which a document may write the number: 5万, 平成26, H26, 45.0 for 45."""
    ways = {number, f"{number}.0", number.removesuffix(".0")}
    if "." in number:
        return ways
    value = int(number)
    for unit, name in ((10**8, "億"), (10**4, "万")):
        if value and value % unit == 0:
            ways.add(f"{value // unit}{name}")
    for start, last, eras in ((1988, 2019, ("平成", "H")), (2018, 2060, ("令和", "R"))):
        if start < value <= last:
            year = "元" if value - start == 1 else str(value - start)
            ways |= {f"{era}{year}" for era in eras} | {f"{value - start}年"}
    return ways


def stands(number: str, texts: tuple[str, ...]) -> bool:
    patterns = [rf"(?<![\d.]){re.escape(way)}(?!\d)" for way in notations(number)]
    return any(re.search(pattern, text) for pattern in patterns for text in texts)


def figures(value: Any) -> Iterator[str]:
    """The numbers in a fact's own texts and values, as they are written."""
    if isinstance(value, str):
        yield from re.findall(r"\d+(?:\.\d+)?", plain(value, " "))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    else:
        yield from (figure for item in own_parts(value) for figure in figures(item))


def own_parts(value: Any) -> list[Any]:
    """What a table or list holds; a table in it with citations is a fact of its own."""
    if isinstance(value, dict):
        value = [item for key, item in value.items() if key not in NOT_FIGURES]
    if not isinstance(value, list):
        return []
    return [item for item in value if not (isinstance(item, dict) and item.get("citations"))]


def cited_tables(value: Any) -> Iterator[dict[str, Any]]:
    """Every table with citations, at any depth."""
    if isinstance(value, dict):
        if value.get("citations"):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from cited_tables(item)


@cache
def texts(document: str) -> tuple[str, ...]:
    text = (FOLDER / FILES[document]).read_text(encoding="utf-8")
    return plain(text), plain(text, " ")


@needs_documents
@pytest.mark.parametrize("slug", CITIES)
def test_every_figure_stands_in_a_cited_document(slug: str) -> None:
    absent = []
    for aspect_id, stated in framework_data(city(slug), ASPECT_IDS)["aspects"].items():
        for table in cited_tables(stated):
            documents = {citation["document"] for citation in table["citations"]}
            cited = tuple(text for document in documents for text in texts(document))
            derived = DERIVED.get((aspect_id, table.get("id", "")), set())
            absent += [
                (aspect_id, table.get("id"), figure)
                for figure in dict.fromkeys(figures(table))
                if figure not in derived and not stands(figure, cited)
            ]

    assert absent == []


@needs_documents
@pytest.mark.parametrize("slug", CITIES)
def test_every_declared_document_is_at_hand(slug: str) -> None:
    assert {document.id for document in city(slug).header.documents} <= set(FILES)


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        pytest.param("37.2", "37.5\t37.2\t45.0", True, id="cells-of-a-table"),
        pytest.param("7.2", "37.5\t37.2", False, id="part-of-a-number"),
        pytest.param("50000", "総額5万円", True, id="man"),
        pytest.param("4000000000", "総額40億円", True, id="oku"),
        pytest.param("2014", "平成２６年４月", True, id="era-in-full-width"),
        pytest.param("2019", "令和元年度", True, id="first-year-of-an-era"),
        pytest.param("1023", "1,023平方キロメートル", True, id="separators"),
        pytest.param("100", "100%", True, id="percent"),
        pytest.param("33", "市内の地域協働体", False, id="absent"),
        pytest.param("47", "47\u3000\n", True, id="end-of-text"),
    ],
)
def test_figure_is_found_in_the_notation_of_the_document(number: str, text: str, found: bool) -> None:
    assert stands(number, (plain(text), plain(text, " "))) is found
