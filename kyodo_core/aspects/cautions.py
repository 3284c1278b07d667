"""留意点: what collaboration is not for, and what to mind."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.values import value


class CautionKind(Kind):
    MEANS_NOT_END = "means_not_end", "目的ではなく手段", "A means, not an end"
    COST_AND_EFFECT = "cost_and_effect", "コストと効果の検討", "Weigh cost and effect"
    NO_COERCION = "no_coercion", "無理強いしない", "No coercion"
    NOT_FOR_SAVINGS = "not_for_savings", "経費削減のためではない", "Not for savings"
    EQUAL_NOT_SAME = "equal_not_same", "対等は同じ分担ではない", "Equal does not mean the same share"


@value
class Caution(Fact):
    kinds: tuple[CautionKind, ...] = field(metadata=says("留意点の種類", "Kinds of caution"))


ASPECT = NamedAspect(id="cautions", table="caution", fact=Caution, kinds=CautionKind)
