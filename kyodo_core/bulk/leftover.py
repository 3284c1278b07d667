"""Rows that columns cannot carry: each is assessed by itself, or told with what is wrong with it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kyodo_core.assessment.application import Applicant, Application, CostLine
from kyodo_core.assessment.assess import UnfitApplicationError, not_in_force
from kyodo_core.assessment.inputs import InputFault, declared_facts, fact_faults, unknown_programs
from kyodo_core.assessment.outcome import Assessment, FindingKind
from kyodo_core.bulk.heads import APPLICANT_KIND, NAME, NO_NAMES, TERMS, Heads
from kyodo_core.bulk.rulebook import Place, Programs, Rulebook, empty_cell, fiscal_year
from kyodo_core.bulk.shapes import Entry
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import KyodoError, suggestion
from kyodo_core.messages import _
from kyodo_core.rules.case import FactValue
from kyodo_core.rules.columns import BOUND
from kyodo_core.rules.facts import FactType

COMMAS, BLANKS = "[,，､\n]", "[ \u3000]"
"""What stands between names in a cell, beside 、; in the regular expressions of all engines."""
_REASONS = (FindingKind.NOT_IN_FORCE, FindingKind.NOT_MET, FindingKind.AMOUNT_NOT_STATED)


@record
class Decided(Value):
    """A row's result; `amount` in yen, None where the document states none, `reason` None where granted."""

    row: int
    eligible: bool
    amount: int | None
    reason: str | None


@record
class Wrong(Value):
    """What is wrong with a row: its number, the heading of the column, what it holds, what would be right."""

    row: int
    column: str
    value: str
    message: str
    hint: str = ""


@record
class Unread(Value):
    """A row with cells that cannot be read: what the others hold, by their headings, and what is wrong."""

    row: int
    cells: Mapping[str, Any]
    wrong: tuple[Wrong, ...]


def decided(row: int, outcome: Assessment) -> Decided:
    """An assessment as the result of a row."""
    said = [finding.message for finding in outcome.findings if finding.kind in _REASONS]
    if outcome.eligible and outcome.amount is not NOT_STATED:
        said = []
    if not outcome.eligible:
        said = [f.message for f in outcome.findings if f.kind in _REASONS[:2]]
    amount = None if outcome.amount is NOT_STATED else outcome.amount
    return Decided(row, outcome.eligible, amount, " ".join(dict.fromkeys(said)) or None)


