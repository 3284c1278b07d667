"""Overlays: what a deployment adds from a year on, what stays as it was, and every rule of refusal."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from kyodo_core.aspects.plain import plain
from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.assess import UnfitApplicationError, assess
from kyodo_core.domain.citing import cited
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import DefinitionError
from kyodo_core.loading.overlays import Origin, OverlaidAspects, overlaid
from tests.deployments import ACTIVITY, DOCUMENT, EQUIPMENT, OVERLAY, PROGRAMS, TERMS
from tests.grants import application
from tests.loading.test_refusals import advice
from tests.standins import CityFolder

NEW_PROGRAM = """\
[[program]]
id = "festival"
name = "祭り補助金"
support = "financial"
cite = "rules#第9条"
"""


@pytest.fixture
def mihon(folder: CityFolder) -> Municipality:
    """A city with a program of open terms, one of ended ones, and one without any."""
    folder.write("programs", PROGRAMS)
    return folder.read()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mihon.toml"


def laid(city: Municipality, path: Path, text: str) -> Municipality:
    """The city under the overlay, with its programs looked up: what is wrong with them is raised."""
    path.write_text(text, encoding="utf-8")
    after = overlaid(city, path)
    assert after.aspects["programs"] is not None
    return after


def warned(city: Municipality, path: Path, text: str) -> list[tuple[int, int, str]]:
    """Line, column and message of what works under an overlay and may surprise."""
    aspects = laid(city, path, text).aspects
    assert isinstance(aspects, OverlaidAspects)
    return [(fault.line, fault.column, fault.message) for fault in aspects.overlay.warnings()]


def programs(city: Municipality) -> dict[str, Program]:
    return {fact.id: fact for fact in city.aspects["programs"] if isinstance(fact, Program)}


def origins(city: Municipality) -> dict[tuple[str, int], Origin]:
    assert isinstance(city.aspects, OverlaidAspects)
    return dict(city.aspects.overlay.origins)


def granted(city: Municipality, program: str, year: str, **asked: Any) -> Any:
    """What an applicant with costs of 150,000 yen is granted, or every reason why nothing can be said."""
    asked.setdefault("costs", 150_000)
    try:
        return assess(programs(city)[program], application(year=year, **asked)).amount
    except UnfitApplicationError as error:
        return [fault.message for fault in error.faults]


def spans(program: Program) -> list[str]:
    return [str(terms.span) for terms in program.terms]


def test_terms_hold_from_their_year_on_and_past_years_answer_as_before(
    mihon: Municipality, path: Path
) -> None:
    after = laid(mihon, path, OVERLAY)

    asked = {"received_this_year": 0}
    assert spans(programs(after)["area-activity"]) == ["平成26年度～令和6年度", "令和7年度～"]
    for year in ("平成26年度", "令和5年度", "令和6年度"):
        assert granted(after, "area-activity", year, **asked) == 100_000
        assert granted(mihon, "area-activity", year, **asked) == 100_000
    for year in ("令和7年度", "令和20年度"):
        assert granted(after, "area-activity", year, **asked) == 75_000
        assert granted(mihon, "area-activity", year, **asked) == 100_000


def test_a_past_year_is_explained_step_by_step_as_before(mihon: Municipality, path: Path) -> None:
    asked = application(year="令和6年度", costs=900_000, received_this_year=0)

    before, after = (
        assess(programs(city)["area-activity"], asked) for city in (mihon, laid(mihon, path, OVERLAY))
    )

    assert before.amount == 200_000
    assert after == before


def test_year_before_all_terms_stays_without_terms(mihon: Municipality, path: Path) -> None:
    assert granted(laid(mihon, path, OVERLAY), "area-activity", "平成25年度") == [
        "the program has no terms for 平成25年度"
    ]


def test_terms_that_follow_one_another_end_one_another(mihon: Municipality, path: Path) -> None:
    later = TERMS.replace("令和7年度", "令和9年度").replace('"1/2"', '"1/3"')
    after = laid(mihon, path, OVERLAY + later)

    assert spans(programs(after)["area-activity"]) == [
        "平成26年度～令和6年度",
        "令和7年度～令和8年度",
        "令和9年度～",
    ]
    amounts = [
        granted(after, "area-activity", f"令和{year}年度", received_this_year=0) for year in (6, 7, 8, 9)
    ]
    assert amounts == [100_000, 75_000, 75_000, 50_000]


def test_terms_with_a_last_year_end_with_it(mihon: Municipality, path: Path) -> None:
    after = laid(mihon, path, OVERLAY.replace("basis", 'until = "令和8年度"\nbasis'))

    assert spans(programs(after)["area-activity"]) == ["平成26年度～令和6年度", "令和7年度～令和8年度"]
    assert granted(after, "area-activity", "令和8年度", received_this_year=0) == 75_000
    assert granted(after, "area-activity", "令和9年度", received_this_year=0) == [
        "the program has no terms for 令和9年度"
    ]


def test_terms_without_a_first_year_end_the_year_before(folder: CityFolder, path: Path) -> None:
    folder.write("programs", PROGRAMS.replace('since = "平成26年度"\nrate = "2/3"', 'rate = "2/3"'))
    after = laid(folder.read(), path, OVERLAY)

    assert spans(programs(after)["area-activity"]) == ["～令和6年度", "令和7年度～"]
    assert granted(after, "area-activity", "平成元年度", received_this_year=0) == 100_000


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        pytest.param("平成30年度", "平成26年度～平成30年度", id="ended-before"),
        pytest.param("令和6年度", "平成26年度～令和6年度", id="ends-the-year-before"),
        pytest.param("令和10年度", "平成26年度～令和6年度", id="would-last-longer"),
    ],
)
def test_terms_that_end_are_shortened_only_where_they_must(
    until: str, expected: str, folder: CityFolder, path: Path
) -> None:
    folder.write("programs", PROGRAMS.replace("\nrate = ", f'\nuntil = "{until}"\nrate = ', 1))

    after = laid(folder.read(), path, OVERLAY)

    assert spans(programs(after)["area-activity"]) == [expected, "令和7年度～"]


def test_terms_of_another_name_stand_beside(mihon: Municipality, path: Path) -> None:
    named = TERMS.replace("since", 'name = "新設団体"\nsince')
    after = laid(mihon, path, DOCUMENT + ACTIVITY + named)

    assert spans(programs(after)["area-activity"]) == ["平成26年度～", "令和7年度～"]
    assert granted(after, "area-activity", "令和7年度", choose="新設団体", received_this_year=0) == 75_000
    assert granted(after, "area-activity", "令和6年度", received_this_year=0) == 100_000


def test_terms_of_a_name_follow_those_of_that_name(mihon: Municipality, path: Path) -> None:
    named = 'terms = [{ name = "継続団体", since = "R7", basis = "要綱", rate = "1/3", cite = "plan#8" }]\n'
    after = laid(mihon, path, EQUIPMENT + named)

    assert spans(programs(after)["equipment"]) == ["平成26年度～平成30年度", "R7～"]
    assert granted(after, "equipment", "平成30年度") == 75_000
    assert granted(after, "equipment", "令和6年度") == ["the program has no terms for 令和6年度"]
    assert granted(after, "equipment", "令和7年度") == 50_000


def test_program_without_terms_is_given_some_and_past_years_answer_as_before(
    mihon: Municipality, path: Path
) -> None:
    after = laid(mihon, path, DOCUMENT + '[[program]]\nid = "advice"\n' + TERMS)

    assert spans(programs(after)["advice"]) == ["～令和6年度", "令和7年度～"]
    assert granted(after, "advice", "令和7年度", received_this_year=0) == 75_000
    asked = application(year="令和6年度")
    before, now = (assess(programs(city)["advice"], asked) for city in (mihon, after))
    assert (before.amount, now) == (NOT_STATED, before)


def test_what_the_document_says_of_a_program_without_terms_stays_to_be_checked(
    folder: CityFolder, path: Path
) -> None:
    folder.write("programs", PROGRAMS + 'content = ["要請に応じて派遣"]\n')
    before = folder.read()
    after = laid(before, path, DOCUMENT + '[[program]]\nid = "advice"\n' + TERMS)

    asked = application(year="平成26年度")
    assert assess(programs(after)["advice"], asked) == assess(programs(before)["advice"], asked)
    assert "要請に応じて派遣" not in str(
        assess(programs(after)["advice"], application(year="令和7年度", costs=9, received_this_year=0))
    )


def test_program_that_begins_with_its_terms_has_no_past(folder: CityFolder, path: Path) -> None:
    folder.write("programs", PROGRAMS + 'since = "令和7年度"\n')
    after = laid(folder.read(), path, DOCUMENT + '[[program]]\nid = "advice"\n' + TERMS)

    assert spans(programs(after)["advice"]) == ["令和7年度～"]


def test_terms_may_ask_for_facts_of_the_plugin_and_of_the_overlay(mihon: Municipality, path: Path) -> None:
    text = """\
