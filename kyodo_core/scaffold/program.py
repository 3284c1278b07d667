"""A new program: a skeleton at the end of the city's own file, or of the deployment's overlay.

What stood in the file stays, byte for byte. What the skeleton does not know is not stated in it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import attrs
import tomli

from kyodo_core.amending.citing import WHOLE
from kyodo_core.aspects.programs import Program
from kyodo_core.domain.kinds import SupportKind
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.sources import Document
from kyodo_core.domain.values import Value, record, value
from kyodo_core.errors import Fault, FaultsError, KyodoError, suggestion
from kyodo_core.loading.additions import PROGRAMS
from kyodo_core.loading.municipalities import HEADER_FILE, AspectFiles, out_of_todo, read_municipality
from kyodo_core.loading.overlays import OverlaidAspects
from kyodo_core.loading.references import identity_fault
from kyodo_core.loading.values import WrongValueError, citation, fiscal_year
from kyodo_core.locating import FILE
from kyodo_core.messages import _
from kyodo_core.rules.terms import Terms
from kyodo_core.scaffold.examples import Examples, commented, explained, held_table
from kyodo_core.scaffold.faults import one_form, option_fault, text_fault
from kyodo_core.scaffold.particular import Item, items
from kyodo_core.scaffold.texts import quoted


@record
class Place(Value):
    """Where a city's new program goes: a file, an overlay or the plugin's own, and what it may cite."""

    path: Path
    overlay: bool
    documents: tuple[Document, ...]

    @property
    def usual_citation(self) -> str:
        """The city's first document as a whole; empty where it has none."""
        return f"{self.documents[0].id}#{WHOLE}" if self.documents else ""


@value
class ProgramRequest(Value):
    """What a new program is asked to be; empty where it is not given. Terms need `since` and `basis`."""

    id: str
    name: str
    support: str
    cite: str = ""
    since: str = ""
    basis: str = ""


def program_place(city: Municipality, configured: Path | None) -> Place:
    """The plugin's own file where the plugin is a folder of sources, else the overlay.

    `configured` is the folder of the configuration in force.

    Raises:
        KyodoError: the plugin's programs are still to do; or the plugin is installed as a whole, and there is
            no configuration for an overlay.
    """
    held = city.aspects.base if isinstance(city.aspects, OverlaidAspects) else city.aspects
    file = held.path(PROGRAMS) if isinstance(held, AspectFiles) else None
    if isinstance(file, Path) and (file.parents[2] / "pyproject.toml").is_file():
        own = read_municipality(file.parents[1])
        if own.awaits(PROGRAMS):
            message = _("{aspect} stands in todo of {file}.").format(aspect=PROGRAMS, file=HEADER_FILE)
            raise KyodoError(message, out_of_todo(PROGRAMS))
        return Place(file, False, own.header.documents)
    if configured is None:
        hint = _("Make a folder with an empty {file}, and name it with --config.").format(file=FILE)
        raise KyodoError(_("The plugin is installed as a whole, and no configuration is found."), hint)
    return Place(configured / f"{city.slug}.toml", True, city.header.documents)


def with_program(city: Municipality, place: Place, request: ProgramRequest) -> str:
    """The text of the file with the new program at its end; nothing is written here.

    Raises:
        FaultsError: something asked for is wrong, or the id is taken; all faults at once.
        KyodoError: the file cannot be read, or no program can be appended to it.
    """
    faults = list(_faults(city, place, request))
    if faults:
        raise FaultsError(_("The program is not made."), faults)
    before = _text_of(place.path)
    asked = request if request.cite else request.having(cite=place.usual_citation)
    end = "\r\n" if "\r\n" in before else "\n"
    parts = [before]
    if before.strip("\ufeff"):
        parts += ["" if before.endswith("\n") else end, end]
    text = "".join([*parts, _skeleton(asked).replace("\n", end)])
    try:
        tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError:
        message = _("{file} has its programs in brackets; nothing can be appended.").format(file=place.path)
        raise KyodoError(message, _("Write each of them under a heading [[program]].")) from None
    return text


