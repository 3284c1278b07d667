"""What a report is built of: values that every format renders; and what a format is."""

from kyodo_core.aspects.base import unique
from kyodo_core.aspects.wording import Wording, scalar
from kyodo_core.domain.citing import cited
from kyodo_core.domain.reports import (
    Block,
    Entries,
    Entry,
    Format,
    Paragraph,
    Report,
    ReportSpec,
    Section,
    Table,
)
from kyodo_core.domain.sources import Citation
from kyodo_core.messages import language

__all__ = [
    "Block",
    "Citation",
    "Entries",
    "Entry",
    "Format",
    "Paragraph",
    "Report",
    "ReportSpec",
    "Section",
    "Table",
    "Wording",
    "cited",
    "language",
    "scalar",
    "unique",
]
