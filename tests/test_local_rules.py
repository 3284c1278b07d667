"""The hook for a city's own rules: called for its city alone, and held to what it may find."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.outcome import Finding, FindingKind
from kyodo_core.domain.sources import Citation
from kyodo_core.errors import Fault, PluginError, UnknownNameError
from kyodo_core.hookspecs import hookimpl
from kyodo_core.registry import Registry
from tests import grants
from tests.standins import Source, city, plugin

CITED = (Citation("plan", "第3条"),)
NOT_MET = Finding(FindingKind.NOT_MET, "総会の議決がない。", CITED)
NOTE = Finding(FindingKind.NOTE, "前年度の実績報告を確かめる。")

WRONG = "the hook kyodo_check_application is wrong"
MAY_BE = "it may be FindingKind.NOT_MET, FindingKind.CONDITION, FindingKind.NOTE"


def with_rules(find: Callable[..., Any], slug: str = "mihon", code: str = "039993") -> Source:
    """A city whose plugin finds what `find` returns."""

    @hookimpl
    def kyodo_check_application(application: Application, program: Program) -> Any:
        return find(application, program)

    return Source(slug, plugin(lambda: city(slug, code), kyodo_check_application=kyodo_check_application))


def without_rules(slug: str = "rei", code: str = "019992") -> Source:
    return Source(slug, plugin(lambda: city(slug, code)))


def found(*sources: Source, slug: str = "mihon") -> Sequence[Finding]:
    return Registry(sources).check_application(slug, grants.application(), grants.program())


def test_city_says_what_its_own_rules_find() -> None:
    assert found(with_rules(lambda *_given: [NOT_MET, NOTE])) == (NOT_MET, NOTE)


def test_rules_get_the_application_and_the_program() -> None:
    given: list[object] = []
    found(with_rules(lambda *got: given.extend(got) or []))

    assert given == [grants.application(), grants.program()]


def test_rules_of_one_city_are_not_asked_for_another() -> None:
    def never(*_given: object) -> Sequence[Finding]:
        raise AssertionError("asked for another city")

    sources = (with_rules(never), without_rules(), with_rules(lambda *_given: [NOTE], "tameshi", "029998"))

    assert found(*sources, slug="rei") == ()
    assert found(*sources, slug="tameshi") == (NOTE,)


def test_registry_knows_which_cities_have_rules_of_their_own() -> None:
    registry = Registry([with_rules(lambda *_given: []), without_rules()])

    assert registry.checks_applications("mihon")
    assert not registry.checks_applications("rei")
    with pytest.raises(UnknownNameError):
        registry.checks_applications("mihn")


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        pytest.param(
            None, "the hook kyodo_check_application returns None, not a list of Finding", id="nothing"
        ),
        pytest.param(
            NOTE, "the hook kyodo_check_application returns Finding, not a list of Finding", id="one-alone"
        ),
        pytest.param(
            False, "the hook kyodo_check_application returns bool, not a list of Finding", id="a-truth"
        ),
        pytest.param(
            [NOTE, "総会の議決がない。"],
            "the hook kyodo_check_application returns a list with str, not a list of Finding",
            id="a-text-in-the-list",
        ),
        pytest.param(
            [Finding(FindingKind.NOT_IN_FORCE, "来年度から。", CITED)],
            f"{WRONG}: a finding of the kind FindingKind.NOT_IN_FORCE; {MAY_BE}",
            id="not-in-force",
        ),
        pytest.param(
            [NOTE, Finding(FindingKind.AMOUNT_NOT_STATED, "金額は別に定める。", CITED)],
            f"{WRONG}: a finding of the kind FindingKind.AMOUNT_NOT_STATED; {MAY_BE}",
            id="amount-not-stated",
        ),
        pytest.param(
            [Finding("not_met", "総会の議決がない。", CITED)],  # type: ignore[arg-type]
            f"{WRONG}: a finding of the kind 'not_met'; {MAY_BE}",
            id="kind-as-a-text",
        ),
        pytest.param(
            [Finding(FindingKind.NOT_MET, "総会の議決がない。", CITED[0])],  # type: ignore[arg-type]
            "the hook kyodo_check_application is wrong: the citations of the finding 総会の議決がない。 are "
            "no tuple of Citation",
            id="one-citation-without-a-tuple",
        ),
        pytest.param(
            [Finding(FindingKind.NOTE, " ")],
            "the hook kyodo_check_application is wrong: a finding without a message",
            id="without-a-message",
        ),
        pytest.param(
            [Finding(FindingKind.NOT_MET, "総会の議決がない。")],
            "the hook kyodo_check_application is wrong: the finding 総会の議決がない。 without a citation",
            id="refusal-without-a-citation",
        ),
        pytest.param(
            [Finding(FindingKind.CONDITION, "見積書をとる。")],
            "the hook kyodo_check_application is wrong: the finding 見積書をとる。 without a citation",
            id="condition-without-a-citation",
        ),
        pytest.param(
            [Finding(FindingKind.NOTE, "確かめる。", (*CITED, Citation("guideline", "第2章")))],
            "the hook kyodo_check_application is wrong: the finding 確かめる。 cites guideline#第2章, "
            "which is no document of the city",
            id="unknown-document",
        ),
    ],
)
def test_what_a_hook_may_not_return_is_told_by_the_plugins_name(returned: Any, message: str) -> None:
    with pytest.raises(PluginError) as refused:
        found(with_rules(lambda *_given: returned))

    assert refused.value.faults == (Fault(file="plugin mihon", message=message),)


def test_hook_that_raises_is_told_by_the_plugins_name() -> None:
    with pytest.raises(PluginError) as refused:
        found(with_rules(lambda *_given: 1 // 0))

    [fault] = refused.value.faults
    assert fault.place == "plugin mihon"
    assert fault.message.startswith("the plugin fails to check the application: ZeroDivisionError: ")


def test_finding_may_be_a_generator() -> None:
    assert found(with_rules(lambda *_given: (one for one in [NOTE]))) == (NOTE,)
