"""The installed cities and the reports that they supply."""

from collections.abc import Sequence

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Block, Paragraph, Report, ReportSpec, Section, Table
from kyodo_core.messages import _


def cities_report(cities: Sequence[Municipality]) -> Report:
    """Every installed city with its code, prefecture, documents and counts."""
    rows = []
    for city in cities:
        header, counts = city.header, fact_counts(city)
        rows.append(
            (
                city.slug,
                city.name,
                str(header.code),
                header.prefecture,
                "\n".join(document.title for document in header.documents),
                str(sum(1 for count in counts.values() if count)),
                str(sum(counts.values())),
            )
        )
    columns = (
        _("Slug"),
        _("City"),
        _("Code"),
        _("Prefecture"),
        _("Documents"),
        _("Aspects"),
        _("Facts"),
    )
    table = Table(columns, tuple(rows), right=(5, 6))
    return Report(_("Installed cities"), (Section("", (table,)),))


def fact_counts(city: Municipality) -> dict[str, int]:
    """How many facts the city states in each aspect."""
    return {aspect_id: len(city.aspects[aspect_id]) for aspect_id in ASPECT_IDS}


def report_list(city: Municipality, specs: Sequence[ReportSpec]) -> Report:
    """The reports that a city supplies."""
    table: Block = Table((_("Report"), _("Title")), tuple((spec.id, spec.title) for spec in specs))
    if not specs:
        table = Paragraph(_("The city's plugin supplies no reports of its own."))
    return Report(_("Reports of {city}").format(city=city.name), (Section("", (table,)),))
