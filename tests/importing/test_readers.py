"""How a cell becomes what TOML would hold: one reading, or a refusal that says what would be right."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kyodo_core.domain.facts import Part
from kyodo_core.domain.kinds import ActorKind, FormKind
from kyodo_core.domain.silence import NotStated
from kyodo_core.domain.sources import Citation, Document
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period
from kyodo_core.errors import Suggestion
from kyodo_core.importing.readers import reader, says_nothing
from kyodo_core.importing.words import Vocabulary
from kyodo_core.loading.grids import Cell, Raw
from kyodo_core.loading.values import WrongValueError
from kyodo_core.rules.rounding import Rounding

PLANS = Vocabulary([("plan-1", ("plan-1", "推進計画")), ("plan-2", ("plan-2", "推進計画（第2次）"))])


def read(value_type: Any, raw: Raw, unit: str = "", names: Vocabulary | None = None) -> Any:
    found = reader(value_type, unit, names)
    assert found is not None
    return found(Cell(2, 1, raw))


READ = [
    pytest.param(str, " 共催 ", "共催", id="text"),
    pytest.param(str, 12, "12", id="text-that-is-a-number"),
    pytest.param(str | NotStated, "共催", "共催", id="text-that-may-be-silent"),
    pytest.param(bool, "○", True, id="truth"),
    pytest.param(int, "１,２００", 1200, id="number"),
    pytest.param(Decimal, 37.5, Decimal("37.5"), id="decimal"),
    pytest.param(Decimal, 45.0, Decimal(45), id="decimal-without-fraction"),
    pytest.param(Decimal, "45.0", Decimal("45.0"), id="decimal-as-printed"),
    pytest.param(Decimal, "1,234.5", Decimal("1234.5"), id="decimal-with-separator"),
    pytest.param(Decimal, "３７.５％", Decimal("37.5"), id="decimal-in-percent"),
    pytest.param(Decimal, "-3.2", Decimal("-3.2"), id="decimal-below-zero"),
    pytest.param(Fraction, "2/3", "2/3", id="rate"),
    pytest.param(Fraction, "３分の２", "2/3", id="rate-in-words"),
    pytest.param(Fraction, "66.7％", "66.7%", id="rate-in-percent"),
    pytest.param(Fraction, 0.5, "50%", id="rate-as-a-number"),
    pytest.param(Fraction, 1, "100%", id="rate-of-all"),
    pytest.param(FiscalYear, "令和6年度", "令和6年度", id="fiscal-year"),
    pytest.param(FiscalYear, 2027, "2027", id="fiscal-year-as-a-number"),
    pytest.param(DocumentDate, "平成22年12月", "平成22年12月", id="date-to-the-month"),
    pytest.param(DocumentDate, dt.date(2027, 4, 1), "2027-04-01", id="date-of-a-spreadsheet"),
    pytest.param(FormKind, "共催", "co_hosting", id="kind-by-label"),
    pytest.param(FormKind, "co_hosting", "co_hosting", id="kind-by-id"),
    pytest.param(FormKind, "Co-Hosting", "co_hosting", id="kind-in-english"),
    pytest.param(ActorKind, "市民", "resident", id="kind-without-its-brackets"),
    pytest.param(tuple[FormKind, ...], "共催、補助・助成・交付", ["co_hosting", "grant"], id="kinds"),
    pytest.param(tuple[FormKind, ...], "共催\n委託", ["co_hosting", "commission"], id="kinds-by-line"),
    pytest.param(tuple[FormKind, ...], "該当なし", [], id="no-kind-fits"),
    pytest.param(tuple[FormKind, ...], "None", [], id="no-kind-fits-in-english"),
    pytest.param(tuple[str, ...], "該当なし", ["該当なし"], id="name-that-looks-like-no-kind"),
    pytest.param(tuple[str, ...], "会場費、印刷費", ["会場費", "印刷費"], id="names"),
    pytest.param(
        tuple[str, ...],
        "・企画から、話し合う\n\n・書面にする",
        ["企画から、話し合う", "書面にする"],
        id="lines",
    ),
    pytest.param(tuple[Citation, ...], "plan#第2章3", ["plan#第2章3"], id="citation"),
    pytest.param(
        tuple[Citation, ...], "plan#第2章、plan ＃ 第3章", ["plan#第2章", "plan#第3章"], id="citations"
    ),
    pytest.param(
        tuple[Part, ...],
        "調整\n広報：市民に知らせる",
        [{"name": "調整"}, {"name": "広報", "text": "市民に知らせる"}],
        id="parts",
    ),
    pytest.param(
        Period, "平成26年度～平成30年度", {"since": "平成26年度", "until": "平成30年度"}, id="period"
    ),
    pytest.param(Period, "H26〜", {"since": "H26"}, id="period-with-an-open-end"),
]


@pytest.mark.parametrize(("value_type", "raw", "expected"), READ)
def test_cell_is_read(value_type: Any, raw: Raw, expected: Any) -> None:
    found = read(value_type, raw)

    assert found == expected
    assert type(found) is type(expected)


REFUSED = [
    pytest.param(str, dt.date(2027, 4, 1), "a text is needed", id="date-for-a-text"),
    pytest.param(int, "約30", "a whole number is needed", id="about-a-number"),
    pytest.param(Decimal, "約30", "a number is needed", id="about-a-decimal"),
    pytest.param(Decimal, True, "a number is needed", id="truth-for-a-decimal"),
    pytest.param(Decimal, 1 / 3, "the number has too many decimals", id="shown-rounded"),
    pytest.param(Fraction, "半分", "this is not a rate", id="no-rate"),
    pytest.param(Fraction, "1/0", "this is not a rate", id="rate-over-zero"),
    pytest.param(Fraction, "0分の1", "this is not a rate", id="rate-over-zero-in-words"),
    pytest.param(Fraction, 2 / 3, "the number has too many decimals", id="rate-shown-rounded"),
    pytest.param(
        Fraction, dt.date(2027, 2, 3), "the spreadsheet has made a date of this rate", id="rate-as-a-date"
    ),
    pytest.param(FiscalYear, "6年度", "the era of the year is missing", id="year-without-era"),
    pytest.param(DocumentDate, "12月", "this is not a date", id="month-without-year"),
    pytest.param(DocumentDate, "6年4月1日", "the era of the year is missing", id="date-without-era"),
    pytest.param(FormKind, "共済", "nothing is known under this name", id="no-kind"),
    pytest.param(tuple[FormKind, ...], "共催、", "a name in the list is empty", id="empty-part"),
    pytest.param(tuple[Citation, ...], "第2章", "a citation is written document#section", id="no-document"),
    pytest.param(
        tuple[Part, ...], "：内容だけ", "a part is written 名称 or 名称：内容", id="part-without-name"
    ),
    pytest.param(
        tuple[Part, ...], "名だけ：", "a part is written 名称 or 名称：内容", id="part-without-text"
    ),
    pytest.param(Period, "平成26年度", "this is not a period", id="one-year"),
    pytest.param(Period, "～", "this is not a period", id="no-year"),
    pytest.param(Period, "26年度～30年度", "the era of the year is missing", id="period-without-era"),
]


@pytest.mark.parametrize(("value_type", "raw", "message"), REFUSED)
def test_doubtful_cell_is_refused(value_type: Any, raw: Raw, message: str) -> None:
    with pytest.raises(WrongValueError) as refused:
        read(value_type, raw)

    assert refused.value.message == message


def test_unknown_kind_names_the_near_one() -> None:
    with pytest.raises(WrongValueError) as refused:
        read(FormKind, "共済")

    assert refused.value.hint.startswith("Did you mean co_hosting? Known: co_hosting, executive_committee, ")


@pytest.mark.parametrize(
    ("raw", "unit", "expected"),
    [
        pytest.param("200,000円", "yen", 200_000, id="yen"),
        pytest.param("３年", "years", 3, id="years"),
        pytest.param("20時間", "hours", 20, id="hours"),
        pytest.param("2人", "persons", 2, id="persons"),
    ],
)
def test_unit_may_stand_behind_a_number(raw: str, unit: str, expected: int) -> None:
    assert read(int, raw, unit) == expected


def test_other_unit_is_refused() -> None:
    with pytest.raises(WrongValueError):
        read(int, "3年", "yen")


@pytest.mark.parametrize(
    ("value_type", "raw", "expected"),
    [
        pytest.param(str, "plan-2", "plan-2", id="id"),
        pytest.param(str, "推進計画", "plan-1", id="name"),
        pytest.param(str, "推進計画（第２次）", "plan-2", id="name-with-brackets"),
        pytest.param(tuple[str, ...], "plan-1、推進計画（第2次）", ["plan-1", "plan-2"], id="list"),
    ],
)
def test_facts_are_referred_to_by_id_or_name(value_type: Any, raw: str, expected: Any) -> None:
    assert read(value_type, raw, names=PLANS) == expected


def test_name_of_several_facts_is_refused() -> None:
    twice = Vocabulary([("plan-1", ("推進計画",)), ("plan-2", ("推進計画",))])

    with pytest.raises(WrongValueError) as refused:
        read(str, "推進計画", names=twice)
    assert refused.value.message == "this may mean several: plan-1, plan-2"


@pytest.mark.parametrize(
    "value_type", [Rounding, dict[FormKind, int], tuple[Rounding, ...], Rounding | NotStated]
)
def test_type_that_no_cell_can_hold_has_no_reader(value_type: Any) -> None:
    assert reader(value_type) is None


@pytest.mark.parametrize(
    ("raw", "silent"),
    [
        pytest.param("", True, id="empty"),
        pytest.param(" \n", True, id="spaces"),
        pytest.param("-", True, id="dash"),
        pytest.param("―", True, id="long-dash"),
        pytest.param("－－", True, id="full-width-dashes"),
        pytest.param("なし", False, id="none"),
        pytest.param("0", False, id="zero-as-text"),
        pytest.param(0, False, id="zero"),
        pytest.param(False, False, id="no"),
    ],
)
def test_empty_cell_or_a_dash_says_nothing(raw: Raw, silent: bool) -> None:
    assert says_nothing(Cell(2, 1, raw)) is silent


GUIDE = Document(id="guide", title="見本市協働の指針", short="指針", issuer="見本市")
RULES = Document(id="rules", title="補助金交付要綱", short="要綱", issuer="見本市")


def cited(raw: Raw, *documents: Document) -> Any:
    found = reader(tuple[Citation, ...], documents=documents)
    assert found
    return found(Cell(2, 1, raw))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("指針 第2章3", ["guide#第2章3"], id="short-title"),
        pytest.param("〔要綱　第3条〕", ["rules#第3条"], id="as-kyodo-shows-it"),
        pytest.param("見本市協働の指針 第2章 3", ["guide#第2章 3"], id="title"),
        pytest.param("指針 第2章3、rules#第4条", ["guide#第2章3", "rules#第4条"], id="several"),
    ],
)
def test_citation_may_name_a_document_by_its_title(raw: str, expected: list[str]) -> None:
    assert cited(raw, GUIDE, RULES) == expected


@pytest.mark.parametrize("raw", ["指針", "指針第2章", "手引き 第2章", "指針案 第2章"])
def test_title_that_is_not_plainly_a_documents_is_refused(raw: str) -> None:
    with pytest.raises(WrongValueError) as refused:
        cited(raw, GUIDE, RULES)
    assert refused.value.hint == "guide#第2章5"


def test_title_of_two_documents_is_refused() -> None:
    with pytest.raises(WrongValueError):
        cited("指針 第2章", GUIDE, GUIDE.having(id="guide-2"))


def test_unknown_kind_is_answered_with_the_kinds_and_their_labels() -> None:
    with pytest.raises(WrongValueError) as refused:
        read(tuple[FormKind, ...], "共済")
    assert isinstance(refused.value.hint, Suggestion)
    assert refused.value.hint.known["co_hosting"] == "共催"
