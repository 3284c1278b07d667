"""Every rule of the kit can fail: one broken city each, with the whole message and no other rule broken."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kyodo_core.conformance.inherited import broken
from kyodo_core.conformance.rule import RULES
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Report, ReportSpec, Section, Table
from kyodo_core.errors import KyodoError
from tests.conformance.standin import FORM, IDS, PROGRAM, PROGRESS, TERMS, supplied, table, told, written
from tests.standins import HEADER, CityFolder

SOUND = {"forms": FORM, "programs": PROGRAM + TERMS, "progress": PROGRESS}
TODO = HEADER.replace("\n[[document]]", 'todo = ["forms"]\n\n[[document]]')
NO_TODO = HEADER.replace("\n[[document]]", 'todo = ["form"]\n\n[[document]]')
YEARS = 'requirements = [{ fact = "year_in_program", at_least = 5, message = "5年目から" }]\nmax_years = 3\n'
FAILS = {
    "loading": (
        {"programs": PROGRAM + TERMS.replace('"1/2"', "0.5")},
        """\
見本市: this rule is broken: The plugin and all its files can be read (1)
aspects/programs.toml:7:8: rate: a rate is written in quotes, as a fraction or in percent (now: 0.5)
    7 | rate = 0.5
      |        ^^^
   Example: rate = "50%\"""",
    ),
    "citations": (
        {"forms": FORM.replace("plan#", "plam#")},
        """\
見本市: this rule is broken: Every fact cites documents that the city declares (1)
aspects/forms.toml:5:8: cite: the city declares no such document (now: "plam")
    5 | cite = "plam#第2章"
      |        ^^^^^^^^^^^^
   Did you mean plan?
   Known: plan""",
    ),
    "ids": (
        {"forms": FORM.replace("co-hosting", "CoHosting")},
        """\
見本市: this rule is broken: Ids are well formed, unique and stay (1)
aspects/forms.toml:2:6: id: an id is written in lower-case ASCII letters, figures and hyphens \
(now: "CoHosting")
    2 | id = "CoHosting"
      |      ^^^^^^^^^^^
   Example: id = "co-hosting\"""",
    ),
    "kinds": (
        {"programs": PROGRAM.replace("financial", "finacial")},
        """\
見本市: this rule is broken: Local kinds map to core kinds (1)
aspects/programs.toml:4:11: support: this kind does not exist (now: "finacial")
    4 | support = "finacial"
      |           ^^^^^^^^^^
   Did you mean financial?
   Known: financial, staffing, training, dialogue, facility, insurance,
     institutional""",
    ),
    "totals": (
        {"progress": PROGRESS.replace("done = 1, ongoing = 2 } }]", "done = 1, ongoing = 1 } }]")},
        """\
見本市: this rule is broken: Totals agree with their parts (2)
aspects/progress.toml:7:44: total: the counts do not add up to the total (now: 3)
    7 | rows = [{ id = "one", name = "環境", total = 3, counts = { done = 1, ...
      |                                              ^
   Example: total = 2
aspects/progress.toml:8:79: ongoing: the rows do not add up to the printed total (now: 2)
    8 | ... done = 1, ongoing = 2 } }
      |                         ^
   Example: ongoing = 1""",
    ),
    "years": (
        {"forms": FORM + 'since = "H26"\nlater = [{ text = "開始", since = "H25", cite = "plan#1" }]\n'},
        """\
見本市: this rule is broken: Years are in order (1)
aspects/forms.toml:7:33: since: what came later begins before the thing itself (H26) (now: "H25")
    7 | later = [{ text = "開始", since = "H25", cite = "plan#1" }]
      |                                   ^^^^^""",
    ),
    "conditions": (
        {
            "programs": PROGRAM
            + TERMS
            + 'requirements = [{ fact = "aera", equals = "東", message = "東だけ" }]\n'
        },
        """\
見本市: this rule is broken: Conditions name declared facts (1)
aspects/programs.toml:9:26: fact: the program declares no such fact (now: "aera")
    9 | requirements = [{ fact = "aera", equals = "東", message = "東だけ" }]
      |                          ^^^^^^
   Did you mean area?
   Known: year_in_program, received_this_year, received_total,
     awards_this_year, other_subsidies, other_programs, course, area, rank,
     kind, fiscal_year""",
    ),
    "repeats": (
        {"programs": PROGRAM + 'since = "H26"\n' + PROGRAM.replace('"grant"', '"aid"') + 'since = "H27"\n'},
        """\
見本市: this rule is broken: Nothing is stated twice with different values (1)
aspects/programs.toml:12:9: since: 補助金 stands in programs/grant too, there with since = H26 (now: "H27")
   12 | since = "H27"
      |         ^^^^^
   → Where the documents differ, keep one fact and write what the other says
     in its conflicts.""",
    ),
    "text": (
        {"forms": FORM.replace("共催", "共\\u200b催")},
        """\
見本市: this rule is broken: Text is NFC, without control characters and words of an example (1)
aspects/forms.toml:3:8: name: the text holds the control character U+200B (now: "共<U+200B>催")
    3 | name = "共\\u200b催"
      |        ^^^^^^^^^^^^""",
    ),
    "assessment": (
        {"programs": PROGRAM + TERMS + YEARS},
        """\
見本市: this rule is broken: Every program's terms can be assessed (1)
aspects/programs.toml:6:3: terms: no value of the fact year_in_program meets all requirements
    6 | [[program.terms]]
      |   ^^^^^^^^^^^^^""",
    ),
    "reports": (
        {"forms": FORM},
        """\
見本市: this rule is broken: Every report renders in every format and language (2)
plugin mihon: kyodo report mihon forms: AttributeError: 'Municipality' object has no attribute \
'forms' (ja)
plugin mihon: kyodo report mihon forms: AttributeError: 'Municipality' object has no attribute \
'forms' (en)""",
    ),
    "todo": (
        {"municipality": TODO, "forms": FORM},
        """\
見本市: this rule is broken: What is not encoded yet has no facts (1)
aspects/forms.toml:1:3: form: the aspect stands in todo of municipality.toml and yet has facts
    1 | [[form]]
      |   ^^^^
   → take "forms" out of todo""",
    ),
}


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def failing(city: Municipality) -> Report:
    return Report(city.name, city.forms)  # type: ignore[attr-defined]


