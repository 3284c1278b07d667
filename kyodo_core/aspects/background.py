"""背景: why a city turned to collaboration."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.values import value


class BackgroundKind(Kind):
    DIVERSE_NEEDS = "diverse_needs", "ニーズの多様化・高度化", "Diverse needs"
    POPULATION = "population", "人口減少・少子高齢化", "Population"
    LIMITS_OF_ADMINISTRATION = "limits_of_administration", "行政のみの限界・財政", "Limits of administration"
    DECENTRALISATION = "decentralisation", "地方分権・補完性", "Decentralisation"
    SELF_GOVERNMENT = "self_government", "住民自治・主体的な参画", "Self-government"
    CIVIC_ACTIVITY = "civic_activity", "新たな担い手・市民活動", "Civic activity"
    COMMUNITY_TIES = "community_ties", "地域のつながり", "Community ties"
    MERGER = "merger", "合併・地域の多様性", "Merger"
    SOCIAL_CHANGE = "social_change", "その他の社会情勢", "Other social change"


@value
class Background(Fact):
    kinds: tuple[BackgroundKind, ...] = field(metadata=says("背景の種類", "Kinds of background"))


ASPECT = NamedAspect(
    id="background",
    table="background",
    fact=Background,
    kinds=BackgroundKind,
)
