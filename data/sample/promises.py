"""What was promised of each act, and what became of the promise."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import rates
from data.sample.days import DAYS, YEAR_STARTS, year_of
from data.sample.draw import EMPTY, Bools, Floats, Ints, Rng, around, blank, happens, rounded
from data.sample.habits import habit
from data.sample.pairs import Pairs

NOT_PROMISED, NEVER, PARTLY, LATE, IN_TIME = range(5)
# In the order of the outcomes that they are the shares of.
FAILURES = (
    rates.NEVER_DELIVERED_SHARE,
    rates.PARTLY_DELIVERED_SHARE,
    rates.DELIVERED_LATE_SHARE,
)


def outcomes(
    rng: Rng, occasions: pd.DataFrame, neglect: Floats, quantity: Floats, not_begun: Bools
) -> Ints:
    """For each act one of the five outcomes above.

    Args:
        occasions: as `occasions.occasions` returns them.
        neglect: for each act, how much oftener than others its body breaks a promise.
        quantity: what was to be given; one thing cannot be delivered in part.
        not_begun: acts for a work that is only planned: promised, and not delivered.
    """
    size = len(occasions)
    support = occasions["support"].to_numpy()
    promised = happens(rng, habit("promised_share", support), size)
    luck = rng.random(size) / neglect
    kept = NEVER + np.searchsorted(np.cumsum(FAILURES), luck, side="right")
    outcome = np.where(promised, kept, NOT_PROMISED)
    whole = (quantity <= 1) | (occasions["part"].to_numpy() != EMPTY)
    outcome[(outcome == PARTLY) & whole] = LATE
    outcome[(outcome == NEVER) & occasions["firm"].to_numpy()] = IN_TIME
    outcome[not_begun] = NEVER
    return outcome


def planned_days(rng: Rng, occasions: pd.DataFrame, outcome: Ints, pairs: Pairs) -> Floats:
    """The promised day, NaN without a promise; late help was promised for an earlier day.

    Where a pair does not act in every year, the promise stays in the year of the act: a year
    without a record has no promise either.
    """
    size, day = len(outcome), occasions["day"].to_numpy()
    earlier = 1 + around(rng, rates.LATE_MEDIAN_DAYS, 0.8, size).astype(np.int64)
    ahead = np.where(outcome == LATE, -earlier, rng.integers(0, 11, size))
    planned = np.clip(np.where(outcome == NEVER, day, day + ahead), 0, DAYS - 1)
    year = year_of(day)
    in_year = np.clip(planned, YEAR_STARTS[year], YEAR_STARTS[year + 1] - 1)
    every_year: Bools = np.logical_and.reduce(pairs.active, axis=1)
    broken = ~every_year[occasions["pair"].to_numpy()]
    planned = np.where(broken, in_year, planned)
    return blank(planned.astype("float64"), outcome == NOT_PROMISED)


def delivered_quantities(rng: Rng, outcome: Ints, quantity: Floats, decimals: Floats) -> Floats:
    """What came: less than promised, as promised, or a little more; NaN where nothing came."""
    size = len(outcome)
    step = 10.0**-decimals
    part = rounded(quantity * rng.uniform(0.25, 0.9, size), decimals)
    part = np.clip(part, step, np.maximum(quantity - step, step))
    more = happens(rng, rates.MORE_THAN_PROMISED_SHARE, size) & (outcome >= LATE) & (quantity >= 10)
    larger = rounded(quantity * rng.uniform(1.05, 1.2, size), decimals)
    delivered = np.where(outcome == PARTLY, part, np.where(more, larger, quantity))
    return blank(delivered, outcome == NEVER)
