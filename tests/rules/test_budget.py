"""予算の範囲内: a round that passes its budget is cut, pro rata or by rank, and one that does not is left."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.rules.budget import Budget, CutRule, tied
from kyodo_core.rules.rounding import Rounding
from tests.grants import rounding, table, terms

PRO_RATA = Budget(yen=1_000, cut=CutRule.PRO_RATA)
BY_RANK = Budget(yen=1_000, cut=CutRule.BY_RANK)
PARTIAL = Budget(yen=1_000, cut=CutRule.BY_RANK, partial=True)
YEN = Rounding(unit=1)
TENS = Rounding(unit=10)
HUNDREDS = Rounding(unit=100)


@pytest.mark.parametrize(
    ("amounts", "unit", "expected"),
    [
        pytest.param([400, 600], YEN, [400, 600], id="exactly-the-budget"),
        pytest.param([400, 601], YEN, [399, 600], id="a-yen-above"),
        pytest.param([1_000, 1_000], YEN, [500, 500], id="halves"),
        pytest.param([1_000, 1_000, 1_000], YEN, [333, 333, 333], id="what-is-left-is-not-given-out"),
        pytest.param([1_000, 1_000, 1_000], TENS, [330, 330, 330], id="tens"),
        pytest.param([1_900, 100], HUNDREDS, [900, 0], id="less-than-a-unit"),
        pytest.param([455, 333], HUNDREDS, [455, 333], id="not-rounded-when-not-cut"),
        pytest.param([1_500], YEN, [1_000], id="one-application"),
        pytest.param([0, 2_000], YEN, [0, 1_000], id="one-of-nothing"),
        pytest.param([], YEN, [], id="none"),
        pytest.param([10**18, 10**18], YEN, [500, 500], id="more-than-64-bits"),
    ],
)
def test_pro_rata(amounts: list[int], unit: Rounding, expected: list[int]) -> None:
    assert PRO_RATA.granted(amounts, list(range(len(amounts))), unit) == expected


@pytest.mark.parametrize(
    ("budget", "amounts", "ranks", "unit", "expected"),
    [
        pytest.param(BY_RANK, [700, 300], [1, 2], YEN, [700, 300], id="exactly-the-budget"),
        pytest.param(BY_RANK, [700, 400], [1, 2], YEN, [700, 0], id="last-does-not-fit"),
        pytest.param(BY_RANK, [700, 400], [2, 1], YEN, [0, 400], id="rank-not-order"),
        pytest.param(BY_RANK, [1_100, 400], [1, 2], YEN, [0, 0], id="first-does-not-fit"),
        pytest.param(BY_RANK, [700, 400, 300], [1, 2, 3], YEN, [700, 0, 0], id="none-after-who-does-not-fit"),
        pytest.param(BY_RANK, [455, 400, 400], [1, 2, 3], HUNDREDS, [455, 400, 0], id="whole-not-rounded"),
        pytest.param(BY_RANK, [700, 400], [90, 1_000], YEN, [700, 0], id="ranks-with-gaps"),
        pytest.param(PARTIAL, [700, 400, 300], [1, 2, 3], YEN, [700, 300, 0], id="partial"),
        pytest.param(PARTIAL, [700, 400, 300], [3, 2, 1], YEN, [300, 400, 300], id="partial-by-rank"),
        pytest.param(PARTIAL, [655, 400], [1, 2], HUNDREDS, [655, 300], id="partial-in-units"),
        pytest.param(PARTIAL, [955, 400], [1, 2], HUNDREDS, [955, 0], id="less-than-a-unit-left"),
        pytest.param(PARTIAL, [1_000, 400, 1], [1, 2, 3], YEN, [1_000, 0, 0], id="nothing-left"),
        pytest.param(PARTIAL, [2_000], [1], YEN, [1_000], id="partial-alone"),
    ],
)
def test_by_rank(
    budget: Budget, amounts: list[int], ranks: list[int], unit: Rounding, expected: list[int]
) -> None:
    assert budget.granted(amounts, ranks, unit) == expected


def test_terms_without_a_rounding_are_cut_to_whole_yen() -> None:
    said = terms('rate = "1/2"\nbudget = { yen = 1_000, cut = "pro_rata" }')

    assert said.budget
    assert said.budget.granted([1_000] * 3, [1, 2, 3], said.rounding) == [333, 333, 333]


def test_what_is_cut_is_rounded_down_however_the_terms_round() -> None:
    said = terms(f'rate = "1/2"\nbudget = {{ yen = 1_000, cut = "pro_rata" }}\n{rounding(100)}')
    up = table('unit = 100\ndirection = "up"', Rounding)

    assert said.budget
    assert said.budget.granted([999, 999], [1, 2], up) == [500, 500]
    assert said.budget.granted([999, 555], [1, 2], up) == [600, 300]


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        pytest.param([], set(), id="none"),
        pytest.param([3, 1, 2], set(), id="different"),
        pytest.param([1, 2, 2, 3], {2}, id="two"),
        pytest.param([1, 2, 1, 2, 3], {1, 2}, id="twice-two"),
        pytest.param([0, 0, 0], {0}, id="all"),
    ],
)
def test_tied(ranks: list[int], expected: set[int]) -> None:
    assert tied(ranks) == expected


@pytest.mark.parametrize(
    ("budget", "amounts", "expected"),
    [
        pytest.param(
            PRO_RATA,
            [300, 700],
            "Within the budget of 1,000円: 2 application(s) come to 1,000円.",
            id="within",
        ),
        pytest.param(
            PRO_RATA,
            [301, 700],
            "2 application(s) come to 1,001円, more than the budget of 1,000円: Pro rata.",
            id="pro-rata",
        ),
        pytest.param(
            BY_RANK,
            [1_200],
            "1 application(s) come to 1,200円, more than the budget of 1,000円: By rank, the highest first.",
            id="by-rank",
        ),
    ],
)
def test_words(budget: Budget, amounts: list[int], expected: str) -> None:
    assert budget.words(amounts) == expected


AMOUNTS = st.lists(st.integers(0, 10**13), max_size=12)
UNITS = st.sampled_from([1, 10, 100, 1_000, 10_000]).map(lambda unit: Rounding(unit=unit))


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Budget, list[int], list[int], Rounding]:
    amounts = draw(AMOUNTS)
    ranks = draw(st.permutations(range(1, len(amounts) + 1)))
    cut, partial = draw(st.sampled_from(list(CutRule))), draw(st.booleans())
    return Budget(yen=draw(st.integers(1, 10**13)), cut=cut, partial=partial), amounts, ranks, draw(UNITS)


@given(rounds())
def test_never_more_than_the_budget_nor_than_asked(
    one: tuple[Budget, list[int], list[int], Rounding],
) -> None:
    budget, amounts, ranks, unit = one

    granted = budget.granted(amounts, ranks, unit)

    assert len(granted) == len(amounts)
    assert sum(granted) <= budget.yen
    assert all(0 <= given <= asked for given, asked in zip(granted, amounts, strict=True))
    assert (granted == amounts) or budget.passed(amounts)


@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_the_applications_does_not_matter(
    one: tuple[Budget, list[int], list[int], Rounding], shuffled: Random
) -> None:
    budget, amounts, ranks, unit = one
    order = list(range(len(amounts)))
    shuffled.shuffle(order)

    granted = budget.granted(amounts, ranks, unit)
    again = budget.granted([amounts[n] for n in order], [ranks[n] for n in order], unit)

    assert again == [granted[n] for n in order]


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=12), st.integers(1, 10**12))
def test_pro_rata_leaves_less_than_a_yen_for_each(amounts: list[int], yen: int) -> None:
    granted = Budget(yen=yen, cut=CutRule.PRO_RATA).granted(amounts, list(range(len(amounts))), YEN)

    assert min(yen, sum(amounts)) - sum(granted) < len(amounts)


@given(rounds())
def test_by_rank_no_one_is_whole_below_who_is_cut(
    one: tuple[Budget, list[int], list[int], Rounding],
) -> None:
    budget, amounts, ranks, unit = one
    budget = budget.having(cut=CutRule.BY_RANK)
    granted = budget.granted(amounts, ranks, unit)
    by_rank = sorted(zip(ranks, amounts, granted, strict=True))
    short = [place for place, (_rank, asked, given) in enumerate(by_rank) if given < asked]

    assert all(given == 0 for _rank, _asked, given in by_rank[short[0] + 1 :]) if short else True
    assert len([place for place in short if by_rank[place][2]]) <= budget.partial
