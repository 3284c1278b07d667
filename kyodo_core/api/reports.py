"""What a report is built of: values that every format renders."""

from kyodo_core.aspects.base import unique
from kyodo_core.aspects.wording import Wording, scalar
from kyodo_core.domain.citing import cited
from kyodo_core.domain.reports import (
    Block,
    Entries,
    Entry,
    Paragraph,
    Report,
    ReportSpec,
    Section,
    Table,
)
from kyodo_core.domain.sources import Citation

__all__ = [
    "Block",
    "Citation",
    "Entries",
    "Entry",
    "Paragraph",
    "Report",
    "ReportSpec",
    "Section",
    "Table",
    "Wording",
    "cited",
    "scalar",
    "unique",
]
