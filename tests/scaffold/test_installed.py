"""The fourth city, installed beside the others in a clean environment, and compared and computed with."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from tests.environments import Environment, build_wheel, build_wheels, execute
from tests.fourth import fourth_city, silent_city
from tests.installed import CITIES

AREAS = "地域\n浜\n山\n沖の島\n"
APPLICATION = """\
city = "kaku"
program = "start"
fiscal_year = "令和6年度"
[applicant]
kind = "civic_group"
name = "凧の会"
facts = {{ year_in_program = {year} }}
[[costs]]
category = "材料費"
amount = 100_000
"""
FOUR = sorted([*CITIES, "kaku"])


@frozen
class Office:
    """kyodo with five cities; the plugins of the new ones are kept in `folder`."""

    environment: Environment
    folder: Path

    def data(self, *arguments: str) -> Any:
        return json.loads(self.environment.kyodo(*arguments, "--format", "json"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    environment = Environment(folder / "environment")
    built = [*build_wheels(folder / "wheels", CITIES).values()]
    built += [build_wheel(city(folder).root, folder / city.__name__) for city in (fourth_city, silent_city)]
    for wheel in built:
        environment.install(wheel)
    return Office(environment, folder)


def compared(office: Office, aspect_id: str) -> dict[str, Any]:
    """The cells of the four cities in an aspect, by row."""
    (aspect,) = office.data("compare", *FOUR, "--aspect", aspect_id)["aspects"]
    return {row["id"]: row["cells"] for row in aspect["rows"]}


def stated(cells: dict[str, Any]) -> list[str]:
    return sorted(slug for slug, cell in cells.items() if cell["state"] == "defined")


def names(cells: dict[str, Any]) -> list[str]:
    return [item["name"] for item in cells["kaku"]["items"]]


def test_all_plugins_are_sound(office: Office) -> None:
    checked = office.data("check")

    assert checked["findings"] == []
    facts = {one["slug"]: one["facts"] for one in checked["cities"]}
    assert (facts["kaku"], facts["shizuka"]) == (15, 0)
    assert sorted(facts) == sorted([*FOUR, "shizuka"])


def test_council_of_another_name_stands_in_the_row_of_councils(office: Office) -> None:
    row = compared(office, "councils")["position"]

    assert names(row) == ["かざぐるま会議"]
    assert stated(row) == FOUR


def test_both_definitions_are_taken_apart(office: Office) -> None:
    rows = compared(office, "definitions")

    assert names(rows["parties"]) == ["助けあい", "協働"]
    assert names(rows["aim"]) == ["助けあい"]
    assert names(rows["manner"]) == ["協働"]


def test_seventh_principle_is_the_citys_own(office: Office) -> None:
    rows = compared(office, "principles")

    assert names(rows["other"]) == ["無理なく休む"]
    assert sum(len(names(row)) for row in rows.values()) == 7


def test_form_that_no_other_city_has_is_its_own(office: Office) -> None:
    rows = compared(office, "forms")

    assert names(rows["other"]) == ["手の貸し借り"]
    assert stated(rows["other"]) == ["kaku"]
    assert "kaku" in stated(rows["grant"])


def test_path_of_four_stages_is_compared_with_one_of_three(office: Office) -> None:
    rows = compared(office, "maturity")

    assert [names(row)[0] for row in rows.values()] == [
        "たね（1年目）",
        "め（2～3年目）",
        "き（4～6年目）",
        "もり（7年目から）",
    ]
    assert [stated(row) for row in rows.values()] == [["kaku", "yamaguchi"]] * 3 + [["kaku"]]


def test_island_counts_half_in_the_allocation(office: Office, tmp_path: Path) -> None:
    areas = tmp_path / "areas.csv"
    areas.write_text(AREAS, encoding="utf-8")

    allocation = office.data("allocate", "kaku", "share", str(areas), "--year", "R6")

    shown = {line["area"]: line["total"] for line in allocation["areas"]}
    assert shown == {"浜": 400_000, "山": 400_000, "沖の島": 200_000}


@pytest.mark.parametrize(
    ("year", "amount", "eligible"),
    [(1, 100_000, True), (2, 66_666, True), (3, 33_333, True), (4, 0, False)],
)
def test_rate_falls_by_year(year: int, amount: int, eligible: bool, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "application.toml"
    file.write_text(APPLICATION.format(year=year), encoding="utf-8")

    outcome = office.data("assess", str(file))

    assert (outcome["amount"], outcome["eligible"]) == (amount, eligible)


def test_overview_has_all_cities_side_by_side(office: Office) -> None:
    shown = office.environment.kyodo("compare", *FOUR)

    assert shown.splitlines()[0].startswith("協働の枠組みの比較: ")
    assert "架空町" in shown.splitlines()[0]
    assert "かざぐるま会議" in shown.replace("\n", "")


def test_silent_city_has_a_gap_in_nothing_that_is_still_to_do(office: Office) -> None:
    assert office.data("gaps", "shizuka")["gaps"] == []


def test_city_is_made_and_taken_in_by_the_commands_themselves(office: Office, tmp_path: Path) -> None:
    said = office.environment.kyodo("new-city", "betsu", "--name", "別村", "--code", "059994", cwd=tmp_path)

    assert said.splitlines()[0] == "別村のプラグインを作りました: betsu"
    office.environment.install(build_wheel(tmp_path / "betsu", tmp_path / "wheel"))
    try:
        assert "betsu" in office.environment.cities()
        assert office.data("check", "betsu")["findings"] == []
    finally:
        office.environment.uninstall("kyodo-betsu")


@pytest.mark.parametrize("slug", ["kaku", "shizuka"])
def test_inherited_tests_pass(slug: str, office: Office) -> None:
    office.environment.borrow("pytest")
    command = (str(office.environment.python), "-m", "pytest", "-p", "no:cacheprovider", slug)

    assert "12 passed" in execute(*command, cwd=office.folder)
