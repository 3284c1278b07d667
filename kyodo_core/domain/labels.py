"""What people read for a term: a Japanese and an English label, and the core kinds that carry one."""

from enum import Enum
from typing import Any, Self

from kyodo_core.domain.values import Value, record


@record
class Label(Value):
    """The words for one term in the two languages of the program."""

    ja: str
    en: str

    def text(self, lang: str) -> str:
        return self.en if lang == "en" else self.ja


class Kind(str, Enum):
    """A core kind: an English id (its value) with its label.

    Local names are mapped to core kinds, so that cities can be compared.
    """

    label: Label

    def __new__(cls, value: str, ja: str, en: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = Label(ja, en)
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """The kind of that id; KeyError if there is none."""
        for member in cls:
            if member.value == value:
                return member
        raise KeyError(value)

    def __str__(self) -> str:
        return str(self.value)


def says(ja: str, en: str, unit: str = "", refers: str = "") -> dict[str, Any]:
    """Metadata of an attrs field: its label, its unit where it is a figure ("yen", "hours" …), and the
    aspect whose facts it names by id.

    `show`, the JSON Schema and the key reference all read it from here.
    """
    return {"label": Label(ja, en), "unit": unit, "refers": refers}
