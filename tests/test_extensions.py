"""Plugins that are no cities: what they add is found by name, and what is wrong with them is told by name."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from kyodo_core.domain.reports import Format, Report
from kyodo_core.errors import Fault, PluginError
from kyodo_core.extensions import Additions, Extensions, rendered
from kyodo_core.hookspecs import hookimpl
from tests.standins import Source

OWN = ("table", "csv")
SUFFIX = "the format org needs a suffix for its files, such as .txt"
REPORT = Report("見本", ())


def made(name: Any = "org", **changes: Any) -> Format:
    """A sound format, changed."""
    sound = {"description": "Org の表", "suffix": ".org", "render": lambda report: report.title}
    return Format(name=name, **(sound | changes))


def supplying(name: str, supply: Callable[[], Any]) -> Source:
    """A plugin with the formats that `supply` returns."""

    @hookimpl
    def kyodo_formats() -> Any:
        return supply()

    return Source(name, SimpleNamespace(kyodo_formats=kyodo_formats))


def formats(*sources: Source) -> Additions[Format]:
    return Extensions(sources).formats(OWN)


def told(faults: dict[str, list[Fault]]) -> list[tuple[str, str, str]]:
    return [(name, fault.message, fault.hint) for name, found in faults.items() for fault in found]


def raising() -> Any:
    raise LookupError("no table")


def test_formats_of_all_plugins_are_found_by_name() -> None:
    org, doc, txt = made("org"), made("asciidoc"), made("plain-text-2")

    found = formats(supplying("b", lambda: [org, txt]), supplying("a", lambda: [doc]))

    assert list(found.items) == ["asciidoc", "org", "plain-text-2"]
    assert (found.find("org"), found.find("asciidoc")) == (("b", org), ("a", doc))
    assert found.find("rst") is None
    assert found.faults() == {}


def test_plugin_without_formats_supplies_none() -> None:
    found = formats(Source("a", SimpleNamespace()))

    assert (found.items, found.faults()) == ({}, {})


@pytest.mark.parametrize(
    ("faulty", "message"),
    [
        pytest.param(made("csv"), "kyodo itself has a format named csv", id="own-name"),
        pytest.param(made("Org"), "'Org' is no name of a format", id="capitals"),
        pytest.param(made("org mode"), "'org mode' is no name of a format", id="space"),
        pytest.param(made("組版"), "'組版' is no name of a format", id="japanese"),
        pytest.param(made(""), "'' is no name of a format", id="empty"),
        pytest.param(made(None), "None is no name of a format", id="no-name"),
        pytest.param(made(description=""), "the format org needs a description", id="description"),
        pytest.param(made(description=3), "the format org needs a description", id="description-no-text"),
        pytest.param(
            made(suffix="org"),
            SUFFIX,
            id="suffix-without-dot",
        ),
        pytest.param(
            made(suffix="./x"),
            SUFFIX,
            id="suffix-a-path",
        ),
        pytest.param(made(suffix=None), SUFFIX, id="no-suffix"),
        pytest.param(made(render="text"), "the format org has nothing to render with", id="render"),
    ],
)
def test_faulty_format_is_refused_and_the_sound_ones_are_used(faulty: Format, message: str) -> None:
    found = formats(supplying("a", lambda: [faulty, made("sound")]), supplying("b", lambda: [made("other")]))

    hint = "lower-case ASCII letters, figures and hyphens" if "is no name" in message else ""
    assert told(found.faults()) == [("a", message, hint)]
    assert list(found.items) == ["other", "sound"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(
            Source("a", ModuleNotFoundError("No module named 'kyodo_a'")),
            "the plugin fails on import: ModuleNotFoundError: No module named 'kyodo_a'",
            id="import",
        ),
        pytest.param(
            supplying("a", raising),
            "the plugin fails to supply its formats: LookupError: no table",
            id="raises",
        ),
        pytest.param(
            supplying("a", lambda: None),
            "the hook kyodo_formats returns None, not a list of Format",
            id="returns-nothing",
        ),
        pytest.param(
            supplying("a", made), "the hook kyodo_formats returns Format, not a list of Format", id="one"
        ),
        pytest.param(
            supplying("a", lambda: [made(), "org"]),
            "the hook kyodo_formats returns a list with str, not a list of Format",
            id="a-text-in-the-list",
        ),
    ],
)
def test_broken_plugin_is_told_by_name_and_the_others_are_used(source: Source, message: str) -> None:
    found = formats(source, supplying("b", lambda: [made("other")]))

    assert told(found.faults()) == [("a", message, "")]
    assert list(found.items) == ["other"]


def test_hook_of_a_city_is_no_hook_of_other_plugins() -> None:
    @hookimpl
    def kyodo_reports() -> list[object]:
        return []

    [(name, message, hint)] = told(
        formats(Source("a", SimpleNamespace(kyodo_reports=kyodo_reports))).faults()
    )

    assert name == "a"
    assert message.startswith("the plugin has an unknown hook: unknown hook 'kyodo_reports'")
    assert hint == "Known: kyodo_formats, kyodo_commands"


def test_of_two_formats_of_one_name_neither_is_used_and_both_plugins_are_named() -> None:
    found = formats(
        supplying("a", lambda: [made("org"), made("rst")]),
        supplying("b", lambda: [made("org")]),
        supplying("c", lambda: [made("org")]),
    )
    message = "the plugins a, b, c supply formats of the same name: org"
    faults = tuple(
        Fault(file=f"plugin {name}", message=message, hint="uninstall all but one") for name in "abc"
    )

    assert list(found.items) == ["rst"]
    with pytest.raises(PluginError) as disputed:
        found.find("org")
    assert disputed.value.faults == faults
    assert [fault for named in found.faults().values() for fault in named] == [*faults]


@pytest.mark.parametrize("first", [supplying("a", lambda: [made("org")]), Source("a", ImportError("broken"))])
def test_of_two_plugins_under_one_name_neither_is_used(first: Source) -> None:
    found = formats(first, supplying("a", lambda: [made("rst")]), supplying("b", lambda: [made("adoc")]))

    assert list(found.items) == ["adoc"]
    assert list(found.faults()) == ["a"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        pytest.param(made(), "見本", id="text"),
        pytest.param(
            made(binary=True, render=lambda report: report.title.encode()), "見本".encode(), id="bytes"
        ),
    ],
)
def test_format_renders_a_report(chosen: Format, expected: str | bytes) -> None:
    assert rendered("a", chosen, REPORT) == expected


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        pytest.param(
            made(render=lambda report: report.heading),
            "the plugin fails to render org: AttributeError: 'Report' object has no attribute 'heading'",
            id="raises",
        ),
        pytest.param(
            made(render=lambda _report: b"x"),
            "the format org renders bytes instead of str",
            id="bytes-for-text",
        ),
        pytest.param(
            made(render=lambda _report: "x", binary=True),
            "the format org renders str instead of bytes",
            id="text-for-bytes",
        ),
        pytest.param(
            made(render=lambda _report: None), "the format org renders NoneType instead of str", id="nothing"
        ),
    ],
)
def test_format_that_cannot_render_is_told_by_the_plugins_name(chosen: Format, message: str) -> None:
    with pytest.raises(PluginError) as refused:
        rendered("a", chosen, REPORT)

    assert refused.value.faults == (Fault(file="plugin a", message=message),)