def specs(rule: str) -> list[ReportSpec]:
    return [ReportSpec(id="forms", title="形態", build=failing)] if rule == "reports" else []


def within(root: Path, said: Mapping[str, str]) -> dict[str, str]:
    """What is said, with paths from the city's folder on."""
    return {rule: text.replace(f"{root}/", "") for rule, text in said.items()}


@pytest.mark.parametrize("rule", IDS)
def test_broken_city_fails_its_rule_and_no_other(rule: str, tmp_path: Path) -> None:
    files, expected = FAILS[rule]

    assert within(tmp_path, told(written(tmp_path, files, specs=specs(rule)))) == {rule: expected}


def test_sound_city_breaks_no_rule(tmp_path: Path) -> None:
    assert told(written(tmp_path, SOUND)) == {}


def test_every_rule_has_a_failing_case_and_words_in_both_languages() -> None:
    assert list(FAILS) == IDS
    assert all(rule.label.ja and rule.label.en for rule in RULES)


def test_every_rule_stands_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `test_conformance\[(\w+)\]` \|", page, re.MULTILINE) == IDS


@pytest.mark.language("ja")
def test_message_is_japanese(tmp_path: Path) -> None:
    said = within(tmp_path, told(written(tmp_path, FAILS["citations"][0])))["citations"]

    assert said.splitlines()[:2] == [
        "見本市: 次の決まりに合わないところがあります: どの事項も、登録された文書に出典がある（1件）",
        'aspects/forms.toml:5:8: cite は [[document]] にない文書を指しています（今の値: "plam"）',
    ]


