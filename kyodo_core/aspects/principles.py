"""原則・考え方: what the parties keep to when they work together."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import value


class PrincipleKind(Kind):
    SHARED_AIM = "shared_aim", "目的の共有", "Shared aim"
    MUTUAL_UNDERSTANDING = "mutual_understanding", "相互理解", "Mutual understanding"
    EQUALITY = "equality", "対等", "Equality"
    AUTONOMY = "autonomy", "自主性・自立性の尊重", "Autonomy"
    OPENNESS = "openness", "情報公開・共有", "Openness"
    CLEAR_ROLES = "clear_roles", "役割の明確化", "Clear roles"
    REVIEW = "review", "評価・改善", "Review"
    SUBSIDIARITY = "subsidiarity", "補完性", "Subsidiarity"
    DECENTRALISATION = "decentralisation", "地域分権", "Decentralisation"
    SELF_RELIANCE = "self_reliance", "自立", "Self-reliance"


@value
class Principle(Fact):
    kinds: tuple[PrincipleKind, ...] = field(metadata=says("核となる原則", "Core kinds"))
    number: Text = field(default=NOT_STATED, metadata=says("番号", "Number in the document's list"))


ASPECT = NamedAspect(
    id="principles",
    table="principle",
    fact=Principle,
    kinds=PrincipleKind,
    unit="原則",
    named=0,
)
