"""The state of every commune on the map: a value, or the reason why there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.metrics import few, promises
from data.metrics import works as building
from data.metrics.cube import Groups, ratio
from data.metrics.months import whole_months
from data.selection import Selection, last_days, overlapping

MEASURES = (
    "value_million_vnd",
    "value_per_household",
    "acts",
    "works",
    "promises_kept_share",
    "months_since_last_record",
)

VALUE = "value"
ZERO = "zero"
FEW = "few"
NOTHING_REPORTED = "nothing_reported"
NOT_ASSIGNED = "not_assigned"
NO_DATA = "no_data"
STATES = (VALUE, ZERO, FEW, NOTHING_REPORTED, NOT_ASSIGNED, NO_DATA)


def states(
    contributions: pd.DataFrame,
    assignments: pd.DataFrame,
    communes: pd.DataFrame,
    selection: Selection,
    measure: str,
    works: pd.DataFrame | None = None,
    work_contributions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The value of a measure in each commune, or why there is none, for the chosen years.

    Assignment and "nothing reported" look at every sector; the value looks at the chosen ones.
    With agencies chosen, both look at these agencies alone: the map of one agency shows the
    communes that it answers for. Districts and kinds do not narrow it: the map fades the rest.

    Args:
        contributions: the whole cube, not narrowed.
        assignments: one row per assignment, with `valid_from` and `valid_to` (empty = open).
        communes: the gazetteer, indexed by `commune_code`, with `households_2019`.
        selection: the chosen agencies, sectors and years.
        measure: one of `MEASURES`. `value_per_household` is million đồng per household of the
            census of 2019; `works` counts works completed in the chosen years;
            months run to the end of these years, or of the last assignment of the commune.
        works, work_contributions: the tables; needed for `works`, which has no data without.

    Returns:
        One row per commune of the gazetteer, indexed by `commune_code`:

        - `value`: the measure in its unit; 0 where the state is `zero`; missing in other states
        - `state`: `not_assigned` no assignment overlaps and there is no act; `nothing_reported`
          assigned, no act in any sector; `zero` acts exist and the measure within the filters
          is 0; `no_data` acts exist and what the measure needs is empty;
          `few` a share of fewer than 5, which is not compared; else `value`
        - `part`, `whole`: how many of how many are behind a share, counts; missing for other
          measures
        - `assigned`: an assignment overlaps the chosen years
        - `unassigned_help`: acts exist without an assignment; the map draws a sign
        - `acts`: delivered acts within the filters, count

    Raises:
        ValueError: the measure is not one of `MEASURES`.
        KeyError: a column is absent.

    Source: method note "The state of a commune on the map".
    """
    if measure not in MEASURES:
        raise ValueError(f"no such measure: {measure}; one of {', '.join(MEASURES)}")
    rows = _of_agencies(contributions, selection)
    rows = rows[rows["year"].between(*selection.years)]
    assigned = _of_agencies(overlapping(assignments, selection), selection)
    within = rows[rows["sector"].isin(selection.sectors)] if selection.sectors else rows

    found = pd.DataFrame(index=communes.index)
    acts_any_sector = _sum(rows, "acts", found.index).fillna(0)
    found["assigned"] = found.index.isin(assigned["commune_code"])
    found["unassigned_help"] = ~found["assigned"] & (acts_any_sector > 0)
    found["acts"] = _sum(within, "acts", found.index).fillna(0)
    if measure == "works":
        value = _works(works, work_contributions, selection, found.index)
    elif measure == "months_since_last_record":
        value = _months(within, assigned, selection, found.index)
    else:
        value = _value(within, measure, communes)
    found["part"], found["whole"] = _behind(within, measure, found.index)
    found["state"] = _state(value, acts_any_sector, found, measure)
    found["value"] = value.where(found["state"].isin([VALUE, ZERO]))
    return found[["value", "state", "part", "whole", "assigned", "unassigned_help", "acts"]]


def counts(found: pd.DataFrame) -> pd.Series:
    """How many communes are in each state of `STATES`, in this order; for the legend."""
    return found["state"].value_counts().reindex(list(STATES), fill_value=0)


def _state(
    value: pd.Series, acts_any_sector: pd.Series, found: pd.DataFrame, measure: str
) -> pd.Series:
    acted = acts_any_sector > 0
    # A completed work is a record too: a commune where one stands is not "nothing reported".
    if measure == "works":
        acted |= value > 0
    is_few = found["whole"].notna() & ~few.enough(found["whole"])
    return pd.Series(
        np.select(
            [~acted & ~found["assigned"], ~acted, value.isna(), is_few, value == 0],
            [NOT_ASSIGNED, NOTHING_REPORTED, NO_DATA, FEW, ZERO],
            VALUE,
        ),
        index=found.index,
    )


def _value(within: pd.DataFrame, measure: str, communes: pd.DataFrame) -> pd.Series:
    """The measure of each commune within the filters; missing where it cannot be said."""
    index = communes.index
    if measure == "promises_kept_share":
        return ratio(*_behind(within, measure, index))
    acts = _sum(within, "acts", index).fillna(0)
    if measure == "acts":
        return acts
    # No act within the filters is a value of 0; acts whose value nobody recorded are not.
    money = _sum(within, "value_million_vnd", index).mask(acts == 0, 0.0)
    return money / communes["households_2019"] if measure == "value_per_household" else money


def _behind(within: pd.DataFrame, measure: str, index: pd.Index) -> tuple[pd.Series, pd.Series]:
    """The two counts of a share in each commune; missing for a measure that is none."""
    if measure != "promises_kept_share":
        nothing = pd.Series(np.nan, index=index)
        return nothing, nothing
    counts = [_sum(within, name, index) for name in promises.COLUMNS.values()]
    found = promises.with_known(pd.concat(counts, axis=1))
    return found["promises_kept"], found["promises_known"]


def _months(
    within: pd.DataFrame, assigned: pd.DataFrame, selection: Selection, index: pd.Index
) -> pd.Series:
    """Whole months since the last act: to the end of the years, or of the last assignment."""
    groups = Groups(within["commune_code"])
    last = pd.Series(groups.latest(within["last_date"]), groups.index).reindex(index)
    until = last_days(assigned, selection).groupby(assigned["commune_code"]).max().reindex(index)
    return whole_months(last, until.fillna(selection.last_day))


def _works(
    works: pd.DataFrame | None,
    work_contributions: pd.DataFrame | None,
    selection: Selection,
    index: pd.Index,
) -> pd.Series:
    """Works completed in the chosen years; missing everywhere when the table is absent."""
    if works is None or work_contributions is None or works.empty:
        return pd.Series(np.nan, index=index)
    chosen = building.chosen(works, work_contributions, selection)
    completed = chosen[building.is_built(chosen)]
    return completed.groupby("commune_code").size().reindex(index, fill_value=0).astype("float64")


def _of_agencies(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    return rows[rows["agency_code"].isin(selection.agencies)] if selection.agencies else rows


def _sum(rows: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    groups = Groups(rows["commune_code"])
    sums = groups.amount(rows[column].to_numpy("float64"))
    return pd.Series(sums, groups.index, name=column).reindex(index)
