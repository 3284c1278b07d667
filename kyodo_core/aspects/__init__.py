"""The aspects of a framework, in the order in which people read them.

Each aspect is one module of this package with its value class and its `ASPECT` declaration; all that
shows, compares, loads, checks or documents aspects walks this list. A module is imported when its
aspect is first asked for.
"""

from functools import cache
from importlib import import_module

from kyodo_core.aspects.base import Aspect, Cell, Item, Problem, RowKey, State
from kyodo_core.aspects.labels import LABELS, OVERVIEW_IDS
from kyodo_core.errors import UnknownNameError

ASPECT_IDS: tuple[str, ...] = tuple(LABELS)


@cache
def aspect(aspect_id: str) -> Aspect:
    """The declaration of one aspect.

    Raises:
        UnknownNameError: there is no aspect of that id.
    """
    if aspect_id not in ASPECT_IDS:
        raise UnknownNameError.among("aspect", aspect_id, ASPECT_IDS)
    found: Aspect = import_module(f"{__name__}.{aspect_id}").ASPECT
    return found


__all__ = [
    "ASPECT_IDS",
    "LABELS",
    "OVERVIEW_IDS",
    "Aspect",
    "Cell",
    "Item",
    "Problem",
    "RowKey",
    "State",
    "aspect",
]
