"""A report as a value: title, sections of text, tables and entries, citations.

Renderers turn it into a format; neither knows the other. A table or an entry holds plain text only, so
that nothing in the data is read as markup.
"""

from collections.abc import Callable

from attrs import field

from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.sources import Citation, Document
from kyodo_core.domain.values import Value, record, value


@record
class Paragraph(Value):
    text: str
    citations: tuple[Citation, ...] = ()


@record
class Table(Value):
    """A table of texts; every row has as many cells as there are columns.

    `right` names the columns (by index) that hold figures; `ratios` share out the width where the
    table is wider than the page.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    citations: tuple[Citation, ...] = ()
    right: tuple[int, ...] = ()
    ratios: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells under {len(self.columns)} columns: {row!r}")


@record
class Entry(Value):
    """One thing with its named particulars; a particular may have several lines."""

    name: str
    particulars: tuple[tuple[str, tuple[str, ...]], ...] = ()
    citations: tuple[Citation, ...] = ()


@record
class Entries(Value):
    items: tuple[Entry, ...]


Block = Paragraph | Table | Entries


@record
class Section(Value):
    heading: str
    blocks: tuple[Block, ...]


@record
class Report(Value):
    """`documents` are the sources that the citations name, listed at the end."""

    title: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...] = ()
    documents: tuple[Document, ...] = ()


@value
class ReportSpec(Value):
    """A report that a city's plugin supplies.

    `build` gets the city's own municipality value and returns the report.
    """

    id: str
    title: str
    build: Callable[[Municipality], Report] = field(repr=False)


@value
class Format(Value):
    """An output format that a plugin supplies: `kyodo compare --format <name>`.

    `name` is lower-case ASCII letters, figures and hyphens, `description` one line for people, `suffix` what
    the format's files end in, with its dot. `render` gets a report and returns its text, or bytes where the
    format is `binary`.
    """

    name: str
    description: str
    suffix: str
    render: Callable[[Report], str | bytes] = field(repr=False)
    binary: bool = False
