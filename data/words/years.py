"""How a year is written where years stand beside each other: one that is not whole says so."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from data.schema import FIRST_DAY, FIRST_YEAR, LAST_YEAR
from data.words import Lang, formats, translate


def days(year: int) -> int:
    """On how many days of a year the decision held.

    Source: method note "A year that is not whole".

    Example:
        >>> days(2013), days(2014), days(2016)
        (65, 365, 366)
    """
    begins = max(pd.Timestamp(year, 1, 1), FIRST_DAY)
    return max((pd.Timestamp(year, 12, 31) - begins).days + 1, 0)


def is_whole(year: int) -> bool:
    """False for the year in which the decision came: it does not compare with a whole one."""
    return year != FIRST_DAY.year or FIRST_DAY.day_of_year == 1


def with_days(year: int, lang: Lang) -> str:
    """A year as the head of a row or a bar: with its days where it is not whole.

    Source: method note "A year that is not whole".

    Example:
        >>> with_days(2013, "vi"), with_days(2013, "en"), with_days(2014, "vi")
        ('2013 (65 ngày)', '2013 (65 days)', '2014')
    """
    return str(year) if is_whole(year) else translate(lang, "years.days", year=year, n=days(year))


def starred(year: int) -> str:
    """A year where there is room for four signs: with a star, which `note` explains.

    Example:
        >>> starred(2013), starred(2016)
        ('2013*', '2016')
    """
    return str(year) if is_whole(year) else f"{year}*"


def note(years: Iterable[int], lang: Lang) -> str:
    """What the star of a year means; empty where all years are whole.

    Example:
        >>> note([2013, 2014], "vi"), note([2014], "en")
        ('2013*: từ 28/10/2013, 65 ngày', '')
    """
    return "; ".join(
        translate(
            lang,
            "years.note",
            year=starred(year),
            first=formats.date(FIRST_DAY, lang),
            n=days(year),
        )
        for year in years
        if not is_whole(year)
    )


# What a comparison of two years begins with.
WHOLE_YEARS = tuple(year for year in range(FIRST_YEAR, LAST_YEAR + 1) if is_whole(year))
COMPARED_YEARS = (WHOLE_YEARS[0], WHOLE_YEARS[-1])
