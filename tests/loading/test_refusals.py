"""Every rule by which the loader refuses a file: one failing case each, with place, message and hint."""

import errno
import os
import re
from collections.abc import Iterable

import pytest

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.domain.facts import Later
from kyodo_core.domain.kinds import FormKind, ItemStatus
from kyodo_core.errors import DefinitionError, Fault
from kyodo_core.reports.faults import example_of
from tests.standins import HEADER, CityFolder

FORM = '[[form]]\nid = "grant"\nname = "補助"\n'
SOUND_FORM = FORM + 'kinds = ["grant"]\ncite = "plan#1"\n'
PROGRAM = (
    '[[program]]\nid = "area-grant"\nname = "地域づくり交付金"\nsupport = "financial"\ncite = "plan#1"\n'
)
PLAN = '[[plan]]\nid = "plan-1"\nname = "推進計画"\nkinds = ["promotion_plan"]\ncite = "plan#1"\n'
PLANS = PLAN + 'period = { since = "平成26年度", until = "平成30年度" }\n'
INDICATOR = (
    '[[indicator]]\nid = "joining"\nname = "参加率"\nkinds = ["local_activity"]\nunit = "%"\n'
    'cite = "plan#1"\n'
)
PATH = '[[path]]\nid = "councils"\nname = "成熟"\nsubject = "協議会"\ncite = "plan#1"\n'
PROGRESS = """\
[progress]
id = "items"
name = "進捗"
as_of = "平成24年度"
cite = "plan#1"
statuses = [{ id = "done", name = "実施済" }, { id = "ongoing", name = "継続推進" }]
rows = [{ id = "one", name = "環境", total = 3, counts = { done = 1, ongoing = 2 } }]
"""
TOTAL = '[progress.total]\nid = "total"\nname = "計"\ntotal = 3\ncounts = { done = 1, ongoing = 2 }\n'

EMPTY_PROGRESS = (
    'progress = { id = "co-hosting", name = "○○", cite = "guideline#第2章5", as_of = "令和6年度",'
    ' statuses = [], rows = [], total = { id = "co-hosting", name = "○○", total = 3, counts = {} } }'
)
NO_TEXT = 'leave the key out, or write "not_stated"'
DOCUMENT = HEADER[HEADER.index("\n[[document]]") :]
HEADER_KEYS = ["schema", "slug", "name", "code", "prefecture", "document", "todo"]

BACKWARDS = "the period ends before it begins"
NOT_IN_ORDER = "the years are not in order"


def known(names: Iterable[str], near: str = "") -> str:
    """The hint that lists the known names, after the nearest one if there is one."""
    return (f"Did you mean {near}? " if near else "") + f"Known: {', '.join(names)}"


