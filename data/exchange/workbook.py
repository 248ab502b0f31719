"""A version as one workbook of the machine dialect: what goes out reads back unchanged.

One sheet a table with the schema's names, and a note for people. Text is always text: nothing
in it is run, followed or guessed at. Numbers are numbers, unless a workbook would round them.
Only two signs that are no letters in any script (U+FFFE, U+FFFF) do not survive in a workbook.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from data.exchange.export import note
from data.exchange.marks import NOTE_SHEET
from data.manifest import Version
from data.schema import TABLES
from data.store import Store
from data.words import LANGUAGES, translate

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {
    # A row is on disk as soon as it is written: large records do not fill the memory.
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ROWS_AT_ONCE = 50_000
# What a sheet holds under its head.
MOST_ROWS = 1_048_575
_WIDTH = 16


class TooLongForASheetError(ValueError):
    """A table has more rows than a sheet can hold; the text names it."""


def export_workbook(store: Store, version: Version, path: Path) -> Path:
    """Write every table of a version to a sheet of a new workbook.

    Args:
        store: where the version lies.
        version: the version to write.
        path: an .xlsx file that is not there yet; its folder is.

    Raises:
        TooLongForASheetError: the writer would leave the rows at the end out without a word.
        FileExistsError: something is there.
        OSError: the file cannot be written; nothing is left behind.
    """
    too_long = [name for name, rows in version.rows.items() if rows > MOST_ROWS]
    if too_long:
        raise TooLongForASheetError(too_long[0])
    path.touch(exist_ok=False)
    try:
        _write_book(store, version, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _write_book(store: Store, version: Version, path: Path) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
            _fill(book, store, version)
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


def _fill(book: Workbook, store: Store, version: Version) -> None:
    status = " / ".join(translate(lang, f"status.{version.status}") for lang in LANGUAGES)
    book.set_properties({"title": translate("vi", "export.title"), "comments": status})
    formats = _Formats(book)
    for name in TABLES:
        if name in version.rows:
            page = book.add_worksheet(name)
            page.set_header(f"&L{name}&R{status} · {version.id}")
            _write(store.table(version, name, with_refs=True), page, formats)
    _write_note(book.add_worksheet(NOTE_SHEET), version)


class _Formats:
    """How cells look: heads are bold, text stays text also when somebody opens its cell."""

    def __init__(self, book: Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        self.text: Format = book.add_format({"num_format": "@", "quote_prefix": True})


def _write(table: pa.Table, page: Worksheet, formats: _Formats) -> None:
    page.set_column(0, table.num_columns - 1, _WIDTH)
    page.freeze_panes(1, 0)
    for place, name in enumerate(table.column_names):
        page.write_string(0, place, name, formats.head)
    for row, cells in enumerate(_rows(table), start=1):
        for place, value in enumerate(cells):
            if isinstance(value, str):
                page.write_string(row, place, value, formats.text)
            elif value is not None:
                page.write_number(row, place, value)


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    for start in range(0, table.num_rows, _ROWS_AT_ONCE):
        some = table.slice(start, _ROWS_AT_ONCE)
        yield from zip(*(_values(column) for column in some.columns), strict=True)


def _values(column: pa.ChunkedArray) -> list[Any]:
    """Cells as text, numbers or None for a missing one."""
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "yes", "no").to_pylist()
    if pa.types.is_date(column.type):
        return column.cast(pa.string()).to_pylist()
    if pa.types.is_floating(column.type):
        return [_exact(value) for value in column.to_pylist()]
    return column.to_pylist()


def _exact(value: float | None) -> float | str | None:
    """A number; as text where the sixteen digits that a workbook keeps would change it."""
    if value is None or not math.isfinite(value):
        return None
    return value if float(f"{value:.16G}") == value else repr(value)


def _write_note(page: Worksheet, version: Version) -> None:
    page.set_column(0, 0, 120)
    lines = [
        line for lang in LANGUAGES for line in note(version, lang, "note_workbook").split("\n")
    ]
    for row, line in enumerate(lines):
        page.write_string(row, 0, line)
