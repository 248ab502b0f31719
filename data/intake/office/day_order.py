"""Whether a column writes the day or the month first: decided once for the whole column.

"06/13/2014" can only be 13 June written month first, and then "06/05/2014" beside it is most
likely 5 June and not 6 May. Nobody can tell by one cell, so a column with such texts, and with
none that can only be day first, is one question; until it is answered none of its texts is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from data.intake.answers import Candidate, Question
from data.intake.office.periods import real_day
from data.intake.sheets import Cell

MONTH_FIRST, MONTH_FIRST_DAYS_TOO, DAY_FIRST = "month_first", "month_first_days_too", "day_first"

_MONTHS = 12
_SHAPE = re.compile(r"\s*([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})(\D.*)?")


def question(values: Sequence[Cell], head: str, places: Sequence[str]) -> Question | None:
    """The question about a column whose texts write months first; None where nothing is asked.

    Args:
        values: the cells of the column.
        head: what its head says.
        places: where each cell stands ("HoatDong!K14").

    Example:
        >>> asked = question(["06/05/2014", "06/13/2014"], "Ngày", ["A!K2", "A!K3"])
        >>> asked.text, [each.code for each in asked.candidates]
        ('Ngày: 06/13/2014', ['month_first', 'day_first'])
        >>> question(["06/05/2014", "13/06/2014", "06/13/2014"], "Ngày", ["", "", ""]) is None
        True
    """
    late = [at for at, value in enumerate(values) if _is_month_first(value)]
    if not late or any(_is_day_first(value) for value in values):
        return None
    first = str(values[late[0]]).strip()
    shown = str(turned(first, MONTH_FIRST))
    codes = [MONTH_FIRST, *([MONTH_FIRST_DAYS_TOO] if _has_early_days(values) else []), DAY_FIRST]
    candidates = tuple(
        Candidate(code, f"{first} → {'?' if code == DAY_FIRST else shown}", code) for code in codes
    )
    asked = Question("day_order", f"{head}: {first}", places[late[0]], candidates)
    for at in late:
        asked = asked.also_at(places[at])
    return asked


def turned(value: Cell, order: str) -> Cell:
    """A cell with day and month in the order of this country, as an answer says.

    Example:
        >>> turned("06/13/2014", "month_first"), turned("06/13/2014", "day_first")
        ('13/06/2014', '06/13/2014')
        >>> turned(date(2014, 5, 6), "month_first_days_too")
        datetime.date(2014, 6, 5)
    """
    if isinstance(value, str) and order != DAY_FIRST:
        parts = _SHAPE.fullmatch(value)
        return value if parts is None else f"{parts[3]}/{parts[1]}/{parts[4]}{parts[5] or ''}"
    if isinstance(value, date) and order == MONTH_FIRST_DAYS_TOO and value.day <= _MONTHS:
        return value.replace(month=value.day, day=value.month)
    return value


def is_text_day(value: Cell) -> bool:
    """True for a text of two numbers and a year, whichever of them is the day."""
    return isinstance(value, str) and _SHAPE.fullmatch(value) is not None


def _is_month_first(value: Cell) -> bool:
    """True for a text that is a day only if its month stands first."""
    parts = _SHAPE.fullmatch(value) if isinstance(value, str) else None
    return parts is not None and int(parts[3]) > _MONTHS and _is_day(parts[4], parts[1], parts[3])


def _is_day_first(value: Cell) -> bool:
    parts = _SHAPE.fullmatch(value) if isinstance(value, str) else None
    return parts is not None and int(parts[1]) > _MONTHS and _is_day(parts[4], parts[3], parts[1])


def _is_day(year: str, month: str, day: str) -> bool:
    return real_day(int(year), int(month), int(day)) is not None


def _has_early_days(values: Sequence[Cell]) -> bool:
    """True where all real days could be turned ones: a program took what it could for days."""
    days = [value for value in values if isinstance(value, date)]
    return bool(days) and all(day.day <= _MONTHS for day in days)
