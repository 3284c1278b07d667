"""成熟段階: ordered stages with their spans and the steps by who acts."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field

from kyodo_core.aspects.base import (
    Aspect,
    Cell,
    Item,
    Problem,
    RowKey,
    State,
    item_of,
    unique,
)
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.labels import Label, says
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.errors import Example
from kyodo_core.messages import _


@value
class Span(Value):
    """Years since the start of the path: from `first` to `last`; an end not stated is open."""

    wording: str = field(metadata=says("文書の記載", "The document's wording"))
    first: int | NotStated = field(default=NOT_STATED, metadata=says("開始（年目）", "First year", "years"))
    last: int | NotStated = field(default=NOT_STATED, metadata=says("終了（年目）", "Last year", "years"))


@value
class Milestone(Value):
    number: Text = field(default=NOT_STATED, metadata=says("番号", "Number in the document"))
    actor: str = field(metadata=says("主体", "Who acts, in the document's words"))
    actor_kinds: tuple[ActorKind, ...] = field(default=(), metadata=says("主体の種別", "Core kinds"))
    text: str = field(metadata=says("内容", "What is done"))


@value
class Stage(Value):
    id: str = field(metadata=says("ID", "Id"))
    name: str = field(metadata=says("段階", "Name of the stage"))
    theme: Text = field(default=NOT_STATED, metadata=says("主題", "Theme of the stage"))
    span: Span | NotStated = field(default=NOT_STATED, metadata=says("期間", "Span"))
    milestones: tuple[Milestone, ...] = field(default=(), metadata=says("取り組み", "Milestones"))


@value
class Path(Fact):
    subject: str = field(metadata=says("成熟する主体", "What matures"))
    stages: tuple[Stage, ...] = field(metadata=says("段階", "Stages, in order"))

    def brief(self) -> str:
        return "→".join(stage.name for stage in self.stages)


@value
class MaturityAspect(Aspect):
    """Compared stage by stage, in order."""

    def rows(self, cities: Mapping[str, Holdings]) -> Sequence[RowKey]:
        paths = [fact for held in cities.values() for fact in held[self.id] if isinstance(fact, Path)]
        count = max((len(path.stages) for path in paths), default=0)
        return [RowKey(f"stage-{n}", Label(f"第{n}段階", f"Stage {n}")) for n in range(1, count + 1)]

    def cell(self, row: RowKey, held: Holdings) -> Cell:
        place = int(row.id.removeprefix("stage-")) - 1
        paths = [f for f in held[self.id] if isinstance(f, Path) and place < len(f.stages)]
        if not paths:
            return Cell()
        items = tuple(_item(path, path.stages[place]) for path in paths)
        return Cell(State.DEFINED, items, unique(cited for path in paths for cited in path.cite))

    def headline(self, facts: Sequence[Fact]) -> str:
        return "／".join(fact.brief() for fact in facts)

    def check(self, facts: Sequence[tuple[int, Fact]], others: Holdings) -> Iterator[Problem]:
        for index, fact in facts:
            if isinstance(fact, Path):
                yield from _check_spans(fact, (self.table, index))


def _item(path: Path, stage: Stage) -> Item:
    span = f"（{stage.span.wording}）" if stage.span else ""
    steps = "；".join(f"{step.text}［{step.actor}］" for step in stage.milestones)
    said = "：".join(part for part in (stage.theme or "", steps) if part)
    return item_of(path, f"{stage.name}{span}", said)


def _check_spans(path: Path, place: tuple[str | int, ...]) -> Iterator[Problem]:
    reached: int | None = None
    for index, stage in enumerate(path.stages):
        here = (*place, "stages", index, "span")
        span = stage.span
        if not span:
            continue
        if reached is not None and span.first is not NOT_STATED and span.first <= reached:
            message = _("the stage begins before the one before it has ended (year {year})").format(
                year=reached
            )
            yield Problem((*here, "first"), message, span.first, Example(f"{reached + 1}"), rule="years")
        floor = span.first - 1 if span.first is not NOT_STATED else reached
        if floor is not None and span.last is not NOT_STATED and span.last <= floor:
            message = _("the stage ends before it begins, or before the one before it")
            yield Problem((*here, "last"), message, span.last, rule="years")
        if span.last is not NOT_STATED:
            reached = span.last if reached is None else max(reached, span.last)


ASPECT = MaturityAspect(id="maturity", table="path", fact=Path, gaps_by_row=False)
