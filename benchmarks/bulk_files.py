"""Ten million applications from Parquet to Parquet, against a copy and against a join written by hand.

    bulk_files.py [--rows N] [--runs N] [--engine NAME]... [--only copy|cities]

copy: `kyodo assess --bulk` of one city's program, the whole command, against polars copying what it wrote.
cities: 1,741 cities that each have figures of their own, against duckdb joining a table of those figures and
keeping the order of the rows, as ours do; once for each engine. Ours begins before the cities' programs are
read; finding so many plugins, which any command does, is left out.

Every run is a process of its own; what was written is compared row by row.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
from applications import CITIES, CONDITIONS, UNIT, YEAR, Grant, slug, write_applications
from measuring import Run, figures, in_turn, ratio, verdict

KYODO = [sys.executable, "-c", "from kyodo_core.cli.main import main; main()"]
COPY = "import sys, polars; polars.scan_parquet(sys.argv[1]).sink_parquet(sys.argv[2])"
LIMITS = {"copy": 1.5, "cities": 2.0}
DOCUMENT = '[[document]]\nid = "rules"\ntitle = "交付要綱"\nshort = "要綱"\nissuer = "市"\n\n'
JOIN = """
COPY (
    SELECT a.*, (registered AND plan_adopted AND members >= members_at_least) AS eligible,
        CASE WHEN (registered AND plan_adopted AND members >= members_at_least) THEN least(
            cost * numerator,
            greatest(limit_per_year - received_this_year, 0) * denominator,
            greatest(limit_total - received_total, 0) * denominator
        ) // (denominator * 1000) * 1000 ELSE 0 END AS amount,
        CASE WHEN NOT (registered AND plan_adopted AND members >= members_at_least) THEN concat_ws(' ',
            CASE WHEN NOT registered THEN say_registered END,
            CASE WHEN NOT plan_adopted THEN say_plan_adopted END,
            CASE WHEN members < members_at_least THEN say_members END
        ) END AS reason
    FROM (
        SELECT file_row_number + 1 AS row, * EXCLUDE (file_row_number)
        FROM read_parquet('{folder}/in.parquet', file_row_number = true)
    ) a JOIN '{folder}/figures.parquet' USING (city, program, fiscal_year)
) TO '{folder}/join.parquet' (FORMAT parquet, COMPRESSION zstd, PRESERVE_ORDER true)
"""


def copy(folder: Path, rows: int, runs: int) -> dict[str, float]:
    """The ratio of a command, for a program that a deployment adds to a city, to copying what it wrote."""
    from kyodo_core.app import App

    city = App().registry.slugs[0]
    (folder / "kyodo.toml").write_text("", encoding="utf-8")
    (folder / f"{city}.toml").write_text(DOCUMENT + Grant().toml(), encoding="utf-8")
    write_applications(folder / "in.parquet", rows, [city])
    paths = {name: str(folder / f"{name}.parquet") for name in ("in", "kyodo", "copy")}
    commands = {
        "kyodo assess --bulk": [*KYODO, "assess", "--bulk", paths["in"], "--output", paths["kyodo"]],
        "copy": [sys.executable, "-c", COPY, paths["kyodo"], paths["copy"]],
    }
    found = in_turn(commands, runs, {"KYODO_CONFIG": str(folder)})
    _by_hand(folder / "in.parquet").sink_parquet(folder / "by hand.parquet")
    _same(folder / "kyodo.parquet", folder / "by hand.parquet")
    _same(folder / "kyodo.parquet", folder / "copy.parquet")
    print(f"{rows:,} applications of one city; what is written is right, row by row")
    return {"copy": _told(found)}


def _by_hand(path: Path) -> pl.LazyFrame:
    """The results as a polars query written for this one rule."""
    grant = Grant()
    met = pl.col("registered") & pl.col("plan_adopted") & (pl.col("members") >= grant.members)
    top, bottom = grant.rate.as_integer_ratio()
    this_year = pl.max_horizontal(grant.limit_per_year - pl.col("received_this_year"), 0)
    in_total = pl.max_horizontal(grant.limit_total - pl.col("received_total"), 0)
    granted = pl.min_horizontal(pl.col("cost") * top // bottom, this_year, in_total) // UNIT * UNIT
    failed = (~pl.col("registered"), ~pl.col("plan_adopted"), pl.col("members") < grant.members)
    said = [pl.when(one).then(pl.lit(text)) for one, text in zip(failed, CONDITIONS.values(), strict=True)]
    reason = pl.when(~met).then(pl.concat_str(said, separator=" ", ignore_nulls=True))
    amount = pl.when(met).then(granted).otherwise(0)
    return pl.scan_parquet(path).select(eligible=met, amount=amount, reason=reason)


def cities(folder: Path, rows: int, runs: int, engines: Sequence[str]) -> dict[str, float]:
    """The ratio of each engine to the join."""
    write_applications(folder / "in.parquet", rows, [slug(city) for city in range(CITIES)])
    _write_figures(folder)
    by_us = {f"kyodo --engine {engine}": _measured(engine, folder) for engine in engines}
    found = in_turn({**by_us, "join by hand": _measured("join", folder)}, runs)
    for engine in engines:
        _same(folder / f"{engine}.parquet", folder / "join.parquet")
    print(f"{rows:,} applications of {CITIES:,} cities; what is written is the same, row by row")
    peer = {"join by hand": found.pop("join by hand")}
    return {f"cities, {name}": _told({name: mine} | peer) for name, mine in found.items()}


def _measured(way: str, folder: Path) -> list[str]:
    return [sys.executable, __file__, "--run", way, str(folder)]


def _write_figures(folder: Path) -> None:
    """The cities' figures, as their TOML and as a table; nothing else of it differs between them."""
    grants = {slug(city): Grant.of(city) for city in range(CITIES)}
    for name, grant in grants.items():
        (folder / f"{name}.toml").write_text(grant.toml(), encoding="utf-8")
    table = [
        {
            "city": name,
            "program": "grant",
            "fiscal_year": YEAR,
            "numerator": grant.rate.numerator,
            "denominator": grant.rate.denominator,
            "limit_per_year": grant.limit_per_year,
            "limit_total": grant.limit_total,
            "members_at_least": grant.members,
            **{f"say_{fact}": message for fact, message in CONDITIONS.items()},
        }
        for name, grant in grants.items()
    ]
    pl.DataFrame(table).write_parquet(folder / "figures.parquet")


