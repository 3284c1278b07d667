"""An amendment: the old terms and the new side by side, and what the new ones cite."""

from typing import Any

from kyodo_core.amending.amend import Amendment
from kyodo_core.aspects.programs import Program
from kyodo_core.domain.citing import cited
from kyodo_core.domain.reports import Paragraph, Report, Section
from kyodo_core.loading.overlays import Origin, Origins
from kyodo_core.messages import _
from kyodo_core.reports.configuration import changes_data, changes_report


def amendment_report(amendment: Amendment, lang: str) -> Report:
    """新旧対照表: the new terms beside those that held until then."""
    before, origins = _old(amendment), _origins(amendment)
    report = changes_report(amendment.city, before, [amendment.program], origins, lang)
    source = cited(amendment.terms.cite, report.documents).strip("〔〕")
    note = Paragraph(_("The new terms cite: {places}").format(places=source))
    return report.having(sections=(*report.sections, Section("", (note,))))


def amendment_data(amendment: Amendment, written: bool) -> dict[str, Any]:
    """`file` and whether it is `written`; the program, its `old` terms (or null) and its `new` ones."""
    (change,) = changes_data(_old(amendment), [amendment.program], _origins(amendment))
    return {
        "city": amendment.city.slug,
        **change,
        "file": str(amendment.path),
        "written": written,
        "notes": list(amendment.notes),
        "warnings": [warning.message for warning in amendment.warnings],
    }


def _old(amendment: Amendment) -> dict[str, Program]:
    facts = amendment.before.aspects["programs"]
    return {fact.id: fact for fact in facts if isinstance(fact, Program)}


def _origins(amendment: Amendment) -> Origins:
    """The new terms alone: those that the overlay had before are no part of the change."""
    return {(amendment.program.id, amendment.place): Origin(str(amendment.path), 0)}
