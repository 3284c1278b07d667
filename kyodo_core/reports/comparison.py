"""Cities side by side: an overview that fits a narrow page, or an aspect in full."""

from kyodo_core.aspects import LABELS, Cell, Item, State
from kyodo_core.comparison.matrix import ComparedAspect, Comparison
from kyodo_core.domain.citing import cited, cited_briefly, documents_of
from kyodo_core.domain.kinds import Standing
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Block, Paragraph, Report, Section, Table
from kyodo_core.messages import _
from kyodo_core.reports.silence import silence


def overview_report(comparison: Comparison, lang: str) -> Report:
    """A line per aspect with what matters of it in each city's cell; the other aspects by mere presence."""
    rows = tuple(_overview_row(compared, comparison, lang) for compared in comparison.aspects)
    columns = (_("Aspect"), *(city.name for city in comparison.cities))
    ratios = (4 if lang == "en" else 3, *(6 for _city in comparison.cities))
    hint = _("For an aspect in full: kyodo compare --aspect NAME. Names: {names}").format(
        names=" ".join(LABELS)
    )
    told = {compared.aspect.id for compared in comparison.aspects}
    others = tuple(
        (
            label.text(lang),
            *(_presence(city, aspect_id, lang) for city in comparison.cities),
        )
        for aspect_id, label in LABELS.items()
        if aspect_id not in told
    )
    sections = (
        Section("", (Table(columns, rows, ratios=ratios), *_year_note(comparison))),
        Section(_("Other aspects"), (Table(columns, others, ratios=ratios), Paragraph(hint))),
    )
    return _report(comparison, sections)


def _presence(city: Municipality, aspect_id: str, lang: str) -> str:
    if aspect_id in city.aspects and not city.awaits(aspect_id):
        return State.DEFINED.label.text(lang)
    return silence(city, aspect_id, lang)


def _overview_row(compared: ComparedAspect, comparison: Comparison, lang: str) -> tuple[str, ...]:
    return (
        compared.aspect.label.text(lang),
        *(_overview_cell(compared, city, lang) for city in comparison.cities),
    )


def _overview_cell(compared: ComparedAspect, city: Municipality, lang: str) -> str:
    cells = [row.cells[city.slug] for row in compared.rows]
    citations = tuple(dict.fromkeys(citation for cell in cells for citation in cell.citations))
    source = cited_briefly(citations, city.header.documents, _("and {count} more"))
    if city.slug in compared.headlines:
        return f"{compared.headlines[city.slug]}{source}"
    practised = [
        row.key.label.text(lang) for row in compared.rows if row.cells[city.slug].state is State.PRACTISED
    ]
    if practised:
        return f"{State.PRACTISED.label.text(lang)}: {'、'.join(practised)}{source}"
    return silence(city, compared.aspect.id, lang)


def comparison_report(comparison: Comparison, lang: str) -> Report:
    """Each aspect in full: its rows by city, every cell with its citations."""
    sections = tuple(
        Section(compared.aspect.label.text(lang), (_matrix(compared, comparison, lang),))
        for compared in comparison.aspects
    )
    notes = _year_note(comparison)
    return _report(comparison, (*sections, Section("", notes)) if notes else sections)


def _matrix(compared: ComparedAspect, comparison: Comparison, lang: str) -> Block:
    aspect_id, label = compared.aspect.id, compared.aspect.label.text(lang)
    awaited = any(city.awaits(aspect_id) for city in comparison.cities)
    if not compared.rows and not awaited:
        return Paragraph(_("Not stated in the documents."))
    rows = tuple(
        (
            row.key.label.text(lang),
            *(cell_text(row.cells[city.slug], city, aspect_id, lang) for city in comparison.cities),
        )
        for row in compared.rows
    )
    if not rows:
        rows = ((label, *(silence(city, aspect_id, lang) for city in comparison.cities)),)
    columns = (label, *(city.name for city in comparison.cities))
    return Table(columns, rows, ratios=(3, *(6 for _city in comparison.cities)))


def cell_text(cell: Cell, city: Municipality, aspect_id: str, lang: str) -> str:
    """A cell in words: its local names and what is said of them, its state where it is not plain."""
    if cell.state is State.NOT_STATED:
        return silence(city, aspect_id, lang)
    if cell.state is State.PRACTISED:
        head = f"（{State.PRACTISED.label.text(lang)}）"
        lines = [head, *(f"・{_item_name(item, lang)}" for item in cell.items)]
    else:
        lines = [_item_text(item, lang) for item in cell.items]
    return "\n".join([*lines, cited(cell.citations, city.header.documents)])


def _item_name(item: Item, lang: str) -> str:
    marks = [item.standing.label.text(lang)] if item.standing is not Standing.IN_FORCE else []
    marks += [_("inferred")] if item.inference else []
    return item.name + (f"［{'・'.join(marks)}］" if marks else "")


def _item_text(item: Item, lang: str) -> str:
    name = _item_name(item, lang)
    return f"・{name}：{item.text}" if item.text else f"・{name}"


def _year_note(comparison: Comparison) -> tuple[Block, ...]:
    if comparison.year is None:
        return ()
    note = _("As of {year}. A fact that its document does not date is shown as the document has it.")
    return (Paragraph(note.format(year=comparison.year)),)


def _report(comparison: Comparison, sections: tuple[Section, ...]) -> Report:
    title = _("Collaboration compared: {cities}").format(
        cities=_(", ").join(city.name for city in comparison.cities)
    )
    if comparison.year is not None:
        title += _(" (as of {year})").format(year=comparison.year)
    return Report(title, sections, documents=documents_of(comparison.cities))
