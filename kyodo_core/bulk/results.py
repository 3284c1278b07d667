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

    wrong: list[Wrong] = field(factory=list)
    _sums: dict[tuple[str, str, int], list[int]] = field(factory=dict)

    @property
    def totals(self) -> dict[tuple[str, str, int], Total]:
        return {key: Total(*figures) for key, figures in self._sums.items()}

    def add(self, key: tuple[str, str, int], rows: int, eligible: int, amount: int, silent: int = 0) -> None:
        """Add to a total what a batch, or a correction, comes to; a batch may have thousands of them."""
        sums = self._sums.setdefault(key, [0, 0, 0, 0])
        sums[0] += rows
        sums[1] += eligible
        sums[2] += amount
        sums[3] += silent

    def tell(self, wrong: Iterable[Wrong]) -> None:
        self.wrong.extend(wrong)

    @property
    def faulty_rows(self) -> int:
        return len({one.row for one in self.wrong})