[[program]]
id = "area-activity"
facts = [{ id = "households", name = "世帯数", type = "number" }]

[[program.terms]]
since = "令和7年度"
basis = "令和7年告示第3号"
per_unit = [
  { name = "世帯割", fact = "households", yen = 500 },
  { name = "会員割", fact = "members", yen = 1_000 },
]
cite = "plan#第2条"
"""
    after = laid(mihon, path, text)

    assert [fact.id for fact in programs(after)["area-activity"].facts] == ["members", "households"]
    asked = {"costs": 0, "households": 100, "members": 7}
    assert granted(after, "area-activity", "令和7年度", **asked) == 57_000


def test_program_of_the_overlays_own_stands_after_the_plugins(mihon: Municipality, path: Path) -> None:
    after = laid(mihon, path, DOCUMENT + NEW_PROGRAM + TERMS)

    assert list(programs(after)) == ["area-activity", "equipment", "advice", "festival"]
    assert granted(after, "festival", "令和7年度", received_this_year=0) == 75_000
    assert [programs(after)[name] for name in programs(mihon)] == list(programs(mihon).values())


def test_programs_of_the_plugin_and_of_the_overlay_may_exclude_one_another(
    mihon: Municipality, path: Path
) -> None:
    both = TERMS.replace("cite", 'excludes = ["equipment", "festival"]\ncite')
    after = laid(mihon, path, DOCUMENT + ACTIVITY + both + NEW_PROGRAM)

    asked = {"received_this_year": 0, "other_programs": ("festival",)}
    assert granted(after, "area-activity", "令和7年度", **asked) == 0


def test_city_that_states_no_programs_is_given_one(folder: CityFolder, path: Path) -> None:
    before = folder.read()
    after = laid(before, path, DOCUMENT + NEW_PROGRAM + TERMS)

    assert ("programs" in before.aspects, "programs" in after.aspects) == (False, True)
    assert list(after.aspects) == ["programs"]
    assert len(after.aspects) == 1
    assert spans(programs(after)["festival"]) == ["令和7年度～"]


def test_document_alone_makes_no_aspect(folder: CityFolder, path: Path) -> None:
    after = laid(folder.read(), path, DOCUMENT)

    assert "programs" not in after.aspects
    assert (list(after.aspects), len(after.aspects), after.aspects["programs"]) == ([], 0, ())


def test_other_aspects_are_the_plugins_own_in_their_order(folder: CityFolder, path: Path) -> None:
    form = '[[form]]\nid = "grant"\nname = "補助"\nkinds = ["grant"]\ncite = "plan#1"\n'
    folder.write("forms", form)
    folder.write("programs", PROGRAMS)
    before = folder.read()

    after = laid(before, path, OVERLAY)

    assert list(after.aspects) == list(before.aspects)
    assert after.aspects["forms"] is before.aspects["forms"]
    with pytest.raises(KeyError):
        after.aspects["form"]


def test_document_of_the_overlay_is_listed_and_cited(mihon: Municipality, path: Path) -> None:
    after = laid(mihon, path, OVERLAY)

    assert [document.id for document in after.header.documents] == ["plan", "rules"]
    assert after.document("rules").title == "地域活動補助金交付要綱"
    (_old, new) = programs(after)["area-activity"].terms
    assert "要綱 第3条" in cited(new.cite, after.header.documents)
    outcome = assess(programs(after)["area-activity"], application("令和7年度", 1000, received_this_year=0))
    assert {str(citation) for step in outcome.trace for citation in step.citations} == {"rules#第3条"}


def test_origin_is_the_file_and_line_of_the_terms(mihon: Municipality, path: Path) -> None:
    text = OVERLAY + TERMS.replace("令和7年度", "令和9年度") + NEW_PROGRAM + TERMS
    after = laid(mihon, path, text)

    lines = [number for number, line in enumerate(text.split("\n"), 1) if line == "[[program.terms]]"]
    assert origins(after) == {
        ("area-activity", 1): Origin(str(path), lines[0]),
        ("area-activity", 2): Origin(str(path), lines[1]),
        ("festival", 0): Origin(str(path), lines[2]),
    }


def test_origin_of_terms_in_an_inline_list_is_their_line(mihon: Municipality, path: Path) -> None:
    inline = 'terms = [\n  { since = "R7", basis = "要綱", rate = "1/2", cite = "plan#2" },\n]\n'
    after = laid(mihon, path, ACTIVITY + inline)

    assert origins(after) == {("area-activity", 1): Origin(str(path), 4)}


def test_city_of_the_plugin_is_unchanged(mihon: Municipality, path: Path) -> None:
    held = copy.deepcopy(plain(mihon.aspects["programs"]))
    header = mihon.header

    first, second = laid(mihon, path, OVERLAY), laid(mihon, path, OVERLAY)

    assert plain(mihon.aspects["programs"]) == held
    assert mihon.header is header
    assert [document.id for document in mihon.header.documents] == ["plan"]
    assert first.aspects["programs"] == second.aspects["programs"]
    assert isinstance(first.aspects, OverlaidAspects)
    assert first.aspects.base is mihon.aspects


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "document = []\nprogram = []\n"])
def test_empty_overlay_changes_nothing(text: str, mihon: Municipality, path: Path) -> None:
    after = laid(mihon, path, text)

    assert after.header == mihon.header
    assert after.aspects["programs"] == mihon.aspects["programs"]
    assert origins(after) == {}


def known(*names: str, near: str = "") -> str:
    return (f"Did you mean {near}? " if near else "") + f"Known: {', '.join(names)}"


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks ▶, and the line and column of what each mark stands before."""
    places = [
        (number, found.start() - before + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for before, found in enumerate(re.finditer("▶", line))
    ]
    return text.replace("▶", ""), places


MISSING_TERMS = TERMS.replace("program.terms", "▶program.terms")
ONE = DOCUMENT + ACTIVITY


REFUSALS = [
    pytest.param(
        OVERLAY + '\n[[▶programs]]\nid = "x"\n',
        (
            "programs: this key does not belong in this file",
            "Did you mean [[program]]? Known: [[document]], [[program]]",
        ),
        id="unknown-top-level-key",
    ),
    pytest.param(
        '▶language = "ja"\n',
        (
            "language: this key does not belong in this file",
            "Known: [[document]], [[program]]",
        ),
        id="key-of-kyodo-toml",
    ),
    pytest.param(
        '[▶program]\nid = "area-activity"\n',
        ("program: a list of tables is needed", "[[program]]"),
        id="table-for-a-list-of-programs",
    ),
    pytest.param(
        "document = ▶3\n",
        ("document: a list of tables is needed", "[[document]]"),
        id="number-for-a-list-of-documents",
    ),
    pytest.param(
        DOCUMENT + 'supersedes = ["plan", ▶"paln"]\n',
        (
            'supersedes: the city declares no such document (now: "paln")',
            "Did you mean plan? Known: plan, rules",
        ),
        id="document-that-supersedes-an-unknown-one",
    ),
    pytest.param(
        "program = [▶3]\n",
        (
            "program: a table is needed here (now: 3)",
            'program = [{ id = "co-hosting", name = "○○", cite = "guideline#第2章5",'
            ' support = "financial" }]',
        ),
        id="number-for-a-program",
    ),
    pytest.param(
        DOCUMENT.replace('"rules"', '▶"plan"'),
        ('id: the plugin has a document of this id (now: "plan")', ""),
        id="document-of-the-plugin",
    ),
    pytest.param(
        DOCUMENT + DOCUMENT.replace('"rules"', '▶"rules"'),
        ('id: this id is used twice in the file (now: "rules")', ""),
        id="document-twice",
    ),
    pytest.param(
        DOCUMENT.replace('"rules"', '▶"要綱"'),
        (
            'id: an id is written in lower-case ASCII letters, figures and hyphens (now: "要綱")',
            'id = "co-hosting"',
        ),
        id="document-id-that-is-none",
    ),
    pytest.param(
        OVERLAY.replace("[[document]]", "[[▶document]]").replace('short = "要綱"\n', ""),
        ("document: the key short is missing", 'short = "○○"  # Short title, shown in tables'),
        id="document-without-a-short-title",
    ),
    pytest.param(
        OVERLAY.replace('"rules#', '▶"rule#'),
        (
            'cite: the city declares no such document (now: "rule")',
            known("plan", "rules", near="rules"),
        ),
        id="citation-of-an-unknown-document",
    ),
    pytest.param(
        ONE + MISSING_TERMS.replace('since = "令和7年度"\n', ""),
        ("terms: the key since is missing", 'since = "令和6年度"  # First fiscal year in force'),
        id="without-since",
    ),
    pytest.param(
        ONE + MISSING_TERMS.replace('basis = "令和7年告示第3号"\n', ""),
        ("terms: the key basis is missing", 'basis = "○○"  # Rule it rests on'),
        id="without-basis",
    ),
    pytest.param(
        ONE + MISSING_TERMS.replace('"令和7年告示第3号"', '"not_stated"'),
        ("terms: the key basis is missing", 'basis = "○○"  # Rule it rests on'),
        id="basis-that-is-not-stated",
    ),
    pytest.param(
        DOCUMENT + NEW_PROGRAM + MISSING_TERMS.replace('since = "令和7年度"\n', ""),
        ("terms: the key since is missing", 'since = "令和6年度"  # First fiscal year in force'),
        id="new-program-without-since",
    ),
    pytest.param(
        OVERLAY.replace('"令和7年度"', '▶"平成20年度"'),
        (
            "since: terms of this name already hold from 平成26年度 on; history is not overwritten"
            ' (now: "平成20年度")',
            "",
        ),
        id="before-what-is-in-force",
    ),
    pytest.param(
        OVERLAY.replace('"令和7年度"', '▶"H26"'),
        (
            "since: terms of this name already hold from 平成26年度 on; history is not overwritten"
            ' (now: "H26")',
            "",
        ),
        id="in-the-year-of-what-is-in-force",
    ),
    pytest.param(
        OVERLAY + TERMS.replace('"令和7年度"', '▶"令和7年度"'),
        (
            "since: terms of this name already hold from 令和7年度 on; history is not overwritten"
            ' (now: "令和7年度")',
            "",
        ),
        id="twice-from-one-year",
    ),
    pytest.param(
        EQUIPMENT
        + '[[program.terms]]\nname = "継続団体"\nsince = ▶"平成26年度"\nuntil = "令和2年度"\n'
        + 'basis = "要綱"\nrate = "1/2"\ncite = "plan#8"\n',
        (
            "since: terms of this name already hold from 平成26年度 on; history is not overwritten"
            ' (now: "平成26年度")',
            "",
        ),
        id="ended-terms-are-history-too",
    ),
    pytest.param(
        DOCUMENT + NEW_PROGRAM + TERMS + TERMS.replace("since = ", "since = ▶"),
        (
            "since: terms of this name already hold from 令和7年度 on; history is not overwritten"
            ' (now: "令和7年度")',
            "",
        ),
        id="new-program-with-terms-twice-from-one-year",
    ),
    pytest.param(
        DOCUMENT + ACTIVITY + TERMS.replace("since = ", 'name = "地域活動補助金"\nsince = ▶'),
        ('since: these terms overlap the ones before them (now: "令和7年度")', ""),
        id="terms-named-as-the-program-beside-those-without-a-name",
    ),
    pytest.param(
        OVERLAY.replace("basis", 'until = ▶"令和6年度"\nbasis'),
        ('until: the period ends before it begins (now: "令和6年度")', ""),
        id="ends-before-it-begins",
    ),
    pytest.param(
        OVERLAY.replace('"1/2"', '▶"3/2"'),
        ('rate: a rate lies above 0 and is at most 1 (now: "3/2")', 'rate = "2/3"'),
        id="rate-above-1",
    ),
    pytest.param(
        OVERLAY.replace('rate = "1/2"', "rate = ▶0.5"),
        ("rate: a rate is written in quotes, as a fraction or in percent (now: 0.5)", 'rate = "50%"'),
        id="wrong-type",
    ),
    pytest.param(
        OVERLAY.replace("limit_per_year", "▶limit_per_yaer"),
        (
            "limit_per_yaer: this key does not exist",
            "Did you mean limit_per_year?",
        ),
        id="misspelt-key-of-terms",
    ),
    pytest.param(
        ONE + '▶name = "別の名前"\n' + TERMS,
        ("name: this key does not exist", known("id", "facts", "terms")),
        id="key-of-the-plugins-program",
    ),
    pytest.param(
        ONE.replace("[[program]]", "[[▶program]]"),
        ("program: the key terms is missing", 'terms = [{ cite = "guideline#第2章5" }]  # Terms'),
        id="without-terms",
    ),
    pytest.param(
        ONE + TERMS.replace('rate = "1/2"', 'per_unit = [{ name = "割", fact = ▶"member", yen = 5 }]'),
        (
            'fact: the program declares no such fact (now: "member")',
            "Did you mean members? Known: members",
        ),
        id="unknown-fact-in-a-component",
    ),
    pytest.param(
        ONE + 'facts = [{ id = ▶"members", name = "会員", type = "text" }]\n' + TERMS,
        ('id: this id is used twice in the file (now: "members")', "the plugin: 会員数"),
        id="fact-of-the-plugin",
    ),
    pytest.param(
        OVERLAY.replace("cite", 'excludes = ["equipment", ▶"equipmnt"]\ncite'),
        (
            'excludes: no program has this id (now: "equipmnt")',
            "Did you mean equipment? Known: area-activity, equipment, advice",
        ),
        id="excludes-an-unknown-program",
    ),
    pytest.param(
        OVERLAY + '\n[[program]]\nid = ▶"area-activity"\nterms = []\n',
        ('id: this id is used twice in the file (now: "area-activity")', ""),
        id="program-twice",
    ),
    pytest.param(
        DOCUMENT + NEW_PROGRAM.replace("cite", 'plan = ▶"plan-9"\ncite'),
        ('plan: no plan has this id (now: "plan-9")', "Known: -"),
        id="new-program-of-an-unknown-plan",
    ),
    pytest.param(
        DOCUMENT + NEW_PROGRAM.replace("[[program]]", "[[▶program]]").replace('name = "祭り補助金"\n', ""),
        ("program: the key name is missing", 'name = "○○"  # Name, in the document\'s own words'),
        id="new-program-without-a-name",
    ),
    pytest.param(
        ONE + TERMS + "covers = ▶会場費\n",
        ("covers: the value needs quotes (now: 会場費)", 'covers = "会場費"'),
        id="not-toml",
    ),
]


@pytest.mark.parametrize(("text", "fault"), REFUSALS)
def test_overlay_is_refused(text: str, fault: tuple[str, str], mihon: Municipality, path: Path) -> None:
    plain_text, [place] = marked(text)

    with pytest.raises(DefinitionError) as refused:
        laid(mihon, path, plain_text)

    (found,) = refused.value.faults
    message, hint = fault
    assert found.file == str(path)
    assert (found.message, advice(found)[: len(hint)]) == (message, hint)
    assert (found.line, found.column) == place


def test_wrong_type_of_an_id_is_a_fault_and_no_more(mihon: Municipality, path: Path) -> None:
    with pytest.raises(DefinitionError) as refused:
        laid(mihon, path, '[[program]]\nid = ["area-activity"]\n' + TERMS.replace("rules#", "plan#"))

    assert "id: a text in quotes is needed (now: [ … ])" in [fault.message for fault in refused.value.faults]


def test_all_faults_are_told_at_once_in_their_order(mihon: Municipality, path: Path) -> None:
    text = """\
citys = []

[[document]]
id = "plan"
title = "計画"
short = "計画"
issuer = "見本市"

[[document]]
id = "rules"
title = ""

[[program]]
id = "area-activity"

[[program.terms]]
since = "平成20年度"
rate = "3/2"
cite = "rules#1"

[[program]]
id = "equipment"

[[program.terms]]
since = "七年"
baisis = "要綱"
cite = "rulez#1"
"""
    with pytest.raises(DefinitionError) as refused:
        laid(mihon, path, text)

    assert [(fault.line, fault.message) for fault in refused.value.faults] == [
        (1, "citys: this key does not belong in this file"),
        (4, 'id: the plugin has a document of this id (now: "plan")'),
        (9, "document: the key short is missing"),
        (9, "document: the key issuer is missing"),
        (11, 'title: the text is empty (now: "")'),
        (16, "terms: the key basis is missing"),
        (
            17,
            "since: terms of this name already hold from 平成26年度 on; history is not overwritten"
            ' (now: "平成20年度")',
        ),
        (18, 'rate: a rate lies above 0 and is at most 1 (now: "3/2")'),
        (25, 'since: this is not a fiscal year (now: "七年")'),
        (26, "baisis: this key does not exist"),
        (27, 'cite: the city declares no such document (now: "rulez")'),
    ]


@pytest.mark.language("ja")
def test_faults_are_told_in_japanese(mihon: Municipality, path: Path) -> None:
    with pytest.raises(DefinitionError) as refused:
        laid(mihon, path, OVERLAY.replace("令和7年度", "平成20年度"))

    assert [fault.message for fault in refused.value.faults] == [
        "since は平成26年度から有効な同じ区分の交付条件より後の年度にしてください"
        '（過去の条件は書き換えられません）（今の値: "平成20年度"）'
    ]


def test_faults_of_the_plugins_own_programs_are_told_in_its_file(folder: CityFolder, path: Path) -> None:
    programs_file = folder.write("programs", PROGRAMS.replace('"2/3"', '"5/3"'))

    with pytest.raises(DefinitionError) as refused:
        laid(folder.read(), path, OVERLAY)

    assert {fault.file for fault in refused.value.faults} == {str(programs_file)}


def test_closed_terms_are_worded_by_the_era_of_their_last_year(mihon: Municipality, path: Path) -> None:
    (old, _new) = programs(laid(mihon, path, OVERLAY))["area-activity"].terms

    assert (old.until, old.basis) == (FiscalYear(2024), NOT_STATED)
    assert str(old.until) == "令和6年度"


SCHEDULED = PROGRAMS.replace(
    'facts = [{ id = "members"',
    'schedule = [{ fiscal_year = "平成26年度", phase = "running" }]\nfacts = [{ id = "members"',
)


@pytest.mark.parametrize(
    ("year", "amount"),
    [
        pytest.param("平成26年度", 100_000, id="in-the-schedule"),
        pytest.param("令和6年度", 0, id="after-the-schedule-and-before-the-rule"),
        pytest.param("令和7年度", 75_000, id="under-the-rule"),
    ],
)
def test_terms_with_a_basis_hold_beyond_the_schedule_of_the_plan(
    folder: CityFolder, path: Path, year: str, amount: int
) -> None:
    folder.write("programs", SCHEDULED)

    after = laid(folder.read(), path, OVERLAY)

    assert granted(after, "area-activity", year, received_this_year=0) == amount
    running = programs(after)["area-activity"].holds_in(FiscalYear.parse(year))
    assert running is (amount > 0)


SOUND_FORM = '[[form]]\nid = "grant"\nname = "補助"\nkinds = ["grant"]\ncite = "plan#1"\n'


def test_faulty_programs_of_an_overlay_are_told_when_they_are_asked_for(
    folder: CityFolder, path: Path
) -> None:
    folder.write("programs", PROGRAMS)
    folder.write("forms", SOUND_FORM)
    path.write_text(OVERLAY.replace('"1/2"', '"3/2"'), encoding="utf-8")

    after = overlaid(folder.read(), path)

    assert [fact.id for fact in after.aspects["forms"]] == ["grant"]
    assert [document.id for document in after.header.documents] == ["plan", "rules"]
    for _again in range(2):
        with pytest.raises(DefinitionError) as refused:
            after.aspects["programs"]
        assert [(fault.file, fault.line) for fault in refused.value.faults] == [(str(path), 13)]


def test_faulty_programs_of_the_plugin_leave_the_other_aspects(folder: CityFolder, path: Path) -> None:
    folder.write("programs", "[[program]]\n")
    folder.write("forms", SOUND_FORM)
    path.write_text(OVERLAY, encoding="utf-8")

    after = overlaid(folder.read(), path)

    assert list(after.aspects) == ["forms", "programs"]
    assert [fact.id for fact in after.aspects["forms"]] == ["grant"]
    with pytest.raises(DefinitionError):
        after.aspects["programs"]


def test_wrong_document_is_told_at_once_also_where_the_plugins_programs_are_faulty(
    folder: CityFolder, path: Path
) -> None:
    folder.write("programs", "[[program]]\n")
    path.write_text(OVERLAY.replace('"rules"', '"plan"'), encoding="utf-8")

    with pytest.raises(DefinitionError) as refused:
        overlaid(folder.read(), path)

    assert [fault.message for fault in refused.value.faults] == [
        'id: the plugin has a document of this id (now: "plan")'
    ]


def test_faulty_plans_keep_no_program_from_its_new_terms(folder: CityFolder, path: Path) -> None:
    folder.write("plans", "[[plan]]\n")
    folder.write("programs", PROGRAMS.replace("cite", 'plan = "one"\ncite', 1))

    assert granted(laid(folder.read(), path, OVERLAY), "area-activity", "R7", received_this_year=0) == 75_000


def test_faulty_plans_hide_nothing_of_a_program_that_the_overlay_ties_to_one(
    folder: CityFolder, path: Path
) -> None:
    folder.write("plans", "[[plan]]\n")
    folder.write("programs", PROGRAMS)
    tied = NEW_PROGRAM.replace("cite", 'plan = "one"\ncite')

    with pytest.raises(DefinitionError) as refused:
        laid(folder.read(), path, DOCUMENT + tied + TERMS.replace('"1/2"', '"3/2"'))

    assert [fault.message for fault in refused.value.faults] == [
        'rate: a rate lies above 0 and is at most 1 (now: "3/2")'
    ]


def test_terms_of_an_overlays_own_program_end_one_another(mihon: Municipality, path: Path) -> None:
    later = TERMS.replace("令和7年度", "令和9年度")
    after = laid(mihon, path, DOCUMENT + NEW_PROGRAM + TERMS + later)

    assert spans(programs(after)["festival"]) == ["令和7年度～令和8年度", "令和9年度～"]


def none_hold(years: str, until: str) -> str:
    return (
        f"until: no terms hold in {years}, though the ones before were to; they do not come back by"
        f' themselves: state what holds then (now: "{until}")'
    )


LATER = TERMS.replace("令和7年度", "令和10年度")
UNTIL_R8 = TERMS.replace("basis", 'until = ▶"令和8年度"\nbasis')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            ONE
            + TERMS.replace("basis", 'until = "令和10年度"\nbasis')
            + LATER.replace("since = ", "since = ▶"),
            "since: the terms before say that they hold until 令和10年度: they end with 令和9年度"
            ' (now: "令和10年度")',
            id="within-those-of-the-overlay-itself",
        ),
        pytest.param(ONE + UNTIL_R8, none_hold("令和9年度～", "令和8年度"), id="open-ones-were-to-go-on"),
        pytest.param(
            ONE + UNTIL_R8.replace("▶", "") + LATER.replace("since = ", "since = ▶"),
            "since: between the terms before and these, none of this name hold in 令和9年度",
            id="between-two-of-the-overlay",
        ),
        pytest.param(
            ONE
            + UNTIL_R8.replace("▶", "").replace("令和8年度", "令和9年度")
            + LATER.replace("basis", 'until = ▶"令和12年度"\nbasis'),
            none_hold("令和13年度～", "令和12年度"),
            id="behind-the-last-of-the-overlay",
        ),
        pytest.param(
            EQUIPMENT
            + '[[program.terms]]\nname = "継続団体"\nsince = ▶"令和7年度"\nbasis = "要綱"\ncite = "plan#8"\n',
            "since: between the terms before and these, none of this name hold in 令和元年度～令和6年度",
            id="years-after-those-of-the-plugin-ended",
        ),
        pytest.param(
            EQUIPMENT
            + '[[program.terms]]\nname = "継続団体"\nsince = "平成28年度"\nuntil = ▶"平成29年度"\n'
            + 'basis = "要綱"\ncite = "plan#8"\n',
            none_hold("平成30年度", "平成29年度"),
            id="before-the-end-of-those-that-ended-sooner",
        ),
        pytest.param(
            ONE
            + TERMS.replace(
                'rate = "1/2"',
                'rate_by_cost = ▶{ applies = "whole", brackets = [{ above = 0, rate = "1/2" },'
                ' { above = 9, rate = "1/3" }] }',
            ),
            "rate_by_cost: the amount falls where a threshold is passed, since the rate applies to the whole",
            id="amount-that-falls",
        ),
    ],
)
def test_what_may_surprise_is_warned_of_at_its_place(
    text: str, message: str, mihon: Municipality, path: Path
) -> None:
    plain_text, [place] = marked(text)

    assert warned(mihon, path, plain_text) == [(*place, message)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(OVERLAY, id="open"),
        pytest.param(OVERLAY + LATER, id="one-after-the-other"),
        pytest.param(
            ONE + UNTIL_R8.replace("▶", "") + LATER.replace("令和10年度", "令和9年度"), id="without-a-gap"
        ),
        pytest.param(DOCUMENT + NEW_PROGRAM + UNTIL_R8.replace("▶", ""), id="new-program-that-ends"),
        pytest.param(
            EQUIPMENT
            + '[[program.terms]]\nname = "継続団体"\nsince = "平成31年度"\nuntil = "令和2年度"\n'
            + 'basis = "要綱"\ncite = "plan#8"\n',
            id="nothing-was-to-hold-then",
        ),
    ],
)
def test_what_is_as_it_should_be_is_not_warned_of(text: str, mihon: Municipality, path: Path) -> None:
    assert warned(mihon, path, text) == []
