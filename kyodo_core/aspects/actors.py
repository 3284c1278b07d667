"""主体: who collaborates, under local names mapped to core kinds."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact, Part
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.labels import says
from kyodo_core.domain.values import value


@value
class Actor(Fact):
    kinds: tuple[ActorKind, ...] = field(metadata=says("主体の種別", "Core kinds"))
    includes: tuple[str, ...] = field(default=(), metadata=says("含まれるもの", "What it includes"))
    features: tuple[Part, ...] = field(default=(), metadata=says("特徴・特性", "Features"))
    roles: tuple[Part, ...] = field(default=(), metadata=says("役割", "Roles"))


ASPECT = NamedAspect(
    id="actors",
    table="actor",
    fact=Actor,
    kinds=ActorKind,
    unit="主体",
    named=0,
)