def keys(aspect_id: str) -> list[str]:
    return [field.name for field in aspect(aspect_id).fact.fields()]


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks ▶, and the line and column of what each mark stands before."""
    places = [
        (number, found.start() - before + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for before, found in enumerate(re.finditer("▶", line))
    ]
    return text.replace("▶", ""), places


def faults(folder: CityFolder, file: str) -> list[tuple[int, int, str, str]]:
    """Line, column, message and what would be right of every fault of the file, which is refused."""
    with pytest.raises(DefinitionError) as refused:
        folder.files()[file]
    assert {fault.file for fault in refused.value.faults} == {str(folder.files().path(file))}
    return [(fault.line, fault.column, fault.message, advice(fault)) for fault in refused.value.faults]


def advice(fault: Fault) -> str:
    """What a fault says would be right: the line that could stand there, or the hint."""
    return example_of(fault) or fault.hint


SINGLE_VALUES = [
    pytest.param(
        "forms",
        SOUND_FORM + '▶good_fro = "役割"\n',
        ("good_fro: this key does not exist", known(keys("forms"), "good_for")),
        id="misspelt-key",
    ),
    pytest.param(
        "forms",
        SOUND_FORM + 'later = [{ text = "x", cite = "plan#1", ▶sinse = "H26" }]\n',
        (
            "sinse: this key does not exist",
            known([field.name for field in Later.fields()], "since"),
        ),
        id="misspelt-key-in-an-inline-table",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\ncite = "plan#1"\n▶recipients = ["団体"]\n',
        (
            "recipients: this key does not exist",
            "it belongs to the table around this one: write it above the heading of terms",
        ),
        id="key-of-the-table-around",
    ),
    pytest.param(
        "programs",
        PROGRAM
        + '[[program.terms]]\ncite = "plan#1"\n[[program.terms.costs]]\ncategory = "会場費"\n▶number = 1\n',
        (
            "number: this key does not exist",
            "it belongs to the table around this one: write it above the heading of terms",
        ),
        id="key-of-a-table-farther-around",
    ),
    pytest.param(
        "forms",
        FORM.replace("form", "▶form") + 'kinds = ["grant"]\n',
        ("form: the key cite is missing", 'cite = "guideline#第2章5"  # Citations, document#section'),
        id="missing-citation",
    ),
    pytest.param(
        "forms",
        FORM.replace("form", "▶form") + 'cite = "plan#1"\n',
        ("form: the key kinds is missing", 'kinds = ["co_hosting"]  # Core kinds'),
        id="missing-key",
    ),
    pytest.param(
        "programs",
        PROGRAM + '\n[[program.terms]]\nadvance_payment = ▶"false"\ncite = "plan#1"\n',
        ('advance_payment: true or false without quotes is needed (now: "false")', "advance_payment = false"),
        id="truth-in-quotes",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\nadvance_payment = ▶1\ncite = "plan#1"\n',
        ("advance_payment: true or false without quotes is needed (now: 1)", "advance_payment = true"),
        id="truth-as-a-number",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\nlimit_per_year = ▶1.9\ncite = "plan#1"\n',
        ("limit_per_year: a whole number without quotes is needed (now: 1.9)", "limit_per_year = 200_000"),
        id="fraction-of-a-yen",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\nlimit_per_year = ▶"20万円"\ncite = "plan#1"\n',
        (
            'limit_per_year: a whole number without quotes is needed (now: "20万円")',
            "limit_per_year = 200_000",
        ),
        id="yen-in-quotes",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\nlimit_total = ▶true\ncite = "plan#1"\n',
        ("limit_total: a whole number without quotes is needed (now: true)", "limit_total = 200_000"),
        id="truth-for-yen",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\nrate = ▶0.5\ncite = "plan#1"\n',
        ("rate: a rate is written in quotes, as a fraction or in percent (now: 0.5)", 'rate = "50%"'),
        id="float-rate",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\nrate = ▶"半額"\ncite = "plan#1"\n',
        ('rate: this is not a rate (now: "半額")', 'rate = "2/3"'),
        id="rate-in-words",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\nrate = ▶"2/0"\ncite = "plan#1"\n',
        ('rate: this is not a rate (now: "2/0")', 'rate = "2/3"'),
        id="rate-by-zero",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.schedule]]\nfiscal_year = ▶"26年度"\nphase = "running"\n',
        ('fiscal_year: this is not a fiscal year (now: "26年度")', 'fiscal_year = "令和6年度"'),
        id="fiscal-year-without-era",
    ),
    pytest.param(
        "programs",
        PROGRAM + "since = ▶2014\n",
        ("since: a fiscal year is written in quotes (now: 2014)", 'since = "2014年度"'),
        id="fiscal-year-without-quotes",
    ),
    pytest.param(
        "plans",
        PLAN + 'adopted = ▶"平成25年13月"\n',
        ('adopted: this is not a date (now: "平成25年13月")', 'adopted = "令和6年4月1日"'),
        id="no-such-month",
    ),
    pytest.param(
        "plans",
        PLAN + "adopted = ▶2014-04-01T00:00:00\n",
        ("adopted: a date is written in quotes (now: 2014-04-01 00:00:00)", 'adopted = "2014-04-01"'),
        id="date-with-a-time",
    ),
    pytest.param(
        "indicators",
        INDICATOR + 'values = [{ fiscal_year = "H26", kind = "actual", value = ▶"37.5" }]\n',
        ('value: a number without quotes is needed (now: "37.5")', "value = 37.5"),
        id="number-in-quotes",
    ),
    pytest.param(
        "indicators",
        INDICATOR + 'values = [{ fiscal_year = "H26", kind = "actual", value = ▶nan }]\n',
        ("value: a number without quotes is needed (now: NaN)", "value = 37.5"),
        id="not-a-number",
    ),
    pytest.param(
        "forms",
        SOUND_FORM + "good_for = ▶3\n",
        ("good_for: a text in quotes is needed (now: 3)", 'good_for = "3"'),
        id="number-for-a-text",
    ),
    pytest.param(
        "forms",
        SOUND_FORM + 'good_for = ▶"　"\n',
        ('good_for: the text is empty (now: "　")', NO_TEXT),
        id="empty-text",
    ),
    pytest.param(
        "forms",
        FORM + 'cite = "plan#1"\nkinds = [▶"grannt"]\n',
        ('kinds: this kind does not exist (now: "grannt")', known(map(str, FormKind), "grant")),
        id="unknown-kind-near-a-known-one",
    ),
    pytest.param(
        "forms",
        FORM + 'cite = "plan#1"\nkinds = ["grant", ▶"寄附"]\n',
        ('kinds: this kind does not exist (now: "寄附")', known(map(str, FormKind))),
        id="unknown-kind-near-none",
    ),
    pytest.param(
        "forms",
        FORM + 'cite = "plan#1"\nkinds = ▶"grant"\n',
        ('kinds: a list in square brackets is needed (now: "grant")', 'kinds = ["grant"]'),
        id="text-for-a-list",
    ),
    pytest.param(
        "forms",
        SOUND_FORM + 'points = ["話し合う", ▶2]\n',
        ("points: a text in quotes is needed (now: 2)", 'points = ["2"]'),
        id="wrong-item-of-a-list",
    ),
    pytest.param(
        "forms",
        SOUND_FORM + 'later = [▶"設立が始まる"]\n',
        (
            'later: a table is needed here (now: "設立が始まる")',
            'later = [{ text = "○○", cite = "guideline#第2章5" }]',
        ),
        id="text-for-a-table",
    ),
    pytest.param(
        "progress",
        PROGRESS + TOTAL.replace("{ done = 1, ongoing = 2 }", "▶3"),
        ("counts: a table is needed here (now: 3)", "counts = { not_started = 3 }"),
        id="number-for-a-table-of-counts",
    ),
    pytest.param(
        "progress",
        PROGRESS + TOTAL.replace("done", "▶dome"),
        ("dome: this kind does not exist", known(map(str, ItemStatus), "done")),
        id="unknown-kind-as-a-key",
    ),
]

CITATIONS_AND_IDS = [
    pytest.param(
        "forms",
        FORM + 'kinds = ["grant"]\ncite = ▶[]\n',
        ("cite: a fact needs a citation (now: [])", 'cite = "guideline#第2章5"'),
        id="no-citation-in-the-list",
    ),
    pytest.param(
        "forms",
        FORM + 'kinds = ["grant"]\ncite = ▶"plan"\n',
        ('cite: a citation is written document#section (now: "plan")', 'cite = "plan#第2章5"'),
        id="citation-without-section",
    ),
    pytest.param(
        "forms",
        FORM + 'kinds = ["grant"]\ncite = ▶"plan＃2"\n',
        ('cite: a citation is written document#section (now: "plan＃2")', 'cite = "plan#2"'),
        id="citation-with-a-full-width-mark",
    ),
    pytest.param(
        "forms",
        FORM + 'kinds = ["grant"]\ncite = ▶"#第2章"\n',
        ('cite: a citation is written document#section (now: "#第2章")', 'cite = "guideline#第2章5"'),
        id="citation-without-document",
    ),
    pytest.param(
        "forms",
        FORM + 'kinds = ["grant"]\ncite = [▶2]\n',
        ("cite: a citation is written in quotes: document#section (now: 2)", 'cite = ["guideline#第2章5"]'),
        id="citation-as-a-number",
    ),
    pytest.param(
        "forms",
        FORM + 'kinds = ["grant"]\ncite = ["plan#1", ▶"plam#2"]\n',
        ('cite: the city declares no such document (now: "plam")', known(["plan"], "plan")),
        id="citation-of-an-unknown-document",
    ),
    pytest.param(
        "forms",
        SOUND_FORM + 'later = [{ text = "設立", cite = ▶"koho#1" }]\n',
        ('cite: the city declares no such document (now: "koho")', known(["plan"])),
        id="citation-of-an-unknown-document-further-in",
    ),
    pytest.param(
        "forms",
        SOUND_FORM + "\n" + SOUND_FORM.replace('"grant"', '▶"grant"', 1),
        ('id: this id is used twice in the file (now: "grant")', ""),
        id="duplicate-id",
    ),
]

TABLES = [
    pytest.param(
        "forms",
        SOUND_FORM.replace("[[form]]", "[▶form]"),
        ("form: a list of tables is needed", "[[form]]"),
        id="table-for-a-list-of-tables",
    ),
    pytest.param(
        "forms",
        'form = ▶"補助"\n',
        ("form: a list of tables is needed", "[[form]]"),
        id="text-for-a-list-of-tables",
    ),
    pytest.param(
        "forms",
        SOUND_FORM.replace("[[form]]", "[[▶forms]]"),
        ("forms: this key does not belong in this file", "Did you mean [[form]]?"),
        id="wrong-name-of-the-table",
    ),
    pytest.param(
        "forms",
        '▶source = "推進計画"\n' + SOUND_FORM,
        ("source: this key does not belong in this file", "Did you mean [[form]]?"),
        id="key-outside-the-tables",
    ),
    pytest.param(
        "progress",
        '▶prgress = { id = "items" }\n',
        ("prgress: this key does not belong in this file", "Did you mean [progress]?"),
        id="wrong-name-of-a-single-table",
    ),
    pytest.param(
        "progress",
        "progress = ▶false\n",
        (
            "progress: a table is needed here (now: false)",
            EMPTY_PROGRESS,
        ),
        id="truth-for-a-single-table",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[▶program.terms]\ncite = "plan#1"\n',
        (
            "terms: a list in square brackets is needed (now: { … })",
            'terms = [{ cite = "guideline#第2章5" }]',
        ),
        id="table-for-an-inner-list-of-tables",
    ),
]

RULES_OF_ASPECTS = [
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\ncite = "plan#1"\nrate = ▶"150%"\n',
        ('rate: a rate lies above 0 and is at most 1 (now: "150%")', 'rate = "2/3"'),
        id="rate-above-1",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\ncite = "plan#1"\nrate = ▶"0%"\n',
        ('rate: a rate lies above 0 and is at most 1 (now: "0%")', 'rate = "2/3"'),
        id="rate-0",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\ncite = "plan#1"\nrate = ▶"-1/2"\n',
        ('rate: a rate lies above 0 and is at most 1 (now: "-1/2")', 'rate = "2/3"'),
        id="negative-rate",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\ncite = "plan#1"\nlimit_per_year = ▶-1\n',
        ("limit_per_year: a number is not negative (now: -1)", "limit_per_year = 200_000"),
        id="negative-limit-per-year",
    ),
    pytest.param(
        "programs",
        PROGRAM + '[[program.terms]]\ncite = "plan#1"\nlimit_total = ▶-50_000\n',
        ("limit_total: a number is not negative (now: -50000)", "limit_total = 200_000"),
        id="negative-limit-in-total",
    ),
    pytest.param(
        "programs",
        PROGRAM + 'terms = [{ cite = "plan#1", since = "H28", until = ▶"H27" }]\n',
        (f'until: {BACKWARDS} (now: "H27")', ""),
        id="terms-end-before-they-begin",
    ),
    pytest.param(
        "programs",
        PROGRAM
        + "schedule = [\n"
        + '  { fiscal_year = "H27", phase = "running" },\n'
        + '  { fiscal_year = ▶"H26", phase = "running" },\n]\n',
        (f'fiscal_year: {NOT_IN_ORDER} (now: "H26")', ""),
        id="schedule-out-of-order",
    ),
    pytest.param(
        "programs",
        PROGRAM
        + "schedule = [\n"
        + '  { fiscal_year = "H31", phase = "running" },\n'
        + '  { fiscal_year = ▶"R1", phase = "running" },\n]\n',
        (f'fiscal_year: {NOT_IN_ORDER} (now: "R1")', ""),
        id="schedule-names-a-year-twice",
    ),
    pytest.param(
        "programs",
        PROGRAM + 'plan = ▶"plan-2"\n',
        ('plan: no plan has this id (now: "plan-2")', known(["plan-1"], "plan-1")),
        id="unknown-plan",
    ),
    pytest.param(
        "programs",
        PROGRAM + 'plan = "plan-1"\n[[program.schedule]]\nfiscal_year = ▶"令和元年度"\nphase = "running"\n',
        (
            "fiscal_year: the year lies outside the plan's period 平成26年度～平成30年度"
            ' (now: "令和元年度")',
            "",
        ),
        id="schedule-outside-the-plan",
    ),
    pytest.param(
        "plans",
        PLANS + 'supersedes = [▶"plan-0"]\n',
        ('supersedes: no plan has this id (now: "plan-0")', known(["plan-1"], "plan-1")),
        id="supersedes-an-unknown-plan",
    ),
    pytest.param(
        "plans",
        PLANS + 'supersedes = [▶"plan-1"]\n',
        ('supersedes: a plan does not supersede itself (now: "plan-1")', ""),
        id="supersedes-itself",
    ),
    pytest.param(
        "forms",
        SOUND_FORM + 'since = "H27"\nuntil = ▶"H26"\n',
        ('until: the period ends before it begins (now: "H26")', ""),
        id="fact-until-before-since",
    ),
    pytest.param(
        "forms",
        FORM + 'kinds = ▶["grant", "grant"]\ncite = "plan#1"\n',
        ("kinds: a kind is named twice (now: [ … ])", ""),
        id="kind-named-twice",
    ),
    pytest.param(
        "forms",
        SOUND_FORM.replace('"補助"', '▶"not_stated"'),
        ('name: this must be stated (now: "not_stated")', 'name = "○○"'),
        id="required-text-not-stated",
    ),
    pytest.param(
        "forms",
        SOUND_FORM.replace('"grant"\nname', '▶"Grant 1"\nname'),
        (
            'id: an id is written in lower-case ASCII letters, figures and hyphens (now: "Grant 1")',
            'id = "co-hosting"',
        ),
        id="id-not-lower-case-ascii",
    ),
    pytest.param(
        "maturity",
        PATH + '[[path.stages]]\nid = "one"\nname = "一"\n[[path.stages]]\nid = ▶"one"\nname = "二"\n',
        ('id: this id is used twice in the file (now: "one")', ""),
        id="nested-id-used-twice",
    ),
    pytest.param(
        "progress",
        PROGRESS + TOTAL + 'shares = { partial = ▶"0%" }\n',
        ('partial: the row and the declared statuses differ (now: "partial")', "Known: done, ongoing"),
        id="share-of-an-undeclared-status",
    ),
    pytest.param(
        "plans",
        PLAN + 'period = { since = "平成30年度", until = ▶"平成26年度" }\n',
        (f'until: {BACKWARDS} (now: "平成26年度")', ""),
        id="period-ends-before-it-begins",
    ),
    pytest.param(
        "indicators",
        INDICATOR
        + "values = [\n"
        + '  { fiscal_year = "H26", kind = "actual", value = 1 },\n'
        + '  { fiscal_year = ▶"H25", kind = "actual", value = 1 },\n]\n',
        (f'fiscal_year: {NOT_IN_ORDER} (now: "H25")', ""),
        id="observations-out-of-order",
    ),
    pytest.param(
        "maturity",
        PATH
        + "stages = [\n"
        + '  { id = "one", name = "準備期", span = { wording = "～4年", last = 4 } },\n'
        + '  { id = "two", name = "発展期", span = { wording = "4～9年", first = ▶4, last = 9 } },\n]\n',
        (
            "first: the stage begins before the one before it has ended (year 4) (now: 4)",
            "first = 5",
        ),
        id="stages-overlap",
    ),
    pytest.param(
        "maturity",
        PATH
        + 'stages = [{ id = "one", name = "準備期", span = { wording = "4～3年", first = 4, last = ▶3 } }]\n',
        ("last: the stage ends before it begins, or before the one before it (now: 3)", ""),
        id="stage-ends-before-it-begins",
    ),
    pytest.param(
        "maturity",
        PATH
        + "stages = [\n"
        + '  { id = "one", name = "準備期", span = { wording = "～4年", last = 4 } },\n'
        + '  { id = "two", name = "発展期", span = { wording = "～4年", last = ▶4 } },\n]\n',
        ("last: the stage ends before it begins, or before the one before it (now: 4)", ""),
        id="stage-ends-with-the-one-before-it",
    ),
    pytest.param(
        "progress",
        PROGRESS.replace("{ done = 1, ongoing = 2 }", "▶{ done = 1, ongoing = 2, partial = 0 }") + TOTAL,
        ('counts: the row and the declared statuses differ (now: "partial")', "Known: done, ongoing"),
        id="count-of-an-undeclared-status",
    ),
    pytest.param(
        "progress",
        PROGRESS + TOTAL.replace("{ done = 1, ongoing = 2 }", "▶{ ongoing = 3 }"),
        ('counts: the row and the declared statuses differ (now: "done")', "Known: done, ongoing"),
        id="no-count-of-a-declared-status",
    ),
]


@pytest.mark.parametrize(
    ("file", "text", "fault"), [*SINGLE_VALUES, *CITATIONS_AND_IDS, *TABLES, *RULES_OF_ASPECTS]
)
def test_aspect_is_refused(folder: CityFolder, file: str, text: str, fault: tuple[str, str]) -> None:
    """The mark ▶ stands before what is wrong."""
    plain, [place] = marked(text)
    folder.write("plans", PLANS)
    folder.write(file, plain)

    assert faults(folder, file) == [(*place, *fault)]


HEADERS = [
    pytest.param(
        '"039993"',
        "▶3999",
        ("code: a municipality code is six digits in quotes (now: 3999)", 'code = "032093"'),
        id="code-without-quotes",
    ),
    pytest.param(
        '"039993"',
        '▶"3999"',
        ('code: a municipality code is six digits in quotes (now: "3999")', 'code = "032093"'),
        id="code-of-four-digits",
    ),
    pytest.param(
        '"039993"',
        '▶"489999"',
        ('code: a municipality code is six digits in quotes (now: "489999")', 'code = "032093"'),
        id="code-of-no-prefecture",
    ),
    pytest.param(
        '"039993"',
        '▶"039994"',
        ('code: the check digit of the municipality code is wrong (now: "039994")', 'code = "039993"'),
        id="wrong-check-digit",
    ),
    pytest.param(
        '"岩手県"',
        '▶"山口県"',
        ('prefecture: the prefecture is not that of the code (now: "山口県")', 'prefecture = "岩手県"'),
        id="prefecture-of-another-code",
    ),
    pytest.param(
        'issuer = "見本市"\n',
        'issuer = "見本市"\n' + DOCUMENT.replace('"plan"', '▶"plan"'),
        ('id: this id is used twice in the file (now: "plan")', ""),
        id="duplicate-document",
    ),
    pytest.param(
        'issuer = "見本市"\n',
        'issuer = "見本市"\nsupersedes = [▶"paln"]\n',
        ('supersedes: the city declares no such document (now: "paln")', known(["plan"], "plan")),
        id="supersedes-an-unknown-document",
    ),
    pytest.param(
        'issuer = "見本市"\n',
        'issuer = "見本市"\nsupersedes = [▶"plan"]\n',
        ("supersedes: the documents supersede each other in a circle: plan → plan", ""),
        id="supersedes-itself",
    ),
    pytest.param(
        'issuer = "見本市"\n',
        'issuer = "見本市"\nsupersedes = [▶"b"]\n'
        + DOCUMENT.replace('"plan"', '"a"')
        + 'supersedes = ["plan"]\n'
        + DOCUMENT.replace('"plan"', '"b"')
        + 'supersedes = ["a"]\n',
        ("supersedes: the documents supersede each other in a circle: plan → b → a → plan", ""),
        id="supersedes-in-a-circle",
    ),
    pytest.param(
        'issuer = "見本市"\n',
        'issuer = "見本市"\nsupersedes = ▶"plan"\n',
        ('supersedes: a list in square brackets is needed (now: "plan")', 'supersedes = ["plan"]'),
        id="supersedes-without-brackets",
    ),
    pytest.param(
        'issuer = "見本市"\n',
        'issuer = "見本市"\nissued = ▶"平成25年2月30日"\n',
        ('issued: this is not a date (now: "平成25年2月30日")', 'issued = "令和6年4月1日"'),
        id="no-such-day",
    ),
    pytest.param(
        'slug = "mihon"',
        'slug = "mihon"\n▶perfecture = "岩手県"',
        ("perfecture: this key does not exist", known(HEADER_KEYS, "prefecture")),
        id="misspelt-key",
    ),
    pytest.param(
        HEADER,
        "▶" + HEADER.replace('name = "見本市"\n', ""),
        ("the key name is missing", 'name = "○○"  # Name'),
        id="missing-key",
    ),
    pytest.param(
        "[[document]]",
        "[▶document]",
        (
            "document: a list in square brackets is needed (now: { … })",
            'document = [{ id = "co-hosting", title = "○○", short = "○○", issuer = "○○" }]',
        ),
        id="table-for-a-list-of-tables",
    ),
    pytest.param(
        "\n[[document]]",
        'todo = ["plans", ▶"form"]\n\n[[document]]',
        ('todo: there is no such aspect (now: "form")', known(ASPECT_IDS, "forms")),
        id="no-aspect-to-do",
    ),
    pytest.param(
        "\n[[document]]",
        'todo = ["plans", "forms", ▶"plans"]\n\n[[document]]',
        ('todo: the aspect is named twice (now: "plans")', ""),
        id="aspect-to-do-twice",
    ),
    pytest.param(
        "\n[[document]]",
        'todo = ▶"plans"\n\n[[document]]',
        ('todo: a list in square brackets is needed (now: "plans")', 'todo = ["plans"]'),
        id="to-do-without-brackets",
    ),
    pytest.param(
        "\n[[document]]",
        "todo = [▶3]\n\n[[document]]",
        ("todo: a text in quotes is needed (now: 3)", 'todo = ["3"]'),
        id="number-to-do",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "fault"), HEADERS)
def test_header_is_refused(folder: CityFolder, right: str, wrong: str, fault: tuple[str, str]) -> None:
    assert HEADER.count(right)
    plain, [place] = marked(HEADER.replace(right, wrong, 1))
    folder.write("municipality", plain)

    with pytest.raises(DefinitionError) as refused:
        folder.read()

    assert [((found.line, found.column), found.message, advice(found)) for found in refused.value.faults] == [
        (place, *fault)
    ]


def test_misspelt_document_table_names_the_right_one(folder: CityFolder) -> None:
    folder.write("municipality", HEADER.replace("[[document]]", "[[documents]]"))

    with pytest.raises(DefinitionError) as refused:
        folder.read()

    assert [(fault.line, fault.message, advice(fault)) for fault in refused.value.faults] == [
        (
            7,
            "documents: this key does not exist",
            known(HEADER_KEYS, "document"),
        ),
    ]


def test_file_in_another_encoding_is_refused_at_its_line(folder: CityFolder) -> None:
    folder.write("forms", '[[form]]\nid = "grant"\nname = "補助"\n'.encode("shift_jis"))

    assert faults(folder, "forms") == [
        (3, 0, "the file is not written in UTF-8", "save it with the encoding UTF-8")
    ]


def test_folder_without_a_header_is_refused(folder: CityFolder) -> None:
    path = folder.root / "municipality.toml"
    path.unlink()

    with pytest.raises(DefinitionError, match=r"^municipality\.toml has 1 fault\(s\)\.$") as refused:
        folder.read()

    assert refused.value.faults == (
        Fault(file=str(path), message="the file cannot be read", hint=os.strerror(errno.ENOENT)),
    )


def test_file_that_belongs_to_no_aspect_is_named_with_the_nearest_aspect(folder: CityFolder) -> None:
    path = folder.write("program", PROGRAM)
    folder.write("plans", PLANS)

    assert folder.files().unknown_files() == [
        Fault(
            file=str(path),
            message="no aspect has the name of this file",
            hint=known(ASPECT_IDS, "programs"),
        )
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        pytest.param("forms.toml.txt", "forms.toml", id="saved-as-a-text"),
        pytest.param("Forms.TOML", "forms.toml", id="capital-letters"),
        pytest.param("forms.TOML.TXT", "forms.toml", id="both"),
    ],
)
def test_file_that_no_one_would_read_is_named_with_the_right_ending(
    name: str, meant: str, folder: CityFolder
) -> None:
    path = folder.write("plans", PLANS).with_name(name)
    path.write_text(SOUND_FORM, encoding="utf-8")

    assert folder.files().unknown_files() == [
        Fault(file=str(path), message="the file is not read: its name has to end in .toml", hint=meant)
    ]


@pytest.mark.parametrize("name", ["forms.toml~", ".forms.toml.swp", "forms.bak", "README.txt", "forms.txt"])
def test_other_files_lie_there_undisturbed(name: str, folder: CityFolder) -> None:
    folder.write("plans", PLANS).with_name(name).write_text("", encoding="utf-8")

    assert folder.files().unknown_files() == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('name = ▶"○○"', id="text"),
        pytest.param('name = ▶"○○2"', id="numbered"),
        pytest.param('name = ▶"○○（数）"', id="with-a-remark"),
        pytest.param('name = "共催"\npoints = ["協議", ▶"○○"]', id="in-a-list"),
        pytest.param('name = "共催"\nlater = [{ text = "開始", cite = ▶"plan#○○" }]', id="citation-inside"),
    ],
)
def test_words_of_an_example_that_were_left_are_warned_of(line: str, folder: CityFolder) -> None:
    plain, places = marked(f'[[form]]\nid = "grant"\n{line}\nkinds = []\ncite = "plan#1"\n')

    warned = folder.warnings("forms", plain)

    assert [(fault.line, fault.column) for fault in warned] == places
    assert ["this is still the word of the example" in fault.message for fault in warned] == [True]


@pytest.mark.parametrize("name", ["○○地域づくり計画の例", "○○に関する協定", "第○○条", "○", "○○○"])
def test_words_that_a_document_may_have_are_none_of_an_example(name: str, folder: CityFolder) -> None:
    text = f'[[form]]\nid = "grant"\nname = "{name}"\nkinds = []\ncite = "plan#1"\n# name = "○○"\n'

    assert folder.warnings("forms", text) == []


def test_document_with_the_words_of_an_example_is_warned_of(folder: CityFolder) -> None:
    folder.write("municipality", HEADER.replace('issuer = "見本市"', 'issuer = "○○"'))

    (faults_found,) = folder.files().warnings.values()

    assert [(fault.message, fault.hint) for fault in faults_found] == [
        (
            'issuer: this is still the word of the example (now: "○○")',
            "write what the document says; delete the line if it says nothing of it",
        )
    ]


def test_all_faults_of_a_file_are_told_at_once_in_their_order(folder: CityFolder) -> None:
    folder.write(
        "forms",
        """\
