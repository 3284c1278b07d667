"""What is wrong, as lines for people and as data for tools."""

from collections.abc import Sequence
from typing import Any

from kyodo_core.errors import Example, Fault, FaultsError, KyodoError, Suggestion
from kyodo_core.messages import _


def right(fault: Fault) -> list[str]:
    """What would be right: an example, the names that may have been meant, or a hint in words."""
    return [*examples(fault), *advice(fault)]


def examples(fault: Fault) -> list[str]:
    """The line, or lines, that could stand there, under a heading."""
    example = example_of(fault)
    if "\n" in example:
        heading = _("Example: {example}").format(example="").rstrip()
        return [heading, *(f"  {line}" for line in example.split("\n"))]
    return [_("Example: {example}").format(example=example)] if example else []


def advice(fault: Fault) -> list[str]:
    """The names that may have been meant and those that are known, or a hint in words."""
    if isinstance(fault.hint, Suggestion):
        return fault.hint.lines()
    return [f"→ {fault.hint}"] if fault.hint and not isinstance(fault.hint, Example) else []


def example_of(fault: Fault) -> str:
    """The line, or lines, that could stand there."""
    return fault.example or (str(fault.hint) if isinstance(fault.hint, Example) else "")


def fault_data(fault: Fault) -> dict[str, Any]:
    """One fault, with its place, its words and what would be right."""
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "width": fault.width,
        "key": fault.key,
        "message": fault.message,
        "value": fault.value,
        "example": example_of(fault),
        **_helping(fault.hint),
        "source": fault.source,
        "rule": fault.rule,
    }


def _helping(hint: str) -> dict[str, Any]:
    """A hint in words, or the names that it is made of."""
    if isinstance(hint, Suggestion):
        return {"hint": "", "suggestions": list(hint.near), "known": list(hint.known)}
    return {"hint": "" if isinstance(hint, Example) else hint, "suggestions": [], "known": []}


def error_data(errors: Sequence[KyodoError]) -> dict[str, Any]:
    """One or several errors: what went wrong, what would help, and all faults."""
    helping = _helping(errors[0].hint if len(errors) == 1 else "")
    faults = [fault for error in errors if isinstance(error, FaultsError) for fault in error.faults]
    return {
        "message": " ".join(error.message for error in errors),
        **helping,
        "faults": [fault_data(fault) for fault in faults],
    }
