"""一関市's own reports, laid out as its plan and its web page lay them out."""

from itertools import groupby

from kyodo_core.api import Municipality, ReportSpec
from kyodo_core.api.facts import Event, Plan, Program, ScheduleYear, facts_of
from kyodo_core.api.reports import Block, Entries, Entry, Paragraph, Report, Section, Table, cited, unique

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
    """The fourteen 事業: a table of all by year, then each as the plan's own table."""
    numbered = [p for p in facts_of(city, "programs", Program) if p.plan == FIRST_PLAN and p.number]
    years = sorted({entry.fiscal_year for program in numbered for entry in program.schedule})
    columns = ("事業", "名称", *(str(year).removeprefix("平成") for year in years))
    rows = tuple(
        (str(program.number), program.name, *(_mark(program.in_year(year)) for year in years))
        for program in numbered
    )
    overview = Table(columns, rows, right=(0,), ratios=(1, 4, *(3 for _year in years)))
    note = Paragraph(
        "* は推定。表の枠や矢印が失われた年度を、文書の記述から読んだもので、理由は事業ごとの表に示す。"
    )
    sections = [Section("実施年度の一覧", (overview, note))]
    sections += [Section(f"事業{p.number} {p.name}", _program(p)) for p in numbered]
    return Report("一関市地域協働推進計画 14事業", tuple(sections), documents=city.header.documents)


def _mark(entry: ScheduleYear | None) -> str:
    if entry is None:
        return NOT_STATED
    return f"{entry.phase.label.ja}{'*' if entry.inference else ''}"


def _phase(entry: ScheduleYear) -> str:
    return entry.phase.label.ja + ("（推定）" if entry.inference else "")


def _program(program: Program) -> tuple[Block, ...]:
    content = tuple(("内容" if place == 0 else "", line) for place, line in enumerate(program.content))
    aims = [("趣旨", program.text)] if program.text else []
    recipients = [("対象", "、".join(program.recipients))] if program.recipients else []
    earlier = [("別の名称", program.formerly)] if program.formerly else []
    outcome = tuple(("その後", f"{later.since or ''} {later.text}".strip()) for later in program.later)
    described = Table(
        ("項目", "記載"),
        (*aims, *content, *recipients, *earlier, *outcome),
        ratios=(1, 6),
        citations=unique((*program.cite, *(c for later in program.later for c in later.cite))),
    )
    schedule = Table(
        ("実施年度", "段階", "文書の記載", "推定の理由"),
        tuple((str(e.fiscal_year), _phase(e), e.wording or "", e.inference or "") for e in program.schedule),
        ratios=(2, 2, 5, 5),
    )
    uses = tuple(
        Table(
            ("使途", "例"),
            tuple((u.name, "、".join(u.examples) or u.text or "") for u in program.uses),
            ratios=(1, 3),
        )
        for _one in program.uses[:1]
    )
    return (described, *uses, schedule)


def history(city: Municipality) -> Report:
    """What happened, by fiscal year."""
    events = sorted(facts_of(city, "history", Event), key=lambda event: event.fiscal_year)
    rows = []
    for _year, group in groupby(events, key=lambda event: event.fiscal_year):
        happened = list(group)
        lines = "\n".join(f"・{_event(event)}" for event in happened)
        sources = cited(unique(c for event in happened for c in event.cite), city.header.documents)
        rows.append((happened[0].fiscal_year.era_name, lines, sources.strip("〔〕")))
    table = Table(("年度", "できごと", "出典"), tuple(rows), ratios=(2, 8, 5))
    return Report("一関市 協働のまちづくりの歩み", (Section("", (table,)),), documents=city.header.documents)


def _event(event: Event) -> str:
    dated = f"（{event.date}）" if event.date else ""
    return f"{event.name}{dated}{f'：{event.text}' if event.text else ''}"


def plans(city: Municipality) -> Report:
    """Which plan followed which, with dates, period and pillars."""
    facts = [plan for plan in facts_of(city, "plans", Plan) if plan.id != MODEL_FORM]
    names = {plan.id: plan.name for plan in facts}
    entries = Entries(tuple(Entry(plan.name, _plan(plan, names), plan.cite) for plan in facts))
    return Report("一関市 計画の系譜", (Section("", (entries,)),), documents=city.header.documents)


def _plan(plan: Plan, names: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    said = (
        ("策定", (str(plan.adopted or NOT_STATED),)),
        ("施行", (str(plan.in_force or NOT_STATED),)),
        ("計画期間", (str(plan.period or NOT_STATED),)),
        ("引き継いだ計画", tuple(names[plan_id] for plan_id in plan.supersedes)),
        ("改称前の名称", (plan.formerly,) if plan.formerly else ()),
        ("柱", plan.pillars),
        ("内容", (plan.text,) if plan.text else ()),
        ("策定の過程", tuple(f"・{step}" for step in plan.made_by)),
        ("異なる記載", tuple(f"・{conflict.text}" for conflict in plan.conflicts)),
    )
    return tuple((label, lines) for label, lines in said if lines)


def area_plan(city: Municipality) -> Report:
    """The model form of a council's plan: its numbered parts, part 3 with the lines of the example."""
    (model,) = (plan for plan in facts_of(city, "plans", Plan) if plan.id == MODEL_FORM)
    lines = Table(
        ("実施項目", "実施事業", "実施主体"),
        tuple((line.item, line.project, line.actor) for line in model.model),
        ratios=(4, 4, 5),
        citations=model.cite,
    )
    sections = []
    for part in model.contents:
        said = [Paragraph(text) for text in (part.text, "、".join(part.examples)) if text]
        holds_lines = part.name.startswith("3 ")
        sections.append(Section(part.name, (*said, lines) if holds_lines else tuple(said)))
    return Report(model.name, tuple(sections), documents=city.header.documents)
