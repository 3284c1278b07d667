"""Applications and areas made up for a program's terms: some meet every requirement, some do not."""

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Applicant, Application, CostLine
from kyodo_core.assessment.assess import not_in_force
from kyodo_core.assessment.inputs import declared_facts, needed_facts
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.years import FiscalYear
from kyodo_core.rules.case import FactValue
from kyodo_core.rules.facts import (
    AREA,
    AWARDS_THIS_YEAR,
    COURSE,
    FISCAL_YEAR,
    KIND,
    OTHER_PROGRAMS,
    SUPPLIED,
    YEAR_IN_PROGRAM,
    FactType,
)
from kyodo_core.rules.requirement import Condition, Requirement
from kyodo_core.rules.terms import Terms

Facts = dict[str, FactValue]
SOME_YEAR = FiscalYear(2000)
"""The year of terms that hold in any."""
_OTHER = "kyodo"
"""A text that no document asks for."""
_COST = 1_000_000
_DAY = dt.timedelta(days=1)
_VALUES: dict[FactType, tuple[FactValue, ...]] = {
    FactType.NUMBER: (1, 0, 1_000),
    FactType.TRUTH: (True, False),
    FactType.TEXT: (_OTHER,),
    FactType.DATE: (dt.date(2000, 1, 1),),
    FactType.NAMES: ((),),
}


@frozen
class Generated:
    """Made-up facts for one set of terms, with the kind of applicant and the fiscal year among them.

    `base` meets every requirement; each of `met` differs from it in one fact and meets them too, each of
    `unmet` differs in one fact and does not. `impossible` names the facts that no value can meet.
    """

    base: Facts
    met: tuple[tuple[str, Facts], ...]
    unmet: tuple[tuple[str, Facts], ...]
    impossible: tuple[str, ...]


def generate(program: Program, terms: Terms, year: FiscalYear) -> Generated:
    """Facts at and beside every threshold of the terms, in a year.

    What the program declares and the terms do not ask for is stated too: the city's own rules may ask.
    """
    declared = declared_facts(program)
    base: Facts = {fact.id: _VALUES[fact.type][0] for fact in program.facts}
    allowed: dict[str, list[FactValue]] = {}
    refused: dict[str, list[FactValue]] = {}
    for name in (*needed_facts(terms), *SUPPLIED):
        tried = [*_tried(terms, name, declared[name].type, year)]
        allowed[name] = [value for value in tried if _meets(program, terms, name, value, year)]
        refused[name] = [value for value in tried if value not in allowed[name]]
        base[name] = (allowed[name] or tried)[0]
    return Generated(
        base=base,
        met=tuple((name, base | {name: value}) for name, values in allowed.items() for value in values[1:]),
        unmet=tuple((name, base | {name: value}) for name, values in refused.items() for value in values),
        impossible=tuple(name for name, values in allowed.items() if not values),
    )


def _tried(terms: Terms, name: str, fact_type: FactType, year: FiscalYear) -> Iterator[FactValue]:
    """Values of a fact to try, each once: usual ones, and those at and beside the terms' thresholds."""
    if name == FISCAL_YEAR:
        return iter([year.year])
    found: list[FactValue] = [*_VALUES[fact_type], *_special(terms).get(name, [])]
    for condition in _conditions(terms, name):
        found += _beside(condition, year)
    for table in (*terms.by_bracket, *terms.tiers):
        ends = [bracket.up_to for bracket in table.brackets if bracket.up_to is not NOT_STATED]
        found += [end + more for end in ends if table.fact == name for more in (0, 1)]
    if name == KIND:
        found = [str(kind) for kind in ActorKind]
    unique = {(type(value), value): value for value in found if fact_type.takes(value)}
    return iter(unique.values())


def _beside(condition: Condition, year: FiscalYear) -> list[FactValue]:
    """Values at and beside the threshold of a condition."""
    found: list[FactValue] = [*condition.one_of]
    if condition.equals is not NOT_STATED:
        found.append(condition.equals)
    for number in (condition.at_least, condition.at_most):
        if number is not NOT_STATED:
            found += [number, number + 1, max(number - 1, 0)]
    days = [day for day in (condition.on_or_before, condition.on_or_after) if day is not NOT_STATED]
    if condition.years_before is not NOT_STATED:
        days.append(dt.date(year.year - condition.years_before, 4, 1))
    return found + [day + more for day in days for more in (0 * _DAY, _DAY, -_DAY)]


