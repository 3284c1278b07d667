"""What a terminal shows: whole outputs, lines within the width, tables aligned."""

from collections.abc import Callable, Iterator

import pytest
from rich.cells import cell_len

from tests.cli.lines import LINES

Answer = Callable[..., str]

WHOLE = {
    "cities": "cities",
    "compare": "compare",
    "compare-forms": "compare --aspect forms",
    "report-hanamaki-range": "report hanamaki range",
    "report-ichinoseki-area-plan": "report ichinoseki area-plan",
    "report-yamaguchi-progress": "report yamaguchi progress",
    "gaps-hanamaki": "gaps hanamaki",
    "check-hanamaki-coverage": "check hanamaki --coverage",
    "check-coverage-in-english": "check yamaguchi --coverage --lang en",
    "show-hanamaki-definitions": "show hanamaki definitions",
    "compare-definitions-in-english": "compare --aspect definitions --lang en",
}


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("name", WHOLE)
def test_whole_output_is_as_expected(
    name: str, columns: int, answer: Answer, matches_expected: Callable[[str, str], None]
) -> None:
    matches_expected(f"{name}-{columns}", answer(WHOLE[name], columns=columns))


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("line", LINES)
def test_every_line_is_within_the_width_and_tables_are_aligned(
    line: str, columns: int, answer: Answer
) -> None:
    output = answer(line, columns=columns)

    assert [shown for shown in output.splitlines() if cell_len(shown) > columns] == []
    for table in tables(output):
        assert len({cell_len(shown) for shown in table}) == 1
        assert len({bars(shown) for shown in table if shown.startswith("│")}) == 1


@pytest.mark.parametrize("line", LINES)
def test_a_wide_terminal_shows_the_same_words(line: str, answer: Answer) -> None:
    assert letters(answer(line, columns=80)) == letters(answer(line, columns=200))


def test_no_line_ends_with_spaces_outside_a_table(answer: Answer) -> None:
    lines = answer("show ichinoseki").splitlines()

    assert [line for line in lines if line != line.rstrip()] == []


def test_a_width_that_is_no_number_is_not_used(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(map(cell_len, answer("cities", columns=-1).splitlines())) <= 80
    assert max(map(cell_len, answer("cities", columns=5).splitlines())) <= 40


def tables(output: str) -> Iterator[list[str]]:
    """The tables of an output, each with its lines."""
    table: list[str] = []
    for line in output.splitlines():
        if line[:1] in tuple("┌│├└"):
            table.append(line)
        if line.startswith("└"):
            yield table
            table = []


def bars(line: str) -> tuple[int, ...]:
    """The display columns in which a line of a table has its bars."""
    return tuple(cell_len(line[:place]) for place, character in enumerate(line) if character == "│")


def letters(output: str) -> list[str]:
    """All characters that are neither space nor drawing, however they are laid out."""
    return sorted(
        character for character in output if not character.isspace() and character not in "┌┬┐├┼┤└┴┘─│="
    )
