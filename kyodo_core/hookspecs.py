"""The hooks of kyodo: what a city's plugin supplies, and what any other plugin may add.

A city's plugin is registered under the entry-point group `kyodo.cities` with its slug as the name, and
each of its hooks is called for that city alone. A plugin of the group `kyodo.plugins` adds to kyodo itself.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pluggy

from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Format, ReportSpec

if TYPE_CHECKING:
    import click

    from kyodo_core.aspects.programs import Program
    from kyodo_core.assessment.application import Application
    from kyodo_core.assessment.outcome import Finding

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

    Called when a report of the city, or the list of them, is asked for. `municipality` is the city's own
    value, as the deployment's overlay leaves it. Returns the specs, in the order in which they are listed.
    """


@hookspec
def kyodo_check_application(  # type: ignore[empty-body]
    application: "Application", program: "Program"
) -> "Sequence[Finding]":
    """Check an application by rules of the city that TOML cannot say.

    Called after the terms, whenever an application is assessed under a program of the city: by
    `kyodo assess`, for each row of `kyodo assess --bulk`, and by `kyodo compare --applicant`. The `program`
    is in force in the fiscal year of the `application` and has the terms that the deployment configured;
    the facts that the terms ask for are there and of their types. What else a rule needs it asks for with
    `stated_fact`, which tells the applicant where it is missing.

    Returns a list of findings, empty where there is nothing to say. A finding of the kind NOT_MET makes the
    applicant not eligible, with the amount 0; CONDITION and NOTE are shown beside the amount. NOT_MET and
    CONDITION cite a document of the city.
    """


CITY_HOOKS: Mapping[str, Callable[..., Any]] = {
    hook.__name__: hook for hook in (kyodo_municipality, kyodo_reports, kyodo_check_application)
}
"""The hooks of the group `kyodo.cities`, by name."""


@hookspec
def kyodo_formats() -> Sequence[Format]:  # type: ignore[empty-body]
    """Supply further output formats, beside table, markdown, json, csv and html.

    Called when a format is asked for that is not one of kyodo's own, and when the formats are listed. Returns
    a list of formats, each with a name that no other has. The `render` of a format is called with the report
    of any command, and makes the same of the same report.
    """


@hookspec
def kyodo_commands(group: "click.Group") -> None:
    """Add commands to `kyodo`.

    Called when a command is asked for that is not one of kyodo's own, and when the commands are listed. Adds
    commands to `group`, an empty click group, with `group.add_command` or `@group.command()`; a name that is
    taken is refused. What the commands import beside click, they import when they run. Returns nothing.
    """


PLUGIN_HOOKS: Mapping[str, Callable[..., Any]] = {
    hook.__name__: hook for hook in (kyodo_formats, kyodo_commands)
}
"""The hooks of the group `kyodo.plugins`, by name."""
