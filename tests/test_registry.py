"""The registry: sound plugins are used, faulty ones are named with what is wrong, and none harms another."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Report, ReportSpec
from kyodo_core.errors import DefinitionError, Fault, FaultsError, PluginError, UnknownNameError
from kyodo_core.hookspecs import GROUP, hookimpl
from kyodo_core.registry import Registry, entry_points
from tests.standins import HEADER, CityFolder, Source, city, plugin

CODES = {"mihon": "039993", "rei": "019992", "tameshi": "029998"}


def sound(slug: str, code: str = "", **hooks: Any) -> Source:
    return Source(slug, plugin(lambda: city(slug, code or CODES[slug]), **hooks))


def failing(error: Exception) -> Callable[..., Any]:
    def fail(*_args: Any, **_named: Any) -> Any:
        raise error

    return fail


def spec(name: str) -> ReportSpec:
    return ReportSpec(id=name, title=name, build=lambda municipality: Report(municipality.name, ()))


def reports(*names: str) -> Any:
    @hookimpl
    def kyodo_reports() -> Sequence[ReportSpec]:
        return [spec(name) for name in names]

    return kyodo_reports


@hookimpl
def kyodo_municipalty() -> Municipality:
    """A misspelt hook."""
    return city()


@hookimpl
def misnamed_argument(city: Municipality) -> Sequence[ReportSpec]:
    """A hook whose argument has a name that no hook gives."""
    return []


def test_sound_plugin_is_found_by_its_slug() -> None:
    registry = Registry([sound("mihon")])

    assert registry.slugs == ("mihon",)
    assert registry.city("mihon").name == "見本市"
    assert registry.reports("mihon") == ()
    assert registry.failures == {}


def test_cities_are_in_the_order_of_their_codes() -> None:
    assert Registry([sound("mihon"), sound("rei"), sound("tameshi")]).slugs == ("rei", "tameshi", "mihon")


def test_without_plugins_there_are_no_cities() -> None:
    registry = Registry([])

    assert registry.slugs == ()
    with pytest.raises(UnknownNameError) as unknown:
        registry.city("mihon")
    assert unknown.value.hint == "Known: -"


@pytest.mark.parametrize(
    ("faulty", "message", "hint"),
    [
        pytest.param(
            ModuleNotFoundError("No module named 'kyodo_rei'"),
            "the plugin fails on import: ModuleNotFoundError: No module named 'kyodo_rei'",
            "",
            id="raises-on-import",
        ),
        pytest.param(
            plugin(failing(ZeroDivisionError("division by zero"))),
            "the plugin fails to supply its city: ZeroDivisionError: division by zero",
            "",
            id="hook-raises",
        ),
        pytest.param(
            SimpleNamespace(),
            "the hook kyodo_municipality supplies no municipality",
            "",
            id="without-the-hook",
        ),
        pytest.param(
            plugin(lambda: "見本市"),
            "the hook kyodo_municipality supplies no municipality",
            "",
            id="supplies-something-else",
        ),
        pytest.param(
            plugin(lambda: city("rai", CODES["rei"])),
            "the plugin's name and its slug rai differ",
            'write slug = "rei" in municipality.toml, or rai = … in pyproject.toml',
            id="slug-differs-from-the-name",
        ),
    ],
)
def test_faulty_plugin_is_named_with_the_cause(faulty: Any, message: str, hint: str) -> None:
    registry = Registry([Source("rei", faulty), sound("mihon")])

    assert registry.slugs == ("mihon",)
    with pytest.raises(PluginError) as refused:
        registry.city("rei")
    assert refused.value.faults == (Fault(file="plugin rei", message=message, hint=hint),)
    assert list(registry.failures) == ["rei"]


@pytest.mark.parametrize(
    ("hooks", "names"),
    [
        pytest.param(
            {"kyodo_municipalty": kyodo_municipalty}, "unknown hook 'kyodo_municipalty'", id="misspelt"
        ),
        pytest.param({"kyodo_reports": misnamed_argument}, "{'city'}", id="argument-misnamed"),
    ],
)
def test_hook_that_kyodo_does_not_know_is_named(hooks: dict[str, Any], names: str) -> None:
    registry = Registry([sound("rei", **hooks), sound("mihon")])

    [fault] = registry.failures["rei"].faults

    assert registry.slugs == ("mihon",)
    assert fault.file == "plugin rei"
    assert fault.message.startswith("the plugin has an unknown hook: ")
    assert names in fault.message


def test_faults_in_a_header_keep_their_place(folder: CityFolder) -> None:
    path = folder.write("municipality", HEADER.replace("039993", "039994"))
    registry = Registry([Source("mihon", plugin(folder.read)), sound("rei")])

    error = registry.failures["mihon"]

    assert isinstance(error, DefinitionError)
    assert [fault.place for fault in error.faults] == [f"{path}:3:8"]
    assert registry.slugs == ("rei",)


def test_faults_in_an_aspect_leave_the_city_usable(folder: CityFolder) -> None:
    folder.write("forms", "[[form]\n")
    registry = Registry([Source("mihon", plugin(folder.read))])

    assert registry.failures == {}
    assert registry.city("mihon").aspects["plans"] == ()
    with pytest.raises(DefinitionError):
        registry.city("mihon").aspects["forms"]


def test_two_plugins_for_one_code_are_both_refused_and_named_in_both() -> None:
    registry = Registry([sound("mihon"), sound("rei"), sound("tameshi", CODES["mihon"])])

    message = "the plugins mihon, tameshi claim the same municipality code 039993"
    assert registry.slugs == ("rei",)
    assert {name: error.faults for name, error in registry.failures.items()} == {
        name: (Fault(file=f"plugin {name}", message=message, hint="uninstall all but one"),)
        for name in ("mihon", "tameshi")
    }


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(sound("mihon"), id="two-sound-ones"),
        pytest.param(Source("mihon", ImportError("broken")), id="a-broken-and-a-sound-one"),
    ],
)
def test_of_two_plugins_under_one_name_neither_is_used(first: Source) -> None:
    registry = Registry([first, sound("mihon", CODES["rei"]), sound("tameshi")])

    assert registry.slugs == ("tameshi",)
    with pytest.raises(PluginError):
        registry.city("mihon")


def test_two_plugins_under_one_name_are_told_of() -> None:
    registry = Registry([sound("mihon"), sound("mihon", CODES["rei"])])

    [fault] = registry.failures["mihon"].faults
    assert fault == Fault(file="plugin mihon", message="two plugins are installed under this name")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        pytest.param("mihn", "Did you mean mihon? Known: rei, mihon", id="near"),
        pytest.param("MIHON", "Did you mean mihon? Known: rei, mihon", id="capitals"),
        pytest.param("札幌", "Known: rei, mihon", id="near-none"),
        pytest.param("", "Known: rei, mihon", id="empty"),
    ],
)
def test_unknown_city_suggests_the_near_one(asked: str, hint: str) -> None:
    registry = Registry([sound("mihon"), sound("rei")])

    for ask in (registry.city, registry.reports):
        with pytest.raises(UnknownNameError) as unknown:
            ask(asked)
        assert (str(unknown.value), unknown.value.hint) == (f"There is no city named {asked}.", hint)


def test_reports_of_a_city_come_from_its_own_plugin_alone() -> None:
    asked: list[tuple[str, str]] = []

    def noting(slug: str) -> Any:
        @hookimpl
        def kyodo_reports(municipality: Municipality) -> Sequence[ReportSpec]:
            asked.append((slug, municipality.slug))
            return [spec(f"{slug}-1"), spec(f"{slug}-2")]

        return kyodo_reports

    registry = Registry([sound(slug, kyodo_reports=noting(slug)) for slug in ("mihon", "rei")])

    assert asked == []
    assert [report.id for report in registry.reports("mihon")] == ["mihon-1", "mihon-2"]
    assert asked == [("mihon", "mihon")]


def test_report_hook_need_not_take_the_city() -> None:
    registry = Registry([sound("mihon", kyodo_reports=reports("one"))])

    assert [report.id for report in registry.reports("mihon")] == ["one"]


@pytest.mark.parametrize(
    ("hook", "cause"),
    [
        pytest.param(failing(RuntimeError("no figures")), "RuntimeError: no figures", id="raises"),
        pytest.param(
            lambda: (spec(str(number)) for number in [1 / 0]), "ZeroDivisionError", id="raises-while-listing"
        ),
    ],
)
def test_failing_report_hook_is_told_of_the_city_alone(hook: Callable[..., Any], cause: str) -> None:
    def kyodo_reports() -> Any:
        return hook()

    registry = Registry(
        [sound("mihon", kyodo_reports=hookimpl(kyodo_reports)), sound("rei", kyodo_reports=reports("one"))]
    )

    with pytest.raises(PluginError) as refused:
        registry.reports("mihon")

    [fault] = refused.value.faults
    assert fault.file == "plugin mihon"
    assert fault.message.startswith(f"the plugin fails to supply its reports: {cause}")
    assert registry.city("mihon").name == "見本市"
    assert [report.id for report in registry.reports("rei")] == ["one"]


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        pytest.param(None, "None", id="nothing"),
        pytest.param(spec("one"), "ReportSpec", id="one-alone"),
        pytest.param("forms", "str", id="a-text"),
        pytest.param([spec("one"), "forms"], "a list with str", id="another-thing-in-the-list"),
    ],
)
def test_report_hook_that_returns_something_else_is_told_of(returned: object, said: str) -> None:
    @hookimpl
    def kyodo_reports() -> Any:
        return returned

    registry = Registry([sound("mihon", kyodo_reports=kyodo_reports)])

    with pytest.raises(PluginError) as refused:
        registry.reports("mihon")
    message = f"the hook kyodo_reports returns {said}, not a list of ReportSpec"
    assert refused.value.faults == (Fault(file="plugin mihon", message=message),)


def test_faults_in_a_file_that_a_report_hook_reads_keep_their_place(folder: CityFolder) -> None:
    folder.write("forms", "[[form]\n")

    @hookimpl
    def kyodo_reports(municipality: Municipality) -> Sequence[ReportSpec]:
        return [spec(fact.id) for fact in municipality.aspects["forms"]]

    registry = Registry([Source("mihon", plugin(folder.read, kyodo_reports=kyodo_reports))])

    with pytest.raises(FaultsError) as refused:
        registry.reports("mihon")
    assert [fault.line for fault in refused.value.faults] == [1]


def test_installed_plugins_are_the_entry_points_of_the_group(monkeypatch: pytest.MonkeyPatch) -> None:
    def installed(group: str) -> list[Source]:
        assert group == GROUP == "kyodo.cities"
        return [sound("mihon"), sound("rei")]

    monkeypatch.setattr("kyodo_core.registry.installed_plugins", installed)

    assert [point.name for point in entry_points()] == ["mihon", "rei"]
