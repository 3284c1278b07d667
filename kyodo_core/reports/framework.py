"""One city's framework, aspect by aspect, with citations."""

from collections.abc import Sequence

from kyodo_core.aspects import aspect
from kyodo_core.aspects.wording import Wording
from kyodo_core.domain.citing import citations_of
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Entries, Entry, Paragraph, Report, Section, Table
from kyodo_core.domain.sources import Document
from kyodo_core.messages import _
from kyodo_core.reports.silence import unstated


def framework_report(city: Municipality, aspect_ids: Sequence[str], lang: str) -> Report:
    """Everything that the city states in the given aspects."""
    header = city.header
    sections = tuple(_section(city, aspect_id, lang) for aspect_id in aspect_ids)
    title = _("{city} ({prefecture}, {code}): framework of collaboration").format(
        city=header.name, prefecture=header.prefecture, code=header.code
    )
    return Report(title, sections, documents=header.documents)


def _section(city: Municipality, aspect_id: str, lang: str) -> Section:
    declared = aspect(aspect_id)
    facts = city.aspects[aspect_id]
    if not facts:
        return Section(declared.label.text(lang), (Paragraph(unstated(city, aspect_id, lang)),))
    wording = Wording(city, lang)
    entries = tuple(Entry(fact.name, wording.particulars(fact), fact.cite) for fact in facts)
    return Section(declared.label.text(lang), (Entries(entries),))


def sources_report(city: Municipality, aspect_ids: Sequence[str], lang: str) -> Report:
    """The city's documents, and which facts rest on each."""
    sections = tuple(
        _document_section(city, document, aspect_ids, lang) for document in city.header.documents
    )
    title = _("{city}: documents and what rests on them").format(city=city.name)
    return Report(title, sections)


def _document_section(
    city: Municipality, document: Document, aspect_ids: Sequence[str], lang: str
) -> Section:
    rows = []
    for aspect_id in aspect_ids:
        for fact in city.aspects[aspect_id]:
            sections = [c.section for c in citations_of(fact) if c.document == document.id]
            if sections:
                rows.append((aspect(aspect_id).label.text(lang), fact.name, "、".join(sections)))
    described = [
        _("Document id: {id}").format(id=document.id),
        _("Issuer: {issuer}").format(issuer=document.issuer),
        _("Issued: {date}").format(date=document.issued or _("not stated")),
    ]
    if document.state_of:
        described.append(_("State of: {date}").format(date=document.state_of))
    if document.note:
        described.append(_("Note: {note}").format(note=document.note))
    described.append(_("Facts: {count}").format(count=len(rows)))
    table = Table((_("Aspect"), _("Fact"), _("Place in the document")), tuple(rows), ratios=(2, 4, 4))
    return Section(document.title, (*map(Paragraph, described), table))
