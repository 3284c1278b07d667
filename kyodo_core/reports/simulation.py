"""What a change of rules would do, as a report and as data."""

from collections.abc import Sequence
from typing import Any

from kyodo_core.bulk.leftover import Wrong
from kyodo_core.bulk.simulation import Effect, Moved, Simulation
from kyodo_core.domain.reports import Block, Paragraph, Report, Section, Table
from kyodo_core.domain.years import FiscalYear
from kyodo_core.messages import _
from kyodo_core.reports.bulk import Names

_WRONG_SHOWN = 10
_RATIOS = (4, 2, 3, 3, 3, 2, 2, 2)


def simulation_report(found: Simulation, changes: Sequence[str], names: Names) -> Report:
    """Totals before and after, by city, program and size, and who gains and loses most."""
    sections = [
        Section(_("In total"), (_effects([(_("Total"), found.whole)], ""), *_notes(found, changes))),
        Section(_("By city"), (_effects(_cities(found, names), _("City")),)),
        Section(_("By program"), (_effects(_programs(found, names), _("Program")),)),
        Section(_("By size"), (_effects(found.sizes, _("Size")),)),
    ]
    for heading, moved in ((_("Who gains most"), found.gaining), (_("Who loses most"), found.losing)):
        if moved:
            sections.append(Section(heading, (_moved(moved, names),)))
    return Report(_("Simulation of a change"), tuple(sections))


def simulation_data(found: Simulation) -> dict[str, Any]:
    """The same as data; amounts in yen."""
    return {
        "total": _plain(found.whole),
        "cities": [{"city": city, **_plain(effect)} for city, effect in found.cities],
        "programs": [
            {"city": city, "program": program, "fiscal_year": year, **_plain(effect)}
            for (city, program, year), effect in found.programs
        ],
        "sizes": [{"size": size, **_plain(effect)} for size, effect in found.sizes],
        "gaining": [_plain_moved(moved) for moved in found.gaining],
        "losing": [_plain_moved(moved) for moved in found.losing],
        "faulty": [
            {"row": one.row, "column": one.column, "value": one.value, "message": one.message}
            for one in found.wrong
        ],
    }


def _plain(effect: Effect) -> dict[str, int]:
    shown = {field.name: getattr(effect, field.name) for field in effect.fields()}
    return {**shown, "difference": effect.difference, "unchanged": _unchanged(effect)}


def _plain_moved(moved: Moved) -> dict[str, Any]:
    shown = {field.name: getattr(moved, field.name) for field in moved.fields()}
    return {**shown, "difference": moved.after - moved.before}


def _unchanged(effect: Effect) -> int:
    return effect.applications - effect.gain - effect.lose - effect.silent


def _cities(found: Simulation, names: Names) -> list[tuple[str, Effect]]:
    return [(names(city, "")[0], effect) for city, effect in found.cities]


def _programs(found: Simulation, names: Names) -> list[tuple[str, Effect]]:
    return [
        (f"{' '.join(names(city, program))} {FiscalYear(year)}", effect)
        for (city, program, year), effect in found.programs
    ]


def _effects(groups: Sequence[tuple[str, Effect]], head: str) -> Table:
    heads = (
        head,
        _("Applications"),
        _("Before"),
        _("After"),
        _("Difference"),
        _("Gain"),
        _("Lose"),
        _("Unchanged"),
    )
    rows = [
        (
            name,
            f"{effect.applications:,}",
            f"{effect.before:,}",
            f"{effect.after:,}",
            f"{effect.difference:+,}",
            f"{effect.gain:,}",
            f"{effect.lose:,}",
            f"{_unchanged(effect):,}",
        )
        for name, effect in groups
    ]
    return Table(heads, tuple(rows), right=tuple(range(1, 8)), ratios=_RATIOS)


def _moved(moved: Sequence[Moved], names: Names) -> Table:
    heads = (_("Row"), _("Applicant"), _("Program"), _("Before"), _("After"), _("Difference"))
    rows = [
        (
            str(one.row),
            one.name,
            " ".join(names(one.city, one.program)),
            f"{one.before:,}",
            f"{one.after:,}",
            f"{one.after - one.before:+,}",
        )
        for one in moved
    ]
    return Table(heads, tuple(rows), right=(0, 3, 4, 5), ratios=(1, 3, 4, 2, 2, 2))


def _notes(found: Simulation, changes: Sequence[str]) -> list[Block]:
    change = _("Change")
    notes: list[Block] = [
        Paragraph(f"{change}: {', '.join(changes)}"),
        Paragraph(_("Amounts are in yen.")),
    ]
    if found.whole.silent:
        silent = _("Amount not stated")
        notes.append(Paragraph(f"{silent}: {found.whole.silent:,}"))
    if found.wrong:
        count = len({one.row for one in found.wrong})
        message = _("{count} row(s) could not be assessed under both and are left out:")
        notes.append(Paragraph(message.format(count=f"{count:,}")))
        shown = found.wrong[:_WRONG_SHOWN]
        notes += [Paragraph(f"{_at(one)}: {one.message}") for one in shown]
        if len(found.wrong) > _WRONG_SHOWN:
            more = _("… and {count} more").format(count=f"{len(found.wrong) - _WRONG_SHOWN:,}")
            notes.append(Paragraph(more))
    return notes


def _at(one: Wrong) -> str:
    row = _("row {number}").format(number=one.row)
    return f"{row} {one.column}".strip()