def _special(terms: Terms) -> dict[str, list[FactValue]]:
    """Values of the facts that every program knows, at and beyond what the terms allow."""
    awards = terms.max_awards if terms.max_awards is not NOT_STATED else 0
    return {
        YEAR_IN_PROGRAM: [*range(1, max([*_years(terms), 1]) + 2)],
        AWARDS_THIS_YEAR: [awards],
        OTHER_PROGRAMS: [terms.excludes],
        COURSE: [course.id for course in terms.courses],
        AREA: [exception.area for exception in terms.exceptions],
    }


def _years(terms: Terms) -> list[int]:
    """Over how many years the terms grant, by each of the ways to say so."""
    said = [terms.max_years] if terms.max_years is not NOT_STATED else []
    return said + [len(by_year) for by_year in (terms.rate_by_year, terms.limit_by_year) if by_year]


def _meets(program: Program, terms: Terms, name: str, value: FactValue, year: FiscalYear) -> bool:
    """Is an applicant with this value eligible, as far as this fact goes?"""
    if name == KIND and program.recipient_kinds and value not in program.recipient_kinds:
        return False
    facts: Facts = {FISCAL_YEAR: year.year, name: value}
    return _within(terms, name, value) and all(one.holds(facts) for one in _requirements(terms, name))


def _within(terms: Terms, name: str, value: FactValue) -> bool:
    """Is the value of a fact that every program knows within what the terms allow?"""
    if name == YEAR_IN_PROGRAM and isinstance(value, int):
        return all(1 <= value <= last for last in _years(terms))
    if name == AWARDS_THIS_YEAR and isinstance(value, int) and terms.max_awards is not NOT_STATED:
        return value < terms.max_awards
    if name == COURSE and terms.courses:
        return value in [course.id for course in terms.courses]
    if name == AREA:
        return value not in [exception.area for exception in terms.exceptions if exception.excluded]
    return name != OTHER_PROGRAMS or not (value and terms.excludes)


def _requirements(terms: Terms, name: str) -> list[Requirement]:
    return [requirement for requirement in terms.requirements if requirement.fact == name]


def _conditions(terms: Terms, name: str) -> list[Condition]:
    """All conditions on a fact: requirements, and what raises a limit or adds a component."""
    added = [component.when for component in terms.components if component.when]
    return [one for one in (*terms.requirements, *terms.raised_limits, *added) if one.fact == name]


def year_of(program: Program, terms: Terms) -> FiscalYear | None:
    """A year in which the program runs and the terms hold; None where there is none.

    Of several it is one that the requirements allow, if there is one.
    """
    span = program.span()
    years = [terms.since, terms.until, span.since, span.until]
    years += [entry.fiscal_year for entry in program.schedule]
    asked = [
        FiscalYear(number)
        for condition in _requirements(terms, FISCAL_YEAR)
        for number in _beside(condition, SOME_YEAR)
        if isinstance(number, int)
    ]
    stated = sorted({*(year for year in years if year), *asked}) or [SOME_YEAR]
    fitting = [year for year in stated if year in terms.span and not_in_force(program, year) is None]
    allowed = (year for year in fitting if _meets(program, terms, FISCAL_YEAR, year.year, year))
    return next(allowed, fitting[0] if fitting else None)


def application(city: str, program: Program, terms: Terms, facts: Facts) -> Application:
    """An application under the terms with these facts, and a cost in every category that they name."""
    categories = [rule.category for rule in terms.costs] or [_OTHER]
    stated = {name: value for name, value in facts.items() if name not in SUPPLIED}
    year = facts[FISCAL_YEAR]
    assert isinstance(year, int)
    return Application(
        city=city,
        program=program.id,
        fiscal_year=FiscalYear(year),
        terms=program.name_of(terms),
        applicant=Applicant(kind=ActorKind.of(str(facts[KIND])), name=_OTHER, facts=stated),
        costs=tuple(CostLine(category=category, amount=_COST) for category in categories),
    )


def areas(terms: Terms, facts: Generated) -> tuple[list[tuple[str, Facts]], list[str]]:
    """Areas for an allocation, and the names of those that do not meet the requirements.

    Every exception of the terms has its area.
    """
    met = [facts.base, *(one for name, one in facts.met if name not in (KIND, AREA))]
    unmet = [(name, one) for name, one in facts.unmet if name not in (KIND, AREA)]
    named = [(f"{_OTHER} {number}", one) for number, one in enumerate(met, 1)]
    named += [(exception.area, facts.base) for exception in terms.exceptions]
    refused = [(f"{_OTHER} {name} {number}", one) for number, (name, one) in enumerate(unmet, 1)]
    return [*named, *refused], [name for name, _facts in refused]
