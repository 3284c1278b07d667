"""Which key a heading means, what is refused, and how a map says it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.errors import DefinitionError, KyodoError
from kyodo_core.importing.headings import Ask, columns_of
from kyodo_core.importing.maps import TableMap, map_text, read_map, with_options
from kyodo_core.importing.targets import Targets
from kyodo_core.loading.tables import Table
from tests.importing.tables import told
from tests.standins import city


def keys(aspect_id: str, *heads: str, used: TableMap | None = None, ask: Ask | None = None) -> dict[str, str]:
    """The key of each heading that is read."""
    table = Table(file="table.csv", heads=heads, rows=())
    targets = Targets(aspect(aspect_id), city().aspects)
    columns = columns_of(table, targets, (used or TableMap()).said, ask)
    return {column.heading: column.target.key for column in columns}


def options(*columns: str, known: TableMap | None = None, **more: Sequence[str] | str) -> TableMap:
    fixed, cite = more.get("fixed", ()), more.get("cite", ())
    return with_options(known or TableMap(), columns, fixed, list(cite), str(more.get("id_prefix", "")))


@pytest.mark.parametrize(
    ("aspect_id", "heading", "key"),
    [
        pytest.param("forms", "名称", "name", id="label"),
        pytest.param("forms", "名 称（必須）", "name", id="label-with-remarks"),
        pytest.param("forms", "形態", "name", id="what-staff-call-a-form"),
        pytest.param("forms", "種別", "kinds", id="kinds"),
        pytest.param("programs", "事業名", "name", id="what-staff-call-a-program"),
        pytest.param("indicators", "指標名", "name", id="what-staff-call-an-indicator"),
        pytest.param("indicators", "実績値（R元年度）", "values.actual.R元年度", id="value-in-another-word"),
        pytest.param("indicators", "目標 令和4年度", "values.target.令和4年度", id="target-in-another-word"),
        pytest.param("councils", "団体名", "name", id="what-staff-call-a-council"),
        pytest.param("forms", "good_for", "good_for", id="key"),
        pytest.param("forms", "ＩＤ", "id", id="full-width"),
        pytest.param("forms", "Procedure", "procedure", id="english"),
        pytest.param("forms", "Name", "name", id="english-up-to-the-comma"),
        pytest.param("programs", "補助率（％）", "terms.rate", id="inside-the-terms"),
        pytest.param("programs", "terms.since", "terms.since", id="key-inside-the-terms"),
        pytest.param("programs", "対象", "recipients", id="beside-a-longer-label"),
        pytest.param("programs", "平成26年度", "schedule.平成26年度", id="year-of-a-schedule"),
        pytest.param("indicators", "目標値（H29年度）", "values.target.H29年度", id="value-of-a-year"),
        pytest.param("indicators", "平成23年度 実績", "values.actual.平成23年度", id="year-first"),
        pytest.param("progress", "推進方針", "rows.name", id="row"),
        pytest.param("progress", "継続推進", "rows.counts.ongoing", id="status"),
        pytest.param("progress", "実施済（割合）", "rows.shares.done", id="share-of-a-status"),
        pytest.param("progress", "進捗状況", "status", id="status-of-an-item"),
        pytest.param("councils", "数の時点", "date", id="date"),
    ],
)
def test_heading_that_is_clear_is_known(aspect_id: str, heading: str, key: str) -> None:
    assert keys(aspect_id, heading) == {heading: key}


@pytest.mark.parametrize("aspect_id", ASPECT_IDS)
def test_every_key_is_known_by_itself_and_described_by_its_label(aspect_id: str) -> None:
    targets = Targets(aspect(aspect_id), city().aspects)

    for key in targets.columns:
        assert targets.named(key) == (key,)
        assert targets.described(key).endswith(f" ({key})")


def test_headings_that_are_not_clear_are_told_at_once() -> None:
    with pytest.raises(DefinitionError) as refused:
        keys("programs", "名称", "開始年度", "備考", "対象経費等", "26年度")

    assert told(refused.value) == [
        (1, 2, 'this heading may mean several keys (now: "開始年度")'),
        (1, 3, 'this heading is not known (now: "備考")'),
        (1, 4, 'this heading is not known (now: "対象経費等")'),
        (1, 5, 'this heading is not known (now: "26年度")'),
    ]
    assert refused.value.faults[0].hint == (
        "Candidates: First fiscal year in force (since), First fiscal year in force (terms.since). "
        'Say which with --map-column "開始年度=KEY", or "開始年度=" to leave it out'
    )
    assert "(terms.covers)" in refused.value.faults[2].hint


def test_column_that_fills_a_key_again_is_told_of_the_other() -> None:
    with pytest.raises(DefinitionError) as refused:
        keys("forms", "名称", "事業名", used=options("事業名=name"))

    assert [fault.hint for fault in refused.value.faults] == ["the other is headed 名称"]


@pytest.mark.parametrize(
    ("aspect_id", "heading", "candidates"),
    [
        pytest.param(
            "indicators",
            "現状値（R元年度）",
            "Baseline R元年度 (values.baseline.R元年度), Actual R元年度 (values.actual.R元年度), "
            "Target R元年度 (values.target.R元年度). Say",
            id="value-of-a-year",
        ),
        pytest.param(
            "progress",
            "実施中",
            "Items Not started (rows.counts.not_started), "
            "Items Under consideration (rows.counts.considering), "
            "Items Partly done (rows.counts.partial), Items Ongoing (rows.counts.ongoing), "
            "Items Done (rows.counts.done), Items Discontinued (rows.counts.discontinued), ",
            id="status",
        ),
    ],
)
def test_candidates_are_also_what_is_made_of_a_year_or_a_status(
    aspect_id: str, heading: str, candidates: str
) -> None:
    with pytest.raises(DefinitionError) as refused:
        keys(aspect_id, heading)
    assert refused.value.faults[0].hint.startswith(f"Candidates: {candidates}")


@pytest.mark.parametrize(
    ("heads", "columns", "fault"),
    [
        pytest.param(
            ("名称", "事業名"),
            ["事業名=name"],
            (1, 2, 'two columns fill the key name (now: "事業名")'),
            id="two-columns-for-a-key",
        ),
        pytest.param(
            ("名称",),
            ["名称=nmae"],
            (1, 1, 'no column can fill the key nmae (now: "名称")'),
            id="unknown-key",
        ),
        pytest.param(
            ("名称",),
            ["名称=later"],
            (1, 1, 'no column can fill the key later (now: "名称")'),
            id="key-of-tables",
        ),
        pytest.param(
            ("名称",),
            ["事業名=name"],
            (1, 1, 'the table has no such heading (now: "事業名")'),
            id="no-such-heading",
        ),
    ],
)
def test_map_that_does_not_fit_is_refused(
    heads: tuple[str, ...], columns: list[str], fault: tuple[int, int, str]
) -> None:
    with pytest.raises(DefinitionError) as refused:
        keys("forms", *heads, used=options(*columns))
    assert told(refused.value) == [fault]


def test_columns_may_be_left_out() -> None:
    assert keys("forms", "名称", "備 考", "", used=options("備考=")) == {"名称": "name"}


def test_what_the_map_says_comes_before_what_the_heading_means() -> None:
    assert keys("forms", "効果", used=options("効果=procedure")) == {"効果": "procedure"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("good_for", {"備考": "good_for"}, id="key"),
        pytest.param("効果", {"備考": "good_for"}, id="label"),
        pytest.param("", {}, id="left-out"),
    ],
)
def test_person_is_asked_for_what_is_not_clear(answer: str, expected: dict[str, str]) -> None:
    asked: list[str] = []

    def ask(heading: str, candidates: Sequence[str]) -> str:
        asked.append(heading)
        assert "Procedure (procedure)" in candidates
        return answer

    assert keys("forms", "名称", "備考", ask=ask) == {"名称": "name"} | expected
    assert asked == ["備考"]


def test_answer_that_is_no_key_is_refused() -> None:
    with pytest.raises(DefinitionError) as refused:
        keys("forms", "備考", ask=lambda _heading, _candidates: "備考")
    assert told(refused.value) == [(1, 1, 'no column can fill the key 備考 (now: "備考")')]


@pytest.mark.parametrize(
    ("columns", "fixed", "cite", "message", "hint"),
    [
        pytest.param(["名称"], [], [], "名称 cannot be read.", "write it heading=key", id="no-key"),
        pytest.param(["=name"], [], [], "=name cannot be read.", "write it heading=key", id="no-heading"),
        pytest.param([], ["kinds"], [], "kinds cannot be read.", "write it key=value", id="no-value"),
        pytest.param(
            [],
            [],
            ["第2章"],
            "第2章 cannot be read.",
            "a citation is written document#section",
            id="no-document",
        ),
    ],
)
def test_option_that_says_nothing_is_refused(
    columns: list[str], fixed: list[str], cite: list[str], message: str, hint: str
) -> None:
    with pytest.raises(KyodoError) as refused:
        with_options(TableMap(), columns, fixed, cite, "")
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_heading_with_an_equals_sign_may_be_left_out() -> None:
    assert options("a=b=").ignore == ("a=b",)


MAP = """\
id_prefix = "form"
cite = "plan#第2章"
ignore = ["備考"]

