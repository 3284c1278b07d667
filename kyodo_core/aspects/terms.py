"""用語: the words that a document defines for its own use."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.values import value


class TermKind(Kind):
    CITY = "city", "市", "The city"
    ADMINISTRATION = "administration", "行政", "Administration"
    RESIDENT = "resident", "市民", "Residents"
    TOWN_BUILDING = "town_building", "まちづくり", "Town building"
    AREA_BUILDING = "area_building", "地域づくり", "Area building"
    COMMUNITY = "community", "地域コミュニティ", "Local community"
    COMMUNITY_COUNCIL = "community_council", "地域協働体等", "Community council"
    PUBLIC_HALL = "public_hall", "公民館・拠点", "Public hall"
    CIVIC_ACTIVITY = "civic_activity", "市民活動", "Civic activity"
    NONPROFIT = "nonprofit", "NPO", "Non-profit organisation"
    EQUALITY = "equality", "対等", "Equality"
    SUBSIDIARITY = "subsidiarity", "補完性の原則", "Subsidiarity"
    DECENTRALISATION = "decentralisation", "地方分権", "Decentralisation"
    SOCIAL_CAPITAL = "social_capital", "社会関係資本", "Social capital"
    COMMUNITY_BUSINESS = "community_business", "コミュニティ・ビジネス", "Community business"
    COORDINATION = "coordination", "コーディネート・ネットワーク", "Coordination and networks"


@value
class Term(Fact):
    """A word (`name`) with the meaning that the document gives it (`text`)."""

    kinds: tuple[TermKind, ...] = field(metadata=says("用語の種類", "Kinds of term"))


ASPECT = NamedAspect(id="terms", table="term", fact=Term, kinds=TermKind, unit="語")
