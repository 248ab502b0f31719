"""The head of a table on a sheet: which column is which, over one, two or three rows.

A head may have groups ("Giá trị (triệu đồng)" over "Tiền mặt" and "Hiện vật"): a column is then
called by both, or by its own name alone where that is one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.intake.office import heads
from data.intake.office.text import clean, written
from data.intake.sheets import Cell, Range, Sheet
from data.schema import Table

WIDEST = 200
_DEEPEST_HEAD = 3
_ALIKE, _CLEARLY_MORE = 0.85, 0.05


@dataclass(frozen=True)
class Head:
    """The head of a table on a sheet; rows and columns count from 1.

    `columns` are those of the schema and `helpers` those beside them, each with its column on
    the sheet and its head as written. `doubled` and `unknown` are heads that were not taken,
    `renamed` those that were taken for another.
    """

    first_row: int
    last_row: int
    columns: Mapping[str, tuple[int, str]]
    helpers: Mapping[str, tuple[int, str]]
    doubled: tuple[tuple[str, int, str], ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    renamed: tuple[tuple[str, int, str], ...] = ()


def topmost(sheet: Sheet, row: int) -> int:
    """The first row of a head, of which one row was found: groups may stand above it."""
    for first, _, last, _ in sorted(sheet.merged, reverse=True):
        if row - _DEEPEST_HEAD < first < row and last < row + 1 and _is_over(sheet, first, row):
            row = first
    return row


def _is_over(sheet: Sheet, above: int, row: int) -> bool:
    """True when a merged cell joins the two rows, so that one head is made of both."""
    return any(first <= above and last >= row for first, _, last, _ in sheet.merged)


def read_head(table: Table, sheet: Sheet, first_row: int) -> Head:
    """The columns that the head names, and what is doubled, unknown or nearly right."""
    last_row = lowest(sheet, first_row)
    columns: dict[str, tuple[int, str]] = {}
    doubled: list[tuple[str, int, str]] = []
    unknown: list[tuple[int, str]] = []
    for place, texts in _labels(sheet, first_row, last_row):
        name, text = _named(table.name, texts)
        if not name:
            unknown.append((place, text))
        elif name in columns and name not in (heads.REMARK, heads.ROW_NUMBER):
            doubled.append((name, place, text))
        else:
            columns[name] = (place, text)
    _stand_in(table, columns)
    renamed = _renamed(table, columns, unknown)
    columns |= {name: (place, text) for name, place, text in renamed}
    taken = {place for _, place, _ in renamed}
    own = {name: columns[name] for name in table.column_names if name in columns}
    return Head(
        first_row,
        last_row,
        own,
        {name: where for name, where in columns.items() if name not in own},
        tuple(doubled),
        tuple((place, text) for place, text in unknown if place not in taken),
        tuple(renamed),
    )


def _stand_in(table: Table, columns: dict[str, tuple[int, str]]) -> None:
    """A column of names stands for the one of codes where there is no such column."""
    for code, name in (("commune_code", heads.COMMUNE_NAME), ("agency_code", heads.AGENCY_NAME)):
        usable = code in table.column_names and name not in table.column_names
        if usable and code not in columns and name in columns:
            columns[code] = columns.pop(name)


def _named(table: str, texts: Sequence[str]) -> tuple[str, str]:
    """The column that the first of several readings of a head names, and the whole head."""
    names = (heads.column_of(table, text) for text in texts)
    return next((name for name in names if name), ""), texts[0]


def lowest(sheet: Sheet, first_row: int) -> int:
    """The last row of a head: further down where cells of it are merged or grouped."""
    last = first_row
    for top, left, bottom, right in sorted(sheet.merged):
        if first_row <= top <= last and bottom < first_row + _DEEPEST_HEAD:
            is_group = right > left and bottom + 1 < first_row + _DEEPEST_HEAD
            last = max(last, bottom + 1 if is_group and _has_below(sheet, top, left) else bottom)
    return last


def _has_below(sheet: Sheet, top: int, left: int) -> bool:
    """True when texts, not figures, stand under a group: they are its columns."""
    under = [cell_at(sheet, top + 1, column) for column in range(left, left + 2)]
    return all(isinstance(value, str) and clean(value) for value in under)


def _labels(sheet: Sheet, first_row: int, last_row: int) -> Iterator[tuple[int, list[str]]]:
    """Every column with a head, and the ways to read it: the group with the column, or alone."""
    for column, texts in head_parts(sheet, first_row, last_row):
        if len(texts) > 1:
            yield column, [" ".join(texts), " ".join(texts[::-1]), texts[-1]]
        else:
            yield column, texts


def head_parts(sheet: Sheet, first_row: int, last_row: int) -> Iterator[tuple[int, list[str]]]:
    """Every column with a head, and what stands over it from the first row of the head down."""
    width = min(max(map(len, sheet.rows[first_row - 1 : last_row]), default=0), WIDEST)
    spread = _spread(sheet.merged, first_row, last_row)
    for column in range(1, width + 1):
        rows = range(first_row, last_row + 1)
        parts = [
            clean(written(cell_at(sheet, *spread.get((row, column), (row, column)))))
            for row in rows
        ]
        # The star of a required column is the template's, not part of the name.
        lines = (" ".join(part.split("\n")).removesuffix("*").rstrip() for part in parts)
        texts = list(dict.fromkeys(line for line in lines if line))
        if texts:
            yield column, texts


def _spread(
    merged: Sequence[Range], first_row: int, last_row: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell of a merged head, the cell that holds its text."""
    return {
        (row, column): (top, left)
        for top, left, bottom, right in merged
        if first_row <= top <= last_row
        for row in range(top, min(bottom, last_row) + 1)
        for column in range(left, min(right, WIDEST) + 1)
    }


def cells_of(sheet: Sheet, rows: Sequence[int], column: int) -> list[Cell]:
    """The cells of a column in some rows, as `cell_at` finds each."""
    there = len(sheet.rows)
    lines = [sheet.rows[row - 1] if row <= there else () for row in rows]
    return [cells[column - 1] if column <= len(cells) else None for cells in lines]


def cell_at(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return cells[column - 1] if column <= len(cells) else None


def _renamed(
    table: Table, columns: Mapping[str, tuple[int, str]], unknown: Sequence[tuple[int, str]]
) -> list[tuple[str, int, str]]:
    """Heads that are nearly the name of a column that is missing, and clearly of that one."""
    missing = [name for name in table.column_names if name not in columns]
    found: dict[str, tuple[str, int, str]] = {}
    for place, text in unknown:
        ranked = sorted(
            ((_likeness(table.name, name, text), name) for name in missing), reverse=True
        )
        best, runner_up = [*ranked, (0.0, ""), (0.0, "")][:2]
        if best[0] >= _ALIKE and best[0] - runner_up[0] >= _CLEARLY_MORE and best[1] not in found:
            found[best[1]] = (best[1], place, text)
    return list(found.values())


@lru_cache(maxsize=4096)
def _likeness(table: str, column: str, text: str) -> float:
    names = [key for key, name in heads.column_names(table).items() if name == column]
    return max(
        difflib.SequenceMatcher(None, key, name).ratio()
        for key in heads.head_keys(text) or [""]
        for name in names
    )
