"""How the cell of a column becomes the value that TOML would hold; one reader for each type of field."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Union, get_args, get_origin

from kyodo_core.domain.facts import Part
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.silence import NotStated
from kyodo_core.domain.sources import Citation, Document
from kyodo_core.domain.years import DocumentDate, FiscalYear, Period
from kyodo_core.errors import Suggestion
from kyodo_core.importing.words import Vocabulary, words
from kyodo_core.loading import cells
from kyodo_core.loading.grids import Cell
from kyodo_core.loading.values import WrongValueError
from kyodo_core.messages import _

Reader = Callable[[Cell], Any]
"""From a cell that says something to the value that TOML would hold; raises WrongValueError."""
_UNITS = {"yen": "円", "years": "年", "hours": "時間", "persons": "人"}
NO_KIND = frozenset(("該当なし", "none"))
"""What a cell says of a thing that no core kind fits."""
_DASHES = frozenset("-‐‑–—―−ー")
_FRACTION = re.compile(r"(?P<whole>\d+)分の(?P<part>\d+)", re.ASCII)
_DECIMALS = 6


def says_nothing(cell: Cell) -> bool:
    """Is the cell empty, or a dash? Then the table does not state the thing."""
    return cell.empty or (isinstance(cell.raw, str) and set(_plain(cell.raw)) <= _DASHES)


def reader(
    value_type: Any, unit: str = "", names: Vocabulary | None = None, documents: Sequence[Document] = ()
) -> Reader | None:
    """The reader for a field's type; None for one that no single cell can hold.

    `names` are the names of the facts that the field refers to by their ids, `documents` what may be cited.
    """
    origin, arguments = get_origin(value_type), get_args(value_type)
    if origin is Union:
        stated = [arm for arm in arguments if arm != NotStated]
        return reader(stated[0], unit, names, documents) if len(stated) == 1 else None
    if origin is tuple:
        item = _item(arguments[0], names, documents)
        kinds = isinstance(arguments[0], type) and issubclass(arguments[0], Kind)
        return None if item is None else lambda cell: _listed(cell, item, kinds)
    if value_type is int:
        return lambda cell: cells.number(cell, _UNITS.get(unit, unit))
    if names is not None:
        return lambda cell: _named(cell, cells.text(cell), names)
    return _single(value_type)


def _single(value_type: Any) -> Reader | None:
    if isinstance(value_type, type) and issubclass(value_type, Kind):
        return kind_reader(value_type)
    found: Reader | None = _SINGLE.get(value_type)
    return found


def _listed(cell: Cell, item: Callable[[Cell, str], Any], kinds: bool) -> list[Any]:
    """The items of a list; of kinds none where the cell says that no kind fits."""
    parts = _parts(cell)
    if kinds and len(parts) == 1 and words(parts[0]) in NO_KIND:
        return []
    return [item(cell, part) for part in parts]


def _item(
    value_type: Any, names: Vocabulary | None, documents: Sequence[Document]
) -> Callable[[Cell, str], Any] | None:
    """How one part of a list in a cell is read."""
    if isinstance(value_type, type) and issubclass(value_type, Kind):
        known = vocabulary(value_type)
        return lambda cell, part: _named(cell, part, known)
    if value_type is str:
        return (lambda cell, part: part) if names is None else lambda cell, part: _named(cell, part, names)
    if value_type is Citation:
        return lambda cell, part: _citation(part, documents)
    return {Part: _part}.get(value_type)


def kind_reader(kind_type: type[Kind]) -> Reader:
    """Reads a kind by its id or its label."""
    known = vocabulary(kind_type)
    return lambda cell: _named(cell, cells.text(cell), known)


def vocabulary(kind_type: type[Kind]) -> Vocabulary:
    """The kinds' ids by id and label."""
    named = ((str(kind), (str(kind), kind.label.ja, kind.label.en)) for kind in kind_type)
    return Vocabulary(named, {str(kind): kind.label.ja for kind in kind_type})


def _named(cell: Cell, text: str, known: Vocabulary) -> str:
    found = known.named(text)
    if len(found) == 1:
        return found[0]
    if found:
        message = _("this may mean several: {names}").format(names=", ".join(found))
        raise WrongValueError(message, text)
    raise WrongValueError(_("nothing is known under this name"), text, _hint(known, text))


def _hint(known: Vocabulary, text: str) -> Suggestion:
    return Suggestion(known.near(text)[:1], {thing: known.labels.get(thing, "") for thing in known.things})


