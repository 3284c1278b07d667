"""Terms from a year on, made of those before, as the text that a city's overlay has with them.

The whole new text is read as any overlay is; nothing is written here.
"""

import copy
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

import tomli

from kyodo_core.amending.citing import Cited, cited
from kyodo_core.amending.inserting import with_table
from kyodo_core.amending.settings import Setting, UnfitSettingError, applied, twice
from kyodo_core.amending.tables import table_of
from kyodo_core.aspects.programs import Program
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import Value, record, value
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import Fault, FaultsError, KyodoError, UnknownNameError
from kyodo_core.loading.files import TomlFile, said
from kyodo_core.loading.overlays import OverlaidAspects, Overlay
from kyodo_core.loading.structuring import Path, RawFault
from kyodo_core.messages import _
from kyodo_core.rules.terms import Terms

_STATED_ANEW = ("since", "until", "basis", "cite")


@value
class Request(Value):
    """What is to be amended: the program, from when on, on which basis; `cite` has document#section."""

    program: str
    since: FiscalYear
    basis: str
    settings: tuple[Setting, ...] = ()
    cite: tuple[str, ...] = ()
    terms: Text = NOT_STATED


@record
class Amendment(Value):
    """The city as the overlay's new `text` leaves it, with the new terms: those at `place` of the program.

    `notes` are what a person should know of the copy, `warnings` what may surprise in the new terms.
    """

    city: Municipality
    before: Municipality
    program: Program
    place: int
    path: FilePath
    text: str
    notes: tuple[str, ...]
    warnings: tuple[Fault, ...]

    @property
    def terms(self) -> Terms:
        return self.program.terms[self.place]


def amend(city: Municipality, path: FilePath, request: Request) -> Amendment:
    """Amend a program of the city, as it is now, in the overlay at `path` (which need not be there yet).

    Raises:
        UnknownNameError: the city has no such program, or the program no terms of that name.
        FaultsError: the terms cannot be amended so; every fault, by the option that it comes from.
        KyodoError: the file is written in a way that cannot be added to.
    """
    programs = {fact.id: fact for fact in city.aspects["programs"] if isinstance(fact, Program)}
    if request.program not in programs:
        raise UnknownNameError.among("program", request.program, programs)
    program = programs[request.program]
    if not request.basis.strip():
        raise _refused([_at_option("--basis", _("the text is empty"))])
    old = _before(program, request)
    faults: list[Fault] = []
    places, table = _amended(old, request, faults)
    sources = cited(city, old or program, request.basis, request.cite, request.since, faults)
    if faults:
        raise _refused(faults)
    table["cite"] = sources.cite[0] if len(sources.cite) == 1 else sources.cite
    overlay, data, mark = _read(path)
    text = _written(overlay, data, request.program, table, sources)
    return _checked(city, path, f"{mark}{text}", request, places, _notes(old, request, sources))


def _before(program: Program, request: Request) -> Terms | None:
    """The terms in force in the year before, or the last that were; None where the program has none."""
    names = dict.fromkeys(program.name_of(terms) for terms in program.terms)
    if request.terms and request.terms not in names:
        raise UnknownNameError.among("set of terms", request.terms, names)
    asked = [terms for terms in program.terms if request.terms in (NOT_STATED, program.name_of(terms))]
    found = [terms for terms in asked if request.since + -1 in terms.span]
    if not found:
        ended = [terms for terms in asked if terms.until and terms.until < request.since]
        found = [terms for terms in ended if terms.until == max(one.until for one in ended if one.until)]
    if len(found) > 1:
        message = _("the program has several terms in {year}; name one")
        hint = " / ".join(f'--terms "{program.name_of(terms)}"' for terms in found)
        raise _refused([_at_option("--terms", message.format(year=request.since + -1), hint)])
    if asked and not found:
        message = _("terms of this name already hold from {since} on; history is not overwritten")
        first = min(terms.since for terms in asked if terms.since)
        raise _refused([_at_option(f"--from {request.since}", message.format(since=first))])
    return found[0] if found else None


def _amended(
    old: Terms | None, request: Request, faults: list[Fault]
) -> tuple[dict[str, Path], dict[str, Any]]:
    """By each setting the path of what it set, and the new terms as a table; what is wrong is added."""
    copied = table_of(old) if old else {}
    kept = {key: inner for key, inner in copied.items() if key not in _STATED_ANEW}
    if old and old.review_by and old.review_by < request.since:
        del kept["review_by"]
    faults += [_at_option(f"--set {one.text}", _("this key is set twice")) for one in twice(request.settings)]
    places: dict[str, Path] = {}
    for setting in request.settings:
        try:
            places[f"--set {setting.text}"] = applied(kept, setting)
        except UnfitSettingError as error:
            faults.append(_at_option(f"--set {setting.text}", said(error.fault), error.fault.hint))
    stated = {"since": request.since.era_name, "basis": request.basis, **kept}
    first = {key: stated[key] for key in ("name", "since", "until", "basis") if key in stated}
    return places, first | stated


