"""Rules on facts as they are stated: most faults are refused when a file is loaded, and told here.

A plugin may also make its facts in Python, where nothing was refused; so the facts are looked at too.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from kyodo_core.aspects import ASPECT_IDS, Problem, aspect
from kyodo_core.conformance.subject import Subject
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.years import Period
from kyodo_core.errors import Fault, RuleName, suggestion
from kyodo_core.loading.references import identity_fault
from kyodo_core.loading.structuring import Path
from kyodo_core.messages import _


def citations(subject: Subject) -> Iterator[Fault]:
    """Every fact, and every part of one that is cited, cites documents that the city declares."""
    yield from subject.refused("citations")
    documents = [document.id for document in subject.city.header.documents] if subject.city else []
    for aspect_id, path, fact in subject.placed():
        for place, cited in _cited(fact, path):
            if not cited:
                yield subject.fault(aspect_id, place, _("a fact needs a citation"))
            for document in {citation.document for citation in cited} - {*documents}:
                message = _("the city declares no such document")
                yield subject.fault(aspect_id, place, message, document, suggestion(document, documents))


def _cited(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every `cite` of a value and of all that stands inside it."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _cited(item, (*path, index))
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            held = getattr(value, field.name)
            if field.name == "cite":
                yield (*path, "cite"), held
            else:
                yield from _cited(held, (*path, field.name))


def ids(subject: Subject) -> Iterator[Fault]:
    """Ids are lower-case ASCII with hyphens, each once in its aspect; those recorded are still there."""
    from kyodo_core.conformance.recorded import vanished

    yield from subject.refused("ids")
    seen: set[tuple[str, str]] = set()
    for aspect_id, path, fact in subject.placed():
        for raw in identity_fault(fact.id, (*path, "id")):
            yield subject.fault(aspect_id, raw.path, raw.message, raw.value, raw.hint)
        if (aspect_id, fact.id) in seen:
            message = _("this id is used twice in the file")
            yield subject.fault(aspect_id, (*path, "id"), message, fact.id)
        seen.add((aspect_id, fact.id))
    yield from vanished(subject)


def kinds(subject: Subject) -> Iterator[Fault]:
    """The kinds that a city's own names are compared under are core kinds of their aspect."""
    yield from subject.refused("kinds")
    for aspect_id, path, fact in subject.placed():
        known = aspect(aspect_id).kinds
        for kind in fact.core_kinds() if known else ():
            if not isinstance(kind, known or ()):
                hint = suggestion(str(kind), map(str, known or ()))
                yield subject.fault(aspect_id, path, _("this kind does not exist"), str(kind), hint)


def totals(subject: Subject) -> Iterator[Fault]:
    """Totals, shares and counts agree with their parts, unless the fact says where its sources differ."""
    yield from subject.refused("totals")
    for aspect_id, fact, problem in _problems(subject, "totals"):
        if not fact.conflicts:
            yield _told(subject, aspect_id, problem)


def years(subject: Subject) -> Iterator[Fault]:
    """Nothing ends before it begins, or comes out of its order."""
    yield from subject.refused("years")
    for aspect_id, path, fact in subject.placed():
        if Period(fact.since, fact.until).reversed:
            message = _("the period ends before it begins")
            yield subject.fault(aspect_id, (*path, "until"), message, str(fact.until))
        for place, later in enumerate(fact.later):
            if fact.since and later.since and later.since < fact.since:
                message = _("what came later begins before the thing itself ({year})").format(year=fact.since)
                where = (*path, "later", place, "since")
                yield subject.fault(aspect_id, where, message, str(later.since))
    for aspect_id, _fact, problem in _problems(subject, "years"):
        yield _told(subject, aspect_id, problem)


def conditions(subject: Subject) -> Iterator[Fault]:
    """What the terms of a program ask for is a fact that the program declares, of a type that fits."""
    yield from subject.refused("conditions")
    for aspect_id, _fact, problem in _problems(subject, "conditions"):
        yield _told(subject, aspect_id, problem)


def todo(subject: Subject) -> Iterator[Fault]:
    """What a plugin says is not encoded yet is an aspect, and has no facts."""
    yield from subject.refused("todo")
    for name in subject.city.header.todo if subject.city else ():
        if name not in ASPECT_IDS:
            hint = suggestion(name, ASPECT_IDS)
            yield subject.fault("municipality", ("todo",), _("there is no such aspect"), name, hint)
        elif subject.facts.get(name):
            message = _("the aspect stands in todo of {file} and yet has facts")
            way = _("take {name} out of todo").format(name=f'"{name}"')
            said = message.format(file="municipality.toml")
            yield subject.fault(name, (aspect(name).table,), said, hint=way)


def _problems(subject: Subject, rule: RuleName) -> Iterator[tuple[str, Fact, Problem]]:
    """What the aspects' own checks find under a rule, with the fact that it is found in."""
    held = subject.held()
    for aspect_id, facts in subject.facts.items():
        declared = aspect(aspect_id)
        for problem in declared.check([*enumerate(facts)], held):
            if problem.rule == rule:
                yield aspect_id, facts[0 if declared.single else int(problem.path[1])], problem


def _told(subject: Subject, aspect_id: str, problem: Problem) -> Fault:
    return subject.fault(aspect_id, problem.path, problem.message, problem.value, problem.hint)
