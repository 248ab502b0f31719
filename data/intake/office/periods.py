"""Periods as offices write them: a quarter, half a year, a month, a few days.

A period is no day and is never turned into one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.intake.office.legacy import in_unicode
from data.intake.office.text import clean, with_latin_letters, written

LONGEST_DAY = 80
FIRST_YEAR, LAST_YEAR = 1900, 2100

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?:[ /.,-]*(?:của )?(?:năm )?)([0-9]{4})"
_ONE_YEAR = re.compile(r"(?:cả |trong )?(?:năm )?([0-9]{4})")
_PART_OF_YEAR = re.compile(r"(đầu|giữa|cuối) năm ([0-9]{4})")
_QUARTER = re.compile(r"(?:quý|quí|q\.?) ?(iii|ii|iv|i|[1-4])" + _YEAR)
_MONTHS = re.compile(r"([1-9]|1[0-2]) tháng(?: (đầu|cuối))?" + _YEAR)
_MONTH = re.compile(r"(?:tháng|thg|t)[ .]?(0?[1-9]|1[0-2])" + _YEAR)
_BARE_MONTH = re.compile(r"(0?[1-9]|1[0-2])[/.-]([0-9]{4})")
_MONTH_LAST = re.compile(r"([0-9]{4})[/-](0[1-9]|1[0-2])")
_YEARS = re.compile(
    r"(?:giai đoạn |từ (?:năm )?|năm )?([0-9]{4}) ?(?:-|–|—|đến(?: năm)?) ?([0-9]{4})"
)
_DAYS = re.compile(
    r"(?:từ )?(?:ngày )?([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}) ?(?:-|–|—|đến(?: ngày)?) ?"
    r"([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4})"
)
_FEW_DAYS = re.compile(
    r"(?:từ )?(?:ngày )?([0-9]{1,2}) ?(?:-|–|—|đến(?: ngày)?) ?"
    r"([0-9]{1,2})([/.-][0-9]{1,2}[/.-][0-9]{4})"
)


@dataclass(frozen=True)
class Period:
    """A stretch of days that a cell names instead of a day, both ends included."""

    first: date
    last: date

    @property
    def year(self) -> int | None:
        """The year that the whole period lies in, if it lies in one."""
        return self.first.year if self.first.year == self.last.year else None


def period(text: str) -> Period | None:
    """The period that a text names, or None.

    Example:
        >>> period("6 tháng đầu năm 2014")
        Period(first=datetime.date(2014, 1, 1), last=datetime.date(2014, 6, 30))
    """
    return _period(plain(text)) if len(text) <= LONGEST_DAY else None


def plain(text: str) -> str:
    """A day or period as it is looked at: Latin letters, lower case, single spaces."""
    seen = with_latin_letters(clean(in_unicode(written(text))))
    return " ".join(seen.casefold().rstrip(" .,;").split()) or seen


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None for one that never was."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole_years(first: int, last: int) -> Period:
    """The period from the first day of a year to the last day of a year."""
    return Period(date(first, 1, 1), date(last, 12, 31))


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _of_one_year(parts: re.Match[str]) -> Period:
    return whole_years(int(parts[1]), int(parts[1]))


def _of_quarter(parts: re.Match[str]) -> Period:
    quarter = _ROMAN.get(parts[1]) or int(parts[1])
    return _months(int(parts[2]), 3 * quarter - 2, 3 * quarter)


def _of_months(parts: re.Match[str]) -> Period:
    count, year = int(parts[1]), int(parts[3])
    return _months(year, 13 - count, 12) if parts[2] == "cuối" else _months(year, 1, count)


def _of_month(parts: re.Match[str]) -> Period:
    return _months(int(parts[2]), int(parts[1]), int(parts[1]))


def _of_month_last(parts: re.Match[str]) -> Period:
    return _months(int(parts[1]), int(parts[2]), int(parts[2]))


def _of_part(parts: re.Match[str]) -> Period:
    return whole_years(int(parts[2]), int(parts[2]))


def _of_years(parts: re.Match[str]) -> Period | None:
    first, last = int(parts[1]), int(parts[2])
    return whole_years(first, last) if first <= last else None


def _of_days(parts: re.Match[str]) -> Period | None:
    return _between(parts[1], parts[2])


def _of_few_days(parts: re.Match[str]) -> Period | None:
    return _between(parts[1] + parts[3], parts[2] + parts[3])


def _between(first: str, last: str) -> Period | None:
    start, end = _day(first), _day(last)
    return Period(start, end) if start and end and start <= end else None


def _day(text: str) -> date | None:
    day, month, year = (int(part) for part in re.split("[/.-]", text))
    return real_day(year, month, day)


_PERIODS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = (
    (_ONE_YEAR, _of_one_year),
    (_QUARTER, _of_quarter),
    (_MONTHS, _of_months),
    (_MONTH, _of_month),
    (_BARE_MONTH, _of_month),
    (_MONTH_LAST, _of_month_last),
    (_PART_OF_YEAR, _of_part),
    (_YEARS, _of_years),
    (_DAYS, _of_days),
    (_FEW_DAYS, _of_few_days),
)


@lru_cache(20_000)
def _period(text: str) -> Period | None:
    for shape, reader in _PERIODS:
        if parts := shape.fullmatch(text):
            years = [int(year) for year in re.findall("[0-9]{4}", text)]
            if all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
                return reader(parts)
    return None
