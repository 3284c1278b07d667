"""How single values are written in TOML: the examples that an error shows, and an editor's patterns.

A pattern is written so that every editor's regular expressions read it alike: no look-ahead, no named
group. It takes the full-width letters and figures that the readers take too.
"""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.values import Value, record
from kyodo_core.domain.years import DocumentDate, FiscalYear

_FIGURE = "[0-9０-９]"
_MARK = "[./\\-．／－]"
_NUMBER = f"(?:元|[0０]?[1-9１-９]|[1-9１-９]{_FIGURE})"
_NAMED = f"(?:令和|平成|昭和|㋿|㍻|㍼|[RHSrhsＲＨＳｒｈｓ])\\s*{_NUMBER}"
_YEAR = f"(?:{_NAMED}|[1-9１-９]{_FIGURE}{{3}})"
_DAY = f"(?:[0０]?[1-9１-９]|[12１２]{_FIGURE}|[3３][01０１])\\s*日?"
_MONTH = f"(?:[0０]?[1-9１-９]|[1１][0-2０-２])\\s*(?:月\\s*(?:{_DAY})?|{_MARK}\\s*{_DAY})?"


@record
class Notation(Value):
    """How a type is written: an example as TOML has it, the words for people, the pattern of a text."""

    example: str
    words: str
    pattern: str = ""


NOTATIONS: dict[type, Notation] = {
    str: Notation('"○○"', '引用符 " " で囲んだ文字列'),
    int: Notation("3", "引用符なしの 0 以上の整数"),
    bool: Notation("true", "引用符なしの true（はい）か false（いいえ）"),
    Decimal: Notation("37.5", "引用符なしの数"),
    Fraction: Notation(
        '"2/3"',
        "引用符で囲んだ分数（2/3）か百分率（66.7%）",
        f"{_FIGURE}+(?:[/／]{_FIGURE}*[1-9１-９]{_FIGURE}*|(?:[.．]{_FIGURE}+)?[%％]?)",
    ),
    FiscalYear: Notation(
        '"令和6年度"',
        "引用符で囲んだ年度（令和6年度、H26、2014年度）",
        f"(?:{_YEAR}\\s*(?:年度|年)?|[FＦ][YＹ]\\s*[1-9１-９]{_FIGURE}{{3}})",
    ),
    DocumentDate: Notation(
        '"令和6年4月1日"',
        "引用符で囲んだ年月日（令和6年4月1日、平成22年12月、H23.4）",
        f"{_YEAR}\\s*(?:年(?:\\s*{_MONTH})?|{_MARK}\\s*{_MONTH})",
    ),
    dt.date: Notation("2027-04-01", "引用符なしの年月日（2027-04-01）"),
    Citation: Notation(
        '"guideline#第2章5"', "引用符で囲んだ 文書ID#節", "[^#]*[^#\\s][^#]*#[\\s\\S]*\\S[\\s\\S]*"
    ),
    MunicipalityCode: Notation('"032093"', "引用符で囲んだ6桁の数字", "(?:0[1-9]|[1-3][0-9]|4[0-7])[0-9]{4}"),
}
"""The notation of each type of single value."""

ID = Notation('"co-hosting"', "英小文字・数字・ハイフン", "[a-z0-9]+(?:-[a-z0-9]+)*")
"""The notation of an id or a slug."""

YEN = "200_000"
"""An amount of yen."""
TRUTHS = {"true": ("true", "yes", "はい", "○"), "false": ("false", "no", "いいえ", "×")}
"""How people write yes and no."""
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(万?)円?")


def amount_of(written: str) -> int | None:
    """The number that a text such as 200,000円 or 20万円 states; None where it states none."""
    stated = _AMOUNT.fullmatch(normal(written))
    return int(stated[1].replace(",", "")) * (10_000 if stated[2] else 1) if stated else None


def truth_of(written: str) -> str:
    """The truth that a word states, as TOML has it; empty where it states none."""
    return next((truth for truth, words in TRUTHS.items() if normal(written).lower() in words), "")


def normal(written: str) -> str:
    """A text without differences of width and outer spaces."""
    return unicodedata.normalize("NFKC", written).strip()
