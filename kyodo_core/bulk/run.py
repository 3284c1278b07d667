"""A file of applications to a file of results."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from kyodo_core.bulk.batches import RESULTS, Batches
from kyodo_core.bulk.cells import table_source
from kyodo_core.bulk.leftover import Leftover
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.rounds import has_rounds, within_budgets
from kyodo_core.bulk.rulebook import Programs, Rulebook
from kyodo_core.bulk.sources import UNREADABLE, Declared, Source, parquet_source, refuse_damaged
from kyodo_core.bulk.writing import SUFFIXES, write_errors, write_results
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import KyodoError
from kyodo_core.messages import _
from kyodo_core.writing import whole_file

POLARS = "polars"


@record
class Job(Value):
    """What is to be done: from which file into which, and by which engine; `spark` is a cluster's address.

    `reasons`: is it asked why nothing is granted? Who asks for amounts alone has them sooner.
    """

    source: Path
    output: Path
    sheet: str = ""
    engine: str = POLARS
    spark: str = "local[*]"
    reasons: bool = True


def assess_file(programs: Programs, declared: Declared, job: Job) -> Tally:
    """Assess every row of the file and write the results; rows that are faulty go to a file of their own.

    Raises:
        DefinitionError: the file's headings are wrong, or it cannot be read.
        OutputError: a result file cannot be written; nothing is half-written.
    """
    suffix = known_suffix(job.output)
    other_file(job.output, job.source)
    read = opened(job.source, declared, job.sheet)
    tally = Tally()
    with whole_file(job.output) as part, TemporaryDirectory(dir=job.output.parent, prefix=".kyodo-") as name:
        made, rows = computed(programs, read, tally, job, Path(name))
        if rows is None and suffix == ".parquet":
            made.replace(part)
        else:
            write_results(rows if rows is not None else pl.scan_parquet(made), part, suffix)
        _write_errors(tally, errors_path(job.output))  # first: where they cannot be told, nothing is written
    return tally


def _write_errors(tally: Tally, path: Path) -> None:
    """Tell the faulty rows; without any, an old file of them is emptied."""
    if tally.wrong or path.exists():
        with whole_file(path) as part:
            write_errors(tally.wrong, part)


def computed(
    programs: Programs, read: Source, tally: Tally, job: Job, folder: Path
) -> tuple[Path, pl.LazyFrame | None]:
    """The results as Parquet in the folder, in the order of the rows; and as budgets leave them.

    Raises:
        DefinitionError: the file turns out to be damaged as it is read.
    """
    made = folder / "results.parquet"
    try:
        book = _by_polars(programs, read, tally, job, made) if job.engine == POLARS else None
    except UNREADABLE:
        if known_suffix(job.source) == ".parquet":
            refuse_damaged(job.source)
        raise
    if book is None:
        book = _by_engine(programs, read, tally, job, made)
    leftover = Leftover(programs, read.heads)
    for unread in read.unread:
        tally.tell(leftover.besides(book, unread))
    rounds = within_budgets(book, pl.scan_parquet(made), tally) if has_rounds(book) else None
    return made, rounds


def _by_polars(programs: Programs, read: Source, tally: Tally, job: Job, made: Path) -> Rulebook:
    """Compute the results batch by batch, as they stream into a file."""
    book = Rulebook(programs, read.heads, read.held)
    schema = pl.Schema({**read.rows.collect_schema(), **RESULTS})
    batches = Batches(book, tally, job.reasons)
    read.rows.map_batches(batches.apply, streamable=True, schema=schema).sink_parquet(made)
    return book


def _by_engine(programs: Programs, read: Source, tally: Tally, job: Job, made: Path) -> Rulebook:
    """Let duckdb or Spark compute the results into a file."""
    from kyodo_core.bulk.carried import Carrier, carried_out

    parquet = known_suffix(job.source) == ".parquet"
    by = Carrier(job.engine, job.spark, job.source, parquet, job.reasons)
    return carried_out(programs, read, tally, by, made)


def opened(source: Path, declared: Declared, sheet: str = "") -> Source:
    """A file of applications, by its suffix; `sheet` names the sheet of an .xlsx that has several."""
    if known_suffix(source) == ".parquet":
        return parquet_source(source, declared)
    return table_source(source, declared, sheet)


def other_file(output: Path, source: Path) -> None:
    """Raises KyodoError: the results would take the place of the applications."""
    if output.exists() and output.samefile(source):
        message = _("{file} is the table of applications itself").format(file=output)
        raise KyodoError(message, _("Give the results a name of their own."))


def errors_path(output: Path) -> Path:
    """Where the faulty rows are told: beside the results."""
    return output.with_name(f"{output.stem}.errors.csv")


def known_suffix(path: Path) -> str:
    """Raises KyodoError: the file is of no kind that can be written or read."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        message = _("{file} is no table that can be read or written").format(file=path.name)
        raise KyodoError(message, ", ".join(SUFFIXES))
    return suffix
