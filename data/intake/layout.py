"""Where a table stands in a file, so that a problem can name the cell and the head as written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from data import problems
from data.intake.sheets import cell_name
from data.problems import Problem, printable, problem
from data.schema import Table
from data.words import Lang, translate


@dataclass(frozen=True)
class Layout:
    """Where a table stands in the file.

    `columns` says, for each column of the schema that the file has, on which column of the sheet
    (from 1) it stands and how its head is written.
    """

    table: str
    sheet: str
    head_row: int
    columns: Mapping[str, tuple[int, str]]


# Whether a sum agrees with the rows that were read, or whether a row is asked about; "" where there
# is nothing to compare.
Held = Literal["", "agrees", "differs", "not_held", "asked"]


@dataclass(frozen=True)
class LeftOut:
    """A row of a sheet that was seen and is not counted, and why; a sum with how it compares."""

    sheet: str
    row: int
    kind: Literal["subtotal", "example", "blank", "note", "column_numbers"]
    text: str
    held: Held = ""

    def why(self, lang: Lang) -> str:
        """Why it is not counted, and whether a sum agrees with what was read."""
        why = translate(lang, f"left_out.{self.kind}")
        return f"{why}: {translate(lang, f'held.{self.held}')}" if self.held else why


_TOLD = {
    "subtotal": problems.ROW_IS_SUM,
    "example": problems.ROW_IS_EXAMPLE,
    "note": problems.ROW_IS_NOTE,
    "column_numbers": problems.ROW_OF_NUMBERS,
}


def not_counted(aside: Sequence[LeftOut]) -> list[Problem]:
    """Each row that is not counted as something to tell, for lists that go with the file.

    Blank rows have nothing to tell.
    """
    return [
        problem(
            problems.SUM_AGREES if each.held == "agrees" else _TOLD[each.kind],
            severity="information",
            sheet=each.sheet,
            row=each.row,
            value=each.text,
        )
        for each in aside
        if each.kind in _TOLD
    ]


def machine_layout(table: Table, sheet: str, head: Sequence[str]) -> Layout:
    """Where a table of the machine dialect stands: its names are in the first row."""
    columns = {name: (head.index(name) + 1, name) for name in table.column_names if name in head}
    return Layout(table.name, sheet, 1, columns)


def located(found: list[Problem], layouts: Mapping[str, Layout]) -> list[Problem]:
    """The problems, each with sheet, cell and head as far as the layouts know them.

    Args:
        found: problems that name a table of the schema, and a row and column of it.
        layouts: by table.
    """
    return [_located(each, layouts.get(each.table)) for each in found]


def _located(each: Problem, layout: Layout | None) -> Problem:
    if layout is None or each.sheet:
        return each
    column, head = layout.columns.get(each.column, (0, each.column))
    cell = cell_name(each.row, column) if each.row is not None and column else ""
    return replace(each, sheet=printable(layout.sheet), cell=cell, head=printable(head))
