"""For which version of kyodo's TOML a plugin is written, and what each version changed.

The version goes up where a file that was right until then would be refused or read otherwise. A key
that is only added changes no version: older plugins go on being read.
"""

from collections.abc import Mapping
from typing import Any, TypeGuard

from kyodo_core.errors import Example
from kyodo_core.loading.structuring import RawFault
from kyodo_core.messages import _

SCHEMA_VERSION = 1
"""The version that this kyodo reads."""
KEY = "schema"
History = Mapping[int, tuple[str, ...]]


def history() -> History:
    """What each version changed against the one before it, in the language in force."""
    return {1: (_("the first version"),)}


def other_version(
    data: Mapping[str, Any], reads: int = SCHEMA_VERSION, changes: History | None = None
) -> RawFault | None:
    """The fault of a header that is written for a version other than the one read here."""
    written = data.get(KEY)
    if not _is_number(written) or written == reads:
        return None
    message = _("written for version {written} of kyodo's TOML; this kyodo reads version {reads}")
    return RawFault((KEY,), message.format(written=written, reads=reads), hint=_way(written, reads, changes))


def _way(written: int, reads: int, changes: History | None) -> str:
    """What leads from the version written to the one read."""
    if written > reads:
        return _("update kyodo-core")
    if written < 1:
        return Example(f"{reads}")
    known = history() if changes is None else changes
    differ = [f"({number}) {'; '.join(known[number])}" for number in range(written + 1, reads + 1)]
    return _("Differences: {differences}").format(differences=" ".join(differ))


def unstated_version(data: Mapping[str, Any]) -> RawFault | None:
    """The fault of a header that does not say its version, or not as a number; with the line to write."""
    version = f"{SCHEMA_VERSION}"
    if KEY not in data:
        line = Example(f"{KEY} = {version}", whole=True)
        return RawFault((), _("the key {key} is missing").format(key=KEY), hint=line, missing=KEY)
    if _is_number(data[KEY]):
        return None
    return RawFault((KEY,), _("a whole number without quotes is needed"), data[KEY], Example(version))


def _is_number(written: Any) -> TypeGuard[int]:
    return isinstance(written, int) and not isinstance(written, bool)
