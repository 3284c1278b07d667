"""効果: what a city expects of collaboration."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import value


class EffectKind(Kind):
    BETTER_SERVICES = "better_services", "きめ細かな公共サービス", "Better public services"
    EFFICIENCY = "efficiency", "効率的な行政運営", "Efficiency"
    COMMUNITY_STRENGTH = "community_strength", "地域力・一体感", "Strength of the community"
    SELF_GOVERNMENT = "self_government", "住民自治", "Self-government"
    CIVIC_VITALITY = "civic_vitality", "市民活動の活性化", "Vitality of civic groups"
    HUMAN_RESOURCES = "human_resources", "人材の育成", "Human resources"
    TRUST = "trust", "市民との信頼関係", "Trust"
    REFORM = "reform", "行政機能の見直し", "Reform of the administration"
    NEW_PUBLIC = "new_public", "新たな公共・公益", "New public goods"


@value
class Effect(Fact):
    kinds: tuple[EffectKind, ...] = field(metadata=says("効果の種類", "Kinds of effect"))
    number: Text = field(default=NOT_STATED, metadata=says("番号", "Number in the document's list"))


ASPECT = NamedAspect(id="effects", table="effect", fact=Effect, kinds=EffectKind)
