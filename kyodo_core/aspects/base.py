"""What an aspect declares: its value class, its TOML table, its rows of comparison, its checks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field

from kyodo_core.aspects.labels import LABELS
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import Standing
from kyodo_core.domain.labels import Kind, Label
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.values import Value, record, value
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import RuleName


class State(Kind):
    """What the documents say of one row for one city."""

    DEFINED = "defined", "記載あり", "Stated"
    PRACTISED = "practised", "実践のみ", "Practised, not defined"
    NOT_STATED = "not_stated", "記載なし", "Not stated"


@record
class Item(Value):
    """One local thing in a cell: its name, what is said of it, and the fact it comes from."""

    name: str
    text: str = ""
    fact: str = ""
    standing: Standing = Standing.IN_FORCE
    inference: str = ""


def item_of(fact: Fact, name: str = "", text: str = "") -> Item:
    """The item of a fact, under its own name and text if no others are given."""
    return Item(name or fact.name, text or fact.brief(), fact.id, fact.standing, fact.inference or "")


@record
class Cell(Value):
    state: State = State.NOT_STATED
    items: tuple[Item, ...] = ()
    citations: tuple[Citation, ...] = ()


@record
class RowKey(Value):
    """One row of a comparison: a core kind, an element, a year."""

    id: str
    label: Label


@record
class Problem(Value):
    """What a check found in an aspect's facts: the place as a path of keys, and what is wrong.

    An error makes the file unusable; a warning is something the documents themselves may contain. `rule`
    is the rule on facts that is broken.
    """

    path: tuple[str | int, ...]
    message: str
    value: Any = None
    hint: str = ""
    error: bool = True
    rule: RuleName = ""


OTHER = RowKey("other", Label("その他（独自）", "Other (local)"))


def unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The citations in order, each once."""
    return tuple(dict.fromkeys(citations))


def cell_of(facts: Sequence[Fact], state: State = State.DEFINED) -> Cell:
    """A cell that names each fact."""
    if not facts:
        return Cell()
    return Cell(
        state,
        tuple(map(item_of, facts)),
        unique(citation for fact in facts for citation in fact.cite),
    )


@value
class Aspect(Value):
    """An aspect compared by the core kinds of its facts; others override `rows` and `cell`.

    `table` is the key of its tables in TOML, `kinds` the core kinds its facts map to, `reads` the other
    aspects a comparison of it looks at. `single` aspects are one value, not a list. `gaps_by_row` is
    false where a missing row means nothing (a year without events), only a missing aspect does.
    """

    id: str
    table: str
    fact: type[Fact]
    kinds: type[Kind] | None = None
    reads: tuple[str, ...] = ()
    single: bool = False
    gaps_by_row: bool = True

    @property
    def label(self) -> Label:
        return LABELS[self.id]

    def rows(self, cities: Mapping[str, Holdings]) -> Sequence[RowKey]:
        """The rows to compare the given cities by."""
        keys = [RowKey(kind.value, kind.label) for kind in self.kinds or ()]
        local = any(not fact.core_kinds() for held in cities.values() for fact in held[self.id])
        return [*keys, OTHER] if local else keys

    def cell(self, row: RowKey, held: Holdings) -> Cell:
        """What one city says in one row."""
        return cell_of([fact for fact in held[self.id] if row.id in (_ids(fact) or (OTHER.id,))])

    def headline(self, facts: Sequence[Fact]) -> str:
        """What matters of these facts, in a line for the overview."""
        return f"{len(facts)}件"

    def at(self, facts: tuple[Fact, ...], year: FiscalYear) -> tuple[Fact, ...]:
        """The facts that hold in a fiscal year."""
        return tuple(fact for fact in facts if fact.holds_in(year))

    def check(self, facts: Sequence[tuple[int, Fact]], others: Holdings) -> Iterator[Problem]:
        """Rules beyond the shape of a single field; facts come with their place in the file.

        `others` reads the same city's other aspects; only those named in `reads` are available. What asks
        them comes last: a fault in their file ends the check, and is told there.
        """
        return iter(())


def _ids(fact: Fact) -> tuple[str, ...]:
    return tuple(kind.value for kind in fact.core_kinds())


def names(facts: Iterable[Fact], separator: str = "、") -> str:
    """The facts' names in a line."""
    return separator.join(fact.name for fact in facts)


@value
class NamedAspect(Aspect):
    """An aspect whose overview names its facts, counted in `unit`: the first `named`, or all if 0."""

    unit: str = field(default="件")
    named: int = field(default=2)

    def headline(self, facts: Sequence[Fact]) -> str:
        shown = facts[: self.named] if self.named else facts
        more = " ほか" if len(shown) < len(facts) else ""
        return f"{len(facts)}{self.unit}：{names(shown)}{more}"
