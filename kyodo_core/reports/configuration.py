"""What a deployment has configured: its choices, where each value comes from, and what it changes."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from kyodo_core.aspects.plain import plain
from kyodo_core.aspects.programs import Program
from kyodo_core.aspects.wording import Wording
from kyodo_core.checking import CheckedConfiguration
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Entries, Entry, Paragraph, Report, Section, Table
from kyodo_core.loading.overlays import Origins
from kyodo_core.messages import _
from kyodo_core.reports.contrast import contrast, contrast_table
from kyodo_core.rules.terms import Terms


def choices_report(checked: CheckedConfiguration, with_warnings: bool) -> Report:
    """The configuration in force, the overlays that were read without a fault, and what may surprise."""
    found = checked.configuration
    if found.folder is None:
        return Report(
            _("Configuration"), (Section("", (Paragraph(_("There is no configuration; none is needed.")),)),)
        )
    rows = (
        (_("Folder"), str(found.folder)),
        (_("Cities"), "、".join(found.choices.cities) or _("all installed")),
        (_("Language"), found.choices.language),
        (_("Records"), found.records or "-"),
        (_("Overlays"), "、".join(checked.overlays) or "-"),
    )
    sections = [Section("", (Table((_("Item"), _("Content")), rows),))]
    if with_warnings and checked.warnings:
        columns = (_("Place"), _("Finding"), _("What would be right"))
        told = tuple((warning.place, warning.message, warning.hint) for warning in checked.warnings)
        sections.append(Section(_("Warnings"), (Table(columns, told, ratios=(4, 4, 3)),)))
    return Report(_("Configuration"), tuple(sections))


def choices_data(checked: CheckedConfiguration) -> dict[str, Any]:
    """The choices, the slugs of the overlays, and the warnings with their places."""
    found = checked.configuration
    return {
        "folder": str(found.folder) if found.folder else None,
        "cities": list(found.choices.cities),
        "language": found.choices.language,
        "records": found.records or None,
        "overlays": list(checked.overlays),
        "warnings": [attrs.asdict(warning) for warning in checked.warnings],
    }


def effective_report(
    city: Municipality, programs: Sequence[Program], origins: Origins, with_origin: bool, lang: str
) -> Report:
    """The terms in force of every program that has any; if asked for, where each set comes from."""
    wording = Wording(city, lang)
    sections = []
    for program in programs:
        if program.terms:
            entries = tuple(
                Entry(
                    _heading(terms),
                    (
                        *wording.stated(terms, leave_out=("name", "since", "until")),
                        *_origin(program, place, origins, with_origin),
                    ),
                    terms.cite,
                )
                for place, terms in enumerate(program.terms)
            )
            sections.append(Section(program.name, (Entries(entries),)))
    title = _("{city}: programs in force").format(city=city.name)
    return Report(title, tuple(sections), documents=city.header.documents)


def _heading(terms: Terms) -> str:
    span = str(terms.span) if terms.since or terms.until else _("years not stated")
    return "　".join(part for part in (span, terms.name or "") if part)


def _origin(
    program: Program, place: int, origins: Origins, with_origin: bool
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not with_origin:
        return ()
    origin = origins.get((program.id, place))
    return ((_("Origin"), (f"{origin.file}:{origin.line}" if origin else _("the plugin"),)),)


def effective_data(programs: Sequence[Program], origins: Origins) -> list[dict[str, Any]]:
    """The programs with their terms, each with its origin (file and line, or null for the plugin)."""
    return [
        {
            "id": program.id,
            "name": program.name,
            "terms": [
                {**plain(terms), "origin": plain(origins.get((program.id, place)))}
                for place, terms in enumerate(program.terms)
            ],
        }
        for program in programs
    ]


def changes_report(
    city: Municipality,
    before: Mapping[str, Program],
    programs: Sequence[Program],
    origins: Origins,
    lang: str,
) -> Report:
    """新旧対照表: beside each set of terms that the overlay adds, the terms that held until then."""
    wording = Wording(city, lang)
    sections = []
    for program in programs:
        rows: list[tuple[str, str, str]] = []
        for place, new in enumerate(program.terms):
            if (program.id, place) in origins:
                old = _replaced(before.get(program.id), program, place)
                rows += contrast(dict(wording.stated(old)) if old else {}, dict(wording.stated(new)))
        if rows:
            columns = (_("Item"), _("Until now"), _("From now on"))
            sections.append(Section(program.name, (contrast_table(columns, rows),)))
    if not sections:
        sections.append(Section("", (Paragraph(_("The configuration changes no program.")),)))
    title = _("{city}: old and new side by side").format(city=city.name)
    return Report(title, tuple(sections), documents=city.header.documents)


def _replaced(plugin: Program | None, program: Program, place: int) -> Terms | None:
    """The terms of the same name that the new ones follow: the plugin's, or the overlay's own before them."""
    new = program.terms[place]
    stated = plugin.terms if plugin else ()
    earlier = (*stated, *program.terms[len(stated) : place])
    held = [old for old in earlier if old.name == new.name and new.since and new.since + -1 in old.span]
    return held[-1] if held else None


def changes_data(
    before: Mapping[str, Program], programs: Sequence[Program], origins: Origins
) -> list[dict[str, Any]]:
    """Each set of terms that the overlay adds, with the terms it follows (null where there are none)."""
    return [
        {
            "program": program.id,
            "old": plain(_replaced(before.get(program.id), program, place)),
            "new": plain(new),
        }
        for program in programs
        for place, new in enumerate(program.terms)
        if (program.id, place) in origins
    ]
