"""Whole months from one day to another, counted alike wherever a silence is told."""

from __future__ import annotations

import pandas as pd


def whole_months(days: pd.Series, until: pd.Timestamp | pd.Series) -> pd.Series:
    """Whole months from each day to another one; the last day of a month ends it.

    The count never runs to today: the record of 2013–2016 does not grow older each month.

    Args:
        days: when something was last recorded; missing stays missing.
        until: the day to which time counts, one for all or one for each row.

    Returns:
        Months, 0 or more; 0 as well where the day lies after `until`.

    Source: method note "Months since the last act".

    Example:
        >>> import pandas as pd
        >>> days = pd.Series(pd.to_datetime(["2016-12-05", "2015-12-31", None]))
        >>> whole_months(days, pd.Timestamp("2016-12-31")).tolist()
        [0.0, 12.0, nan]
    """
    ends = pd.Series(until, index=days.index)
    months = (ends.dt.year - days.dt.year) * 12 + ends.dt.month - days.dt.month
    not_whole = (days.dt.day > ends.dt.day) & (ends.dt.day < ends.dt.days_in_month)
    return (months - not_whole).clip(lower=0).astype("float64")
