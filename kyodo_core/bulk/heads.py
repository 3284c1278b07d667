"""The columns of a file of applications: what each holds, by its heading."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from kyodo_core.domain.values import Value, record
from kyodo_core.errors import suggestion
from kyodo_core.messages import _, language
from kyodo_core.rules.facts import KNOWN, SUPPLIED, FactDeclaration, FactType

CITY, PROGRAM, YEAR, TERMS, APPLICANT_KIND, NAME, COST = (
    "city",
    "program",
    "fiscal_year",
    "terms",
    "kind",
    "name",
    "cost",
)
_ROLES = {
    CITY: ("市町村",),
    PROGRAM: ("事業",),
    YEAR: ("年度",),
    TERMS: ("交付条件の区分",),
    APPLICANT_KIND: ("主体の種別", "申請者の種別"),
    NAME: ("名称", "申請者"),
    COST: ("経費",),
}
NEEDED = (CITY, PROGRAM, YEAR, APPLICANT_KIND)
RESULTS = ("row", "eligible", "amount", "reason")
NO_NAMES = ("", "なし", "-")
"""What a cell with a list of names holds where the list is empty."""
_CATEGORY = re.compile(r"(?P<word>[^.．:：・･]+)[.．:：・･](?P<category>.*)", re.DOTALL)


@record
class HeadFault(Value):
    """What is wrong with a heading; `place` is its column, from 1, or 0 where a column is missing."""

    place: int
    message: str
    head: str = ""
    hint: str = ""


@record
class Heads(Value):
    """The columns by what they hold; each is named by its heading in the file.

    `roles` has city, program, fiscal_year, terms, kind and name; `facts` the facts by id; `costs` the
    cost columns by category, the plain column `cost` under the word for cost.
    """

    columns: tuple[str, ...]
    roles: Mapping[str, str]
    facts: Mapping[str, str]
    costs: Mapping[str, str]

    def key_columns(self) -> list[str]:
        """The columns that say which terms a row falls under."""
        return [self.roles[role] for role in (CITY, PROGRAM, YEAR, TERMS) if role in self.roles]


def plain_cost() -> str:
    """The category of costs that no category is said of: the same in every language, as terms' own are."""
    return _ROLES[COST][0]


def recognised(
    columns: Sequence[str], declared: Mapping[str, Sequence[FactDeclaration]]
) -> tuple[Heads, list[HeadFault]]:
    """What the columns hold, and what is wrong with their headings.

    A fact is headed by its id, or by its name where all programs mean the same fact by it.
    """
    roles: dict[str, str] = {}
    facts: dict[str, str] = {}
    costs: dict[str, str] = {}
    faults: list[HeadFault] = []
    names = _fact_names(declared)
    for place, head in enumerate(columns, 1):
        room, key = _room(head, names, roles, facts, costs)
        if room is None:
            faults.append(_unknown(place, head, names))
        elif key in room:
            faults.append(HeadFault(place, _("two columns hold the same"), head, room[key]))
        else:
            room[key] = head
    faults += _missing(roles)
    return Heads(tuple(columns), roles, facts, costs), faults


def _room(
    head: str,
    names: Mapping[str, str],
    roles: dict[str, str],
    facts: dict[str, str],
    costs: dict[str, str],
) -> tuple[dict[str, str] | None, str]:
    """Where a column belongs, and under which key; no room for a heading that says nothing known."""
    said = plain(head)
    for role, labels in _ROLES.items():
        if said in (role, *labels):
            return (costs, plain_cost()) if role == COST else (roles, role)
    cost = _CATEGORY.fullmatch(head)
    if cost and plain(cost["word"]) in (COST, *_ROLES[COST]) and cost["category"].strip():
        return costs, cost["category"].strip()  # as it is written: so do the terms name it
    return (facts, names[said]) if said in names else (None, "")


def plain(head: str) -> str:
    """A heading without differences of width and outer blanks, for matching."""
    return unicodedata.normalize("NFKC", head).strip()


def _fact_names(declared: Mapping[str, Sequence[FactDeclaration]]) -> dict[str, str]:
    """The ids of facts by what a heading may call them."""
    meant: dict[str, set[str]] = {}
    for fact in (*KNOWN.values(), *(fact for facts in declared.values() for fact in facts)):
        if fact.id not in SUPPLIED:
            meant.setdefault(plain(fact.name), set()).add(fact.id)
            meant.setdefault(fact.id, set()).add(fact.id)
    return {name: ids.pop() for name, ids in meant.items() if len(ids) == 1}


def _unknown(place: int, head: str, names: Mapping[str, str]) -> HeadFault:
    if plain(head) in RESULTS:
        message = _("this is a column of results; take it out, or name it otherwise")
        return HeadFault(place, message, head)
    known = [*_ROLES, *dict.fromkeys(names.values())]
    return HeadFault(place, _("no program asks for a fact of this name"), head, suggestion(head, known))


def _missing(roles: Mapping[str, str]) -> Iterator[HeadFault]:
    for role in NEEDED:
        if role not in roles:
            message = _("the column {name} is missing").format(name=role)
            yield HeadFault(0, message, hint=" / ".join((role, *_ROLES[role])))


def held_words(held: str) -> str:
    """What a column holds, in the user's language; a type that no fact has keeps its own name."""
    return FactType.of(held).label.text(language()) if held in list(FactType) else held


def fits(fact_type: FactType, held: str) -> bool:
    """Can a column that holds numbers, truths, texts or dates state a fact of the type?"""
    return held in ("nothing", "text" if fact_type is FactType.NAMES else fact_type.value)
