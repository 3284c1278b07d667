"""A report with everything that a renderer must lay out, and texts that it must not read as markup."""

import pytest

from kyodo_core.domain.reports import Entries, Entry, Paragraph, Report, Section, Table
from kyodo_core.domain.sources import Citation, Document

HOSTILE = "<b>&\"'[x](y) *a* _b_ `c` | # \\ ~d~ {0} %s [red]"
PLAN = Document(id="plan", title="見本市協働推進計画", short="計画", issuer="見本市")
CITED = (Citation("plan", "1"), Citation("plan", "2"))


@pytest.fixture
def report() -> Report:
    return report_with("内容")


@pytest.fixture
def hostile() -> Report:
    """A report whose every text is full of signs that some format gives a meaning."""
    return report_with(HOSTILE)


def report_with(text: str) -> Report:
    table = Table(
        ("区分", text),
        (("一", "1,000"), (text, "20"), ("二行\nある", "3")),
        caption=f"表 {text}",
        citations=CITED[:1],
        right=(1,),
    )
    entries = Entries(
        (
            Entry(f"事項 {text}", (("名称", (text,)), ("内訳", ("・一", "・二"))), CITED),
            Entry("名だけの事項"),
        )
    )
    return Report(
        f"題 {text}",
        (
            Section(f"節 {text}", (Paragraph(text, CITED[:1]), table)),
            Section("", (entries,)),
        ),
        CITED[1:],
        (PLAN,),
    )
