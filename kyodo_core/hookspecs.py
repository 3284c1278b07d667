"""The hooks through which a city's plugin supplies what it knows.

A plugin is registered under the entry-point group `kyodo.cities` with its slug as the name. Each hook
is called for one city's plugin alone.
"""

from collections.abc import Sequence

import pluggy

from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import ReportSpec

PROJECT = "kyodo"
GROUP = "kyodo.cities"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec(firstresult=True)
def kyodo_municipality() -> Municipality:  # type: ignore[empty-body]
    """Supply the city: its identity, documents and facts. Every plugin has this hook.

    Called once, when the city is first asked for. Returns a Municipality, usually by
    `read_municipality(folder)`, which reads each aspect's file only when it is needed.
    """


@hookspec
def kyodo_reports(municipality: Municipality) -> Sequence[ReportSpec]:  # type: ignore[empty-body]
    """Supply the city's own reports.

    Called when a report of the city, or the list of them, is asked for, with the city's own value.
    Returns the specs, in the order in which they are listed.
    """
