"""Records that the map cannot put where they belong, and why: counted, never left out silently."""

from __future__ import annotations

import pandas as pd

from data.metrics import placing

UNKNOWN_COMMUNE = "unknown_commune"
# Why a work has no place of its own, the worst first.
REASONS = (UNKNOWN_COMMUNE, placing.OUTSIDE_PROVINCE, placing.NO_POSITION)
WORK_COLUMNS = ["work_id", "work_name", "work_type", "commune_code", "longitude", "latitude"]


def works(found: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """The works that do not stand at a place of their own on the map.

    Args:
        found: one row per work, already narrowed by the filters.
        communes: the gazetteer, indexed by `commune_code`.

    Returns:
        One row per such work, in the order of `REASONS`: the columns of `WORK_COLUMNS` and
        `reason`: `unknown_commune` the code is not in the gazetteer, so the work is on no map;
        else why `placing.problem` cannot place it. Those are still counted in their commune.

    Source: method note "Records without a place".
    """
    known = found["commune_code"].isin(communes.index)
    reason = placing.problem(found).where(known, UNKNOWN_COMMUNE)
    rows = found[WORK_COLUMNS].assign(reason=reason).dropna(subset="reason")
    order = rows["reason"].map({name: place for place, name in enumerate(REASONS)})
    rows = rows.assign(_order=order).sort_values(["_order", "commune_code", "work_id"])
    return rows.drop(columns="_order").reset_index(drop=True)


def acts(contributions: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """Delivered acts of commune codes that the gazetteer of 2013–2016 does not have.

    Args:
        contributions: the cube, already narrowed by the filters.
        communes: the gazetteer, indexed by `commune_code`.

    Returns:
        One row per unknown code and year, in this order: `unknown_code`, `year`, `acts` (count),
        `value_million_vnd` (missing if none recorded) and `reason`, always `unknown_commune`.

    Source: method note "Records without a place".
    """
    rows = contributions[~contributions["commune_code"].isin(communes.index)]
    rows = rows.rename(columns={"commune_code": "unknown_code"})
    groups = rows.groupby(["unknown_code", "year"], observed=True)
    found = groups[["acts", "value_million_vnd"]].sum(min_count=1).reset_index()
    return found.assign(reason=UNKNOWN_COMMUNE)
