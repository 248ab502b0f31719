"""A share of few is no share to compare: one promise kept of one is no "best in the province"."""

from __future__ import annotations

from typing import overload

import pandas as pd

# With four or fewer behind it, one case more or less moves a share by 20 points or more.
LEAST = 5


@overload
def enough(denominators: float) -> bool: ...
@overload
def enough(denominators: pd.Series) -> pd.Series: ...
def enough(denominators: float | pd.Series) -> bool | pd.Series:
    """True where a share has enough behind it to be ranked, coloured by rank or called an extreme.

    Args:
        denominators: how many each share is out of, counts; missing is not enough.

    Source: method note "Share of few".

    Example:
        >>> enough(pd.Series([4, 5, None])).tolist(), enough(4), enough(float("nan"))
        ([False, True, False], False, False)
    """
    return denominators >= LEAST


def comparable(shares: pd.Series, denominators: pd.Series) -> pd.Series:
    """The shares with enough behind them; missing for the others, which are listed apart.

    Args:
        shares: 0 to 1.
        denominators: how many each is out of, with the index of the shares.

    Source: method note "Share of few".

    Example:
        >>> comparable(pd.Series([1.0, 0.6]), pd.Series([1, 10])).tolist()
        [nan, 0.6]
    """
    return shares.where(enough(denominators))
