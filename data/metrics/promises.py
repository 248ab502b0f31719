"""What became of a promise: one definition, for every count, list and share.

The definition is written with comparisons alone, so that it holds for a frame of pandas and for
an Ibis table alike: the cube counts in the engine what the lists show row by row.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

KEPT_ON_TIME = "kept_on_time"
KEPT_LATE = "kept_late"
SHORT = "short"
NOT_DELIVERED = "not_delivered"
UNKNOWN = "unknown"
NOT_DUE = "not_due"
NO_QUANTITY = "no_quantity"

KEPT = (KEPT_ON_TIME, KEPT_LATE)
# Of these it is known what came of them: the whole of the share kept.
KNOWN = (*KEPT, SHORT, NOT_DELIVERED)
# Every promise that the chosen years hold, with a quantity that can be judged.
JUDGED = (*KNOWN, UNKNOWN)
OUTCOMES = (*JUDGED, NOT_DUE, NO_QUANTITY)

# What the lists of promises not done hold, each by itself, in their order.
LISTED = (NOT_DELIVERED, SHORT, UNKNOWN, KEPT_LATE, NO_QUANTITY)

# The cube counts each outcome that a promise of the chosen years can have.
COLUMNS = {code: f"promises_{code}" for code in (*JUDGED, NO_QUANTITY)}
SUMS = ("promises_kept", "promises_known")

# A frame of activities, or an Ibis table of them; and a condition on its rows.
Activities = Any
Condition = Any


def is_said(activities: Activities) -> Condition:
    """Rows that promise something: a day, a quantity or a value; a promise may be without one."""
    return (
        activities.planned_date.notnull()
        | activities.planned_quantity.notnull()
        | activities.planned_value_million_vnd.notnull()
    )


def has_quantity(activities: Activities) -> Condition:
    """Rows that promise a quantity above 0, by which they can be judged.

    The promised value, wherever it is summed, is the planned value of these.
    """
    return activities.planned_quantity.notnull() & (activities.planned_quantity > 0)


def conditions(activities: Activities, until: pd.Timestamp | None = None) -> dict[str, Condition]:
    """For each outcome, the rows that have it; each promise has one.

    Args:
        activities: rows with the columns of the schema.
        until: the last day of the last chosen year; None where the rows are of promises that
            are due in the chosen years, as in the cube.

    Returns:
        By code of `OUTCOMES`, of promises (`is_said`) with a quantity above 0:

        - `kept_on_time`, `kept_late`: delivered, at least as much as promised; late is after
          the promised day, and where no day was promised nothing is late
        - `short`: delivered, less than promised
        - `unknown`: delivered, and nobody wrote how much
        - `not_delivered`: not delivered, promised for a day up to `until`
        - `not_due`: not delivered, promised for a later day or for none

        and `no_quantity`: no quantity was promised, or 0; delivered or not, it cannot be judged.

    Source: method note "Promises kept".
    """
    promised, delivered = has_quantity(activities), activities.activity_date.notnull()
    dated, came = activities.planned_date.notnull(), activities.delivered_quantity.notnull()
    judged = promised & delivered & came
    full = judged & (activities.delivered_quantity >= activities.planned_quantity)
    late = dated & (activities.activity_date > activities.planned_date)
    due = dated if until is None else dated & (activities.planned_date <= until)
    return {
        KEPT_ON_TIME: full & ~late,
        KEPT_LATE: full & late,
        SHORT: judged & (activities.delivered_quantity < activities.planned_quantity),
        NOT_DELIVERED: promised & ~delivered & due,
        UNKNOWN: promised & delivered & ~came,
        NOT_DUE: promised & ~delivered & ~due,
        NO_QUANTITY: is_said(activities) & ~promised,
    }


def outcomes(activities: pd.DataFrame, until: pd.Timestamp | None = None) -> pd.Series:
    """The outcome of each row, a code of `OUTCOMES`; missing where nothing was promised.

    Args:
        activities: rows with the columns of the schema.
        until: as in `conditions`.

    Source: method note "Promises kept".

    Example:
        >>> import pandas as pd
        >>> day = pd.Timestamp("2015-06-01")
        >>> rows = {"planned_date": [day, day], "planned_quantity": [2.0, 2.0]}
        >>> rows |= {"activity_date": [day, pd.NaT], "delivered_quantity": [2.0, None]}
        >>> acts = pd.DataFrame(rows | {"planned_value_million_vnd": [9.0, 9.0]})
        >>> outcomes(acts).tolist()
        ['kept_on_time', 'not_delivered']
    """
    found = pd.Series(pd.NA, index=activities.index, dtype="str")
    for code, holds in conditions(activities, until).items():
        found[holds] = code
    return found


def promised_value(activities: pd.DataFrame) -> float:
    """The planned value of every promise with a quantity, in million đồng; 0 without any.

    Source: method note "Promised value".
    """
    promised = activities[has_quantity(activities)]
    return float(promised["planned_value_million_vnd"].sum())


def with_known(counts: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the promises kept, and those of which it is known what came of them.

    Args:
        counts: the columns of `COLUMNS`, counts, a row for whatever they were added up by.

    Returns:
        With `promises_kept` (on time and late) and `promises_known` (kept, short and not
        delivered): the one over the other is the share kept.

    Source: method note "Promises kept".
    """
    kept = counts[[COLUMNS[code] for code in KEPT]].sum(axis=1)
    known = counts[[COLUMNS[code] for code in KNOWN]].sum(axis=1)
    return counts.assign(promises_kept=kept, promises_known=known)


def not_done(activities: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """The promises that were not kept in full and on time, each outcome by itself.

    Args:
        activities: rows with the columns of the schema, of promises for the chosen years.
        until: the last day of the last chosen year.

    Returns:
        The rows whose outcome is one of `LISTED`, in that order, the longest overdue first, and
        beside their columns:

        - `outcome`: as `conditions`
        - `days_overdue`: days from the promised day to the delivery of what came late, and to
          `until` of what is not delivered or short; missing where no day was promised, and
          where it is not known if anything is still owed

    Source: method note "Promises not done".

    Example:
        >>> import pandas as pd
        >>> day = pd.Timestamp("2015-12-01")
        >>> rows = {"planned_date": [day], "planned_quantity": [2.0], "activity_date": [pd.NaT]}
        >>> rows |= {"delivered_quantity": [None], "planned_value_million_vnd": [9.0]}
        >>> found = not_done(pd.DataFrame(rows), pd.Timestamp("2015-12-31"))
        >>> found[["outcome", "days_overdue"]].values.tolist()
        [['not_delivered', 30.0]]
    """
    found = activities.assign(outcome=outcomes(activities, until))
    found = found[found["outcome"].isin(LISTED)]
    ends = found["activity_date"].mask(found["outcome"] == SHORT).fillna(until)
    days = (ends - found["planned_date"]).dt.days.astype("float64")
    # Help that came in an unknown quantity, or was never promised in one, may have been enough.
    open_end = found["outcome"].isin([UNKNOWN, NO_QUANTITY]) & found["activity_date"].notna()
    found = found.assign(days_overdue=days.clip(lower=0).mask(open_end))
    order = found["outcome"].map({code: place for place, code in enumerate(LISTED)})
    longest = -found["days_overdue"].fillna(-1.0)
    return found.iloc[np.lexsort([longest, order])].reset_index(drop=True)
