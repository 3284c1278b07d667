"""Files of applications for the tests, the programs that they ask, and what a run makes of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from attrs import define, field

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Applicant, Application, CostLine
from kyodo_core.assessment.assess import assess
from kyodo_core.assessment.outcome import Assessment
from kyodo_core.bulk.batches import Batches
from kyodo_core.bulk.heads import plain_cost, recognised
from kyodo_core.bulk.leftover import decided
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.rulebook import Rulebook
from kyodo_core.bulk.run import Job, assess_file
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import UnknownNameError
from kyodo_core.rules.case import FactValue
from kyodo_core.rules.facts import KNOWN, FactDeclaration, FactType

HELD = {pl.Int64(): "number", pl.Boolean(): "truth", pl.String(): "text", pl.Date(): "date"}

Row = dict[str, Any]
Result = tuple[bool, int | None, str | None]
"""Eligible, the yen (None where the document states no amount), and why nothing is granted."""

KINDS: dict[FactType, pl.DataType] = {
    FactType.NUMBER: pl.Int64(),
    FactType.TRUTH: pl.Boolean(),
    FactType.TEXT: pl.String(),
    FactType.DATE: pl.Date(),
    FactType.NAMES: pl.String(),
}


@define
class Offered:
    """Cities with their programs, as a run looks them up; keeps the applications assessed singly.

    `said` is what the programs were made of, for who has to find out why they fail.
    """

    cities: Mapping[str, Mapping[str, Program]]
    local: frozenset[str] = frozenset()
    singly: list[Application] = field(factory=list)
    said: str = ""

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """What hypothesis shows of programs that fail."""
        printer.text(self.said or str(self.cities))

    @classmethod
    def of(cls, *programs: Program, city: str = "mihon") -> "Offered":
        """One city with these programs."""
        return cls({city: {program.id: program for program in programs}})

    def programs(self, city: str) -> Mapping[str, Program]:
        if city not in self.cities:
            raise UnknownNameError.among("city", city, self.cities)
        return self.cities[city]

    def has_local_rules(self, city: str) -> bool:
        return city in self.local

    def assess(self, application: Application) -> Assessment:
        self.singly.append(application)
        return assess(self.cities[application.city][application.program], application)

    def declared(self) -> dict[str, Sequence[FactDeclaration]]:
        return {
            f"{city} {program.id}": program.facts
            for city, programs in self.cities.items()
            for program in programs.values()
        }


def row(
    program: str = "grant",
    year: str | int = "令和6年度",
    kind: str | None = "community_council",
    city: str = "mihon",
    **more: Any,
) -> Row:
    """A row of a file; `more` has its other columns, costs by category as `cost_会議費`."""
    cells = {"city": city, "program": program, "fiscal_year": year, "kind": kind}
    return cells | {_head(name): value for name, value in more.items()}


def _head(name: str) -> str:
    return f"cost.{name.removeprefix('cost_')}" if name.startswith("cost_") else name


def frame(rows: Sequence[Row], offered: Offered) -> pl.DataFrame:
    """The rows as columns, each of the type of what it holds."""
    kinds = {fact.id: KINDS[fact.type] for facts in offered.declared().values() for fact in facts}
    kinds |= {fact.id: KINDS[fact.type] for fact in KNOWN.values()}
    heads = list(dict.fromkeys(head for one in rows for head in one))
    kinds["fiscal_year"] = pl.Int64() if isinstance(rows[0]["fiscal_year"], int) else pl.String()
    schema = {head: pl.Int64() if head.startswith("cost") else kinds.get(head, pl.String()) for head in heads}
    return pl.DataFrame([[one.get(head) for head in heads] for one in rows], schema=schema, orient="row")


@define
class Run:
    """What became of a file: the results by row number, the tally, and the applications assessed singly."""

    results: dict[int, Result]
    tally: Tally
    singly: list[Application]

    @property
    def wrong(self) -> list[tuple[int, str, str, str]]:
        """Row, column, value and message of all that is wrong."""
        return [(one.row, one.column, one.value, one.message) for one in self.tally.wrong]


def run(
    offered: Offered,
    rows: Sequence[Row] | pl.DataFrame,
    folder: Path,
    engine: str = "polars",
    groups: int | None = None,
) -> Run:
    """Assess the rows, handed over as Parquet, with so many rows to a group of them."""
    given = rows if isinstance(rows, pl.DataFrame) else frame(rows, offered)
    source, output = folder / "applications.parquet", folder / "results.parquet"
    given.write_parquet(source, row_group_size=groups)
    offered.singly.clear()
    tally = assess_file(offered, offered.declared, Job(source, output, engine=engine))
    found = pl.read_parquet(output).select("row", "eligible", "amount", "reason").rows()
    assert [number for number, *_result in found] == sorted(number for number, *_result in found)
    tally.wrong.sort(key=lambda one: one.row)
    return Run({number: tuple(result) for number, *result in found}, tally, list(offered.singly))


def batches(offered: Offered, rows: Sequence[Row], sizes: Sequence[int] = ()) -> Run:
    """The rows through the default engine, in batches of these sizes; all in one where none are said."""
    given = frame(rows, offered).with_row_index("row", offset=1)
    heads, faults = recognised(given.columns[1:], offered.declared())
    assert faults == []
    tally = Tally()
    offered.singly.clear()
    held = {head: HELD[kind] for head, kind in given.schema.items() if head != "row"}
    engine = Batches(Rulebook(offered, heads, held), tally)
    found: list[tuple[Any, ...]] = []
    for size in sizes or (len(rows),):
        found += engine.apply(given.head(size)).select("row", "eligible", "amount", "reason").rows()
        given = given.slice(size)
    return Run({number: tuple(result) for number, *result in found}, tally, list(offered.singly))


def single(offered: Offered, cells: Row) -> Result:
    """What a row comes to when its application is assessed by itself.

    Raises:
        UnfitApplicationError: it cannot be assessed as it stands.
    """
    application = asked(cells)
    program = offered.cities[application.city][application.program]
    made = decided(1, assess(program, application))
    return made.eligible, made.amount, made.reason


def asked(cells: Row) -> Application:
    """The application that a row states; what is None is not stated."""
    stated = {head: value for head, value in cells.items() if value is not None}
    facts: dict[str, FactValue] = {}
    costs: list[CostLine] = []
    for head, value in stated.items():
        if head == "cost" or head.startswith("cost."):
            costs.append(CostLine(category=head.partition(".")[2] or plain_cost(), amount=value))
        elif head == "other_programs" or head == "members":
            facts[head] = tuple(name for name in value.split("、") if name)
        elif head not in ("city", "program", "fiscal_year", "terms", "kind", "name"):
            facts[head] = value
    return Application(
        city=stated["city"],
        program=stated["program"],
        fiscal_year=FiscalYear.parse(str(stated["fiscal_year"])),
        terms=stated.get("terms") or NOT_STATED,
        applicant=Applicant(
            kind=ActorKind.of(stated["kind"]), name=stated.get("name", "申請者"), facts=facts
        ),
        costs=tuple(costs),
    )
