"""Where the reader of TOML stops in a text, and the mistake that is found there."""

from collections.abc import Callable

from attrs import frozen

from kyodo_core.loading.syntax.statements import scan


@frozen(kw_only=True)
class Mistake:
    """What is wrong with `text[start:end]`, and what stands there instead; None where that is not plain.

    `value` is what the message is about, where that is a value.
    """

    start: int
    end: int
    message: str
    instead: str | None = None
    value: str = ""


@frozen
class Stop:
    """Where the reader of TOML stopped in a text, and why."""

    text: str
    at: int
    reason: str

    @property
    def mark(self) -> str:
        """The character at which it stopped; empty at the end of the text."""
        return self.text[self.at : self.at + 1]

    @property
    def before(self) -> str:
        """What precedes on the line."""
        return self.text[: self.at].rpartition("\n")[2]

    @property
    def rest(self) -> str:
        """What follows on the line."""
        return self.text[self.at :].partition("\n")[0]

    @property
    def line_end(self) -> int:
        return self.at + len(self.rest)

    @property
    def at_end(self) -> bool:
        """Does nothing but a comment follow on the line?"""
        return not self.rest.partition("#")[0].strip()

    @property
    def brackets(self) -> tuple[int, ...]:
        """The places of the brackets that are open here."""
        return scan(self.text[: self.at]).brackets

    def here(self, length: int, message: str, instead: str | None = None, value: str = "") -> Mistake:
        """A mistake that begins where the reader stopped."""
        end = self.at + length
        return Mistake(start=self.at, end=end, message=message, instead=instead, value=value)


Recogniser = Callable[[Stop], Mistake | None]
"""Knows one kind of mistake: says what it is, or None where it is another."""
