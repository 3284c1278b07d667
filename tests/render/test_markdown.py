"""Reports in Markdown: tables with equal cells, nothing in the data read as markup."""

import re

import pytest

from kyodo_core.domain.reports import Paragraph, Report, Section
from kyodo_core.render import renderer

render = renderer("markdown")

WHOLE = """\
# 題 内容

## 節 内容

内容〔計画 1〕

**表 内容**

| 区分 | 内容 |
| --- | ---: |
| 一 | 1,000 |
| 内容 | 20 |
| 二行<br>ある | 3 |

〔計画 1〕

### 事項 内容

- **名称**: 内容
- **内訳**: ・一<br>・二
- 〔計画 1、2〕

### 名だけの事項



〔計画 2〕

## Sources

- 計画: 見本市協働推進計画（見本市）
"""


def test_whole_report(report: Report) -> None:
    assert render(report) == WHOLE


def test_every_sign_of_markup_in_the_data_is_escaped(hostile: Report) -> None:
    for line in render(hostile).splitlines():
        data = (
            re.sub(r"^(#{1,3} |- |\| |\*\*(?=表))|\*\*$", "", line)
            .replace("**名称**", "")
            .replace("<br>", "")
        )
        if "red" in data and not line.startswith("|"):
            assert not re.search(r"(?<!\\)[<>`*_#|~\[\]]", data.replace("\\\\", ""))


def test_rows_of_a_table_have_equal_cells(hostile: Report) -> None:
    bars = [
        len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))
        for line in render(hostile).splitlines()
        if line[:1] == "|"
    ]

    assert set(bars) == {3}


@pytest.mark.parametrize(
    "text", ["- x", "+ x", "* x", "1. x", "10) x", "> x", "# x", "---", "    code", "==="]
)
def test_a_paragraph_stays_a_paragraph(text: str) -> None:
    line = render(Report("題", (Section("", (Paragraph(text),)),))).splitlines()[2]

    assert not re.match(r"[-+*=>#\s]|\d+[.)]", line)


@pytest.mark.parametrize("text", ["2.5倍", "10年", "・一", "（1）一"])
def test_a_paragraph_that_begins_with_no_markup_is_left_as_it_is(text: str) -> None:
    assert render(Report("題", (Section("", (Paragraph(text),)),))).splitlines()[2] == text


def test_a_line_break_in_a_heading_does_not_end_it() -> None:
    assert "## 一<br>二\n" in render(Report("題", (Section("一\n二", ()),)))
