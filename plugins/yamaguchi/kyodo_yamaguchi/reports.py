"""山口市's own reports, laid out as the plan lays them out."""

from kyodo_core.api import Municipality, ReportSpec
from kyodo_core.api.facts import Form, Indicator, Path, Progress, facts_of
from kyodo_core.api.reports import Paragraph, Report, Section, Table

NOT_STATED = "記載なし"


def specs() -> list[ReportSpec]:
    return [
        ReportSpec(id="progress", title="これまでの進捗状況（47の推進項目）", build=progress),
        ReportSpec(id="indicators", title="数値目標（5指標）", build=indicators),
        ReportSpec(id="forms", title="協働の形態と実施する上での主なポイント", build=forms),
        ReportSpec(id="maturity", title="地域づくりの充実に向けたプロセス（三つの期）", build=maturity),
    ]


def progress(city: Municipality) -> Report:
    """The items by policy and status, with the shares that the plan prints, and its total."""
    (table,) = facts_of(city, "progress", Progress)
    columns = ("推進方針", "項目数", *(status.name for status in table.statuses))
    rows = []
    for row in (*table.rows, table.total):
        name = " ".join(part for part in (row.number or "", row.name) if part)
        counts = (
            f"{row.counts[status.id]} ({row.shares[status.id]})"
            if status.id in row.shares
            else str(row.counts[status.id])
            for status in table.statuses
        )
        rows.append((name, str(row.total), *counts))
    printed = Table(
        columns,
        tuple(rows),
        right=tuple(range(1, len(columns))),
        ratios=(6, 1, *(2 for _status in table.statuses)),
        citations=table.cite,
    )
    period = f"{table.begun or ''}から{table.as_of}までの推進状況"
    return Report(
        "山口市 これまでの進捗状況", (Section(period, (printed,)),), documents=city.header.documents
    )


def indicators(city: Municipality) -> Report:
    """Each indicator with its values side by side, as in the plan."""
    sections = []
    for indicator in facts_of(city, "indicators", Indicator):
        columns = tuple(f"{value.kind.label.ja}（{value.fiscal_year}）" for value in indicator.values)
        row = tuple(str(value.value) for value in indicator.values)
        table = Table(columns, (row,), right=tuple(range(len(columns))), citations=indicator.cite)
        source = Paragraph(f"出所: {indicator.source_survey or NOT_STATED}")
        heading = f"{indicator.number or ''}{indicator.name}【単位：{indicator.unit}】"
        sections.append(Section(heading, (table, source)))
    return Report("山口市 数値目標", tuple(sections), documents=city.header.documents)


def forms(city: Municipality) -> Report:
    """The forms with what they are and the points to observe."""
    stated = facts_of(city, "forms", Form)
    rows = tuple(
        (
            form.name,
            form.text or NOT_STATED,
            "\n".join([*(f"・{point}" for point in form.points), *_procedure(form)]),
        )
        for form in stated
    )
    table = Table(
        ("形態", "内容", "実施する上での主なポイント"),
        rows,
        ratios=(2, 4, 7),
        citations=tuple(citation for form in stated for citation in form.cite),
    )
    return Report("山口市 協働の形態", (Section("", (table,)),), documents=city.header.documents)


def _procedure(form: Form) -> list[str]:
    return [f"（手続き: {form.procedure}）"] if form.procedure else []


def maturity(city: Municipality) -> Report:
    """The stages with their spans, and the steps by who acts."""
    (path,) = facts_of(city, "maturity", Path)
    sections = []
    for number, stage in enumerate(path.stages, 1):
        rows = tuple((step.number or "", step.text, step.actor) for step in stage.milestones)
        table = Table(("", "取り組み", "主体"), rows, ratios=(1, 8, 2))
        theme = f"（{stage.theme}）" if stage.theme else ""
        span = Paragraph(f"期間: {stage.span.wording if stage.span else NOT_STATED}")
        sections.append(Section(f"{number} {stage.name}{theme}", (span, table)))
    return Report(f"山口市 {path.name}", tuple(sections), path.cite, city.header.documents)
