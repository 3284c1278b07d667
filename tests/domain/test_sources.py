"""Citations: a document and a place in it."""

import pytest

from kyodo_core.domain.sources import Citation


@pytest.mark.parametrize(
    ("text", "document", "section"),
    [
        pytest.param("plan#第2章5", "plan", "第2章5", id="plain"),
        pytest.param(" plan # 第2章 5 ", "plan", "第2章 5", id="spaces-around"),
        pytest.param("plan#No.#3", "plan", "No.#3", id="second-hash-belongs-to-the-section"),
    ],
)
def test_citation_is_a_document_and_a_section(text: str, document: str, section: str) -> None:
    assert Citation.parse(text) == Citation(document, section)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("plan", id="no-hash"),
        pytest.param("plan#", id="no-section"),
        pytest.param("plan# ", id="blank-section"),
        pytest.param("#第2章", id="no-document"),
        pytest.param("plan＃第2章", id="full-width-hash"),
    ],
)
def test_citation_without_either_part_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        Citation.parse(text)


def test_citation_is_written_as_it_is_read() -> None:
    assert str(Citation.parse("plan#第2章5")) == "plan#第2章5"
