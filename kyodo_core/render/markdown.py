"""Reports in Markdown, for documents and wikis."""

import re

from kyodo_core.domain.citing import cited
from kyodo_core.domain.reports import Block, Entries, Paragraph, Report, Table
from kyodo_core.messages import _

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_START = re.compile(r"(?:\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]))")
"""What makes a list, a rule or an underline of a paragraph that begins with it."""


def render(report: Report, **_options: object) -> str:
    lines = [f"# {_cell(report.title)}", ""]
    for section in report.sections:
        if section.heading:
            lines += [f"## {_cell(section.heading)}", ""]
        for block in section.blocks:
            lines += [*_block(block, report), ""]
    if report.citations:
        lines += [_plain(cited(report.citations, report.documents)), ""]
    if report.documents:
        lines += [f"## {_('Sources')}", ""]
        lines += [_plain(f"{d.short}: {d.title}（{d.issuer}）").join(("- ", "")) for d in report.documents]
        lines += [""]
    return "\n".join(lines).rstrip() + "\n"


def _plain(text: str) -> str:
    """The text with all that Markdown would read as markup escaped."""
    return _SPECIAL.sub(r"\\\1", text)


def _cell(text: str) -> str:
    return "<br>".join(_plain(line) for line in text.split("\n"))


def _paragraph(text: str) -> str:
    shown = _cell(text.strip())
    start = _START.match(shown)
    return f"{start[0]}\\{shown[start.end() :]}" if start else shown


def _block(block: Block, report: Report) -> list[str]:
    if isinstance(block, Paragraph):
        return [_paragraph(block.text + cited(block.citations, report.documents))]
    if isinstance(block, Table):
        return _table(block, report)
    return _entries(block, report)


def _table(table: Table, report: Report) -> list[str]:
    rules = ("---:" if place in table.right else "---" for place in range(len(table.columns)))
    lines = [f"**{_plain(table.caption)}**", ""] if table.caption else []
    lines += [f"| {' | '.join(map(_cell, table.columns))} |", f"| {' | '.join(rules)} |"]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in table.rows]
    return [*lines, "", _plain(cited(table.citations, report.documents))] if table.citations else lines


def _entries(entries: Entries, report: Report) -> list[str]:
    lines = []
    for entry in entries.items:
        lines += [f"### {_cell(entry.name)}", ""]
        for label, said in entry.particulars:
            lines.append(f"- **{_plain(label)}**: {_cell(chr(10).join(said))}")
        if entry.citations:
            lines.append(f"- {_plain(cited(entry.citations, report.documents))}")
        lines.append("")
    return lines
