"""Faults of what a command line asks for, told at its options."""

import unicodedata

from kyodo_core.errors import Fault
from kyodo_core.messages import _


def option_fault(option: str, message: str, given: str, hint: str = "", example: str = "") -> Fault:
    """A fault at an option or argument, with what was given; `example` is a value that could be given."""
    now = _(" (now: {value})").format(value=f'"{given}"')
    shown = f"{option} {example}" if example and option.startswith("--") else example
    return Fault(file=option, message=f"{message}{now}", hint=hint, example=shown)


def one_form(text: str) -> str:
    """A text as it goes into a file: without space around it, each character in one piece.

    A file's name that is copied on some computers has its voiced marks apart (NFD).
    """
    return unicodedata.normalize("NFC", text.strip())


def text_fault(option: str, text: str) -> Fault | None:
    """What is wrong with a name or a title: it is empty, or does not stand in one line."""
    if not text.strip():
        return option_fault(option, _("the text is empty"), text)
    if not text.strip().isprintable():
        return option_fault(option, _("the text has characters that cannot be printed"), text)
    return None
