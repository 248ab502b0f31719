"""Need beside help: how poor a commune is, and how much help a household of it received."""

from __future__ import annotations

import pandas as pd

from data.metrics import classes
from data.metrics.commune_states import NO_DATA, VALUE, ZERO

# Little, middling, much: three by three is as much as a map can say at once.
STEPS = 3
GREAT_NEED_LITTLE_HELP = 7


def poor_share(indicators: pd.DataFrame, year: int) -> pd.Series:
    """Poor households over all households of each commune in one year; missing where unknown.

    One year alone: the poverty line changed in 2016, so years are never mixed.

    Args:
        indicators: one row per commune × year × indicator.
        year: the year.

    Example:
        >>> rows = pd.DataFrame({"commune_code": ["A", "A"], "year": [2014, 2015],
        ...     "indicator": "poor_households", "numerator": [30, 25], "denominator": [100, 100]})
        >>> poor_share(rows, 2015).to_dict()
        {'A': 0.25}
    """
    rows = indicators[(indicators["indicator"] == "poor_households") & (indicators["year"] == year)]
    sums = rows.groupby("commune_code")[["numerator", "denominator"]].sum(min_count=1)
    households = sums["denominator"].astype("float64")
    return sums["numerator"].astype("float64") / households.where(households > 0)


def beside_help(need: pd.Series, helped: pd.DataFrame, within: pd.Series) -> pd.DataFrame:
    """Each commune's cell of a three by three table of need and help.

    Args:
        need: share of poor households, 0 to 1, indexed by `commune_code`.
        helped: as `commune_states.states` gives it for `value_per_household`.
        within: true for the communes that pass the filters: thirds are made from them alone.

    Returns:
        One row per commune of `helped`:

        - `need`: the share, 0 to 1; missing where unknown
        - `help`: million đồng per household; missing where it is not known
        - `state`: `value` where both are known (no value of help is then 0), else the state of
          help, or `no_data` where the need is unknown
        - `cell`: 1 to 9, need in thirds times help in thirds, little help first; 7 is great need
          with little help; 0 where the state is not `value`
        - `great_need`: the need is in the highest third, whatever the help

    Source: method note "Need beside help".
    """
    found = pd.DataFrame({"need": need.reindex(helped.index), "help": helped["value"]})
    known = helped["state"].isin([VALUE, ZERO])
    found["state"] = helped["state"].mask(known, VALUE)
    found.loc[known & found["need"].isna(), "state"] = NO_DATA
    both = found["state"] == VALUE
    needs = _third(found["need"], within)
    helps = _third(found["help"].where(both), within)
    found["cell"] = ((needs - 1) * STEPS + helps).where(both & (needs > 0) & (helps > 0), 0)
    found.loc[both & (found["cell"] == 0), "state"] = NO_DATA
    found["great_need"] = needs == STEPS
    return found


def thirds(values: pd.Series) -> list[tuple[float, float]]:
    """First and last value of little, middling and much; equal values share a third."""
    return classes.breaks(values, STEPS)


def _third(values: pd.Series, within: pd.Series) -> pd.Series:
    ranges = thirds(values[within])
    return classes.assign(values, ranges) if ranges else pd.Series(0, index=values.index)
