"""Where the rows and cells of a sheet stand in its part, found in one reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils.cell import column_index_from_string

from data.exchange.marking import xml

_CELL = re.compile(r"\$?([A-Z]+)\$?([0-9]+)")
# What comes after the place of the drawing of comments in a sheet's fixed order.
_AFTER_DRAWING = {
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst", "AlternateContent"),
}


@dataclass
class Row:
    """A row of the part: its place, the format of its empty cells, and cells by column."""

    number: int
    start: int
    style: int
    close: int = -1
    cells: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # start, end, format


@dataclass(frozen=True)
class Columns:
    """One `col` of the sheet: first and last column, and the format of empty cells."""

    first: int
    last: int
    style: int
    start: int


def place(cell: str) -> tuple[int, int]:
    """Row and column of a cell, from 1.

    Example:
        >>> place("E17")
        (17, 5)
    """
    found = _CELL.fullmatch(cell)
    if found is None:
        raise ValueError(f"no cell: {cell}")
    return int(found[2]), column_index_from_string(found[1])


def corner(cell: str) -> tuple[int, int] | None:
    """Row and column of a cell, or of the first cell of a range; None where it is neither.

    Example:
        >>> corner("A5:F5"), corner("E17"), corner("")
        ((5, 1), (17, 5), None)
    """
    first = cell.partition(":")[0]
    return place(first) if _CELL.fullmatch(first) else None


class SheetReading:
    """One reading of a sheet.

    Args:
        content: the part, in UTF-8.
        wanted: numbers of the rows to keep.
        head_row: the row of the heads.
        earlier: formats that earlier marks have.
        is_own_head: says of a cell's bytes that it is the head of an earlier column of reasons.
    """

    def __init__(
        self,
        content: bytes,
        wanted: Collection[int],
        head_row: int,
        earlier: Collection[int],
        is_own_head: Callable[[bytes], bool],
    ) -> None:
        self.rows: dict[int, Row] = {}
        self.absent: dict[int, int] = {}  # a wanted row that is not there -> where it would be
        self.columns: list[Columns] = []
        self.columns_end = self.rows_end = self.rows_start = self.drawing_place = -1
        self.prefix = ""
        self.last_column = 1
        self.own_column = 0
        self.drawing_id = ""
        self._content, self._wanted, self._head_row = content, frozenset(wanted), head_row
        self._earlier, self._is_own_head = earlier, is_own_head
        self._ahead = iter([*sorted(wanted), None])
        self._next = next(self._ahead)
        self._row = Row(0, -1, 0)
        self._cell = (0, -1, 0)  # column, start, format
        self._depth = 0
        xml.scan(content, self._opened, self._closed)
        self._pass_absent(None, self.rows_end)

    @property
    def behind_drawing(self) -> int:
        """How many bytes stand behind the place for the drawing of comments."""
        return len(self._content) - self.drawing_place

    def style_of_column(self, column: int) -> int:
        """The format of a column's empty cells."""
        for each in self.columns:
            if each.first <= column <= each.last:
                return each.style
        return 0

    def _opened(self, name: str, said: Mapping[str, str], start: int) -> None:
        self._depth += 1
        kind = xml.local(name)
        if kind == "c" and self._depth == 4:
            self._open_cell(said, start)
        elif kind in ("v", "is", "f") and self._depth == 5:
            self.last_column = max(self.last_column, self._cell[0])
        elif kind == "row" and self._depth == 3:
            number = int(said.get("r", self._row.number + 1))
            self._pass_absent(number, start)
            self._row = Row(number, start, int(said.get("s", 0)))
            self._cell = (0, -1, 0)
        elif self._depth <= 3:
            self._open_other(kind, name, said, start)

    def _open_cell(self, said: Mapping[str, str], start: int) -> None:
        column = place(said["r"])[1] if "r" in said else self._cell[0] + 1
        self._cell = (column, start, int(said.get("s", 0)))

    def _open_other(self, kind: str, name: str, said: Mapping[str, str], start: int) -> None:
        if self._depth == 1:
            self.prefix = xml.prefix(name)
        elif kind == "sheetData":
            self.rows_start = start
        elif kind == "col":
            numbers = (int(said["min"]), int(said["max"]), int(said.get("style", 0)))
            self.columns.append(Columns(*numbers, start))
        elif kind == "mergeCell":
            self.last_column = max(self.last_column, place(said["ref"].rpartition(":")[2])[1])
        elif kind == "legacyDrawing":
            self.drawing_id = next(v for key, v in said.items() if xml.local(key) == "id")
        elif kind in _AFTER_DRAWING and self._depth == 2 and self.drawing_place < 0:
            self.drawing_place = start

    def _closed(self, name: str, start: int, end: int) -> None:
        kind = xml.local(name)
        if kind == "c" and self._depth == 4:
            self._close_cell(end)
        elif kind == "row" and self._depth == 3:
            self._close_row(start)
        elif kind == "sheetData":
            self.rows_end = start
        elif kind == "cols":
            self.columns_end = start
        elif self._depth == 1 and self.drawing_place < 0:
            self.drawing_place = start
        self._depth -= 1

    def _close_cell(self, end: int) -> None:
        column, begun, style = self._cell
        row = self._row
        if row.number in self._wanted or column == self.own_column or style in self._earlier:
            row.cells[column] = (begun, end, style)

    def _close_row(self, start: int) -> None:
        row = self._row
        row.close = start
        if row.cells or row.number in self._wanted:
            self.rows[row.number] = row
        if row.number == self._head_row:
            for column, (begun, end, _) in row.cells.items():
                if self._is_own_head(self._content[begun:end]):
                    self.own_column = column

    def _pass_absent(self, number: int | None, start: int) -> None:
        for wanted in self._passed(number):
            self.absent[wanted] = start

    def _passed(self, number: int | None) -> Iterator[int]:
        """Wanted rows before one, or all that are left."""
        while self._next is not None and (number is None or self._next <= number):
            if self._next != number:
                yield self._next
            self._next = next(self._ahead)
