"""How the silence of a city reads: its documents state nothing, or the aspect is not encoded yet."""

from kyodo_core.aspects import State
from kyodo_core.domain.labels import Label
from kyodo_core.domain.municipality import Municipality
from kyodo_core.messages import _

NOT_ENCODED = Label("記載なし（未入力）", "Not stated (not encoded yet)")


def silence(city: Municipality, aspect_id: str, lang: str) -> str:
    """What stands where a city states nothing of an aspect, or nothing in one of its rows."""
    label = NOT_ENCODED if city.awaits(aspect_id) else State.NOT_STATED.label
    return label.text(lang)


def unstated(city: Municipality, aspect_id: str, lang: str) -> str:
    """The same as a line of its own, where a city's aspect is shown by itself."""
    return silence(city, aspect_id, lang) if city.awaits(aspect_id) else _("Not stated in the documents.")
