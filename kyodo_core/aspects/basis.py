"""根拠: the ordinances, plans and proposals that a city's collaboration rests on."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import DocumentDate


class BasisKind(Kind):
    ORDINANCE = "ordinance", "条例", "Ordinance"
    COMPREHENSIVE_PLAN = "comprehensive_plan", "総合計画", "Comprehensive plan"
    DEDICATED_PLAN = "dedicated_plan", "協働の計画・指針", "Plan or guideline on collaboration"
    PROPOSAL = "proposal", "提言", "Proposal by citizens"
    STAFF_GUIDELINE = "staff_guideline", "職員の行動指針", "Guideline for staff"


@value
class Article(Value):
    """One article or clause of a basis."""

    number: str = field(metadata=says("条項", "Article, as the document numbers it"))
    text: str = field(metadata=says("内容", "What it says, in other words"))


@value
class Basis(Fact):
    kinds: tuple[BasisKind, ...] = field(metadata=says("根拠の種類", "Kinds of basis"))
    issued: DocumentDate | NotStated = field(
        default=NOT_STATED, metadata=says("制定・策定の日", "Date of enactment or adoption")
    )
    articles: tuple[Article, ...] = field(default=(), metadata=says("条項", "Articles"))


ASPECT = NamedAspect(id="basis", table="basis", fact=Basis, kinds=BasisKind)
