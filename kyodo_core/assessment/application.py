"""An application: what one applicant asks under a program in a fiscal year."""

from attrs import field

from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import FiscalYear
from kyodo_core.rules.case import Cost, FactValue
from kyodo_core.rules.facts import FISCAL_YEAR, KIND


@value
class Applicant(Value):
    kind: ActorKind = field(metadata=says("主体の種別", "Core kind"))
    name: str = field(metadata=says("名称", "Name"))
    facts: dict[str, FactValue] = field(factory=dict, metadata=says("事実", "Facts by id"))


@value
class CostLine(Value):
    category: str = field(metadata=says("費目", "Category"))
    amount: int = field(metadata=says("金額", "Amount", "yen"))


@value
class Application(Value):
    """`terms` names the terms that are applied for, where a program has several at a time."""

    city: str = field(metadata=says("市町村", "Slug of the city"))
    program: str = field(metadata=says("事業", "Id of the program"))
    fiscal_year: FiscalYear = field(metadata=says("年度", "Fiscal year"))
    terms: Text = field(default=NOT_STATED, metadata=says("交付条件の区分", "Name of the terms"))
    applicant: Applicant = field(metadata=says("申請者", "Applicant"))
    costs: tuple[CostLine, ...] = field(default=(), metadata=says("経費", "Costs"))

    def facts(self) -> dict[str, FactValue]:
        """The facts that rules may ask for: those of the applicant, its kind and the fiscal year."""
        supplied: dict[str, FactValue] = {KIND: str(self.applicant.kind), FISCAL_YEAR: self.fiscal_year.year}
        return self.applicant.facts | supplied

    def declared_costs(self) -> tuple[Cost, ...]:
        return tuple(Cost(line.category, line.amount) for line in self.costs)
