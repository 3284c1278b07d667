"""定義: a city's definitions of collaboration, taken apart."""

from collections.abc import Mapping, Sequence

from attrs import field

from kyodo_core.aspects.base import Aspect, Cell, RowKey, State, item_of, unique
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.labels import Label, says
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import value


@value
class Definition(Fact):
    """A definition; `name` is the term defined. An element that the wording lacks is not stated."""

    parties: tuple[str, ...] = field(metadata=says("主体", "Parties"))
    party_kinds: tuple[ActorKind, ...] = field(
        default=(), metadata=says("主体の種別", "Core kinds of the parties")
    )
    relation: Text = field(default=NOT_STATED, metadata=says("関係・姿勢", "Relation between the parties"))
    aim: Text = field(default=NOT_STATED, metadata=says("目的", "Aim"))
    manner: Text = field(default=NOT_STATED, metadata=says("方法", "Manner"))
    action: Text = field(default=NOT_STATED, metadata=says("行動", "Action"))

    def element(self, name: str) -> str:
        """The wording of one element, empty where the definition lacks it."""
        if name == "parties":
            return "、".join(self.parties)
        value: Text = getattr(self, name)
        return value or ""


ELEMENTS = tuple(
    RowKey(name, Label(ja, en))
    for name, ja, en in (
        ("parties", "主体", "Parties"),
        ("relation", "関係・姿勢", "Relation"),
        ("aim", "目的", "Aim"),
        ("manner", "方法", "Manner"),
        ("action", "行動", "Action"),
    )
)


@value
class DefinitionAspect(Aspect):
    def rows(self, cities: Mapping[str, Holdings]) -> Sequence[RowKey]:
        return ELEMENTS

    def cell(self, row: RowKey, held: Holdings) -> Cell:
        stating = [f for f in held[self.id] if isinstance(f, Definition) and f.element(row.id)]
        if not stating:
            return Cell()
        return Cell(
            State.DEFINED,
            tuple(item_of(fact, text=fact.element(row.id)) for fact in stating),
            unique(citation for fact in stating for citation in fact.cite),
        )

    def headline(self, facts: Sequence[Fact]) -> str:
        return "／".join(f"{f.name}：{f.element('parties')}" for f in facts if isinstance(f, Definition))


ASPECT = DefinitionAspect(id="definitions", table="definition", fact=Definition)
