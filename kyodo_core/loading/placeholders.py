"""Words of an example that still stand where the city's own belong.

Every text of an example is ○○, behind which a number or a remark in brackets may stand; so is the place of
a citation. A real text that only contains ○○, such as 「○○地域づくり計画」 of a model form, is none.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kyodo_core.loading.structuring import Path, RawFault
from kyodo_core.messages import _

BLANK = "○○"
"""What a person overwrites."""
_PLACEHOLDER = re.compile(rf"(?:[^#]*#)?{BLANK}(?:\d|（[^）]*）)?")


def is_placeholder(text: str) -> bool:
    """Is this an example's text?"""
    return bool(_PLACEHOLDER.fullmatch(text.strip()))


def placeholders(value: Any, path: Path = ()) -> Iterator[RawFault]:
    """The texts in a file's tables that were not overwritten."""
    if isinstance(value, str):
        if is_placeholder(value):
            message = _("this is still the word of the example")
            hint = _("write what the document says; delete the line if it says nothing of it")
            yield RawFault(path, message, value, hint)
        return
    items: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        yield from placeholders(inner, (*path, key))
