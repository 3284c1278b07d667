"""Spark on this machine, started once for all tests of a process."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def started() -> Iterator[str]:
    """The address of a Spark that runs, with as few parts and as little compiling as small tables need.

    The tests that need it are skipped where it or Java is not installed.
    """
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    quick = {
        "spark.ui.enabled": False,
        "spark.sql.shuffle.partitions": 1,
        "spark.sql.codegen.wholeStage": False,
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": False,
    }
    session = sql.SparkSession.builder.master("local[1]").appName("tests").config(map=quick).getOrCreate()
    yield "local[1]"
    session.stop()
