"""All that a city's plugin may import from kyodo.

This module is what every plugin needs. `kyodo_core.api.facts` has the classes of the facts, and
`kyodo_core.api.reports` what a report is built of; a plugin imports them only where it builds one.
"""

from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import ReportSpec
from kyodo_core.hookspecs import hookimpl
from kyodo_core.loading.municipalities import read_municipality

__all__ = ["Municipality", "ReportSpec", "hookimpl", "read_municipality"]
