"""一関市: what this plugin supplies to kyodo."""

from collections.abc import Sequence
from pathlib import Path

from kyodo_core.api import Municipality, ReportSpec, hookimpl, read_municipality


@hookimpl
def kyodo_municipality() -> Municipality:
    return read_municipality(Path(__file__).parent)


@hookimpl
def kyodo_reports(municipality: Municipality) -> Sequence[ReportSpec]:
    from kyodo_ichinoseki.reports import specs

    return specs()
