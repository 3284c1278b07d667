"""How much of a framework each plugin holds, as sections of a report and as data."""

from collections.abc import Iterable
from typing import Any

from kyodo_core.aspects import LABELS
from kyodo_core.comparison.coverage import Coverage, Encoding
from kyodo_core.domain.reports import Paragraph, Section, Table
from kyodo_core.messages import _


def coverage_sections(covered: Iterable[Coverage], lang: str) -> tuple[Section, ...]:
    """A table per city, a line per aspect, with a total; then how many aspects are in which state."""
    title = _("Coverage: {city}")
    return tuple(
        Section(title.format(city=one.city.name), (_table(one, lang), Paragraph(_summary(one, lang))))
        for one in covered
    )


def _table(covered: Coverage, lang: str) -> Table:
    rows = [
        (LABELS[one.aspect_id].text(lang), one.encoding.label.text(lang), *_counts(one.facts, one.citations))
        for one in covered.aspects
    ]
    rows.append((_("Total"), "", *_counts(covered.facts, covered.citations)))
    columns = (_("Aspect"), _("State"), _("Facts"), _("Citations"))
    return Table(columns, tuple(rows), right=(2, 3), ratios=(3, 3, 1, 1))


def _counts(facts: int, citations: int) -> tuple[str, str]:
    return f"{facts:,}", f"{citations:,}"


def _summary(covered: Coverage, lang: str) -> str:
    """記載あり 17、記載なし 5、未入力 2; a state that no aspect is in is left out, but the first."""
    counts = {encoding: covered.count(encoding) for encoding in Encoding}
    return _(", ").join(
        f"{encoding.label.text(lang)} {count}"
        for encoding, count in counts.items()
        if count or encoding is Encoding.STATED
    )


def coverage_data(covered: Coverage) -> list[dict[str, Any]]:
    """Per aspect its state (`stated`, `not_stated`, `todo`, `faulty`) with the counts."""
    return [
        {
            "aspect": one.aspect_id,
            "state": str(one.encoding),
            "facts": one.facts,
            "citations": one.citations,
        }
        for one in covered.aspects
    ]
