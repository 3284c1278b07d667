"""サイクル: the phases that a city repeats, what they turn, and how a review feeds the next round."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import Value, value


class CycleKind(Kind):
    COLLABORATION = "collaboration", "協働の事業", "Collaboration projects"
    COUNCIL_ACTIVITY = "council_activity", "地域づくり活動", "Council activities"
    FACILITY = "facility", "拠点の運営", "Running of a facility"
    PLAN = "plan", "計画の見直し", "Review of a plan"


class PhaseKind(Kind):
    PLAN = "plan", "計画", "Plan"
    DO = "do", "実行", "Do"
    CHECK = "check", "評価", "Check"
    ACT = "act", "見直し・改善", "Act"


@value
class Phase(Value):
    name: str = field(metadata=says("段階", "Phase, in the document's words"))
    kinds: tuple[PhaseKind, ...] = field(metadata=says("段階の種類", "Core phases"))
    text: Text = field(default=NOT_STATED, metadata=says("内容", "What is done"))


@value
class Cycle(Fact):
    kinds: tuple[CycleKind, ...] = field(metadata=says("回す対象の種類", "Kinds of what it turns"))
    turns: str = field(metadata=says("回す対象", "What it turns"))
    phases: tuple[Phase, ...] = field(default=(), metadata=says("段階", "Phases"))
    every: Text = field(default=NOT_STATED, metadata=says("周期", "How often"))
    review: Text = field(default=NOT_STATED, metadata=says("次への反映", "How a review feeds the next"))

    def brief(self) -> str:
        phases = "→".join(phase.name for phase in self.phases)
        return "　".join(part for part in (self.turns, phases) if part)


ASPECT = NamedAspect(id="cycles", table="cycle", fact=Cycle, kinds=CycleKind)
