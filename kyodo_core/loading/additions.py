"""What an overlay adds to the programs of a plugin, with all that is wrong in it or may surprise.

Terms that were open end with the year before new ones of their name begin. They do not come back where
the new ones end: the years without terms are a warning, until somebody states them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field

from kyodo_core.aspects import Problem, aspect
from kyodo_core.aspects.programs import Program, gaps
from kyodo_core.domain.labels import says
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import FiscalYear, Period
from kyodo_core.errors import Example, FaultsError
from kyodo_core.loading.references import citation_faults, id_faults
from kyodo_core.loading.structuring import Path, RawFault, missing, structure, toml_keys
from kyodo_core.messages import _
from kyodo_core.rules.facts import FactDeclaration
from kyodo_core.rules.terms import Terms

PROGRAMS = "programs"
_Horizons = dict[Text, FiscalYear | NotStated]
"""By name, until when terms would have held that others ended; not stated where they were open."""


@value
class Addition(Value):
    """What an overlay adds to a program of the plugin."""

    id: str = field(metadata=says("ID", "Id of the plugin's program"))
    facts: tuple[FactDeclaration, ...] = field(
        default=(), metadata=says("申請者の事実", "Facts that its terms ask for")
    )
    terms: tuple[Terms, ...] = field(metadata=says("交付条件", "Terms"))


def listed(data: Mapping[str, Any], key: str) -> tuple[list[Any], list[RawFault]]:
    """The tables under a key of an overlay; a wrong bracket is a fault."""
    tables = data.get(key, [])
    if isinstance(tables, list):
        return tables, []
    heading = Example(f"[[{key}]]", whole=True)
    return [], [RawFault((key,), _("a list of tables is needed"), hint=heading)]


class Additions:
    """A plugin's programs and an overlay's: `programs` is what comes out, if there is none of `faults`.

    `paths` has, by a program's id and a place among its terms, where the overlay states these.
    """

    def __init__(self, plugin: Municipality, data: Mapping[str, Any], cited: Sequence[str]) -> None:
        self.faults: list[RawFault] = []
        self.warnings: list[RawFault] = []
        self.paths: dict[tuple[str, int], Path] = {}
        self._plugin = plugin
        self._before = {fact.id: fact for fact in plugin.aspects[PROGRAMS] if isinstance(fact, Program)}
        self._places: dict[str, int] = {}
        tables, wrong_bracket = listed(data, "program")
        self.faults += [*wrong_bracket, *id_faults(dict(data), "program")]
        self.faults += citation_faults(tables, cited, ("program",))
        self.programs = self._merged(tables)

    def _merged(self, tables: Sequence[Any]) -> tuple[Program, ...]:
        """The plugin's programs, with what the overlay adds to them, and the overlay's own."""
        known = dict(self._before)
        for index, table in enumerate(tables):
            plugin = self._before.get(_id_of(table))
            merged, wrong = structure(table, Addition if plugin else Program)
            self.faults += [fault.under("program", index) for fault in wrong]
            if merged is None:
                continue
            self.faults += _without_basis(merged.terms, ("program", index, "terms"))
            if plugin:
                plugin = self._before[plugin.id] = _with_its_past(plugin, merged.terms)
            before = len(plugin.terms) if plugin else 0
            for place in range(len(merged.terms)):
                self.paths[merged.id, before + place] = ("program", index, "terms", place)
            self._places[merged.id] = index
            known[merged.id] = self._added(plugin or merged.having(facts=(), terms=()), merged, index)
        self._check(known)
        return tuple(known.values())

    def _added(self, plugin: Program, addition: Addition | Program, index: int) -> Program:
        """The program with the overlay's terms; open terms of the same name end before them."""
        declared = {fact.id: fact for fact in plugin.facts}
        for place, fact in enumerate(addition.facts):
            if fact.id in declared:
                path = ("program", index, "facts", place, "id")
                hint = f"{_('the plugin')}: {declared[fact.id].name}"
                self.faults.append(RawFault(path, _("this id is used twice in the file"), fact.id, hint))
        terms = list(plugin.terms)
        horizons: _Horizons = {}
        for place, new in enumerate(addition.terms):
            for number, old in enumerate(terms):
                if old.name == new.name and new.since is not NOT_STATED:
                    if number >= len(plugin.terms):
                        self.warnings += _cut_short(old, new.since, ("program", index, "terms", place))
                    terms[number] = self._ended(old, new.since, ("program", index, "terms", place))
                    if terms[number] is not old:
                        horizons[old.name] = _later(horizons.get(old.name, old.until), old.until)
            terms.append(new)
        merged = plugin.having(terms=tuple(terms), facts=(*plugin.facts, *addition.facts))
        self.warnings += [*self._between(merged), *self._behind(merged, horizons)]
        return merged

    def _ended(self, old: Terms, since: FiscalYear, path: Path) -> Terms:
        """The old terms, ended before `since`; a fault at `path` where they begin in that year or later."""
        if old.until is not NOT_STATED and old.until < since:
            return old
        if old.since is not NOT_STATED and not old.since < since:
            message = _("terms of this name already hold from {since} on; history is not overwritten")
            said = message.format(since=old.since)
            self.faults.append(RawFault((*path, "since"), said, str(since)))
            return old
        return old.having(until=since + -1)

    def _between(self, program: Program) -> Iterator[RawFault]:
        """Years without terms between earlier ones and those that the overlay adds."""
        for place, gap in gaps(program):
            path = self.paths.get((program.id, place))
            if path:
                message = _("between the terms before and these, none of this name hold in {years}")
                yield RawFault((*path, "since"), message.format(years=gap.words()))

    def _behind(self, program: Program, horizons: _Horizons) -> Iterator[RawFault]:
        """Years behind terms with an end, in which the terms that they replaced would have held."""
        for name, horizon in horizons.items():
            ends = {place: terms.until for place, terms in enumerate(program.terms) if terms.name == name}
            last, until = max(ends.items(), key=lambda end: end[1].year if end[1] else 9999)
            path = self.paths.get((program.id, last))
            if path and until and (horizon is NOT_STATED or until < horizon):
                message = _(
                    "no terms hold in {years}, though the ones before were to; they do not come back by"
                    " themselves: state what holds then"
                )
                gap = Period(until + 1, horizon + 0 if horizon else NOT_STATED)
                yield RawFault((*path, "until"), message.format(years=gap.words()), str(until))

    def _check(self, programs: Mapping[str, Program]) -> None:
        """The aspect's own rules among all programs, told at the overlay's terms."""
        placed = [(self._places.get(name, -1), program) for name, program in programs.items()]
        ids = {index: name for name, index in self._places.items()}
        try:
            for problem in aspect(PROGRAMS).check(placed, self._plugin.aspects):
                name = ids.get(int(problem.path[1]))
                before = self._before.get(name or "")
                path = _shifted(problem, len(before.terms) if before else 0) if name else None
                if path is None:
                    continue
                raw = RawFault(path, problem.message, problem.value, problem.hint, rule=problem.rule)
                if problem.error and not _told(path, self.faults):
                    self.faults.append(raw)
                elif not problem.error and not _told(path, self.warnings):
                    self.warnings.append(raw)
        except FaultsError:
            return  # another aspect of the city is at fault, and reported in its own file