class Leftover:
    """Assesses single rows of a file; a row is given as its number and its cells by heading."""

    def __init__(self, programs: Programs, heads: Heads) -> None:
        self._programs = programs
        self._heads = heads

    def results(
        self, place: Place, rows: Iterable[tuple[int, Mapping[str, Any]]]
    ) -> Iterator[Decided | Wrong]:
        """The result of each row that falls in the place, or everything that is wrong with it."""
        for number, cells in rows:
            faults = self._faults(place, cells)
            if faults:
                yield from self._wrong(number, cells, faults)
                continue
            try:
                yield _written(
                    decided(number, self._programs.assess(self._application(place, cells, number)))
                )
            except UnfitApplicationError as error:
                yield from self._wrong(number, cells, error.faults)
            except KyodoError as error:  # rules of the city's own that fail
                yield Wrong(number, "", "", error.message, error.hint)

    def besides(self, book: Rulebook, unread: Unread) -> list[Wrong]:
        """All that is wrong with a row that could not be read, as far as its other cells tell."""
        dark = {one.column for one in unread.wrong}
        cells = dict.fromkeys(self._heads.columns) | dict(unread.cells)
        keys = {role: cells[self._heads.roles[role]] for role in book.roles}
        if dark.isdisjoint(self._heads.key_columns()):
            key = tuple(keys.values())
            book.add([key])
            faults = self._faults(book.places[book.keys[key]], cells)
        else:
            said = {role: value for role, value in keys.items() if self._heads.roles[role] not in dark}
            faults = [*book.unknown(said), *self._wrong_kind(cells)]
        found = self._wrong(unread.row, cells, faults)
        return self._ordered([*unread.wrong, *(one for one in found if one.column not in dark)])

    def _faults(self, place: Place, cells: Mapping[str, Any]) -> list[InputFault]:
        """All that is wrong with a row, before any rule is asked."""
        faults = [
            *place.entry.faults,
            *self._empty_facts(place.entry, cells),
            *self._empty_costs(place.entry, cells),
            *self._wrong_kind(cells),
        ]
        told = {fault.path[-1] for fault in faults}
        besides = self._unfit_facts(place, cells) if faults else ()
        return [*faults, *(fault for fault in besides if fault.path[-1] not in told)]

    def _wrong_kind(self, cells: Mapping[str, Any]) -> Iterator[InputFault]:
        kind = str(cells[self._heads.roles[APPLICANT_KIND]] or "")
        known = [str(one) for one in ActorKind]
        if not kind:
            yield empty_cell(APPLICANT_KIND)
        elif kind not in known:
            message = _("this kind does not exist")
            yield InputFault((APPLICANT_KIND,), message, kind, suggestion(kind, known))

    def _unfit_facts(self, place: Place, cells: Mapping[str, Any]) -> Iterator[InputFault]:
        """What the assessment would tell of the facts, where it is not asked since other things are wrong."""
        if not place.year:
            return  # no program, or no year of it
        programs = self._programs.programs(place.city)
        program = programs[place.program]
        if not_in_force(program, fiscal_year(place.year)) is None:
            facts = self._facts(place, cells)
            yield from fact_faults(facts, {}, declared_facts(program))
            yield from unknown_programs(facts, {one.id: one.name for one in programs.values()})

    def _application(self, place: Place, cells: Mapping[str, Any], number: int) -> Application:
        roles = self._heads.roles
        named = cells.get(roles.get(NAME, ""))
        terms = cells.get(roles.get(TERMS, ""))
        return Application(
            city=place.city,
            program=place.program,
            fiscal_year=fiscal_year(place.year),
            terms=str(terms) if terms else NOT_STATED,
            applicant=Applicant(
                kind=ActorKind.of(str(cells[roles[APPLICANT_KIND]])),
                name=str(named or _("row {number}").format(number=number)),
                facts=self._facts(place, cells),
            ),
            costs=tuple(
                CostLine(category=category, amount=cells[head])
                for category, head in self._heads.costs.items()
                if cells[head] is not None
            ),
        )

    def _facts(self, place: Place, cells: Mapping[str, Any]) -> dict[str, FactValue]:
        """The facts that the row states; an empty cell states none."""
        declared = declared_facts(self._programs.programs(place.city)[place.program])
        facts: dict[str, FactValue] = {}
        for fact, head in self._heads.facts.items():
            if cells[head] is not None:
                listed = fact in declared and declared[fact].type is FactType.NAMES
                facts[fact] = names(str(cells[head])) if listed else cells[head]
        return facts

    def _empty_facts(self, entry: Entry, cells: Mapping[str, Any]) -> Iterator[InputFault]:
        """Facts that the terms ask for, and the row leaves empty."""
        for fact, why in entry.needed:
            if fact in self._heads.facts and cells[self._heads.facts[fact]] is None:
                message = _("the cell is empty: {why}").format(why=why)
                yield InputFault((fact,), message, hint=_("write 0 or なし where there is none"))

    def _empty_costs(self, entry: Entry, cells: Mapping[str, Any]) -> Iterator[InputFault]:
        """A cost that is left empty is not zero; one that is below zero is none."""
        for head in self._heads.costs.values():
            if cells[head] is None:
                if entry.counts_costs:
                    message = _("the cell is empty; write 0 where it is zero")
                    yield InputFault((head,), message)
            elif cells[head] < 0:
                yield InputFault((head,), _("a number is not negative"), cells[head])

    def _wrong(self, number: int, cells: Mapping[str, Any], faults: Iterable[InputFault]) -> list[Wrong]:
        found = []
        for fault in faults:
            key = next(str(part) for part in reversed(fault.path) if isinstance(part, str))
            head = self._heads.roles.get(key) or self._heads.facts.get(key) or key
            value = cells.get(head) if fault.value is None else fault.value
            shown = "" if value is None else str(value)
            found.append(Wrong(number, "" if key == "facts" else head, shown, fault.message, fault.hint))
        return self._ordered(list(dict.fromkeys(found)))

    def _ordered(self, wrong: list[Wrong]) -> list[Wrong]:
        """In the order of the file's columns; what is of no column comes last."""
        places = {head: place for place, head in enumerate(self._heads.columns)}
        return sorted(wrong, key=lambda one: places.get(one.column, len(places)))


def _written(one: Decided) -> Decided | Wrong:
    """The result, where a column of whole numbers holds its amount."""
    if one.amount is None or one.amount <= BOUND:
        return one
    message = _("the amount is too large for a table")
    return Wrong(one.row, "", f"{one.amount:,}", message, _("assess this application by itself"))


def names(cell: str) -> tuple[str, ...]:
    """The names in a cell, which stand between commas of any kind."""
    listed = re.sub(COMMAS, "、", re.sub(BLANKS, "", cell)).split("、")
    return tuple(name for name in listed if name not in NO_NAMES)
