"""The ids that must stay, recorded beside a city's test in `ids.txt`: one `aspect/id` a line.

Other data names facts, documents, reports and the facts of applications by their ids; a plugin that takes
one away or renames it breaks that data in silence.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import attrs

from kyodo_core.conformance.subject import Subject
from kyodo_core.domain.labels import Kind
from kyodo_core.errors import Fault, KyodoError
from kyodo_core.messages import _

FILE = "ids.txt"
OPTION = "--kyodo-write-ids"
_DOCUMENTS, _REPORTS = "documents", "reports"


def current(subject: Subject) -> set[str]:
    """The ids of all that can be read: `forms/co-hosting`, `programs/grant/facts/households`."""
    documents = subject.city.header.documents if subject.city else ()
    found = {f"{_DOCUMENTS}/{document.id}" for document in documents}
    found |= {f"{_REPORTS}/{report.id}" for report in subject.reports}
    for aspect_id, facts in subject.facts.items():
        for fact in facts:
            found |= {*_ids(fact, aspect_id)}
    return found


def _ids(value: Any, path: str) -> Iterator[str]:
    """The id of a value and of all that stands inside it; a core kind is no id of the city's."""
    if isinstance(value, tuple):
        for item in value:
            yield from _ids(item, path)
    elif attrs.has(type(value)):
        own = getattr(value, "id", None)
        if isinstance(own, str) and not isinstance(own, Kind):
            path = f"{path}/{own}"
            yield path
        for field in attrs.fields(type(value)):
            inner = getattr(value, field.name)
            yield from _ids(inner, f"{path}/{field.name}")


def vanished(subject: Subject) -> Iterator[Fault]:
    """Ids that are recorded and gone; where one was perhaps renamed, with the new one."""
    known = current(subject)
    lines = _recorded(subject.recorded)
    new = known - {*lines}
    for name, number in lines.items():
        if name in known or not _readable(subject, name.partition("/")[0]):
            continue
        near = _renamed(name, new)
        renamed = _("Was it renamed to {near}?").format(near=near) if near else ""
        stays = _("An id stays when the wording changes. If it has to go: pytest {option}").format(
            option=OPTION
        )
        yield Fault(
            file=str(subject.recorded),
            line=number,
            column=1,
            width=len(name),
            source=name,
            message=_("the id {id} is gone").format(id=name),
            hint=" ".join(filter(None, (renamed, stays))),
            rule="ids",
        )


def _renamed(name: str, new: set[str]) -> str:
    """The new id that an id of the same kind perhaps became: the nearest one, or the only one."""
    folder, _slash, own = name.rpartition("/")
    candidates = {one.rpartition("/")[2]: one for one in new if one.rpartition("/")[0] == folder}
    near = get_close_matches(own, candidates, n=1, cutoff=0.5)
    if near or len(candidates) == 1:
        return candidates[next(iter(near or candidates))]
    return ""


def _readable(subject: Subject, group: str) -> bool:
    """Could the ids of an aspect (or of the reports) be read? If not, it is told elsewhere."""
    if group == _REPORTS:
        return subject.reports_read
    return group == _DOCUMENTS or group in subject.facts or not subject.refusals


def unrecorded(subject: Subject) -> set[str]:
    """Ids that are not recorded yet; none where nothing is recorded at all."""
    lines = _recorded(subject.recorded)
    return current(subject) - {*lines} if lines else set()


def write(subject: Subject) -> Path:
    """Record the ids as they are; an old list is replaced whole.

    Raises:
        KyodoError: the city has faults, so that its ids are not known.
        OutputError: the file cannot be written; what stood there is unchanged.
    """
    from kyodo_core.cli.output import write_whole

    if subject.refusals:
        raise KyodoError(_("The ids cannot be recorded: the plugin has faults."))
    path = subject.recorded or Path(FILE)
    text = "".join(f"{line}\n" for line in (f"# pytest {OPTION}", *sorted(current(subject))))
    write_whole(path, text, "utf-8")
    return path


def _recorded(path: Path | None) -> dict[str, int]:
    """The recorded ids with their lines; none where there is no file."""
    if path is None or not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    named = ((line.strip(), number) for number, line in enumerate(lines, 1))
    return {line: number for line, number in named if line and not line.startswith("#")}
