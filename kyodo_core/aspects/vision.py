"""目指す姿: what a city wants to reach through collaboration, and what it turns away from."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact, Part
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.values import Value, value


class VisionKind(Kind):
    FUTURE_IMAGE = "future_image", "目指す姿", "Image of the future"
    AIM = "aim", "ねらい・目標", "Aims"
    SHIFT = "shift", "転換（これまで→これから）", "Shift from old to new"


@value
class Contrast(Value):
    """One line of an old-versus-new contrast."""

    before: str = field(metadata=says("これまで", "Before"))
    after: str = field(metadata=says("これから", "From now on"))


@value
class Vision(Fact):
    kinds: tuple[VisionKind, ...] = field(metadata=says("種類", "Kinds of vision"))
    parts: tuple[Part, ...] = field(default=(), metadata=says("内訳", "Parts"))
    contrasts: tuple[Contrast, ...] = field(default=(), metadata=says("対比", "Contrasts"))


ASPECT = NamedAspect(id="vision", table="vision", fact=Vision, kinds=VisionKind)
