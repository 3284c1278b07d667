"""How single values are read from TOML: exact types, fields' notations, and what would be right."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.years import DocumentDate, FiscalYear
from kyodo_core.errors import Example, RuleName, suggestion
from kyodo_core.loading.meaning import meant
from kyodo_core.loading.notations import NOTATIONS, normal
from kyodo_core.messages import _

_RATE = re.compile(r"-?\d+(/\d+|(\.\d+)?%?)", re.ASCII)


class WrongValueError(ValueError):
    """A single value is not what its key takes; `hint` is what would be right."""

    def __init__(self, message: str, value: Any, hint: str = "", rule: RuleName = "") -> None:
        super().__init__(message)
        self.message = message
        self.value = value
        self.hint = hint
        self.rule = rule


def text(value: Any, _type: Any = str) -> str:
    if not isinstance(value, str):
        raise WrongValueError(_("a text in quotes is needed"), value, meant(value, str))
    if not value.strip():
        raise WrongValueError(_("the text is empty"), value, _example(str))
    if value == NOT_STATED.value:
        raise WrongValueError(_("this must be stated"), value, _example(str))
    return value


def whole(value: Any, _type: Any = int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValueError(_("a whole number without quotes is needed"), value, meant(value, int))
    if value < 0:
        raise WrongValueError(_("a number is not negative"), value, _example(int))
    return value


def truth(value: Any, _type: Any = bool) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError(_("true or false without quotes is needed"), value, meant(value, bool))
    return value


def decimal(value: Any, _type: Any = Decimal) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise WrongValueError(_("a number without quotes is needed"), value, meant(value, Decimal))
    return Decimal(value)


def rate(value: Any, _type: Any = Fraction) -> Fraction:
    """A rate written "2/3" or "66.7%", in full-width figures too; a float would not be exact."""
    if not isinstance(value, str):
        message = _("a rate is written in quotes, as a fraction or in percent")
        raise WrongValueError(message, value, meant(value, Fraction))
    written = normal(value)
    try:
        if not _RATE.fullmatch(written):
            raise ValueError(written)
        return Fraction(written[:-1]) / 100 if written.endswith("%") else Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise WrongValueError(_("this is not a rate"), value, _example(Fraction)) from None


def plain(value: Any, _type: Any = None) -> bool | int | str:
    """A truth, a whole number or a text: what a fact of an applicant may be compared with."""
    if isinstance(value, bool):
        return value
    return text(value) if isinstance(value, str) else whole(value)


def fact(value: Any, _type: Any = None) -> bool | int | str | dt.date | tuple[str, ...]:
    """A fact of an applicant; a fraction of a yen is none."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(value, dt.datetime) or not isinstance(value, bool | int | str | dt.date):
        message = _("a fact is true or false, a whole number, a text, a date or a list of texts")
        raise WrongValueError(message, value, _example(int))
    return value


def fiscal_year(value: Any, _type: Any = FiscalYear) -> FiscalYear:
    if not isinstance(value, str):
        raise WrongValueError(_("a fiscal year is written in quotes"), value, meant(value, FiscalYear))
    try:
        return FiscalYear.parse(value)
    except ValueError:
        raise WrongValueError(_("this is not a fiscal year"), value, _example(FiscalYear)) from None


def document_date(value: Any, _type: Any = DocumentDate) -> DocumentDate:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return DocumentDate(value.year, value.month, value.day, value.isoformat())
    if not isinstance(value, str):
        raise WrongValueError(_("a date is written in quotes"), value, meant(value, DocumentDate))
    try:
        return DocumentDate.parse(value)
    except ValueError:
        raise WrongValueError(_("this is not a date"), value, _example(DocumentDate)) from None


def day(value: Any, _type: Any = dt.date) -> dt.date:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise WrongValueError(_("a day is written without quotes"), value, meant(value, dt.date))
    return value


def citation(value: Any, _type: Any = Citation) -> Citation:
    if not isinstance(value, str):
        message = _("a citation is written in quotes: document#section")
        raise WrongValueError(message, value, _example(Citation), "citations")
    try:
        return Citation.parse(value)
    except ValueError:
        message = _("a citation is written document#section")
        raise WrongValueError(message, value, meant(value, Citation), "citations") from None


def code(value: Any, _type: Any = MunicipalityCode) -> MunicipalityCode:
    message = _("a municipality code is six digits in quotes")
    if not isinstance(value, str):
        raise WrongValueError(message, value, meant(value, MunicipalityCode))
    try:
        return MunicipalityCode.parse(value)
    except ValueError as error:
        right = str(error)
        if right:
            message = _("the check digit of the municipality code is wrong")
            raise WrongValueError(message, value, Example(f'"{right}"')) from None
        raise WrongValueError(message, value, _example(MunicipalityCode)) from None


def kind(value: Any, kind_type: type[Kind]) -> Kind:
    try:
        return kind_type.of(value)
    except KeyError:
        hint = suggestion(str(value), {str(member): member.label.ja for member in kind_type})
        raise WrongValueError(_("this kind does not exist"), value, hint, "kinds") from None


def _example(value_type: type) -> Example:
    return Example(NOTATIONS[value_type].example)


HOOKS: dict[type, Callable[[Any, Any], Any]] = {
    str: text,
    int: whole,
    bool: truth,
    Decimal: decimal,
    Fraction: rate,
    FiscalYear: fiscal_year,
    DocumentDate: document_date,
    dt.date: day,
    Citation: citation,
    MunicipalityCode: code,
}
"""The reader of each type of single value; core kinds are read by `kind`."""
