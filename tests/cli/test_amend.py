"""`kyodo program amend`: what is written, what it then grants, and every amendment that is refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from kyodo_core import configuration
from kyodo_core.registry import entry_points
from tests.deployments import Deployment
from tests.mihon import MIHON, kyodo, source

BASIS = "令和9年見本市告示第3号"
PROGRAMS = (
    MIHON.replace(
        'id = "two"\nname = "二つの条件の補助金"\nsupport = "financial"\nuntil = "令和6年度"\n',
        'id = "two"\nname = "二つの条件の補助金"\nsupport = "financial"\n',
    )
    + """
[[program]]
id = "advice"
name = "職員の派遣"
support = "staffing"
cite = "plan#第9条"

[[program]]
id = "raised"
name = "加算のある補助金"
support = "financial"
cite = "plan#第10条"

[[program.terms]]
rate = "1/2"
limit_per_year = 1_000
raised_limits = [{ fact = "year_in_program", at_most = 1, by = 500 }]
costs = [{ category = "備品費", limit = 500 }]
cite = "plan#第10条"
"""
)
GRANT = """\
[[document]]
id = "basis-2027"
title = "令和9年見本市告示第3号"
short = "令和9年見本市告示第3号"
issuer = "見本市"

[[program]]
id = "grant"

[[program.terms]]
since = "令和9年度"
basis = "令和9年見本市告示第3号"
rate = "1/2"
limit_per_year = 200000
cite = [
    "plan#第4条",
    "basis-2027#全文",
]

[program.terms.rounding]
unit = 1000
"""
BY_HAND = """\
# 見本市の上乗せ（総務課）

[[document]]
id = "rules"        # 例規集
title = "見本市補助金交付要綱"
short = "要綱"
issuer = "見本市"

[[program]]
id = "area-grant"   # 地域交付金
[[program.terms]]
since = "R8"
basis = "令和8年告示第1号"
flat = [ { name = "均等割", yen = 60_000 } ]   # 5万円から
cite = "rules#第8条"

# ここから先は係で決める
"""
APPLICATION = """\
city = "mihon"
program = "grant"
fiscal_year = "{year}"
[applicant]
kind = "community_council"
name = "中央地域"
facts = {{ received_this_year = 0 }}
[[costs]]
category = "会議費"
amount = 500_500
"""


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The city `mihon` alone, and no configuration but the one that the line names."""
    only = source(tmp_path / "city", PROGRAMS)
    monkeypatch.setattr("kyodo_core.app.entry_points", lambda: [only])
    monkeypatch.setattr(configuration, "_chosen", [])
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("KYODO_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "user"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def office(tmp_path: Path) -> Deployment:
    return Deployment.at(tmp_path / "office")


def amend(office: Deployment, program: str, *more: str, since: str = "R9", basis: str = BASIS) -> Result:
    line = ("program", "amend", "mihon", program, "--from", since, "--basis", basis)
    return kyodo(*line, *more, "--config", str(office.root))


def held(office: Deployment) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in office.root.iterdir()}


def granted(office: Deployment, folder: Path, year: str) -> tuple[int, list[str]]:
    """The amount that is granted in a year, and what the steps cite."""
    file = folder / "application.toml"
    file.write_text(APPLICATION.format(year=year), encoding="utf-8")
    result = kyodo("assess", str(file), "--format", "json", "--config", str(office.root))
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    return found["amount"], sorted({step["citation"] for step in found["trace"]})


SETTINGS = ("--set", "rate=1/2", "--set", "limit_per_year=２００，０００")


def test_amended_terms_hold_from_their_year_on_and_the_old_ones_before(
    office: Deployment, tmp_path: Path
) -> None:
    assert granted(office, tmp_path, "R9")[0] == 300_000

    result = amend(office, "grant", *SETTINGS)

    assert result.exit_code == 0
    assert (office.root / "mihon.toml").read_text(encoding="utf-8") == GRANT
    assert granted(office, tmp_path, "R8") == (300_000, ["plan#第4条"])
    assert granted(office, tmp_path, "R9") == (200_000, ["plan#第4条; basis-2027#全文"])
    assert kyodo("config", "check", "--config", str(office.root)).exit_code == 0


