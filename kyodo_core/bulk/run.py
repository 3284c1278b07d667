"""A file of applications to a file of results."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from kyodo_core.bulk.batches import RESULTS, ROW, Batches
from kyodo_core.bulk.cells import table_source
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.rulebook import Programs, Rulebook
from kyodo_core.bulk.sources import Declared, Source, damaged, parquet_source
from kyodo_core.bulk.writing import SUFFIXES, whole_file, write_errors, write_results
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import KyodoError
from kyodo_core.messages import _

POLARS = "polars"


@record
class Job(Value):
    """What is to be done: from which file into which, and by which engine; `spark` is a cluster's address."""

    source: Path
    output: Path
    sheet: str = ""
    engine: str = POLARS
    spark: str = "local[*]"


def assess_file(programs: Programs, declared: Declared, job: Job) -> Tally:
    """Assess every row of the file and write the results; rows that are faulty go to a file of their own.

    Raises:
        DefinitionError: the file's headings are wrong, or it cannot be read.
        OutputError: a result file cannot be written; nothing is half-written.
    """
    known_suffix(job.output)
    read = opened(job.source, declared, job.sheet)
    tally = Tally()
    tally.tell(read.wrong)
    with whole_file(job.output) as part:
        if job.engine == POLARS:
            _write(assessed(programs, read, tally), part, job)
        else:
            _write_lazily(programs, read, tally, job, part)
        _write_errors(tally, errors_path(job.output))  # first: where they cannot be told, nothing is written
    return tally


def _write(rows: pl.LazyFrame, part: Path, job: Job) -> None:
    """Write the rows, which are read and computed only now."""
    try:
        write_results(rows, part, known_suffix(job.output))
    except pl.exceptions.ComputeError as error:
        if known_suffix(job.source) != ".parquet":
            raise
        raise damaged(job.source, error) from None


def _write_errors(tally: Tally, path: Path) -> None:
    """Tell the faulty rows; without any, an old file of them is emptied."""
    if tally.wrong or path.exists():
        with whole_file(path) as part:
            write_errors(tally.wrong, part)


def assessed(programs: Programs, read: Source, tally: Tally) -> pl.LazyFrame:
    """The rows with their results, to be carried out by polars as they are written."""
    batches = Batches(Rulebook(programs, read.heads, read.held), tally)
    schema = pl.Schema({**read.rows.collect_schema(), **RESULTS})
    return read.rows.map_batches(batches.apply, streamable=True, schema=schema)


def _write_lazily(programs: Programs, read: Source, tally: Tally, job: Job, output: Path) -> None:
    """Let duckdb or Spark compute the results, and write them in the order of the rows."""
    import narwhals as nw

    from kyodo_core.bulk.engines import engine
    from kyodo_core.bulk.lazily import Lazily, count_totals

    working = engine(job.engine, job.spark)
    book = Rulebook(programs, read.heads, read.held, working.bound)
    with TemporaryDirectory(dir=output.parent, prefix=".kyodo-") as name:
        folder = Path(name)
        if known_suffix(job.source) == ".parquet":
            rows = working.numbered(job.source)
        else:
            read.rows.sink_parquet(folder / "applications.parquet")
            rows = working.scan(folder / "applications.parquet")
        results = Lazily(working, book, tally, folder).results(nw.from_native(rows).lazy())
        made = folder / "results"
        working.write(results.to_native(), made)
        written = pl.scan_parquet(made / "*.parquet" if made.is_dir() else made)
        count_totals(book, written, tally)
        write_results(written.sort(ROW) if made.is_dir() else written, output, known_suffix(job.output))


def opened(source: Path, declared: Declared, sheet: str = "") -> Source:
    """A file of applications, by its suffix; `sheet` names the sheet of an .xlsx that has several."""
    if known_suffix(source) == ".parquet":
        return parquet_source(source, declared)
    return table_source(source, declared, sheet)


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
