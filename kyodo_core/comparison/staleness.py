"""What of a city's facts is out of date in a fiscal year: reviews overdue, documents superseded."""

from collections.abc import Iterator, Mapping, Sequence

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.aspects.base import Aspect
from kyodo_core.aspects.plans import Plan
from kyodo_core.aspects.programs import Program
from kyodo_core.domain.citing import citations_of
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.sources import Citation, Document
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import FiscalYear
from kyodo_core.rules.terms import Terms


@record
class Overdue(Value):
    """A fact, or one set of a program's terms (with its place among them), that was to be reviewed by a year
    that has passed."""

    aspect: Aspect
    fact: Fact
    terms: tuple[int, Terms] | None
    review_by: FiscalYear
    cite: tuple[Citation, ...]


class NewerKind(Kind):
    DOCUMENT = "document", "文書", "Document"
    PLAN = "plan", "計画", "Plan"


@record
class Newer(Value):
    """What stands in a document's place: a document at hand, or a plan that others tell of."""

    kind: NewerKind
    id: str
    name: str
    since: FiscalYear | NotStated
    cite: tuple[Citation, ...] = ()


@record
class Superseded(Value):
    """A document with what stands in its place in the year, the latest of each line."""

    document: Document
    newer: tuple[Newer, ...]


@record
class Resting(Value):
    """A fact that rests on superseded documents alone."""

    aspect: Aspect
    fact: Fact
    documents: tuple[str, ...]


@record
class Stale(Value):
    """All that is out of date in one city's facts."""

    city: Municipality
    overdue: tuple[Overdue, ...]
    documents: tuple[Superseded, ...]
    facts: tuple[Resting, ...]

    @property
    def none(self) -> bool:
        return not (self.overdue or self.documents)


def stale(city: Municipality, year: FiscalYear) -> Stale:
    """What is out of date in the year; a document or plan without a year has taken its place long since.

    Raises:
        DefinitionError: an aspect's file is wrong.
    """
    superseded = tuple(_superseded(city, year))
    names = {one.document.id for one in superseded}
    facts = tuple(_resting(city, names)) if names else ()
    return Stale(city, tuple(_overdue(city, year)), superseded, facts)


def _overdue(city: Municipality, year: FiscalYear) -> Iterator[Overdue]:
    for declared, fact in _facts(city):
        if fact.review_by and fact.overdue(year):
            yield Overdue(declared, fact, None, fact.review_by, fact.cite)
        for place, terms in enumerate(fact.terms if isinstance(fact, Program) else ()):
            if terms.review_by and terms.overdue(year):
                yield Overdue(declared, fact, (place, terms), terms.review_by, terms.cite)


def _resting(city: Municipality, superseded: set[str]) -> Iterator[Resting]:
    for declared, fact in _facts(city):
        documents = tuple(dict.fromkeys(citation.document for citation in citations_of(fact)))
        if superseded.issuperset(documents):
            yield Resting(declared, fact, documents)


def _facts(city: Municipality) -> Iterator[tuple[Aspect, Fact]]:
    return ((aspect(name), fact) for name in ASPECT_IDS for fact in city.aspects[name])


def _superseded(city: Municipality, year: FiscalYear) -> Iterator[Superseded]:
    """The documents in whose place another, or another plan than the one they set out, stands."""
    documents = city.header.documents
    plans = [plan for plan in city.aspects["plans"] if isinstance(plan, Plan)]
    later_documents = _successors({one.id: one.supersedes for one in documents if _begun(_issued(one), year)})
    later_plans = _successors({one.id: one.supersedes for one in plans if _begun(one.span().since, year)})
    for document in documents:
        newer = [
            Newer(NewerKind.DOCUMENT, one.id, one.title, _issued(one))
            for one in documents
            if one.id in _latest(document.id, later_documents)
        ]
        newer += [
            Newer(NewerKind.PLAN, one.id, one.name, one.span().since, one.cite)
            for one in plans
            if document.plan and one.id in _latest(document.plan, later_plans)
        ]
        if newer:
            yield Superseded(document, tuple(newer))


def _issued(document: Document) -> FiscalYear | NotStated:
    return document.issued.fiscal_year if document.issued else NOT_STATED


def _begun(since: FiscalYear | NotStated, year: FiscalYear) -> bool:
    return not since or since <= year


def _successors(supersedes: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """By id, what supersedes it."""
    found: dict[str, list[str]] = {}
    for name, older in supersedes.items():
        for one in older:
            found.setdefault(one, []).append(name)
    return found


def _latest(name: str, successors: Mapping[str, Sequence[str]]) -> set[str]:
    """The ends of all lines of succession that begin at a thing; empty where nothing superseded it."""
    seen: set[str] = set()
    reached = [name]
    while reached:
        following = successors.get(reached.pop(), ())
        reached += [one for one in following if one not in seen]
        seen.update(following)
    return {one for one in seen - {name} if not successors.get(one)}
