"""What a pytest run says at its end of the cities that it tested."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kyodo_core.comparison.coverage import coverage
from kyodo_core.conformance.recorded import OPTION
from kyodo_core.domain.reports import Report
from kyodo_core.errors import KyodoError
from kyodo_core.messages import _, language
from kyodo_core.registry import Registry, entry_points
from kyodo_core.render.table import render
from kyodo_core.reports.coverage import coverage_sections

if TYPE_CHECKING:
    import pytest


def write_summary(terminal: "pytest.TerminalReporter", told: Iterable[tuple[str, object]]) -> None:
    """The coverage of each city that was tested, and what became of its recorded ids.

    `told` are the properties that the tests gave their reports; they come from other processes too.
    """
    registry = Registry(entry_points())
    terminal.section("kyodo")
    said = list(dict.fromkeys((name, str(value)) for name, value in told))
    for slug in (value for name, value in said if name == "kyodo_city"):
        for line in _lines(registry, slug, terminal):
            terminal.write_line(line)
    for name, value in said:
        if name == "kyodo_ids_written":
            terminal.write_line(_("The ids are recorded: {file}").format(file=value))
        elif name == "kyodo_ids_unrecorded":
            message = _("{count} id(s) are not recorded yet: pytest {option}")
            terminal.write_line(message.format(count=value, option=OPTION))


def _lines(registry: Registry, slug: str, terminal: "pytest.TerminalReporter") -> list[str]:
    try:
        city = registry.city(slug)
    except KyodoError as error:
        return [f"{slug}: {error.message}"]
    (section,) = coverage_sections([coverage(city)], language())
    page = render(Report(section.heading, (section.having(heading=""),)), _width(terminal), _ascii_only())
    return page.splitlines()


def _width(terminal: "pytest.TerminalReporter") -> int:
    return max(terminal.config.get_terminal_writer().fullwidth, 40)


def _ascii_only() -> bool:
    """Box lines are for terminals that write UTF-8; older Japanese ones draw them two columns wide."""
    return (getattr(sys.__stdout__, "encoding", "") or "").lower().replace("-", "") != "utf8"
