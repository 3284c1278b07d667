"""duckdb and Spark, as far as they differ; each is imported when it is asked for."""

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

        self._connection = duckdb.connect()

    def numbered(self, path: Path) -> Any:
        select = f"SELECT file_row_number + 1 AS {ROW}, * EXCLUDE (file_row_number)"
        source = "FROM read_parquet($file, file_row_number = true)"
        return self._connection.sql(f"{select} {source}", params={"file": str(path)})

    def scan(self, path: Path) -> Any:
        return self._connection.read_parquet(str(path))

    def fetch(self, frame: Any) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = frame.fetchall()
        return rows

    def write(self, frame: Any, path: Path, sort: bool) -> None:
        """Sorting holds all rows in memory; without it, the order is kept where duckdb can."""
        if sort:
            frame.order(ROW).write_parquet(str(path), compression="zstd")
            return
        file = str(path).replace("'", "''")
        options = "FORMAT parquet, COMPRESSION zstd, PRESERVE_ORDER true"
        frame.query("results", f"COPY (SELECT * FROM results) TO '{file}' ({options})")


class Spark:
    """A Spark cluster, by its master's address; the files must be at the same path for all its machines.

    Its whole division goes through floating point, which is exact below 2**53.
    """

    bound = 2**53

    def __init__(self, master: str) -> None:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master(master).appName("kyodo")
        quiet: dict[str, bool | float | int | str | None] = {
            "spark.ui.enabled": False,
            "spark.ui.showConsoleProgress": False,
        }
        try:
            self._session = builder.config(map=quiet).getOrCreate()
        except PySparkRuntimeError as error:
            message = _("Spark does not start at {master}").format(master=master)
            raise KyodoError(message, str(error).split("\n")[0]) from None
        self._session.sparkContext.setLogLevel("ERROR")

    def numbered(self, path: Path) -> Any:
        rows = self._session.read.parquet(str(path.resolve()))
        return rows.selectExpr(f"_metadata.row_index + 1 AS {ROW}", "*")

    def scan(self, path: Path) -> Any:
        return self._session.read.parquet(str(path.resolve()))

    def fetch(self, frame: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in frame.collect()]

    def write(self, frame: Any, path: Path, sort: bool) -> None:
        """Sorted in any case: a cluster has no order of its own."""
        frame.sort(ROW).write.parquet(str(path.resolve()))


def engine(name: str, spark: str) -> Engine:
    """The engine of that name; `spark` is the address of the cluster's master."""
    return Duckdb() if name == "duckdb" else Spark(spark)
