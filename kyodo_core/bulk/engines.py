"""duckdb and Spark, as far as they differ; each is imported when it is asked for."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from kyodo_core.bulk.batches import ROW
from kyodo_core.bulk.lazily import Engine
from kyodo_core.errors import KyodoError
from kyodo_core.messages import _
from kyodo_core.rules.columns import BOUND


class Duckdb:
    """duckdb in this process; its whole division works on 64-bit integers."""

    bound = BOUND

    def __init__(self) -> None:
        import duckdb

        self.errors: tuple[type[Exception], ...] = (duckdb.Error,)
        self._connection = duckdb.connect()

    def numbered(self, path: Path, names: Sequence[str]) -> Any:
        """Renamed by their places: two headings that differ by case alone are one name to duckdb."""
        listed = ", ".join(names)
        select = f"SELECT number + 1 AS {ROW}, {listed}"
        source = f"FROM read_parquet($file, file_row_number = true) AS rows({listed}, number)"
        return self._connection.sql(f"{select} {source}", params={"file": str(path)})

    def scan(self, path: Path) -> Any:
        return self._connection.read_parquet(str(path))

    def fetch(self, frame: Any) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = frame.fetchall()
        return rows

    def write(self, frame: Any, path: Path, heads: Sequence[str], sort: bool) -> None:
        """Sorting holds all rows in memory; without it, the order is kept where duckdb can."""
        named = zip(frame.columns, heads, strict=True)
        columns = ", ".join(f"{_quoted(name)} AS {_quoted(head)}" for name, head in named)
        rows = f"SELECT {columns} FROM results{f' ORDER BY {ROW}' if sort else ''}"
        file = str(path).replace("'", "''")
        options = "FORMAT parquet, COMPRESSION zstd, PRESERVE_ORDER true"
        frame.query("results", f"COPY ({rows}) TO '{file}' ({options})")


def _quoted(name: str) -> str:
    """A name of a column in SQL."""
    return '"' + name.replace('"', '""') + '"'


class Spark:
    """A Spark cluster, by its master's address; the files must be at the same path for all its machines.

    Its whole division goes through floating point, which is exact below 2**53.
    """

    bound = 2**53

    def __init__(self, master: str) -> None:
        from py4j.protocol import Py4JError  # type: ignore[import-untyped]
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        self.errors: tuple[type[Exception], ...] = (PySparkException, Py4JError)

        builder = SparkSession.builder.master(master).appName("kyodo")
        quiet: dict[str, bool | float | int | str | None] = {
            "spark.ui.enabled": False,
            "spark.ui.showConsoleProgress": False,
        }
        try:
            self._session = builder.config(map=quiet).getOrCreate()
        except self.errors as error:
            message = _("Spark does not start at {master}").format(master=master)
            raise KyodoError(message, first_line(error)) from None
        self._session.sparkContext.setLogLevel("OFF")  # what fails is raised, and told in one line
        self._session.conf.set("spark.sql.caseSensitive", "true")
        self._session.conf.set("spark.sql.constraintPropagation.enabled", "false")  # grows with every rule

    def numbered(self, path: Path, names: Sequence[str]) -> Any:
        rows = self._session.read.parquet(str(path.resolve()))
        return rows.selectExpr(f"_metadata.row_index + 1 AS {ROW}", "*").toDF(ROW, *names)

    def scan(self, path: Path) -> Any:
        return self._session.read.parquet(str(path.resolve()))

    def fetch(self, frame: Any) -> list[tuple[Any, ...]]:
        """A whole number of 64 bits without a sign comes as a decimal."""
        return [tuple(int(v) if isinstance(v, Decimal) else v for v in row) for row in frame.collect()]

    def write(self, frame: Any, path: Path, heads: Sequence[str], sort: bool) -> None:
        """Sorted in any case: a cluster has no order of its own. A heading is no name to write with."""
        frame.sort(ROW).write.parquet(str(path.resolve()))


def first_line(error: Exception) -> str:
    """What an engine says went wrong; the traces of its machinery follow below."""
    return str(error).strip().split("\n")[0]


def engine(name: str, spark: str) -> Engine:
    """The engine of that name; `spark` is the address of the cluster's master."""
    return Duckdb() if name == "duckdb" else Spark(spark)
