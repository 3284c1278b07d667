"""The amounts of a million and of ten million applications under one rule, against OpenFisca.

    bulk_openfisca.py --openfisca PYTHON [--rows N]... [--runs N]

PYTHON is an interpreter with openfisca-core. Both begin with the same columns in memory and end with the
amounts in memory: the rule is read and prepared, OpenFisca's population is built, kyodo finds the reasons as
well. Each run is a process of its own; what it takes in all, with imports and the reading of its files, is
printed beside. The amounts of both are compared, row by row.
"""

import argparse
import array
import filecmp
import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from measuring import Run, figures, in_turn, ratio, verdict

PEER = Path(__file__).with_name("openfisca_peer.py")
LIMITS = ((10_000_000, 1 / 8), (1_000_000, 1 / 4))
"""From so many applications on, at most so much of OpenFisca's time."""
INPUTS = ("registered", "plan_adopted", "members", "received_this_year", "received_total", "cost")


def write_columns(folder: Path, rows: int) -> None:
    """The applications as Parquet for kyodo, and the columns that OpenFisca asks for as 64-bit numbers."""
    import polars as pl
    from applications import Grant, slug, write_applications

    (folder / "program.toml").write_text(Grant().toml(), encoding="utf-8")
    write_applications(folder / "in.parquet", rows, [slug(0)])
    for name in INPUTS:
        column = pl.read_parquet(folder / "in.parquet", columns=[name])[name]
        _to_file(column.cast(pl.Int64).to_list(), folder / name)


def _to_file(numbers: Sequence[int], path: Path) -> None:
    with path.open("wb") as file:
        array.array("q", numbers).tofile(file)


def kyodo(folder: Path) -> None:
    import polars as pl
    from applications import slug
    from standing_in import StandIn

    from kyodo_core.bulk.batches import RESULTS, ROW, Batches
    from kyodo_core.bulk.results import Tally
    from kyodo_core.bulk.rulebook import Rulebook
    from kyodo_core.bulk.sources import parquet_source

    files = {slug(0): folder / "program.toml"}
    source = parquet_source(folder / "in.parquet", StandIn(files).declared)
    rows = source.rows.collect().rechunk()
    begun = time.perf_counter()
    batches = Batches(Rulebook(StandIn(files), source.heads, source.held), Tally())
    kept = pl.Schema({ROW: rows.schema[ROW], **RESULTS})
    found = (
        rows.lazy()
        .map_batches(lambda batch: batches.apply(batch).select(*kept), streamable=True, schema=kept)
        .collect(engine="streaming")
    )
    seconds = time.perf_counter() - begun
    _to_file(found["amount"].to_list(), folder / "kyodo.amounts")
    print(json.dumps({"seconds": seconds}))


def compare(openfisca: str, rows: int, runs: int) -> tuple[float, float]:
    """The ratio of the two, and its limit."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_columns(folder, rows)
        commands = {
            "kyodo": [sys.executable, __file__, "--measure", temporary],
            "OpenFisca": [openfisca, str(PEER), "bulk", temporary, str(rows)],
        }
        found = in_turn(commands, runs)
        same = filecmp.cmp(folder / "kyodo.amounts", folder / "openfisca.amounts", shallow=False)
        assert same, "the amounts differ"
    print(f"{rows:,} applications, the amounts of both the same")
    inside = _inside(found)
    for name, one in found.items():
        print(figures(name, inside[name]))
        print(figures(f"{name}, whole process", [run.seconds for run in one], one))
    limit = next((limit for size, limit in LIMITS if rows >= size), 1.0)
    return ratio(inside["kyodo"], inside["OpenFisca"]), limit


def _inside(found: Mapping[str, Sequence[Run]]) -> dict[str, list[float]]:
    return {name: [float(json.loads(run.said)["seconds"]) for run in runs] for name, runs in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--openfisca", metavar="PYTHON", help="an interpreter with openfisca-core")
    parser.add_argument("--rows", type=int, action="append", help="how many applications")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--measure", metavar="FOLDER", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        kyodo(Path(given.measure))
        return
    if not given.openfisca:
        parser.error("--openfisca names an interpreter with openfisca-core")
    sizes = given.rows or [1_000_000, 10_000_000]
    verdict({f"{rows:,} applications": compare(given.openfisca, rows, given.runs) for rows in sizes})


if __name__ == "__main__":
    main()
