"""Random terms of every element as texts of TOML, and random applications under them.

Terms are drawn by hypothesis, so that what fails is told by the smallest terms that fail. Applications are
many, and only numbers and words: a generator of random numbers makes them from a drawn seed.
"""

import datetime as dt
import re
from collections.abc import Sequence
from fractions import Fraction
from random import Random

from attrs import frozen
from hypothesis import strategies as st

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.inputs import declared_facts, needed_facts
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.rules.checks import term_faults
from kyodo_core.rules.columns import LARGEST
from kyodo_core.rules.facts import AREA, COURSE, OTHER_PROGRAMS, YEAR_IN_PROGRAM
from kyodo_core.rules.rounding import UNITS
from tests.bulk.tables import Offered, Row, single
from tests.grants import program

CATEGORIES = ("会議費", "印刷費", "備品費", "事務費")
AREAS = ("中央地域", "東地域", "西地域")
FIELDS = ("福祉", "防災", "観光")
COURSES = ("first", "second", "third")
OTHERS = ("other", "another", "the-other")
MESSAGES = ("要件を満たしません。", "登録が必要です。", "50世帯以上が必要です。")
YEARS = ("令和5年度", "R6", "2025", "２０２６年度")
NUMBERS = ("households", "persons", "aged", "days")
KINDS = tuple(str(kind) for kind in ActorKind)
RATES = ("1/2", "2/3", "3/4", "7/10", "29/100", "57/100", "33%", "66.7%", "100%", "9/10")
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2026, 12, 31)
ROWS = 16

_RARELY = st.sampled_from([False, False, False, True])
_BOTH = st.booleans()
_NUMBER = st.sampled_from((*NUMBERS, "fiscal_year"))
_DAY = st.dates(FIRST_DAY, LAST_DAY)


def _several(values: Sequence[str], least: int = 1, most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), unique=True, min_size=least, max_size=most).map(_texts)


