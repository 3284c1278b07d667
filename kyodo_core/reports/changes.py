"""What two versions of a city's plugin state differently, as a 新旧対照表 and as data."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from kyodo_core.aspects.plain import json_key, plain
from kyodo_core.aspects.wording import Wording
from kyodo_core.comparison.changes import Change, ChangeKind, Changes, Listing
from kyodo_core.domain.labels import Label
from kyodo_core.domain.municipality import Header, Municipality
from kyodo_core.domain.reports import Paragraph, Report, Section, Table
from kyodo_core.domain.sources import Document
from kyodo_core.domain.values import Value
from kyodo_core.messages import _
from kyodo_core.reports.contrast import Row, contrast, contrast_table

_KINDS = tuple(ChangeKind)


def changes_report(changes: Changes, named: tuple[str, str], lang: str) -> Report:
    """The versions, how much differs in which aspect, and each difference with old and new side by side."""
    old, new = changes.old, changes.new
    words = ChangeWords(old, new, lang)
    title = _("{city}: old and new side by side").format(city=new.name)
    sections = [Section("", (_versions(changes, named),))]
    if changes.none:
        same = Section("", (Paragraph(_("Both versions state the same.")),))
        return Report(title, (*sections, same))
    sections.append(Section(_("Differences"), (_overview(changes, lang), *_reordered(changes, lang))))
    if changes.header:
        sections.append(words.section(HEADER.text(lang), changes.header))
    sections += [words.section(DOCUMENTS.text(lang), change) for change in changes.documents.changes]
    for declared, listing in changes.aspects:
        sections += [words.section(declared.label.text(lang), change) for change in listing.changes]
    return Report(title, tuple(sections), documents=documents_of_both(old, new))


HEADER = Label("市町村", "City")
DOCUMENTS: Label = next(f for f in Header.fields() if f.name == "documents").metadata["label"]


def documents_of_both(old: Municipality, new: Municipality) -> tuple[Document, ...]:
    """The documents of the new version, and those that only the old one has."""
    return tuple(({d.id: d for d in old.header.documents} | {d.id: d for d in new.header.documents}).values())


def _versions(changes: Changes, named: tuple[str, str]) -> Table:
    rows = tuple(
        (side, place, str(sum(len(facts) for facts in city.aspects.values())))
        for side, place, city in zip((_("Old"), _("New")), named, (changes.old, changes.new), strict=True)
    )
    return Table((_("Version"), _("Place"), _("Facts")), rows, right=(2,), ratios=(1, 6, 1))


def _overview(changes: Changes, lang: str) -> Table:
    """A line per aspect with differences: how many facts were added, removed, changed, and are the same."""
    lines = [(declared.label.text(lang), listing) for declared, listing in changes.aspects]
    if changes.documents.changes or changes.documents.reordered:
        lines.insert(0, (DOCUMENTS.text(lang), changes.documents))
    if changes.header:
        lines.insert(0, (HEADER.text(lang), Listing((changes.header,), 0, False)))
    rows = tuple(
        (label, *(str(len(listing.of(kind))) for kind in _KINDS), str(listing.unchanged))
        for label, listing in lines
    )
    columns = (_("Aspect"), *(kind.label.text(lang) for kind in _KINDS), _("Unchanged"))
    return Table(columns, rows, right=(1, 2, 3, 4))


def _reordered(changes: Changes, lang: str) -> Iterator[Paragraph]:
    labels = [declared.label.text(lang) for declared, listing in changes.aspects if listing.reordered]
    if changes.documents.reordered:
        labels.insert(0, DOCUMENTS.text(lang))
    if labels:
        yield Paragraph(_("In another order: {names}").format(names="、".join(labels)))


class ChangeWords:
    """How changes read: each side in the words of its own version."""

    def __init__(self, old: Municipality, new: Municipality, lang: str) -> None:
        self._old = Wording(old, lang)
        self._new = Wording(new, lang)
        self._lang = lang

    def section(self, label: str, change: Change) -> Section:
        """One change under its aspect, kind, name and id."""
        thing: Any = change.old if change.new is None else change.new
        name = getattr(thing, "name", "") or getattr(thing, "title", "")
        heading = f"{label}　{change.kind.label.text(self._lang)}：{name}（{change.id}）"
        columns = (_("Item"), _("Old"), _("New"))
        return Section(heading, (contrast_table(columns, self._rows(change)),))

    def _rows(self, change: Change) -> list[Row]:
        if change.old is None or change.new is None:
            return contrast(_whole(change.old, self._old), _whole(change.new, self._new))
        rows = contrast(*self._differing(change.old, change.new, change.differing))
        if hasattr(change.new, "cite"):
            label, (old,) = self._old.of(change.old, "cite")
            _label, (new,) = self._new.of(change.new, "cite")
            rows.append((label, old, new))
        return rows

    def _differing(
        self, old: Value, new: Value, fields: "Sequence[attrs.Attribute[Any]]"
    ) -> tuple[dict[str, Sequence[str]], dict[str, Sequence[str]]]:
        """The differing particulars of both sides, apart from the citations."""
        before: dict[str, Sequence[str]] = {}
        after: dict[str, Sequence[str]] = {}
        silent = (_("not stated"),)
        for name in (field.name for field in fields if field.name != "cite"):
            label, left = self._old.of(old, name)
            right = self._new.of(new, name)[1]
            if left == right:  # what differs is not said in words, such as an id inside
                left, right = _letters(old, name), _letters(new, name)
            before[label], after[label] = left or silent, right or silent
        return before, after


def _letters(value: Value, name: str) -> tuple[str, ...]:
    return (json.dumps(plain(getattr(value, name)), ensure_ascii=False),)


def _whole(value: Value | None, wording: Wording) -> dict[str, Sequence[str]]:
    """All that one version states of a thing: its name, its particulars, its citations."""
    if value is None:
        return {}
    names = [field.name for field in value.fields()]
    said: list[tuple[str, Sequence[str]]] = [*wording.stated(value)]
    if "name" in names:
        said.insert(0, wording.of(value, "name"))
    if "cite" in names:
        said.append(wording.of(value, "cite"))
    return dict(said)


def changes_data(changes: Changes, named: tuple[str, str]) -> dict[str, Any]:
    """Both versions, and what was added, removed and changed, by aspect; a changed thing key by key."""
    old, new = changes.old, changes.new
    return {
        "old": {"place": named[0], **_city(old)},
        "new": {"place": named[1], **_city(new)},
        "same": changes.none,
        "header": field_changes(changes.header) if changes.header else [],
        "documents": listing_data(changes.documents),
        "aspects": {declared.id: listing_data(listing) for declared, listing in changes.aspects},
    }


def _city(city: Municipality) -> dict[str, Any]:
    facts = sum(len(held) for held in city.aspects.values())
    return {"slug": city.slug, "name": city.name, "code": str(city.header.code), "facts": facts}


def listing_data(listing: Listing) -> dict[str, Any]:
    """Added and removed things whole, changed ones by the keys that differ."""
    return {
        "added": [plain(change.new) for change in listing.of(ChangeKind.ADDED)],
        "removed": [plain(change.old) for change in listing.of(ChangeKind.REMOVED)],
        "changed": [
            {"id": change.id, "keys": field_changes(change)} for change in listing.of(ChangeKind.CHANGED)
        ],
        "unchanged": listing.unchanged,
        "reordered": listing.reordered,
    }


def field_changes(change: Change) -> list[dict[str, Any]]:
    """The keys of a changed thing that differ, each with its label and both values as in `show`."""
    return [
        {
            "key": json_key(field.name),
            "label": field.metadata["label"].ja,
            "label_en": field.metadata["label"].en,
            "old": plain(getattr(change.old, field.name)),
            "new": plain(getattr(change.new, field.name)),
        }
        for field in change.differing
    ]
