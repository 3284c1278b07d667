"""What is wrong with a file that is no TOML, beyond that: found in its text as it may be meant."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import evolve

from kyodo_core.errors import DefinitionError, Fault, Suggestion, UnparsedError
from kyodo_core.loading.files import TomlFile

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def with_further(
    error: UnparsedError, path: "Traversable", faults_of: Callable[[TomlFile], list[Fault]]
) -> DefinitionError:
    """The error, with the faults of the lines that had not to be mended."""
    if not error.mended:
        return error
    file = TomlFile(path, error.mended)
    lines = zip(error.text.split("\n"), error.mended.split("\n"), strict=True)
    mended = {number for number, (before, after) in enumerate(lines, 1) if before != after}
    further = faults_of(file)
    told = [_named(fault, further) for fault in error.faults]
    return file.error([*told, *(fault for fault in further if fault.line not in mended)])


def _named(fault: Fault, further: list[Fault]) -> Fault:
    """A key that would be TOML in quotes, and is none of the file's even then, is told as an unknown key."""
    for other in further:
        near = isinstance(other.hint, Suggestion) and other.hint.near
        if near and other.line == fault.line and other.key == fault.value:
            return evolve(fault, key=other.key, message=other.message, hint=other.hint, example="", value="")
    return fault
