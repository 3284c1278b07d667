"""The tests that every city inherits. A plugin's test file is one line:

    from kyodo_core.conformance import test_conformance as test_conformance

Each rule is a test of its own, `test_conformance[citations]` for example. The city is found by the plugin's
folder around the file, or named in it by `CITY = "mihon"`.

`cases_of(city, file)` makes a test of a file with cases: what the city's programs grant to whom.
"""

from typing import Any

__all__ = ["cases_of", "test_conformance"]


def __getattr__(name: str) -> Any:
    """A test is imported when a test file asks for it, so that pytest starts without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "cases_of":
        from kyodo_core.conformance.cases import cases_of

        return cases_of
    from kyodo_core.conformance.inherited import test_conformance

    return test_conformance
