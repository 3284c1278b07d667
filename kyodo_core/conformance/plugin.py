"""The pytest plugin: an option, and the cities' coverage at the end of a run.

pytest loads this module in every environment in which kyodo is installed, so it imports nothing of kyodo
before a city has been tested.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: "pytest.Parser") -> None:
    parser.getgroup("kyodo").addoption(
        "--kyodo-write-ids",
        action="store_true",
        help="record the ids of each city beside its conformance test, in ids.txt",
    )


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter") -> None:
    """What the tested cities state, aspect by aspect."""
    reports = [report for listed in terminalreporter.stats.values() for report in listed]
    told = [said for report in reports for said in getattr(report, "user_properties", ())]
    if any(name == "kyodo_city" for name, _value in told):
        from kyodo_core.conformance.summary import write_summary

        write_summary(terminalreporter, told)