def _parts(cell: Cell) -> list[str]:
    """The parts of a list: lines where there are several, else what 、 parts; bullets are left out."""
    text = cells.text(cell)
    lines = text.splitlines() if "\n" in text else re.split("[、､]", text)
    parts = [line.strip().removeprefix("・").strip() for line in lines]
    if "\n" in text:
        parts = [part for part in parts if part]
    if not all(parts):
        raise WrongValueError(_("a name in the list is empty"), cell.shown, "、".join(filter(None, parts)))
    return parts


def _citation(part: str, documents: Sequence[Document]) -> str:
    """document#section, or the document's title or short title, a space and the section: 指針 第2章3."""
    try:
        return str(Citation.parse(unicodedata.normalize("NFKC", part) if "＃" in part else part))
    except ValueError:
        sections = {document.id: _behind_title(part, document) for document in documents}
        titled = [f"{name}#{section}" for name, section in sections.items() if section]
    if len(titled) == 1:
        return titled[0]
    example = f"{documents[0].id if documents else 'plan'}#第2章5"
    raise WrongValueError(_("a citation is written document#section"), part, example)


def _behind_title(part: str, document: Document) -> str:
    """What stands behind a document's title, with a space between; empty where it is another's."""
    said = part.strip().removeprefix("〔").removesuffix("〕").strip()
    for title in (document.title, document.short):
        rest = said.removeprefix(title)
        if rest != said and rest[:1].isspace():
            return rest.strip()
    return ""


def _part(cell: Cell, part: str) -> dict[str, str]:
    """A named part: its name, and behind ： what is said of it."""
    name, mark, text = part.partition("：")
    if not name.strip() or (mark and not text.strip()):
        raise WrongValueError(_("a part is written 名称 or 名称：内容"), part)
    return {"name": name.strip()} | ({"text": text.strip()} if mark else {})


def _fiscal_year(cell: Cell) -> str:
    return str(cells.fiscal_year(cell))


def _date(cell: Cell) -> str:
    """A date to the day, the month or the year, in the table's own notation."""
    if isinstance(cell.raw, str):
        try:
            return str(DocumentDate.parse(cells.text(cell)))
        except ValueError:
            pass  # told below, also where only the era is missing
    return cells.date(cell).isoformat()


def _period(cell: Cell) -> dict[str, str]:
    """平成26年度～平成30年度; either end may be open."""
    example = '"平成26年度～平成30年度", "平成26年度～"'
    ends = re.split("[~～〜]", cells.text(cell))
    if len(ends) != 2 or not any(end.strip() for end in ends):
        raise WrongValueError(_("this is not a period"), cell.shown, example)
    period = {}
    for name, end in zip(("since", "until"), ends, strict=True):
        if end.strip():
            period[name] = _fiscal_year(Cell(cell.row, cell.column, end.strip()))
    return period


def decimal(cell: Cell) -> Decimal:
    """A number as printed: 37.5, "1,234.5", 45.0 in a text."""
    raw = cell.raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _short(cell, Decimal(repr(raw)) if isinstance(raw, float) and raw % 1 else Decimal(int(raw)))
    written = "" if isinstance(raw, bool | dt.date) else _plain(cells.text(cell)).rstrip("%")
    if not re.fullmatch(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", written, re.ASCII):
        raise WrongValueError(_("a number is needed"), cell.shown, "37.5")
    return Decimal(written.replace(",", ""))


def _short(cell: Cell, number: Decimal) -> Decimal:
    """The number, if it was meant as it stands: a long fraction is shown rounded in the spreadsheet."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > _DECIMALS:
        hint = _("the cell may be shown rounded: round the value itself, as with the function ROUND")
        raise WrongValueError(_("the number has too many decimals"), cell.shown, hint)
    return number


def _rate(cell: Cell) -> str:
    """2/3, 3分の2, 66.7%; a number of a spreadsheet is its part of 1."""
    example = '"2/3", "3分の2", "66.7%"'
    raw = cell.raw
    if isinstance(raw, dt.date):
        raise WrongValueError(
            _("the spreadsheet has made a date of this rate"),
            cell.shown,
            _("give the cell the format of a text and write it anew"),
        )
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        percent = decimal(cell) * 100
        return f"{percent.normalize():f}%"
    written = "".join(_plain(cells.text(cell)).split())
    if match := _FRACTION.fullmatch(written):
        written = f"{match['part']}/{match['whole']}"
    try:
        Fraction(written[:-1]) if written.endswith("%") else Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise WrongValueError(_("this is not a rate"), cell.shown, example) from None
    return written


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


_SINGLE: dict[Any, Reader] = {
    str: cells.text,
    bool: cells.truth,
    Decimal: decimal,
    Fraction: _rate,
    FiscalYear: _fiscal_year,
    DocumentDate: _date,
    Period: _period,
}
