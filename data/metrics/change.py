"""The change of a measure between two years in each commune, and why there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.metrics.commune_states import FEW, NO_DATA, NOT_ASSIGNED, NOTHING_REPORTED, VALUE

ONLY_EARLIER, ONLY_LATER = "only_earlier", "only_later"
# As a legend lists them. The last three have a number in neither year, each for its own reason.
STATES = (VALUE, FEW, ONLY_EARLIER, ONLY_LATER, NOTHING_REPORTED, NO_DATA, NOT_ASSIGNED)

FALL_FAR, FALL, SAME, RISE, RISE_FAR = range(1, 6)
# Numbers that differ by less are the same: sums of decimals differ in their last digit.
_NOTHING = 1e-9


def between(before: pd.DataFrame, after: pd.DataFrame, step: float) -> pd.DataFrame:
    """How a measure changed from an earlier to a later year.

    A commune is silent (`nothing_reported`) only if no act is on record in either year. One year
    without a number beside one with a number is no change: nobody knows whether the missing one
    is zero. Nor is a share of few beside any other: one promise more or less would turn it.

    Args:
        before, after: the earlier and the later year, as `commune_states.states` gives each.
        step: from which change on a commune has changed far, in the measure's unit.

    Returns:
        One row per commune of `after`:

        - `earlier`, `later`: the number of each year, 0 where its state is `zero`; else missing
        - `change`: later less earlier, in the measure's unit; missing where either is
        - `state`: `value` both years have a number; `few` in one of them or in both the share is
          of fewer than 5; `only_earlier`, `only_later` one year has a number; else `not_assigned`
          without assignment and act in both years, `nothing_reported` no act in either, `no_data`
          acts exist and what the measure needs is empty
        - `class`: 1 down by a step or more, 2 down, 3 the same, 4 up, 5 up by a step or more;
          0 where there is no change

    Source: method note "The change between two years".

    Example:
        >>> year = lambda value, state: pd.DataFrame({"value": value, "state": state}, ["A", "B"])
        >>> found = between(year([3.0, 1.0], "value"), year([9.0, None], ["value", "zero"]), 5)
        >>> found[["change", "state", "class"]].to_dict("list")
        {'change': [6.0, nan], 'state': ['value', 'only_earlier'], 'class': [5, 0]}
    """
    found = pd.DataFrame({"earlier": before["value"].reindex(after.index), "later": after["value"]})
    found["change"] = found["later"] - found["earlier"]
    found["state"] = _state(found, before["state"].reindex(after.index), after["state"])
    found["class"] = _class(found["change"], step)
    return found


def _state(found: pd.DataFrame, before: pd.Series, after: pd.Series) -> pd.Series:
    then, now = found["earlier"].notna(), found["later"].notna()
    without_act = [NOTHING_REPORTED, NOT_ASSIGNED]
    chosen = np.select(
        [
            then & now,
            (before == FEW) | (after == FEW),
            then,
            now,
            (before == NOT_ASSIGNED) & (after == NOT_ASSIGNED),
            before.isin(without_act) & after.isin(without_act),
        ],
        [VALUE, FEW, ONLY_EARLIER, ONLY_LATER, NOT_ASSIGNED, NOTHING_REPORTED],
        NO_DATA,
    )
    return pd.Series(chosen, index=found.index)


def _class(change: pd.Series, step: float) -> pd.Series:
    size = change.abs()
    far = size >= step - _NOTHING
    chosen = np.select(
        [change.isna(), size < _NOTHING, (change < 0) & far, change < 0, far],
        [0, SAME, FALL_FAR, FALL, RISE_FAR],
        RISE,
    )
    return pd.Series(chosen, index=change.index).astype("int64")


def counts(found: pd.DataFrame) -> pd.Series:
    """How many communes are in each state of `STATES`, in this order."""
    return found["state"].value_counts().reindex(list(STATES), fill_value=0)
