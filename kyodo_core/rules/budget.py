"""予算の範囲内: when the amounts of a round come to more than the budget, a declared rule cuts them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import field

from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NotStated
from kyodo_core.domain.values import Value, value
from kyodo_core.messages import _, language
from kyodo_core.rules.case import yen
from kyodo_core.rules.facts import RANK
from kyodo_core.rules.rounding import Rounding


class CutRule(Kind):
    """How a round that passes the budget is cut."""

    PRO_RATA = "pro_rata", "按分して減額", "Pro rata"
    BY_RANK = "by_rank", "順位の高いものから交付", "By rank, the highest first"


@value
class Budget(Value):
    """A budget for the applications of one round: those under the same terms in one fiscal year."""

    yen: int = field(metadata=says("予算額", "Budget", "yen"))
    cut: CutRule = field(metadata=says("減額の方法", "How a round that passes it is cut"))
    partial: bool = field(
        default=False,
        metadata=says("残額での一部交付", "By rank: is the first that does not fit granted what is left?"),
    )

    def needs(self) -> Iterator[tuple[str, str]]:
        if self.cut is CutRule.BY_RANK:
            yield RANK, _("the budget goes by rank")

    def passed(self, amounts: Sequence[int]) -> bool:
        """Do the amounts come to more than the budget?"""
        return sum(amounts) > self.yen

    def granted(
        self, amounts: Sequence[int], ranks: Sequence[int], rounding: Rounding | NotStated
    ) -> list[int]:
        """What of the amounts is granted, in whole yen or in the unit of the terms' rounding, down.

        `ranks` has the rank of each applicant, no two of them the same; it is not asked pro rata.
        """
        if not self.passed(amounts):
            return list(amounts)
        unit = rounding.unit if rounding else 1
        if self.cut is CutRule.PRO_RATA:
            total = sum(amounts)
            return [amount * self.yen // total // unit * unit for amount in amounts]
        granted, left = [0] * len(amounts), self.yen
        for place in sorted(range(len(amounts)), key=lambda place: ranks[place]):
            whole = amounts[place] <= left
            granted[place] = amounts[place] if whole else left // unit * unit * self.partial
            left -= granted[place]
            if not whole:
                break
        return granted

    def words(self, amounts: Sequence[int]) -> str:
        """What the round comes to, and what becomes of it."""
        total, count = yen(sum(amounts)), len(amounts)
        if not self.passed(amounts):
            message = _("Within the budget of {budget}: {count} application(s) come to {total}.")
            return message.format(budget=yen(self.yen), count=count, total=total)
        message = _("{count} application(s) come to {total}, more than the budget of {budget}: {cut}.")
        cut = self.cut.label.text(language())
        return message.format(budget=yen(self.yen), count=count, total=total, cut=cut)


def tied(ranks: Sequence[int]) -> set[int]:
    """Ranks that several applicants have: between them, no one can say who comes first."""
    return {rank for rank, count in Counter(ranks).items() if count > 1}