def test_change_is_shown_old_and_new_side_by_side(office: Deployment) -> None:
    result = amend(office, "grant", *SETTINGS)

    rows = [
        [cell.strip() for cell in line.strip("│").split("│")]
        for line in result.stdout.splitlines()
        if line.startswith("│")
    ]
    assert rows == [
        ["Item", "Until now", "From now on"],
        ["Rate of the cost", "2/3", "1/2"],
        ["Limit per fiscal year", "300,000 yen", "200,000 yen"],
        ["First fiscal year in force", "-", "令和9年度"],
        ["Rule it rests on", "-", BASIS],
    ]
    assert f"The new terms cite: 計画 第4条；{BASIS} 全文" in result.stdout
    assert result.stderr.splitlines() == [
        f"{BASIS} was added to the documents, as issued by 見本市.",
        f"The new terms were written into {office.root / 'mihon.toml'}.",
    ]


def test_dry_run_shows_the_same_and_writes_nothing(office: Deployment) -> None:
    office.write("mihon", BY_HAND)
    before = held(office)

    dry = amend(office, "grant", *SETTINGS, "--dry-run")

    assert held(office) == before
    assert dry.stderr.splitlines()[-1] == f"{office.root / 'mihon.toml'} is unchanged (--dry-run)."
    assert dry.stdout == amend(office, "grant", *SETTINGS).stdout


def test_change_as_data(office: Deployment) -> None:
    dry = json.loads(amend(office, "grant", *SETTINGS, "--dry-run", "--format", "json").stdout)
    made = json.loads(amend(office, "grant", *SETTINGS, "--format", "json").stdout)

    assert made == dry | {"written": True}
    assert list(made) == ["city", "program", "old", "new", "file", "written", "notes", "warnings"]
    assert (made["city"], made["program"], made["file"]) == (
        "mihon",
        "grant",
        str(office.root / "mihon.toml"),
    )
    assert (made["old"]["rate"], made["new"]["rate"], made["new"]["basis"]) == ("2/3", "1/2", BASIS)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
def test_what_was_written_by_hand_stays_byte_for_byte(office: Deployment, end: str, mark: bytes) -> None:
    path = office.root / "mihon.toml"
    before = mark + BY_HAND.replace("\n", end).encode()
    path.write_bytes(before)

    result = amend(
        office, "area-grant", "--set", "flat.均等割.yen=70_000", "--cite", "要綱#第8条", "--cite", "plan#別表"
    )

    block = """
[[program.terms]]
since = "令和9年度"
basis = "令和9年見本市告示第3号"
flat = [
    { name = "均等割", yen = 70000 },
]
cite = [
    "rules#第8条",
    "plan#別表",
]
"""
    assert result.exit_code == 0
    after = path.read_bytes()
    assert after.replace(block.replace("\n", end).encode(), b"", 1) == before
    assert after.index(b"\xe3\x81\x93\xe3\x81\x93") > after.index(b"70000")


def test_terms_in_brackets_are_amended_inside_them(office: Deployment) -> None:
    text = 'terms = [\n  { since = "R8", basis = "要綱", rate = "1/3", cite = "plan#5" }, # 初回\n]\n'
    path = office.write("mihon", f'[[program]]\nid = "courses"\n{text}')

    assert amend(office, "courses", "--set", "rate=1/4", "--cite", "plan#第5条").exit_code == 0

    new = f'  {{ since = "令和9年度", basis = "{BASIS}", rate = "1/4", cite = "plan#第5条" }},\n'
    assert path.read_text(encoding="utf-8") == f'[[program]]\nid = "courses"\n{text[:-2]}{new}]\n'


