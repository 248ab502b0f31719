"""The columns of the contributions cube, and how its rows are summed.

A count of nothing is 0; an amount that nobody recorded is missing, and so is a share of nothing.

The sums are numpy's: a page asks for a dozen of them between two clicks, and at a few thousand
rows most of the time of a `groupby` goes into building frames that nobody sees.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.metrics import promises

COUNTS = (
    "acts",
    "acts_without_value",
    "acts_without_quantity",
    "acts_outside",
    "meeting_acts",
    "confirmed_yes",
    "confirmed_partly",
    "confirmed_no",
    "confirmed_not_asked",
    "acts_figures_differ",
    "promises",
    *promises.COLUMNS.values(),
)
AMOUNTS = (
    "cash_million_vnd",
    "in_kind_million_vnd",
    "value_million_vnd",
    "labour_days",
    "households_reached",
    "promised_value_million_vnd",
    "promised_value_known_million_vnd",
    "delivered_of_promised_million_vnd",
)
# What is counted when codes are: an agency that helped twice is one agency.
DISTINCT = {"agency_code": "agencies", "commune_code": "communes"}


class Groups:
    """The rows of a table by one or two keys.

    `index` has the keys that occur, in order; `codes` the place of each row in it. Rows with a
    missing key are in no group.
    """

    def __init__(self, *keys: pd.Series) -> None:
        pairs = [pd.factorize(key, sort=True) for key in keys]
        codes, values = pairs[0]
        if len(pairs) == 1:
            self.index = pd.Index(values, name=keys[0].name)
        else:
            seconds, second_values = pairs[1]
            missing = (codes < 0) | (seconds < 0)
            both = np.where(missing, -1, codes * len(second_values) + seconds)
            places = np.unique(both[~missing])
            codes = np.where(missing, -1, np.searchsorted(places, both))
            firsts, seconds = np.divmod(places, max(len(second_values), 1))
            arrays = [values.take(firsts), second_values.take(seconds)]
            self.index = pd.MultiIndex.from_arrays(arrays, names=[key.name for key in keys])
        # One bin more than there are groups takes the rows that are in none.
        self.codes = np.where(codes < 0, len(self.index), codes)

    def count(self, values: np.ndarray) -> np.ndarray:
        """Sum of counts by group; 0 where there is nothing."""
        return np.bincount(self.codes, values, len(self.index) + 1)[: len(self.index)]

    def amount(self, values: np.ndarray) -> np.ndarray:
        """Sum of amounts by group; missing where none is recorded."""
        known = ~np.isnan(values)
        sums = self.count(np.where(known, values, 0.0))
        return np.where(self.count(known) > 0, sums, np.nan)

    def latest(self, days: pd.Series) -> np.ndarray:
        """The latest day by group; missing where there is none."""
        numbers = days.to_numpy("datetime64[s]").astype("int64")
        found = np.full(len(self.index) + 1, np.iinfo("int64").min)
        np.maximum.at(found, self.codes, numbers)
        return found[: len(self.index)].astype("datetime64[s]")

    def different(self, values: pd.Series, among: np.ndarray) -> np.ndarray:
        """How many different values each group has in the rows where `among` is true."""
        codes, kinds = pd.factorize(values[among])
        pairs = np.unique(self.codes[among] * max(len(kinds), 1) + codes)
        found = np.bincount(pairs // max(len(kinds), 1), minlength=len(self.index) + 1)
        return found[: len(self.index)].astype("float64")


def grouped(
    contributions: pd.DataFrame, keys: Sequence[str], distinct: Sequence[str]
) -> pd.DataFrame:
    """Sums of the cube by `keys`, and how many different codes delivered something."""
    groups = Groups(*(contributions[key] for key in keys))
    acted = (contributions["acts"] > 0).to_numpy()
    columns = {name: groups.count(contributions[name].to_numpy()) for name in COUNTS}
    columns |= {name: groups.amount(contributions[name].to_numpy()) for name in AMOUNTS}
    columns["last_date"] = groups.latest(contributions["last_date"])
    columns |= {DISTINCT[name]: groups.different(contributions[name], acted) for name in distinct}
    found = pd.DataFrame(columns, index=groups.index)
    found["value_share"] = ratio(found["value_million_vnd"], found["value_million_vnd"].sum())
    return with_shares(found)


def at(
    found: pd.DataFrame, rows: pd.DataFrame, keys: tuple[str, str], counts: pd.DataFrame
) -> pd.DataFrame:
    """Sums of `counts`, which has the rows of `rows`, for each row of `found`.

    Rows match by two keys; where none matches, the sum is 0.
    """
    first, second = (pd.concat([found[key], rows[key]]) for key in keys)
    groups = Groups(first, second)
    own, groups.codes = groups.codes[: len(found)], groups.codes[len(found) :]
    sums = {name: groups.count(counts[name].to_numpy())[own] for name in counts}
    return pd.DataFrame(sums, index=found.index)


def with_shares(found: pd.DataFrame) -> pd.DataFrame:
    """The same rows with what is known of the promises, and the two shares of it."""
    found = promises.with_known(found)
    return found.assign(
        promises_kept_share=ratio(found["promises_kept"], found["promises_known"]),
        delivered_of_promised_share=ratio(
            found["delivered_of_promised_million_vnd"], found["promised_value_known_million_vnd"]
        ),
    )


def ratio(part: pd.Series, whole: pd.Series | float) -> pd.Series:
    """part / whole, missing where the whole is 0: a share of nothing is not a share."""
    wholes = whole if isinstance(whole, pd.Series) else pd.Series(whole, index=part.index)
    return part / wholes.where(wholes != 0)


def with_every(found: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """The rows of `index`, in its order; counts of what is not there are 0."""
    found = found.reindex(index)
    counts = [*COUNTS, *promises.SUMS, "agencies", "communes"]
    found[counts] = found[counts].fillna(0)
    return found


def largest_first(found: pd.DataFrame) -> pd.DataFrame:
    """Largest value first; equal or missing values keep the order of acts, then of the codes."""
    return found.sort_index().sort_values(
        ["value_million_vnd", "acts"], ascending=False, kind="stable"
    )


def zero_without(amounts: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Amounts that are 0 where nothing is that could have one; missing where nobody recorded it.

    Args:
        amounts: missing where no amount is recorded.
        counts: how many things each cell holds, with the index and columns of `amounts`.

    Example:
        >>> zero_without(pd.DataFrame({"a": [5.0, None, None]}), pd.DataFrame({"a": [1, 2, 0]}))
             a
        0  5.0
        1  NaN
        2  0.0
    """
    return amounts.mask(amounts.isna() & counts.eq(0), 0.0)
