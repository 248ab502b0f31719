"""Which decimal mark a text file has: decided once for the whole file, on all its numbers.

A program that writes Vietnamese heads into a CSV may still write 7.5 with a point. One such cell
can be read in two ways; a file in which no number needs a comma, and some need a point, cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.intake.sheets import Cell

# One mark that does not stand before just three figures, so that it groups no thousands; or both
# marks, of which the last one is the decimal mark.
_POINT = re.compile(r"-?(?:[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+)")
_COMMA = re.compile(
    r"-?(?:[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+,[0-9]+))"
)
_BY_POINT = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]+)?")


def point_shown_by(cells: Iterable[Cell]) -> str:
    """A number that shows that all these are written with a decimal point; "" where none does,
    or another one needs a comma.

    Example:
        >>> point_shown_by(["500", "7.5", "1.250"]), point_shown_by(["7.5", "7,5"])
        ('7.5', '')
    """
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    if any(_COMMA.fullmatch(text) for text in texts):
        return ""
    return next((text for text in texts if _POINT.fullmatch(text)), "")


def by_point(cell: Cell) -> Cell:
    """A cell of a file with decimal points: a text that is such a number as a number.

    Example:
        >>> by_point("1,234.5"), by_point("7.5"), by_point("khoảng 7")
        (1234.5, 7.5, 'khoảng 7')
    """
    if isinstance(cell, str) and _BY_POINT.fullmatch(cell.strip()):
        return float(cell.strip().replace(",", ""))
    return cell
