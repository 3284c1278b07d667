"""`kyodo assess`: the answer in words and as data, every step, templates, and bad input."""

import json
from pathlib import Path
from typing import Any

import pytest

from kyodo_core.aspects.programs import Program
from kyodo_core.registry import Registry, entry_points
from tests.mihon import kyodo

APPLICATION = """\
city = "mihon"
program = "grant"
fiscal_year = "令和6年度"

[applicant]
kind = "community_council"
name = "中央地域"

[applicant.facts]
received_this_year = 0

[[costs]]
category = "会議費"
amount = 400_100
"""


def write(folder: Path, name: str, *changes: tuple[str, str]) -> str:
    """A file with the application, changed."""
    text = APPLICATION
    for right, wrong in changes:
        assert right in text
        text = text.replace(right, wrong)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def answer(*arguments: str) -> Any:
    result = kyodo("assess", *arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_answer_as_data(mihon: Path) -> None:
    cite = "plan#第4条"

    assert answer(write(mihon, "one")) == {
        "city": "mihon",
        "program": "grant",
        "fiscal_year": 2024,
        "applicant": "中央地域",
        "eligible": True,
        "amount": 266_000,
        "findings": [],
        "trace": [
            {
                "label": "Eligible cost: 会議費",
                "inputs": {"declared": "400,100円"},
                "result": "400,100円",
                "citation": cite,
            },
            {
                "label": "Rate 2/3",
                "inputs": {"eligible cost": "400,100円"},
                "result": "266,733と1/3円",
                "citation": cite,
            },
            {
                "label": "Limit per fiscal year",
                "inputs": {"amount": "266,733と1/3円", "limit": "300,000円"},
                "result": "266,733と1/3円",
                "citation": cite,
            },
            {
                "label": "To 1,000円, Down",
                "inputs": {"amount": "266,733と1/3円"},
                "result": "266,000円",
                "citation": cite,
            },
        ],
    }


def test_who_is_not_eligible_is_an_answer_too(mihon: Path) -> None:
    found = answer(write(mihon, "one", ("community_council", "civic_group")))

    assert (found["eligible"], found["amount"]) == (False, 0)
    [finding] = found["findings"]
    assert (finding["kind"], finding["message"]) == (
        "not_met",
        "The program is for Community councils, not for Civic groups.",
    )
    assert finding["citations"]


def test_several_files_are_a_list_in_their_order(mihon: Path) -> None:
    files = [write(mihon, name, ("400_100", amount)) for name, amount in (("b", "9_000"), ("a", "90_000"))]

    assert [one["amount"] for one in answer(*files)] == [6_000, 60_000]


def test_table_tells_the_answer_and_on_request_every_step(mihon: Path) -> None:
    file = write(mihon, "one")

    plain = kyodo("assess", file)
    explained = kyodo("assess", file, "--explain")

    assert (plain.exit_code, explained.exit_code) == (0, 0)
    for said in ("見本市 協議会補助金", "令和6年度", "中央地域", "eligible", "266,000円"):
        assert said in plain.stdout
    assert "Rate 2/3" not in plain.stdout
    for said in ("Rate 2/3", "266,733と1/3円", "Limit per fiscal year", "Down", "計画 第4条"):
        assert said in explained.stdout


def test_table_of_who_is_not_eligible_says_why(mihon: Path) -> None:
    result = kyodo("assess", write(mihon, "one", ("community_council", "school")), "--explain")

    assert result.exit_code == 0
    assert "not eligible" in result.stdout
    assert "The program is for Community councils, not for Schools." in result.stdout


@pytest.mark.parametrize("format_name", ["markdown", "csv", "html"])
def test_other_formats_hold_the_amount(mihon: Path, format_name: str) -> None:
    result = kyodo("assess", write(mihon, "one"), "--explain", "--format", format_name)

    assert result.exit_code == 0
    assert "266,000円" in result.stdout


@pytest.mark.parametrize(
    ("change", "place", "message", "hint"),
    [
        pytest.param(
            ("received_this_year = 0\n", ""),
            ":9:2",
            "facts: the fact received_this_year (今年度すでに受けた額) is missing",
            "received_this_year = 200_000  # 今年度すでに受けた額",
            id="missing-fact",
        ),
        pytest.param(
            ("400_100", "0.5"), ":14:10", "amount: a whole number without quotes is needed", "", id="fraction"
        ),
        pytest.param(
            ('"grant"', '"grnat"'),
            ":2:11",
            'program: the city has no program of this id (now: "grnat")',
            "Did you mean grant?",
            id="program",
        ),
        pytest.param(
            ('"mihon"', '"mihom"'),
            ":1:8",
            'city: no installed city has this name (now: "mihom")',
            "Did you mean mihon?",
            id="city",
        ),
        pytest.param(
            ("city =", "city"),
            ":1:1",
            "city: the = between the key and its value is missing",
            'city = "mihon"',
            id="no-toml",
        ),
    ],
)
def test_bad_input_is_told_with_its_place(
    mihon: Path, change: tuple[str, str], place: str, message: str, hint: str
) -> None:
    file = write(mihon, "one", change)

    result = kyodo("assess", file)

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{file}{place}: " in result.stderr
    assert message in result.stderr
    assert hint in result.stderr


def test_faults_of_all_files_are_told_at_once_and_nothing_is_written(mihon: Path) -> None:
    sound = write(mihon, "sound")
    wrong = [
        write(mihon, "a", ("received_this_year = 0\n", "")),
        write(mihon, "b", ("400_100", "-1"), ('"mihon"', '"mihom"')),
        write(mihon, "c", ('"mihon"', '"mihom"')),
    ]
    output = mihon / "answer.json"

    result = kyodo("assess", wrong[0], sound, *wrong[1:], "--format", "json", "-o", str(output))

    assert (result.exit_code, result.stdout) == (1, "")
    told = json.loads(result.stderr)["error"]["faults"]
    assert [(fault["file"], fault["line"], fault["column"]) for fault in told] == [
        (wrong[0], 9, 2),
        (wrong[1], 14, 10),
        (wrong[2], 1, 8),
    ]
    assert not output.exists()


def test_fault_of_the_city_itself_is_told_once_for_all_files(
    mihon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mihon / "city" / "aspects" / "programs.toml").write_text("[[program]]\n", encoding="utf-8")

    result = kyodo("assess", write(mihon, "a"), write(mihon, "b"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("the key id is missing") == 1


def test_program_that_the_city_does_not_have_is_refused_at_its_place(mihon: Path) -> None:
    facts = 'received_this_year = -1\nother_programs = ["old", "ood", "two"]\n'
    file = write(mihon, "one", ("received_this_year = 0\n", facts))
    alone = write(mihon, "two", ("received_this_year = 0\n", facts.replace("-1", "0")))

    result, second = kyodo("assess", file), kyodo("assess", alone)

    assert (result.exit_code, second.exit_code) == (1, 1)
    fault = ':11:26: other_programs: no program has this id (now: "ood")'
    assert [line for line in result.stderr.splitlines() if line.startswith(file)] == [
        f"{file}:10:22: received_this_year: a number is not negative (now: -1)",
        file + fault,
    ]
    assert second.stderr.splitlines()[0] == alone + fault
    assert "Did you mean old?\n   Known: grant, courses, old, two, area-grant" in second.stderr


def test_programs_that_the_city_has_are_taken(mihon: Path) -> None:
    facts = 'received_this_year = 0\nother_programs = ["old"]\n'

    assert answer(write(mihon, "one", ("received_this_year = 0\n", facts)))["amount"] == 266_000


def test_without_a_file_the_usage_is_told(mihon: Path) -> None:
    result = kyodo("assess")

    assert result.exit_code == 2
    assert "--template CITY PROGRAM" in result.stderr


@pytest.mark.parametrize(("asked", "near"), [(("mihom", "grant"), "mihon"), (("mihon", "grnat"), "grant")])
def test_template_of_what_does_not_exist_is_refused(mihon: Path, asked: tuple[str, str], near: str) -> None:
    result = kyodo("assess", "--template", *asked)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Did you mean {near}?" in result.stderr


def _installed() -> list[tuple[str, Program]]:
    registry = Registry(entry_points())
    return [
        (slug, fact)
        for slug in registry.slugs
        for fact in registry.city(slug).aspects["programs"]
        if isinstance(fact, Program)
    ]


INSTALLED = _installed()


@pytest.mark.parametrize(("city", "program"), INSTALLED, ids=[f"{city}-{p.id}" for city, p in INSTALLED])
def test_template_of_every_installed_program_is_an_application(
    city: str, program: Program, tmp_path: Path
) -> None:
    """As written it is assessed; in any year it is assessed, or refused with the place of what is wrong."""
    path = tmp_path / "application.toml"
    assert kyodo("assess", "--template", city, program.id, "--output", str(path)).exit_code == 0
    text = path.read_text(encoding="utf-8")
    [year] = [line for line in text.split("\n") if line.startswith("fiscal_year = ")]
    names = [terms.name for terms in program.terms if terms.name] or [""]

    for asked in (year, *(f'fiscal_year = "{n}"' for n in ("H25", "H26", "H27", "H30", "R6"))):
        for name in names:
            named = text.replace(f'terms = "{names[0]}"', f'terms = "{name}"')
            path.write_text(named.replace(year, asked), encoding="utf-8")
            result = kyodo("assess", str(path), "--explain")
            if result.exit_code == 0:
                assert program.name[:4] in result.stdout
            else:
                assert result.exit_code == 1
                assert f"{path}:" in result.stderr


def test_templates_cover_the_three_cities() -> None:
    assert {city for city, _program in INSTALLED} == {"ichinoseki", "yamaguchi"}