FURTHER = [
    pytest.param(
        "citations",
        {"forms": FORM.replace('cite = "plan#第2章"\n', "")},
        "form: the key cite is missing",
        id="no-citation",
    ),
    pytest.param(
        "citations",
        {"forms": FORM.replace('"plan#第2章"', "[]")},
        "cite: a fact needs a citation",
        id="empty-citation",
    ),
    pytest.param(
        "citations",
        {"forms": FORM.replace("plan#", "")},
        "cite: a citation is written document#section",
        id="citation-without-document",
    ),
    pytest.param("ids", {"forms": FORM + FORM}, "id: this id is used twice in the file", id="id-twice"),
    pytest.param(
        "kinds",
        {"forms": FORM.replace('["co_hosting"]', '["co_hosting", "co_hosting"]')},
        "kinds: a kind is named twice",
        id="kind-twice",
    ),
    pytest.param(
        "totals",
        {
            "councils": table("council", "count", "設立数", "value = 22\nout_of = 21"),
        },
        "value: the number is greater than what it is out of (now: 22)",
        id="more-than-there-are",
    ),
    pytest.param(
        "years",
        {"forms": FORM + 'since = "H27"\nuntil = "H26"\n'},
        "until: the period ends before it begins",
        id="reversed-period",
    ),
    pytest.param(
        "years",
        {
            "programs": PROGRAM
            + 'schedule = [{ fiscal_year = "H27", phase = "running" }, '
            + '{ fiscal_year = "H26", phase = "design" }]\n'
        },
        "fiscal_year: the years are not in order",
        id="schedule-out-of-order",
    ),
    pytest.param(
        "years",
        {"programs": PROGRAM + TERMS + TERMS},
        "since: these terms overlap the ones before them",
        id="overlapping-terms",
    ),
    pytest.param(
        "conditions",
        {"programs": PROGRAM + TERMS + 'excludes = ["other"]\n'},
        "excludes: no program has this id",
        id="exclusion-of-no-program",
    ),
    pytest.param(
        "repeats",
        {
            "indicators": table(
                "indicator",
                "joining",
                "参加率",
                'unit = "%"\nvalues = [{ fiscal_year = "H26", kind = "actual", value = 37.5 },'
                ' { fiscal_year = "H26", kind = "actual", value = 37.2 }]',
            ),
        },
        'value: another line gives 37.5 for the same (now: "37.2")',
        id="two-values-of-one-year",
    ),
    pytest.param(
        "repeats",
        {
            "basis": table("basis", "a", "推進計画", 'issued = "平成26年3月"'),
            "plans": table("plan", "b", "推進計画", 'adopted = "平成26年4月1日"'),
        },
        'adopted: 推進計画 stands in basis/a too, there with issued = 平成26年3月 (now: "平成26年4月1日")',
        id="two-days-in-two-aspects",
    ),
    pytest.param(
        "text",
        {"forms": FORM.replace("共催", "か\u3099い")},
        "name: the text is not in Unicode's form NFC",
        id="not-nfc",
    ),
    pytest.param(
        "text",
        {"municipality": HEADER.replace("見本市協働", "見本市\ue000協働")},
        "title: the text holds a character that other computers do not know: U+E000",
        id="private-character-in-the-header",
    ),
    pytest.param(
        "text",
        {"forms": FORM.replace("共催", "○○")},
        'name: this is still the word of the example (now: "○○")',
        id="word-of-an-example",
    ),
    pytest.param(
        "loading",
        {"from": FORM},
        "no aspect has the name of this file",
        id="file-of-no-aspect",
    ),
    pytest.param("loading", {"forms": "[[form]\n"}, "form: the heading is closed by ]]", id="not-toml"),
]


@pytest.mark.parametrize(("rule", "files", "message"), FURTHER)
def test_further_faults_stand_under_their_rule(
    rule: str, files: Mapping[str, str], message: str, tmp_path: Path
) -> None:
    said = told(written(tmp_path, files))

    assert list(said) == [rule]
    assert message in said[rule]


