"""Places in an order: equal values share one, and a place among nobody is none."""

from __future__ import annotations

import pandas as pd

# Sums of decimals differ in their last digits by the order in which they were added.
DIGITS = 10
FEWEST = 2


def places(values: pd.Series, *, least_first: bool = False) -> pd.Series:
    """The place of each value, 1 for the first; tied values share the better place.

    Args:
        values: as they are stored, not as they are shown; missing ones have no place. Of shares,
            `few.comparable` leaves those with enough behind them.
        least_first: place 1 is the smallest value.

    Returns:
        Whole numbers indexed as the values, without those that are missing; empty where fewer
        than two have a value: "first of 1" says nothing.

    Source: method note "Places in an order".

    Example:
        >>> places(pd.Series({"A": 5.0, "B": 9.0, "C": 5.0, "D": None, "E": 1.0})).to_dict()
        {'A': 2, 'B': 1, 'C': 2, 'E': 4}
        >>> places(pd.Series({"A": 5.0})).to_dict()
        {}
    """
    known = values.dropna().astype("float64")
    if len(known) < FEWEST:
        return pd.Series(dtype="int64")
    return stored(known).rank(method="min", ascending=least_first).astype("int64")


def stored(values: pd.Series) -> pd.Series:
    """The values without the noise of adding: ten digits, more than any file writes.

    Example:
        >>> stored(pd.Series([0.1 + 0.2, 0.3])).nunique()
        1
    """
    return values.map(lambda value: float(f"{value:.{DIGITS}g}"), na_action="ignore")
