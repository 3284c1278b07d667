"""Terms as shapes: what a query for many applications depends on, apart from the figures.

Programs of one shape, however many cities they belong to, are computed by one query; their figures and
texts are parameters in a table that is joined to the applications.
"""

from collections.abc import Mapping

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.assess import (
    chosen_terms,
    no_amount,
    not_in_force,
    recipients,
    wrong_recipient,
)
from kyodo_core.assessment.inputs import InputFault, declared_facts, fact_faults, needed_facts
from kyodo_core.bulk.heads import Heads, fits, held_words
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NotStated, Text
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import FiscalYear
from kyodo_core.messages import _, language
from kyodo_core.rules.budget import Budget
from kyodo_core.rules.columns import Column, ColumnCase, Graph, Ratio, constant
from kyodo_core.rules.component import AreaException
from kyodo_core.rules.cost import EligibleCost
from kyodo_core.rules.facts import AREA, KIND, FactType
from kyodo_core.rules.requirement import any_of
from kyodo_core.rules.rounding import Rounding
from kyodo_core.rules.terms import Terms


@record
class Checked(Value):
    """A column that a row is checked for before it is computed: filled where needed, numbers not negative.

    Who names other programs is assessed singly: their ids are looked up.
    """

    head: str
    type: FactType
    needed: bool


@record
class Shape(Value):
    """What a query depends on: the checks, and the nodes of the refusals and of the amount.

    `amount` None where the document states none: then `silence` is the node of what is said instead.
    """

    checks: tuple[Checked, ...]
    empty: tuple[str, ...]
    refusals: tuple[tuple[int, int], ...]
    amount: int | None
    silence: int | None = None


@record
class Round(Value):
    """Applications that share a budget: under one program's terms in one year."""

    city: str
    program: str
    year: int
    terms: int
    budget: Budget
    rounding: Rounding | NotStated


@record
class Entry(Value):
    """What becomes of the rows of one program, year and name of terms.

    `faults` are what is wrong with all of them. Without faults and without a shape, the rows are assessed
    one by one. `counts_costs`: does the amount go by the costs? `needed` has the facts that the terms ask
    for, each with why; `round` is what shares a budget.
    """

    shape: Shape | None = None
    parameters: tuple[int | str, ...] = ()
    faults: tuple[InputFault, ...] = ()
    counts_costs: bool = False
    needed: tuple[tuple[str, str], ...] = ()
    round: Round | None = None


