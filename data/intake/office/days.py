"""Days as offices write them, and periods, which are no days: a quarter stays a quarter.

28/10/2013, 28-10-2013 and 28.10.2013 are days. "Quý III/2015", "6 tháng đầu năm 2014" and
"T10/2013" are periods: they are read as such, and never turned into their first day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from data import problems
from data.intake.office.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_DAY,
    Period,
    period,
    plain,
    real_day,
    whole_years,
)
from data.intake.office.reading import EMPTY, NOTHING, Reading, left_empty, wrong
from data.intake.office.text import clean, written
from data.intake.sheets import Cell

# Day 0 of the numbers by which workbooks count days; right from 1 March 1900 on.
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 61, 73_415  # 01/03/1900 to 31/12/2100
_LARGEST_BARE = 100_000_000

_CLOCK = r"(?:[ t]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?)?"
_DAY_FIRST = re.compile(
    r"(?:ngày )?([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{2}|[0-9]{4})" + _CLOCK
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})" + _CLOCK)
_IN_WORDS = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}),? năm ([0-9]{4})")
_BARE = re.compile(r"[0-9]{5}|[0-9]{8}")


def read_day(value: Cell) -> Reading:
    """A day as ISO text; a period, a bare number or a day that never was is a problem.

    Example:
        >>> read_day("28/10/2013").text, read_day(date(2013, 10, 28)).text
        ('2013-10-28', '2013-10-28')
        >>> read_day("31/02/2016").code, read_day("Quý III/2015").code, read_day(41575.0).code
        ('NGAY_KHONG_CO_THAT', 'KY_KHONG_PHAI_NGAY', 'NGAY_LA_SO')
    """
    if isinstance(value, str):
        return _read_text(value) if len(value) <= LONGEST_DAY else wrong(problems.NOT_A_DATE)
    if value is None:
        return EMPTY
    if isinstance(value, (date, time, timedelta)):
        return _of_cell(value)
    return wrong(problems.NOT_A_DATE) if isinstance(value, bool) else _read_number(value)


def _of_cell(value: date | time | timedelta) -> Reading:
    """A cell with the look of a day."""
    if _is_day_zero(value):
        return wrong(problems.EMPTY_DAY)
    if isinstance(value, datetime):
        return _with_clock(value.date(), value.time())
    return Reading(value.isoformat()) if isinstance(value, date) else wrong(problems.NOT_A_DATE)


def _is_day_zero(value: date | time | timedelta) -> bool:
    """True for the number 0 or 1 under the look of a day: an empty cell that a formula filled.

    A workbook shows them as 00/01/1900 and 01/01/1900; read, 0 is midnight or the last day of 1899.
    """
    if isinstance(value, (date, datetime)):
        day = value.date() if isinstance(value, datetime) else value
        return day in (_SERIAL_ZERO, date(1899, 12, 31), date(1900, 1, 1))
    return isinstance(value, time) and value == time()


def read_year(value: Cell) -> Reading:
    """A year of four digits, also from a day or a period that lies in one year.

    Example:
        >>> read_year("năm 2014").text, read_year(2014.0).text, read_year("Quý III/2015").text
        ('2014', '2014', '2015')
    """
    day = read_day(value)
    if day.text:
        return Reading(day.text[:4], shown=day.text[:4])
    if not day.code:
        return EMPTY
    text = clean(written(value))
    found = period(text)
    if found is None or found.year is None:
        return wrong(problems.NOT_A_YEAR)
    return Reading(str(found.year), shown="" if text == str(found.year) else str(found.year))


def for_people(day: date) -> str:
    """A day as a person here writes it.

    Example:
        >>> for_people(date(2013, 10, 8))
        '08/10/2013'
    """
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


@lru_cache(20_000)
def _read_text(raw: str) -> Reading:
    text = plain(raw)
    if text in NOTHING:
        return left_empty(text)
    if _BARE.fullmatch(text):
        return _read_bare(text)
    for shape, reader in _SHAPES:
        if parts := shape.fullmatch(text):
            return reader(parts)
    found = period(text)
    return _no_day(found) if found else wrong(problems.NOT_A_DATE)


def _no_day(found: Period) -> Reading:
    return wrong(
        problems.PERIOD_NOT_DAY, first=for_people(found.first), last=for_people(found.last)
    )


def _day_first(parts: re.Match[str]) -> Reading:
    day, month, year = int(parts[1]), int(parts[3]), int(parts[4])
    if len(parts[4]) == 2:
        return wrong(problems.TWO_DIGIT_YEAR, nearest=_of_two_digits(day, month, year))
    if year == _SERIAL_ZERO.year + 1 and month == 1 and day < 2:  # day 0 or 1 of a workbook
        return wrong(problems.EMPTY_DAY)
    return _of(day, month, year, parts.groups()[4:])


def _of_two_digits(day: int, month: int, year: int) -> str:
    found = real_day(2000 + year, month, day)
    return for_people(found) if found else "–"


def _year_first(parts: re.Match[str]) -> Reading:
    return _of(int(parts[4]), int(parts[3]), int(parts[1]), parts.groups()[4:])


def _in_words(parts: re.Match[str]) -> Reading:
    return _of(int(parts[1]), int(parts[2]), int(parts[3]), ())


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reading]], ...] = (
    (_DAY_FIRST, _day_first),
    (_YEAR_FIRST, _year_first),
    (_IN_WORDS, _in_words),
)


def _of(day: int, month: int, year: int, clock: tuple[str | None, ...]) -> Reading:
    found = real_day(year, month, day)
    if found is None:
        turned = real_day(year, day, month)
        if turned is not None:
            return wrong(problems.DAY_AND_MONTH_SWAPPED, nearest=for_people(turned))
        return wrong(problems.IMPOSSIBLE_DATE)
    hour, minute, second = (int(part or 0) for part in (*clock, None, None, None)[:3])
    if hour > 23 or minute > 59 or second > 59:
        return wrong(problems.NOT_A_DATE)
    return _with_clock(found, time(hour, minute, second))


def _with_clock(day: date, clock: time) -> Reading:
    """The day; that a time of day was left out is shown."""
    return Reading(day.isoformat(), shown="" if clock == time() else for_people(day))


def _read_number(value: float) -> Reading:
    if not 0 <= value < _LARGEST_BARE:  # also what is no number at all
        return wrong(problems.NOT_A_DATE)
    return _read_bare(str(int(value))) if value == int(value) else _serial(int(value))


def _read_bare(digits: str) -> Reading:
    """A number where a day is asked for: which day it would be is said, never taken."""
    if len(digits) == 8:
        year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
        found = real_day(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
        found = found or real_day(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
        return wrong(problems.DATE_AS_NUMBER, nearest=for_people(found) if found else "–")
    if len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return _no_day(whole_years(int(digits), int(digits)))
    return _serial(int(digits)) if len(digits) < 8 else wrong(problems.NOT_A_DATE)


def _serial(number: int) -> Reading:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return wrong(problems.NOT_A_DATE)
    would_be = _SERIAL_ZERO + timedelta(days=number)
    return wrong(problems.DATE_AS_NUMBER, nearest=for_people(would_be))
