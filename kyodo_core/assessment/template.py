"""An application to fill in: every fact that a program's terms ask for, with what it is and why."""

from collections.abc import Iterator

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.inputs import declared_facts, needed_facts, terms_in_force
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.years import FiscalYear
from kyodo_core.messages import _
from kyodo_core.rules.facts import FactDeclaration, FactType

_EMPTY = {
    FactType.NUMBER: "0",
    FactType.TRUTH: "false",
    FactType.TEXT: '""',
    FactType.DATE: "2000-01-01",
    FactType.NAMES: "[]",
}


def template(city: str, program: Program, year: FiscalYear) -> str:
    """TOML text of an application under the program; each line to fill in says what it is."""
    kinds = program.recipient_kinds or tuple(ActorKind)
    nobody = _("name of the applicant")
    choices = ", ".join(str(kind) for kind in kinds)
    lines = [
        f"# {_line(program.name)}",
        f'city = "{city}"',
        f'program = "{program.id}"',
        f'fiscal_year = "{year.era_name}"',
    ]
    offered = terms_in_force(program, year, NOT_STATED) or program.terms
    named = list(dict.fromkeys(map(program.name_of, offered)))
    if len(named) > 1:
        choices_of_terms = _("one of: {names}").format(names=" / ".join(map(_line, named)))
        lines.append(f"terms = {_quoted(named[0])}  # {choices_of_terms}")
    lines += [
        "",
        "[applicant]",
        f'kind = "{kinds[0]}"  # {choices}',
        f'name = "{nobody}"',
    ]
    lines += ["", "[applicant.facts]", *_facts(program)]
    if any(terms.rate or terms.rate_by_year or terms.rate_by_cost for terms in program.terms):
        categories = [rule.category for terms in program.terms for rule in terms.costs] or [_("category")]
        for category in dict.fromkeys(categories):
            lines += ["", "[[costs]]", f"category = {_quoted(category)}", "amount = 0"]
    return "\n".join(lines) + "\n"


def _facts(program: Program) -> Iterator[str]:
    """What the terms ask for, to be filled in; what else the program declares, for the city's own rules."""
    declared = declared_facts(program)
    needed = {name: why for terms in program.terms for name, why in needed_facts(terms).items()}
    for name, why in needed.items():
        yield _fact(declared[name], why)
    others = [fact for fact in program.facts if fact.id not in needed]
    if others:
        heading = _("The terms do not ask for these; rules of the city may:")
        yield f"# {heading}"
    for fact in others:
        yield f"# {_fact(fact)}"


def _fact(fact: FactDeclaration, why: str = "") -> str:
    said = f"{fact.name}: {why}" if why else fact.name
    return f"{_key(fact.id)} = {_EMPTY[fact.type]}  # {_line(said)}"


def _line(text: str) -> str:
    """A text on one line, as a comment has to be."""
    return " ".join(text.split())


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else _quoted(name)


def _quoted(text: str) -> str:
    """A text as a basic string of TOML, which JSON's strings are."""
    import json

    return json.dumps(text, ensure_ascii=False)
