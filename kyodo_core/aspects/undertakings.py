"""取り組み: what each kind of actor undertakes."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import value


@value
class Undertaking(Fact):
    kinds: tuple[ActorKind, ...] = field(metadata=says("主体の種別", "Core kinds of the actor"))
    number: Text = field(default=NOT_STATED, metadata=says("番号", "Number in the document's list"))
    actions: tuple[str, ...] = field(default=(), metadata=says("取り組み", "What is undertaken"))


ASPECT = NamedAspect(
    id="undertakings",
    table="undertaking",
    fact=Undertaking,
    kinds=ActorKind,
)
