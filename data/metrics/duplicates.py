"""Works that may be the same work written down twice: a question to ask, never a finding."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.gazetteer import fold

# Two records of one work seldom agree on the day, and often not on the year of its completion.
YEARS_APART = 1
NEAR_M = 150.0
# What is measured twice differs a little; a reported day lies within a season of the other.
FIGURES_APART = 0.05
DAYS_APART = 60
_METRES_PER_DEGREE = 111_320.0

SAME_NAME, SAME_PLACE, LIKE_FIGURES = "same_name", "same_place", "like_figures"
COMPARED = [
    *("work_id", "commune_code", "work_type", "work_name", "year", "quantity", "unit"),
    *("completion_date", "cost_million_vnd", "longitude", "latitude", "location_precision"),
]
COLUMNS = ["work_id", "other_work_id", "commune_code", "work_type", "reasons"]


def possible_duplicates(register: pd.DataFrame) -> pd.DataFrame:
    """Pairs of works that look like one: same commune, same type, at most a year apart, and more.

    A co-funded work is one row of the register with several sources, and never a duplicate.

    Args:
        register: from `works.register`.

    Returns:
        One row per pair, `work_id` before `other_work_id` in the order of the codes:

        - `commune_code`, `work_type`: of both
        - `reasons`: with commas, at least one of `same_name` (accents and case aside),
          `same_place` (both exact, within 150 m), `like_figures` (quantity and cost within 5 %,
          completed within 60 days)

    Source: method note "Signals to clarify".
    """
    works = register.reset_index()[COMPARED]
    works["folded"] = [fold(name) if isinstance(name, str) else "" for name in works["work_name"]]
    pairs = works.merge(works, on=["commune_code", "work_type"], suffixes=("", "_other"))
    pairs = pairs[pairs["work_id"] < pairs["work_id_other"]]
    apart = (pairs["year"] - pairs["year_other"]).abs()
    pairs = pairs[~(apart > YEARS_APART)]
    reasons = {
        SAME_NAME: (pairs["folded"] == pairs["folded_other"]) & (pairs["folded"] != ""),
        SAME_PLACE: _near(pairs),
        LIKE_FIGURES: _like_figures(pairs),
    }
    found = pairs.rename(columns={"work_id_other": "other_work_id"})
    found = found.assign(reasons=_named(reasons, pairs.index))
    found = found.loc[found["reasons"] != "", COLUMNS]
    return found.sort_values(["commune_code", "work_id", "other_work_id"], ignore_index=True)


def _near(pairs: pd.DataFrame) -> pd.Series:
    exact = (pairs["location_precision"] == "exact") & (
        pairs["location_precision_other"] == "exact"
    )
    north = (pairs["latitude"] - pairs["latitude_other"]) * _METRES_PER_DEGREE
    east = (pairs["longitude"] - pairs["longitude_other"]) * _METRES_PER_DEGREE
    east *= np.cos(np.radians(pairs["latitude"]))
    return exact & (np.hypot(north, east) <= NEAR_M)


def _like_figures(pairs: pd.DataFrame) -> pd.Series:
    """About equal quantity in one unit, about equal cost, one season; a missing one is unlike."""
    days = (pairs["completion_date"] - pairs["completion_date_other"]).dt.days.abs()
    like = (pairs["unit"] == pairs["unit_other"]) & (days <= DAYS_APART)
    for column in ("quantity", "cost_million_vnd"):
        one, other = pairs[column], pairs[f"{column}_other"]
        like &= (one - other).abs() <= FIGURES_APART * one
    return like


def _named(reasons: dict[str, pd.Series], index: pd.Index) -> list[str]:
    flags = pd.DataFrame(reasons, index=index)
    return [
        ",".join(name for name, holds in zip(flags.columns, row, strict=True) if holds)
        for row in flags.to_numpy()
    ]
