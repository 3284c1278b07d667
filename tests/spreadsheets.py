"""Small .xlsx files, as tests need them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"


def written(path: Path, *sheets: Sequence[Sequence[Any]], changes: Any = None) -> Path:
    """An .xlsx with a sheet for each list of rows, named 表1, 表2 …; `changes` is called with the book.

    A text that begins with = is a formula, for which the file holds no result.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
    if changes:
        changes(book)
    book.save(path)
    return path


def part(path: Path, name: str) -> str:
    """The text of one of the file's parts."""
    with ZipFile(path) as archive:
        return archive.read(name).decode()


def altered(path: Path, name: str, old: str, new: str) -> Path:
    """The same file with another text in one of its parts, as another program would have written it."""
    with ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    text = parts[name].decode()
    assert old in text
    parts[name] = text.replace(old, new).encode()
    with ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return path


def computed(path: Path, *results: tuple[str, str]) -> Path:
    """The file as a spreadsheet saves it that has computed: each formula with its `<v>` in XML."""
    altered(path, BOOK, ' fullCalcOnLoad="1"', "")
    for formula, result in results:
        altered(path, SHEET, f"<f>{formula}</f><v />", f"<f>{formula}</f>{result}")
    return path
