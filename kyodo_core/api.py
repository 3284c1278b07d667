"""All that a city's plugin may import from kyodo."""

from kyodo_core.domain.municipality import Municipality
from kyodo_core.hookspecs import hookimpl
from kyodo_core.loading.municipalities import read_municipality

__all__ = ["Municipality", "hookimpl", "read_municipality"]
