"""`kyodo diff-city`: two versions of a plugin side by side, in every format."""

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from kyodo_core.reports.schema import SCHEMAS
from tests.cli.test_formats import is_sound_csv, is_sound_html, is_sound_markdown
from tests.mihon import MIHON
from tests.standins import HEADER, CityFolder

Run = Callable[..., Result]
Answer = Callable[..., str]
FORMS = """\
[[form]]
id = "co-hosting"
name = "共催"
kinds = ["co_hosting"]
text = "市と団体がともに主催者になる"
points = ["企画の段階から話し合う", "役割と経費の分担を書面にする", "終わった後にともに評価する"]
cite = "plan#第2章3"

[[form]]
id = "support"
name = "後援"
kinds = ["endorsement"]
cite = "plan#第2章4"
"""
CHANGES = {
    "programs": [
        ("limit_per_year = 300_000", "limit_per_year = 250_000"),
        ('review_by = "H27"', 'review_by = "平成27年度"'),
        ('name = "区分のある補助金"\n', 'name = "区分のある補助金"\nstanding = "planned"\n'),
    ],
    "forms": [
        ('id = "support"', 'id = "endorsement"'),
        ("書面にする", "協定書に定める"),
        ('"plan#第2章3"', '["plan#第2章3", "plan#巻末"]'),
    ],
    "municipality": [('short = "計画"', 'short = "推進計画"'), ('name = "見本市"\n', 'name = "見本町"\n')],
}