class Compiler:
    """Makes entries for the columns of one file; `held` says of each column what kind of value it holds."""

    def __init__(self, graph: Graph, heads: Heads, held: dict[str, str], bound: int) -> None:
        self._graph = graph
        self._heads = heads
        self._held = held
        self._bound = bound
        self._labelled: Column | None = None

    def entry(self, city: str, program: Program, year: FiscalYear, name: Text, whole: bool) -> Entry:
        """The entry for a program's applications of a year under the terms of a name.

        `whole`: are the terms all there is to know? Rules of the city's own are asked row by row.

        Raises:
            UnfitApplicationError: there are no such terms in the year, or several.
        """
        self._graph.largest = 0
        case = ColumnCase(self._graph, tuple(self._heads.costs))
        early = not_in_force(program, year)
        if early:
            case.refuse_saying(_always(self._graph), early.message)
            return self._made(case, (), (), constant(self._graph, 0))
        terms = chosen_terms(program, year, name) if program.terms else None
        needed = needed_facts(terms) if terms else {}
        faults = self._faults(program, terms, needed)
        if faults:
            stated = {fact: why for fact, why in needed.items() if fact in self._heads.facts}
            return Entry(
                faults=tuple(faults), counts_costs=_counts_costs(terms), needed=tuple(stated.items())
            )
        made = self._computed(program, terms, needed, case) if whole else Entry()
        shared = None
        if terms and terms.budget:
            place = program.terms.index(terms)
            shared = Round(city, program.id, year.year, place, terms.budget, terms.rounding)
        return made.having(counts_costs=_counts_costs(terms), needed=tuple(needed.items()), round=shared)

    def _computed(
        self, program: Program, terms: Terms | None, needed: Mapping[str, str], case: ColumnCase
    ) -> Entry:
        checks, empty = self._checks(program, terms, needed)
        if any(check.needed and self._held[check.head] == "nothing" for check in checks):
            return Entry()  # no row is sound, and an engine knows no type for the column
        self._refuse_others(program, case)
        amount = amount_columns(terms, case) if terms else None
        if terms and not terms.states_amount:
            amount = None
        return self._made(case, checks, empty, amount)

    def _refuse_others(self, program: Program, case: ColumnCase) -> None:
        """Refuse applicants of a kind that the program is not for; the fewer kinds are looked for."""
        meant = [one for one in ActorKind if one in program.recipient_kinds]
        others = [one for one in ActorKind if one not in program.recipient_kinds]
        if not meant or not others:
            return
        kind = case.fact(KIND)
        by_others = len(others) < len(meant)
        found = any_of([kind.equals_text(str(one)) for one in (others if by_others else meant)])
        wrong = found if by_others else ~found
        if self._labelled is None:
            self._labelled = _labelled(kind, case)
        case.refuse(wrong, wrong_recipient(), recipients=recipients(program), kind=self._labelled)

    def _made(
        self,
        case: ColumnCase,
        checks: tuple[Checked, ...],
        empty: tuple[str, ...],
        amount: Column | None,
    ) -> Entry:
        silence = case.parameter(no_amount()) if amount is None else None
        if self._graph.largest > self._bound:
            return Entry()
        refusals = []
        told: dict[str, Column] = {}
        for refusal in case.refusals:
            condition = refusal.condition
            before = told.get(refusal.template)
            if before is not None:  # said once, though several rules have it
                condition = condition & ~before
            told[refusal.template] = refusal.condition if before is None else before | refusal.condition
            refusals.append((condition.number, refusal.message.number))
        shape = Shape(
            checks,
            empty,
            tuple(refusals),
            amount.number if amount is not None else None,
            silence.number if silence is not None else None,
        )
        return Entry(shape, tuple(case.drawn))

    def _faults(self, program: Program, terms: Terms | None, needed: Mapping[str, str]) -> list[InputFault]:
        """What is wrong with every row: a pool, a column that is missing or holds another type."""
        if terms and terms.pools:
            message = _("the program shares out a pool among all areas: use kyodo allocate")
            return [InputFault(("program",), message, program.id)]
        declared = declared_facts(program)
        absent = {fact: why for fact, why in needed.items() if fact not in self._heads.facts}
        faults = list(fact_faults({}, absent, declared))
        for fact, head in self._heads.facts.items():
            if fact in declared and not fits(declared[fact].type, self._held[head]):
                message = _("this fact is of the type {type}")
                said = message.format(type=declared[fact].type.label.text(language()))
                faults.append(InputFault((fact,), said, hint=held_words(self._held[head])))
        return faults

    def _checks(
        self, program: Program, terms: Terms | None, needed: Mapping[str, str]
    ) -> tuple[tuple[Checked, ...], tuple[str, ...]]:
        """The columns to look at, and those that stay empty since the program knows no such fact."""
        declared = declared_facts(program)
        checks = [
            Checked(head, declared[fact].type, fact in needed)
            for fact, head in self._heads.facts.items()
            if fact in declared
        ]
        counted = _counts_costs(terms)
        checks += [Checked(head, FactType.NUMBER, counted) for head in self._heads.costs.values()]
        empty = tuple(head for fact, head in self._heads.facts.items() if fact not in declared)
        return tuple(checks), empty


def _counts_costs(terms: Terms | None) -> bool:
    return terms is not None and any(isinstance(element, EligibleCost) for element in terms.elements())


def amount_columns(terms: Terms, case: ColumnCase) -> Column:
    """The yen that the terms grant, in columns; refusals are gathered in the case."""
    if terms.components:
        _refuse_excluded(terms, case)
        for component, weight in zip(terms.components, _weights(terms, case), strict=True):
            case.amount = case.amount.plus(case.whole(component.columns(case, weight)))
    for element in terms.elements():
        element.columns(case)
    return case.amount.top


def _refuse_excluded(terms: Terms, case: ColumnCase) -> None:
    """Refuse the areas that an exception leaves out."""
    for exception in terms.exceptions:
        if exception.excluded:
            named = case.fact(AREA).equals(case.parameter(exception.area))
            case.refuse_saying(named, _("The area is left out by an exception."))


def _weights(terms: Terms, case: ColumnCase) -> list[Ratio]:
    """What an area counts for in each component; the same expression for those with the same exceptions."""
    made: dict[tuple[AreaException, ...], Ratio] = {}
    weights = []
    for component in terms.components:
        own = tuple(one for one in terms.exceptions if not one.excluded and one.weighs(component.name))
        if own not in made:
            made[own] = _weight(own, case)
        weights.append(made[own])
    return weights


def _weight(exceptions: tuple[AreaException, ...], case: ColumnCase) -> Ratio:
    """What an area counts for by these exceptions; else for one."""
    weight = case.whole(constant(case.graph, 1))
    for exception in exceptions:
        named = case.fact(AREA).equals(case.parameter(exception.area))
        own = case.rate(exception.weight)
        weight = Ratio(named.where(own.top, weight.top), named.where(own.bottom, weight.bottom))
    return weight


def _labelled(kind: Column, case: ColumnCase) -> Column:
    """What the kind is called."""
    labelled = case.text("")
    for one in ActorKind:
        labelled = kind.equals_text(str(one)).where(case.text(one.label.text(language())), labelled)
    return labelled


def _always(graph: Graph) -> Column:
    one = constant(graph, 1)
    return one.equals(1)
