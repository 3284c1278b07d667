"""協働の領域: who leads, and where collaboration begins and ends."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.kinds import BandKind, FormKind
from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import value


@value
class Band(Fact):
    kinds: tuple[BandKind, ...] = field(metadata=says("核となる領域", "Core kinds"))
    mark: Text = field(default=NOT_STATED, metadata=says("記号", "Letter in the document"))
    collaboration: bool | NotStated = field(
        default=NOT_STATED, metadata=says("協働の範囲に入るか", "Is it within collaboration?")
    )
    forms: tuple[FormKind, ...] = field(default=(), metadata=says("適する形態", "Forms that suit it"))
    form_names: tuple[str, ...] = field(
        default=(), metadata=says("適する形態（文書の名称）", "Forms that suit it, in the document's words")
    )

    def brief(self) -> str:
        return "、".join(self.form_names) or super().brief()


ASPECT = NamedAspect(
    id="bands",
    table="band",
    fact=Band,
    kinds=BandKind,
    unit="領域",
)
