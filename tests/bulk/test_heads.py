"""What the columns of a file hold, by headings as staff write them, and what is wrong with a heading."""

import pytest

from kyodo_core.bulk.heads import Heads, recognised
from kyodo_core.rules.facts import FactDeclaration, FactType

NEEDED = ("city", "program", "fiscal_year", "kind")
DECLARED = {
    "mihon grant": (
        FactDeclaration(id="households", name="世帯数", type=FactType.NUMBER),
        FactDeclaration(id="founded", name="設立日", type=FactType.DATE),
        FactDeclaration(id="hours", name="時間", type=FactType.NUMBER),
    ),
    "rei grant": (FactDeclaration(id="days", name="時間", type=FactType.NUMBER),),
}
KNOWN = (
    "Known: city, program, fiscal_year, terms, kind, name, cost, year_in_program, received_this_year, "
    "received_total, awards_this_year, other_subsidies, other_programs, course, area, rank, households, "
    "founded, hours, days"
)


def heads(*columns: str) -> Heads:
    found, faults = recognised(columns, DECLARED)
    assert faults == []
    return found


def faults(*columns: str) -> list[tuple[int, str, str, str]]:
    """Column, message, heading and hint of all that is wrong beside the headings that are needed."""
    _found, faults = recognised([*NEEDED, *columns], DECLARED)
    return [(fault.place, fault.message, fault.head, fault.hint) for fault in faults]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param(("city", "program", "fiscal_year", "kind", "terms", "name"), id="ids"),
        pytest.param(("市町村", "事業", "年度", "主体の種別", "交付条件の区分", "名称"), id="japanese"),
        pytest.param(
            ("市町村", "事業", "年度", "申請者の種別", "交付条件の区分", "申請者"), id="other-words"
        ),
        pytest.param(
            ("ｃｉｔｙ", " 事業", "年度　", "kind ", "ｔｅｒｍｓ", "名称 "), id="full-width-and-blanks"
        ),
    ],
)
def test_columns_that_every_file_has(columns: tuple[str, ...]) -> None:
    found = heads(*columns)

    assert found.roles == dict(
        zip(("city", "program", "fiscal_year", "kind", "terms", "name"), columns, strict=True)
    )
    assert found.key_columns() == [columns[place] for place in (0, 1, 2, 4)]
    assert (found.facts, found.costs) == ({}, {})


@pytest.mark.parametrize(
    ("head", "fact"),
    [
        ("households", "households"),
        ("世帯数", "households"),
        ("世帯数　", "households"),
        ("設立日", "founded"),
        ("received_this_year", "received_this_year"),
        ("今年度すでに受けた額", "received_this_year"),
        ("この事業の何年目か", "year_in_program"),
        ("地域の名前", "area"),
        ("hours", "hours"),
    ],
)
def test_column_of_a_fact(head: str, fact: str) -> None:
    assert heads(*NEEDED, head).facts == {fact: head}


@pytest.mark.parametrize(
    ("head", "category"),
    [
        pytest.param("cost", "経費", id="plain"),
        pytest.param("経費", "経費", id="plain-in-japanese"),
        pytest.param("ｃｏｓｔ", "経費", id="plain-in-full-width"),
        pytest.param("cost.会議費", "会議費", id="point"),
        pytest.param("経費．会議費", "会議費", id="full-width-point"),
        pytest.param("経費:会議費", "会議費", id="colon"),
        pytest.param("経費：会議費", "会議費", id="full-width-colon"),
        pytest.param("経費・会議費", "会議費", id="dot-in-the-middle"),
        pytest.param("経費･会議費", "会議費", id="half-width-dot-in-the-middle"),
        pytest.param("経費： 会議費 ", "会議費", id="blanks"),
        pytest.param("経費：旅費（交通費）", "旅費（交通費）", id="full-width-brackets-stay"),
        pytest.param("経費.旅費(交通費)", "旅費(交通費)", id="brackets-stay"),
        pytest.param("cost.備品費・ＰＣ", "備品費・ＰＣ", id="marks-and-full-width-in-the-name"),
        pytest.param("経費.経費", "経費", id="of-the-name-of-the-plain-one"),
    ],
)
@pytest.mark.parametrize(
    "lang",
    [
        pytest.param("en", marks=pytest.mark.language("en")),
        pytest.param("ja", marks=pytest.mark.language("ja")),
    ],
)
def test_column_of_a_cost(lang: str, head: str, category: str) -> None:
    """A category is named by its rule, letter for letter; the language makes no difference."""
    assert heads(*NEEDED, head).costs == {category: head}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param(
            ("housholds",),
            [
                (
                    5,
                    "no program asks for a fact of this name",
                    "housholds",
                    f"Did you mean households? {KNOWN}",
                )
            ],
            id="unknown",
        ),
        pytest.param(
            ("時間",),
            [(5, "no program asks for a fact of this name", "時間", KNOWN)],
            id="name-of-different-facts",
        ),
        pytest.param(
            ("", "経費."),
            [
                (5, "no program asks for a fact of this name", "", KNOWN),
                (6, "no program asks for a fact of this name", "経費.", KNOWN),
            ],
            id="says-nothing",
        ),
        pytest.param(("事業",), [(5, "two columns hold the same", "事業", "program")], id="twice"),
        pytest.param(
            ("世帯数", "households"),
            [(6, "two columns hold the same", "households", "世帯数")],
            id="fact-twice",
        ),
        pytest.param(
            ("経費：会議費", "cost.会議費"),
            [(6, "two columns hold the same", "cost.会議費", "経費：会議費")],
            id="cost-twice",
        ),
        pytest.param(
            ("amount", "row", "eligible", "ｒｅａｓｏｎ"),
            [
                (place, "this is a column of results; take it out, or name it otherwise", head, "")
                for place, head in enumerate(("amount", "row", "eligible", "ｒｅａｓｏｎ"), 5)
            ],
            id="columns-of-results",
        ),
    ],
)
def test_wrong_heading(columns: tuple[str, ...], expected: list[tuple[int, str, str, str]]) -> None:
    assert faults(*columns) == expected


def test_all_columns_that_are_missing_are_told() -> None:
    _found, faults = recognised(["program", "cost"], DECLARED)

    assert [(fault.place, fault.message, fault.hint) for fault in faults] == [
        (0, "the column city is missing", "city / 市町村"),
        (0, "the column fiscal_year is missing", "fiscal_year / 年度"),
        (0, "the column kind is missing", "kind / 主体の種別 / 申請者の種別"),
    ]
