"""What a table would change in an aspect, before it is written; as a report and as data."""

from typing import Any

from kyodo_core.comparison.changes import ChangeKind
from kyodo_core.domain.labels import Label
from kyodo_core.domain.reports import Paragraph, Report, Section, Table
from kyodo_core.importing.drafts import Draft
from kyodo_core.importing.headings import Column
from kyodo_core.messages import _
from kyodo_core.reports.changes import ChangeWords, listing_data


def draft_report(draft: Draft, replace: bool, lang: str) -> Report:
    """How the headings were read, how much is new or differs, and each fact with old and new."""
    label = draft.aspect.label.text(lang)
    words = ChangeWords(draft.before, draft.after, lang)
    sections = [
        Section(_("Headings"), (_headings(draft, lang),)),
        Section(_("Differences"), (_overview(draft, lang), *_notes(draft, replace))),
        *(words.section(label, change) for change in draft.listing.changes),
    ]
    title = _("{city}, {aspect}: what the table would change").format(city=draft.before.name, aspect=label)
    return Report(title, tuple(sections), documents=draft.before.header.documents)


def _headings(draft: Draft, lang: str) -> Table:
    rows = [(column.heading, column.target.key, _label(column, lang)) for column in draft.columns]
    rows += [(heading, "-", _("not read")) for heading in draft.ignored]
    return Table((_("Heading"), _("Key"), _("Item")), tuple(rows))


def _label(column: Column, lang: str) -> str:
    labels = column.target.labels
    return Label(*labels[:2]).text(lang) if len(labels) > 1 else ""


def _overview(draft: Draft, lang: str) -> Table:
    counts = {kind: len(draft.listing.of(kind)) for kind in (ChangeKind.ADDED, ChangeKind.CHANGED)}
    rows = (*((kind.label.text(lang), str(count)) for kind, count in counts.items()),)
    return Table((_("Item"), _("Facts")), (*rows, (_("Unchanged"), str(draft.listing.unchanged))), right=(1,))


def _notes(draft: Draft, replace: bool) -> list[Paragraph]:
    """Which facts keep what they say now."""
    names = "、".join(f"{name}（{', '.join(keys)}）" for name, keys in draft.left)
    if not names:
        return []
    if replace:
        return [
            Paragraph(
                _(
                    "To be changed by hand, since these keys have tables or comments of their own: {names}"
                ).format(names=names)
            )
        ]
    return [Paragraph(_("Left as they are, unless --replace is given: {names}").format(names=names))]


def draft_data(draft: Draft, written: str | None) -> dict[str, Any]:
    """The city and aspect, how the headings were read, the changes, and where it was written."""
    city = draft.before
    return {
        "city": {"slug": city.slug, "name": city.name, "code": str(city.header.code)},
        "aspect": draft.aspect.id,
        "columns": [{"heading": column.heading, "key": column.target.key} for column in draft.columns],
        "ignored": list(draft.ignored),
        "changes": listing_data(draft.listing),
        "left": [{"id": name, "keys": list(keys)} for name, keys in draft.left],
        "written": written,
    }
