"""Signs that look right and are not: full-width ones, spaces of other kinds, control characters."""

import re
import unicodedata

from kyodo_core.loading.syntax.stops import Mistake, Recogniser, Stop
from kyodo_core.messages import _

_SPACES = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
_WIDE = re.compile("[\uff01-\uff5e、]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]+")


def _space(stop: Stop) -> Mistake | None:
    found = _SPACES.match(stop.text, stop.at)
    if not found:
        return None
    message = _("a full-width or invisible space stands outside the quotes")
    return stop.here(len(found[0]), message, " ")


def _wide(stop: Stop) -> Mistake | None:
    """Full-width letters, figures and signs outside quotes; those of quotes are told with their value."""
    found = _WIDE.match(stop.text, stop.at)
    if not found or found[0][0] in "＂＇":
        return None
    right = unicodedata.normalize("NFKC", found[0]).replace("、", ",")
    message = _("{written} has to be half-width: {right}").format(written=found[0], right=right)
    return stop.here(len(found[0]), message, right)


def _control(stop: Stop) -> Mistake | None:
    found = _CONTROL.match(stop.text, stop.at)
    if not found:
        return None
    message = _("a control character stands here, which cannot be seen")
    between_lines = "\r" in found[0] and stop.reason.startswith("Expected newline")
    return stop.here(len(found[0]), message, "\n" if between_lines else "")


SIGNS: tuple[Recogniser, ...] = (_space, _wide, _control)
