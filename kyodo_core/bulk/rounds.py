"""Budgets over a file of applications: rounds that pass theirs are cut, once all amounts are known."""

from collections.abc import Sequence

import polars as pl

from kyodo_core.bulk.batches import ROW
from kyodo_core.bulk.leftover import Wrong
from kyodo_core.bulk.query import AMOUNT, REASON
from kyodo_core.bulk.results import Tally
from kyodo_core.bulk.rulebook import Place, Rulebook
from kyodo_core.bulk.shapes import Round
from kyodo_core.messages import _
from kyodo_core.rules.budget import CutRule, tied
from kyodo_core.rules.facts import RANK

_ROUND = "__round"
_CUT = {ROW: pl.Int64(), "__amount": pl.Int64(), "__reason": pl.String()}


def has_rounds(book: Rulebook) -> bool:
    """Do any of the terms that were met have a budget?"""
    return any(place.entry.round for place in book.places)


def within_budgets(book: Rulebook, results: pl.LazyFrame, tally: Tally) -> pl.LazyFrame:
    """The results with the rounds cut that pass their budget; the tally is corrected.

    A round whose rank cannot decide is left out of the results, and told.
    """
    rounds = {place.entry.round: place for place in book.places if place.entry.round}
    numbered = list(rounds)
    rows = _members(book, results, numbered)
    cut: list[tuple[int, int, str]] = []
    left_out: list[int] = []
    for number, one in enumerate(numbered):
        mine = rows.filter(pl.col(_ROUND) == number)
        amounts: list[int] = mine[AMOUNT].to_list()
        if one is None or not one.budget.passed(amounts):
            continue
        at = mine[ROW].to_list()
        ranks: list[int] = mine["__rank"].to_list() if one.budget.cut is CutRule.BY_RANK else at
        if both := tied(ranks):
            left_out += at
            _tell(at, ranks, both, book, tally)
            _correct(tally, rounds[one], -len(at), -sum(amounts))
            continue
        granted = one.budget.granted(amounts, ranks, one.rounding)
        words = one.budget.words(amounts)
        cut += [(row, amount, words) for row, amount in zip(at, granted, strict=True)]
        _correct(tally, rounds[one], 0, sum(granted) - sum(amounts))
    changes = pl.LazyFrame(cut, schema=_CUT, orient="row")
    kept = results.filter(~pl.col(ROW).is_in(left_out)) if left_out else results
    return (
        kept.with_columns(pl.col(ROW).cast(pl.Int64))
        .join(changes, on=ROW, how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("__amount", AMOUNT).alias(AMOUNT), pl.coalesce("__reason", REASON).alias(REASON)
        )
        .drop("__amount", "__reason")
    )


def _members(book: Rulebook, results: pl.LazyFrame, rounds: Sequence[Round | None]) -> pl.DataFrame:
    """The rows of rounds that are granted something: their number, round, amount and rank."""
    heads = book.heads.key_columns()
    table: dict[tuple[str, ...], int] = {}
    for key, number in book.keys.items():
        if shared := book.places[number].entry.round:
            # an empty cell and an empty text are one key, which some engines know as the text alone
            table[tuple("" if part is None else str(part) for part in key)] = rounds.index(shared)
    names = [f"__key_{place}" for place in range(len(heads))]
    schema = {**dict.fromkeys(names, pl.String()), _ROUND: pl.Int64()}
    keyed = results.with_columns(
        pl.col(head).cast(pl.String).fill_null("").alias(name)
        for head, name in zip(heads, names, strict=True)
    )
    rank = pl.col(book.heads.facts[RANK]) if RANK in book.heads.facts else pl.col(ROW)
    joined = keyed.join(
        pl.LazyFrame([(*key, number) for key, number in table.items()], schema=schema, orient="row"), on=names
    )
    found = joined.filter(pl.col(AMOUNT) > 0).select(ROW, _ROUND, AMOUNT, rank.alias("__rank"))
    return found.sort(ROW).collect()


def _tell(rows: Sequence[int], ranks: Sequence[int], both: set[int], book: Rulebook, tally: Tally) -> None:
    head = book.heads.facts[RANK]
    for row, rank in zip(rows, ranks, strict=True):
        message = _("the budget is passed, and the round has applications of the same rank")
        if rank in both:
            message = _("two applications of the round have the same rank")
        tally.tell([Wrong(row, head, str(rank), message)])


def _correct(tally: Tally, place: Place, rows: int, amount: int) -> None:
    """Rows of a round, all of them eligible, and yen that come or go."""
    tally.add(place.counted, rows, rows, amount)
