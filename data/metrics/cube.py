"""The columns of the contributions cube, and how its rows are summed.

A count of nothing is 0; an amount that nobody recorded is missing, and so is a share of nothing.
"""

from __future__ import annotations

import pandas as pd

COUNTS = (
    "acts",
    "acts_with_value",
    "acts_without_quantity",
    "meeting_acts",
    "confirmed_yes",
    "confirmed_partly",
    "confirmed_no",
    "confirmed_not_asked",
    "acts_figures_differ",
    "promises",
    "promises_kept",
)
AMOUNTS = (
    "cash_million_vnd",
    "in_kind_million_vnd",
    "value_million_vnd",
    "labour_days",
    "households_reached",
    "promised_value_million_vnd",
    "delivered_of_promised_million_vnd",
)
# What is counted when codes are: an agency that helped twice is one agency.
DISTINCT = {"agency_code": "agencies", "commune_code": "communes"}


def grouped(contributions: pd.DataFrame, keys: list[str], distinct: list[str]) -> pd.DataFrame:
    """Sums of the cube by `keys`, and how many different codes delivered something."""
    groups = contributions.groupby(keys, observed=True)
    found = groups[[*COUNTS, *AMOUNTS]].sum(min_count=1)
    delivered = contributions.loc[contributions["acts"] > 0, [*keys, *distinct]]
    found = found.assign(
        last_date=groups["last_date"].max(),
        value_share=ratio(found["value_million_vnd"], found["value_million_vnd"].sum()),
        **{DISTINCT[column]: _different(delivered, keys, column) for column in distinct},
    )
    counts = [*COUNTS, *(DISTINCT[column] for column in distinct)]
    return with_shares(found).astype(dict.fromkeys(counts, "float64"))


def _different(rows: pd.DataFrame, keys: list[str], column: str) -> pd.Series:
    return rows.groupby(keys, observed=True)[column].nunique()


def with_shares(found: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the two shares of what was promised."""
    return found.assign(
        promises_kept_share=ratio(found["promises_kept"], found["promises"]),
        delivered_of_promised_share=ratio(
            found["delivered_of_promised_million_vnd"], found["promised_value_million_vnd"]
        ),
    )


def ratio(part: pd.Series, whole: pd.Series | float) -> pd.Series:
    """part / whole, missing where the whole is 0: a share of nothing is not a share."""
    wholes = whole if isinstance(whole, pd.Series) else pd.Series(whole, index=part.index)
    return part / wholes.where(wholes != 0)


def with_every(found: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """The rows of `index`, in its order; counts of what is not there are 0."""
    found = found.reindex(index)
    counts = [*COUNTS, "agencies", "communes"]
    found[counts] = found[counts].fillna(0)
    return found


def largest_first(found: pd.DataFrame) -> pd.DataFrame:
    """Largest value first; equal or missing values keep the order of acts, then of the codes."""
    return found.sort_index().sort_values(
        ["value_million_vnd", "acts"], ascending=False, kind="stable"
    )
