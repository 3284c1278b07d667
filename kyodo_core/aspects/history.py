"""歩み: what happened, year by year."""

from collections.abc import Mapping, Sequence

from attrs import field

from kyodo_core.aspects.base import Aspect, Cell, RowKey, cell_of
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind, Label, says
from kyodo_core.domain.municipality import Holdings
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.values import value
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period


class EventKind(Kind):
    PLAN = "plan", "計画", "Plan"
    ORDINANCE = "ordinance", "条例", "Ordinance"
    PROGRAM = "program", "支援事業", "Program"
    COUNCIL = "council", "地域協働体等", "Community council"
    FACILITY = "facility", "拠点施設", "Facility"
    STAFFING = "staffing", "人員の配置", "Staffing"
    INSTITUTION = "institution", "推進体制", "Institution"
    DIALOGUE = "dialogue", "対話", "Dialogue"
    MERGER = "merger", "合併", "Merger"


@value
class Event(Fact):
    fiscal_year: FiscalYear = field(metadata=says("年度", "Fiscal year"))
    date: DocumentDate | NotStated = field(default=NOT_STATED, metadata=says("年月日", "Date"))
    kinds: tuple[EventKind, ...] = field(metadata=says("出来事の種類", "Kinds of event"))

    def span(self) -> Period:
        return Period(self.fiscal_year, NOT_STATED)


@value
class HistoryAspect(Aspect):
    """Compared year by year, over the years in which something happened."""

    def rows(self, cities: Mapping[str, Holdings]) -> Sequence[RowKey]:
        years = {f.fiscal_year for held in cities.values() for f in held[self.id] if isinstance(f, Event)}
        return [
            RowKey(str(year.year), Label(FiscalYear(year.year).era_name, f"FY{year.year}"))
            for year in sorted(years)
        ]

    def cell(self, row: RowKey, held: Holdings) -> Cell:
        return cell_of(
            [f for f in held[self.id] if isinstance(f, Event) and str(f.fiscal_year.year) == row.id]
        )

    def headline(self, facts: Sequence[Fact]) -> str:
        years = sorted(fact.fiscal_year for fact in facts if isinstance(fact, Event))
        if not years:
            return ""
        first, last = years[0].era_name, years[-1].era_name
        return f"{first if first == last else f'{first}～{last}'}、{len(facts)}件"


ASPECT = HistoryAspect(
    id="history",
    table="event",
    fact=Event,
    kinds=EventKind,
    gaps_by_row=False,
)