def _read(path: FilePath) -> tuple[str, dict[str, Any], str]:
    """The overlay's text and content, and its byte-order mark; empty where there is no file yet."""
    if not path.exists():
        return "", {}, ""
    file = TomlFile(path)
    mark = "\ufeff" if path.read_bytes().startswith(b"\xef\xbb\xbf") else ""
    return file.text, file.data, mark


def _written(text: str, data: dict[str, Any], program: str, table: dict[str, Any], sources: Cited) -> str:
    """The overlay's text with the new terms, which reads as what it read before and them.

    Raises:
        KyodoError: it does not, because of how the file is written.
    """
    expected: dict[str, Any] = copy.deepcopy(data)
    new = text
    if sources.document:
        new = with_table(new, ("document",), sources.document)
        expected.setdefault("document", []).append(sources.document)
    ids = [one.get("id") for one in data.get("program", [])]
    if program in ids:
        place = ids.index(program)
        new = with_table(new, ("program", place, "terms"), table)
        expected["program"][place].setdefault("terms", []).append(table)
    else:
        new = with_table(new, ("program",), {"id": program}, {"terms": table})
        expected.setdefault("program", []).append({"id": program, "terms": [table]})
    try:
        read = tomli.loads(new, parse_float=Decimal)
    except tomli.TOMLDecodeError:
        read = {}
    if read != expected:
        message = _("the file is written in a way to which no terms can be added")
        raise KyodoError(message, _("write its programs under [[program]] and [[program.terms]]"))
    return new


def _checked(
    city: Municipality,
    path: FilePath,
    text: str,
    request: Request,
    places: dict[str, Path],
    notes: tuple[str, ...],
) -> Amendment:
    """The amendment, if the new text is an overlay without a fault."""
    plugin = city.aspects.overlay.plugin if isinstance(city.aspects, OverlaidAspects) else city
    overlay = Overlay(plugin, TomlFile(path, text.removeprefix("\ufeff")))
    table = _place_of(overlay.file.data, request.program)
    options = _options(request, places)
    faults = [_told(fault, table, options) for fault in overlay.faults()]
    if faults:
        raise _refused(faults)
    programs = {fact.id: fact for fact in overlay.additions.programs}
    program = programs[request.program]
    place = len(program.terms) - 1
    warnings = [one for one in overlay.additions.warnings if one.path[: len(table)] == table]
    told = tuple(_told(one, table, options) for one in warnings)
    return Amendment(overlay.city(), city, program, place, path, text, notes, told)


def _place_of(data: dict[str, Any], program: str) -> Path:
    """The path of the last terms of a program."""
    for place, table in enumerate(data["program"]):
        if table.get("id") == program:
            return ("program", place, "terms", len(table["terms"]) - 1)
    raise KeyError(program)


def _options(request: Request, places: dict[str, Path]) -> dict[str, Path]:
    """By option, as it was given, the path in the new terms of what it says; the deepest first."""
    own: dict[str, Path] = {f"--from {request.since}": ("since",), f"--basis {request.basis}": ("basis",)}
    own |= {f"--cite {cite}": ("cite",) for cite in request.cite}
    return dict(sorted((places | own).items(), key=lambda option: -len(option[1])))


def _told(raw: RawFault, table: Path, options: dict[str, Path]) -> Fault:
    """A fault of the new terms by the option that it comes from; of others by the key."""
    inside = raw.path[len(table) :] if raw.path[: len(table)] == table else ()
    for option, path in options.items():
        if inside and (inside[: len(path)] == path or path[: len(inside)] == inside):
            return _at_option(option, said(raw), raw.hint)
    return _at_option(_("the new terms"), said(raw), raw.hint)


def _at_option(option: str, message: str, hint: str = "") -> Fault:
    return Fault(file=option, message=message, hint=hint)


def _refused(faults: Sequence[Fault]) -> FaultsError:
    return FaultsError(_("The terms cannot be amended so."), list(dict.fromkeys(faults)))


def _notes(old: Terms | None, request: Request, sources: Cited) -> tuple[str, ...]:
    """What a person should know of what was copied, and what was not."""
    notes = []
    if old is None:
        notes.append(_("The program had no terms; these are its first."))
    elif old.until and old.until < request.since + -1:
        message = _("The terms are made of those of {years}, which had ended.")
        notes.append(message.format(years=old.span))
    if old and old.review_by and old.review_by < request.since:
        message = _("The review by {year} is past and was not copied; --set review_by=… says the next one.")
        notes.append(message.format(year=old.review_by))
    if sources.document:
        message = _("{title} was added to the documents, as issued by {issuer}.")
        notes.append(message.format(title=request.basis, issuer=sources.document["issuer"]))
    return tuple(notes)
