"""Faults of what a command line asks for, told at its options."""

from kyodo_core.errors import Fault
from kyodo_core.messages import _


def option_fault(option: str, message: str, given: str, hint: str = "") -> Fault:
    """A fault at an option or argument, with what was given."""
    now = _(" (now: {value})").format(value=f'"{given}"')
    return Fault(file=option, message=f"{message}{now}", hint=hint)


def text_fault(option: str, text: str) -> Fault | None:
    """What is wrong with a name or a title: it is empty, or does not stand in one line."""
    if not text.strip():
        return option_fault(option, _("the text is empty"), text)
    if not text.strip().isprintable():
        return option_fault(option, _("the text has characters that cannot be printed"), text)
    return None
