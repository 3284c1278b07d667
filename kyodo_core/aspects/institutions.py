"""推進体制: bodies, departments, funds and rules that carry collaboration."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Practice
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import DocumentDate, Period


class InstitutionKind(Kind):
    HEADQUARTERS = "headquarters", "庁内の推進本部", "Headquarters"
    DEPARTMENT = "department", "担当課・組織機構", "Department"
    COUNCIL = "council", "推進会議・委員会", "Promotion council"
    LIAISON = "liaison", "連絡会議", "Liaison of councils"
    STAFF = "staff", "担当職員・推進員", "Staff"
    FUND = "fund", "基金", "Fund"
    ORDINANCE = "ordinance", "条例の検討・制定", "Ordinance"


@value
class Figure(Value):
    """A figure that the document states of a body or a fund."""

    name: str = field(metadata=says("項目", "What it measures"))
    value: int = field(metadata=says("値", "Value"))
    unit: str = field(metadata=says("単位", "Unit"))


@value
class Institution(Practice):
    kinds: tuple[InstitutionKind, ...] = field(metadata=says("体制の種類", "Kinds of institution"))
    established: DocumentDate | NotStated = field(default=NOT_STATED, metadata=says("設置", "Established"))
    head: Text = field(default=NOT_STATED, metadata=says("長", "Head"))
    members: tuple[str, ...] = field(default=(), metadata=says("構成", "Members"))
    duties: tuple[str, ...] = field(default=(), metadata=says("役割", "Duties"))
    figures: tuple[Figure, ...] = field(default=(), metadata=says("数値", "Figures"))

    def span(self) -> Period:
        start = self.since or (self.established.fiscal_year if self.established else NOT_STATED)
        return Period(start, self.until)

    def brief(self) -> str:
        return super().brief() or "、".join(self.duties)


ASPECT = NamedAspect(
    id="institutions",
    table="institution",
    fact=Institution,
    kinds=InstitutionKind,
)
