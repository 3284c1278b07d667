"""Messages for people: written in English in the code, translated with gettext.

Japanese is the default language. The catalogue is read at the first message, so that a command
that prints none does not pay for it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("ja", "en")
_LOCALE = Path(__file__).parent / "locale"
_chosen: list[str] = []


def use_language(language: str) -> None:
    """Choose the language of all messages that follow; `language` is one of `LANGUAGES`."""
    _chosen[:] = [language]


def language() -> str:
    """The language in force: the chosen one, else KYODO_LANG, else Japanese."""
    if _chosen:
        return _chosen[0]
    wanted = os.environ.get("KYODO_LANG", "ja")
    return wanted if wanted in LANGUAGES else "ja"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use a language for a while, then again what was in force before."""
    before = [*_chosen]
    use_language(language)
    try:
        yield
    finally:
        _chosen[:] = before


@cache
def _translation(lang: str) -> "NullTranslations":
    from gettext import translation

    return translation("kyodo", _LOCALE, [lang], fallback=True)


@cache
def _translated(text: str, lang: str) -> str:
    return _translation(lang).gettext(text)


def _(text: str) -> str:
    """The message in the language in force."""
    return _translated(text, language()) if text else ""
