"""What a run over many applications comes to: totals, and what is wrong with which row."""

from collections.abc import Iterable

from attrs import define, field

from kyodo_core.bulk.leftover import Wrong
from kyodo_core.domain.values import Value, record


@record
class Total(Value):
    """The rows of one program and fiscal year: how many, how many eligible, and their yen together.

    `silent` are the eligible rows for which the document states no amount.
    """

    rows: int = 0
    eligible: int = 0
    amount: int = 0
    silent: int = 0

    def plus(self, other: "Total") -> "Total":
        return Total(
            self.rows + other.rows,
            self.eligible + other.eligible,
            self.amount + other.amount,
            self.silent + other.silent,
        )


@define
class Tally:
    """Totals by city, program and fiscal year, and the faulty rows; filled by engines as they go."""

    totals: dict[tuple[str, str, int], Total] = field(factory=dict)
    wrong: list[Wrong] = field(factory=list)

    def add(self, key: tuple[str, str, int], total: Total) -> None:
        self.totals[key] = self.totals.get(key, Total()).plus(total)

    def tell(self, wrong: Iterable[Wrong]) -> None:
        self.wrong.extend(wrong)

    @property
    def faulty_rows(self) -> int:
        return len({one.row for one in self.wrong})
