"""The amounts of a million and of ten million applications under one rule, against OpenFisca.

    bulk_openfisca.py --openfisca PYTHON [--rows N]... [--runs N]

PYTHON is an interpreter with openfisca-core. Both begin with the same columns in memory and end with the
amounts in memory: the rule is read and prepared, every cell is checked by kyodo, the population is built by
OpenFisca. Each run is a process of its own; what it takes in all, with imports and the reading of its files,
is printed beside, and what kyodo takes when it says the reasons of all refusals too. The amounts of both are
compared, row by row.
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


def kyodo(folder: Path, reasons: bool) -> None:
    import polars as pl
    from applications import slug
    from standing_in import StandIn

    from kyodo_core.bulk.frames import assess_frame
    from kyodo_core.messages import _

    _("Amount")  # every command has read its language's messages by then
    rows = pl.read_parquet(folder / "in.parquet").rechunk()
    begun = time.perf_counter()
    programs = StandIn({slug(0): folder / "program.toml"})
    found, tally = assess_frame(programs, programs.declared, rows, reasons)
    seconds = time.perf_counter() - begun
    assert not tally.wrong, tally.wrong[:3]
    assert found["reason"].null_count() == rows.height - (found["eligible"].not_().sum() if reasons else 0)
    _to_file(found["amount"].to_list(), folder / "kyodo.amounts")
    print(json.dumps({"seconds": seconds}))


def compare(openfisca: str, rows: int, runs: int) -> tuple[float, float]:
    """The ratio of the two, and its limit."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_columns(folder, rows)
        commands = {
            "kyodo": [sys.executable, __file__, "--measure", temporary],
            "kyodo, with reasons": [sys.executable, __file__, "--measure", temporary, "--reasons"],
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
    parser.add_argument("--reasons", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        kyodo(Path(given.measure), given.reasons)
        return
    if not given.openfisca:
        parser.error("--openfisca names an interpreter with openfisca-core")
    sizes = given.rows or [1_000_000, 10_000_000]
    verdict({f"{rows:,} applications": compare(given.openfisca, rows, given.runs) for rows in sizes})


if __name__ == "__main__":
    main()
