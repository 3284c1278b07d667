"""The rules of the kit, in the order in which they are told."""

from collections.abc import Callable, Iterator

from kyodo_core.conformance.assessed import assessment
from kyodo_core.conformance.repeated import repeats
from kyodo_core.conformance.reported import reports
from kyodo_core.conformance.stated import citations, conditions, ids, kinds, todo, totals, years
from kyodo_core.conformance.subject import Subject
from kyodo_core.conformance.texts import text
from kyodo_core.domain.labels import Label
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import Fault


@record
class Rule(Value):
    """One thing that holds of every city; `broken` tells where it does not."""

    id: str
    label: Label
    broken: Callable[[Subject], Iterator[Fault]]


def loading(subject: Subject) -> Iterator[Fault]:
    """The plugin's hooks answer, and every file of it can be read."""
    return subject.refused("")


RULES: tuple[Rule, ...] = (
    Rule(
        "loading",
        Label("プラグインとそのファイルをすべて読み込める", "The plugin and all its files can be read"),
        loading,
    ),
    Rule(
        "citations",
        Label("どの事項も、登録された文書に出典がある", "Every fact cites documents that the city declares"),
        citations,
    ),
    Rule("ids", Label("IDは正しく、一つずつで、変わらない", "Ids are well formed, unique and stay"), ids),
    Rule("kinds", Label("独自の種別が核となる種別に対応している", "Local kinds map to core kinds"), kinds),
    Rule("totals", Label("合計が内訳と合う", "Totals agree with their parts"), totals),
    Rule("years", Label("年度が順序どおりである", "Years are in order"), years),
    Rule(
        "conditions",
        Label("条件は宣言された項目を使っている", "Conditions name declared facts"),
        conditions,
    ),
    Rule(
        "repeats",
        Label("同じことを違う値で二度書いていない", "Nothing is stated twice with different values"),
        repeats,
    ),
    Rule(
        "text",
        Label(
            "文字はNFCで、制御文字も例のままの語もない",
            "Text is NFC, without control characters and words of an example",
        ),
        text,
    ),
    Rule(
        "assessment",
        Label("どの交付条件でも審査・算定ができる", "Every program's terms can be assessed"),
        assessment,
    ),
    Rule(
        "reports",
        Label("どの報告もすべての形式と言語で出せる", "Every report renders in every format and language"),
        reports,
    ),
    Rule("todo", Label("未入力とした項目に事項がない", "What is not encoded yet has no facts"), todo),
)
