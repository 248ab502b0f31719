"""Works planned and never begun, begun and never finished, with the days since they were due."""

from __future__ import annotations

import pandas as pd

from data.selection import Selection

# What the record says of a work that does not stand.
NEVER_BEGUN, NEVER_FINISHED = STAGES = ("never_begun", "never_finished")
STAGE_OF = {"planned": NEVER_BEGUN, "under_way": NEVER_FINISHED}


def listed(register: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The works that do not stand, the longest overdue first.

    Args:
        register: from `works.register`, already narrowed.
        selection: its last chosen year is the day up to which days are counted.

    Returns:
        The rows of the register that are planned or under way, and:

        - `not_done`: `never_begun` or `never_finished`
        - `days_overdue`: from the last day of the planned year to the last day of the last
          chosen year, 0 for a work planned for that year; missing without a planned year

    Source: method note "Works not begun or not finished".

    Example:
        >>> register = pd.DataFrame({"work_status": ["planned", "in_use", "under_way"],
        ...     "planned_year": [2014, 2014, None]}, index=["W1", "W2", "W3"])
        >>> listed(register, Selection())["days_overdue"].to_dict()
        {'W1': 731.0, 'W3': nan}
    """
    found = register[register["work_status"].isin(STAGE_OF)]
    days = [_overdue(year, selection.last_day) for year in found["planned_year"]]
    overdue = pd.Series(days, index=found.index, dtype="float64")
    found = found.assign(not_done=found["work_status"].map(STAGE_OF), days_overdue=overdue)
    return found.sort_values("days_overdue", ascending=False, kind="stable")


def _overdue(planned_year: float, last_day: pd.Timestamp) -> float:
    if pd.isna(planned_year):
        return float("nan")
    due = pd.Timestamp(int(planned_year), 12, 31)
    return float(max((last_day - due).days, 0))


def by(found: pd.DataFrame, column: str) -> pd.DataFrame:
    """The same works by commune, district or agency, most of them first.

    Args:
        found: from `listed`.
        column: `commune_code`, `district_code` or `agency_code`; a work that several agencies
            paid for is under each of them, so that agencies do not add up.

    Returns:
        One row per code: `never_begun`, `never_finished` (counts) and `days_overdue`, the most
        of any of them; missing where no planned year is known.
    """
    rows = _by_agency(found) if column == "agency_code" else found
    groups = rows.groupby(column)
    table = pd.DataFrame(
        {stage: (rows["not_done"] == stage).groupby(rows[column]).sum() for stage in STAGES}
    ).astype("int64")
    table["days_overdue"] = groups["days_overdue"].max()
    order = table[list(STAGES)].sum(axis=1).sort_values(ascending=False, kind="stable")
    return table.loc[order.index]


def _by_agency(found: pd.DataFrame) -> pd.DataFrame:
    """A row for each agency that paid for a work; works that no agency paid for are in none."""
    codes = found["agency_codes"].str.split(", ")
    rows = found.assign(agency_code=codes).explode("agency_code")
    return rows[rows["agency_code"] != ""]