def test_amendments_follow_one_another(office: Deployment, tmp_path: Path) -> None:
    for since, limit, basis in (("R9", "200000", BASIS), ("R11", "none", "令和11年見本市告示第1号")):
        assert (
            amend(office, "grant", "--set", f"limit_per_year={limit}", since=since, basis=basis).exit_code
            == 0
        )

    assert [granted(office, tmp_path, year)[0] for year in ("R8", "R9", "R10", "R11")] == [
        300_000,
        200_000,
        200_000,
        333_000,
    ]
    assert granted(office, tmp_path, "R11")[1] == ["plan#第4条; basis-2027#全文; basis-2029#全文"]


def test_one_basis_of_two_programs_is_one_document(office: Deployment) -> None:
    for program in ("grant", "courses"):
        assert amend(office, program, "--set", "rate=1/5").exit_code == 0

    text = (office.root / "mihon.toml").read_text(encoding="utf-8")
    assert text.count("[[document]]") == 1
    assert text.count('"basis-2027#全文"') == 2


def test_two_rules_of_one_year_are_two_documents(office: Deployment) -> None:
    assert amend(office, "grant", "--set", "rate=1/5").exit_code == 0
    assert amend(office, "courses", "--set", "rate=1/5", basis="別の告示").exit_code == 0

    text = (office.root / "mihon.toml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("id = ")] == [
        'id = "basis-2027"',
        'id = "basis-2027-2"',
        'id = "grant"',
        'id = "courses"',
    ]


@pytest.mark.parametrize(
    ("cite", "written", "documents"),
    [
        pytest.param(["plan#第4条"], '"plan#第4条"', 0, id="document-of-the-plugin"),
        pytest.param(["計画#第4条"], '"plan#第4条"', 0, id="short-title"),
        pytest.param(["見本市協働推進計画#第4条"], '"plan#第4条"', 0, id="title"),
        pytest.param([f"{BASIS}#第2条"], '"basis-2027#第2条"', 1, id="place-in-the-basis"),
    ],
)
def test_cited_places_are_those_that_are_named(
    cite: list[str], written: str, documents: int, office: Deployment
) -> None:
    assert (
        amend(office, "grant", *SETTINGS, *(part for one in cite for part in ("--cite", one))).exit_code == 0
    )

    text = (office.root / "mihon.toml").read_text(encoding="utf-8")
    assert f"\ncite = {written}\n" in text
    assert text.count("[[document]]") == documents


def test_named_terms_are_amended_alone(office: Deployment) -> None:
    assert amend(office, "two", "--set", "rate=1/4", "--terms", "乙").exit_code == 0

    shown = kyodo("program", "show", "mihon", "two", "--format", "json", "--config", str(office.root)).stdout
    spans = [
        (terms["name"], terms["rate"], terms["until"] != "not_stated") for terms in json.loads(shown)["terms"]
    ]
    assert spans == [("甲", "1/2", False), ("乙", "1/3", True), ("乙", "1/4", False)]


def test_review_that_is_past_is_not_copied_and_said(office: Deployment) -> None:
    result = amend(office, "two", "--set", "rate=1/4", "--terms", "甲")
    other = amend(office, "two", "--set", "rate=1/4", "--terms", "乙")

    said = "The review by 平成30年度 is past and was not copied; --set review_by=… says the next one."
    assert said in result.stderr
    assert "The review" not in other.stderr
    text = (office.root / "mihon.toml").read_text(encoding="utf-8")
    assert text.count("review_by") == text.count('review_by = "令和90年度"') == 1


def test_ended_terms_are_copied_and_the_years_between_warned_of(office: Deployment) -> None:
    result = amend(office, "old", "--set", "rate=1/4")

    assert result.exit_code == 0
    notes = result.stderr.splitlines()
    assert notes[0] == "The terms are made of those of H26～H27, which had ended."
    assert (
        "--from R9: Warning: since: between the terms before and these, none of this name hold in"
        " 平成28年度～令和8年度"
    ) in notes


def test_program_without_terms_is_given_its_first(office: Deployment) -> None:
    result = amend(office, "advice", "--set", "fixed.yen=5000")

    assert result.stderr.splitlines()[0] == "The program had no terms; these are its first."
    text = (office.root / "mihon.toml").read_text(encoding="utf-8")
    assert text.endswith(
        f'since = "令和9年度"\nbasis = "{BASIS}"\ncite = [\n    "plan#第9条",\n    "basis-2027#全文",\n]\n'
        "\n[program.terms.fixed]\nyen = 5000\n"
    )


