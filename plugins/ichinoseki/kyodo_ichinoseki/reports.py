"""一関市's own reports, laid out as its plan and its web page lay them out."""

from itertools import groupby

from kyodo_core.api import Municipality, ReportSpec
from kyodo_core.api.facts import Event, Plan, Program, ScheduleYear, facts_of
from kyodo_core.api.reports import Block, Entries, Entry, Paragraph, Report, Section, Table, Wording, cited

FIRST_PLAN = "promotion-plan-1"
MODEL_FORM = "area-plan-model"
NOT_STATED = "記載なし"


def specs() -> list[ReportSpec]:
    return [
        ReportSpec(id="programs", title="14事業の内容と実施年度（平成26～30年度）", build=programs),
        ReportSpec(id="history", title="協働のまちづくりの歩み", build=history),
        ReportSpec(id="plans", title="計画の系譜", build=plans),
        ReportSpec(id="area-plan", title="「地域づくり計画書」の例（参考）", build=area_plan),
    ]


def programs(city: Municipality) -> Report:
    """The fourteen 事業: a table of all by year, each as the plan's own table, then the other systems."""
    facts = facts_of(city, "programs", Program)
    numbered = [program for program in facts if program.plan == FIRST_PLAN and program.number]
    others = [program for program in facts if program not in numbered]
    wording = Wording(city, "ja")
    sections = [Section("実施年度の一覧", _schedule_overview(numbered))]
    sections += [Section(f"事業{p.number}「{p.name}」", _program(p, wording)) for p in numbered]
    entries = Entries(tuple(Entry(p.name, wording.particulars(p), p.cite) for p in others))
    sections.append(Section("その他の制度（従前からのもの、のちに創設・廃止されたもの）", (entries,)))
    return _report(city, "一関市地域協働推進計画 14事業", sections)


def _schedule_overview(numbered: list[Program]) -> tuple[Block, ...]:
    years = sorted({entry.fiscal_year for program in numbered for entry in program.schedule})
    columns = ("事業", "名称", *(str(year).removeprefix("平成") for year in years))
    rows = tuple(
        (str(program.number), program.name, *(_mark(program.in_year(year)) for year in years))
        for program in numbered
    )
    note = Paragraph(
        "* は推定。表の枠や矢印が失われた年度を、文書の記述から読んだもので、理由は事業ごとの表に示す。"
    )
    return (Table(columns, rows, right=(0,), ratios=(1, 4, *(3 for _year in years))), note)


def _mark(entry: ScheduleYear | None) -> str:
    if entry is None:
        return NOT_STATED
    return f"{entry.phase.label.ja}{'*' if entry.inference else ''}"


def _program(program: Program, wording: Wording) -> tuple[Block, ...]:
    described = Entry(
        program.name, wording.particulars(program, leave_out=("schedule", "plan")), program.cite
    )
    schedule = Table(
        ("実施年度", "段階", "文書の記載", "推定の理由"),
        tuple((str(e.fiscal_year), _mark(e), e.wording or "", e.inference or "") for e in program.schedule),
        ratios=(2, 2, 5, 5),
    )
    return (Entries((described,)), schedule)


def history(city: Municipality) -> Report:
    """What happened, by fiscal year; one line per event with its source and what differs elsewhere."""
    events = sorted(facts_of(city, "history", Event), key=lambda event: event.fiscal_year)
    rows = []
    for _year, group in groupby(events, key=lambda event: event.fiscal_year):
        for place, event in enumerate(group):
            year = event.fiscal_year.era_name if place == 0 else ""
            rows.append((year, _event(event, city), _source(event, city)))
    table = Table(("年度", "できごと", "出典"), tuple(rows), ratios=(2, 8, 5))
    return _report(city, "一関市 協働のまちづくりの歩み", [Section("", (table,))])


def _event(event: Event, city: Municipality) -> str:
    dated = f"（{event.date}）" if event.date else ""
    lines = [f"{event.name}{dated}{f'：{event.text}' if event.text else ''}"]
    if event.inference:
        lines.append(f"（推定: {event.inference}）")
    lines += [
        f"（異なる記載: {conflict.text}{cited(conflict.cite, city.header.documents)}）"
        for conflict in event.conflicts
    ]
    return "\n".join(lines)


def _source(event: Event, city: Municipality) -> str:
    return cited(event.cite, city.header.documents).strip("〔〕")


def plans(city: Municipality) -> Report:
    """Which plan followed which, with dates, period, pillars and how it was made."""
    wording = Wording(city, "ja")
    facts = [plan for plan in facts_of(city, "plans", Plan) if plan.id != MODEL_FORM]
    entries = tuple(Entry(plan.name, _lineage(plan, wording), plan.cite) for plan in facts)
    return _report(city, "一関市 計画の系譜", [Section("", (Entries(entries),))])


def _lineage(plan: Plan, wording: Wording) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Adoption, entry into force and period always stand, stated or not; then all else that is stated."""
    dates = (
        ("策定", (str(plan.adopted or plan.adopted_in or NOT_STATED),)),
        ("施行", (str(plan.in_force or NOT_STATED),)),
        ("計画期間", (str(plan.period or NOT_STATED),)),
    )
    rest = wording.particulars(plan, leave_out=("kinds", "adopted", "adopted_in", "in_force", "period"))
    return (*dates, *rest)


def area_plan(city: Municipality) -> Report:
    """The model form of a council's plan: its numbered parts, part 3 with the lines of the example."""
    (model,) = (plan for plan in facts_of(city, "plans", Plan) if plan.id == MODEL_FORM)
    lines = Table(
        ("実施項目", "実施事業", "実施主体"),
        tuple((line.item, line.project, line.actor) for line in model.model),
        ratios=(4, 4, 5),
        citations=model.cite,
    )
    sections = [Section("", (Paragraph(model.text),))] if model.text else []
    for part in model.contents:
        said = [Paragraph(text) for text in (part.text, "、".join(part.examples)) if text]
        holds_lines = part.name.startswith("3 ")
        sections.append(Section(part.name, (*said, lines) if holds_lines else tuple(said)))
    return _report(city, model.name, sections)


def _report(city: Municipality, title: str, sections: list[Section]) -> Report:
    return Report(title, tuple(sections), documents=city.header.documents)
