"""From a row back to where it stood: the file that was handed in, its sheet, row and cells.

A short reference such as "v0004:HoatDong!17" names version, sheet and row; it is kept beside
each row (`source_ref`) and goes with it into later versions. What was read into the row is shown to
everybody; other rows, columns, sheets and comments of the file are for nobody who follows it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from data.schema import TABLES
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
    """One cell as it stood: "E17", the head above it, its text, and the column of the schema that
    it was read into."""

    name: str
    head: str
    text: str
    column: str


@dataclass(frozen=True)
class _Read:
    """What was read of the sheet on which a row stands: its table, the row of its heads (0 where
    that is not kept), and by number the columns, with their heads where these are kept."""

    table: str
    head_row: int = 0
    columns: Mapping[int, str] = field(default_factory=dict)
    heads: Mapping[int, str] = field(default_factory=dict)

    def columns_of(self, head: Sequence[str]) -> Mapping[int, str]:
        """By number, the columns that were read, beside the heads that stand in the file."""
        if self.columns:
            return self.columns
        known = TABLES[self.table].column_names
        return {number: name for number, name in enumerate(head, start=1) if name in known}


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
        NoSourceError: there is no reference, no such version, no file was kept with it, or no
            row was read there, or can be read any more.
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
    read = _read(store.handed_in(version).layouts, store.tables_with(version, str(ref)))
    if upload.is_dir():
        # A reference may have come from an address: only the tables that were kept are ever opened.
        file = upload_files(upload).get(sheet)
        cells = _cells(file, sheet, row, read) if file and read else ()
    else:
        cells = _cells(upload, sheet, row, read) if read else ()
    if not cells:
        raise NoSourceError("not_in_file")
    return Source(version, version.upload_name, sheet, row, cells)


def _read(layouts: Mapping[str, Layout], tables: Sequence[str]) -> _Read | None:
    """What was read of the sheet of a row that came into these tables; None for a row that came
    into none: it was not read, and is not served."""
    if not tables:
        return None
    known = [layouts[name] for name in tables if name in layouts]
    if not known:
        return _Read(tables[0])
    places = {
        number: (name, head) for each in known for name, (number, head) in each.columns.items()
    }
    return _Read(
        tables[0],
        known[0].head_row,
        {number: name for number, (name, _) in places.items()},
        {number: head for number, (_, head) in places.items()},
    )


def _cells_of_csv(path: Path, row: int, read: _Read) -> tuple[SourceCell, ...]:
    """The cells of the record that starts on a line of a table in the machine dialect."""
    try:
        # The check counts lines as they end with "\n"; a lone "\r" in a cell ends none.
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            reader = csv.reader(file)
            head = next(reader, [])
            start = reader.line_num + 1
            for record in reader:
                if start == row:
                    return _filled(record, row, head, read)
                start = reader.line_num + 1
    except (OSError, ValueError, csv.Error):
        pass
    return ()


def _cells(path: Path, name: str, row: int, read: _Read) -> tuple[SourceCell, ...]:
    book = _book(path)
    if book is None:
        return ()
    if book.is_text and is_machine_book(book):
        return _cells_of_csv(path, row, read)
    # A lone text file was checked under the name that it had then.
    named = book.sheets if book.is_text else (each for each in book.sheets if each.name == name)
    sheet = next(iter(named), None)
    if sheet is None or not 0 < row <= len(sheet.rows):
        return ()
    head_row = read.head_row or 1
    above = sheet.rows[head_row - 1] if head_row <= len(sheet.rows) else ()
    return _filled(_shown(sheet, row), row, [_text(cell) for cell in above], read)


def _filled(
    texts: Sequence[str], row: int, head: Sequence[str], read: _Read
) -> tuple[SourceCell, ...]:
    """The cells that were read and say something: what else stands in the row is nobody's."""
    heads = dict(enumerate(head, start=1)) | dict(read.heads)
    columns = read.columns_of(head)
    return tuple(
        SourceCell(cell_name(row, number), heads.get(number, ""), text, columns[number])
        for number, text in enumerate(texts, start=1)
        if text and number in columns
    )


def _shown(sheet: Sheet, row: int) -> list[str]:
    """The row's cells as text; of a formula its value, which was read, of an error its sign."""
    cells = enumerate(sheet.rows[row - 1], start=1)
    return [sheet.errors.get((row, column)) or _text(cell) for column, cell in cells]


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
