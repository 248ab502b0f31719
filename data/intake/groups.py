"""What stands once for several rows of a report: cells to fill down, and rows that head a group.

A group is headed by a district ("Huyện Mường La (Tổng số)"), or by a row with the number of a
group ("I", "II", "A") and one name. Such rows may carry the sums of their group; they are seen
and not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from data.intake.layout import LeftOut
from data.intake.office.head import WIDEST, cell_at
from data.intake.office.left_out import district_in, last_row
from data.intake.office.recognise import Place
from data.intake.office.sum_words import is_subtotal
from data.intake.office.text import clean, written
from data.intake.sheets import Cell, Sheet

_NUMBER_OF_GROUP = re.compile(r"(?:[IVX]+|[A-H])\s*[.)/]?")
_NUMBERED = re.compile(r"(?:[IVX]+|[A-H])\s*[.)/-]\s*(\S.*)")
_IN_ALL = re.compile(r"\s*\([^()]*\)\s*:?$|\s*:$")


def headed_by(sheet: Sheet, row: int) -> str:
    """The name of the group that a row heads: its one text, with the number of a group before it.

    "" where the row heads none: a district, which says where and not who or what, and a sum.
    """
    cells = sheet.rows[row - 1][:WIDEST] if row <= len(sheet.rows) else ()
    texts = [clean(value) for value in cells if isinstance(value, str) and clean(value)]
    if len(texts) == 2 and _NUMBER_OF_GROUP.fullmatch(texts[0]):
        text = texts[1]
    elif len(texts) == 1 and (numbered := _NUMBERED.fullmatch(texts[0])):
        text = numbered[1]
    else:
        return ""
    name = _IN_ALL.sub("", text) if is_subtotal(text) else text
    return "" if is_subtotal(name) or district_in(text) else name


def heading_rows(place: Place) -> dict[int, str]:
    """The rows under the head that head a group, with its name."""
    rows = range(place.head.last_row + 1, last_row(place) + 1)
    named = ((row, headed_by(place.sheet, row)) for row in rows)
    return {row: name for row, name in named if name}


def grouped(
    place: Place, headings: Mapping[int, str], aside: Mapping[int, LeftOut]
) -> Iterator[tuple[int, Cell]]:
    """The name of the group of each row that counts: that of the last row which heads one."""
    current = ""
    for row in range(place.head.last_row + 1, last_row(place) + 1):
        current = headings.get(row, current)
        if row not in aside and current:
            yield row, current


def filled_down(
    place: Place, number: int, aside: Mapping[int, LeftOut]
) -> Iterator[tuple[int, Cell]]:
    """The empty cells of a column that a cell above them counts for, by row.

    A merged cell counts for its own rows; any other until the next filled cell, or until the sum
    of its group. A cell with an error counts for nothing.
    """
    sheet = place.sheet
    ends = {top: bottom for top, left, bottom, right in sheet.merged if left == right == number}
    current: Cell = None
    until = 0
    for row in range(place.head.last_row + 1, last_row(place) + 1):
        value = cell_at(sheet, row, number)
        if until and row > until:
            current, until = None, 0
        if (row, number) in sheet.errors or (row, number) in sheet.without_value:
            current = None
        elif value is not None and clean(written(value)):
            current = value if row not in aside or _is_kept(sheet, row, value) else None
            until = ends.get(row, 0)
        elif row in aside:
            is_end = not until and _is_sum_up_to(sheet, row, number)
            current = None if is_end else current
        elif current is not None:
            yield row, current


def _is_kept(sheet: Sheet, row: int, value: Cell) -> bool:
    """True for a name beside the word of a sum: it counts for the rows of its group too."""
    text = written(value)
    return not (is_subtotal(text) or district_in(text) or headed_by(sheet, row))


def _is_sum_up_to(sheet: Sheet, row: int, number: int) -> bool:
    """True when a sum is named in this column or to the left of it: it ends the group."""
    texts = (cell_at(sheet, row, column) for column in range(1, number + 1))
    return any(isinstance(text, str) and is_subtotal(text) for text in texts)


def districts(place: Place, aside: Mapping[int, LeftOut]) -> Iterator[tuple[int, Cell]]:
    """The district of each row that counts: that of the last row which names one alone."""
    current = ""
    for row in range(place.head.last_row + 1, last_row(place) + 1):
        if row not in aside:
            if current:
                yield row, current
            continue
        cells = place.sheet.rows[row - 1][:WIDEST] if row <= len(place.sheet.rows) else ()
        named = [district_in(text) for text in cells if isinstance(text, str)]
        current = next(filter(None, named), current)