[[form]]
id = "grant"
name = ""
kinds = ["grant", "gift"]
cite = "koho#1"

[[form]]
id = "grant"
nmae = "補助"
kinds = ["grant"]
cite = "plan"

[[from]]
id = "grant"
""",
    )

    assert [(line, message) for line, _column, message, _hint in faults(folder, "forms")] == [
        (3, 'name: the text is empty (now: "")'),
        (4, 'kinds: this kind does not exist (now: "gift")'),
        (5, 'cite: the city declares no such document (now: "koho")'),
        (8, 'id: this id is used twice in the file (now: "grant")'),
        (9, "nmae: this key does not exist"),
        (11, 'cite: a citation is written document#section (now: "plan")'),
        (13, "from: this key does not belong in this file"),
    ]


def test_empty_single_table_lacks_all_its_keys_and_shows_how_they_are_written(folder: CityFolder) -> None:
    folder.write("progress", "\n[progress]\n")

    assert faults(folder, "progress") == [
        (2, 2, f"progress: the key {line.split(' ')[0]} is missing", line)
        for line in (
            'id = "co-hosting"  # Id, unique in the file, lower-case ASCII',
            'name = "○○"  # Name, in the document\'s own words',
            'cite = "guideline#第2章5"  # Citations, document#section',
            'as_of = "令和6年度"  # As of this fiscal year',
            'statuses = [{ id = "not_started", name = "○○" }]  # Statuses, in the document\'s order',
            'rows = [{ id = "co-hosting", name = "○○", total = 3, counts = {} }]  # Rows by policy',
            'total = { id = "co-hosting", name = "○○", total = 3, counts = {} }'
            "  # Total as the document prints it",
        )
    ]


def test_fault_shows_its_line_and_how_much_of_it_is_wrong(folder: CityFolder) -> None:
    path = folder.write(
        "forms", SOUND_FORM + 'later = [{ text = "設立が始まる", since = "二六", cite = "plan#1" }]\n'
    )

    with pytest.raises(DefinitionError) as refused:
        folder.files()["forms"]

    (fault,) = refused.value.faults
    shown = fault.source[fault.column - 1 : fault.column - 1 + fault.width]
    assert (fault.place, shown) == (f"{path}:6:37", '"二六"')
    assert fault.source == 'later = [{ text = "設立が始まる", since = "二六", cite = "plan#1" }]'


def test_long_value_is_cut_in_the_message(folder: CityFolder) -> None:
    folder.write("plans", PLAN + f'adopted = "{"平成" * 50}"\n')

    ((_line, _column, message, _hint),) = faults(folder, "plans")

    assert message == f'adopted: this is not a date (now: "{"平成" * 29}…)'


def test_byte_order_mark_and_windows_line_ends_are_accepted(folder: CityFolder) -> None:
    folder.write("municipality", b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode())
    folder.write("forms", b"\xef\xbb\xbf" + SOUND_FORM.replace("\n", "\r\n").encode())

    files = folder.files()

    assert [fact.name for fact in files["forms"]] == ["補助"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "stages = [{ id = 'a', name = '3年目', span = { wording = '3年目', first = 3, last = 3 } }]",
            id="one",
        ),
        pytest.param(
            "stages = [{ id = 'a', name = '3年目～', span = { wording = '3年目～', first = 3 } }]",
            id="open-end",
        ),
        pytest.param("stages = [{ id = 'a', name = '準備期' }]", id="not-stated"),
    ],
)
def test_stage_may_last_a_year_or_be_open(folder: CityFolder, text: str) -> None:
    assert folder.facts("maturity", PATH + text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(PROGRESS + TOTAL, [], id="sound"),
        pytest.param(
            PROGRESS.replace("2 } }", '2 }, shares = { done = ▶"33.4%", ongoing = "66.7%" } }') + TOTAL,
            [('done: the printed share differs from the counts (now: "33.4%")', 'done = "33.3%"')],
            id="share-differs-from-the-counts",
        ),
        pytest.param(
            PROGRESS.replace("2 } }", '2 }, shares = { done = "33％", ongoing = "66.67%" } }') + TOTAL,
            [],
            id="share-with-its-own-decimals-and-sign",
        ),
        pytest.param(
            PROGRESS.replace("total = 3", "total = ▶4") + TOTAL.replace("total = 3", "total = ▶3"),
            [
                ("total: the counts do not add up to the total (now: 4)", "total = 3"),
                ("total: the rows do not add up to the printed total (now: 3)", "total = 4"),
            ],
            id="total-of-a-row-differs",
        ),
        pytest.param(
            PROGRESS + TOTAL.replace("done = 1, ongoing = 2", "done = ▶2, ongoing = ▶1"),
            [
                ("done: the rows do not add up to the printed total (now: 2)", "done = 1"),
                ("ongoing: the rows do not add up to the printed total (now: 1)", "ongoing = 2"),
            ],
            id="total-of-a-status-differs-from-the-rows",
        ),
    ],
)
def test_figures_of_a_document_that_disagree_are_warned_of_and_kept(
    folder: CityFolder, text: str, expected: list[tuple[str, str]]
) -> None:
    plain, places = marked(text)

    warned = folder.warnings("progress", plain)

    assert [(fault.message, advice(fault)) for fault in warned] == expected
    assert [(fault.line, fault.column) for fault in warned] == places
