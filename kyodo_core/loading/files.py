"""One TOML file: its tables, and faults turned into lines and columns."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import tomli

from kyodo_core.errors import DefinitionError, Example, Fault, UnparsedError
from kyodo_core.loading.structuring import Path, RawFault
from kyodo_core.messages import _

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from kyodo_core.loading.positions import Positions
    from kyodo_core.loading.syntax.diagnosis import Diagnosis

_GLUED = re.compile("(?<= は)(?=[!-~])")
"""Where the Japanese sentence lacks the space before letters and figures: 「rate は 1 以下に」."""


class TomlFile:
    """A TOML file read once, in a folder or an archive; `data` is its content, floats as exact decimals.

    `text` is taken for the file's content where it is given.

    Raises:
        DefinitionError: the file cannot be read or is not UTF-8; UnparsedError: it is not TOML.
    """

    def __init__(self, path: "Traversable", text: str | None = None) -> None:
        self.path = path
        self.text = self._read() if text is None else text
        try:
            self.data: dict[str, Any] = tomli.loads(self.text, parse_float=Decimal)
        except (ValueError, ArithmeticError, RecursionError) as error:
            raise self._unparsed(str(error)) from None

    def _read(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            fault = Fault(file=str(self.path), message=_("the file cannot be read"), hint=str(error.strerror))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            fault = Fault(
                file=str(self.path),
                line=line,
                message=_("the file is not written in UTF-8"),
                hint=_("save it with the encoding UTF-8"),
            )
        raise self.error([fault])

    def _positions(self) -> "Positions":
        from kyodo_core.loading.positions import Positions

        return Positions(self.text)

    def _unparsed(self, reason: str) -> UnparsedError:
        """Every mistake of a text that is not TOML; `reason` is the reader's, should none be found."""
        from kyodo_core.loading.syntax.diagnosis import diagnoses, mended_text

        text = self.text.replace("\r\n", "\n")
        faults = [self._syntax_fault(text, one) for one in diagnoses(text)]
        message = _("this is not TOML: {reason}").format(reason=reason)
        faults = faults or [Fault(file=str(self.path), line=1, message=message)]
        return UnparsedError(self._says(faults), faults, text, mended_text(text))

    def _syntax_fault(self, text: str, found: "Diagnosis") -> Fault:
        begins = text.rfind("\n", 0, found.start) + 1
        source = text[begins:].partition("\n")[0]
        column = min(found.start - begins, len(source)) + 1
        return Fault(
            file=str(self.path),
            line=text.count("\n", 0, begins) + 1,
            column=column,
            width=max(min(found.end - begins, len(source)) + 1 - column, 1),
            source=source,
            key=found.key,
            value=found.value,
            message=sentence(found.key, found.message, found.value),
            example=found.example,
        )

    def faults(self, raw: Iterable[RawFault]) -> list[Fault]:
        """The faults with line, column and source line."""
        positions = self._positions()
        return [self._fault(fault, positions) for fault in raw]

    def _fault(self, raw: RawFault, positions: "Positions") -> Fault:
        place = positions.find(raw.path, raw.on_key)
        source = positions.line(place.line)
        written = source[place.column - 1 :][: place.width]
        keys = [part for part in raw.path if isinstance(part, str)]
        value = "" if raw.value is None or raw.on_key else shown(raw.value, written)
        return Fault(
            file=str(self.path),
            line=place.line,
            column=place.column,
            width=place.width,
            source=source,
            key=raw.missing or (keys[-1] if keys else ""),
            value=value,
            message=sentence(keys[-1] if keys else "", raw.message, value),
            example=raw.hint.line(raw.path) if isinstance(raw.hint, Example) else "",
            hint="" if isinstance(raw.hint, Example) else raw.hint,
            rule=raw.rule,
        )

    def line_of(self, path: Path) -> int:
        """The line in which the value at `path` stands."""
        return self._positions().find(path).line

    def error(self, faults: list[Fault]) -> DefinitionError:
        return DefinitionError(self._says(faults), faults)

    def _says(self, faults: list[Fault]) -> str:
        return _("{file} has {count} fault(s).").format(file=self.path.name, count=len(faults))


def said(raw: RawFault) -> str:
    """What is wrong, behind the name of its key and before the value that stands there."""
    keys = [part for part in raw.path if isinstance(part, str)]
    value = "" if raw.value is None or raw.on_key else shown(raw.value)
    return sentence(keys[-1] if keys else "", raw.message, value)


def sentence(key: str, message: str, value: str = "") -> str:
    """A fault in words: what it is about, what is wrong, what it is now."""
    said = _("{key}: {message}").format(key=key, message=message) if key else message
    said = _GLUED.sub(" ", said)
    return said + (_(" (now: {value})").format(value=value) if value else "")


def shown(value: Any, written: str = "") -> str:
    """A value as TOML has it; what was computed from it, as it is written."""
    if isinstance(value, bool):
        return str(value).lower()
    if value and isinstance(value, dict | list):
        return "{ … }" if isinstance(value, dict) else "[ … ]"
    if isinstance(value, Fraction):
        return written or str(value)
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"
