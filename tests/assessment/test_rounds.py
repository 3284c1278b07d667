"""Rounds: `kyodo assess` with several applications keeps to the budget of their terms, and says so."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kyodo_core.assessment.assess import assess
from kyodo_core.assessment.rounds import Member, settled
from tests.grants import application, program, rounding
from tests.mihon import kyodo, source

PROGRAM = """\
[[program]]
id = "{id}"
name = "{id}補助金"
support = "financial"
cite = "plan#第3条"

[[program.terms]]
rate = "1/2"
requirements = [{{ fact = "kind", one_of = ["business", "civic_group"], message = "団体の種別" }}]
rounding = {{ unit = 1_000 }}
budget = {budget}
cite = "plan#第4条"
"""
RATIO = PROGRAM.format(id="ratio", budget='{ yen = 100_000, cut = "pro_rata" }')
RANKED = PROGRAM.format(id="ranked", budget='{ yen = 100_000, cut = "by_rank", partial = true }')
BUDGET = "more than the budget of 100,000円"


@pytest.fixture(autouse=True)
def _city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = source(tmp_path / "city", f"{RATIO}\n{RANKED}")
    monkeypatch.setattr("kyodo_core.app.entry_points", lambda: [only])


def files(folder: Path, program_id: str, costs: Sequence[int], *ranks: int, **more: str) -> list[str]:
    """One application for each cost; `more` has other keys of all of them."""
    written = []
    keys = {"year": "令和6年度", "kind": "business", **more}
    for number, cost in enumerate(costs):
        path = folder / f"{program_id}-{keys['year']}-{keys['kind']}-{number}.toml"
        facts = f"\n[applicant.facts]\nrank = {ranks[number]}\n" if ranks else ""
        path.write_text(
            f'city = "mihon"\nprogram = "{program_id}"\nfiscal_year = "{keys["year"]}"\n\n'
            f'[applicant]\nkind = "{keys["kind"]}"\nname = "団体{number}"\n{facts}\n'
            f'[[costs]]\ncategory = "会場費"\namount = {cost}\n',
            encoding="utf-8",
        )
        written.append(str(path))
    return written


def assessed(*names: str) -> list[Any]:
    result = kyodo("assess", *names, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    return found if isinstance(found, list) else [found]


def amounts(*names: str) -> list[int]:
    return [one["amount"] for one in assessed(*names)]


@pytest.mark.parametrize(
    ("program_id", "costs", "ranks", "expected"),
    [
        pytest.param("ratio", [100_000, 100_000], [], [50_000, 50_000], id="exactly-the-budget"),
        pytest.param("ratio", [200_000, 100_000], [], [66_000, 33_000], id="pro-rata"),
        pytest.param("ratio", [300_000], [], [100_000], id="single"),
        pytest.param("ratio", [200_000, 100_000], [4, 4], [66_000, 33_000], id="pro-rata-whatever-the-rank"),
        pytest.param("ranked", [120_000, 100_000, 40_000], [2, 1, 3], [50_000, 50_000, 0], id="by-rank"),
        pytest.param("ranked", [100_000, 100_000], [1, 1], [50_000, 50_000], id="ties-do-not-matter-within"),
        pytest.param("ranked", [300_000], [7], [100_000], id="single-by-rank"),
    ],
)
def test_amounts_of_a_round(
    program_id: str, costs: list[int], ranks: list[int], expected: list[int], tmp_path: Path
) -> None:
    assert amounts(*files(tmp_path, program_id, costs, *ranks)) == expected


def test_who_is_not_eligible_has_no_part_in_the_round(tmp_path: Path) -> None:
    sound = files(tmp_path, "ranked", [120_000, 60_000], 1, 2)
    other = files(tmp_path, "ranked", [900_000], 1, kind="school")

    found = assessed(*other, *sound)

    assert [one["amount"] for one in found] == [0, 60_000, 30_000]
    assert found[0]["findings"][0]["message"] == "団体の種別"
    assert len(found[0]["findings"]) == 1


def test_programs_and_years_have_a_round_each(tmp_path: Path) -> None:
    this = files(tmp_path, "ratio", [160_000])
    next_year = files(tmp_path, "ratio", [180_000], year="令和7年度")
    other = files(tmp_path, "ranked", [200_000], 1)

    assert amounts(*this, *next_year, *other) == [80_000, 90_000, 100_000]


def test_a_year_is_one_however_it_is_written(tmp_path: Path) -> None:
    written = [files(tmp_path, "ratio", [200_000], year=year)[0] for year in ("令和6年度", "R6", "2024")]

    assert amounts(*written) == [33_000, 33_000, 33_000]


def test_every_answer_says_what_the_round_comes_to(tmp_path: Path) -> None:
    words = f"2 application(s) come to 150,000円, {BUDGET}: Pro rata."

    one, two = assessed(*files(tmp_path, "ratio", [200_000, 100_000]))

    for found, before, after in ((one, "100,000円", "66,000円"), (two, "50,000円", "33,000円")):
        step = {"label": words, "inputs": {"amount": before}, "result": after, "citation": "plan#第4条"}
        assert found["trace"][-1] == step
        assert [(note["kind"], note["message"]) for note in found["findings"]] == [("note", words)]


def test_a_round_within_its_budget_says_so(tmp_path: Path) -> None:
    (one,) = assessed(*files(tmp_path, "ratio", [200_000]))

    words = "Within the budget of 100,000円: 1 application(s) come to 100,000円."
    assert (one["amount"], one["trace"][-1]["label"]) == (100_000, words)


def test_applications_of_the_same_rank_are_told_at_their_lines(tmp_path: Path) -> None:
    first, second, third = files(tmp_path, "ranked", [120_000, 100_000, 90_000], 2, 1, 2)

    result = kyodo("assess", first, second, third)

    assert (result.exit_code, result.stdout) == (1, "")
    fault = ":10:8: rank: two applications of the round have the same rank (now: 2)"
    assert [line for line in result.stderr.splitlines() if ".toml:" in line] == [first + fault, third + fault]


def test_the_rank_is_asked_for(tmp_path: Path) -> None:
    (file,) = files(tmp_path, "ranked", [120_000])

    result = kyodo("assess", file)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "the fact rank (審査の順位) is missing: the budget goes by rank" in result.stderr


def test_steps_are_shown_where_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    result = kyodo("assess", *files(tmp_path, "ratio", [300_000]), "--explain", "--format", "markdown")

    assert result.exit_code == 0
    words = f"1 application(s) come to 150,000円, {BUDGET}: Pro rata."
    assert f"| {words} | amount 150,000円 | 100,000円 | 計画 第4条 |" in result.stdout


def test_terms_of_the_same_name_in_other_years_are_no_one_round() -> None:
    """Two sets of one program, each with its own budget, beside one without."""
    offered = program(
        f'name = "甲"\nrate = "1/2"\nbudget = {{ yen = 10_000, cut = "pro_rata" }}\n{rounding(1_000)}',
        'name = "乙"\nrate = "1/2"\nbudget = { yen = 5_000, cut = "pro_rata" }',
        'name = "丙"\nrate = "1/2"',
    )
    asked = [application(costs=24_000, choose=name) for name in "甲乙甲乙丙"]
    members = [Member(offered, one, assess(offered, one)) for one in asked]

    outcomes, faults = settled(members)

    assert [outcome.amount for outcome in outcomes] == [5_000, 2_500, 5_000, 2_500, 12_000]
    assert faults == {}
    assert outcomes[4] == members[4].outcome


@pytest.mark.parametrize("ranks", [(1, 2, 2), (2, 2, 1)])
def test_only_the_tied_are_told(ranks: tuple[int, ...]) -> None:
    offered = program('rate = "1/2"\nbudget = { yen = 1_000, cut = "by_rank" }')
    asked = [application(costs=4_000, rank=rank) for rank in ranks]

    outcomes, faults = settled([Member(offered, one, assess(offered, one)) for one in asked])

    assert {place: fault.value for place, fault in faults.items()} == {
        place: 2 for place, rank in enumerate(ranks) if rank == 2
    }
    assert [outcome.amount for outcome in outcomes] == [2_000] * 3
