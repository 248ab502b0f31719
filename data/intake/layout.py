"""Where a table stands in a file, so that a problem can name the cell and the head as written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from data.intake.sheets import cell_name
from data.problems import Problem, printable
from data.schema import Table


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


@dataclass(frozen=True)
class LeftOut:
    """A row of a sheet that was seen and is not counted, and why."""

    sheet: str
    row: int
    kind: Literal["subtotal", "example", "blank", "note", "column_numbers"]
    text: str


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