def test_program_of_the_overlays_own_is_amended_too(office: Deployment) -> None:
    own = '[[program]]\nid = "own"\nname = "独自"\nsupport = "financial"\ncite = "plan#10"\n'
    first = '[[program.terms]]\nsince = "R7"\nbasis = "要綱"\nrate = "1/2"\ncite = "plan#10"\n'
    office.write("mihon", own + first)

    assert amend(office, "own", "--set", "rate=1/3").exit_code == 0

    shown = json.loads(kyodo("program", "show", "mihon", "own", "--format", "json").stdout)
    assert [terms["rate"] for terms in shown["terms"]] == ["1/2", "1/3"]


def test_last_year_that_is_set_leaves_the_years_behind_it_to_be_stated(office: Deployment) -> None:
    result = amend(office, "grant", "--set", "rate=1", "--set", "until=R10")

    assert result.exit_code == 0
    assert "--set until=R10: Warning: until: no terms hold in 令和11年度～" in result.stderr
    assert 'since = "令和9年度"\nuntil = "R10"\n' in (office.root / "mihon.toml").read_text(encoding="utf-8")


def test_answer_goes_into_a_file_before_anything_is_written(office: Deployment, tmp_path: Path) -> None:
    output = tmp_path / "table.csv"

    refused = amend(office, "grant", *SETTINGS, "-o", str(tmp_path / "none" / "table.csv"))
    assert refused.exit_code == 1
    assert list(held(office)) == ["kyodo.toml"]

    assert amend(office, "grant", *SETTINGS, "--format", "csv", "-o", str(output)).stdout == ""
    assert "Limit per fiscal year" in output.read_text(encoding="utf-8-sig")


HISTORY = "terms of this name already hold from {} on; history is not overwritten"


