"""算定の要素: what an allocation is made of; flat, by unit, by bracket, in tiers, or a share of a pool.

Every component yields an exact amount for each area; it is rounded by its own rule, and a pool that is
shared out never pays more than the pool.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import field

from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.values import Value, record, value
from kyodo_core.messages import _
from kyodo_core.rules.case import FactValue, yen
from kyodo_core.rules.columns import Column, ColumnCase, Ratio, constant
from kyodo_core.rules.requirement import Condition
from kyodo_core.rules.rounding import Rounding


@record
class Area(Value):
    """An area with its figures on the reference date; `weight` is how far it counts in equal shares.

    It counts by its weight in the components that `weighs_in` names, in all equal ones where it names none.
    """

    name: str
    facts: Mapping[str, FactValue]
    weight: Fraction = Fraction(1)
    labels: Mapping[str, str] = field(factory=dict)
    weighs_in: tuple[str, ...] = ()

    def counts(self, component: str) -> Fraction:
        """How far the area counts in a component of this name."""
        return self.weight if not self.weighs_in or component in self.weighs_in else Fraction(1)

    def label(self, fact: str) -> str:
        """What a figure is called; its id where nothing else is known."""
        return self.labels.get(fact, fact)

    def figure(self, fact: str) -> int:
        """A figure of the area; its presence and type were checked before."""
        found = self.facts[fact]
        assert isinstance(found, int)
        return found


class Remainder(Kind):
    """端数の残額: what becomes of the part of a pool that rounding leaves over."""

    KEPT = "kept", "交付しない", "Not paid out"
    FIRST = "first", "最初の地域に加える", "Added to the first area"
    LARGEST = "largest", "端数の大きい地域から順に加える", "Unit by unit to the largest fractions"


@value
class Component(Value):
    """What all components have; `when` makes it an addition under a condition."""

    name: str = field(metadata=says("名称", "Name"))
    when: Condition | NotStated = field(
        default=NOT_STATED, metadata=says("加算の条件", "Only where this holds")
    )
    rounding: Rounding = field(factory=Rounding, metadata=says("端数処理", "Rounding"))

    def needs(self) -> Iterator[tuple[str, str]]:
        if self.when:
            yield self.when.fact, _("{name} is added under a condition").format(name=self.name)

    def applies(self, area: Area) -> bool:
        return not self.when or self.when.holds(area.facts)

    def amounts(self, areas: Sequence[Area]) -> list[int]:
        """The rounded yen of each area."""
        return [self.rounding.rounded(self.exact(area)) if self.applies(area) else 0 for area in areas]

    def exact(self, area: Area) -> Fraction:
        """The amount of one area, before rounding."""
        raise KeyError(self.name)

    def columns(self, case: ColumnCase, weight: Ratio) -> Column:
        """The rounded yen of all areas, which count for their weight."""
        rounded = self.rounding.rounded_columns(self.exact_columns(case, weight), case)
        return self.when.holds_columns(case).where(rounded, 0) if self.when else rounded

    def exact_columns(self, case: ColumnCase, weight: Ratio) -> Ratio:
        """The amounts before rounding."""
        raise KeyError(self.name)

    def formula(self, area: Area) -> str:
        """How the amount of one area is made."""
        raise KeyError(self.name)


@value
class Flat(Component):
    """均等割・定額: the same yen for every area, by its weight."""

    yen: int = field(metadata=says("額", "Amount", "yen"))

    def exact(self, area: Area) -> Fraction:
        return self.yen * area.counts(self.name)

    def exact_columns(self, case: ColumnCase, weight: Ratio) -> Ratio:
        return weight.times(case.whole(case.parameter(self.yen)))

    def formula(self, area: Area) -> str:
        counts = area.counts(self.name)
        return yen(self.yen) + (f" × {counts}" if counts != 1 else "")


@value
class PerUnit(Component):
    """単価割: a unit price times a figure (households, persons, metres, lamps)."""

    fact: str = field(metadata=says("数量", "Figure"))
    yen: int = field(metadata=says("単価", "Unit price", "yen"))

    def needs(self) -> Iterator[tuple[str, str]]:
        yield from Component.needs(self)
        yield self.fact, _("{name} goes by this figure").format(name=self.name)

    def exact(self, area: Area) -> Fraction:
        return Fraction(self.yen * area.figure(self.fact))

    def exact_columns(self, case: ColumnCase, weight: Ratio) -> Ratio:
        return case.whole(case.fact(self.fact) * case.parameter(self.yen))

    def formula(self, area: Area) -> str:
        return f"{yen(self.yen)} × {area.figure(self.fact):,}"


@value
class Bracket(Value):
    """A bracket of a figure; the last one has no upper end."""

    up_to: int | NotStated = field(default=NOT_STATED, metadata=says("この数まで", "Up to and with"))
    yen: int = field(metadata=says("額・単価", "Amount or unit price", "yen"))


@value
class ByBracket(Component):
    """段階別定額: a flat amount by the bracket that a figure falls in."""

    fact: str = field(metadata=says("数量", "Figure"))
    brackets: tuple[Bracket, ...] = field(metadata=says("区分", "Brackets"))

    def needs(self) -> Iterator[tuple[str, str]]:
        yield from Component.needs(self)
        yield self.fact, _("{name} goes by this figure").format(name=self.name)

    def _bracket(self, area: Area) -> Bracket:
        figure = area.figure(self.fact)
        return next(b for b in self.brackets if b.up_to is NOT_STATED or figure <= b.up_to)

    def exact(self, area: Area) -> Fraction:
        return Fraction(self._bracket(area).yen)

    def exact_columns(self, case: ColumnCase, weight: Ratio) -> Ratio:
        found = case.parameter(self.brackets[-1].yen)
        for bracket in reversed(self.brackets[:-1]):
            assert bracket.up_to is not NOT_STATED
            within = case.fact(self.fact) <= case.parameter(bracket.up_to)
            found = within.where(case.parameter(bracket.yen), found)
        return case.whole(found)

    def formula(self, area: Area) -> str:
        up_to = self._bracket(area).up_to
        bracket = f"≦ {up_to:,}" if up_to is not NOT_STATED else f"> {self._last_threshold():,}"
        return f"{area.label(self.fact)} {area.figure(self.fact):,} {bracket}: {yen(self._bracket(area).yen)}"

    def _last_threshold(self) -> int:
        return max((b.up_to for b in self.brackets if b.up_to is not NOT_STATED), default=0)


@value
class Tiers(ByBracket):
    """逓減・逓増の単価: each part of a figure at the price of its own tier."""

    def _parts(self, area: Area) -> list[tuple[int, int]]:
        """The part of the figure in each tier it reaches, with its price."""
        figure, below, parts = area.figure(self.fact), 0, []
        for tier in self.brackets:
            upper = figure if tier.up_to is NOT_STATED else min(figure, tier.up_to)
            if upper > below:
                parts.append((upper - below, tier.yen))
                below = upper
        return parts

    def exact(self, area: Area) -> Fraction:
        return Fraction(sum(part * price for part, price in self._parts(area)))

    def exact_columns(self, case: ColumnCase, weight: Ratio) -> Ratio:
        figure, below = case.fact(self.fact), constant(case.graph, 0)
        found = constant(case.graph, 0)
        for tier in self.brackets:
            upper = figure
            if tier.up_to is not NOT_STATED:
                upper = figure.least(case.parameter(tier.up_to))
            found = found + upper.less(below) * case.parameter(tier.yen)
            below = upper
        return case.whole(found)

    def formula(self, area: Area) -> str:
        return " + ".join(f"{yen(price)} × {part:,}" for part, price in self._parts(area)) or "0"


@value
class Pool(Component):
    """A pool that is shared out among the areas."""

    pool: int = field(metadata=says("総額", "Pool", "yen"))
    remainder: Remainder = field(metadata=says("残額の扱い", "What becomes of the remainder"))

    def parts(self, areas: Sequence[Area]) -> list[Fraction]:
        """What each area counts for."""
        raise KeyError(self.name)

    def amounts(self, areas: Sequence[Area]) -> list[int]:
        shares = self._exact_shares(areas)
        paid = [self.rounding.rounded(share) for share in shares]
        left = (self.pool if any(shares) else 0) - sum(paid)
        for place in self._order(shares, paid):
            extra = left if self.remainder is Remainder.FIRST else min(left, self.rounding.unit)
            paid[place] += extra
            left -= extra
        return paid

    def _exact_shares(self, areas: Sequence[Area]) -> list[Fraction]:
        counted = [
            part if self.applies(area) else Fraction(0)
            for part, area in zip(self.parts(areas), areas, strict=True)
        ]
        whole = sum(counted, Fraction(0))
        return [self.pool * part / whole if whole else Fraction(0) for part in counted]

    def _order(self, shares: Sequence[Fraction], paid: Sequence[int]) -> list[int]:
        """The areas that get of the remainder, in order; areas that take no part get nothing."""
        sharing = [place for place, share in enumerate(shares) if share]
        if self.remainder is Remainder.KEPT:
            return []
        if self.remainder is Remainder.FIRST:
            return sharing[:1]
        return sorted(sharing, key=lambda place: (paid[place] - shares[place], place))


@value
class PoolShare(Pool):
    """人口割・世帯割など: a share of a pool by a figure."""

    fact: str = field(metadata=says("数量", "Figure"))

    def needs(self) -> Iterator[tuple[str, str]]:
        yield from Component.needs(self)
        yield self.fact, _("{name} goes by this figure").format(name=self.name)

    def parts(self, areas: Sequence[Area]) -> list[Fraction]:
        return [Fraction(area.figure(self.fact)) for area in areas]

    def formula(self, area: Area) -> str:
        return f"{yen(self.pool)} × {area.figure(self.fact):,} ÷ Σ{area.label(self.fact)}"


@value
class EqualShare(Pool):
    """均等割（総額配分）: equal shares of a pool, an area counting by its weight."""

    def parts(self, areas: Sequence[Area]) -> list[Fraction]:
        return [area.counts(self.name) for area in areas]

    def formula(self, area: Area) -> str:
        weight = _("weight")
        return f"{yen(self.pool)} × {area.counts(self.name)} ÷ Σ{weight}"


@value
class AreaException(Value):
    """地域の特例: a named area that is left out, or counts for a fraction of one."""

    area: str = field(metadata=says("地域", "Area"))
    excluded: bool = field(default=False, metadata=says("対象外", "Left out"))
    weight: Fraction = field(default=Fraction(1), metadata=says("均等割の重み", "Weight in equal shares"))
    weighs_in: tuple[str, ...] = field(
        default=(),
        metadata=says("重みで数える要素", "Components in which the weight counts; else all equal ones"),
    )
    reason: str = field(metadata=says("理由", "Reason"))

    def weighs(self, component: str) -> bool:
        """Does the weight count in an equal component of this name?"""
        return not self.weighs_in or component in self.weighs_in
