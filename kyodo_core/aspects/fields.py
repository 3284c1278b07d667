"""協働に適した分野: where collaboration suits, with its effect and examples."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import value


class FieldKind(Kind):
    LOCAL_DETAIL = "local_detail", "きめ細やかな対応", "Attention to local detail"
    COMMUNITY_TIES = "community_ties", "地域社会との連携", "Close ties with the community"
    FIRST_HAND = "first_hand", "当事者性", "First-hand concern"
    EXPERTISE = "expertise", "専門性", "Expertise"
    UNTOUCHED = "untouched", "行政が未着手", "Untouched by the administration"
    CONSENSUS = "consensus", "合意形成", "Consensus"


@value
class SuitableField(Fact):
    kinds: tuple[FieldKind, ...] = field(metadata=says("分野の種類", "Kinds of field"))
    number: Text = field(default=NOT_STATED, metadata=says("番号", "Number in the document's list"))
    effect: Text = field(default=NOT_STATED, metadata=says("協働による効果", "Effect of collaboration"))
    examples: tuple[str, ...] = field(default=(), metadata=says("対象事業例", "Examples"))

    def brief(self) -> str:
        return self.effect or super().brief()


ASPECT = NamedAspect(
    id="fields",
    table="field",
    fact=SuitableField,
    kinds=FieldKind,
    unit="分野",
)
