"""協働の形態: forms of cooperation, listed by a city or practised through what it runs."""

from attrs import field

from kyodo_core.aspects.base import Cell, NamedAspect, RowKey, State, cell_of
from kyodo_core.domain.facts import Fact, Practice
from kyodo_core.domain.kinds import BandKind, FormKind, Standing
from kyodo_core.domain.labels import says
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import value


@value
class Form(Fact):
    kinds: tuple[FormKind, ...] = field(metadata=says("核となる形態", "Core kinds"))
    bands: tuple[BandKind, ...] = field(default=(), metadata=says("適する領域", "Bands that suit it"))
    good_for: Text = field(default=NOT_STATED, metadata=says("効果", "What it is good for"))
    points: tuple[str, ...] = field(default=(), metadata=says("実施上のポイント", "Points to observe"))
    procedure: Text = field(default=NOT_STATED, metadata=says("手続き", "Procedure"))


@value
class FormAspect(NamedAspect):
    """A form that no list defines is *practised* where a program, body or event uses it.

    What is only planned or to be examined practises nothing yet.
    """

    def cell(self, row: RowKey, held: Holdings) -> Cell:
        defined = NamedAspect.cell(self, row, held)
        if defined.items:
            return defined
        practising = [
            fact
            for other in self.reads
            for fact in held[other]
            if isinstance(fact, Practice)
            and fact.standing in (Standing.IN_FORCE, Standing.PROVISIONAL)
            and row.id in {kind.value for kind in fact.practises}
        ]
        return cell_of(practising, State.PRACTISED)


ASPECT = FormAspect(
    id="forms",
    table="form",
    fact=Form,
    kinds=FormKind,
    unit="形態",
    named=0,
    reads=("programs", "facilities", "institutions", "dialogue", "councils"),
)
