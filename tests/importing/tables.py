"""Tables for the tests: made of lists of cells, and what they would change in a city."""

import csv
from collections.abc import Sequence
from io import StringIO

from attrs import frozen

from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Municipality
from kyodo_core.errors import DefinitionError
from kyodo_core.importing.drafts import Draft
from kyodo_core.importing.maps import TableMap, with_options
from kyodo_core.loading.tables import Table, read_table
from kyodo_core.upkeep import draft_of
from tests.standins import CityFolder

Cells = Sequence[Sequence[str]]


@frozen
class Import:
    """A table at work on an aspect of a city's folder."""

    folder: CityFolder
    aspect_id: str
    rows: Cells

    def table(self) -> Table:
        path = self.folder.root.parent / "table.csv"
        text = StringIO()
        csv.writer(text).writerows(self.rows)
        path.write_text(text.getvalue(), encoding="utf-8")
        return read_table(path)

    def draft(
        self,
        *columns: str,
        fixed: Sequence[str] = (),
        cite: Sequence[str] = ("plan#1",),
        id_prefix: str = "",
        replace: bool = False,
    ) -> Draft:
        used = with_options(TableMap(), columns, fixed, cite, id_prefix)
        return draft_of(self.city(), self.aspect_id, self.table(), used, replace, [])

    def city(self) -> Municipality:
        return self.folder.read()

    def facts(self, text: str) -> tuple[Fact, ...]:
        """The facts of a file's text, as the loader reads them."""
        return self.folder.facts(self.aspect_id, text)


def told(error: DefinitionError) -> list[tuple[int, int, str]]:
    """Row, column and message of every fault."""
    return [(fault.line, fault.column, fault.message) for fault in error.faults]