def _texts(values: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


@frozen
class Figures:
    """How large the figures of terms get: yen, prices for each, and the parts that rates are made of."""

    yen: st.SearchStrategy[int]
    price: st.SearchStrategy[int]
    rate: st.SearchStrategy[str]


_YEN = st.sampled_from([0, 1, 999, 1_000, 50_000, 123_457, 300_000, 10**6, 10**9]) | st.integers(0, 10**7)
USUAL = Figures(_YEN, st.integers(0, 100_000), st.sampled_from(RATES))
"""Figures as rules have them; with larger ones a rule may pass 64 bits."""
ANY = Figures(
    _YEN | st.integers(0, 10**13),
    st.integers(0, 100_000) | st.integers(0, 10**9),
    st.sampled_from(RATES) | st.fractions(Fraction(1, 997), 1, max_denominator=997).map(str),
)

_COUNT = st.integers(0, 6) | st.integers(2022, 2027) | st.integers(0, 3_000)
_TESTS = {
    "truth": _BOTH.map(lambda truth: f'fact = "registered", equals = {str(truth).lower()}'),
    "number": st.tuples(_NUMBER, st.sampled_from(["equals", "at_least", "at_most"]), _COUNT).map(
        lambda drawn: f'fact = "{drawn[0]}", {drawn[1]} = {drawn[2]}'
    ),
    "text": st.sampled_from(FIELDS).map(lambda text: f'fact = "field", equals = "{text}"'),
    "one_of": _several(FIELDS).map(lambda texts: f'fact = "field", one_of = {texts}'),
    "area": _several(AREAS, most=2).map(lambda texts: f'fact = "area", one_of = {texts}'),
    "date": st.tuples(st.sampled_from(["on_or_before", "on_or_after"]), _DAY).map(
        lambda drawn: f'fact = "founded", {drawn[0]} = {drawn[1]}'
    ),
    "years": st.integers(0, 12).map(lambda years: f'fact = "founded", years_before = {years}'),
    "kind": st.sampled_from(KINDS).map(lambda kind: f'fact = "kind", equals = "{kind}"'),
    "kinds": _several(KINDS, 2, 6).map(lambda kinds: f'fact = "kind", one_of = {kinds}'),
}
CONDITION = st.sampled_from(sorted(_TESTS)).flatmap(_TESTS.__getitem__)
OF_AREAS = st.sampled_from(sorted({*_TESTS} - {"kind", "kinds"})).flatmap(_TESTS.__getitem__)
"""An area has no kind of applicant."""
ROUNDING = st.tuples(
    st.sampled_from(UNITS),
    st.sampled_from(["down", "half_up", "up"]),
    st.sampled_from(["after_limits", "before_limits"]),
).map(lambda drawn: f'{{ unit = {drawn[0]}, direction = "{drawn[1]}", when = "{drawn[2]}" }}')


@st.composite
def terms_texts(draw: st.DrawFn, figures: Figures) -> str:
    """Terms of any elements; some state no amount."""
    form = draw(st.sampled_from(["rate", "rate", "rate", "fixed", "both", "components", "components", ""]))
    condition = OF_AREAS if form == "components" else CONDITION
    said = _granted(draw, condition)
    if form in ("rate", "both"):
        said += _costs(draw, figures) + _rate(draw, figures)
    if form in ("fixed", "both"):
        per = f', per = "{draw(st.sampled_from(NUMBERS))}"' if draw(_BOTH) else ""
        said.append(f"fixed = {{ yen = {draw(figures.price)}{per} }}")
    if form == "components":
        said += _components(draw, figures)
    said += _limits(draw, figures, condition)
    if draw(_BOTH):
        said.append(f"rounding = {draw(ROUNDING)}")
    return "\n".join(said)


def _granted(draw: st.DrawFn, condition: st.SearchStrategy[str]) -> list[str]:
    """Who is granted anything at all."""
    said = []
    tests = draw(st.lists(st.tuples(condition, st.sampled_from(MESSAGES)), max_size=3))
    if tests:
        rows = (f'{{ {test}, message = "{message}" }}' for test, message in tests)
        said.append(f"requirements = [{', '.join(rows)}]")
    if draw(_RARELY):
        said.append(f"excludes = {draw(_several(OTHERS))}")
    most = st.integers(1, 4)
    return said + [f"{key} = {draw(most)}" for key in ("max_years", "max_awards") if draw(_RARELY)]


def _costs(draw: st.DrawFn, figures: Figures) -> list[str]:
    """Which costs count; at most one category is a share of the others, as in rules."""
    said, rows = [], []
    shared = False
    for category in draw(st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=3)):
        row = f'category = "{category}", eligible = {str(not draw(_RARELY)).lower()}'
        if draw(_BOTH):
            row += f", limit = {draw(figures.yen)}"
        if not shared and draw(_BOTH):
            row += f', share = "{draw(figures.rate)}"'
            shared = True
        rows.append(f"{{ {row} }}")
    if rows:
        said.append(f"costs = [{', '.join(rows)}]")
    said += [f"{key} = true" for key in ("only_named_costs", "deduct_other_subsidies") if draw(_RARELY)]
    return said


def _rate(draw: st.DrawFn, figures: Figures) -> list[str]:
    form = draw(st.sampled_from(["rate", "rate_by_year", "part", "whole"]))
    if form == "rate":
        return [f'rate = "{draw(figures.rate)}"']
    if form == "rate_by_year":
        return [f"rate_by_year = {_texts(draw(st.lists(figures.rate, min_size=1, max_size=4)))}"]
    above = [0, *sorted(draw(st.sets(st.integers(1, 10**6), max_size=2)))]
    rows = ", ".join(f'{{ above = {each}, rate = "{draw(figures.rate)}" }}' for each in above)
    return [f'rate_by_cost = {{ applies = "{form}", brackets = [{rows}] }}']


