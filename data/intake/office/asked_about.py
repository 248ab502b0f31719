"""Rows that were taken for no record and have what only records have: they are asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from data import problems
from data.intake.layout import LeftOut
from data.intake.office.days import read_day
from data.intake.office.head import cell_at
from data.intake.office.numbers import read_number
from data.intake.office.recognise import Place
from data.intake.office.sum_words import is_subtotal
from data.intake.office.text import clean, written
from data.intake.office.values import Desk
from data.intake.sheets import Cell, cell_name
from data.problems import problem
from data.schema import Column


def asked_about(place: Place, aside: Mapping[int, LeftOut], desk: Desk) -> Mapping[int, LeftOut]:
    """Ask about every sum that has a day or a commune, and every note that has a figure too.

    Args:
        place: where the table stands.
        aside: the rows that are not counted.
        desk: reads communes, and gathers what is asked.

    Returns:
        All rows that are not counted, these marked.
    """
    marked = dict(aside)
    for row, each in aside.items():
        cells = list(_of_a_record(place, each, desk))
        if cells:
            marked[row] = replace(each, held="asked")
            desk.found.append(
                problem(
                    problems.LEFT_OUT_WITH_VALUES,
                    severity="warning",
                    table=place.table.name,
                    row=row,
                    value=each.text,
                    sheet=place.sheet.name,
                    cells=", ".join(cells),
                )
            )
    return marked


def _of_a_record(place: Place, row: LeftOut, desk: Desk) -> Iterator[str]:
    """What a row has that no sum or note would have, each with its cell: "D7 «Xã Mường Bú»"."""
    if row.kind not in ("subtotal", "note"):
        return
    for column in place.table.columns:
        number, _ = place.head.columns.get(column.name, (0, ""))
        value = cell_at(place.sheet, row.row, number) if number else None
        if value is not None and _is_of_a_record(column, value, row, desk):
            yield f"{cell_name(row.row, number)} «{clean(written(value))}»"


def _is_of_a_record(column: Column, value: Cell, row: LeftOut, desk: Desk) -> bool:
    if column.refers_to == "gazetteer":
        is_sum = isinstance(value, str) and is_subtotal(value)
        return not is_sum and bool(desk.communes.read(value, None, None).reading.text)
    if column.kind == "date":
        return bool(read_day(value).text)
    return row.kind == "note" and column.unit != "" and bool(read_number(value).text)
