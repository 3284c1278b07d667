"""What a document does not say is a value of its own, never None and never a guess."""

from enum import Enum
from typing import Final, Literal, TypeAlias


class Silence(Enum):
    NOT_STATED = "not_stated"

    def __bool__(self) -> Literal[False]:
        return False


NOT_STATED: Final = Silence.NOT_STATED
NotStated: TypeAlias = Literal[Silence.NOT_STATED]
"""The type of `NOT_STATED`, for unions such as `str | NotStated`."""

Text: TypeAlias = str | NotStated
"""A text, or the statement that the documents give none."""