def _components(draw: st.DrawFn, figures: Figures) -> list[str]:
    """Components that one area alone decides, and exceptions from them."""
    rows: dict[str, list[str]] = {}
    for name in "甲乙丙"[: draw(st.integers(1, 3))]:
        table = draw(st.sampled_from(["flat", "per_unit", "by_bracket", "tiers"]))
        row = f'name = "{name}"'
        if table != "flat":
            row += f', fact = "{draw(st.sampled_from(NUMBERS))}"'
        if table in ("flat", "per_unit"):
            row += f", yen = {draw(figures.price)}"
        else:
            ends = sorted(draw(st.sets(st.integers(0, 3_000), max_size=3)))
            parts = [f"{{ up_to = {end}, yen = {draw(figures.price)} }}" for end in ends]
            row += f", brackets = [{', '.join([*parts, f'{{ yen = {draw(figures.price)} }}'])}]"
        if draw(_BOTH):
            row += f", when = {{ {draw(OF_AREAS)} }}"
        if draw(_BOTH):
            row += f", rounding = {draw(ROUNDING)}"
        rows.setdefault(table, []).append(f"{{ {row} }}")
    said = [f"{table} = [{', '.join(each)}]" for table, each in rows.items()]
    weights = st.sampled_from(["excluded = true", 'weight = "1/2"', 'weight = "0"', 'weight = "7/3"'])
    areas = draw(st.lists(st.sampled_from(AREAS), unique=True, max_size=2))
    exceptions = [f'{{ area = "{area}", {draw(weights)}, reason = "特例" }}' for area in areas]
    return [*said, f"exceptions = [{', '.join(exceptions)}]"] if exceptions else said


def _limits(draw: st.DrawFn, figures: Figures, condition: st.SearchStrategy[str]) -> list[str]:
    said = []
    form = draw(st.sampled_from(["", "per_year", "raised", "by_year"]))
    if form in ("per_year", "raised"):
        said.append(f"limit_per_year = {draw(figures.yen)}")
    if form == "raised":
        tests = draw(st.lists(condition, min_size=1, max_size=2))
        said.append(
            f"raised_limits = [{', '.join(f'{{ {test}, by = {draw(figures.yen)} }}' for test in tests)}]"
        )
    if form == "by_year":
        said.append(f"limit_by_year = {draw(st.lists(figures.yen, min_size=1, max_size=4))}")
    if draw(_RARELY):
        chosen = draw(st.lists(st.sampled_from(COURSES), unique=True, min_size=1, max_size=3))
        rows = ", ".join(f'{{ id = "{one}", name = "{one}", limit = {draw(figures.yen)} }}' for one in chosen)
        said.append(f"courses = [{rows}]")
    if draw(_RARELY):
        said.append(f"limit_total = {draw(figures.yen)}")
    return said


@st.composite
def programs(draw: st.DrawFn, figures: Figures) -> tuple[Program, str]:
    """A program whose terms never change, change with the years, go by names, or are not stated at all;
    and the text that it is made of.
    """
    form = draw(st.sampled_from(["one", "one", "one", "years", "names", "none"]))
    texts = [draw(terms_texts(figures)) for _each in range({"one": 1, "none": 0}.get(form, 2))]
    if form == "years":
        texts = [f'until = "R6"\n{texts[0]}', f'since = "R7"\n{texts[1]}']
    if form == "names":
        texts = [f'name = "{name}"\n{text}' for name, text in zip(("甲", "乙"), texts, strict=True)]
    head = f"recipient_kinds = {draw(_several(KINDS, 1, 4))}\n" if draw(_BOTH) else ""
    head += 'recipients = ["地域協働体", "市民活動団体"]\n' if draw(_BOTH) else ""
    head += draw(st.sampled_from(["", "", "", 'since = "R6"\n', 'until = "令和7年度"\n']))
    made = program(*texts, head=head)
    declared = declared_facts(made)
    assert [fault for terms in made.terms for fault in term_faults(terms, declared) if fault.error] == []
    return made, "\n".join((head, *texts))


@st.composite
def offers(draw: st.DrawFn, figures: Figures, most: int) -> Offered:
    """Programs of two cities; the same id stands for another program in each."""
    cities: dict[str, dict[str, Program]] = {}
    drawn = draw(st.lists(programs(figures), min_size=1, max_size=most))
    for place, (one, _text) in enumerate(drawn):
        name = f"grant{place // 2}"
        cities.setdefault(("mihon", "rei")[place % 2], {})[name] = one.having(id=name)
    return Offered(cities, said="\n\n".join(text for _one, text in drawn))