def run(way: str, folder: Path) -> None:
    """In a process of its own: the join, or an engine of kyodo."""
    if way == "join":
        import duckdb

        duckdb.execute(JOIN.format(folder=str(folder).replace("'", "''")))
        return
    from standing_in import StandIn

    from kyodo_core.bulk.run import Job, assess_file

    programs = StandIn({path.stem: path for path in folder.glob("*.toml")})
    job = Job(folder / "in.parquet", folder / f"{way}.parquet", engine=way)
    assert not assess_file(programs, programs.declared, job).wrong


def _same(one: Path, other: Path) -> None:
    """Do both files have the same values in the other's columns? The width of an integer is no matter."""
    for name in pl.scan_parquet(other).collect_schema():
        mine, yours = (pl.read_parquet(path, columns=[name])[name] for path in (one, other))
        if not mine.equals(yours.cast(mine.dtype)):
            raise SystemExit(f"{one.name} and {other.name} differ in the column {name}")


def _told(found: Mapping[str, Sequence[Run]]) -> float:
    """Print the figures of ours and of its peer; returns the ratio."""
    seconds = {name: [one.seconds for one in runs] for name, runs in found.items()}
    for name, runs in found.items():
        print(figures(name, seconds[name], runs))
    ours, peer = seconds.values()
    return ratio(ours, peer)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=10_000_000, help="how many applications")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--engine", action="append", help="an engine for the cities; both if none is named")
    parser.add_argument("--only", choices=LIMITS, help="one of the two measurements")
    parser.add_argument("--run", nargs=2, metavar=("WAY", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        run(given.run[0], Path(given.run[1]))
        return
    engines = given.engine or ["polars", "duckdb"]
    found: dict[str, float] = {}
    for what in [given.only] if given.only else list(LIMITS):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            if what == "copy":
                found |= copy(folder, given.rows, given.runs)
            else:
                found |= cities(folder, given.rows, given.runs, engines)
    verdict({name: (one, LIMITS[name.partition(",")[0]]) for name, one in found.items()})


if __name__ == "__main__":
    main()
