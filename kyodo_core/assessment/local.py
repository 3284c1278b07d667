"""What a city's own rules add to the outcome that its terms give."""

from collections.abc import Callable, Iterator, Sequence

from kyodo_core.assessment.outcome import Assessment, Finding, FindingKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.messages import _, language
from kyodo_core.rules.case import Step, yen

LocalRules = Callable[[], Sequence[Finding]]
"""Asked once, when the application is known to be sound; NOT_MET, CONDITION and NOTE are what it may find."""


def with_local(outcome: Assessment, local: LocalRules | None) -> Assessment:
    """The outcome with what the local rules find, and a step of the trace for each finding.

    Where a rule is not met the applicant is not eligible, whatever the terms grant: the amount is 0. A
    condition or a note leaves the amount as it is. None stands for a city without such rules.
    """
    if local is None:
        return outcome
    found = local()
    refused = any(map(_refuses, found))
    decided = outcome.having(eligible=False, amount=0) if refused else outcome
    findings = sorted((*outcome.findings, *found), key=lambda finding: not _refuses(finding))
    return decided.having(findings=tuple(findings), trace=(*outcome.trace, *_steps(decided, found)))


def _refuses(finding: Finding) -> bool:
    return finding.kind is FindingKind.NOT_MET


def _steps(decided: Assessment, found: Sequence[Finding]) -> Iterator[Step]:
    """A step per finding, with the amount as it then is; one step where the rules found nothing."""
    amount = _("not stated") if decided.amount is NOT_STATED else yen(decided.amount)
    if not found:
        yield Step(_("Local rules of the city: no finding"), (), amount)
    for finding in found:
        kind = finding.kind.label.text(language())
        yield Step(finding.message, ((_("local rule of the city"), kind),), amount, finding.citations)
