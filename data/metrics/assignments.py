"""Assigned pairs: which agency answers for which commune, and if anything was reported."""

from __future__ import annotations

import pandas as pd

from data.selection import Selection, overlapping

PAIR = ["agency_code", "commune_code"]

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
    acted = rows[rows["acts"] > 0]
    in_years = acted[acted["year"].between(*selection.years)]
    assigned = _chosen(overlapping(assignments, selection), selection, communes)
    found = _every_pair(assigned, in_years)

    in_sectors = in_years
    if selection.sectors:
        in_sectors = in_years[in_years["sector"].isin(selection.sectors)]
    found["acts"] = _sum(in_sectors, "acts", found.index).fillna(0)
    found["value_million_vnd"] = _sum(in_sectors, "value_million_vnd", found.index)
    found["acts_any_sector"] = _sum(in_years, "acts", found.index).fillna(0)

    until = acted[acted["year"] <= selection.years[1]]
    found["last_date"] = until.groupby(PAIR, observed=True)["last_date"].max().reindex(found.index)
    found["months_since_last_record"] = months_to_end(found["last_date"], selection.years[1])
    found["state"] = _states(found, acted, selection)
    return _worst_first(found)


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


def _every_pair(assigned: pd.DataFrame, in_years: pd.DataFrame) -> pd.DataFrame:
    """A frame indexed by pair, with `assigned`: the assigned pairs and those that helped."""
    of_assignment = pd.MultiIndex.from_frame(assigned[PAIR].astype("str").drop_duplicates())
    of_acts = pd.MultiIndex.from_frame(in_years[PAIR].astype("str").drop_duplicates())
    every = of_assignment.union(of_acts)
    return pd.DataFrame({"assigned": every.isin(of_assignment)}, index=every)


def _sum(rows: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    return rows.groupby(PAIR, observed=True)[column].sum(min_count=1).reindex(index)


def _states(found: pd.DataFrame, acted: pd.DataFrame, selection: Selection) -> pd.Series:
    ever = pd.MultiIndex.from_frame(acted[PAIR].astype("str").drop_duplicates())
    state = pd.Series(REPORTED, index=found.index)
    state[found["last_date"].dt.year != selection.years[1]] = NONE_LAST_YEAR
    state[found["acts_any_sector"] == 0] = NONE_IN_YEARS
    state[~found.index.isin(ever)] = NEVER
    return state


def _worst_first(found: pd.DataFrame) -> pd.DataFrame:
    """Nothing reported first, then the longest silence; codes decide the rest."""
    order = found["state"].map({state: place for place, state in enumerate(STATES)})
    # A pair that never reported has no months; it is at the top by its state already.
    silence = -found["months_since_last_record"].fillna(0)
    ordered = found.assign(_order=order, _silence=silence).sort_index()
    ordered = ordered.sort_values(["_order", "_silence"], kind="stable")
    return ordered.drop(columns=["_order", "_silence"]).reset_index()
