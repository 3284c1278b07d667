"""花巻市: what this plugin supplies to kyodo."""

from pathlib import Path

from kyodo_core.api import Municipality, hookimpl, read_municipality


@hookimpl
def kyodo_municipality() -> Municipality:
    return read_municipality(Path(__file__).parent)
