"""Reports as one HTML page that needs nothing else: no network, no script."""

from html import escape

from kyodo_core.domain.citing import cited
from kyodo_core.domain.reports import Block, Entries, Paragraph, Report, Section, Table
from kyodo_core.messages import _, language

_STYLE = """
body { font-family: "BIZ UDPGothic", "Yu Gothic UI", "Meiryo", "Noto Sans CJK JP", sans-serif;
  line-height: 1.6; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; }
h1 { font-size: 1.5rem; border-bottom: 3px solid #24557a; padding-bottom: .3rem; }
h2 { font-size: 1.2rem; margin-top: 2rem; border-left: .5rem solid #24557a; padding-left: .6rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; }
table.shared { table-layout: fixed; } table.shared th, table.shared td { overflow-wrap: anywhere; }
caption { text-align: left; font-weight: bold; }
th, td { border: 1px solid #8a97a3; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #e8eef3; }
td.figure { text-align: right; white-space: nowrap; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .2rem .8rem; margin: 0; }
dt { color: #444; } dd { margin: 0; }
.source { color: #444; font-size: .85rem; }
@media print { body { margin: 0; max-width: none; } tr, dl { break-inside: avoid; }
  thead { display: table-header-group; } }
""".strip()


def render(report: Report, **_options: object) -> str:
    title = escape(report.title)
    body = "\n".join(_section(section, report) for section in report.sections)
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"{body}\n{_source(cited(report.citations, report.documents))}{_documents(report)}</body>\n</html>\n"
    )


def _section(section: Section, report: Report) -> str:
    heading = [f"<h2>{escape(section.heading)}</h2>"] if section.heading else []
    return "\n".join([*heading, *(_block(block, report) for block in section.blocks)])


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _source(text: str) -> str:
    return f'<p class="source">{escape(text)}</p>\n' if text else ""


def _block(block: Block, report: Report) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_lines(block.text)}</p>\n{_source(cited(block.citations, report.documents))}"
    if isinstance(block, Table):
        return _table(block, report)
    return _entries(block, report)


def _table(table: Table, report: Report) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    widths = ' class="shared"' if _shares(table) else ""
    head = "".join(f'<th scope="col">{_lines(name)}</th>' for name in table.columns)
    rows = "\n".join(
        f"<tr>{''.join(_cell(row, place, table) for place in range(len(row)))}</tr>" for row in table.rows
    )
    return (
        f"<table{widths}>{caption}{_columns(table)}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n"
        f"{_source(cited(table.citations, report.documents))}"
    )


def _shares(table: Table) -> bool:
    """Is the width shared out by ratio? A table with figures finds its widths better by itself."""
    return bool(table.ratios) and not table.right


def _columns(table: Table) -> str:
    if not _shares(table):
        return ""
    total = sum(table.ratios)
    columns = "".join(f'<col style="width: {100 * ratio / total:.1f}%">' for ratio in table.ratios)
    return f"<colgroup>{columns}</colgroup>"


def _cell(row: tuple[str, ...], place: int, table: Table) -> str:
    if place in table.right:
        return f'<td class="figure">{_lines(row[place])}</td>'
    return f'<th scope="row">{_lines(row[place])}</th>' if place == 0 else f"<td>{_lines(row[place])}</td>"


def _entries(entries: Entries, report: Report) -> str:
    parts = []
    for entry in entries.items:
        said = "".join(
            f"<dt>{escape(k)}</dt><dd>{_lines(chr(10).join(v))}</dd>" for k, v in entry.particulars
        )
        parts.append(f"<h3>{escape(entry.name)}</h3>\n<dl>{said}</dl>\n")
        parts.append(_source(cited(entry.citations, report.documents)))
    return "".join(parts)


def _documents(report: Report) -> str:
    if not report.documents:
        return ""
    items = "".join(f"<li>{escape(f'{d.short}: {d.title}（{d.issuer}）')}</li>" for d in report.documents)
    return f"<h2>{escape(_('Sources'))}</h2>\n<ul>{items}</ul>\n"
