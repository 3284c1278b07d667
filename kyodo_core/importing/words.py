"""By what words people name a key or a kind: without regard to width, case, spaces and brackets."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_OPEN, _CLOSE = "([{<「『【〔〈《", ")]}>」』】〕〉》"
_BRACKETS = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_BRACKETED = re.compile(f"[{re.escape(_OPEN)}][^{re.escape(_OPEN + _CLOSE)}]*[{re.escape(_CLOSE)}]")


def words(text: str) -> str:
    """補助率（％） as 補助率%; two texts that mean the same to a reader are equal."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _BRACKETS.sub("", "".join(plain.split()))


def outside(text: str) -> str:
    """The same without what stands in brackets: 補助率（％） as 補助率."""
    return words(_BRACKETED.sub("", unicodedata.normalize("NFKC", text)))


class Vocabulary:
    """Things by the words that name them; a word may name several. `labels` are their labels in Japanese."""

    def __init__(
        self, named: Iterable[tuple[str, Iterable[str]]], labels: Mapping[str, str] | None = None
    ) -> None:
        self.labels = labels or {}
        self._whole: dict[str, list[str]] = {}
        self._short: dict[str, list[str]] = {}
        self.things: list[str] = []
        for thing, names in named:
            self.things.append(thing)
            for name in names:
                _note(self._whole, words(name), thing)
                _note(self._short, outside(name), thing)

    def named(self, text: str) -> tuple[str, ...]:
        """What the text names: by all of its words, else by those outside of brackets; empty for none."""
        for known, word in (
            (self._whole, words(text)),
            (self._whole, outside(text)),
            (self._short, outside(text)),
        ):
            if word and word in known:
                return tuple(known[word])
        return ()

    def near(self, text: str, count: int = 3) -> tuple[str, ...]:
        """What words near to the text name, the nearest first."""
        from difflib import get_close_matches

        close = get_close_matches(words(text), self._whole, n=count, cutoff=0.5)
        return tuple(dict.fromkeys(thing for word in close for thing in self._whole[word]))


def _note(known: dict[str, list[str]], word: str, thing: str) -> None:
    if word and thing not in known.setdefault(word, []):
        known[word].append(thing)
