"""A city's own rules in `kyodo assess` and `compare --applicant`: what they find, and when they fail."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kyodo_core.api.assessment import Application, Citation, Finding, FindingKind, Program, stated_fact
from kyodo_core.hookspecs import hookimpl
from kyodo_core.registry import PluginSource
from tests.mihon import kyodo, source
from tests.standins import Source, city, plugin

PROGRAMS = """\
[[program]]
id = "grant"
name = "協議会補助金"
support = "financial"
facts = [{ id = "resolved", name = "総会の議決", type = "truth" }]
since = "H26"
cite = "plan#第3条"

[[program.terms]]
rate = "1/2"
rounding = { unit = 1_000 }
cite = "plan#第4条"

[[program]]
id = "advice"
name = "助言"
support = "training"
facts = [{ id = "resolved", name = "総会の議決", type = "truth" }]
cite = "plan#第8条"
"""
APPLICATION = """\
city = "mihon"
program = "grant"
fiscal_year = "令和6年度"

[applicant]
kind = "community_council"
name = "中央地域"
facts = { resolved = false }

[[costs]]
category = "会議費"
amount = 400_100
"""
REFUSED = """\
Assessment
==========

【中央地域】
┌─────────────────────────────────────────────┬──────────────────────────────────┐
│ Item                                        │ Content                          │
├─────────────────────────────────────────────┼──────────────────────────────────┤
│ Program                                     │ 見本市 協議会補助金              │
│ Fiscal year                                 │ 令和6年度                        │
│ Applicant                                   │ 中央地域                         │
│ Answer                                      │ not eligible                     │
│ Amount                                      │ 0円                              │
│ Condition not met                           │ 総会の議決がない。〔計画 第9条〕 │
│ Stated condition, to be checked by a person │ 審査会にかける。〔計画 第9条〕   │
└─────────────────────────────────────────────┴──────────────────────────────────┘
┌──────┬───────────────────────┬──────────────────────────────────────────┬───────────┬────────────┐
│ Step │ Rule                  │ Inputs                                   │    Result │ Citation   │
├──────┼───────────────────────┼──────────────────────────────────────────┼───────────┼────────────┤
│    1 │ Eligible cost: 会議費 │ declared 400,100円                       │ 400,100円 │ 計画 第4条 │
├──────┼───────────────────────┼──────────────────────────────────────────┼───────────┼────────────┤
│    2 │ Rate 1/2              │ eligible cost 400,100円                  │ 200,050円 │ 計画 第4条 │
├──────┼───────────────────────┼──────────────────────────────────────────┼───────────┼────────────┤
│    3 │ To 1,000円, Down      │ amount 200,050円                         │ 200,000円 │ 計画 第4条 │
├──────┼───────────────────────┼──────────────────────────────────────────┼───────────┼────────────┤
│    4 │ 総会の議決がない。    │ local rule of the city Condition not met │       0円 │ 計画 第9条 │
├──────┼───────────────────────┼──────────────────────────────────────────┼───────────┼────────────┤
│    5 │ 審査会にかける。      │ local rule of the city Stated condition, │       0円 │ 計画 第9条 │
│      │                       │ to be checked by a person                │           │            │
└──────┴───────────────────────┴──────────────────────────────────────────┴───────────┴────────────┘

Sources
  計画: 見本市協働推進計画（見本市）
"""
CITED = (Citation("plan", "第9条"),)
Install = Callable[..., None]


@hookimpl
def kyodo_check_application(application: Application, program: Program) -> list[Finding]:
    """Who has no resolution gets nothing; who asks for much is told of the examination."""
    found = []
    if not stated_fact(application, program, "resolved", bool, why="総会の議決を要する"):
        found.append(Finding(FindingKind.NOT_MET, "総会の議決がない。", CITED))
    if sum(line.amount for line in application.costs) > 400_000:
        found.append(Finding(FindingKind.CONDITION, "審査会にかける。", CITED))
    return found


@hookimpl
def failing(application: Application) -> list[Finding]:
    raise LookupError(f"no {{rule}} for {application.program}")


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Install:
    """Install the city with a hook, and no other but those that are given."""

    def only(hook: Any = kyodo_check_application, *others: PluginSource) -> None:
        made = source(tmp_path / "city", PROGRAMS, kyodo_check_application=hook)
        monkeypatch.setattr("kyodo_core.app.entry_points", lambda: [made, *others])

    monkeypatch.setenv("COLUMNS", "100")
    return only


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    """An application's file, changed."""

    def write(right: str = "", wrong: str = "") -> str:
        assert right in APPLICATION
        path = tmp_path / "application.toml"
        path.write_text(APPLICATION.replace(right, wrong), encoding="utf-8")
        return str(path)

    return write


