"""At most five classes for a map: quantiles that never part equal values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

MOST_CLASSES = 5
MOST_DECIMALS = 4


def breaks(values: pd.Series, classes: int = MOST_CLASSES) -> list[tuple[float, float]]:
    """Divide values into classes of about equally many communes, equal values together.

    Args:
        values: numbers of any unit; missing ones are left out.
        classes: how many at most; fewer when there are fewer different values.

    Returns:
        The smallest and the largest value that is in each class, lowest class first. Every class
        holds at least one value, no two overlap, and the list is empty without values.

    Source: method note "Classes of the map".

    Example:
        >>> import pandas as pd
        >>> breaks(pd.Series([1, 1, 1, 1, 2, 3]), classes=3)
        [(1.0, 1.0), (2.0, 3.0)]
    """
    ordered = np.sort(values.dropna().to_numpy(dtype="float64"))
    if not len(ordered):
        return []
    # A class begins at the first of the values that are equal to its quantile.
    starts = ordered[[len(ordered) * place // classes for place in range(classes)]]
    lows = np.unique(starts)
    ends = np.searchsorted(ordered, lows[1:], side="left") - 1
    highs = ordered[[*ends, len(ordered) - 1]]
    return [(float(low), float(high)) for low, high in zip(lows, highs, strict=True)]


def assign(values: pd.Series, ranges: Sequence[tuple[float, float]]) -> pd.Series:
    """The class of each value: 1 for the lowest; 0 where the value is missing.

    Args:
        values: numbers; one between two classes belongs to the lower.
        ranges: from `breaks`.

    Example:
        >>> import pandas as pd
        >>> assign(pd.Series([1.0, 3.0, None]), [(1.0, 1.0), (2.0, 3.0)]).tolist()
        [1, 2, 0]
    """
    lows = np.array([low for low, _ in ranges[1:]])
    found = np.searchsorted(lows, values.to_numpy(dtype="float64"), side="right") + 1
    return pd.Series(found, index=values.index).where(values.notna(), 0).astype("int64")


def decimals(ranges: Sequence[tuple[float, float]]) -> int:
    """How many decimals the legend needs: bounds that differ read differently, and none as 0.

    Example:
        >>> decimals([(0.012, 0.031), (0.034, 0.2)]), decimals([(1.0, 2.0), (3.0, 9.0)])
        (3, 0)
    """
    bounds = sorted({bound for pair in ranges for bound in pair})
    for places in range(MOST_DECIMALS):
        rounded = [round(bound, places) for bound in bounds]
        if len(set(rounded)) == len(bounds) and all(map(bool, rounded)) == all(map(bool, bounds)):
            return places
    return MOST_DECIMALS
