"""Marks in the cells of one sheet: a fill in each bad cell, reasons at the right of its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils.cell import get_column_letter

from data.exchange.marking import xml
from data.exchange.marking.reading import Row, SheetReading
from data.exchange.marking.styles import Styles
from data.exchange.marking.xml import Edits
from data.problems import Severity

_WIDTH = 70


@dataclass(frozen=True)
class Marks:
    """What to mark in a sheet.

    `cells` are bad cells (row, column) with the worst of their severities; `reasons` says for
    each row what is wrong; in `head_row` the column of reasons gets its `head`.
    """

    cells: Mapping[tuple[int, int], Severity]
    reasons: Mapping[int, str]
    head: str
    head_row: int = 1

    @property
    def rows(self) -> set[int]:
        """Every row in which something is written."""
        return {self.head_row, *self.reasons, *(row for row, _ in self.cells)}


def mark(
    content: bytes, marks: Marks, styles: Styles, is_own_head: Callable[[bytes], bool]
) -> tuple[bytes, SheetReading]:
    """The sheet with its marks; an earlier column of reasons is written anew in its place.

    Args:
        content: the part of the sheet, in UTF-8.
        marks: what to mark.
        styles: the workbook's formats, to which those of marks are added.
        is_own_head: says of a cell's bytes that it is the head of an earlier column of reasons.
    """
    earlier = styles.of_earlier_marks
    seen = SheetReading(content, marks.rows, marks.head_row, earlier, is_own_head)
    column = seen.own_column or seen.last_column + 1
    writing = _Writing(content, marks, styles, seen, column, Edits(content))
    writing.rows()
    if not seen.own_column:
        writing.width()
    return writing.edits.made(), seen


@dataclass(frozen=True)
class _Writing:
    content: bytes
    marks: Marks
    styles: Styles
    seen: SheetReading
    column: int
    edits: Edits

    def rows(self) -> None:
        """Write every row that has a mark, or had one."""
        if self.seen.rows_end <= self.seen.rows_start:
            return  # a sheet without a row
        for row in self.seen.rows.values():
            self._row(row)
        prefix = self.seen.prefix
        for number, place in sorted(self.seen.absent.items()):
            cells = b"".join(piece for _, piece in self._new_cells(Row(number, -1, 0)))
            whole = f'<{prefix}row r="{number}">'.encode() + cells + f"</{prefix}row>".encode()
            self.edits.insert(place, whole)

    def _row(self, row: Row) -> None:
        for column, (start, end, style) in row.cells.items():
            self._cell(row.number, column, start, end, style)
        new = list(self._new_cells(row))
        if not new:
            return
        start_tag = xml.tag(self.content, row.start)
        bare = xml.without_attribute(start_tag, "spans")
        if row.close == row.start:  # a row that is one tag
            cells = b"".join(piece for _, piece in new)
            closed = bare[:-2] + b">" + cells + f"</{self.seen.prefix}row>".encode()
            self.edits.replace(row.start, row.start + len(start_tag), closed)
            return
        self.edits.replace(row.start, row.start + len(start_tag), bare)
        for column, piece in new:
            self.edits.insert(self._place(row, column), piece)

    def _cell(self, number: int, column: int, start: int, end: int, style: int) -> None:
        """Change a cell that is there: a fill, none any more, or another reason."""
        if column == self.column:
            reason = self._reason(number)
            self.edits.replace(start, end, self._text(number, reason) if reason else b"")
            return
        severity = self.marks.cells.get((number, column))
        if severity is None and style not in self.styles.of_earlier_marks:
            return
        new = self.styles.marked(style, severity) if severity else self.styles.unmarked(style)
        start_tag = xml.tag(self.content, start)
        changed = xml.with_attribute(start_tag, "s", new)
        self.edits.replace(start, start + len(start_tag), changed)

    def _new_cells(self, row: Row) -> Iterator[tuple[int, bytes]]:
        """Cells that are not there yet, from left to right."""
        wanted = {column for number, column in self._in_row(row.number)} | {self.column}
        for column in sorted(wanted - set(row.cells)):
            severity = self.marks.cells.get((row.number, column))
            reason = self._reason(row.number) if column == self.column else ""
            if reason:
                yield column, self._text(row.number, reason)
            elif severity:
                base = row.style or self.seen.style_of_column(column)
                name = f"{get_column_letter(column)}{row.number}"
                style = self.styles.marked(base, severity)
                yield column, f'<{self.seen.prefix}c r="{name}" s="{style}"/>'.encode()

    def _in_row(self, number: int) -> Iterator[tuple[int, int]]:
        columns = range(1, self.seen.last_column + 1)
        return ((number, column) for column in columns if (number, column) in self.marks.cells)

    def _reason(self, number: int) -> str:
        if number == self.marks.head_row:
            return self.marks.head
        return self.marks.reasons.get(number, "")

    def _text(self, number: int, reason: str) -> bytes:
        look = self.styles.of("head" if number == self.marks.head_row else "reason")
        return text_cell(self.seen.prefix, number, self.column, reason, look)

    def _place(self, row: Row, column: int) -> int:
        """Where a new cell stands: before the first cell to its right."""
        right = [start for each, (start, _, _) in row.cells.items() if each > column]
        return min(right, default=row.close)

    def width(self) -> None:
        """Make the column of reasons wide, unless the sheet says something of it already."""
        if any(each.first <= self.column <= each.last for each in self.seen.columns):
            return
        prefix, column = self.seen.prefix, self.column
        width = f'<{prefix}col min="{column}" max="{column}" width="{_WIDTH}" customWidth="1"/>'
        if self.seen.columns:
            after = [each.start for each in self.seen.columns if each.first > column]
            self.edits.insert(min(after, default=self.seen.columns_end), width.encode())
        else:
            whole = f"<{prefix}cols>{width}</{prefix}cols>"
            self.edits.insert(self.seen.rows_start, whole.encode())


def text_cell(prefix: str, row: int, column: int, text: str, style: int) -> bytes:
    """A cell with text, which is text whatever it begins with."""
    said = f'<{prefix}t xml:space="preserve">{xml.text(text)}</{prefix}t>'
    name = f"{get_column_letter(column)}{row}"
    inside = f"<{prefix}is>{said}</{prefix}is>"
    return f'<{prefix}c r="{name}" s="{style}" t="inlineStr">{inside}</{prefix}c>'.encode()


def own_head(content: bytes, shared: Mapping[int, str], is_head: Callable[[str], bool]) -> bool:
    """True for the bytes of a cell whose text, its own or a shared one, is the head asked for."""
    shown = re.search(rb"<(?:\w+:)?v>(\d+)</", content)
    if shown and re.search(rb"\st=[\"']s[\"']", content):
        return is_head(shared.get(int(shown[1]), ""))
    inline = re.search(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</", content)
    return inline is not None and is_head(inline[1].decode("utf-8"))
