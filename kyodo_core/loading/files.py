"""One TOML file: its tables, and faults turned into lines and columns."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import tomli

from kyodo_core.errors import DefinitionError, Fault
from kyodo_core.loading.structuring import Path, RawFault
from kyodo_core.messages import _

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from kyodo_core.loading.positions import Positions


class TomlFile:
    """A TOML file read once, in a folder or an archive; `data` is its content, floats as exact decimals.

    `text` is taken for the file's content where it is given.

    Raises:
        DefinitionError: the file cannot be read, is not UTF-8, or is not TOML.
    """

    def __init__(self, path: "Traversable", text: str | None = None) -> None:
        self.path = path
        self.text = self._read() if text is None else text
        try:
            self.data: dict[str, Any] = tomli.loads(self.text, parse_float=Decimal)
        except tomli.TOMLDecodeError as error:
            raise self.error([self._syntax_fault(error)]) from None

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

    def _syntax_fault(self, error: tomli.TOMLDecodeError) -> Fault:
        return Fault(
            file=str(self.path),
            line=error.lineno,
            column=error.colno,
            message=_("this is not TOML: {reason}").format(reason=_(error.msg)),
            source=self._positions().line(error.lineno),
        )

    def faults(self, raw: Iterable[RawFault]) -> list[Fault]:
        """The faults with line, column and source line."""
        positions = self._positions()
        return [self._fault(fault, positions) for fault in raw]

    def _fault(self, raw: RawFault, positions: "Positions") -> Fault:
        place = positions.find(raw.path, raw.on_key)
        return Fault(
            file=str(self.path),
            line=place.line,
            column=place.column,
            width=place.width,
            source=positions.line(place.line),
            message=said(raw),
            hint=raw.hint,
            rule=raw.rule,
        )

    def line_of(self, path: Path) -> int:
        """The line in which the value at `path` stands."""
        return self._positions().find(path).line

    def error(self, faults: list[Fault]) -> DefinitionError:
        message = _("{file} has {count} fault(s).").format(file=self.path.name, count=len(faults))
        return DefinitionError(message, faults)


def said(raw: RawFault) -> str:
    """What is wrong, behind the name of its key and before the value that stands there."""
    value = _(" (now: {value})").format(value=_shown(raw.value)) if raw.value is not None else ""
    return f"{_key_name(raw)}{raw.message}{value}"


def _key_name(raw: RawFault) -> str:
    keys = [part for part in raw.path if isinstance(part, str)]
    return f"{keys[-1]}: " if keys else ""


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value and isinstance(value, dict | list):
        return "{ … }" if isinstance(value, dict) else "[ … ]"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"
