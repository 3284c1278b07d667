"""The cases of `cases.toml`: what the city's own programs grant. A new case is a new table there."""

from pathlib import Path

from kyodo_core.conformance import cases_of

test_case = cases_of("yamaguchi", Path(__file__).with_name("cases.toml"))
