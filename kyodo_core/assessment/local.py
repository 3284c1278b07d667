"""What a city's own rules add to the outcome that its terms give."""

from collections.abc import Callable, Collection, Iterator, Sequence

from kyodo_core.assessment.outcome import Assessment, Finding, FindingKind
from kyodo_core.domain.silence import NOT_STATED
from kyodo_core.domain.sources import Citation
from kyodo_core.messages import _, language
from kyodo_core.rules.case import Step, yen

LocalRules = Callable[[], Sequence[Finding]]
"""Asked once, when the application is known to be sound."""
LOCAL_KINDS = (FindingKind.NOT_MET, FindingKind.CONDITION, FindingKind.NOTE)
"""What local rules may find; whether a program is in force and states an amount is for the terms to say."""


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


def finding_fault(finding: Finding, documents: Collection[str]) -> str:
    """What is wrong with a finding of local rules; empty where nothing is.

    `documents` are the ids of the documents that the city declares.
    """
    kind, message, citations = finding.kind, finding.message, finding.citations
    if not isinstance(kind, FindingKind) or kind not in LOCAL_KINDS:
        kinds = ", ".join(map(_code, LOCAL_KINDS))
        return _("a finding of the kind {kind}; it may be {kinds}").format(kind=_code(kind), kinds=kinds)
    if not isinstance(message, str) or not message.strip():
        return _("a finding without a message")
    if not isinstance(citations, tuple) or not all(isinstance(one, Citation) for one in citations):
        return _("the citations of the finding {message} are no tuple of Citation").format(message=message)
    if not citations and kind is not FindingKind.NOTE:
        return _("the finding {message} without a citation").format(message=message)
    for citation in citations:
        if citation.document not in documents:
            said = _("the finding {message} cites {citation}, which is no document of the city")
            return said.format(message=message, citation=citation)
    return ""


def _code(kind: object) -> str:
    """A kind as a plugin's author writes it."""
    return f"FindingKind.{kind.name}" if isinstance(kind, FindingKind) else repr(kind)


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
