"""The outcome of an assessment: eligible or not, the amount, findings, and the trace of every step."""

from attrs import field

from kyodo_core.domain.labels import Kind
from kyodo_core.domain.silence import NOT_STATED, NotStated
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.values import Value, record, value
from kyodo_core.rules.case import Step


class FindingKind(Kind):
    NOT_IN_FORCE = "not_in_force", "実施前・終了", "Not in force"
    NOT_MET = "not_met", "要件を満たさない", "Condition not met"
    AMOUNT_NOT_STATED = "amount_not_stated", "金額の記載なし", "Amount not stated"
    CONDITION = "condition", "条件", "Stated condition, to be checked by a person"
    NOTE = "note", "留意", "Note"


@record
class Finding(Value):
    """What an assessment has to say beside the amount."""

    kind: FindingKind
    message: str
    citations: tuple[Citation, ...] = ()


@value
class Assessment(Value):
    """`amount` in yen; 0 for who is not eligible, not stated where the documents give none."""

    eligible: bool
    amount: int | NotStated = NOT_STATED
    findings: tuple[Finding, ...] = ()
    trace: tuple[Step, ...] = field(default=())
