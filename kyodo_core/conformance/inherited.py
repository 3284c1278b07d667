"""The test that a city's test file imports: one case per rule."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kyodo_core.cli.faults import fault_text
from kyodo_core.conformance.finding import city_of
from kyodo_core.conformance.recorded import FILE, OPTION, unrecorded, write
from kyodo_core.conformance.rule import RULES, Rule
from kyodo_core.conformance.subject import Subject
from kyodo_core.errors import Fault, KyodoError
from kyodo_core.messages import _, language
from kyodo_core.registry import Registry, entry_points

_SUBJECTS = pytest.StashKey[dict[tuple[str, Path], Subject]]()


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_conformance(rule: Rule, request: pytest.FixtureRequest) -> None:
    """What holds of every city holds of this one."""
    said = _said(rule, request)
    if said:
        pytest.fail(said, pytrace=False)


def _said(rule: Rule, request: pytest.FixtureRequest) -> str:
    """What breaks the rule, or why the city cannot be tested; empty where nothing does."""
    try:
        subject = _subject(request)
        request.node.user_properties.append(("kyodo_city", subject.slug))
        if rule.id == "ids":
            _record(subject, request)
    except KyodoError as error:
        return "\n".join(filter(None, (error.message, error.hint)))
    return broken(subject, rule)


def broken(subject: Subject, rule: Rule) -> str:
    """What breaks the rule, in words with places; empty where nothing does."""
    faults = list(rule.broken(subject))
    if subject.city is None and not faults:
        return _unreadable(subject, rule)
    if not faults:
        return ""
    heading = _("{city}: this rule is broken: {rule} ({count})")
    said = heading.format(city=subject.name, rule=rule.label.text(language()), count=len(faults))
    return "\n".join([said, *map(fault_text, _ordered(faults))])


def _unreadable(subject: Subject, rule: Rule) -> str:
    """Nothing can be said of a city that cannot be read, so no rule passes."""
    told = sorted({fault.rule or RULES[0].id for fault in subject.refusals})
    message = _("{city} cannot be read, so {rule} cannot be tested; see {others}")
    others = ", ".join(f"conformance[{name}]" for name in told)
    return message.format(city=subject.name, rule=rule.id, others=others)


def _ordered(faults: Sequence[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column))


def _subject(request: pytest.FixtureRequest) -> Subject:
    """The city of the test's file, read once for all its rules.

    Raises:
        KyodoError: no city is found, or it is not installed.
    """
    slug = city_of(request.path, getattr(request.module, "CITY", None))
    read = request.config.stash.setdefault(_SUBJECTS, {})
    key = (slug, request.path)
    if key not in read:
        read[key] = Subject(slug, Registry(entry_points()), request.path.with_name(FILE))
    return read[key]


def _record(subject: Subject, request: pytest.FixtureRequest) -> None:
    """Write the city's ids where that is asked for; else count those that are not written yet."""
    told = request.node.user_properties
    if request.config.getoption(OPTION, default=False):
        told.append(("kyodo_ids_written", str(write(subject))))
    elif new := unrecorded(subject):
        told.append(("kyodo_ids_unrecorded", str(len(new))))