def _cut_short(old: Terms, since: FiscalYear, path: Path) -> Iterator[RawFault]:
    """Terms of the overlay itself that say they hold longer than until the next ones begin."""
    if old.until and not old.until < since and (not old.since or old.since < since):
        message = _("the terms before say that they hold until {until}: they end with {last}")
        said = message.format(until=old.until, last=since + -1)
        yield RawFault((*path, "since"), said, str(since))


def _with_its_past(plugin: Program, added: Sequence[Terms]) -> Program:
    """A program without terms has, until the added ones begin, what its document says of it and no amount.

    Its answers for these years stay as they were: the amount is not stated, and its content is to be checked.
    """
    begins = [terms.since for terms in added if terms.since]
    began = plugin.span().since
    if plugin.terms or not begins or (began and min(begins) <= began):
        return plugin
    past = Terms(until=min(begins) + -1, conditions=plugin.content, cite=plugin.cite)
    return plugin.having(terms=(past,))


def _id_of(table: Any) -> str:
    """The id that a table gives itself; empty if it gives none that could be one."""
    name = table.get("id") if isinstance(table, dict) else None
    return name if isinstance(name, str) else ""


def _without_basis(terms: tuple[Terms, ...], path: Path) -> Iterator[RawFault]:
    """Terms of a deployment say from which year they hold, and on which rule they rest."""
    for place, one in enumerate(terms):
        for key in ("since", "basis"):
            if getattr(one, key) is NOT_STATED:
                yield missing(key, toml_keys(Terms)[key]).under(*path, place)


def _told(path: Path, faults: Sequence[RawFault]) -> bool:
    """Is something told of the value already, or of terms as a whole that lack their first year?"""
    told = {fault.path for fault in faults}
    return path in told or (path[-1] == "since" and path[:-1] in told)


def _later(one: FiscalYear | NotStated, two: FiscalYear | NotStated) -> FiscalYear | NotStated:
    """The later of two last years; not stated is the latest."""
    return max(one, two) if one and two else NOT_STATED


def _shifted(problem: Problem, before: int) -> Path | None:
    """The problem's path in the overlay's own list of terms; None where it lies in the plugin's."""
    path = problem.path
    if len(path) > 3 and path[2] == "terms" and isinstance(path[3], int):
        return None if path[3] < before else (*path[:3], path[3] - before, *path[4:])
    return path
