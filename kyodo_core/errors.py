"""Every exception of kyodo. One place in the command line turns them into messages.

What a person may do wrong is an exception here; what a city's rules say no to is a value (a finding).
"""

from collections.abc import Iterable, Sequence
from typing import Literal, Self

from attrs import frozen

from kyodo_core.messages import _

RuleName = Literal["", "citations", "ids", "kinds", "totals", "years", "conditions", "todo"]
"""The rule on facts that a fault breaks; empty for a fault in how a file is written."""


@frozen(kw_only=True)
class Fault:
    """One thing wrong in one place: where, what, and what would be right.

    `file` is a path or a plugin's name; `line` and `column` count from 1, 0 where there is none.
    `source` is the line itself, `width` how many characters of it the fault covers, `rule` the rule on
    facts that it breaks.
    """

    file: str
    message: str
    hint: str = ""
    line: int = 0
    column: int = 0
    width: int = 1
    source: str = ""
    rule: RuleName = ""

    @property
    def place(self) -> str:
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


def suggestion(name: str, known: Iterable[str]) -> str:
    """A hint for a name that does not exist: the nearest known one, and all of them."""
    choices = list(known)
    names = _("Known: {names}").format(names=", ".join(choices) or "-")
    return " ".join(filter(None, (nearest(name.lower(), choices), names)))


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint for a name that does not exist: the nearest known one; empty where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return _("Did you mean {near}?").format(near=near[0]) if near else ""


class KyodoError(Exception):
    """Base of all errors that a person can mend; carries what would help as `hint`."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class FaultsError(KyodoError):
    """An error made of faults, each with its place."""

    def __init__(self, message: str, faults: Sequence[Fault]) -> None:
        super().__init__(message)
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column)))


class DefinitionError(FaultsError):
    """A city's TOML does not say what it must; all faults of the file at once."""


class PluginError(FaultsError):
    """A city's plugin cannot be used: it fails on import, lacks a hook, or claims another's code."""


class UnknownNameError(KyodoError):
    """A city, aspect, report or format of that name does not exist."""

    exit_code = 2

    @classmethod
    def among(cls, what: str, name: str, known: Iterable[str]) -> Self:
        """The error for `name`, with the nearest of the known names as a hint.

        `what` is the English word for what was asked (city, aspect, report).
        """
        message = _("There is no {what} named {name}.").format(what=_(what), name=name)
        return cls(message, suggestion(name, known))


class OutputError(KyodoError):
    """The output file cannot be written; what stood there before is untouched."""
