"""What a column of a table can fill: the keys of an aspect's facts, and what stands inside some of them.

A key is written as in TOML. Inside a fact, `terms.rate` is the rate of its one set of terms,
`values.target.平成29年度` an indicator's value, `schedule.平成26年度` a year of a program's schedule.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from attrs import field

from kyodo_core.aspects.base import Aspect
from kyodo_core.aspects.indicators import Indicator, ValueKind
from kyodo_core.aspects.programs import Program, SchedulePhase
from kyodo_core.aspects.progress import Progress, ProgressRow
from kyodo_core.domain.kinds import ItemStatus
from kyodo_core.domain.labels import Label
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.sources import Document
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import FiscalYear
from kyodo_core.importing.headwords import headwords, value_words
from kyodo_core.importing.readers import Reader, decimal, kind_reader, reader, vocabulary
from kyodo_core.importing.words import Vocabulary, words
from kyodo_core.loading import cells
from kyodo_core.loading.grids import Cell
from kyodo_core.messages import language
from kyodo_core.rules.terms import Terms

_A_YEAR = re.compile(r"(?:令和|平成|昭和|[RHSＲＨＳ])\s*(?:元|\d{1,2})(?:年度?)?|\d{4}(?:年度?)?")


@record
class Target(Value):
    """One thing that a column fills: its key, its labels, and how a cell of it is read."""

    key: str
    labels: tuple[str, ...]
    read: Reader = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """All that a heading may call it: its key, its labels, an English label up to its first comma."""
        return (self.key, *self.labels, *(label.partition(",")[0] for label in self.labels))


class Targets:
    """All that a table can fill in one aspect.

    Where the aspect is one value (`progress`), the columns fill its rows, and its own keys are the same
    for the whole table.
    """

    def __init__(self, declared: Aspect, held: Holdings, documents: Sequence[Document] = ()) -> None:
        self._declared = declared
        own = [*_of(declared.fact, held, documents)]
        columns = [] if declared.single else own
        if declared.fact is Program:
            columns += [_inside("terms", target) for target in _of(Terms, held) if target.key != "cite"]
        if declared.fact is Progress:
            columns += [_inside("rows", target) for target in _of(ProgressRow, held)]
            columns.append(Target("status", ("進捗状況", "推進状況", "Status"), kind_reader(ItemStatus)))
        self._by_key = {target.key: target for target in (*own, *columns)}
        self._keys = {words(target.key): target.key for target in columns}
        self._vocabulary = Vocabulary(
            (target.key, (*target.names, *headwords(declared.id, target.key))) for target in columns
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys that have a value of their own, those of columns and those of the whole table."""
        return tuple(self._by_key)

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys that a heading may name."""
        return tuple(self._vocabulary.things)

    def of(self, key: str) -> Target | None:
        """The target of a key; None for a key that no column can fill."""
        return self._by_key.get(key) or _patterned(self._declared.fact, key)

    def named(self, heading: str) -> tuple[str, ...]:
        """The keys that a heading may mean."""
        if words(heading) in self._keys:
            return (self._keys[words(heading)],)
        pattern = _pattern_of(self._declared.fact, heading)
        return self._vocabulary.named(heading) or ((pattern,) if pattern else ())

    def described(self, key: str) -> str:
        """A key with its label, as a person knows it: 名称 (name)."""
        target = self.of(key)
        if target is None or len(target.labels) < 2:
            return key
        return f"{Label(*target.labels[:2]).text(language())} ({key})"

    def candidates(self, heading: str) -> tuple[str, ...]:
        """The keys that a heading which names none may mean: those of near names, else all of them.

        Keys that are made of a year or a status come first.
        """
        made = _patterns(self._declared.fact, heading)
        near = self._vocabulary.near(heading)
        enough = near or (made and self._declared.fact is Indicator)
        return (*made, *(near if enough else self.columns))


def _of(value_type: type[Value], held: Holdings, documents: Sequence[Document] = ()) -> Iterator[Target]:
    """The fields of a class of values that a single cell can hold."""
    for each in value_type.fields():
        label: Label = each.metadata["label"]
        read = reader(each.type, each.metadata.get("unit", ""), _names(each, held), documents)
        if read:
            yield Target(each.name, (label.ja, label.en), read)


def _names(each: "attrs.Attribute[Any]", held: Holdings) -> Vocabulary | None:
    """The facts that a field refers to, by their ids and names."""
    aspect_id = each.metadata.get("refers", "")
    if not aspect_id:
        return None
    return Vocabulary((fact.id, (fact.id, fact.name)) for fact in held[aspect_id])


def _inside(key: str, target: Target) -> Target:
    return target.having(key=f"{key}.{target.key}")


def _patterned(fact: type[Value], key: str) -> Target | None:
    """The target of a key that names a year or a status."""
    table, _mark, rest = key.partition(".")
    if fact is Indicator and table == "values":
        name, _mark, year = rest.partition(".")
        kind = next((kind for kind in ValueKind if str(kind) == name), None)
        return Target(key, _both(kind.label, year), decimal) if kind and _year(year) else None
    if fact is Program and table == "schedule" and _year(rest):
        return Target(key, _both(SCHEDULE, rest), kind_reader(SchedulePhase))
    if fact is Progress and table == "rows":
        column, _mark, name = rest.partition(".")
        status = next((status for status in ItemStatus if str(status) == name), None)
        label = {"counts": COUNTS, "shares": SHARES}.get(column)
        if label and status:
            labels = (f"{label.ja} {status.label.ja}", f"{label.en} {status.label.en}")
            return Target(key, labels, _count if column == "counts" else cells.text)
    return None


def _both(label: Label, name: str) -> tuple[str, str]:
    return (f"{label.ja} {name}", f"{label.en} {name}")


SCHEDULE = Label("実施年度", "Schedule")
COUNTS = Label("項目数", "Items")
SHARES = Label("割合", "Share")


def _count(cell: Cell) -> str | int:
    """A count of items, as a text where the printed share stands behind it: 6 (37.5%)."""
    return (
        cells.text(cell)
        if isinstance(cell.raw, str) and "%" in words(cell.raw)
        else cells.number(cell, "項目")
    )


def _pattern_of(fact: type[Value], heading: str) -> str:
    """The key of a heading with a year or a status in it; empty where it has none."""
    if fact is Program:
        return f"schedule.{heading.strip()}" if _year(heading) else ""
    if fact is Indicator:
        for kind in ValueKind:
            for label in value_words(kind):
                if label in heading and _year(rest := _bare(heading.replace(label, "", 1))):
                    return f"values.{kind}.{rest}"
    if fact is Progress:
        return _status_of(heading)
    return ""


def _status_of(heading: str) -> str:
    known = vocabulary(ItemStatus)
    for ending in ("割合", "%", "share"):
        plain = words(heading)
        if plain.endswith(ending) and len(found := known.named(plain.removesuffix(ending))) == 1:
            return f"rows.shares.{found[0]}"
    found = known.named(heading)
    return f"rows.counts.{found[0]}" if len(found) == 1 else ""


def _patterns(fact: type[Value], heading: str) -> tuple[str, ...]:
    """The keys that are made of a status, or of a year that stands in the heading."""
    if fact is Progress:
        return tuple(f"rows.counts.{status}" for status in ItemStatus)
    found = _A_YEAR.search(heading) if fact is Indicator else None
    return tuple(f"values.{kind}.{found[0]}" for kind in ValueKind) if found and _year(found[0]) else ()


def _bare(text: str) -> str:
    """The text without brackets around it."""
    return text.strip().strip("()（）[]［］").strip()


def _year(text: str) -> bool:
    try:
        FiscalYear.parse(text)
    except ValueError:
        return False
    return True
