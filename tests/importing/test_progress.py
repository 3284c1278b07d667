"""推進状況 from a table: rows with their counts, or items that are counted."""

import pytest

from kyodo_core.aspects.progress import Progress
from kyodo_core.errors import DefinitionError
from tests.importing.tables import Import, told
from tests.standins import CityFolder

FIXED = ("id=items", "name=進捗", "as_of=令和6年度")
HEADS = ("番号", "推進方針", "項目数", "実施済", "継続推進")
ROWS = [
    ("I", "環境づくり", "3", "1 (33.3%)", "２（66.7％）"),
    ("II", "情報の共有", "1", "0 (0.0%)", "1 (100.0%)"),
    ("", "全体計", "4", "1 (25.0%)", "3 (75.0%)"),
]
TEXT = """\
[progress]
id = "items"
name = "進捗"
as_of = "令和6年度"
cite = "plan#1"

[[progress.statuses]]
id = "done"
name = "実施済"

[[progress.statuses]]
id = "ongoing"
name = "継続推進"

[[progress.rows]]
number = "I"
name = "環境づくり"
total = 3
counts = { done = 1, ongoing = 2 }
shares = { done = "33.3%", ongoing = "66.7%" }
id = "policy-1"

[[progress.rows]]
number = "II"
name = "情報の共有"
total = 1
counts = { done = 0, ongoing = 1 }
shares = { done = "0.0%", ongoing = "100.0%" }
id = "policy-2"

[progress.total]
id = "total"
name = "全体計"
total = 4
counts = { done = 1, ongoing = 3 }
shares = { done = "25.0%", ongoing = "75.0%" }
"""


def work(folder: CityFolder, *rows: tuple[str, ...]) -> Import:
    return Import(folder, "progress", rows)


def test_rows_of_counts_become_the_table(folder: CityFolder) -> None:
    draft = work(folder, HEADS, *ROWS).draft(fixed=FIXED, id_prefix="policy")

    assert draft.text == TEXT
    assert draft.warnings == ()


def test_items_are_counted_by_policy_and_status(folder: CityFolder) -> None:
    items = [
        ("環境づくり", "実施済"),
        ("情報の共有", "継続推進"),
        ("環境づくり", "継続推進"),
        ("環境づくり", "ongoing"),
    ]
    draft = work(folder, ("推進方針", "進捗状況"), *items).draft(fixed=FIXED, id_prefix="policy")

    [fact] = work(folder).facts(draft.text)
    assert isinstance(fact, Progress)
    assert [
        (row.id, row.name, row.total, {str(k): n for k, n in row.counts.items()}) for row in fact.rows
    ] == [
        ("policy-1", "環境づくり", 3, {"ongoing": 2, "done": 1}),
        ("policy-2", "情報の共有", 1, {"ongoing": 1, "done": 0}),
    ]
    assert (fact.total.name, fact.total.total) == ("全体計", 4)
    assert [status.name for status in fact.statuses] == ["継続推進", "実施済"]


def test_the_same_table_again_changes_nothing(folder: CityFolder) -> None:
    folder.write("progress", TEXT)
    draft = work(folder, HEADS, *ROWS).draft(id_prefix="policy", replace=True)

    assert (draft.text, draft.listing.unchanged) == (TEXT, 1)


def test_rows_without_ids_are_told_how_to_give_them(folder: CityFolder) -> None:
    with pytest.raises(DefinitionError) as refused:
        work(folder, HEADS, *ROWS).draft(fixed=FIXED)

    assert {fault.hint for fault in refused.value.faults} == {
        "head a column ID, or make the ids with --id-prefix"
    }


def test_table_with_other_figures_is_left_for_a_hand(folder: CityFolder) -> None:
    folder.write("progress", TEXT)
    other = [("I", "環境づくり", "3", "2", "1"), *ROWS[1:]]
    draft = work(folder, HEADS, *other).draft(id_prefix="policy", replace=True)

    assert (draft.text, draft.left) == (TEXT, (("items", ("rows",)),))


def test_figures_that_do_not_add_up_are_told_at_their_cells(folder: CityFolder) -> None:
    wrong = [("I", "環境づくり", "4", "1", "2"), *ROWS[1:]]
    draft = work(folder, HEADS, *wrong).draft(fixed=FIXED, id_prefix="policy")

    assert [(fault.line, fault.column, fault.message.split(" (")[0]) for fault in draft.warnings] == [
        (2, 3, "total: the counts do not add up to the total"),
        (4, 3, "total: the rows do not add up to the printed total"),
    ]


@pytest.mark.parametrize(
    ("rows", "fixed", "prefix", "faults"),
    [
        pytest.param(
            [HEADS, *ROWS[:2]], FIXED, "p", [(3, 1, "the table has no row of the total")], id="no-total"
        ),
        pytest.param(
            [HEADS, *ROWS],
            FIXED,
            "",
            [(2, 1, "the row has no id"), (3, 1, "the row has no id")],
            id="no-ids",
        ),
        pytest.param(
            [HEADS, ("I", "環境", "1", "多数", "約1"), *ROWS[2:]],
            FIXED,
            "p",
            [
                (2, 4, 'a whole number is needed (now: "多数")'),
                (2, 5, 'a whole number is needed (now: "約1")'),
            ],
            id="no-counts",
        ),
        pytest.param(
            [HEADS, ("I", "環境", "1", "1件 50%", "0"), *ROWS[2:]],
            FIXED,
            "p",
            [
                (
                    2,
                    4,
                    "a number of items is needed, with the printed share behind it or without"
                    ' (now: "1件 50%")',
                )
            ],
            id="no-share",
        ),
        pytest.param(
            [HEADS, *ROWS],
            FIXED[:1],
            "p",
            [(1, 1, "the key name is missing"), (1, 1, "the key as_of is missing")],
            id="no-year-and-name",
        ),
        pytest.param(
            [("推進方針", "進捗状況"), ("環境", "実施済"), ("", "実施済"), ("環境", "")],
            FIXED,
            "p",
            [(3, 1, "the cell is empty"), (4, 2, "the cell is empty")],
            id="items-without-policy-or-status",
        ),
        pytest.param(
            [("推進方針", "進捗状況"), ("環境", "完了")],
            FIXED,
            "p",
            [(2, 2, 'nothing is known under this name (now: "完了")')],
            id="unknown-status",
        ),
        pytest.param(
            [("推進方針", "項目数", "実施済"), ("環境", "", "1"), ("計", "1", "1")],
            FIXED,
            "p",
            [(2, 1, "rows: the key total is missing")],
            id="row-without-its-total",
        ),
    ],
)
def test_doubtful_table_is_refused(
    folder: CityFolder,
    rows: list[tuple[str, ...]],
    fixed: tuple[str, ...],
    prefix: str,
    faults: list[tuple[int, int, str]],
) -> None:
    with pytest.raises(DefinitionError) as refused:
        work(folder, *rows).draft(fixed=fixed, id_prefix=prefix)
    assert told(refused.value) == faults
