"""The machine dialect as a workbook: one sheet a table, the schema's names in the first row.

Cells become the text that a CSV file would have, so both are checked by the same rules.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from data import problems
from data.intake.raw import RawTable, nearest, read_table
from data.problems import Problem, problem
from data.schema import TABLES, Table

# Declared sizes are the most that the parser will unpack, so they bound its memory.
_MOST_UNPACKED = 500_000_000
# One stray cell far to the right makes its row thousands of cells wide.
_WIDEST = 1_000


# What openpyxl calls a formula and an error.
_NOT_A_VALUE = {"f": problems.FORMULA, "e": problems.CELL_ERROR}


class WorkbookUnreadableError(ValueError):
    """The file is no workbook that can be opened."""


def read_workbook(path: Path, found: list[Problem]) -> dict[str, RawTable | None]:
    """Read every table of a workbook: by name, None where the sheet cannot be read.

    Args:
        path: an .xlsx file.
        found: problems of the workbook and its sheets are added here.

    Raises:
        WorkbookUnreadableError: it is no workbook that can be opened.
    """
    try:
        return _read_sheets(path, found)
    except Exception as error:  # whatever a parser makes of a spoilt file: told, not shown
        raise WorkbookUnreadableError(path.name) from error


def _read_sheets(path: Path, found: list[Problem]) -> dict[str, RawTable | None]:
    _guard(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and drop-downs that the parser does not know
        book = openpyxl.load_workbook(path, read_only=True)
        try:
            read = {sheet.title: _read_sheet(sheet, found) for sheet in book.worksheets}
        finally:
            book.close()
    return {name: table for name, table in read.items() if name in TABLES}


def _guard(path: Path) -> None:
    with zipfile.ZipFile(path) as members:
        if sum(member.file_size for member in members.infolist()) > _MOST_UNPACKED:
            raise WorkbookUnreadableError("unpacks to more than any record needs")


def _read_sheet(sheet: Any, found: list[Problem]) -> RawTable | None:
    sheet.reset_dimensions()  # a workbook may declare the whole grid, or less than it holds
    rows = enumerate(sheet.iter_rows(), start=1)
    _, first = next(rows, (1, ()))
    head = _trimmed([_text(cell) for cell in first])
    table = TABLES.get(sheet.title)
    if table is None:
        if head:  # a sheet that nobody wrote on is no table
            title, near = sheet.title, nearest(sheet.title, TABLES)
            found.append(problem(problems.UNKNOWN_TABLE, table=title, value=title, nearest=near))
        return None
    return read_table(table, head, _rows(rows, table, head, found), found)


def _rows(
    rows: Iterator[tuple[int, Sequence[Any]]], table: Table, head: list[str], found: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows as text, as wide as the head unless cells stand beside it."""
    for number, cells in rows:
        for name, cell in zip(head, cells, strict=False):
            if cell.data_type in _NOT_A_VALUE:
                code, shown = _NOT_A_VALUE[cell.data_type], _shown(cell)
                found.append(problem(code, table=table.name, row=number, column=name, value=shown))
        texts = _trimmed([_text(cell) for cell in cells])
        yield number, texts + [""] * (len(head) - len(texts))
        if len(texts) > _WIDEST:
            return


def _trimmed(texts: list[str]) -> list[str]:
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _shown(cell: Any) -> str:
    return str(getattr(cell.value, "text", None) or cell.value)


def _text(cell: Any) -> str:
    """A cell as a CSV file would have it; a formula or an error, reported apart, as nothing."""
    value = cell.value
    if value is None or cell.data_type in _NOT_A_VALUE:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    # A workbook can smuggle in halves of letters, which no encoding takes.
    return str(value).encode("utf-8", errors="replace").decode("utf-8")
