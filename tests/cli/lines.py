"""The command lines that the tests of the command line go through."""

from tests.installed import CITIES, registry

REPORTS = [f"report {slug} {spec.id}" for slug in CITIES for spec in registry().reports(slug)]
LINES = [
    "cities",
    "compare",
    "compare hanamaki yamaguchi",
    "compare --aspect forms",
    "compare --aspect definitions --aspect programs --aspect history",
    "compare --year H26",
    "check",
    "check --coverage",
    *(f"gaps {slug}" for slug in CITIES),
    *(f"show {slug}" for slug in CITIES),
    *(f"show {slug} --sources" for slug in CITIES),
    *(f"report {slug}" for slug in CITIES),
    *REPORTS,
]
FORMATS = ("table", "markdown", "json", "csv", "html")
