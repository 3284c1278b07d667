"""A city's cases: each is a test, and one that states another answer than kyodo's fails."""

import re
from pathlib import Path
from typing import Any

import pytest
import tomli

from kyodo_core.conformance import cases_of

SOUND = {
    "name": "設立準備会",
    "program": "area-building-grant",
    "fiscal_year": "令和6年度",
    "eligible": True,
    "findings": ["資料に金額の記載がない"],
}


PAGE = Path(__file__).parents[2] / "docs" / "plugins.md"


def written(folder: Path, text: str = "") -> Path:
    file = folder / "cases.toml"
    case = (
        'name = "設立準備会"\nprogram = "area-building-grant"\nfiscal_year = "令和6年度"\neligible = true\n'
    )
    file.write_text(f"[[case]]\n{case}{text}", encoding="utf-8")
    return file


def test_every_case_of_the_file_is_a_test_of_its_own(tmp_path: Path) -> None:
    made = cases_of("yamaguchi", written(tmp_path))

    [mark] = made.pytestmark  # type: ignore[attr-defined]
    assert mark.kwargs["ids"] == ["1-area-building-grant"]
    assert [case["eligible"] for case in mark.args[1]] == [True]


def test_case_that_states_the_answer_passes(tmp_path: Path) -> None:
    cases_of("yamaguchi", written(tmp_path))(SOUND, tmp_path)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"eligible": False, "amount": 0}, id="eligible"),
        pytest.param({"amount": 1_000}, id="amount"),
        pytest.param({"trace": ["限度額"]}, id="trace"),
        pytest.param({"findings": ["限度額は10万円"]}, id="findings"),
        pytest.param({"kind": "civic_group"}, id="other-applicant"),
        pytest.param({"amuont": 1_000}, id="misspelt-key"),
    ],
)
def test_case_that_states_another_answer_fails(changed: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        cases_of("yamaguchi", written(tmp_path))({**SOUND, **changed}, tmp_path)


def test_case_on_the_page_holds(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(\[\[case\]\].*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    file = tmp_path / "cases.toml"
    file.write_text(shown[1], encoding="utf-8")

    [case] = tomli.loads(shown[1])["case"]
    assert case["amount"] == 50_000
    cases_of("ichinoseki", file)(case, tmp_path)
