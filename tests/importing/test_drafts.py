"""What a table would change: new facts are appended, known ones left or set key by key, all else kept."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from kyodo_core.aspects.forms import Form
from kyodo_core.aspects.indicators import Indicator
from kyodo_core.aspects.programs import Program
from kyodo_core.comparison.changes import ChangeKind
from kyodo_core.domain.kinds import FormKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import FiscalYear
from kyodo_core.errors import DefinitionError, KyodoError
from kyodo_core.importing.drafts import Draft
from tests.importing.tables import Import, told
from tests.standins import HEADER, CityFolder, city

FORMS = """\
# 手引きの表のとおり。
[[form]]
id   = "co-hosting"   # 共催
name = "共催"
kinds = ["co_hosting"]
points = [
  "企画から話し合う",  # 第2章3
  "書面にする",
]
cite = "plan#第2章3"


[[form]]
id = "endorsement"
name = "後援"
kinds = ["endorsement"]
later = [{ text = "見直した", cite = "plan#追補" }]
cite = ["plan#第2章4"] # 名義のみ
# 終わり
"""
HEADS = ("ID", "名称", "核となる形態", "実施上のポイント", "効果")
SAME = ("endorsement", "後援", "後援", "", "")
NEW = ("sponsorship", "協賛", "協賛", "金額を示す、期間を示す", "資金を得る")
OTHER = ("endorsement", "後援名義", "後援、協賛", "", "信用が増す")
APPENDED = """
[[form]]
id = "sponsorship"
name = "協賛"
kinds = ["sponsorship"]
good_for = "資金を得る"
points = ["金額を示す", "期間を示す"]
cite = "plan#1"
"""


@pytest.fixture
def forms(folder: CityFolder) -> CityFolder:
    folder.write("forms", FORMS)
    return folder


def changed(draft: Draft) -> list[tuple[str, str, list[str]]]:
    """Kind, id and differing keys of each change."""
    return [(str(one.kind), one.id, [field.name for field in one.differing]) for one in draft.listing.changes]


def refused(work: Import, *columns: str, id_prefix: str = "", cite: tuple[str, ...] = ("plan#1",)) -> object:
    with pytest.raises(DefinitionError) as error:
        work.draft(*columns, id_prefix=id_prefix, cite=cite)
    return told(error.value)


def test_new_facts_are_appended_and_nothing_else_is_touched(forms: CityFolder) -> None:
    draft = Import(forms, "forms", [HEADS, NEW]).draft()

    assert draft.text == FORMS + APPENDED
    assert changed(draft) == [("added", "sponsorship", [])]
    assert (draft.written, draft.left) == (1, ())


def test_fact_of_the_same_words_changes_nothing(forms: CityFolder) -> None:
    draft = Import(forms, "forms", [HEADS, SAME]).draft()

    assert draft.text == FORMS
    assert (changed(draft), draft.listing.unchanged, draft.written) == ([], 1, 0)


def test_fact_that_differs_is_left_and_told(forms: CityFolder) -> None:
    draft = Import(forms, "forms", [HEADS, OTHER, NEW]).draft()

    assert draft.text == FORMS + APPENDED
    assert changed(draft) == [
        ("changed", "endorsement", ["name", "kinds", "good_for"]),
        ("added", "sponsorship", []),
    ]
    assert draft.left == (("endorsement", ("name", "kinds", "good_for")),)
    assert draft.written == 1


def test_replacing_sets_the_keys_that_differ_and_keeps_every_other_byte(forms: CityFolder) -> None:
    draft = Import(forms, "forms", [HEADS, OTHER]).draft(replace=True)

    assert draft.text == FORMS.replace('name = "後援"', 'name = "後援名義"').replace(
        'kinds = ["endorsement"]', 'kinds = ["endorsement", "sponsorship"]'
    ).replace("# 名義のみ\n", '# 名義のみ\ngood_for = "信用が増す"\n')
    assert (draft.left, draft.written) == ((), 1)


def test_list_with_comments_is_left_for_a_hand(forms: CityFolder) -> None:
    draft = Import(forms, "forms", [HEADS, ("co-hosting", "共同開催", "共催", "別に定める", "")]).draft(
        replace=True
    )

    assert draft.text == FORMS.replace('name = "共催"', 'name = "共同開催"')
    assert draft.left == (("co-hosting", ("points",)),)


def test_what_the_row_does_not_state_stays(forms: CityFolder) -> None:
    draft = Import(forms, "forms", [HEADS, OTHER]).draft(replace=True)

    [_first, fact] = Import(forms, "forms", []).facts(draft.text)
    assert (fact.name, str(fact.cite[0]), fact.later[0].text) == ("後援名義", "plan#第2章4", "見直した")


def test_defaults_change_no_fact_that_says_otherwise(forms: CityFolder) -> None:
    draft = Import(forms, "forms", [HEADS, SAME]).draft(
        fixed=["good_for=共通"], cite=["plan#9"], replace=True
    )

    assert draft.text == FORMS.replace("# 名義のみ\n", '# 名義のみ\ngood_for = "共通"\n')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", APPENDED.lstrip("\n"), id="empty"),
        pytest.param("# 注\n", "# 注\n" + APPENDED, id="comment"),
        pytest.param("# 注", "# 注\n" + APPENDED, id="no-last-newline"),
        pytest.param("# 注\r\n", ("# 注\n" + APPENDED).replace("\n", "\r\n"), id="lines-of-windows"),
    ],
)
def test_appending_suits_the_file(folder: CityFolder, before: str, after: str) -> None:
    folder.write("forms", before)

    assert Import(folder, "forms", [HEADS, NEW]).draft().text == after


def test_aspect_without_a_file_gets_one(folder: CityFolder) -> None:
    draft = Import(folder, "forms", [HEADS, NEW]).draft()

    assert draft.text == APPENDED.lstrip("\n")
    assert draft.file == folder.root / "aspects" / "forms.toml"


def test_lines_of_windows_stay_where_keys_are_set(folder: CityFolder) -> None:
    text = FORMS.replace("\n", "\r\n")
    folder.write("forms", text)
    draft = Import(folder, "forms", [HEADS, OTHER, NEW]).draft(replace=True)

    assert draft.text.count("\n") == draft.text.count("\r\n")
    assert [fact.id for fact in Import(folder, "forms", []).facts(draft.text)] == [
        "co-hosting",
        "endorsement",
        "sponsorship",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('form = [{ id = "a", name = "a", kinds = [], cite = "plan#1" }]\n', id="in-braces"),
        pytest.param("form = []\n", id="empty-list"),
    ],
)
def test_file_that_cannot_be_added_to_is_refused(folder: CityFolder, text: str) -> None:
    folder.write("forms", text)

    with pytest.raises(KyodoError) as refused:
        Import(folder, "forms", [HEADS, NEW]).draft()
    assert (refused.value.message, refused.value.hint) == (
        "The facts cannot be added to forms.toml as it is written.",
        "Each fact needs a heading of its own: [[form]]",
    )


def test_fact_in_braces_is_set_where_the_key_is_there(folder: CityFolder) -> None:
    text = 'form = [{ id = "a", name = "甲", kinds = [], cite = "plan#1" }]\n'
    folder.write("forms", text)
    draft = Import(folder, "forms", [("ID", "名称", "効果"), ("a", "乙", "丙")]).draft(replace=True)

    assert draft.text == text.replace("甲", "乙")
    assert draft.left == (("a", ("good_for",)),)


def test_aspect_that_is_still_to_do_is_refused(folder: CityFolder) -> None:
    folder.write("municipality", HEADER.replace("\n[[document]]", 'todo = ["forms"]\n\n[[document]]'))

    with pytest.raises(KyodoError, match=r"forms stands in todo of municipality\.toml") as refused:
        Import(folder, "forms", [HEADS, NEW]).draft()
    assert refused.value.hint == 'take "forms" out of todo'


def test_city_without_toml_is_refused(folder: CityFolder) -> None:
    from kyodo_core.importing.maps import TableMap
    from kyodo_core.upkeep import draft_of

    table = Import(folder, "forms", [HEADS, NEW]).table()
    with pytest.raises(KyodoError, match=r"the plugin of 見本市 does not keep its facts in TOML files\."):
        draft_of(city(), "forms", table, TableMap(), False, [])


@pytest.mark.parametrize(
    ("heads", "rows", "prefix", "ids"),
    [
        pytest.param(("ID", "名称"), [("a", "甲"), ("b", "乙")], "", ["a", "b"], id="column"),
        pytest.param(
            ("ID", "名称"), [("a", "甲"), ("b", "乙")], "form", ["a", "b"], id="column-before-prefix"
        ),
        pytest.param(("名称", "効果"), [("甲", ""), ("乙", "")], "form", ["form-1", "form-2"], id="order"),
    ],
)
def test_ids(
    folder: CityFolder, heads: tuple[str, ...], rows: list[tuple[str, ...]], prefix: str, ids: list[str]
) -> None:
    draft = Import(folder, "forms", [heads, *rows]).draft(fixed=["kinds=共催"], id_prefix=prefix)

    assert [change.id for change in draft.listing.changes] == ids


def test_ids_are_made_of_numbers_where_there_are_any(folder: CityFolder) -> None:
    rows = [("番号", "名称"), ("①", "甲"), ("Ⅲ", "乙"), ("2-1", "丙")]
    draft = Import(folder, "principles", rows).draft(fixed=["kinds=対等"], id_prefix="p")

    assert [change.id for change in draft.listing.changes] == ["p-1", "p-iii", "p-2-1"]


@pytest.mark.parametrize(
    ("heads", "rows", "prefix", "faults"),
    [
        pytest.param(("名称",), [("甲",)], "", [(1, 1, "the table has no column of ids")], id="no-ids"),
        pytest.param(
            ("ID", "名称"),
            [("a", "甲"), ("", "乙")],
            "p",
            [(3, 1, "the cell is empty; an id is needed")],
            id="empty-id",
        ),
        pytest.param(
            ("ID", "名称"),
            [("a", "甲"), ("a", "乙")],
            "",
            [(3, 1, 'this id stands twice in the table (now: "a")')],
            id="twice",
        ),
        pytest.param(
            ("番号", "名称"),
            [("その1", "甲"), ("", "乙")],
            "p",
            [
                (2, 1, 'no id can be made of this number (now: "その1")'),
                (3, 1, "no id can be made of this number"),
            ],
            id="number-that-makes-no-id",
        ),
        pytest.param(
            ("ID", "名称"),
            [("Ａ", "甲")],
            "",
            [(2, 1, 'id: an id is written in lower-case ASCII letters, figures and hyphens (now: "Ａ")')],
            id="no-id",
        ),
    ],
)
def test_doubtful_ids_are_refused(
    folder: CityFolder,
    heads: tuple[str, ...],
    rows: list[tuple[str, ...]],
    prefix: str,
    faults: list[tuple[int, int, str]],
) -> None:
    with pytest.raises(DefinitionError) as error:
        Import(folder, "principles", [heads, *rows]).draft(fixed=["kinds=対等"], id_prefix=prefix)
    assert told(error.value) == faults


@pytest.mark.parametrize(
    ("heads", "row", "prefix", "hint"),
    [
        pytest.param(
            ("名称",),
            ("甲",),
            "",
            'head a column ID, or make the ids with --id-prefix, as in "form" for form-1, form-2',
            id="no-ids",
        ),
        pytest.param(
            ("番号", "名称"), ("その1", "甲"), "p", "head a column ID", id="number-that-makes-no-id"
        ),
    ],
)
def test_table_without_ids_is_told_how_to_give_them(
    folder: CityFolder, heads: tuple[str, ...], row: tuple[str, ...], prefix: str, hint: str
) -> None:
    with pytest.raises(DefinitionError) as error:
        Import(folder, "principles", [heads, row]).draft(fixed=["kinds=対等"], id_prefix=prefix)

    assert [fault.hint for fault in error.value.faults] == [hint]


def test_made_id_for_a_name_that_the_city_has_is_refused(forms: CityFolder) -> None:
    rows = [("名称", "核となる形態"), ("後援", "後援")]

    assert refused(Import(forms, "forms", rows), id_prefix="form") == [
        (2, 1, 'the city has a fact of this name under the id endorsement (now: "後援")')
    ]
    assert Import(forms, "forms", [("ID", *rows[0]), ("support", *rows[1])]).draft().written == 1


def test_all_faults_are_told_at_once_with_their_cells(forms: CityFolder) -> None:
    rows = [
        ("ID", "名称", "核となる形態", "適する領域", "出典"),
        ("a", "", "共済", "対等、対等", "plan#1"),
        ("b", "乙", "共催", "", "paln#1"),
        ("c", "丙", "", "", "第3章"),
    ]

    assert refused(Import(forms, "forms", rows), cite=()) == [
        (2, 2, "the cell is empty; the key name is needed"),
        (2, 3, 'nothing is known under this name (now: "共済")'),
        (2, 4, "bands: a kind is named twice (now: \"['equal', 'equal']\")"),
        (3, 5, 'cite: the city declares no such document (now: "paln")'),
        (4, 3, "the cell is empty; the key kinds is needed"),
        (4, 5, 'a citation is written document#section (now: "第3章")'),
    ]


def test_key_without_a_column_is_told_once(forms: CityFolder) -> None:
    work = Import(forms, "forms", [("ID", "名称"), ("a", "甲"), ("b", "乙")])

    assert refused(work, cite=()) == [
        (1, 1, "the key cite is missing"),
        (1, 1, "the key kinds is missing"),
    ]


@pytest.mark.parametrize(
    ("aspect_id", "fixed", "key", "hint"),
    [
        pytest.param(
            "forms",
            ("kinds=共催",),
            "cite",
            'head a column 出典, or give all rows the same: --cite "document#section"',
            id="citation",
        ),
        pytest.param(
            "forms",
            (),
            "kinds",
            'head a column with it, or give all rows the same: --set "kinds=…"\n'
            "one of these, or 該当なし where none of them fits: " + ", ".join(map(str, FormKind)),
            id="kinds",
        ),
        pytest.param(
            "indicators",
            ("kinds=職員の理解", "unit=%"),
            "values",
            "head columns with the kind and the year, such as 目標値（令和6年度）",
            id="values",
        ),
        pytest.param(
            "maturity",
            ("subject=協議会",),
            "stages",
            "no table can hold it: write the fact in TOML",
            id="tables",
        ),
    ],
)
def test_missing_key_says_how_to_give_it(
    folder: CityFolder, aspect_id: str, fixed: tuple[str, ...], key: str, hint: str
) -> None:
    with pytest.raises(DefinitionError) as error:
        Import(folder, aspect_id, [("ID", "名称"), ("a", "甲")]).draft(
            fixed=fixed, cite=() if key == "cite" else ("plan#1",)
        )
    [fault] = error.value.faults
    assert (fault.message, fault.hint) == (f"the key {key} is missing", hint)


def test_fixed_values_are_read_as_cells_are(folder: CityFolder) -> None:
    with pytest.raises(DefinitionError) as error:
        Import(folder, "forms", [("ID", "名称"), ("a", "甲")]).draft(fixed=["kinds=共済", "kind=共催"])

    assert [(fault.file, fault.message) for fault in error.value.faults] == [
        ("value of kind", "no column can fill the key kind"),
        ("value of kinds", 'nothing is known under this name (now: "共済")'),
    ]


def test_years_that_end_before_they_begin_are_told_at_their_cell(folder: CityFolder) -> None:
    rows = [("ID", "名称", "開始年度", "終了年度"), ("a", "甲", "R6", "R5")]

    with pytest.raises(DefinitionError) as error:
        Import(folder, "forms", rows).draft(fixed=["kinds=共催"])
    assert told(error.value) == [(2, 4, 'until: the period ends before it begins (now: "R5")')]


INDICATORS = """\
[[indicator]]
id = "joining"
name = "参加率"
kinds = ["local_activity"]
unit = "%"
values = [
  { fiscal_year = "H18年度", kind = "baseline", value = 37.5 },
  { fiscal_year = "H29年度", kind = "target", value = 50.0 },
]
cite = "plan#1"
"""


def test_values_of_an_indicator_are_joined_by_kind_and_year(folder: CityFolder) -> None:
    folder.write("indicators", INDICATORS)
    rows = [("ID", "目標値（平成29年度）", "実績 H23", "基準値(2006年度)"), ("joining", "50", "37.2", "37.5")]
    draft = Import(folder, "indicators", rows).draft(replace=True)

    [fact] = Import(folder, "indicators", []).facts(draft.text)
    assert isinstance(fact, Indicator)
    assert [(str(one.fiscal_year), str(one.kind), one.value) for one in fact.values] == [
        ("H18年度", "baseline", Decimal("37.5")),
        ("H23", "actual", Decimal("37.2")),
        ("H29年度", "target", Decimal(50)),
    ]
    assert '{ fiscal_year = "H29年度", kind = "target", value = 50.0 }' in INDICATORS
    assert changed(draft) == [("changed", "joining", ["values"])]


def test_another_notation_of_the_same_value_is_no_change(folder: CityFolder) -> None:
    folder.write("indicators", INDICATORS)
    rows = [("ID", "目標値 平成29年度", "単位"), ("joining", "50.00", "%")]

    draft = Import(folder, "indicators", rows).draft(replace=True)

    assert (draft.text, draft.listing.unchanged) == (INDICATORS, 1)


PROGRAM = '[[program]]\nid = "grant"\nname = "補助金"\nsupport = "financial"\ncite = "plan#1"\n'
TERMS = '\n[[program.terms]]\nrate = "1/2"\ncite = "plan#2"\n'


def test_program_with_terms_and_schedule(folder: CityFolder) -> None:
    heads = ("ID", "名称", "支援の種類", "補助率", "単年度の限度額", "平成27年度", "平成26年度")
    rows = [heads, ("grant", "補助金", "財政的支援", "３分の２", "200,000円", "", "実施")]
    draft = Import(folder, "programs", rows).draft(fixed=["terms.unit=1団体"])

    assert draft.text == (
        '[[program]]\nid = "grant"\nname = "補助金"\nsupport = "financial"\nschedule = [\n'
        '  { fiscal_year = "平成26年度", phase = "running" },\n'
        '  { fiscal_year = "平成27年度", phase = "not_stated" },\n'
        ']\ncite = "plan#1"\n\n[[program.terms]]\nunit = "1団体"\nrate = "2/3"\n'
        'limit_per_year = 200_000\ncite = "plan#1"\n'
    )


def test_terms_of_a_known_program_are_left_for_a_hand(folder: CityFolder) -> None:
    folder.write("programs", PROGRAM + TERMS)
    draft = Import(folder, "programs", [("ID", "補助率"), ("grant", "2/3")]).draft(replace=True)

    assert draft.text == PROGRAM + TERMS
    assert draft.left == (("grant", ("terms",)),)
    [change] = draft.listing.of(ChangeKind.CHANGED)
    assert isinstance(change.new, Program)
    assert [str(terms.cite[0]) for terms in change.new.terms] == ["plan#2"]


def test_which_of_several_sets_of_terms_is_meant_is_not_guessed(folder: CityFolder) -> None:
    several = TERMS.replace("rate", 'name = "甲"\nrate') + TERMS.replace("rate", 'name = "乙"\nrate')
    folder.write("programs", PROGRAM + several)

    assert refused(Import(folder, "programs", [("ID", "補助率"), ("grant", "2/3")])) == [
        (2, 1, 'the program has several sets of terms; change them in its TOML (now: "grant")')
    ]


def test_terms_are_checked_as_all_terms_are(folder: CityFolder) -> None:
    heads = ("ID", "名称", "支援の種類", "補助率", "計画", "平成31年度")
    folder.write(
        "plans",
        '[[plan]]\nid = "p"\nname = "計画"\nkinds = []\nperiod = { until = "H30" }\ncite = "plan#1"\n',
    )

    rows = [heads, ("grant", "補助金", "財政的支援", "3/2", "計画", "実施")]
    assert [(row, column) for row, column, _message in refused(Import(folder, "programs", rows))] == [  # type: ignore[attr-defined]
        (2, 4),
        (2, 6),
    ]


def test_file_with_a_fault_is_told_first(folder: CityFolder) -> None:
    path = folder.write("forms", FORMS.replace("endorsement", "endorsment"))

    with pytest.raises(DefinitionError) as error:
        Import(folder, "forms", [HEADS, NEW]).draft()
    assert {fault.file for fault in error.value.faults} == {str(path)}


def test_new_text_is_what_the_loader_reads(forms: CityFolder) -> None:
    draft = Import(forms, "forms", [HEADS, OTHER, NEW]).draft(replace=True)

    facts = Import(forms, "forms", []).facts(draft.text)
    assert facts == draft.after.aspects["forms"]
    assert tomli.loads(draft.text)["form"][2]["id"] == "sponsorship"


WORDS = st.text("企画話合書面負担手引", min_size=1, max_size=6)
FACTS = st.lists(
    st.builds(
        Form,
        id=st.from_regex(r"[a-z]{1,5}(-[a-z]{1,5})?", fullmatch=True),
        name=WORDS,
        text=st.just(NOT_STATED) | WORDS,
        since=st.just(NOT_STATED) | st.integers(2000, 2030).map(lambda year: FiscalYear.parse(f"{year}年度")),
        kinds=st.lists(st.sampled_from(list(FormKind)), min_size=1, max_size=3, unique=True).map(tuple),
        points=st.lists(WORDS, max_size=3).map(tuple),
        cite=st.lists(st.builds(Citation, st.just("plan"), WORDS), min_size=1, max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda fact: fact.id,
)


@given(facts=FACTS, apart=st.sampled_from(["、", "\n"]))
def test_facts_laid_out_as_a_table_come_back(facts: list[Form], apart: str) -> None:
    rows = [("ID", "名称", "内容", "開始年度", "核となる形態", "実施上のポイント", "出典")]
    rows += [
        (
            fact.id,
            fact.name,
            fact.text or "",
            str(fact.since or "－"),
            apart.join(kind.label.ja for kind in fact.kinds),
            apart.join(fact.points),
            apart.join(map(str, fact.cite)),
        )
        for fact in facts
    ]
    with TemporaryDirectory() as root:
        folder = CityFolder(Path(root) / "mihon")
        folder.write("municipality", HEADER)
        work = Import(folder, "forms", rows)

        assert work.facts(work.draft().text) == tuple(facts)
