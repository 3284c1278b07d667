"""What a row says put together with what the city's TOML says of the same fact already.

A row changes only the keys that it states. Values and schedules are joined year by year.
"""

from collections.abc import Callable, Sequence
from typing import Any

from kyodo_core.errors import Fault
from kyodo_core.importing.rows import Data, Drawn, year_of
from kyodo_core.loading.tables import Table
from kyodo_core.messages import _


def merged(known: Data, drawn: Drawn, default: Data, table: Table, faults: list[Fault]) -> Data:
    """The fact's data with the row's keys in place of its own, and the defaults where both are silent."""
    joined = dict(known)
    for key, held in drawn.data.items():
        if key in _BY_YEAR and key in known:
            joined[key] = _by_year(known[key], held, _BY_YEAR[key])
        elif key == "terms" and key in known:
            joined[key] = _terms(known[key], held, drawn, table, faults)
        else:
            joined[key] = held
    joined = default | joined
    if "terms" in joined and "terms" not in known:
        cited = {"cite": joined["cite"]} if "cite" in joined else {}
        shared = default.get("terms", [{}])[0]
        joined["terms"] = [shared | terms | cited for terms in joined["terms"]]
    return joined


def _by_year(known: Sequence[Data], drawn: Sequence[Data], which: Callable[[Data], Any]) -> list[Data]:
    """Both lists in one; where both have an entry, the drawn one, with the year as it was written."""
    entries = {which(entry): entry for entry in known}
    for entry in drawn:
        before = entries.get(which(entry), {})
        year = {"fiscal_year": before["fiscal_year"]} if before else {}
        entries[which(entry)] = before | entry | year
    return sorted(entries.values(), key=year_of)


_BY_YEAR: dict[str, Callable[[Data], Any]] = {
    "values": lambda entry: (entry["kind"], year_of(entry)),
    "schedule": year_of,
}


def _terms(
    known: Sequence[Data], held: Sequence[Data], drawn: Drawn, table: Table, faults: list[Fault]
) -> list[Data]:
    """The one set of terms with the keys of the row; of several it is not clear which is meant."""
    if len(known) > 1:
        message = _("the program has several sets of terms; change them in its TOML")
        faults.append(table.fault(drawn.row, 1, message, drawn.id))
        return list(known)
    return [known[0] | held[0]]
