"""Made-up applications and areas: sound terms pass, whatever they say; terms that work wrongly are told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kyodo_core.assessment.application import Application
from kyodo_core.assessment.assess import UnfitApplicationError, assess
from kyodo_core.assessment.inputs import InputFault
from kyodo_core.assessment.outcome import Finding, FindingKind
from kyodo_core.conformance import assessed
from kyodo_core.conformance.assessed import assessment
from kyodo_core.conformance.generated import Facts, Generated, application, generate, year_of
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.domain.sources import Citation
from kyodo_core.hookspecs import hookimpl
from kyodo_core.rules.case import Case
from kyodo_core.rules.component import PoolShare
from kyodo_core.rules.requirement import Requirement
from tests.conformance.standin import PROGRAM, TERMS, written
from tests.docs.test_terms_page import HEADER_PROGRAM, HEADER_RULES, MARK, OTHER_PROGRAM, PAGE, complete
from tests.grants import program
from tests.mihon import MIHON

CASES = Path(__file__).parents[1] / "assessment" / "cases"
EXAMPLES = {
    found["name"]: {
        "municipality": HEADER_RULES,
        "programs": complete(found["text"], HEADER_PROGRAM, "[[program]]", OTHER_PROGRAM),
    }
    for found in MARK.finditer(PAGE.read_text(encoding="utf-8"))
    if found["kind"] == "example"
}
SOUND = EXAMPLES | {
    path.stem: {"programs": path.read_text(encoding="utf-8").partition("\n[application]")[0]}
    for path in CASES.glob("*.toml")
    if path.stem != "not-combined"  # it names a program that it does not have
}
REGISTERED = 'requirements = [{ fact = "registered", equals = true, message = "登録が必要です" }]\n'
POOL = 'pool_share = [{ name = "按分", fact = "households", pool = 1_000, remainder = "kept" }]\n'


def messages(root: Path, files: Mapping[str, str]) -> list[str]:
    subject = written(root, files)
    assert subject.refusals == []
    return [fault.message.partition(": ")[2] for fault in assessment(subject)]


@pytest.mark.parametrize("name", sorted(SOUND))
def test_sound_terms_pass(name: str, tmp_path: Path) -> None:
    assert messages(tmp_path, SOUND[name]) == []


def test_sound_programs_side_by_side_pass(tmp_path: Path) -> None:
    assert messages(tmp_path, {"programs": MIHON}) == []
    assert len(SOUND) > 30


def generated(said: str, head: str = "") -> Generated:
    made = program(said, head=head)
    year = year_of(made, made.terms[0])
    assert year
    return generate(made, made.terms[0], year)


def changes(cases: Iterable[tuple[str, Facts]], of: Iterable[str]) -> set[tuple[str, object]]:
    """What the cases change in the base, of some facts."""
    return {(name, facts[name]) for name, facts in cases if name in of}


@pytest.mark.parametrize(
    ("said", "base", "met", "unmet"),
    [
        pytest.param(
            REGISTERED, {"registered": True}, set(), {("registered", False)}, id="requirement-on-a-truth"
        ),
        pytest.param(
            'requirements = [{ fact = "households", at_least = 100, message = "100世帯から" },'
            ' { fact = "households", at_most = 200, message = "200世帯まで" }]',
            {"households": 100},
            {("households", n) for n in (101, 199, 200)},
            {("households", n) for n in (0, 1, 99, 201, 1_000)},
            id="thresholds-and-what-lies-beside-them",
        ),
        pytest.param(
            'requirements = [{ fact = "field", one_of = ["福祉", "防災"], message = "二分野" }]',
            {"field": "福祉"},
            {("field", "防災")},
            {("field", "kyodo")},
            id="one-of-several",
        ),
        pytest.param(
            "max_years = 2\nmax_awards = 1",
            {"year_in_program": 1, "awards_this_year": 0},
            {("year_in_program", 2)},
            {("year_in_program", n) for n in (0, 3, 1_000)} | {("awards_this_year", n) for n in (1, 1_000)},
            id="years-and-awards",
        ),
        pytest.param(
            'rate_by_year = ["1/1", "1/2", "1/3"]\nlimit_by_year = [10, 20]',
            {"year_in_program": 1, "received_this_year": 1},
            {("year_in_program", 2), ("received_this_year", 0), ("received_this_year", 1_000)},
            {("year_in_program", n) for n in (0, 3, 4, 1_000)},
            id="the-shorter-of-two-lists-of-years",
        ),
        pytest.param(
            'excludes = ["other"]\ncourses = [{ id = "a", name = "一", limit = 1 },'
            ' { id = "b", name = "二", limit = 2 }]',
            {"other_programs": (), "course": "a"},
            {("course", "b")},
            {("other_programs", ("other",)), ("course", "kyodo")},
            id="exclusions-and-courses",
        ),
        pytest.param(
            'by_bracket = [{ name = "段階", fact = "persons",'
            " brackets = [{ up_to = 50, yen = 1 }, { yen = 2 }],"
            ' when = { fact = "registered", equals = true } }]',
            {"registered": True, "persons": 1},
            {("registered", False), *(("persons", n) for n in (0, 50, 51, 1_000))},
            set(),
            id="brackets-and-additions",
        ),
        pytest.param(
            'since = "H26"\nrequirements = ['
            '{ fact = "founded", years_before = 3, message = "3年" },'
            ' { fact = "founded", on_or_after = 2001-04-01, message = "合併のあと" }]',
            {"founded": date(2011, 4, 1)},
            {("founded", date(*day)) for day in ((2011, 3, 31), (2001, 4, 1), (2001, 4, 2))},
            {("founded", date(*day)) for day in ((2000, 1, 1), (2001, 3, 31), (2011, 4, 2))},
            id="days",
        ),
    ],
)
def test_facts_are_made_at_and_beside_every_threshold(
    said: str, base: Facts, met: object, unmet: object
) -> None:
    made = generated(said)

    assert {name: made.base[name] for name in base} == base
    assert (changes(made.met, base), changes(made.unmet, base)) == (met, unmet)
    assert made.impossible == ()


def test_kinds_are_those_that_the_program_and_its_requirements_allow() -> None:
    asked = 'requirements = [{ fact = "kind", one_of = ["school", "business"], message = "学校か事業者" }]'
    made = generated(asked, 'recipient_kinds = ["school", "civic_group"]')

    assert made.base["kind"] == "school"
    assert changes(made.met, ["kind"]) == set()
    assert changes(made.unmet, ["kind"]) == {("kind", str(kind)) for kind in ActorKind if kind != "school"}


def test_year_is_one_that_the_requirements_allow() -> None:
    asked = 'since = "H26"\nrequirements = [{ fact = "fiscal_year", at_least = 2016, message = "H28から" }]'

    assert generated(asked).base["fiscal_year"] == 2016


def test_facts_that_only_the_city_asks_for_are_stated() -> None:
    assert generated("").base["members"] == ()
    assert generated("").base["field"] == "kyodo"


def test_area_that_an_exception_names_is_tried() -> None:
    said = (
        'flat = [{ name = "均等割", yen = 1 }]\n'
        'exceptions = [{ area = "甲", excluded = true, reason = "別" },'
        ' { area = "乙", weight = "1/2", reason = "半" }]'
    )

    made = generated(said)

    assert changes(made.met, ["area"]) == {("area", "乙")}
    assert changes(made.unmet, ["area"]) == {("area", "甲")}


def test_application_is_by_an_applicant_of_the_right_kind_with_the_named_costs() -> None:
    made = program(
        'name = "甲"\nsince = "H27"\nrate = "1/2"\n'
        'only_named_costs = true\ncosts = [{ category = "会議費" }]',
        head='since = "H26"\nrecipient_kinds = ["school"]',
    )
    terms = made.terms[0]
    year = year_of(made, terms)
    assert year

    asked = application("mihon", made, terms, generate(made, terms, year).base)

    assert (asked.fiscal_year.year, asked.terms, asked.applicant.kind) == (2015, "甲", "school")
    assert assess(made, asked).amount == 500_000


FAULTS = [
    pytest.param(
        'requirements = [{ fact = "persons", at_least = 5, message = "5人" },'
        ' { fact = "persons", at_most = 4, message = "4人" }]\n',
        "",
        ["no value of the fact persons meets all requirements"],
        id="requirements-that-exclude-each-other",
    ),
    pytest.param(
        'since = "H28"\n',
        'until = "H27"\n',
        ["the terms hold in no year in which the program runs"],
        id="terms-after-the-program",
    ),
    pytest.param(
        'until = "H26"\n',
        'schedule = [{ fiscal_year = "H26", phase = "design" },'
        ' { fiscal_year = "H27", phase = "running" }]\n',
        ["the terms hold in no year in which the program runs"],
        id="terms-before-the-program-runs",
    ),
]


@pytest.mark.parametrize(("said", "head", "expected"), FAULTS)
def test_terms_that_no_one_can_apply_under_are_told(
    said: str, head: str, expected: list[str], tmp_path: Path
) -> None:
    facts = 'facts = [{ id = "persons", name = "人数", type = "number" }]\n'

    assert messages(tmp_path, {"programs": PROGRAM + facts + head + TERMS + said}) == expected


FACTS = (
    'facts = [{ id = "registered", name = "登録", type = "truth" },'
    ' { id = "households", name = "世帯数", type = "number" }]\n'
)
WRONG = [
    pytest.param(
        TERMS + REGISTERED,
        (Requirement, "holds", lambda _self, _fact: False),
        ["no value of the fact registered meets all requirements"],
        id="requirement-that-never-holds",
    ),
    pytest.param(
        TERMS + REGISTERED,
        (Requirement, "apply", lambda self, case: case.refuse(self.message)),
        ["who meets every requirement is refused: 登録が必要です"],
        id="requirement-that-refuses-everyone",
    ),
    pytest.param(
        TERMS + REGISTERED,
        (Requirement, "apply", lambda _self, _case: None),
        ["who does not meet the requirements is not refused: registered = False"],
        id="requirement-that-refuses-no-one",
    ),
    pytest.param(
        TERMS + REGISTERED,
        (Case, "note", lambda _self, label, *_more, **_inputs: 1 // 0),
        ["an application cannot be assessed: ZeroDivisionError: integer division or modulo by zero"],
        id="element-that-raises",
    ),
    pytest.param(
        TERMS.replace('rate = "1/2"\n', POOL) + REGISTERED,
        (Requirement, "apply", lambda self, case: case.refuse(self.message)),
        ["an area that meets every requirement is refused: 登録が必要です"],
        id="area-refused",
    ),
    pytest.param(
        TERMS.replace('rate = "1/2"\n', POOL) + REGISTERED,
        (Requirement, "apply", lambda _self, _case: None),
        ["an area that does not meet the requirements is not refused: kyodo registered 1"],
        id="area-not-refused",
    ),
    pytest.param(
        TERMS.replace('rate = "1/2"\n', POOL),
        (PoolShare, "amounts", lambda _self, areas: [1_000 for _area in areas]),
        ["按分 pays out 2,000 yen more than its pool"],
        id="pool-overpaid",
    ),
    pytest.param(
        TERMS.replace('rate = "1/2"\n', POOL),
        (PoolShare, "formula", lambda _self, _area: 1 // 0),
        ["the areas cannot be allocated to: ZeroDivisionError: integer division or modulo by zero"],
        id="component-that-raises",
    ),
]


@pytest.mark.parametrize(("said", "wrong", "expected"), WRONG)
def test_element_that_works_wrongly_is_told(
    said: str,
    wrong: tuple[type, str, object],
    expected: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(*wrong)

    assert messages(tmp_path, {"programs": PROGRAM + FACTS + said}) == expected


def test_application_to_fill_in_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assessed, "template", lambda slug, program, year: f'city = "{slug}"\n')

    told = messages(tmp_path, {"programs": PROGRAM})

    assert told[0].startswith("the application to fill in cannot be read back: the key program is missing")


def rule_of_the_city(found: Callable[[Application], Sequence[Finding]]) -> Any:
    """A hook of the city's own for applications."""

    @hookimpl
    def kyodo_check_application(application: Application, program: object) -> Sequence[Finding]:
        return found(application)

    return kyodo_check_application


