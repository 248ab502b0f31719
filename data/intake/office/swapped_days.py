"""Days that a workbook may have turned: 05/10/2013 typed where months come first is 10 May.

A program that is set to write months first takes "05/10/2013" for a day of May and leaves
"25/10/2013" as text, for there is no month 25. A column of both kinds gives itself away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from data.intake.office.days import for_people, read_day
from data.intake.sheets import Cell

# Days from 13 on cannot be months.
_MONTHS = 12
_FEWEST = 2


def maybe_swapped(values: Sequence[Cell]) -> Iterator[tuple[int, str, str]]:
    """The days of a column that may have been turned.

    Yields:
        Where in the column, the day that it would be, and one of the texts that give it away.

    Example:
        >>> column = [date(2013, 5, 10), "25/10/2013", date(2014, 1, 3), "28/10/2013"]
        >>> list(maybe_swapped(column))
        [(0, '05/10/2013', '25/10/2013'), (2, '01/03/2014', '25/10/2013')]
    """
    days = [(place, value) for place, value in enumerate(values) if isinstance(value, date)]
    if len(days) < _FEWEST or any(day.day > _MONTHS for _, day in days):
        return
    texts = [value for value in values if isinstance(value, str) and _is_late(value)]
    if len(texts) < _FEWEST:
        return
    for place, day in days:
        if day.day != day.month:
            yield place, for_people(date(day.year, day.day, day.month)), texts[0]


def _is_late(text: str) -> bool:
    day = read_day(text).text
    return bool(day) and int(day[-2:]) > _MONTHS