[columns]
"形態" = "name"
"区分" = "kinds"

[fixed]
procedure = "別に定める"
"""


def test_map_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(MAP, encoding="utf-8")
    read = read_map(path)

    assert keys("forms", "形態", "区分", "備考", used=read) == {"形態": "name", "区分": "kinds"}
    assert (read.id_prefix, read.fixed, [*map(str, read.cite)]) == (
        "form",
        {"procedure": "別に定める"},
        ["plan#第2章"],
    )


def test_line_comes_before_the_file(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(MAP, encoding="utf-8")
    used = options(
        "形態=good_for",
        "備考=text",
        known=read_map(path),
        fixed=["procedure=なし"],
        cite=["plan#9"],
        id_prefix="f",
    )

    assert keys("forms", "形態", "区分", "備考", used=used) == {
        "形態": "good_for",
        "区分": "kinds",
        "備考": "text",
    }
    assert (used.id_prefix, used.fixed, [*map(str, used.cite)]) == ("f", {"procedure": "なし"}, ["plan#9"])


def test_map_may_name_headings_that_a_table_lacks(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(MAP, encoding="utf-8")

    assert keys("forms", "形態", used=read_map(path)) == {"形態": "name"}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        pytest.param("colums = {}\n", (1, 1), "colums: this key does not exist", id="key"),
        pytest.param('[columns]\n"形態" = ""\n', (2, 8), "形態: the text is empty", id="no-key-of-a-heading"),
        pytest.param(
            "ignore = 1\n", (1, 10), "ignore: a list in square brackets is needed (now: 1)", id="type"
        ),
        pytest.param('needed = ["a"]\n', (1, 1), "needed: this key does not exist", id="inner"),
    ],
)
def test_faulty_map_is_refused(tmp_path: Path, text: str, place: tuple[int, int], message: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DefinitionError) as refused:
        read_map(path)
    [fault] = refused.value.faults
    assert ((fault.line, fault.column), fault.message.split(' (now: "")')[0]) == (place, message)


def test_saved_map_reads_the_same_table_the_same_way(tmp_path: Path) -> None:
    heads = ("形態", "核となる形態", '"備考"', "番\t号")
    used = options(
        "形態=name",
        '"備考"=',
        "番\t号=",
        fixed=["procedure=別に「定める」"],
        cite=["plan#1"],
        id_prefix="form",
    )
    table = Table(file="table.csv", heads=heads, rows=())
    columns = columns_of(table, Targets(aspect("forms"), city().aspects), used.said, None)
    path = tmp_path / "map.toml"
    path.write_text(map_text(used, heads, columns), encoding="utf-8")
    read = read_map(path)

    assert keys("forms", *heads, used=read) == keys("forms", *heads, used=used)
    assert (read.fixed, read.cite, read.id_prefix) == (used.fixed, used.cite, used.id_prefix)


def test_map_of_clear_headings_names_them_all() -> None:
    table = Table(file="table.csv", heads=("名称", "ID"), rows=())
    columns = columns_of(table, Targets(aspect("forms"), city().aspects), TableMap().said, None)

    assert map_text(TableMap(), table.heads, columns) == '[columns]\n"名称" = "name"\n"ID" = "id"\n'
