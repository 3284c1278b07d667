"""Asking on a terminal for what the command line did not say; elsewhere it is told to be missing."""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from kyodo_core.messages import _

if TYPE_CHECKING:
    from kyodo_core.errors import Fault

Question = tuple[str, Callable[[str], str], str | None]
"""What is asked, what takes the answer or refuses it by click.UsageError, and the answer if it is known."""


def asked(questions: Mapping[str, Question]) -> dict[str, str]:
    """The answers by option; those that are not known are asked for.

    Raises:
        click.UsageError: there is no terminal to ask on; with all options that are missing.
    """
    missing = [option for option, (_text, _take, known) in questions.items() if known is None]
    if missing and not on_terminal():
        raise click.UsageError(_("Missing: {options}").format(options=", ".join(missing)))
    return {
        option: click.prompt(text, value_proc=take) if known is None else known
        for option, (text, take, known) in questions.items()
    }


def not_empty(answer: str) -> str:
    """Any answer that says something."""
    if not answer.strip():
        raise click.UsageError(_("the text is empty"))
    return answer


def taken(fault_of: "Callable[[str], Fault | None]") -> Callable[[str], str]:
    """Takes a typed answer, or says at once what is wrong with it, so that it is asked again."""

    def take(answer: str) -> str:
        import attrs

        from kyodo_core.reports.faults import right

        if fault := fault_of(answer):
            typed = fault.example.removeprefix(f"{fault.file} ")  # here the option itself is not typed
            fault = attrs.evolve(fault, example=typed)
            raise click.UsageError("\n  ".join((fault.message, *right(fault))))
        return answer

    return take


def on_terminal() -> bool:
    """Can a person answer?"""
    return sys.stdin.isatty() and sys.stdout.isatty()
