"""How single cells of tables that staff keep are read: numbers, dates, years, yes or no, names.

A cell is read however it is commonly written (full-width, with separators, in eras), but only where one
reading is possible. An empty cell is never a zero, never a no and never an empty list.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from kyodo_core.domain.years import DocumentDate, FiscalYear
from kyodo_core.loading.grids import Cell, Raw
from kyodo_core.loading.values import WrongValueError
from kyodo_core.messages import _
from kyodo_core.rules.case import FactValue
from kyodo_core.rules.facts import FactType

_DASHES = "-‐‑–—―−ー"
_MINUS = f"{_DASHES}△▲"
_NUMBER = re.compile(
    rf"(?P<minus>[{_MINUS}])?\s*(?P<yen>[¥\\])?\s*(?P<figure>\d{{1,3}}(?:,\d{{3}})+|\d+)\s*(?P<unit>.*)",
    re.ASCII,
)
_EXACT = 2**53  # from here on a spreadsheet holds no longer every whole number
_YES = ("はい", "true", "1", "○", "〇", "◯", "有", "有り", "あり", "yes")
_NO = ("いいえ", "false", "0", "×", "✕", "✖", "無", "無し", "なし", "no")
_YES_OR_NO = "はい, いいえ, ○, ×"
_TRUTHS = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
_NO_NAMES = ("なし", "無し", "該当なし", *_DASHES)
_NO_ERA_DATE = re.compile(r"(?:元|\d{1,2})(?:年|[./-])\d{1,2}(?:月|[./-])\d{1,2}日?", re.ASCII)
_NO_ERA_YEAR = re.compile(r"(?P<year>元|\d{1,2})(?:年度|年)?", re.ASCII)
_YEARS = range(1900, 2200)
_SPREADSHEET_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NUM|NULL|CALC|SPILL|NAME)[!?]|#N/A|Err:\d+")


def number(cell: Cell, unit: str = "円") -> int:
    """A whole number, not negative: 3, ３, "1,234", and with the unit that is expected behind it.

    Raises:
        WrongValueError: the cell holds none, or one that is not exact.
    """
    raw = _filled(cell, _("the cell is empty; write 0 where it is zero"))
    if isinstance(raw, str):
        return _figure(cell, raw, unit)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _wrong(cell, _("a whole number is needed"), "1234")
    if raw < 0:
        raise _wrong(cell, _("a number is not negative"))
    if isinstance(raw, float) and not raw.is_integer():
        hint = _("the cell may be shown rounded: round the value itself, as with the function ROUND")
        raise _wrong(cell, _("a whole number is needed"), hint)
    return _exact(cell, int(raw))


def _figure(cell: Cell, raw: str, unit: str) -> int:
    match = _NUMBER.fullmatch(_plain(raw))
    units = ("", _plain(unit))
    if match is None or match["unit"] not in units or (match["yen"] and "円" not in units):
        raise _wrong(cell, _("a whole number is needed"), "1234")
    if match["minus"]:
        raise _wrong(cell, _("a number is not negative"))
    figure = match["figure"].replace(",", "")
    return _exact(cell, int(figure) if len(figure) < 20 else _EXACT)


def _exact(cell: Cell, found: int) -> int:
    if found >= _EXACT:
        raise _wrong(cell, _("the number is too large to be exact"))
    return found


def truth(cell: Cell) -> bool:
    """Yes or no: はい・いいえ, ○・×, 有・無, あり・なし, true・false, 1・0.

    Raises:
        WrongValueError: the cell is empty or holds anything else.
    """
    raw = _filled(cell, _("the cell is empty; write yes or no"), _YES_OR_NO)
    if isinstance(raw, bool):
        return raw
    word = _plain(cell.shown).lower()
    if word not in _TRUTHS:
        raise _wrong(cell, _("yes or no is needed"), _YES_OR_NO)
    return _TRUTHS[word]


def text(cell: Cell) -> str:
    """The text as it stands, without spaces around it; a whole number in a spreadsheet is its digits.

    Raises:
        WrongValueError: the cell is empty, or holds a date or an error in place of a text.
    """
    raw = _filled(cell)
    if isinstance(raw, int | float) and not isinstance(raw, bool) and raw % 1 == 0 and abs(raw) < _EXACT:
        return cell.shown
    if not isinstance(raw, str):
        hint = _("give the cell the format of a text and write it anew")
        raise _wrong(cell, _("a text is needed"), hint)
    if _SPREADSHEET_ERROR.fullmatch(raw.strip()):
        raise broken(cell)
    return raw.strip()


def date(cell: Cell) -> dt.date:
    """A day: a date of a spreadsheet, 2027-04-01, 2027/4/1, 令和9年4月1日, R9.4.1.

    Raises:
        WrongValueError: the cell holds none, or a day without its year or its era.
    """
    example = '"令和9年4月1日", "R9.4.1", "2027-04-01"'
    raw = _filled(cell)
    if isinstance(raw, dt.datetime) and raw.time() != dt.time():
        raise _wrong(cell, _("a date without a time of day is needed"), example)
    if isinstance(raw, dt.date):
        return raw.date() if isinstance(raw, dt.datetime) else raw
    if not isinstance(raw, str):
        raise _wrong(cell, _("this is not a date"), example)
    written = "".join(_plain(raw).split())
    if _NO_ERA_DATE.fullmatch(written):
        raise _wrong(cell, _("the era of the year is missing"), _with_eras(written))
    try:
        found = DocumentDate.parse(raw)
    except ValueError:
        raise _wrong(cell, _("this is not a date"), example) from None
    if not found.day:
        raise _wrong(cell, _("the day is missing"), example)
    return dt.date(found.year, found.month, found.day)


def fiscal_year(cell: Cell) -> FiscalYear:
    """A fiscal year: 令和9年度, R9, 2027, also as a number of a spreadsheet.

    Raises:
        WrongValueError: the cell holds none, or one without its era.
    """
    example = '"令和9年度", "R9", "2027"'
    raw = _filled(cell)
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        raise _wrong(cell, _("this is not a fiscal year"), example)
    no_era = _NO_ERA_YEAR.fullmatch("".join(_plain(cell.shown).split()))
    if no_era:
        raise _wrong(cell, _("the era of the year is missing"), _with_eras(f"{no_era['year']}年度"))
    try:
        found = FiscalYear.parse(cell.shown)
    except ValueError:
        raise _wrong(cell, _("this is not a fiscal year"), example) from None
    if found.year not in _YEARS:
        raise _wrong(cell, _("this is not a fiscal year"), example)
    return found


def _with_eras(written: str) -> str:
    return f'"令和{written}", "平成{written}"'


def names(cell: Cell) -> tuple[str, ...]:
    """Names parted by 、 or a comma or lines; なし or - is the empty list.

    Raises:
        WrongValueError: the cell or one of the names is empty.
    """
    _filled(cell, _("the cell is empty; write なし where there is none"), "なし")
    found = text(cell)
    if _plain(found) in _NO_NAMES:
        return ()
    listed = tuple(name.strip() for name in re.split("[、,，､\n]", found))
    if not all(listed):
        raise _wrong(cell, _("a name in the list is empty"), "、".join(filter(None, listed)))
    return listed


_READERS: dict[FactType, Callable[[Cell], FactValue]] = {
    FactType.TRUTH: truth,
    FactType.TEXT: text,
    FactType.DATE: date,
    FactType.NAMES: names,
}


def value(cell: Cell, fact_type: FactType, unit: str = "円") -> FactValue:
    """A fact of the type; `unit` may stand behind a number.

    Raises:
        WrongValueError: the cell holds no value of the type.
    """
    return number(cell, unit) if fact_type is FactType.NUMBER else _READERS[fact_type](cell)


def key(heading: str) -> str:
    """By what headings are the same: without regard to full width, spaces and line breaks."""
    return "".join(_plain(heading).split())


def broken(cell: Cell) -> WrongValueError:
    """What is wrong with a cell that holds an error, or a formula without a result."""
    if cell.shown:
        return _wrong(cell, _("the spreadsheet could not compute this cell"), _("mend its formula"))
    hint = _(
        "compute all anew (Ctrl+Alt+F9 in Excel, Ctrl+Shift+F9 in LibreOffice) and save, "
        "or write the value in place of the formula"
    )
    return _wrong(cell, _("the file holds no result of this cell's formula"), hint)


def _filled(cell: Cell, empty: str = "", hint: str = "") -> Raw:
    if cell.broken:
        raise broken(cell)
    if cell.empty:
        raise _wrong(cell, empty or _("the cell is empty"), hint)
    return cell.raw


def _plain(written: str) -> str:
    return unicodedata.normalize("NFKC", written).strip()


def _wrong(cell: Cell, message: str, hint: str = "") -> WrongValueError:
    return WrongValueError(message, cell.shown, hint)
