"""From a row back to where it stood: the file that was handed in, its sheet, row and cells.

A short reference such as "v0004:HoatDong!17" names version, sheet and row; it is kept beside
each row (`source_ref`) and goes with it into later versions.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

from data.intake.layout import Layout
from data.intake.reading import read_book
from data.intake.sheets import Book, Cell, Sheet, cell_name
from data.intake.workbook import is_machine_book
from data.kept import upload_files
from data.manifest import Version
from data.store import Store

Reason = Literal["no_reference", "no_version", "no_file", "not_in_file"]

_REFERENCE = re.compile(r"v([0-9]{4,}):(.*)!([0-9]+)", re.DOTALL)
_KEPT_BOOKS = 3


class NoSourceError(LookupError):
    """The row cannot be followed to a cell; `reason` says why (`lineage.<reason>` in words)."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class SourceCell:
    """One cell as it stood: "E17", the head above it, its text, and the column of the schema.

    `column` is empty where the cell was not read into the table.
    """

    name: str
    head: str
    text: str
    column: str = ""


@dataclass(frozen=True)
class Source:
    """Where a row stood: the version that brought it, file, sheet, row, and its filled cells."""

    version: Version
    file_name: str
    sheet: str
    row: int
    cells: tuple[SourceCell, ...]


def source_of(store: Store, ref: object) -> Source:
    """Follow a row's `source_ref` to the file that was handed in.

    Args:
        ref: as it stands beside the row; missing for rows of the generator and of versions from
            before references were kept.

    Raises:
        NoSourceError: there is no reference, no such version, no file was kept with it, or the
            file can no longer be read there.
    """
    match = _REFERENCE.fullmatch(ref) if isinstance(ref, str) else None
    if match is None:
        raise NoSourceError("no_reference")
    number, sheet, row = int(match[1]), match[2], int(match[3])
    version = store.numbered(number)
    if version is None:
        raise NoSourceError("no_version")
    upload = store.upload(version)
    if upload is None:
        raise NoSourceError("no_file")
    layouts = store.handed_in(version).layouts.values()
    layout = next((each for each in layouts if each.sheet == sheet), None)
    if upload.is_dir():
        # A reference may have come from an address: only the tables that were kept are ever opened.
        file = upload_files(upload).get(sheet)
        cells = _cells_of_csv(file, row) if file else ()
    else:
        cells = _cells(upload, sheet, row, layout)
    if not cells:
        raise NoSourceError("not_in_file")
    return Source(version, version.upload_name, sheet, row, cells)


def _cells_of_csv(path: Path, row: int) -> tuple[SourceCell, ...]:
    """The cells of the record that starts on a line of a table in the machine dialect."""
    try:
        # The check counts lines as they end with "\n"; a lone "\r" in a cell ends none.
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            reader = csv.reader(file)
            head = next(reader, [])
            start = reader.line_num + 1
            for record in reader:
                if start == row:
                    heads = dict(enumerate(head, start=1))
                    return _filled(record, row, heads, heads)
                start = reader.line_num + 1
    except (OSError, ValueError, csv.Error):
        pass
    return ()


def _cells(path: Path, name: str, row: int, layout: Layout | None) -> tuple[SourceCell, ...]:
    book = _book(path)
    if book is None:
        return ()
    if book.is_text and is_machine_book(book):
        return _cells_of_csv(path, row)
    # A lone text file was checked under the name that it had then.
    named = book.sheets if book.is_text else (each for each in book.sheets if each.name == name)
    sheet = next(iter(named), None)
    if sheet is None or not 0 < row <= len(sheet.rows):
        return ()
    head_row = layout.head_row if layout else 1
    above = sheet.rows[head_row - 1] if head_row <= len(sheet.rows) else ()
    heads = {number: _text(cell) for number, cell in enumerate(above, start=1)}
    columns = {}
    if layout:
        columns = {number: column for column, (number, _) in layout.columns.items()}
        heads |= dict(layout.columns.values())
    return _filled(_shown(sheet, row), row, heads, columns)


def _filled(
    texts: Sequence[str], row: int, heads: Mapping[int, str], columns: Mapping[int, str]
) -> tuple[SourceCell, ...]:
    """The cells that say something; heads and columns of the schema are by number."""
    return tuple(
        SourceCell(cell_name(row, number), heads.get(number, ""), text, columns.get(number, ""))
        for number, text in enumerate(texts, start=1)
        if text
    )


def _shown(sheet: Sheet, row: int) -> list[str]:
    """The row's cells as text; of a formula its value and itself, of an error its sign."""
    texts = []
    for column, cell in enumerate(sheet.rows[row - 1], start=1):
        text = sheet.errors.get((row, column)) or _text(cell)
        formula = sheet.formulas.get((row, column))
        texts.append(f"{text} ({formula})" if formula else text)
    return texts


def _text(cell: Cell) -> str:
    """A cell as a person saw it, near enough: the format of its numbers is not known."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.strftime("%d/%m/%Y") if midnight else cell.strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, time | timedelta | bool | int):
        return str(cell)
    return cell


@lru_cache(maxsize=_KEPT_BOOKS)
def _book(path: Path) -> Book | None:
    """The sheets of a kept file, which never changes."""
    return read_book(path)[0]
