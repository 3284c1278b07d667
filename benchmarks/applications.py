"""A grant under three conditions, made-up cities with figures of their own for it, and applications."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import polars as pl
from attrs import frozen

CONDITIONS = {
    "registered": "登録された団体であることを要する。",
    "plan_adopted": "地域づくり計画を策定していることを要する。",
    "members": "構成員の数が足りない。",
}
"""The facts that the conditions are on, with what is said to who does not meet them."""
UNIT = 1_000
YEAR = 2027
CITIES = 1741
"""As many as Japan has municipalities."""


@frozen
class Grant:
    """The figures of a grant: limits in yen, and how many members it asks for."""

    rate: Fraction = Fraction(2, 3)
    limit_per_year: int = 300_000
    limit_total: int = 600_000
    members: int = 5

    @classmethod
    def of(cls, city: int) -> "Grant":
        """Those of a made-up city."""
        return cls(
            rate=Fraction(2 + city % 2, 3 + city % 2),
            limit_per_year=150_000 + city % 7 * 50_000,
            limit_total=400_000 + city % 5 * 100_000,
            members=3 + city % 9,
        )

    def toml(self) -> str:
        """The program as a city writes it, by a document with the id `rules`."""
        registered, plan_adopted, members = CONDITIONS.values()
        return f"""\
[[program]]
id = "grant"
name = "地域づくり補助金"
support = "financial"
facts = [
  {{ id = "registered", name = "登録", type = "truth" }},
  {{ id = "plan_adopted", name = "計画の策定", type = "truth" }},
  {{ id = "members", name = "構成員の数", type = "number" }},
]
cite = "rules#第1条"

[[program.terms]]
since = "令和6年度"
basis = "令和6年告示第1号"
requirements = [
  {{ fact = "registered", equals = true, message = "{registered}" }},
  {{ fact = "plan_adopted", equals = true, message = "{plan_adopted}" }},
  {{ fact = "members", at_least = {self.members}, message = "{members}" }},
]
rate = "{self.rate}"
limit_per_year = {self.limit_per_year}
limit_total = {self.limit_total}
rounding = {{ unit = {UNIT} }}
cite = "rules#第2条"
"""


def slug(city: int) -> str:
    return f"city{city:04}"


def write_applications(path: Path, rows: int, cities: Sequence[str]) -> None:
    """A Parquet file of applications of these cities in no order; the same each time."""
    number = pl.int_range(rows, dtype=pl.UInt64)

    def drawn(seed: int, below: int) -> pl.Expr:
        return (number.hash(seed) % below).cast(pl.Int64)

    pl.select(
        city=pl.lit(pl.Series(cities)).gather(drawn(1, len(cities))),
        program=pl.repeat("grant", rows),
        fiscal_year=pl.repeat(YEAR, rows, dtype=pl.Int64),
        kind=pl.repeat("community_council", rows),
        registered=drawn(2, 100) < 95,
        plan_adopted=drawn(3, 100) < 90,
        members=drawn(4, 300),
        received_this_year=drawn(5, 3) * 50_000,
        received_total=drawn(6, 10) * 50_000,
        cost=drawn(7, 1_500_000),
    ).write_parquet(path)
