"""The days of the record, counted from the day of the decision, and how busy each one is."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from data.sample.draw import Floats, Ints, Rng
from data.sample.rates import (
    AFTER_TET_FACTOR,
    DEADLINE_FACTOR,
    WEEKEND_FACTOR,
    YEAR_LEVEL,
)

FIRST_DAY, LAST_DAY = pd.Timestamp(2013, 10, 28), pd.Timestamp(2016, 12, 31)
CALENDAR = pd.date_range(FIRST_DAY, LAST_DAY, unit="s")
DAYS = len(CALENDAR)
YEARS = tuple(YEAR_LEVEL)
# First day of each year, and the day after the last.
YEAR_STARTS: Ints = np.searchsorted(CALENDAR.year, [*YEARS, YEARS[-1] + 1]).astype(np.int64)

# First day of the lunar new year.
TET = ("2014-01-31", "2015-02-19", "2016-02-08")
TET_BEFORE_DAYS = 25
ELECTION_DAY = "2016-05-22"

# Half-year and yearly reports are due in these weeks; help is delivered before them.
DEADLINES = (("06-01", "06-20"), ("12-01", "12-20"))

# Who reports in a hurry does it in so many days up to the last one.
HURRY_DAYS = 14

# For each season: the level of an ordinary day, and weeks of the year with their factor.
SEASONS: dict[str, tuple[float, tuple[tuple[str, str, float], ...]]] = {
    "steady": (1.0, ()),
    "tet": (0.0, ()),
    "merit": (0.15, (("07-15", "07-27", 40.0),)),
    "school": (0.3, (("08-15", "09-12", 14.0), ("11-15", "12-15", 4.0))),
    "planting": (0.5, (("03-01", "04-30", 2.5), ("05-01", "07-31", 4.0))),
    "dry": (0.4, (("01-01", "04-30", 3.0), ("10-15", "12-31", 3.0))),
    "hunger_gap": (0.05, (("03-10", "05-25", 30.0),)),
    "storms": (0.2, (("01-10", "02-05", 5.0), ("03-20", "05-10", 8.0), ("06-20", "09-10", 6.0))),
    "village_day": (0.5, (("11-08", "11-18", 16.0),)),
    "election": (0.0, ()),
}


@cache
def busy(season: str) -> Floats:
    """How much of a season's help falls on each day of the record; sums to 1."""
    level, weeks = SEASONS[season]
    curve = np.full(DAYS, level)
    for first, last, factor in weeks:
        curve[_within(first, last)] *= factor
    if season == "tet":
        curve += _before_tet()
    if season == "election":
        curve += _before_election()
    curve *= _everyday()
    return curve / curve.sum()


def _everyday() -> Floats:
    """What holds for all help: growth over the years, weekends, deadlines, the quiet after Tết."""
    factor = np.array([YEAR_LEVEL[year] for year in CALENDAR.year])
    factor[CALENDAR.day_of_week >= 5] *= WEEKEND_FACTOR
    for first, last in DEADLINES:
        factor[_within(first, last)] *= DEADLINE_FACTOR
    for day in TET:
        factor[_day(day) : _day(day) + 12] *= AFTER_TET_FACTOR
    return factor


def _within(first: str, last: str) -> np.ndarray:
    day = CALENDAR.strftime("%m-%d").to_numpy(dtype="U5")
    return (day >= first) & (day <= last)


def _day(date: str) -> int:
    return (pd.Timestamp(date) - FIRST_DAY).days


def _before_tet() -> Floats:
    curve = np.zeros(DAYS)
    for date in TET:
        curve[_day(date) - TET_BEFORE_DAYS : _day(date)] = np.linspace(0.2, 1.5, TET_BEFORE_DAYS)
    return curve


def _before_election() -> Floats:
    """From the first of March to the day of the vote, more towards the end."""
    curve = np.zeros(DAYS)
    first, last = _day("2016-03-01"), _day(ELECTION_DAY)
    curve[first:last] = np.linspace(0.3, 3.0, last - first)
    return curve


@cache
def shares_of_years(seasons: tuple[str, ...]) -> Floats:
    """The share of each season's help that falls in each year, shape (seasons, years)."""
    return np.array([np.add.reduceat(busy(season), YEAR_STARTS[:-1]) for season in seasons])


def draw_days(rng: Rng, seasons: tuple[str, ...], season: Ints, year: Ints) -> Ints:
    """A day for each row, within its year and by its season's curve.

    Args:
        seasons: names of the seasons.
        season: for each row, the position in `seasons`.
        year: for each row, the position in `YEARS`; the season must have days in it.
    """
    # Each season's curve runs from its number to its number plus one, all on one line.
    heaps = np.array([np.concatenate([[0.0], busy(name).cumsum()]) for name in seasons])
    line = np.arange(len(seasons))[:, None] + np.minimum(heaps, 1.0)
    start = line[season, YEAR_STARTS[year]]
    end = line[season, YEAR_STARTS[year + 1]]
    aim = start + rng.random(len(season)) * (end - start)
    found = np.searchsorted(line[:, 1:].ravel(), aim, side="right") - season * DAYS
    return np.clip(found, YEAR_STARTS[year], YEAR_STARTS[year + 1] - 1)


def next_deadline(day: Ints) -> Ints:
    """The first day of the next weeks before a report; `DAYS` when the record ends before."""
    starts = np.flatnonzero(np.logical_or.reduce([_day_is(first) for first, _ in DEADLINES]))
    return np.append(starts, DAYS)[np.searchsorted(starts, day)].astype(np.int64)


def before_a_deadline(rng: Rng, year: Ints) -> Ints:
    """A day in the last two weeks before a report of the year, one a row."""
    ends = [np.flatnonzero(_day_is(last)) for _, last in DEADLINES]
    by_year = [np.concatenate([end[year_of(end) == each] for end in ends]) for each in range(4)]
    end = np.array([rng.choice(by_year[each]) for each in year], dtype=np.int64)
    return end - rng.integers(0, HURRY_DAYS, len(year))


def _day_is(day_of_year: str) -> np.ndarray:
    return _within(day_of_year, day_of_year)


def year_of(day: Ints) -> Ints:
    """The position in `YEARS` of each day."""
    return np.searchsorted(YEAR_STARTS, day, side="right") - 1


def dates(day: Ints | Floats) -> np.ndarray:
    """Days of the record as dates; empty where the day is not a number."""
    counted = np.asarray(day, dtype="float64")
    known = ~np.isnan(counted)
    found = np.full(len(counted), np.datetime64("NaT"), dtype="datetime64[s]")
    start = np.datetime64(FIRST_DAY.date(), "D")
    found[known] = start + counted[known].astype("timedelta64[D]")
    return found
