"""The same thing claimed twice: a work registered again, a part of a work paid by two."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import rates
from data.sample.days import YEAR_STARTS, year_of
from data.sample.draw import EMPTY, Ints, Rng, rounded
from data.sample.funding import taken
from data.sample.habits import habit
from data.sample.pairs import Pairs, builder
from data.sample.works import names


def claim_works_again(
    rng: Rng, works: pd.DataFrame, parts: pd.DataFrame, pairs: Pairs
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Register some finished works again: other words, nearly the same size, day and cost.

    Both works of a claim have its number in the column `claim`; the others have `EMPTY`.
    """
    once = ~parts["work"].isin(parts.loc[parts["again"], "work"])
    paid = parts.loc[(parts["pair"] != EMPTY) & once, "work"].unique()
    finished = paid[works["completion_day"].notna().to_numpy()[paid]]
    count = rates.WORKS - len(works)
    originals = np.sort(rng.permutation(finished)[:count])
    works = works.assign(claim=EMPTY)
    works.loc[originals, "claim"] = np.arange(len(originals))
    again = works.iloc[originals].reset_index(drop=True)
    again = again.assign(
        quantity=_nearly(rng, again),
        work_name=names(again, "claimed_again_as"),
        completion_day=_days_later(rng, again["completion_day"].to_numpy(dtype="int64"), 30),
        act_day=_days_later(rng, again["act_day"].to_numpy(), 20),
    )
    copied = parts.merge(
        pd.DataFrame({"work": originals, "new_work": len(works) + np.arange(len(originals))})
    )
    by_another = _another(rng, works, copied, pairs)
    copied["pair"] = np.where(by_another == EMPTY, copied["pair"], by_another)
    copied["cost"] *= rng.uniform(0.96, 1.04, len(copied))
    copied = copied.drop(columns="work").rename(columns={"new_work": "work"})
    return (
        pd.concat([works, again], ignore_index=True),
        pd.concat([parts, copied], ignore_index=True),
    )


def _nearly(rng: Rng, works: pd.DataFrame) -> np.ndarray:
    """The same quantity; what is measured is measured anew."""
    measured = habit("decimals", works["support"].to_numpy())
    factor = np.where(measured > 0, rng.uniform(0.97, 1.03, len(works)), 1.0)
    before = works["quantity"].to_numpy()
    anew = np.maximum(rounded(before * factor, measured), 10.0**-measured)
    return np.where(np.abs(anew / before - 1) <= 0.04, anew, before)


def _days_later(rng: Rng, day: Ints, at_most: int) -> Ints:
    """A few days later, within the same year: a pair's year without a record stays one."""
    return np.minimum(
        day + rng.integers(1, at_most + 1, len(day)), YEAR_STARTS[year_of(day) + 1] - 1
    )


def _another(rng: Rng, works: pd.DataFrame, parts: pd.DataFrame, pairs: Pairs) -> Ints:
    """For the agencies' parts another body that works there, where there is one."""
    of_work = works.iloc[parts["work"]]
    own = [parts.loc[parts["work"].eq(work), "pair"] for work in parts["work"]]
    busy = np.array([np.isin(np.arange(len(pairs.agency)), pair) for pair in own])
    year = year_of(of_work["act_day"].to_numpy())
    found = builder(rng, pairs, of_work["commune"].to_numpy(), year, busy)
    # Two parts of one work keep their two bodies: one body pays one part.
    single = ~parts[parts["pair"] != EMPTY].duplicated("work", keep=False)
    return np.where(single.reindex(parts.index, fill_value=False), found, EMPTY)


def claim_parts_again(
    rng: Rng, works: pd.DataFrame, parts: pd.DataFrame, pairs: Pairs
) -> pd.DataFrame:
    """Add to some works a second body that reports nearly the same payment as the first.

    The column `again` tells the second claims.
    """
    paid = parts[parts["pair"] != EMPTY]
    single = paid[~paid["work"].duplicated(keep=False)].reset_index(drop=True)
    of_work = works.iloc[single["work"]]
    year = year_of(of_work["act_day"].to_numpy())
    own = taken(pairs, single["pair"].to_numpy(), len(single))
    second = builder(rng, pairs, of_work["commune"].to_numpy(), year, own)
    count = round(rates.CONTRIBUTION_CLAIMED_TWICE_SHARE * paid["work"].nunique())
    picked = rng.permutation(np.flatnonzero(second != EMPTY))[:count]
    again = single.iloc[picked].assign(pair=second[picked], again=True)
    again["cost"] *= rng.uniform(0.98, 1.02, len(again))
    return pd.concat([parts.assign(again=False), again], ignore_index=True)
