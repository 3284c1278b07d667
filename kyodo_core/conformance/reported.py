"""The rule on reports: each is rendered in every format and every language."""

import json
from collections.abc import Callable, Iterator

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.aspects.programs import Program
from kyodo_core.comparison.matrix import compare
from kyodo_core.conformance.assessed import PROGRAMS
from kyodo_core.conformance.generated import SOME_YEAR
from kyodo_core.conformance.subject import Subject
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Report
from kyodo_core.errors import Fault, FaultsError
from kyodo_core.messages import LANGUAGES, _, speaking
from kyodo_core.render import FORMATS, renderer
from kyodo_core.reports.comparison import comparison_report
from kyodo_core.reports.data import report_data
from kyodo_core.reports.framework import framework_report, sources_report
from kyodo_core.reports.programs import catalogue_report, program_report

Build = Callable[[str], Report]
_WIDTH = 80


def reports(subject: Subject) -> Iterator[Fault]:
    """The city's own reports, and what kyodo shows of it, in every format and language."""
    seen: set[str] = set()
    for spec in subject.reports:
        if spec.id in seen:
            name = f"report {subject.slug} {spec.id}"
            yield _fault(subject, name, _("this id is used by two reports"))
        seen.add(spec.id)
    for name, build in _builders(subject):
        for message in _failures(build):
            yield _fault(subject, name, message)


def _fault(subject: Subject, name: str, message: str) -> Fault:
    place = _("plugin {name}").format(name=subject.slug)
    return Fault(file=place, message=f"kyodo {name}: {message}")


def _builders(subject: Subject) -> Iterator[tuple[str, Build]]:
    """The reports by the words after `kyodo` that ask for them, each made in a language."""
    city = subject.city
    if city is None:
        return
    for spec in subject.reports:
        yield f"report {subject.slug} {spec.id}", _made(spec.build, city)
    if len(subject.facts) < len(ASPECT_IDS):
        return  # what cannot be read is told by other rules, and cannot be shown
    yield f"show {subject.slug}", lambda lang: framework_report(city, ASPECT_IDS, lang)
    yield f"show {subject.slug} --sources", lambda lang: sources_report(city, ASPECT_IDS, lang)
    yield f"compare {subject.slug}", lambda lang: comparison_report(compare([city], ASPECT_IDS), lang)
    programs = [program for _index, program in subject.of(PROGRAMS, Program)]
    listed = [(city, program) for program in programs]
    yield f"programs {subject.slug}", lambda lang: catalogue_report(listed, [city], lang)
    for program in programs:
        yield f"program show {subject.slug} {program.id}", _shown(city, program)


def _made(build: Callable[[Municipality], Report], city: Municipality) -> Build:
    return lambda _lang: build(city)


def _shown(city: Municipality, program: Program) -> Build:
    return lambda lang: program_report(city, program, SOME_YEAR, lang)


def _failures(build: Build) -> list[str]:
    """What building or rendering ends in, each with its language and format."""
    found: list[str] = []
    for lang in LANGUAGES:
        with speaking(lang):
            try:
                report = build(lang)
            except FaultsError:
                return []  # a file that cannot be read is told by other rules
            except Exception as error:  # noqa: BLE001 - whatever a report fails with is told as its fault
                found.append(f"{_cause(error)} ({lang})")
                continue
            for format_name in FORMATS:
                try:
                    _render(report, format_name)
                except Exception as error:  # noqa: BLE001 - the same
                    found.append(f"{_cause(error)} ({format_name}, {lang})")
    return found


def _render(report: Report, format_name: str) -> None:
    if format_name == "json":
        json.dumps(report_data(report), allow_nan=False)
    else:
        renderer(format_name)(report, width=_WIDTH, ascii_only=False)


def _cause(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
