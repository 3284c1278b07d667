"""Facts of an applicant that rules ask for: those every program knows, and those a program declares."""

from datetime import date

from attrs import field

from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import Value, value


class FactType(Kind):
    NUMBER = "number", "数", "Whole number"
    TRUTH = "truth", "はい・いいえ", "Yes or no"
    TEXT = "text", "文字", "Text"
    DATE = "date", "日付", "Date"
    NAMES = "names", "名前の並び", "List of names"

    def takes(self, given: object) -> bool:
        """Is the value of this type? A truth is no number, a number no truth."""
        if self is FactType.TRUTH or isinstance(given, bool):
            return self is FactType.TRUTH and isinstance(given, bool)
        if self is FactType.NAMES:
            return isinstance(given, tuple)
        return isinstance(given, {FactType.NUMBER: int, FactType.TEXT: str, FactType.DATE: date}[self])


@value
class FactDeclaration(Value):
    """A fact that an application states of the applicant or its area."""

    id: str = field(metadata=says("ID", "Id, as applications write it"))
    name: str = field(metadata=says("名称", "What it is"))
    type: FactType = field(metadata=says("型", "Type"))
    unit: Text = field(default=NOT_STATED, metadata=says("単位", "Unit"))


YEAR_IN_PROGRAM = "year_in_program"
RECEIVED_THIS_YEAR = "received_this_year"
RECEIVED_TOTAL = "received_total"
AWARDS_THIS_YEAR = "awards_this_year"
OTHER_SUBSIDIES = "other_subsidies"
OTHER_PROGRAMS = "other_programs"
COURSE = "course"
AREA = "area"
RANK = "rank"
KIND = "kind"
FISCAL_YEAR = "fiscal_year"

_KNOWN = (
    (YEAR_IN_PROGRAM, "この事業の何年目か", FactType.NUMBER, "年目"),
    (RECEIVED_THIS_YEAR, "今年度すでに受けた額", FactType.NUMBER, "円"),
    (RECEIVED_TOTAL, "これまでに受けた総額", FactType.NUMBER, "円"),
    (AWARDS_THIS_YEAR, "今年度すでに受けた回数", FactType.NUMBER, "回"),
    (OTHER_SUBSIDIES, "他の補助金等の額", FactType.NUMBER, "円"),
    (OTHER_PROGRAMS, "併せて受ける事業のID", FactType.NAMES, ""),
    (COURSE, "選んだ区分", FactType.TEXT, ""),
    (AREA, "地域の名前", FactType.TEXT, ""),
    (RANK, "審査の順位", FactType.NUMBER, "位"),
    (KIND, "申請者の種別", FactType.TEXT, ""),
    (FISCAL_YEAR, "申請の年度", FactType.NUMBER, "年度"),
)
KNOWN: dict[str, FactDeclaration] = {
    name: FactDeclaration(id=name, name=label, type=kind, unit=unit or NOT_STATED)
    for name, label, kind, unit in _KNOWN
}
"""Facts that any program's rule may ask for, without declaring them."""

SUPPLIED = (KIND, FISCAL_YEAR)
"""Facts that every application states outside its table of facts."""