CONFLICT = 'conflicts = [{ text = "資料では合計が異なる", cite = "plan#2" }]\n'
AGREE = [
    pytest.param({"progress": FAILS["totals"][0]["progress"] + CONFLICT}, id="totals-marked-as-a-conflict"),
    pytest.param(
        {
            "programs": PROGRAM
            + 'since = "H26"\nconflicts = [{ text = "H27からともある", cite = "plan#2" }]\n'
            + PROGRAM.replace('"grant"', '"aid"')
            + 'since = "H27"\n'
        },
        id="years-marked-as-a-conflict",
    ),
    pytest.param(
        {"programs": PROGRAM + 'until = "H26"\n' + PROGRAM.replace('"grant"', '"aid"') + 'since = "H27"\n'},
        id="one-after-the-other",
    ),
    pytest.param(
        {"programs": PROGRAM + 'since = "H27"\n' + PROGRAM.replace('"grant"', '"aid"') + 'until = "H26"\n'},
        id="one-before-the-other",
    ),
    pytest.param(
        {
            "councils": table("council", "a", "設立数", 'value = 20\ndate = "H26.4"')
            + table("council", "b", "設立数", 'value = 33\ndate = "R6.4"')
        },
        id="two-counts-of-two-dates",
    ),
    pytest.param(
        {
            "basis": table("basis", "a", "推進計画", 'issued = "平成26年"'),
            "plans": table("plan", "b", "推進計画", 'adopted = "平成26年3月"'),
        },
        id="a-fuller-date",
    ),
    pytest.param({"forms": FORM.replace("共催", "葛\U000e0100城\\n共催")}, id="variants-and-lines-in-text"),
    pytest.param({"municipality": TODO}, id="todo"),
]


@pytest.mark.parametrize("files", AGREE)
def test_what_is_no_fault_breaks_no_rule(files: Mapping[str, str], tmp_path: Path) -> None:
    assert told(written(tmp_path, files)) == {}


def test_nothing_passes_of_a_city_that_cannot_be_read(tmp_path: Path) -> None:
    said = told(written(tmp_path, {"municipality": NO_TODO}))

    assert list(said) == IDS
    assert 'there is no such aspect (now: "form")\n' in said.pop("todo")
    for rule, text in said.items():
        assert text == f"mihon cannot be read, so {rule} cannot be tested; see conformance[todo]"


def test_what_can_be_read_is_still_tested(tmp_path: Path) -> None:
    files = {"forms": "[[form]\n", "actors": FORM.replace("form", "actor").replace("co_hosting", "school")}

    said = told(written(tmp_path, files | {"terms": FORM.replace("form", "term").replace("plan#", "no#")}))

    assert list(said) == ["loading", "citations", "kinds"]


def test_hook_that_raises_is_told(tmp_path: Path) -> None:
    def supply() -> Municipality:
        raise RuntimeError("no folder")

    said = told(supplied(supply))

    assert said["loading"].splitlines()[1:] == [
        "plugin mihon: the plugin fails to supply its city: RuntimeError: no folder"
    ]
    assert said["text"] == "mihon cannot be read, so text cannot be tested; see conformance[loading]"


def test_hook_of_the_reports_that_raises_is_told(tmp_path: Path) -> None:
    said = told(written(tmp_path, {"forms": FORM}, specs=broken_specs()))

    assert {rule: text.splitlines()[1:] for rule, text in said.items()} == {
        "loading": ["plugin mihon: the plugin fails to supply its reports: RuntimeError: boom"]
    }


def broken_specs() -> Iterator[ReportSpec]:
    raise RuntimeError("boom")
    yield


def test_report_on_a_file_that_cannot_be_read_is_told_of_the_file_alone(tmp_path: Path) -> None:
    spec = ReportSpec(id="forms", title="形態", build=lambda city: Report(str(city.aspects["forms"]), ()))

    said = told(written(tmp_path, {"forms": "[[form]\n"}, specs=[spec]))

    assert list(said) == ["loading"]


def test_reports_that_fail_in_one_format_or_share_an_id_are_told(tmp_path: Path) -> None:
    years = Table(("年度",), (("H26",),))
    crooked = ReportSpec(
        id="a", title="題", build=lambda _city: Report("題", (Section("", (years.having(rows=((1,),)),)),))
    )
    folder = CityFolder(tmp_path)
    folder.write("municipality", HEADER)

    said = broken(supplied(folder.read, [crooked, crooked]), next(r for r in RULES if r.id == "reports"))

    assert "plugin mihon: kyodo report mihon a: this id is used by two reports" in said.splitlines()
    assert "(csv, ja)" in said
    assert "(json, ja)" not in said


def test_a_city_that_is_not_installed_is_no_subject(tmp_path: Path) -> None:
    from kyodo_core.conformance.subject import Subject
    from kyodo_core.registry import Registry

    with pytest.raises(KyodoError, match="There is no city named mihon"):
        Subject("mihon", Registry([]))
