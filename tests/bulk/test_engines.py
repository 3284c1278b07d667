"""polars, duckdb and Spark over the same tables: the same files to the byte, and each row as by itself."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from attrs import define

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.outcome import Assessment
from kyodo_core.assessment.rounds import Member, settled
from kyodo_core.bulk.engines import Duckdb
from kyodo_core.bulk.installed import InstalledPrograms
from kyodo_core.bulk.leftover import decided
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.run import Job, assess_file
from kyodo_core.errors import DefinitionError, KyodoError
from kyodo_core.registry import Registry, entry_points
from kyodo_core.rules.facts import KNOWN, SUPPLIED, FactDeclaration
from tests.bulk.spark import started
from tests.bulk.tables import KINDS, Offered, Row, asked, row
from tests.bulk.test_agreement import cells_of, plugin_cases
from tests.cli.test_local_rules import PROGRAMS, kyodo_check_application
from tests.grants import program
from tests.mihon import source

OTHERS = ("duckdb", "spark")


@pytest.fixture(scope="module")
def spark() -> Iterator[str]:
    with started() as address:
        yield address


BUDGETS = {
    "ratio": 'rate = "1/2"\nbudget = { yen = 1_000, cut = "pro_rata" }\nrounding = { unit = 10 }',
    "ranked": 'rate = "1/2"\nbudget = { yen = 1_000, cut = "by_rank", partial = true }',
}
REFUSING = """\
rate = "57/100"
excludes = ["other"]
requirements = [
  { fact = "founded", years_before = 3, message = "設立から3年以上が必要です。" },
  { fact = "registered", equals = true, message = "登録が必要です。" },
  { fact = "households", at_least = 50, message = "50世帯以上が必要です。" },
]"""
BY_COST = "{ above = 0, rate = '1/2' }, { above = 100_000, rate = '57/100' }"
RULES: dict[str, tuple[str, dict[str, Sequence[Any]]]] = {
    "by-year": (
        "rate_by_year = ['1/2', '1/3', '57/100']\nlimit_by_year = [30, 20, 10]\nlimit_total = 45\n"
        "max_years = 4\nmax_awards = 1\ndeduct_other_subsidies = true\nonly_named_costs = true\n"
        "costs = [{ category = '会議費', limit = 50 }, { category = '事務費', share = '1/10', limit = 4 }]",
        {
            "cost.会議費": (30, 50, 51),
            "cost.事務費": (3, 6),
            "cost.飲食費": (9,),
            "other_subsidies": (0, 33),
            "year_in_program": (1, 4, 5),
            "received_this_year": (0, 9),
            "received_total": (0, 44),
            "awards_this_year": (0, 1),
        },
    ),
    "part": (
        f"rate_by_cost = {{ applies = 'part', brackets = [{BY_COST}] }}\nlimit_per_year = 50_000\n"
        "raised_limits = [{ fact = 'registered', equals = true, by = 7_000 }]\n"
        "courses = [{ id = 'a', name = '甲', limit = 55_000 }, { id = 'b', name = '乙', limit = 9 }]",
        {
            "cost": (0, 99_999, 100_000, 100_001, 10**12),
            "course": ("a", "b", "c"),
            "registered": (True, False),
            "received_this_year": (0, 1_000),
        },
    ),
    "whole": (
        f"rate_by_cost = {{ applies = 'whole', brackets = [{BY_COST}] }}\n"
        "rounding = { unit = 1_000, direction = 'half_up' }",
        {"cost": (0, 99_999, 100_000, 100_001, 3_000_000_001, 10**12)},
    ),
    "area": (
        "flat = [{ name = '均等割', yen = 9 }]\n"
        "by_bracket = [{ name = '割', fact = 'households', "
        "brackets = [{ up_to = 9, yen = 7 }, { yen = 3 }] }]\n"
        "tiers = [{ name = '段', fact = 'persons', brackets = [{ up_to = 10, yen = 5 }, { yen = 2 }] }]\n"
        "per_unit = [{ name = '数', fact = 'aged', yen = 11, when = { fact = 'days', at_least = 2 } }]\n"
        "exceptions = [{ area = '東', weight = '5/9', reason = 'a' }, "
        "{ area = '北', excluded = true, reason = 'b' }]",
        {
            "area": "東西北",
            "households": (9, 10),
            "persons": (10, 11),
            "aged": (3,),
            "days": (1, 2),
        },
    ),
    "fee": (
        "fixed = { yen = 7, per = 'days' }\n"
        "rounding = { unit = 10, direction = 'up', when = 'before_limits' }",
        {"days": (0, 1, 3, 10**12)},
    ),
}
"""Every kind of rule, with values around its thresholds."""
REI = {
    **{name: program(terms) for name, (terms, _cells) in RULES.items()},
    **{name: program(terms) for name, terms in BUDGETS.items()},
    "refusing": program(REFUSING, head='recipient_kinds = ["community_council", "school"]'),
    "other": program('rate = "1/1"', head='since = "R7"'),
    "silent": program(),
}
"""A made-up city."""
SOUND = {"cost": 3_000_000_001, "founded": dt.date(2000, 4, 1), "registered": True, "households": 50}


@define
class Cities:
    """The installed cities, a city with rules of its own, and the city of the tests."""

    installed: InstalledPrograms
    rei: Offered

    @classmethod
    def made(cls, folder: Path) -> "Cities":
        local = source(folder / "city", PROGRAMS, kyodo_check_application=kyodo_check_application)
        rei = {name: one.having(id=name) for name, one in REI.items()}
        return cls(InstalledPrograms(Registry([*entry_points(), local])), Offered({"rei": rei}))

    def programs(self, city: str) -> Mapping[str, Program]:
        return (self.rei if city == "rei" else self.installed).programs(city)

    def has_local_rules(self, city: str) -> bool:
        return city != "rei" and self.installed.has_local_rules(city)

    def assess(self, application: Application) -> Assessment:
        return (self.rei if application.city == "rei" else self.installed).assess(application)

    def declared(self) -> dict[str, Sequence[FactDeclaration]]:
        return {**self.installed.declared(), **self.rei.declared()}


def of_rules() -> list[Row]:
    """Each rule at its thresholds."""
    return [
        row(name, city="rei", **dict(zip(cells, each, strict=True)))
        for name, (_terms, cells) in RULES.items()
        for each in product(*cells.values())
    ]


def of_installed() -> list[Row]:
    """The worked cases of the installed cities, and programs whose amounts their documents do not state."""
    rows = []
    for city, case in plugin_cases():
        applicant = {"kind": case.get("kind", "community_council"), "name": "申請者"}
        costs = [{"category": head, "amount": yen} for head, yen in case.get("costs", {}).items()]
        application = {"fiscal_year": case["fiscal_year"], "costs": costs} | {
            key: case[key] for key in ("terms",) if key in case
        }
        application["applicant"] = {**applicant, "facts": case.get("facts", {})}
        rows.append(cells_of(application, case["program"], city))
    silent = [(city, one) for city in ("hanamaki", "yamaguchi") for one in INSTALLED.programs(city).values()]
    rows += [row(one.id, "R6", city=city, cost=0) for city, one in silent if not one.terms]
    return rows


INSTALLED = InstalledPrograms(Registry(entry_points()))


def others() -> list[Row]:
    """Requirements, budgets, local rules, years out of force and terms that state nothing."""
    unmet = (
        {},
        {"registered": False},
        {"founded": dt.date(2022, 1, 1), "households": 49},
        {"kind": "business"},
    )
    return [
        *(row("refusing", city="rei", other_programs="", **{**SOUND, **one}) for one in unmet),
        row("refusing", city="rei", other_programs="other、silent", **SOUND),
        *(row("ratio", city="rei", cost=cost) for cost in (2_000, 1_000, 600)),
        *(row("ranked", city="rei", cost=900, rank=rank) for rank in (3, 1, 2)),
        *(row("other", year, city="rei", cost=10**12) for year in ("R6", "令和７年度", "2026")),
        row("silent", city="rei"),
        *(row("grant", cost=cost, resolved=resolved) for cost in (500_000, 1) for resolved in (True, False)),
        row("advice", cost=0, resolved=True),
    ]


SOUND_GRANT = {"cost": 1, "resolved": True}
FAULTY: list[tuple[Row, list[tuple[str, str]]]] = [
    (row("grant", cost=None, resolved=True), [("cost", "the cell is empty; write 0 where it is zero")]),
    (row("grant", cost=-1, resolved=True), [("cost", "a number is not negative")]),
    (
        row("grant", **SOUND_GRANT) | {"resolved": None},
        [("", "the fact resolved (総会の議決) is missing: 総会の議決を要する")],
    ),
    (row("grant", city="miho", **SOUND_GRANT), [("city", "There is no city named miho.")]),
    (
        row("grnt", "昨年度", "shcool", cost=-5, resolved=True),
        [
            ("program", "There is no program named grnt."),
            ("fiscal_year", "this is not a fiscal year"),
            ("kind", "this kind does not exist"),
            ("cost", "a number is not negative"),
        ],
    ),
    (
        row("refusing", city="rei", other_programs="othr", **SOUND | {"households": -3, "founded": None}),
        [
            ("households", "a number is not negative"),
            ("other_programs", "no program has this id"),
            ("founded", "the cell is empty: 設立から3年以上が必要です。"),
        ],
    ),
    (
        row("silent", city="rei", course="a", resolved=True),
        [("resolved", "the program asks for no such fact")],
    ),
    (
        row("", None, None, "rei"),
        [(head, "the cell is empty") for head in ("program", "fiscal_year", "kind")],
    ),
]


def table(rows: Sequence[Row], cities: Cities) -> pl.DataFrame:
    """The rows with every cost, 0 where a row says nothing of it."""
    heads = dict.fromkeys(head for cells in rows for head in cells)
    zeros = {head: 0 if head.startswith("cost") else None for head in heads}
    kinds = {fact.id: KINDS[fact.type] for facts in cities.declared().values() for fact in facts}
    kinds |= {fact.id: KINDS[fact.type] for fact in KNOWN.values() if fact.id not in SUPPLIED}
    schema = {head: pl.Int64() if head.startswith("cost") else kinds.get(head, pl.String()) for head in heads}
    return pl.DataFrame([zeros | cells for cells in rows], schema=schema)


def files(cities: Cities, source: Path, engine: str, address: str = "") -> tuple[Tally, bytes, bytes]:
    """What an engine makes of the table: the totals, the results and the faulty rows as they are written."""
    folder = source.with_name(engine)
    folder.mkdir()
    tally = assess_file(cities, cities.declared, Job(source, folder / "r.csv", "", engine, address))
    told = folder / "r.errors.csv"
    return tally, (folder / "r.csv").read_bytes(), told.read_bytes() if told.exists() else b""


def by_themselves(cities: Cities, rows: Sequence[Row]) -> list[tuple[bool, int | None, str | None]]:
    """What the applications come to when each is assessed by itself, and their rounds are cut."""
    members = []
    for cells in rows:
        application = asked(cells)
        one = cities.programs(application.city)[application.program]
        members.append(Member(one, application, cities.assess(application)))
    outcomes, faults = settled(members)
    assert not faults
    return [(made.eligible, made.amount, made.reason) for made in (decided(1, one) for one in outcomes)]


@pytest.mark.language("en")
def test_one_table_of_several_cities(spark: str, tmp_path: Path) -> None:
    cities = Cities.made(tmp_path)
    sound = [*of_rules(), *of_installed(), *others()]
    rows = [*sound[:5], *(cells for cells, _told in FAULTY), *sound[5:]]
    given = table(rows, cities)
    given.write_parquet(tmp_path / "a.parquet")

    tally, results, errors = files(cities, tmp_path / "a.parquet", "polars")

    for engine in OTHERS:
        also = files(cities, tmp_path / "a.parquet", engine, spark)
        assert (also[0].totals, also[1:]) == (tally.totals, (results, errors)), engine
    first = 6
    order = [*given.columns, ""]
    told = [
        (number, *one)
        for number, (_cells, wrong) in enumerate(FAULTY, first)
        for one in sorted(wrong, key=lambda one: order.index(one[0]))
    ]
    wrong = list(csv.reader(errors.decode("utf-8-sig").splitlines()))[1:]
    assert [(int(number), column, message) for number, column, _value, message, _hint in wrong] == told
    found = pl.read_csv(results).select("row", "eligible", "amount", "reason").rows()
    faulty = range(first, first + len(FAULTY))
    assert [number for number, *_more in found] == [
        number for number in range(1, len(rows) + 1) if number not in faulty
    ]
    alone = by_themselves(cities, sound)
    assert [(eligible, amount) for _row, eligible, amount, _reason in found] == [one[:2] for one in alone]
    assert [
        (cells["program"], reason if cells["program"] not in BUDGETS else None)  # a cut is a note there
        for cells, (*_result, reason) in zip(sound, found, strict=True)
    ] == [(cells["program"], reason) for cells, (*_result, reason) in zip(sound, alone, strict=True)]
    assert max(amount or 0 for _row, _eligible, amount, _reason in found) > 10**9


HEADS = (
    *("cost.会場費", "経費・印刷 費", "cost.`x`", 'cost."q"', "経費.旅費（交通費）", "cost.it's", "経費.50%"),
    *("cost.a", "cost.A", "cost.a,b;c{d}(e)=f", "cost.改\n行", "cost.column_1"),
)


@pytest.mark.parametrize("engine", ["polars", "duckdb", "spark"])
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_headings_of_any_kind(suffix: str, engine: str, spark: str, tmp_path: Path) -> None:
    """Dots, quotes, brackets and blanks stay as they are, and headings may differ by case alone."""
    offered = Offered.of(program('rate = "1/2"'))
    heads = [head for head in HEADS if suffix == ".parquet" or head not in ("cost.A", "cost.改\n行")]
    costs = {head: [2 * 10**place, -1] for place, head in enumerate(heads)}
    rows = pl.DataFrame({"city": "mihon", "program": "grant", "fiscal_year": "R6", "kind": "school", **costs})
    source, output = tmp_path / f"a{suffix}", tmp_path / "r.parquet"
    rows.write_csv(source) if suffix == ".csv" else rows.write_parquet(source)

    tally = assess_file(offered, offered.declared, Job(source, output, "", engine, spark))

    found = pl.read_parquet(output)
    assert found.columns == ["row", *rows.columns, "eligible", "amount", "reason"]
    assert found.select(rows.columns).rows() == rows.head(1).rows()
    assert found["amount"].to_list() == [sum(10**place for place in range(len(heads)))]
    assert [(one.column, one.message) for one in tally.wrong] == [
        (head, "a number is not negative") for head in heads
    ]


@pytest.mark.parametrize("engine", OTHERS)
def test_file_that_an_engine_finds_damaged_is_told(engine: str, spark: str, tmp_path: Path) -> None:
    offered = Offered.of(program('rate = "1/2"'))
    source, output = tmp_path / "a.parquet", tmp_path / "r.csv"
    pl.DataFrame([row(cost=number) for number in range(5_000)]).write_parquet(
        source, compression="uncompressed"
    )
    data = source.read_bytes()
    source.write_bytes(data[:100] + b"\xff" * (len(data) - 4_100) + data[-4_000:])

    with pytest.raises(DefinitionError) as caught:
        assess_file(offered, offered.declared, Job(source, output, "", engine, spark))

    (fault,) = caught.value.faults
    assert (fault.place, fault.message) == (str(source), "this is not a Parquet file that can be read")
    assert list(tmp_path.iterdir()) == [source]


class Failing(Duckdb):
    """duckdb that gives up."""

    def scan(self, path: Path) -> Any:
        raise self.errors[0]("no memory\n  trace of the engine")


def test_what_an_engine_raises_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = Offered.of(program('rate = "1/2"'))
    source = tmp_path / "a.parquet"
    pl.DataFrame([row(cost=1)]).write_parquet(source)
    monkeypatch.setattr("kyodo_core.bulk.engines.Duckdb", Failing)

    with pytest.raises(KyodoError) as caught:
        assess_file(offered, offered.declared, Job(source, tmp_path / "r.csv", engine="duckdb"))

    assert (caught.value.message, caught.value.hint) == (
        f"duckdb could not work through {source}",
        "no memory",
    )
    assert list(tmp_path.iterdir()) == [source]
