"""What is out of date in cities' facts, as a report and as data."""

from collections.abc import Iterator, Sequence
from typing import Any

from kyodo_core.aspects.plain import plain, plain_citations
from kyodo_core.comparison.staleness import Newer, Overdue, Resting, Stale, Superseded
from kyodo_core.domain.citing import citations_of, cited, documents_of
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Paragraph, Report, Section, Table
from kyodo_core.domain.years import FiscalYear
from kyodo_core.messages import _


def stale_report(found: Sequence[Stale], year: FiscalYear, lang: str) -> Report:
    """City by city: reviews overdue, superseded documents, and the facts that rest on these alone."""
    sections = [section for one in found for section in _sections(one, lang)]
    title = _("Out of date as of {year}").format(year=year)
    return Report(title, tuple(sections), documents=documents_of(one.city for one in found if not one.none))


def _sections(found: Stale, lang: str) -> Iterator[Section]:
    city = found.city
    if found.none:
        yield Section(city.name, (Paragraph(_("No review is overdue, and no document superseded.")),))
    if found.overdue:
        columns = (_("Aspect"), _("Fact"), _("To be reviewed by"), _("Citation"))
        rows = tuple(_overdue(one, city, lang) for one in found.overdue)
        heading = _("{city}: reviews overdue").format(city=city.name)
        yield Section(heading, (Table(columns, rows, ratios=(2, 5, 2, 4)),))
    if found.documents:
        heading = _("{city}: superseded documents").format(city=city.name)
        columns = (_("Document"), _("In its place"), _("Since"), _("Citation"))
        rows = tuple(_newer(one, newer, city, lang) for one in found.documents for newer in one.newer)
        yield Section(heading, (Table(columns, rows, ratios=(4, 4, 2, 4)),))
        heading = _("{city}: facts that rest on superseded documents alone").format(city=city.name)
        yield Section(heading, (_resting(found, lang),))


def _overdue(one: Overdue, city: Municipality, lang: str) -> tuple[str, ...]:
    name = f"{one.fact.name}（{one.fact.id}）"
    if one.terms:
        _place, terms = one.terms
        span = str(terms.span) if terms.since or terms.until else ""
        name += "\n" + "　".join(part for part in (_("Terms"), span, terms.name or "") if part)
    return (one.aspect.label.text(lang), name, str(one.review_by), _source(one.cite, city))


def _newer(one: Superseded, newer: Newer, city: Municipality, lang: str) -> tuple[str, ...]:
    said = f"{newer.kind.label.text(lang)}：{newer.name}"
    return (one.document.title, said, str(newer.since or ""), _source(newer.cite, city))


def _resting(found: Stale, lang: str) -> Table | Paragraph:
    if not found.facts:
        return Paragraph(_("No fact rests on them alone."))
    newer = {one.document.id: [newer.name for newer in one.newer] for one in found.documents}
    rows = tuple(
        (
            one.aspect.label.text(lang),
            f"{one.fact.name}（{one.fact.id}）",
            "\n".join(dict.fromkeys(name for document in one.documents for name in newer[document])),
            _source(citations_of(one.fact), found.city),
        )
        for one in found.facts
    )
    return Table((_("Aspect"), _("Fact"), _("In its place"), _("Citation")), rows, ratios=(2, 5, 3, 4))


def _source(citations: Sequence[Any], city: Municipality) -> str:
    return cited(citations, city.header.documents).strip("〔〕")


def stale_data(found: Sequence[Stale], year: FiscalYear) -> dict[str, Any]:
    """`year`, and by city what is overdue, which documents are superseded, and what rests on them alone."""
    return {
        "year": year.year,
        "cities": [
            {
                "slug": one.city.slug,
                "name": one.city.name,
                "code": str(one.city.header.code),
                "overdue": [_overdue_data(item) for item in one.overdue],
                "documents": [
                    {
                        "id": item.document.id,
                        "title": item.document.title,
                        "newer": [*map(_newer_data, item.newer)],
                    }
                    for item in one.documents
                ],
                "facts": [_resting_data(item) for item in one.facts],
            }
            for one in found
        ],
    }


def _overdue_data(one: Overdue) -> dict[str, Any]:
    return {
        "aspect": one.aspect.id,
        "id": one.fact.id,
        "name": one.fact.name,
        "terms": one.terms[0] if one.terms else None,
        "review_by": plain(one.review_by),
        "citations": plain_citations(one.cite),
    }


def _newer_data(newer: Newer) -> dict[str, Any]:
    return {
        "kind": str(newer.kind),
        "id": newer.id,
        "name": newer.name,
        "since": plain(newer.since),
        "citations": plain_citations(newer.cite),
    }


def _resting_data(one: Resting) -> dict[str, Any]:
    return {
        "aspect": one.aspect.id,
        "id": one.fact.id,
        "name": one.fact.name,
        "documents": list(one.documents),
        "citations": plain_citations(citations_of(one.fact)),
    }