@pytest.fixture
def versions(mihon: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: in it the plugin of the installed city, `old`, and a later version, `new`."""
    old = CityFolder(mihon / "city")
    old.write("forms", FORMS)
    new = CityFolder(mihon / "new" / "kyodo_mihon")
    for file, text in (("municipality", HEADER), ("programs", MIHON), ("forms", FORMS)):
        for before, after in CHANGES[file]:
            assert text.count(before) == 1
            text = text.replace(before, after)
        new.write(file, text)
    (new.root / "hooks.py").write_text("raise SystemExit('run')\n", encoding="utf-8")
    monkeypatch.chdir(mihon)
    return mihon


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("columns", [80, 120])
def test_whole_output_is_as_expected(
    columns: int, answer: Answer, matches_expected: Callable[[str, str], None]
) -> None:
    matches_expected(f"diff-city-{columns}", answer("diff-city mihon new", columns=columns))


@pytest.mark.usefixtures("versions")
def test_versions_that_state_the_same_are_said_to(answer: Answer) -> None:
    assert "Both versions state the same." in answer("diff-city mihon ./city --lang en")
    assert "二つの版の記載は同じです。" in answer("diff-city new new")


@pytest.mark.usefixtures("versions")
def test_other_formats_are_sound(answer: Answer) -> None:
    is_sound_markdown(answer("diff-city mihon new --format markdown"))
    is_sound_html(answer("diff-city mihon new --format html"))
    is_sound_csv(answer("diff-city mihon new --format csv"))


@pytest.mark.usefixtures("versions")
def test_csv_has_a_row_for_each_key_of_each_change(answer: Answer) -> None:
    rows = list(csv.reader(StringIO(answer("diff-city mihon new --format csv"), newline="")))

    assert ["文書　変更：見本市協働推進計画（plan）", "略称", "計画", "推進計画"] in rows
    assert ["支援事業　変更：区分のある補助金（courses）", "確度", "実施・確定", "予定"] in rows
    assert ["協働の形態　削除：後援（support）", "核となる形態", "後援", "-"] in rows


@pytest.mark.usefixtures("versions")
def test_json_keeps_to_the_schema_and_says_every_key(answer: Answer) -> None:
    data = json.loads(answer("diff-city mihon new --format json"))

    assert [error.message for error in Draft202012Validator(SCHEMAS["diff-city"]()).iter_errors(data)] == []
    assert (data["old"]["place"], data["old"]["name"], data["new"]["name"]) == ("mihon", "見本市", "見本町")
    assert not data["same"]
    assert [key["key"] for key in data["header"]] == ["name"]
    forms = data["aspects"]["forms"]
    assert [fact["id"] for fact in forms["added"]] == ["endorsement"]
    assert [fact["id"] for fact in forms["removed"]] == ["support"]
    assert [(one["id"], [key["key"] for key in one["keys"]]) for one in forms["changed"]] == [
        ("co-hosting", ["citations", "points"])
    ]
    assert forms["changed"][0]["keys"][0]["old"] == [{"document": "plan", "section": "第2章3"}]


@pytest.mark.usefixtures("versions")
def test_json_of_the_same_is_empty_of_changes(answer: Answer) -> None:
    data = json.loads(answer("diff-city new new --format json"))

    assert [error.message for error in Draft202012Validator(SCHEMAS["diff-city"]()).iter_errors(data)] == []
    assert data["same"]
    assert (data["header"], data["documents"]["changed"], data["aspects"]) == ([], [], {})


def test_wheel_says_the_same_as_its_folder(versions: Path, answer: Answer) -> None:
    with zipfile.ZipFile(versions / "new.whl", "w") as archive:
        for path in (versions / "new").rglob("*.*"):
            archive.write(path, path.relative_to(versions / "new"))
    shutil.rmtree(versions / "city")
    CityFolder(versions / "city").write("municipality", HEADER)

    folder = json.loads(answer("diff-city mihon new --format json"))
    from_wheel = json.loads(answer("diff-city mihon new.whl --format json"))

    assert from_wheel["new"].pop("place") == "new.whl"
    assert folder["new"].pop("place") == "new"
    assert from_wheel == folder


def test_order_alone_is_told(versions: Path, answer: Answer) -> None:
    first, second = FORMS.split("\n\n")
    CityFolder(versions / "city").write("programs", "")
    turned = CityFolder(versions / "turned")
    turned.write("municipality", HEADER)
    turned.write("forms", f"{second}\n{first}\n")

    assert "並び順が異なるもの: 協働の形態" in answer("diff-city mihon turned")


def test_overlay_is_no_part_of_a_version(
    versions: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = versions / "office"
    office.mkdir()
    (office / "kyodo.toml").write_text('language = "ja"\n', encoding="utf-8")
    (office / "mihon.toml").write_text(
        '[[program]]\nid = "own"\nname = "独自"\nsupport = "financial"\ncite = "plan#1"\n', encoding="utf-8"
    )
    monkeypatch.setenv("KYODO_CONFIG", str(office))

    assert "独自" in answer("show mihon programs")
    assert "二つの版の記載は同じです。" in answer("diff-city mihon ./city")


def test_faults_of_both_versions_are_told_at_once(versions: Path, run: Run) -> None:
    for folder in ("city", "new/kyodo_mihon"):
        CityFolder(versions / folder).write("forms", FORMS.replace("endorsement", "endorsment"))
    CityFolder(versions / "city").write("plans", "[[plan]\n")

    result = run("diff-city mihon new --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.split(": ")[0] for line in result.stderr.splitlines() if ".toml:" in line] == [
        "city/aspects/forms.toml:12:10",
        "city/aspects/plans.toml:1:1",
        "new/kyodo_mihon/aspects/forms.toml:12:10",
    ]


def test_file_of_no_aspect_is_a_fault_of_the_version(versions: Path, run: Run) -> None:
    CityFolder(versions / "new" / "kyodo_mihon").write("from", FORMS)

    result = run("diff-city mihon new --lang en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "aspects/from.toml: no aspect has the name of this file" in result.stderr


def test_version_for_another_kyodo_is_refused(versions: Path, run: Run) -> None:
    CityFolder(versions / "new" / "kyodo_mihon").write(
        "municipality", HEADER.replace("schema = 1", "schema = 9")
    )

    result = run("diff-city mihon new --lang en")

    assert result.exit_code == 1
    assert "written for version 9 of kyodo's TOML; this kyodo reads version 1" in result.stderr
    assert "→ update kyodo-core" in result.stderr


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        pytest.param("mihn new", 2, "There is no city named mihn.", id="unknown-city"),
        pytest.param("mihon ./nowhere", 1, "nowhere: the file cannot be read", id="no-such-path"),
        pytest.param("mihon", 2, "Missing argument 'NEW'", id="one-version"),
    ],
)
def test_what_cannot_be_compared_is_refused(line: str, code: int, message: str, run: Run) -> None:
    result = run(f"diff-city {line} --lang en")

    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_different_cities_are_no_versions(versions: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    other = CityFolder(versions / "rei")
    header = HEADER.replace("mihon", "rei").replace("見本市", "例市")
    other.write("municipality", header.replace("039993", "019992").replace("岩手県", "北海道"))

    result = run("diff-city mihon ./rei --lang en")

    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        [
            "Error: 見本市 and 例市 are different cities, not versions of one.",
            "  kyodo compare compares cities.",
        ],
    )
