"""Applications that are in memory already, as a table of polars."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl

from kyodo_core.bulk.batches import Batches
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.rounds import has_rounds, within_budgets
from kyodo_core.bulk.rulebook import Programs, Rulebook
from kyodo_core.bulk.sources import Declared, table_of_columns

_BATCH = 500_000
"""Rows: so many that the work of Python for a batch weighs little, so few that no processor waits for one."""


def assess_frame(
    programs: Programs, declared: Declared, rows: pl.DataFrame, reasons: bool = True
) -> tuple[pl.DataFrame, Tally]:
    """The rows with `row` (from 1), `eligible`, `amount` (yen) and `reason`; totals and faulty rows beside.

    Faulty rows are left out of the results. Without `reasons`, none are worked out.

    Raises:
        DefinitionError: columns are missing, unknown, or of a type that no fact has.
    """
    source = table_of_columns(rows.lazy(), rows.schema, declared, Path("DataFrame"))
    book, tally = Rulebook(programs, source.heads, source.held), Tally()
    batches = Batches(book, tally, reasons)
    numbered = source.rows.collect()
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        results = pl.concat(threads.map(batches.apply, numbered.iter_slices(_BATCH)))
    if has_rounds(book):
        results = within_budgets(book, results.lazy(), tally).collect()
    return results, tally