@pytest.mark.parametrize(
    ("program", "options", "lines"),
    [
        pytest.param(
            "grant",
            ["--set", "rate=3/2", "--set", "rounding.unit=500"],
            [
                "--set rate=3/2: rate: a rate lies above 0 and is at most 1 (now: 3/2)",
                '   Example: "2/3"',
                "--set rounding.unit=500: unit: amounts are rounded to one of these units of yen (now: 500)",
                "   Known: 1, 10, 100, 1_000, 10_000",
            ],
            id="rate-above-1-and-unit",
        ),
        pytest.param(
            "grant",
            ["--set", "rat=1/2"],
            [
                "--set rat=1/2: rat: this key does not exist",
                "   Did you mean rate?",
                "   Known: name, since, until, rev…",
            ],
            id="unknown-key",
        ),
        pytest.param(
            "grant",
            ["--set", "limit_per_year=20万円"],
            [
                "--set limit_per_year=20万円: limit_per_year: a whole number without quotes is needed"
                ' (now: "20万円")',
                "   Example: 200_000",
            ],
            id="no-number",
        ),
        pytest.param(
            "grant",
            ["--set", 'rate_by_year=["1/2"]'],
            [
                '--set rate_by_year=["1/2"]: rate_by_year: the rate is said in two ways'
                ' (now: "rate, rate_by_year")'
            ],
            id="rate-in-two-ways",
        ),
        pytest.param(
            "grant",
            ["--set", "rate=none", "--set", "fixed.yen=1", "--set", "only_named_costs=true"],
            [
                "--set only_named_costs=true: only_named_costs: this has no effect without a rate",
                "   → costs in words stand in covers and conditions",
            ],
            id="costs-without-a-rate",
        ),
        pytest.param(
            "raised",
            ["--set", "rate=none", "--set", "fixed.yen=1", "--set", "limit_per_year=none"],
            [
                "the new terms: raised_limits: there is no limit per year that could be raised",
                "the new terms: costs: this has no effect without a rate",
                "   → costs in words stand in covers and conditions",
            ],
            id="what-was-copied-no-longer-fits",
        ),
        pytest.param(
            "area-grant",
            ["--set", "per_unit.世帯割.fact=household"],
            [
                "--set per_unit.世帯割.fact=household: fact: the program declares no such fact"
                ' (now: "household")',
                "   Did you mean households?",
                "   Known: households, aged, year_…",
            ],
            id="unknown-fact",
        ),
        pytest.param(
            "grant",
            ["--set", "limit_total=none", "--set", "rate=1/2", "--set", "rate=1/3", "--set", "since=R8"],
            [
                "--set limit_total=none: limit_total: the terms before have no such key",
                "   Did you mean limit_per_year?",
                "   Known: rate, limit_per_year, rounding",
                "--set rate=1/3: this key is set twice",
                "--set since=R8: since: this is not set, but said by --from",
            ],
            id="settings-that-lead-nowhere",
        ),
        pytest.param(
            "courses",
            ["--set", "courses.frist.limit=3"],
            [
                "--set courses.frist.limit=3: limit: the terms before have none called frist",
                "   Did you mean first?",
                "   Known: first, second",
            ],
            id="unknown-course",
        ),
        pytest.param(
            "old",
            ["--set", "rate=1/3", "--from", "H26"],
            [f"--from H26: {HISTORY.format('H26')}"],
            id="year-in-which-terms-begin",
        ),
        pytest.param(
            "two",
            ["--set", "rate=1/3"],
            [
                "--terms: the program has several terms in 令和8年度; name one",
                '   → --terms "甲" / --terms "乙"',
            ],
            id="several-terms",
        ),
        pytest.param(
            "grant",
            ["--set", "until=R8"],
            ['--set until=R8: until: the period ends before it begins (now: "R8")'],
            id="ends-before-it-begins",
        ),
        pytest.param(
            "grant",
            ["--basis", " "],
            ["--basis: the text is empty"],
            id="empty-basis",
        ),
        pytest.param(
            "grant",
            ["--cite", "rules#第5条", "--cite", "第5条", "--set", "courses.a.limit=1"],
            [
                "--cite rules#第5条: no document of the city has this id, title or short title",
                f"   Known: plan, {BASIS}",
                "--cite 第5条: a citation is written document#section",
                '   → "rules#第5条"',
                "--set courses.a.limit=1: limit: the terms before have none called a",
                "   Known: -",
            ],
            id="unknown-documents-and-courses",
        ),
    ],
)
def test_amendment_is_refused_by_the_option_that_it_comes_from(
    program: str, options: list[str], lines: list[str], office: Deployment
) -> None:
    before = held(office)

    result = amend(office, program, *options)

    assert (result.exit_code, result.stdout) == (1, "")
    assert [*told(result.stderr)] == lines
    assert held(office) == before


def told(stderr: str) -> Iterator[str]:
    """The lines of the faults; of a long list of names the beginning."""
    for line in stderr.splitlines():
        if not line.startswith(" " * 5):
            yield f"{line[:33]}…" if line.startswith("   Known: ") and len(line) > 80 else line


def test_year_in_which_an_amendment_begins_is_not_amended_again(office: Deployment) -> None:
    amend(office, "grant", *SETTINGS)
    before = held(office)

    result = amend(office, "grant", "--set", "rate=1/3")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f'--from R9: since: {HISTORY.format("令和9年度")} (now: "令和9年度")\n'
    assert held(office) == before


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(("mihom", "grant"), "Did you mean mihon?", id="city"),
        pytest.param(("mihon", "grnat"), "Did you mean grant?", id="program"),
        pytest.param(("mihon", "two", "--terms", "丙"), "Known: 甲, 乙", id="terms"),
        pytest.param(("mihon", "grant", "--set", "rate"), "rate is not written KEY=VALUE", id="setting"),
        pytest.param(("mihon", "grant", "--from", "9年度"), "9年度 is not a fiscal year", id="year"),
    ],
)
def test_wrong_usage_is_an_exit_of_2(line: tuple[str, ...], message: str, office: Deployment) -> None:
    result = kyodo("program", "amend", "--from", "R9", "--basis", BASIS, *line, "--config", str(office.root))

    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert list(held(office)) == ["kyodo.toml"]


