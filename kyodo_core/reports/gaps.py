"""What a city could learn from the others, with the place to read about it."""

from collections.abc import Sequence
from itertools import groupby

from kyodo_core.aspects import LABELS, State
from kyodo_core.comparison.gaps import Gap
from kyodo_core.domain.citing import cited, documents_of
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Paragraph, Report, Section, Table
from kyodo_core.messages import _


def gaps_report(
    city: Municipality, found: Sequence[Gap], cities: Sequence[Municipality], lang: str
) -> Report:
    """The gaps by aspect, each with whom to learn from; no order of merit."""
    title = _("What other cities state and {city} does not").format(city=city.name)
    note = _(
        "What a city's documents do not state may still exist. The list shows where to look; it ranks no one."
    )
    sections = [Section("", (Paragraph(note), *_not_compared(city, lang)))]
    for declared, group in groupby(found, key=lambda gap: gap.aspect):
        rows = tuple(row for gap in group for row in _rows(gap, lang))
        columns = (_("Not stated"), _("Learn from"), _("What they do"), _("Citation"))
        sections.append(Section(declared.label.text(lang), (Table(columns, rows, ratios=(3, 2, 6, 4)),)))
    if not found:
        sections.append(Section("", (Paragraph(_("There is nothing that only the others state.")),)))
    return Report(title, tuple(sections), documents=documents_of(cities))


def _not_compared(city: Municipality, lang: str) -> list[Paragraph]:
    """What the city lacks only because no one has encoded it."""
    if not city.header.todo:
        return []
    names = _(", ").join(LABELS[aspect_id].text(lang) for aspect_id in city.header.todo)
    said = _("Not encoded yet for {city}, and therefore left out of the list: {aspects}")
    return [Paragraph(said.format(city=city.name, aspects=names))]


def _rows(gap: Gap, lang: str) -> list[tuple[str, ...]]:
    name = gap.row.label.text(lang) if gap.row else gap.aspect.label.text(lang)
    if gap.state is State.PRACTISED:
        name += f"（{State.PRACTISED.label.text(lang)}）"
    return [
        (
            name,
            other.name,
            "、".join(item.name for item in cell.items)
            + (f"（{cell.state.label.text(lang)}）" if cell.state is State.PRACTISED else ""),
            cited(cell.citations, other.header.documents).strip("〔〕"),
        )
        for other, cell in gap.learn_from
    ]