def test_rule_that_is_not_met_is_told_with_its_clause(install: Install, file: Callable[..., str]) -> None:
    install()

    assert kyodo("assess", file(), "--explain").stdout == REFUSED


def test_findings_and_steps_are_data(install: Install, file: Callable[..., str]) -> None:
    install()

    found = json.loads(kyodo("assess", file("false", "true"), "--format", "json").stdout)

    assert (found["eligible"], found["amount"]) == (True, 200_000)
    assert found["findings"] == [
        {
            "kind": "condition",
            "message": "審査会にかける。",
            "citations": [{"document": "plan", "section": "第9条"}],
        }
    ]
    assert found["trace"][-1] == {
        "label": "審査会にかける。",
        "inputs": {"local rule of the city": "Stated condition, to be checked by a person"},
        "result": "200,000円",
        "citation": "plan#第9条",
    }


def test_fact_that_a_rule_needs_is_told_where_it_is_missing(
    install: Install, file: Callable[..., str]
) -> None:
    install()
    path = file("resolved = false", "")

    result = kyodo("assess", path)

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{path}:8:9: facts: the fact resolved (総会の議決) is missing: 総会の議決を要する" in (
        result.stderr
    )


def test_hook_that_raises_is_told_by_name_without_a_traceback(
    install: Install, file: Callable[..., str]
) -> None:
    install(failing)

    result = kyodo("assess", file())

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "plugin mihon: the plugin fails to check the application: LookupError: no {rule} for grant\n"
    )


def test_every_program_of_the_city_is_asked_about_the_applicant(
    install: Install, file: Callable[..., str]
) -> None:
    install()

    refused = json.loads(kyodo("compare", "--applicant", file(), "--format", "json").stdout)
    granted = json.loads(kyodo("compare", "--applicant", file("false", "true"), "--format", "json").stdout)

    condition = "Stated condition, to be checked by a person: 審査会にかける。"
    silent = "Amount not stated: The document states no amount."
    assert [(one["program"], one["amount"], one["reasons"]) for one in refused["answers"]] == [
        ("grant", 0, ["Condition not met: 総会の議決がない。", condition]),
        ("advice", 0, ["Condition not met: 総会の議決がない。", silent, condition]),
    ]
    assert [(one["program"], one["amount"], one["reasons"][-2:]) for one in granted["answers"]] == [
        ("grant", 200_000, ["To 1,000円, Down: 200,000円", "審査会にかける。: 200,000円"]),
        ("advice", "not_stated", [silent, condition]),
    ]


def test_program_that_lacks_a_fact_for_a_rule_says_so(install: Install, file: Callable[..., str]) -> None:
    install()

    asked = json.loads(
        kyodo("compare", "--applicant", file("resolved = false", ""), "--format", "json").stdout
    )

    assert [(one["program"], one["amount"], one["reasons"]) for one in asked["answers"]] == [
        (name, None, ["the fact resolved (総会の議決) is missing: 総会の議決を要する"])
        for name in ("grant", "advice")
    ]


def test_city_whose_rules_fail_is_left_out_and_the_others_answer(
    install: Install, file: Callable[..., str]
) -> None:
    install(failing, Source("rei", plugin(lambda: city("rei", "019992"))))

    result = kyodo("compare", "--applicant", file(), "--format", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["answers"] == []
    (fault,) = json.loads(result.stderr)["left_out"]["faults"]
    assert fault["file"] == "plugin mihon"
    assert fault["message"] == "the plugin fails to check the application: LookupError: no {rule} for grant"


def test_where_no_city_can_answer_the_comparison_fails(install: Install, file: Callable[..., str]) -> None:
    install(failing)

    result = kyodo("compare", "--applicant", file())

    assert (result.exit_code, result.stdout) == (1, "")
    assert "plugin mihon: the plugin fails to check the application: LookupError" in result.stderr
