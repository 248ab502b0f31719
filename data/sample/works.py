"""Things built: what, where, when, and how far they came. Who paid is in `funding`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from data.sample import rates
from data.sample.days import DAYS, YEAR_STARTS, YEARS, next_deadline
from data.sample.draw import (
    Bools,
    Floats,
    Ints,
    Rng,
    around,
    blank,
    happens,
    named,
    positions,
    rounded,
    weighted,
)
from data.sample.habits import VILLAGES, habit, habits
from data.sample.pairs import Pairs
from data.schema import SUPPORT_TYPE_OF_BUILD
from geo.gazetteer import communes

NAMES_FILE = Path(__file__).parent / "work_names.csv"
# A commune has one of each: one drawn again becomes a culture house of a village.
ONE_PER_COMMUNE = ("HA07", "HA09", "HA12")
# Of a circle as large as the commune, so that most points fall inside a real one.
REACH = 0.5
KM_PER_DEGREE = 110.8
REPORT_DAYS = 20


def works(rng: Rng, pairs: Pairs) -> pd.DataFrame:
    """Works before anyone claims one again.

    Returns:
        One row per work with most of the schema's columns, and for the modules beside this one
        `commune`, `support` (positions), `village` (a number), `act_day` (when help came),
        `elsewhere` (in a commune without an assignment), days as `start_day`, `completion_day`.
    """
    size = rates.WORKS - round(rates.WORK_CLAIMED_TWICE_SHARE * rates.WORKS)
    rows = pd.DataFrame({"elsewhere": happens(rng, rates.WORKS_ELSEWHERE_SHARE, size)})
    rows["commune"] = _communes(rng, pairs, rows["elsewhere"].to_numpy())
    rows["support"] = _supports(rng, rows["commune"].to_numpy())
    rows["quantity"] = _quantities(rng, rows["support"].to_numpy())
    rows = rows.join(_progress(rng, size)).join(_people(rng, rows)).join(_points(rng, rows))
    rows["village"] = _villages(rng, rows)
    rows["work_name"] = names(rows, "name")
    rows["work_type"] = habits()["work_type"].to_numpy()[rows["support"]]
    build = pd.Series({code: build for build, code in SUPPORT_TYPE_OF_BUILD.items()})
    rows["build_kind"] = build.reindex(habits().index).to_numpy()[rows["support"]]
    untold = happens(rng, rates.BUILD_KIND_MISSING_SHARE, size)
    rows["build_kind"] = rows["build_kind"].mask(untold)
    rows["unit"] = habits()["unit_vi"].to_numpy()[rows["support"]]
    return rows


def _communes(rng: Rng, pairs: Pairs, elsewhere: Bools) -> Ints:
    """More works where more is done, but also where the assigned body does nothing."""
    chosen = np.empty(len(elsewhere), dtype=np.int64)
    for rows, of_pair in ((~elsewhere, pairs.assigned), (elsewhere, ~pairs.assigned)):
        weight = np.sqrt(pairs.weight) * of_pair
        chosen[rows] = pairs.commune[weighted(rng, weight, int(rows.sum()))]
    return chosen


def _supports(rng: Rng, commune: Ints) -> Ints:
    weight = (habits()["weight"] * habits()["is_work"]).to_numpy(dtype="float64")
    drawn = pd.DataFrame({"commune": commune, "support": weighted(rng, weight, len(commune))})
    single = drawn["support"].isin(positions(habits().index, ONE_PER_COMMUNE))
    again = single & drawn.duplicated()
    return drawn["support"].mask(again, habits().index.get_loc("HA08")).to_numpy()


def _quantities(rng: Rng, support: Ints) -> Floats:
    median, sigma = habit("quantity_median", support), habit("quantity_sigma", support)
    decimals = habit("decimals", support)
    return np.maximum(rounded(around(rng, median, sigma, len(support)), decimals), 10.0**-decimals)


def _progress(rng: Rng, size: int) -> pd.DataFrame:
    """Planned year, first day, last day and status. A work without a last day is not complete."""
    year = named(rng, rates.PLANNED_YEAR, size)
    begin, end = YEAR_STARTS[year], YEAR_STARTS[year + 1]
    start = begin + (rng.random(size) * 0.85 * (end - begin)).astype(np.int64)
    finish = start + around(rng, rates.BUILDING_MEDIAN_DAYS, 0.5, size).astype(np.int64)
    finish = _in_time_for_report(rng, finish)
    complete = (finish < DAYS) & ~happens(rng, rates.STALLED_SHARE, size)
    begun = complete | ~happens(rng, rates.NOT_BEGUN_SHARE, size)
    help_came = np.maximum(np.where(complete, finish, start + 60) - rng.integers(0, 60, size), 0)
    return pd.DataFrame(
        {
            "planned_year": np.array(YEARS)[year],
            "start_day": start,
            "completion_day": blank(finish.astype("float64"), ~complete),
            "work_status": _statuses(rng, complete, begun, finish),
            "act_day": np.minimum(help_came, DAYS - 1),
        }
    )


def _in_time_for_report(rng: Rng, finish: Ints) -> Ints:
    """Some works that end within two months of a report are handed over just before it."""
    report = next_deadline(finish) + rng.integers(0, REPORT_DAYS, len(finish))
    near = (report - finish < 60) & (report < DAYS)
    return np.where(
        near & happens(rng, rates.FINISHED_FOR_REPORT_SHARE, len(finish)), report, finish
    )


def _statuses(rng: Rng, complete: Bools, begun: Bools, finish: Ints) -> np.ndarray:
    used = happens(rng, rates.IN_USE_SHARE, len(complete))
    # Only what stood for a year can have fallen out of use.
    left = happens(rng, rates.OUT_OF_USE_SHARE, len(complete)) & (finish < DAYS - 365)
    cases = [~begun, ~complete, left, used]
    return np.select(cases, ["planned", "under_way", "out_of_use", "in_use"], default="completed")


def _people(rng: Rng, rows: pd.DataFrame) -> pd.DataFrame:
    size, support = len(rows), rows["support"].to_numpy()
    expected = rows["quantity"].to_numpy() * habit("households_per_unit", support)
    served = around(rng, expected, 0.4, size)
    there = communes()["households_2019"].to_numpy()[rows["commune"]]
    shares = {True: rates.SUPERVISED_YES_SHARE, False: rates.SUPERVISED_NO_SHARE}
    asked = named(rng, shares, size)
    missing = happens(rng, rates.SERVED_MISSING_SHARE, size)
    supervised = pd.Series(asked == 0, dtype="boolean").mask(asked < 0)
    return pd.DataFrame(
        {
            "households_served": blank(np.clip(np.round(served), 3, there), missing),
            "community_supervised": supervised,
        }
    )


def _points(rng: Rng, rows: pd.DataFrame) -> pd.DataFrame:
    """A point near the centre, as sure as its precision says; some works have none."""
    place = communes().iloc[rows["commune"]]
    precision = named(rng, rates.LOCATION, len(rows))
    reach_km = REACH * np.sqrt(place["area_km2"].to_numpy() / np.pi * rng.random(len(rows)))
    reach_km[precision == list(rates.LOCATION).index("commune")] = 0.0
    angle = 2 * np.pi * rng.random(len(rows))
    latitude = place["latitude"].to_numpy() + reach_km * np.sin(angle) / KM_PER_DEGREE
    stretch = KM_PER_DEGREE * np.cos(np.radians(latitude))
    longitude = place["longitude"].to_numpy() + reach_km * np.cos(angle) / stretch
    # A village is known to a hundred metres, the rest as the gazetteer or a receiver writes it.
    decimals = np.where(precision == list(rates.LOCATION).index("village"), 3, 4)
    unknown = precision < 0
    return pd.DataFrame(
        {
            "longitude": blank(rounded(longitude, decimals), unknown),
            "latitude": blank(rounded(latitude, decimals), unknown),
            "location_precision": np.array([*rates.LOCATION, None], dtype=object)[precision],
        }
    )


def _villages(rng: Rng, rows: pd.DataFrame) -> Ints:
    """A village number; two works of one kind in a commune stand in different villages."""
    first = rng.integers(0, VILLAGES, (len(communes()), len(habits())))
    nth = rows.groupby(["commune", "support"]).cumcount().to_numpy()
    # Steps of seven come to each of the eighteen villages before the first again.
    return (first[rows["commune"], rows["support"]] + 7 * nth) % VILLAGES + 1


def names(rows: pd.DataFrame, column: str) -> pd.Series:
    """What each work is called: `column` of work_names.csv with the number of the village."""
    pattern = pd.read_csv(NAMES_FILE).set_index("support_type")[column]
    of_row = pattern.reindex(habits().index).to_numpy()[rows["support"]]
    villages = rows["village"].astype("str")
    return pd.Series(
        [name.format(village=village) for name, village in zip(of_row, villages, strict=True)],
        index=rows.index,
        dtype="str",
    )
