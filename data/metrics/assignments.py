"""Assigned pairs: which agency answers for which commune, and if anything was reported."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.metrics.cube import Groups
from data.selection import Selection, overlapping

PAIR = ("agency_code", "commune_code")
COLUMNS = [
    *PAIR,
    *("assigned", "acts", "acts_without_value", "value_million_vnd", "acts_any_sector"),
    *("last_date", "months_since_last_record", "state"),
]

# A pair's state, the worst first. The first two are "nothing reported" in the chosen years.
NEVER = "never"
NONE_IN_YEARS = "none_in_years"
NONE_LAST_YEAR = "none_last_year"
REPORTED = "reported"
STATES = (NEVER, NONE_IN_YEARS, NONE_LAST_YEAR, REPORTED)
NOTHING_REPORTED = (NEVER, NONE_IN_YEARS)


def pairs(
    assignments: pd.DataFrame,
    contributions: pd.DataFrame,
    selection: Selection,
    communes: frozenset[str] | None = None,
) -> pd.DataFrame:
    """Every pair of agency and commune that was assigned or helped, and when it last reported.

    Whether a pair reported looks at every sector: choosing a sector narrows `acts` and
    `value_million_vnd`, and never makes a pair that worked in another one look idle.

    Args:
        assignments: one row per assignment, with `valid_from` and `valid_to` (empty = open).
        contributions: the whole cube, not narrowed.
        selection: the chosen agencies, sectors and years.
        communes: codes that pass district and kind; every commune when None.

    Returns:
        One row per pair that is assigned in the chosen years or delivered something in them,
        those with nothing reported first:

        - `agency_code`, `commune_code`
        - `assigned`: an assignment overlaps the chosen years; False marks help without one
        - `acts`: delivered acts in the chosen years and sectors, count
        - `acts_without_value`: those of them that carry no value, count
        - `value_million_vnd`: their value, million đồng; missing if none recorded
        - `acts_any_sector`: delivered acts in the chosen years, count
        - `last_date`: latest delivered act, any sector, to the last day of the last chosen year
        - `months_since_last_record`: whole months from then to that day; missing without a record
        - `state`: `never` no act in any year of the record; `none_in_years` none in the chosen
          years; `none_last_year` some, but none in the last chosen year; else `reported`

    Raises:
        KeyError: a column is absent.

    Source: method note "Assigned pairs without a record".
    """
    rows = _chosen(contributions, selection, communes)
    assigned = _chosen(overlapping(assignments, selection), selection, communes)
    found = _sums(rows, assigned, selection)
    found["months_since_last_record"] = months_to_end(found["last_date"], selection.years[1])
    found["state"] = _states(found, selection)
    return _worst_first(found.loc[found["assigned"] | (found["acts_any_sector"] > 0), COLUMNS])


def nothing_reported(found: pd.DataFrame) -> pd.DataFrame:
    """The assigned pairs of `pairs` without any act in the chosen years, in the same order."""
    return found[found["assigned"] & found["state"].isin(NOTHING_REPORTED)]


def counts(found: pd.DataFrame) -> pd.Series:
    """Count the assigned pairs of `pairs` by state, and the help without an assignment.

    Returns:
        Series by name: `assigned`, every state of `STATES` (of assigned pairs),
        `nothing_reported` (the first two together) and `without_assignment`, counts.
    """
    states = found.loc[found["assigned"], "state"].value_counts()
    by_state = {state: int(states.get(state, 0)) for state in STATES}
    return pd.Series(
        {
            "assigned": int(found["assigned"].sum()),
            **by_state,
            "nothing_reported": sum(by_state[state] for state in NOTHING_REPORTED),
            "without_assignment": int((~found["assigned"]).sum()),
        }
    )


def months_to_end(dates: pd.Series, year: int) -> pd.Series:
    """Whole months from each day to 31 December of `year`; missing stays missing.

    The count never runs to today: the record of 2013–2016 does not grow older each month.

    Example:
        >>> import pandas as pd
        >>> days = pd.Series(pd.to_datetime(["2016-12-05", "2015-12-31", None]))
        >>> months_to_end(days, 2016).tolist()
        [0.0, 12.0, nan]
    """
    return ((year - dates.dt.year) * 12 + 12 - dates.dt.month).astype("float64")


def _chosen(
    rows: pd.DataFrame, selection: Selection, communes: frozenset[str] | None
) -> pd.DataFrame:
    """Rows of the chosen agencies and communes; sectors and years are left for the caller."""
    if selection.agencies:
        rows = rows[rows["agency_code"].isin(selection.agencies)]
    return rows if communes is None else rows[rows["commune_code"].isin(communes)]


def _sums(rows: pd.DataFrame, assigned: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Every pair that is in the cube or assigned: what it did in the chosen years and sectors."""
    groups = Groups(*(pd.concat([rows[code], assigned[code]]) for code in PAIR))
    is_row = np.arange(len(groups.codes)) < len(rows)
    found = pd.DataFrame(index=groups.index)
    found["assigned"] = groups.count(~is_row) > 0
    groups.codes = groups.codes[is_row]

    years, acts = rows["year"].to_numpy(), rows["acts"].to_numpy()
    in_years = (years >= selection.years[0]) & (years <= selection.years[1])
    within = in_years
    if selection.sectors:
        within = in_years & rows["sector"].isin(selection.sectors).to_numpy()
    value = rows["value_million_vnd"].to_numpy()
    found["acts"] = groups.count(np.where(within, acts, 0))
    without_value = rows["acts_without_value"].to_numpy()
    found["acts_without_value"] = groups.count(np.where(within, without_value, 0))
    found["value_million_vnd"] = groups.amount(np.where(within, value, np.nan))
    found["acts_any_sector"] = groups.count(np.where(in_years, acts, 0))
    found["acts_any_year"] = groups.count(acts)
    days = rows["last_date"].where((acts > 0) & (years <= selection.years[1]))
    found["last_date"] = groups.latest(days)
    return found.reset_index()


def _states(found: pd.DataFrame, selection: Selection) -> pd.Series:
    state = pd.Series(REPORTED, index=found.index)
    state[found["last_date"].dt.year != selection.years[1]] = NONE_LAST_YEAR
    state[found["acts_any_sector"] == 0] = NONE_IN_YEARS
    state[found["acts_any_year"] == 0] = NEVER
    return state


def _worst_first(found: pd.DataFrame) -> pd.DataFrame:
    """Nothing reported first, then the longest silence; codes decide the rest."""
    order = found["state"].map({state: place for place, state in enumerate(STATES)})
    # A pair that never reported has no months; it is at the top by its state already.
    silence = -found["months_since_last_record"].fillna(0)
    keys = [found["commune_code"], found["agency_code"], silence, order]
    return found.iloc[np.lexsort(keys)].reset_index(drop=True)
