"""A matrix as a table whose cells are shaded by their number: readable, printable, one kilobyte.

Each number stands in its cell, so that the shade is never the only sign; heads and row names are
those of a real table, for readers of the screen. A row's name can open its page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from data.metrics import classes
from pages.parts import drawn

HERE = Path(__file__).parent

_draw = drawn.component("grid", HERE)


@dataclass(frozen=True)
class Row:
    """One row: its code (what a click opens, empty for none), its name, and the texts of its cells.

    `shades` has one digit a cell, 0 (no ground) to 5 (deepest); empty for a row without any.
    `marked` is the place of a cell with a frame around it, -1 for none.
    """

    code: str
    label: str
    cells: Sequence[str]
    shades: str = ""
    marked: int = -1


def draw(
    rows: Sequence[Row],
    *,
    columns: Sequence[str],
    corner: str,
    title: str,
    subtitle: str,
    key: str,
    even: bool = True,
    on_choose: Callable[[str], None] | None = None,
) -> None:
    """Draw the table; with `on_choose` the name of a row with a code is a button that gives it.

    Args:
        rows: in the order to show.
        columns: the head of each cell.
        corner: the head of the row names.
        title: the finding, or empty.
        subtitle: measure, unit, place, period and mark.
        key: unique in the page.
        even: a matrix, whose columns are equally wide and whose heads stand upright on a phone;
            else a table, whose cells may hold a few words.
        on_choose: called with the chosen row's code, before the next run.
    """

    def chosen() -> None:
        code = st.session_state[key].get("chosen")
        if on_choose and code in {row.code for row in rows if row.code}:
            on_choose(code)

    _draw(
        key=key,
        data={
            "title": title,
            "subtitle": subtitle,
            "corner": corner,
            "columns": list(columns),
            "rows": [[row.code, row.label, row.shades, row.marked, *row.cells] for row in rows],
            "links": on_choose is not None,
            "even": even,
        },
        on_chosen_change=chosen,
    )


def shades(table: pd.DataFrame) -> list[str]:
    """The shade of every cell of a matrix of one unit: five classes of equally many cells.

    Args:
        table: numbers of one unit; missing and zero cells have no ground.

    Returns:
        One text of digits a row.

    Example:
        >>> shades(pd.DataFrame({"a": [1.0, None], "b": [5.0, 0.0]}))
        ['12', '00']
    """
    values = pd.Series(table.to_numpy(dtype="float64").ravel())
    ranges = classes.breaks(values[values > 0])
    if not ranges:
        return ["0" * table.shape[1]] * len(table)
    levels = classes.assign(values.where(values > 0), ranges).to_numpy().reshape(table.shape)
    return ["".join(map(str, row)) for row in levels]


def column_shades(table: pd.DataFrame) -> list[str]:
    """The shade of every cell where each column has a unit of its own and is ranked alone."""
    each = [shades(table[[column]]) for column in table]
    return ["".join(row) for row in zip(*each, strict=True)]
