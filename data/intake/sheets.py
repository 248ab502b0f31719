"""What stands in a file before anybody knows what it means: sheets of cells, with addresses.

Rows and columns are counted from 1, as a person sees them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

Cell = str | float | int | bool | datetime | date | time | timedelta | None

# First row, first column, last row, last column.
Range = tuple[int, int, int, int]


@dataclass(frozen=True)
class Sheet:
    """One sheet as it stands in the file.

    `rows[0]` is row 1 with column A first; rows may be of different lengths. A merged range has
    its value in its first cell. `formulas` says what the formula of a cell was, its stored value
    is in `rows`; cells in `without_value` hold a formula that nobody calculated. A cell that
    shows an error ("#REF!") is None in `rows`. `formats` has the number format of cells where it
    changes what is seen, `struck` those crossed out, and `parted` those in whose text only some
    letters are raised or crossed out. A sheet that `is_text` comes from a file of lines, where a
    row with more or fewer cells than the head was written wrongly.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    visible: bool = True
    merged: tuple[Range, ...] = ()
    formulas: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))
    without_value: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formats: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))
    struck: frozenset[tuple[int, int]] = frozenset()
    parted: frozenset[tuple[int, int]] = frozenset()
    is_text: bool = False


@dataclass(frozen=True)
class Book:
    """The sheets of one file, in its order. From a CSV file every cell `is_text`."""

    sheets: tuple[Sheet, ...]
    is_text: bool = False


def column_letters(column: int) -> str:
    """The letters of a column of a sheet, counted from 1.

    Example:
        >>> column_letters(1), column_letters(28), column_letters(16_384)
        ('A', 'AB', 'XFD')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell as a person reads it.

    Example:
        >>> cell_name(17, 5)
        'E17'
    """
    return f"{column_letters(column)}{row}"
