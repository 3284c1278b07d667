"""Is all there that the terms ask of an application? Every fault at once, each with why it is asked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from kyodo_core.aspects.programs import Program
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import Example, suggestion
from kyodo_core.messages import _, language
from kyodo_core.rules.case import FactValue
from kyodo_core.rules.component import Component
from kyodo_core.rules.facts import AREA, KNOWN, OTHER_PROGRAMS, SUPPLIED, FactDeclaration, FactType
from kyodo_core.rules.terms import Element, Terms


@record
class InputFault(Value):
    """What is wrong with an application, by the path of keys in its file."""

    path: tuple[str | int, ...]
    message: str
    value: Any = None
    hint: str = ""


def declared_facts(program: Program) -> dict[str, FactDeclaration]:
    """The facts that a program's terms may ask for, by id."""
    return KNOWN | {fact.id: fact for fact in program.facts}


def fact_labels(program: Program) -> dict[str, str]:
    """What the facts are called that a program's terms may ask for, by id."""
    return {name: fact.name for name, fact in declared_facts(program).items()}


def needed_facts(terms: Terms) -> dict[str, str]:
    """The facts that the terms ask for, each with why; not what every application states itself."""
    parts: list[Element | Component] = [*terms.elements(), *terms.components]
    needs = [
        *(need for part in parts for need in part.needs()),
        *(terms.budget.needs() if terms.budget else ()),
    ]
    needed = {name: why for name, why in needs if name not in SUPPLIED}
    if terms.exceptions and not terms.pools:  # who shares a pool is in a list of areas, by name
        needed[AREA] = _("an exception may hold for the area")
    return needed


def fact_faults(
    given: Mapping[str, FactValue],
    needed: Mapping[str, str],
    declared: Mapping[str, FactDeclaration],
    path: Sequence[str | int] = ("applicant", "facts"),
) -> Iterator[InputFault]:
    """Facts that are missing, unknown, or of another type than declared; numbers below 0."""
    for name, why in needed.items():
        if name not in given:
            label = declared[name].name
            message = _("the fact {name} ({label}) is missing: {why}").format(name=name, label=label, why=why)
            yield InputFault(tuple(path), message, hint=_line(name, declared[name]))
    for name, fact in given.items():
        place = (*path, name)
        if name in SUPPLIED:
            message = _("the application states this itself, not among the facts")
            yield InputFault(place, message, fact)
        elif name not in declared:
            hint = suggestion(name, _stated(declared))
            yield InputFault(place, _("the program asks for no such fact"), fact, hint)
        elif not declared[name].type.takes(fact):
            kind = declared[name].type
            message = _("this fact is of the type {type}").format(type=kind.label.text(language()))
            yield InputFault(place, message, fact, Example(EXAMPLES[kind]))
        elif isinstance(fact, int) and fact < 0:
            yield InputFault(place, _("a number is not negative"), fact, Example(EXAMPLES[FactType.NUMBER]))


def unknown_programs(
    given: Mapping[str, FactValue],
    programs: Collection[str],
    path: Sequence[str | int] = ("applicant", "facts"),
) -> Iterator[InputFault]:
    """Other programs that the applicant takes part in and the city does not have.

    `programs` are the ids of the city's; of a mapping, with their names.
    """
    taken = given.get(OTHER_PROGRAMS, ())
    for place, name in enumerate(taken if isinstance(taken, tuple) else ()):
        if name not in programs:
            here = (*path, OTHER_PROGRAMS, place)
            yield InputFault(here, _("no program has this id"), name, suggestion(name, programs))


def terms_in_force(program: Program, year: Any, name: str | Any) -> list[Terms]:
    """The terms that hold in the year, of the given name if one is given.

    Terms without a name are called by the program's.
    """
    named = [terms for terms in program.terms if name in (NOT_STATED, program.name_of(terms))]
    return [terms for terms in named if year in terms.span]


def _stated(declared: Mapping[str, FactDeclaration]) -> dict[str, str]:
    """The facts that stand among an application's facts, with their names."""
    return {name: fact.name for name, fact in declared.items() if name not in SUPPLIED}


EXAMPLES = {
    FactType.NUMBER: "30",
    FactType.TRUTH: "true",
    FactType.TEXT: '"○○"',
    FactType.DATE: "2015-04-01",
    FactType.NAMES: '["○○"]',
}
"""A fact of each type as an application states it."""


def _line(name: str, fact: FactDeclaration) -> Example:
    """A whole line for a fact that is missing, with what it is."""
    key = name if name.isascii() else f'"{name}"'
    example = "200_000" if fact.unit == "円" else EXAMPLES[fact.type]
    return Example(f"{key} = {example}  # {fact.name}", whole=True)
