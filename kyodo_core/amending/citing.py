"""What new terms cite: the places that are named, or those of the terms before and the basis itself."""

from collections.abc import Sequence

from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.sources import Document
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import Fault, suggestion
from kyodo_core.messages import _
from kyodo_core.rules.terms import Terms

WHOLE = "全文"
"""The section of a document that is cited as a whole, as the overlay's file writes it."""


@record
class Cited(Value):
    """Citations as document#section, and the table of the basis where it is to be declared a document."""

    cite: list[str]
    document: dict[str, str] | None


def cited(
    city: Municipality,
    before: Terms | Fact,
    basis: str,
    asked: Sequence[str],
    since: FiscalYear,
    faults: list[Fault],
) -> Cited:
    """The citations of new terms; what is named and is no place in a known document is added to `faults`.

    An amendment changes some of what the terms before rest on: where nothing is named, both are cited. A
    document is named by its id, its title or its short title; the basis by its own words.
    """
    documents = city.header.documents
    declared = _declared(documents, basis)
    rule = declared or _new_id(documents, since)
    if asked:
        cite = _resolved(asked, documents, {basis: rule}, faults)
    else:
        cite = [*map(str, before.cite), f"{rule}#{WHOLE}"]
    if declared or not any(one.startswith(f"{rule}#") for one in cite):
        return Cited(cite, None)
    return Cited(cite, {"id": rule, "title": basis, "short": basis, "issuer": city.name})


def _declared(documents: Sequence[Document], name: str) -> str:
    """The id of the document of that id, title or short title; empty if there is none, or several."""
    found = [document.id for document in documents if name in (document.id, document.title, document.short)]
    return found[0] if len(found) == 1 else ""


def _new_id(documents: Sequence[Document], since: FiscalYear) -> str:
    taken = {document.id for document in documents}
    names = [f"basis-{since.year}", *(f"basis-{since.year}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _resolved(
    asked: Sequence[str], documents: Sequence[Document], more: dict[str, str], faults: list[Fault]
) -> list[str]:
    cite = []
    for one in asked:
        name, mark, section = (part.strip() for part in one.partition("#"))
        document = _declared(documents, name) or more.get(name, "")
        if not (mark and name and section):
            message = _("a citation is written document#section")
            faults.append(Fault(file=f"--cite {one}", message=message, hint='"rules#第5条"'))
        elif not document:
            known = suggestion(name, [*(document.id for document in documents), *more])
            message = _("no document of the city has this id, title or short title")
            faults.append(Fault(file=f"--cite {one}", message=message, hint=known))
        else:
            cite.append(f"{document}#{section}")
    return cite