def asks_for(name: str) -> Callable[[Application], Sequence[Finding]]:
    def ask(application: Application) -> Sequence[Finding]:
        if name not in application.applicant.facts:
            raise UnfitApplicationError([InputFault(("applicant", "facts"), f"{name} is missing")])
        return []

    return ask


def refuse(_application: Application) -> Sequence[Finding]:
    return [Finding(FindingKind.NOT_MET, "市の決まりに合わない", (Citation("plan", "第9条"),))]


def fail(_application: Application) -> Sequence[Finding]:
    raise RuntimeError("boom")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(refuse, [], id="refuses"),
        pytest.param(asks_for("households"), [], id="asks-for-a-declared-fact"),
        pytest.param(
            asks_for("lamps"),
            ["an application cannot be assessed: lamps is missing"],
            id="asks-for-what-is-not-declared",
        ),
        pytest.param(
            fail,
            [
                "an application cannot be assessed: "
                "the plugin fails to check the application: RuntimeError: boom"
            ],
            id="fails",
        ),
    ],
)
def test_rules_of_the_city_may_refuse_and_may_not_fail(
    found: Callable[[Application], Sequence[Finding]], expected: list[str], tmp_path: Path
) -> None:
    subject = written(
        tmp_path, {"programs": PROGRAM + FACTS + TERMS}, kyodo_check_application=rule_of_the_city(found)
    )

    assert [fault.message.partition(": ")[2] for fault in assessment(subject)] == expected
