"""花巻市's own reports, laid out as the guideline lays them out."""

from kyodo_core.api import Municipality, ReportSpec
from kyodo_core.api.facts import NOT_STATED as SILENT
from kyodo_core.api.facts import ActorKind, Band, Undertaking, facts_of
from kyodo_core.api.reports import Entries, Entry, Paragraph, Report, Section, Table, unique

NOT_STATED = "記載なし"
_RANGE = {True: "協働の範囲", False: "協働の範囲外"}


def specs() -> list[ReportSpec]:
    return [
        ReportSpec(id="range", title="協働の範囲とふさわしい形態（第2章4）", build=collaboration_range),
        ReportSpec(id="undertakings", title="推進方針: 市民と市の取り組み（第3章2）", build=undertakings),
    ]


def collaboration_range(city: Municipality) -> Report:
    """The bands from the citizens' side to the city's; A, B and C are collaboration."""
    bands = facts_of(city, "bands", Band)
    rows = tuple(
        (
            band.mark or "",
            band.name,
            NOT_STATED if band.collaboration is SILENT else _RANGE[band.collaboration],
            "、".join(band.form_names),
            band.text or "",
        )
        for band in bands
    )
    columns = ("記号", "領域", "範囲", "ふさわしい形態", "内容")
    table = Table(
        columns, rows, citations=unique(c for band in bands for c in band.cite), ratios=(1, 4, 2, 4, 5)
    )
    notes = tuple(
        Paragraph(f"推定: {band.name}の形態は、{band.inference}") for band in bands if band.inference
    )
    sections = (Section("市民のかかわりが強い側から市のかかわりが強い側へ", (table, *notes)),)
    return Report("花巻市 協働の範囲", sections, documents=city.header.documents)


def undertakings(city: Municipality) -> Report:
    """What each kind of citizen undertakes, then what the city does."""
    facts = facts_of(city, "undertakings", Undertaking)
    by_city = [fact for fact in facts if fact.kinds == (ActorKind.ADMINISTRATION,)]
    shared = [fact for fact in facts if ActorKind.ADMINISTRATION in fact.kinds and fact not in by_city]
    citizens = [fact for fact in facts if fact not in by_city and fact not in shared]
    sections = (
        Section("2 推進方針", (_entries(shared),)),
        Section("(1) 市民の取り組み", (_entries(citizens),)),
        Section("(2) 市の取り組み", (_entries(by_city),)),
    )
    return Report("花巻市 推進方針", sections, documents=city.header.documents)


def _entries(facts: list[Undertaking]) -> Entries:
    return Entries(tuple(_entry(fact) for fact in facts))


def _entry(fact: Undertaking) -> Entry:
    said: list[tuple[str, tuple[str, ...]]] = []
    if fact.text:
        said.append(("考え方", (fact.text,)))
    if fact.actions:
        said.append(("取り組み", tuple(f"・{action}" for action in fact.actions)))
    name = " ".join(part for part in (fact.number or "", fact.name) if part)
    return Entry(name, tuple(said), fact.cite)