def _text_of(path: Path) -> str:
    """The file's text with its line ends and byte order mark; empty if there is none yet."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise KyodoError(
            _("{file} cannot be read: {reason}").format(file=path, reason=error.strerror)
        ) from None


def support_fault(support: str) -> Fault | None:
    """What is wrong with a kind of support: there is none of that id."""
    kinds = {str(kind): kind.label.ja for kind in SupportKind}
    if support in kinds:
        return None
    return option_fault("--support", _("this kind does not exist"), support, suggestion(support, kinds))


def _faults(city: Municipality, place: Place, request: ProgramRequest) -> Iterator[Fault]:
    programs = {fact.id: fact.name for fact in city.aspects[PROGRAMS]}
    for wrong in identity_fault(request.id, ("id",)):
        yield option_fault("ID", wrong.message, request.id, example="area-grant")
    if request.id in programs:
        message = _("the city has a program of this id: {name}").format(name=programs[request.id])
        yield option_fault("ID", message, request.id)
    if fault := support_fault(request.support):
        yield fault
    if fault := text_fault("--name", request.name):
        yield fault
    yield from _citation_faults(place, request.cite)
    yield from _term_faults(place, request)


def _citation_faults(place: Place, cite: str) -> Iterator[Fault]:
    if not place.documents:
        hint = _("write a [[document]] first")
        yield Fault(file="--cite", message=_("the city declares no document"), hint=hint)
    elif cite:
        known = [document.id for document in place.documents]
        try:
            document = citation(cite).document
        except WrongValueError as error:
            yield option_fault("--cite", error.message, cite, example=_meant_citation(cite, known[0]))
            return
        if document not in known:
            hint = suggestion(document, known)
            yield option_fault("--cite", _("the city declares no such document"), document, hint)


def _meant_citation(cite: str, document: str) -> str:
    """A citation that can be read: the same with its mark in half width, else one of the document."""
    try:
        return str(citation(cite.replace("＃", "#", 1)))
    except WrongValueError:
        return f"{document}#第1章"


def _term_faults(place: Place, request: ProgramRequest) -> Iterator[Fault]:
    """Terms of an overlay say from which year they hold, and on which rule; others may."""
    given = {"--since": request.since, "--basis": request.basis}
    for option, text in given.items():
        if not text and (place.overlay or any(given.values())):
            yield Fault(file=option, message=_("the terms need this"), hint=f"{option} …")
    if request.since:
        try:
            fiscal_year(request.since)
        except WrongValueError as error:
            yield option_fault("--since", error.message, request.since, example=error.hint.strip('"'))
    if request.basis and (fault := text_fault("--basis", request.basis)):
        yield fault


def _skeleton(request: ProgramRequest) -> str:
    """The program with what is known of it; the rest not stated, or as an example that is not in force."""
    examples = Examples(request.cite.partition("#")[0])
    cite = quoted(request.cite)
    program = {
        "id": quoted(request.id),
        "name": quoted(one_form(request.name)),
        "support": quoted(request.support),
        "cite": cite,
    }
    terms = {"since": quoted(request.since), "basis": quoted(one_form(request.basis)), "cite": cite}
    note = _("Write what the documents say; delete the lines that you do not need.")
    lines = [
        f"# {note}",
        "[[program]]",
        *_stated(Program, {}, program, examples),
        "",
    ]
    way = {**items(Terms)[0], "name": None}
    if request.since:
        lines += ["[[program.terms]]", *_stated(Terms, way, terms, examples)]
    else:
        shown = (examples.line(Terms, field, way) for field in _plain(Terms, way))
        lines += [commented(line) for line in ("[[program.terms]]", *shown)]
    return "\n".join(lines) + "\n"


def _stated(cls: Any, item: Item, known: Mapping[str, str], examples: Examples) -> Iterator[str]:
    """A line for each key: what is known, or that it is not stated; what cannot say so as an example."""
    for field in _plain(cls, item):
        if field.name in known:
            yield f"{field.name} = {known[field.name]}  # {explained(field)}"
        elif NotStated in get_args(field.type):
            yield f'{field.name} = "{NOT_STATED.value}"  # {explained(field)}'
        else:
            yield commented(examples.line(cls, field, item))


def _plain(cls: Any, item: Item) -> "Iterator[attrs.Attribute[Any]]":
    """The keys of a table that are single values, or lists of them."""
    for field in attrs.fields(cls):
        if not held_table(field.type) and item.get(field.name, "") is not None:
            yield field
