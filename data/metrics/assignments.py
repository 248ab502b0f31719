"""Assigned pairs: which agency answers for which commune, and if anything was reported."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.metrics.cube import Groups
from data.metrics.months import whole_months
from data.selection import Selection, last_days, overlapping

PAIR = ("agency_code", "commune_code")
COLUMNS = [
    *PAIR,
    *("assigned", "assigned_last_year", "assigned_until"),
    *("acts", "acts_without_value", "value_million_vnd", "acts_any_sector", "acts_outside"),
    *("last_date", "months_since_last_record", "state", "last_act_date"),
]

# A pair's state, the worst first. The first two are "nothing reported" in the chosen years.
NEVER = "never"
NONE_IN_YEARS = "none_in_years"
NONE_LAST_YEAR = "none_last_year"
ENDED = "ended"
REPORTED = "reported"
STATES = (NEVER, NONE_IN_YEARS, NONE_LAST_YEAR, ENDED, REPORTED)
# Help without an assignment in the chosen years is not judged.
OUTSIDE = "outside"
NOTHING_REPORTED = (NEVER, NONE_IN_YEARS)


def pairs(
    assignments: pd.DataFrame,
    contributions: pd.DataFrame,
    selection: Selection,
    communes: frozenset[str] | None = None,
) -> pd.DataFrame:
    """Every pair of agency and commune that was assigned or helped, and when it last reported.

    A pair is judged for the part of the chosen years in which its assignment held, and by acts
    of days on which it did: help before, after or without one is help outside an assignment.

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
        - `acts_any_sector`: delivered acts in the chosen years, count; `acts_outside`: those of
          days on which no assignment of the pair held
        - `assigned_last_year`: it was assigned on a day of the last chosen year;
          `assigned_until`: the last day of the chosen years on which it was
        - `last_date`: latest act of a day on which it was assigned, any sector, to the last day
          of the last chosen year; of help without an assignment the latest act
        - `months_since_last_record`: whole months from then to `assigned_until`, without an
          assignment to the last day of the last chosen year; missing without a record
        - `state`: `never` no act while assigned in any year of the record; `none_in_years` none
          in the chosen years; `none_last_year` some, but none in the last chosen year although
          it was assigned then; `ended` some, and not assigned any more in the last chosen year;
          `reported` some in the last chosen year; `outside` help without an assignment
        - `last_act_date`: latest act, assigned or not, to the last day of the last chosen year

    Raises:
        KeyError: a column is absent.

    Source: method note "Assigned pairs without an act".
    """
    rows = _chosen(contributions, selection, communes)
    assigned = _chosen(overlapping(assignments, selection), selection, communes)
    found = _sums(rows, assigned, selection)
    until = found["assigned_until"].fillna(selection.last_day)
    found["months_since_last_record"] = whole_months(found["last_date"], until)
    found["state"] = _states(found, selection)
    return _worst_first(found.loc[found["assigned"] | (found["acts_any_sector"] > 0), COLUMNS])


def nothing_reported(found: pd.DataFrame) -> pd.DataFrame:
    """The assigned pairs of `pairs` without any act in the chosen years, in the same order."""
    return found[found["assigned"] & found["state"].isin(NOTHING_REPORTED)]


def counts(found: pd.DataFrame) -> pd.Series:
    """Count the assigned pairs of `pairs` by state, and the help without an assignment.

    Returns:
        Series by name: `assigned`, `assigned_last_year`, every state of `STATES` (of assigned
        pairs), `nothing_reported` (the first two together), `without_assignment` (pairs) and
        `acts_outside`, `pairs_outside` (acts outside an assignment, and pairs with any), counts.
    """
    states = found.loc[found["assigned"], "state"].value_counts()
    by_state = {state: int(states.get(state, 0)) for state in STATES}
    return pd.Series(
        {
            "assigned": int(found["assigned"].sum()),
            "assigned_last_year": int(found["assigned_last_year"].sum()),
            **by_state,
            "nothing_reported": sum(by_state[state] for state in NOTHING_REPORTED),
            "without_assignment": int((~found["assigned"]).sum()),
            "acts_outside": int(found["acts_outside"].sum()),
            "pairs_outside": int((found["acts_outside"] > 0).sum()),
        }
    )


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
    of_rows, groups.codes = groups.codes[: len(rows)], groups.codes[len(rows) :]
    found = pd.DataFrame(index=groups.index)
    found["assigned_until"] = groups.latest(last_days(assigned, selection))
    found["assigned"] = found["assigned_until"].notna()
    found["assigned_last_year"] = found["assigned_until"].dt.year == selection.years[1]
    groups.codes = of_rows

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
    outside = rows["acts_outside"].to_numpy()
    found["acts_any_sector"] = groups.count(np.where(in_years, acts, 0))
    found["acts_outside"] = groups.count(np.where(in_years, outside, 0))
    found["acts_while_assigned"] = groups.count(acts - outside)
    so_far = (acts > 0) & (years <= selection.years[1])
    found["last_act_date"] = groups.latest(rows["last_date"].where(so_far))
    found["last_date"] = groups.latest(rows["last_assigned_date"].where(so_far))
    found["last_date"] = found["last_date"].where(found["assigned"], found["last_act_date"])
    return found.reset_index()


def _states(found: pd.DataFrame, selection: Selection) -> pd.Series:
    judged = found["acts_any_sector"] - found["acts_outside"]
    silent = found["last_date"].dt.year != selection.years[1]
    state = pd.Series(REPORTED, index=found.index)
    state[silent] = NONE_LAST_YEAR
    state[~found["assigned_last_year"]] = ENDED
    state[judged == 0] = NONE_IN_YEARS
    state[found["acts_while_assigned"] == 0] = NEVER
    state[~found["assigned"]] = OUTSIDE
    return state


def _worst_first(found: pd.DataFrame) -> pd.DataFrame:
    """Nothing reported first, then the longest silence; codes decide the rest."""
    order = found["state"].map({state: place for place, state in enumerate((*STATES, OUTSIDE))})
    # A pair that never reported has no months; it is at the top by its state already.
    silence = -found["months_since_last_record"].fillna(0)
    keys = [found["commune_code"], found["agency_code"], silence, order]
    return found.iloc[np.lexsort(keys)].reset_index(drop=True)
