"""Many applications at once in a program of one's own; needs the extra `bulk`."""

import polars as pl

from kyodo_core.bulk.frames import assess_frame
from kyodo_core.bulk.results import Tally, Total


def assess_rows(rows: pl.DataFrame, reasons: bool = True) -> tuple[pl.DataFrame, Tally]:
    """Assess a row per application, with columns as in a file for `kyodo assess --bulk`.

    The results are the rows with `row` (from 1), `eligible`, `amount` (yen) and `reason`. The `Tally` has
    `totals` by city, program and fiscal year, and in `wrong` what is wrong with the rows that are left out.
    Without `reasons` none are worked out, which is quicker.

    Raises:
        DefinitionError: columns are missing, unknown, or of a type that no fact has.
    """
    from kyodo_core.app import App
    from kyodo_core.bulk.installed import InstalledPrograms

    programs = InstalledPrograms(App().registry)
    return assess_frame(programs, programs.declared, rows, reasons)


__all__ = ["Tally", "Total", "assess_rows"]
