"""拠点施設: places that serve collaboration, with their functions and uses."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Part, Practice
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import value
from kyodo_core.domain.years import DocumentDate, Period


class FacilityKind(Kind):
    COMMUNITY_CENTRE = "community_centre", "地域づくりの拠点", "Centre of an area"
    SUPPORT_CENTRE = "support_centre", "市民活動の支援拠点", "Centre for civic activity"


@value
class Facility(Practice):
    kinds: tuple[FacilityKind, ...] = field(metadata=says("拠点の種類", "Kinds of facility"))
    formerly: Text = field(default=NOT_STATED, metadata=says("前身", "What it was before"))
    opened: DocumentDate | NotStated = field(default=NOT_STATED, metadata=says("設置", "Opened"))
    operator: Text = field(default=NOT_STATED, metadata=says("運営", "Who runs it"))
    nickname: Text = field(default=NOT_STATED, metadata=says("愛称", "Nickname and its meaning"))
    outline: tuple[Part, ...] = field(default=(), metadata=says("概要", "Outline"))
    functions: tuple[Part, ...] = field(default=(), metadata=says("機能", "Functions"))
    uses: tuple[Part, ...] = field(default=(), metadata=says("活用", "Uses"))
    benefits: tuple[Part, ...] = field(default=(), metadata=says("期待される効果", "Benefits"))
    open_questions: tuple[Part, ...] = field(default=(), metadata=says("検討課題", "Open questions"))

    def span(self) -> Period:
        return Period(self.since or (self.opened.fiscal_year if self.opened else NOT_STATED), self.until)

    def brief(self) -> str:
        return super().brief() or "、".join(part.name for part in self.functions)


ASPECT = NamedAspect(
    id="facilities",
    table="facility",
    fact=Facility,
    kinds=FacilityKind,
)
