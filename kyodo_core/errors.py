"""Every exception of kyodo. One place in the command line turns them into messages.

What a person may do wrong is an exception here; what a city's rules say no to is a value (a finding).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Self

from attrs import frozen

from kyodo_core.messages import _, language


class Example(str):
    """A hint that is TOML: a value that could stand there, or (`whole`) a line."""

    __slots__ = ("whole",)
    whole: bool

    def __new__(cls, text: str, whole: bool = False) -> Self:
        made = super().__new__(cls, text)
        made.whole = whole
        return made

    def line(self, path: Sequence[str | int]) -> str:
        """The whole line, for a value at this path of keys; an item stands in its list."""
        keys = [part for part in path if isinstance(part, str)]
        if self.whole or not keys:
            return str(self)
        return f"{keys[-1]} = [{self}]" if isinstance(path[-1], int) else f"{keys[-1]} = {self}"


class Suggestion(str):
    """A hint made of names: `near` may have been meant, `known` are all, with their Japanese labels."""

    __slots__ = ("known", "near")
    near: tuple[str, ...]
    known: Mapping[str, str]

    def __new__(cls, near: Iterable[str], known: Mapping[str, str]) -> Self:
        near = tuple(near)
        made = super().__new__(cls, " ".join(_lines(near, known)))
        made.near, made.known = near, known
        return made

    def lines(self) -> list[str]:
        """What may have been meant, then all that is known: a line each."""
        return _lines(self.near, self.known)


def _lines(near: Sequence[str], known: Mapping[str, str]) -> list[str]:
    lines = [_("Did you mean {near}?").format(near=_(", ").join(near))] if near else []
    labelled = language() == "ja"  # the labels are Japanese
    named = (f"{name}（{label}）" if label and labelled else name for name, label in known.items())
    if known or not near:
        lines.append(_("Known: {names}").format(names=_(", ").join(named) or "-"))
    return lines


RuleName = Literal["", "citations", "ids", "kinds", "totals", "years", "conditions", "todo"]
"""The rule on facts that a fault breaks; empty for a fault in how a file is written."""


@frozen(kw_only=True)
class Fault:
    """One thing wrong in one place: where, what, and what would be right.

    `file` is a path or a plugin's name; `line` and `column` count from 1, 0 where there is none.
    `source` is the line itself, `width` how many characters of it the fault covers. `message` is a
    sentence that names the `key` and its `value` as it is written; `example` a line that could stand
    there. `hint` may be a `Suggestion`. `rule` is the rule on facts that it breaks.
    """

    file: str
    message: str
    hint: str = ""
    line: int = 0
    column: int = 0
    width: int = 1
    source: str = ""
    key: str = ""
    value: str = ""
    example: str = ""
    rule: RuleName = ""

    @property
    def place(self) -> str:
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


def suggestion(name: str, known: Iterable[str] | Mapping[str, str]) -> Suggestion:
    """A hint for a name that does not exist: the nearest known one, and all of them.

    Of a mapping the values are the names' labels; a name that is written as a label is answered with the
    one that carries it.
    """
    labels = dict(known) if isinstance(known, Mapping) else dict.fromkeys(known, "")
    return Suggestion(_nearest(name, labels), labels)


def nearest(name: str, known: Iterable[str]) -> Suggestion:
    """A hint for a name that does not exist: the nearest known one; empty where none is near."""
    return Suggestion(_nearest(name, dict.fromkeys(known, "")), {})


def _nearest(name: str, labels: Mapping[str, str]) -> list[str]:
    import unicodedata
    from difflib import get_close_matches

    wanted = unicodedata.normalize("NFKC", name).strip().lower()
    carriers = {label: known for known, label in labels.items() if label}
    for label, known in carriers.items():
        if len(wanted) > 1 and wanted in label:
            return [known]
    near = get_close_matches(wanted, [*labels, *carriers], n=1, cutoff=0.5)
    return [carriers.get(found, found) for found in near]


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


class UnparsedError(DefinitionError):
    """A file is no TOML. `text` is its text, `mended` the same as it may be meant, line for line.

    `mended` is empty where it is not plain what was meant.
    """

    def __init__(self, message: str, faults: Sequence[Fault], text: str = "", mended: str = "") -> None:
        super().__init__(message, faults)
        self.text = text
        self.mended = mended


class PluginError(FaultsError):
    """A city's plugin cannot be used: it fails on import, lacks a hook, or claims another's code."""


class UnknownNameError(KyodoError):
    """A city, aspect, report or format of that name does not exist; `city` is the name if it is a city's."""

    exit_code = 2
    city = ""

    @classmethod
    def among(cls, what: str, name: str, known: Iterable[str]) -> Self:
        """The error for `name`, with the nearest of the known names as a hint.

        `what` is the English word for what was asked (city, aspect, report).
        """
        message = _("There is no {what} named {name}.").format(what=_(what), name=name)
        made = cls(message, suggestion(name, list(known)))
        made.city = name if what == "city" else ""
        return made


class OutputError(KyodoError):
    """The output file cannot be written; what stood there before is untouched."""