@frozen
class _Asked:
    """What applications under some programs look like: their columns, and the figures of each program."""

    heads: tuple[str, ...]
    named: bool
    needed: dict[tuple[str, str], set[str]]
    figures: dict[tuple[str, str], list[int]]
    largest: int

    @classmethod
    def of(cls, places: Sequence[tuple[str, Program]], largest: int) -> "_Asked":
        needed = {(city, one.id): _needed(one) for city, one in places}
        heads = {head for facts in needed.values() for head in facts} | {"persons", AREA}
        named = any(terms.name for _city, one in places for terms in one.terms)
        figures = {(city, one.id): _figures(one, largest) for city, one in places}
        return cls(tuple(sorted(heads)), named, needed, figures, largest)

    def row(self, place: tuple[str, Program], year: str, name: str, random: Random) -> Row:
        city, one = place
        needed, figures = self.needed[city, one.id], self.figures[city, one.id]
        wanted = [str(kind) for kind in one.recipient_kinds] or KINDS
        kind = random.choice(wanted if random.random() < 0.8 else KINDS)
        cells: Row = {"city": city, "program": one.id, "fiscal_year": year, "kind": kind}
        if self.named:
            cells["terms"] = name if any(terms.name for terms in one.terms) else None
        for head in self.heads:
            stated = head in needed or head == AREA or random.random() < 0.5
            cells[head] = _fact(head, random, figures, self.largest) if stated else None
        costs = {f"cost.{category}": _number(random, figures, self.largest) for category in CATEGORIES}
        return cells | costs


def applications(
    offered: Offered, seed: int, largest: int = LARGEST, rows: int = ROWS, alike: bool = False
) -> list[Row]:
    """Rows under the programs; no number passes `largest`. Many meet the requirements.

    `alike`: all rows name the first program, the same year and the same terms.
    """
    random = Random(seed)
    places = [(city, one) for city, programs in offered.cities.items() for one in programs.values()]
    years, names = YEARS, ("甲", "乙")
    if alike:
        places, years, names = places[:1], (random.choice(YEARS),), (random.choice(names),)
    asked = _Asked.of(places, largest)
    found = []
    for _each in range(rows):
        for _try in range(3):
            cells = asked.row(random.choice(places), random.choice(years), random.choice(names), random)
            if single(offered, cells)[0]:
                break
        found.append(cells)
    return found


def _needed(program: Program) -> set[str]:
    return {fact for terms in program.terms for fact in needed_facts(terms)}


def _figures(program: Program, largest: int) -> list[int]:
    """The whole numbers of a program's terms, with their neighbours: there results change."""
    found = {int(figure) for terms in program.terms for figure in re.findall(r"\d+", repr(terms))}
    near = {max(one + by, 0) for one in found for by in (-1, 0, 1)}
    return sorted(one for one in {*near, 0, largest} if one <= largest)


def _number(random: Random, figures: Sequence[int], largest: int) -> int:
    """At a threshold, small, large, or as round as the figures of applications are."""
    how = random.random()
    if how < 0.4:
        return random.choice(figures)
    if how < 0.6:
        return random.randint(0, 3_000)
    return random.randint(0, largest) if how < 0.75 else random.randint(0, 3_000) * 1_000


def _fact(head: str, random: Random, figures: Sequence[int], largest: int) -> object:
    if head in ("received_this_year", "received_total", "awards_this_year") and random.random() < 0.6:
        return random.choice((0, 0, 1, 1_000, 40_000))
    if head in ("registered", YEAR_IN_PROGRAM):
        return random.random() < 0.5 if head == "registered" else random.randint(0, 5)
    if head == "founded":
        return FIRST_DAY + dt.timedelta(random.randint(0, (LAST_DAY - FIRST_DAY).days))
    if head == OTHER_PROGRAMS:
        return "、".join(random.sample((*OTHERS, "an"), random.choice((0, 0, 0, 1, 2))))
    texts = {COURSE: (*COURSES, "fourth"), AREA: (*AREAS, "北地域"), "field": FIELDS}
    return random.choice(texts[head]) if head in texts else _number(random, figures, largest)
