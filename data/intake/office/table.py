"""A table of an office's sheet -> machine text by row of the sheet, and all that is wrong there."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.intake.layout import Layout, LeftOut
from data.intake.office.asked_about import asked_about
from data.intake.office.ids import with_ids
from data.intake.office.left_out import is_changed_example, last_row, left_out
from data.intake.office.recognise import MADE_IDS, Place
from data.intake.office.sums import hold
from data.intake.office.surroundings import changed_example, of_cells, of_head, of_widths
from data.intake.office.values import Desk, read_cells
from data.intake.raw import RawTable


def layout_of(place: Place) -> Layout:
    """Where the table stands, for problems that name a row and a column of the schema."""
    return Layout(place.table.name, place.sheet.name, place.head.last_row, dict(place.head.columns))


def read_table(
    place: Place, desk: Desk, of_template: bool
) -> tuple[RawTable, Mapping[int, LeftOut]]:
    """Read every row that counts, and say what is wrong with the head.

    Args and Returns: as for `read_rows`.
    """
    desk.found += of_head(place)
    raw, aside = read_rows(place, desk, of_template)
    desk.found += of_widths(place, raw.rows.index.tolist())
    return raw, aside


def read_rows(
    place: Place,
    desk: Desk,
    of_template: bool = False,
    aside: Mapping[int, LeftOut] | None = None,
) -> tuple[RawTable, Mapping[int, LeftOut]]:
    """Read every row that counts.

    Args:
        place: where the table stands.
        desk: reads names; problems, questions and readings are gathered there.
        of_template: True when the workbook was made from the template, so that its example is
            known.
        aside: rows that are not counted, where that was found out already.

    Returns:
        The rows as machine text, by row of the sheet, and the rows that are not counted, sums
        with whether they agree. What is wrong within a cell is told before what is wrong around it.
    """
    aside = left_out(place) if aside is None else aside
    under_head = range(place.head.last_row + 1, last_row(place) + 1)
    rows = [row for row in under_head if row not in aside]
    before = len(desk.found)
    desk.found += of_cells(place, rows)
    texts = {column.name: read_cells(place, column, rows, desk) for column in place.table.columns}
    if of_template:
        desk.found += [
            changed_example(place, row, each.text)
            for row, each in aside.items()
            if each.kind == "example" and is_changed_example(place, row)
        ]
    aside = hold(place, asked_about(place, aside, desk), texts, rows, desk)
    frame = pd.DataFrame(texts, index=pd.Index(rows, dtype="int64"), dtype="str")
    frame = with_ids(place.table, frame, desk.found)
    missing = frozenset(texts) - frozenset(place.head.columns) - {MADE_IDS.get(place.table.name)}
    key = place.table.key
    broken = any(
        each.severity == "error" and each.column in key and each.row is not None
        for each in desk.found[before:]
    )
    return RawTable(place.table, frame, frozenset(filter(None, missing)), intact=not broken), aside
