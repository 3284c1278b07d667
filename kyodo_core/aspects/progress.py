"""推進状況: how many items of a plan have come how far, as one table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from attrs import field

from kyodo_core.aspects.base import Aspect, Cell, Problem, RowKey, State, item_of
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import ItemStatus
from kyodo_core.domain.labels import Label, says
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import FiscalYear, Period
from kyodo_core.errors import Example, Suggestion
from kyodo_core.messages import _


@value
class Status(Value):
    id: ItemStatus = field(metadata=says("核となる状況", "Core status"))
    name: str = field(metadata=says("文書の名称", "Name in the document"))


@value
class ProgressRow(Value):
    """Items of one policy (or of all) by status; `shares` as the document prints them (37.5%)."""

    id: str = field(metadata=says("ID", "Id"))
    number: Text = field(default=NOT_STATED, metadata=says("番号", "Number in the document"))
    name: str = field(metadata=says("推進方針", "Policy"))
    total: int = field(metadata=says("項目数", "Number of items"))
    counts: dict[ItemStatus, int] = field(metadata=says("状況別の項目数", "Items by status"))
    shares: dict[ItemStatus, str] = field(factory=dict, metadata=says("割合", "Printed shares"))


@value
class Progress(Fact):
    as_of: FiscalYear = field(metadata=says("時点", "As of this fiscal year"))
    begun: FiscalYear | NotStated = field(
        default=NOT_STATED, metadata=says("取り組みの開始", "Fiscal year in which the items began")
    )
    statuses: tuple[Status, ...] = field(metadata=says("状況の区分", "Statuses, in the document's order"))
    rows: tuple[ProgressRow, ...] = field(metadata=says("推進方針別", "Rows by policy"))
    total: ProgressRow = field(metadata=says("全体計", "Total as the document prints it"))

    def span(self) -> Period:
        return Period(self.as_of, NOT_STATED)


def share(count: int, total: int, printed: str) -> str:
    """The share of `count` in `total`, rounded half up, with the decimals and the sign of `printed`."""
    figure = printed.rstrip("%％ ")
    sign = printed[len(figure) :]
    decimals = len(figure.partition(".")[2])
    exact = Decimal(count * 100) / Decimal(total)
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)}{sign}"


@value
class ProgressAspect(Aspect):
    def rows(self, cities: Mapping[str, Holdings]) -> Sequence[RowKey]:
        return [
            RowKey("total", Label("項目数", "Items")),
            *(RowKey(status.value, status.label) for status in ItemStatus),
        ]

    def cell(self, row: RowKey, held: Holdings) -> Cell:
        for fact in held[self.id]:
            if isinstance(fact, Progress):
                names = {status.id.value: status.name for status in fact.statuses} | {"total": "項目数"}
                if row.id not in names:
                    return Cell()
                count = fact.total.total if row.id == "total" else fact.total.counts[ItemStatus.of(row.id)]
                shown = fact.total.shares.get(ItemStatus.of(row.id), "") if row.id != "total" else ""
                text = f"{count}項目{f'（{shown}）' if shown else ''}"
                return Cell(State.DEFINED, (item_of(fact, names[row.id], text),), fact.cite)
        return Cell()

    def headline(self, facts: Sequence[Fact]) -> str:
        said = []
        for fact in facts:
            if isinstance(fact, Progress):
                counts = "、".join(f"{s.name}{fact.total.counts[s.id]}" for s in fact.statuses)
                said.append(f"{fact.total.total}項目（{fact.as_of}）：{counts}")
        return "".join(said)

    def check(self, facts: Sequence[tuple[int, Fact]], others: Holdings) -> Iterator[Problem]:
        for _index, fact in facts:
            if isinstance(fact, Progress):
                yield from (problem.having(rule="totals") for problem in _check_table(fact, self.table))


def _check_table(table: Progress, key: str) -> Iterator[Problem]:
    for place, row in enumerate(table.rows):
        yield from _check_row(row, (key, "rows", place), table)
    yield from _check_row(table.total, (key, "total"), table)
    yield from _check_total(table, (key, "total"))


def _check_row(row: ProgressRow, path: tuple[str | int, ...], table: Progress) -> Iterator[Problem]:
    declared = {status.id for status in table.statuses}
    listed = Suggestion((), {str(status): "" for status in sorted(declared)})
    message = _("the row and the declared statuses differ")
    for status in sorted(declared ^ set(row.counts)):
        yield Problem((*path, "counts"), message, str(status), listed)
    for status in sorted(set(row.shares) - declared):
        yield Problem((*path, "shares", status.value), message, str(status), listed)
    if sum(row.counts.values()) != row.total:
        message = _("the counts do not add up to the total")
        yield Problem((*path, "total"), message, row.total, _sum(row.counts.values()), error=False)
    for status, printed in row.shares.items():
        if status in row.counts and row.total and share(row.counts[status], row.total, printed) != printed:
            right = share(row.counts[status], row.total, printed)
            message = _("the printed share differs from the counts")
            right = Example(f'"{right}"')
            yield Problem((*path, "shares", status.value), message, printed, right, error=False)


def _check_total(table: Progress, path: tuple[str | int, ...]) -> Iterator[Problem]:
    message = _("the rows do not add up to the printed total")
    added = _sum(row.total for row in table.rows)
    if added != str(table.total.total):
        yield Problem((*path, "total"), message, table.total.total, added, error=False)
    for status, printed in table.total.counts.items():
        added = _sum(row.counts.get(status, 0) for row in table.rows)
        if added != str(printed):
            yield Problem((*path, "counts", status.value), message, printed, added, error=False)


def _sum(counts: Iterable[int]) -> Example:
    return Example(str(sum(counts)))


ASPECT = ProgressAspect(
    id="progress",
    table="progress",
    fact=Progress,
    single=True,
    gaps_by_row=False,
)