@pytest.mark.parametrize("missing", ["--from", "--basis"])
def test_year_and_basis_are_asked_for(missing: str, office: Deployment) -> None:
    given = {"--from": "R9", "--basis": BASIS}
    del given[missing]

    result = kyodo("program", "amend", "mihon", "grant", *(part for pair in given.items() for part in pair))

    assert result.exit_code == 2
    assert missing in result.stderr


def test_without_a_configuration_it_is_said_how_to_make_one() -> None:
    result = kyodo("program", "amend", "mihon", "grant", "--from", "R9", "--basis", BASIS, *SETTINGS)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "Error: There is no configuration to write the terms into.",
        "  Make a folder with an empty file kyodo.toml, and name it: --config FOLDER",
    ]


def test_overlay_that_is_wrong_already_is_told_at_its_place(office: Deployment) -> None:
    path = office.write("mihon", BY_HAND.replace('"R8"', '"八年"'))

    result = amend(office, "grant", *SETTINGS)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f'{path}:12:9: since: this is not a fiscal year (now: "八年")')


def test_file_that_cannot_be_added_to_is_left_alone(office: Deployment) -> None:
    own = '{ id = "own", name = "独自", support = "financial", cite = "plan#1" }'
    office.write("mihon", f"program = [{own}]\n")
    before = held(office)

    result = amend(office, "own", "--set", "fixed.yen=1")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "Error: the file is written in a way to which no terms can be added",
        "  write its programs under [[program]] and [[program.terms]]",
    ]
    assert held(office) == before


def test_folder_that_cannot_be_written_leaves_the_file_as_it_was(
    office: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("mihon", BY_HAND)
    before = held(office)

    def full(self: Path, target: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = amend(office, "grant", *SETTINGS)

    assert result.exit_code == 1
    assert "mihon.toml cannot be written: No space left on device" in result.stderr
    assert "were written" not in result.stderr
    assert held(office) == before


@pytest.mark.language("ja")
def test_everything_is_said_in_japanese(office: Deployment) -> None:
    made = amend(office, "grant", *SETTINGS)
    refused = amend(office, "two", "--set", "rate=1/3")

    assert made.stdout.startswith("見本市 新旧対照表\n")
    assert f"改正後の出典: 計画 第4条；{BASIS} 全文" in made.stdout
    assert made.stderr.splitlines() == [
        f"資料に「{BASIS}」（発行者: 見本市）を加えます。",
        f"新しい交付条件を {office.root / 'mihon.toml'} に書き込みました。",
    ]
    assert "--terms: 交付条件が複数ある年度（令和8年度）です。" in refused.stderr
    assert '--terms "甲" / --terms "乙"' in refused.stderr


def test_program_of_an_installed_city_is_amended_and_its_past_answers_as_before(
    office: Deployment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kyodo_core.app.entry_points", entry_points)
    program = "program-04-council-support-subsidy"
    text = APPLICATION.replace('"mihon"', '"ichinoseki"').replace('"grant"', f'"{program}"')
    file = tmp_path / "application.toml"

    def answers() -> list[tuple[bool, int]]:
        given = []
        for year in ("H27", "R8", "R9", "R20"):
            file.write_text(text.format(year=year), encoding="utf-8")
            found = json.loads(
                kyodo("assess", str(file), "--format", "json", "--config", str(office.root)).stdout
            )
            given.append((found["eligible"], found["amount"]))
        return given

    before = answers()
    line = ("program", "amend", "ichinoseki", program, "--from", "R9", "--basis", "令和9年告示第3号")
    result = kyodo(*line, *SETTINGS[:3], "limit_per_year=180_000", "--config", str(office.root))

    assert result.exit_code == 0
    assert before == [(True, 200_000), (False, 0), (False, 0), (False, 0)]
    assert answers() == [(True, 200_000), (False, 0), (True, 180_000), (True, 180_000)]
