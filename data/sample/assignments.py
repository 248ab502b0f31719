"""Which invented body answers for which commune, and from when to when."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample.draw import Floats, Ints, Rng, codes, exactly, named
from data.sample.places import PERIOD, assisted, is_kind
from data.sample.rates import (
    ARMED_FORCES_BORDER_FACTOR,
    BODIES_PER_COMMUNE,
    COMMUNES_LEFT_IN_2016,
    REPLACED_SHARE,
)
from geo.gazetteer import communes


def assignments(rng: Rng, agencies: pd.DataFrame) -> pd.DataFrame:
    """Every commune of the 106 has a body from the first day; a few change or end at a new year.

    Returns:
        The schema's columns, and `agency`, `commune`: positions in the two tables. The decision
        stays empty: no real decision is named beside an invented pair.
    """
    count = np.array(list(BODIES_PER_COMMUNE))[named(rng, BODIES_PER_COMMUNE, len(assisted()))]
    slots = rng.permutation(np.repeat(assisted(), count))
    rows = pd.DataFrame({"commune": slots, "agency": _bodies(rng, agencies, slots)})
    rows = rows.assign(valid_from=PERIOD[0], valid_to=PERIOD[1])
    rows = _end_some_early(rng, _replace_some(rng, rows, len(agencies)))
    rows = rows.sort_values(["commune", "valid_from", "agency"], ignore_index=True)
    return rows.assign(
        assignment_id=codes("PC", len(rows), 3),
        agency_code=agencies["agency_code"].to_numpy()[rows["agency"]],
        commune_code=communes().index.to_numpy()[rows["commune"]],
        decision=None,
    )


def _bodies(rng: Rng, agencies: pd.DataFrame, slots: Ints) -> Ints:
    """A body for each slot: everyone once before anyone twice, nobody twice in a commune."""
    breadth = rng.exponential(1.0, len(agencies))
    armed = agencies["agency_group"].eq("armed_forces").to_numpy()
    border = is_kind("border")
    chosen = np.full(len(slots), -1)
    for slot, commune in enumerate(slots):
        unused = ~np.isin(np.arange(len(agencies)), chosen)
        weight = np.where(unused, 1.0, 0.0) if unused.any() else breadth.copy()
        weight[armed & border[commune]] *= ARMED_FORCES_BORDER_FACTOR
        weight[chosen[:slot][slots[:slot] == commune]] = 0.0
        chosen[slot] = _one(rng, weight)
    return chosen


def _one(rng: Rng, weight: Floats) -> int:
    return int(rng.choice(len(weight), p=weight / weight.sum()))


def _replace_some(rng: Rng, rows: pd.DataFrame, bodies: int) -> pd.DataFrame:
    """At the start of 2015 or 2016 a share of assignments passes to a body new to the commune."""
    passed = exactly(rng, REPLACED_SHARE, np.arange(len(rows)))
    year = rng.integers(2015, 2017, len(passed))
    successors = rows.iloc[passed].copy()
    here = [rows.loc[rows["commune"].eq(commune), "agency"] for commune in successors["commune"]]
    strangers = [np.setdiff1d(np.arange(bodies), agency) for agency in here]
    successors["agency"] = [rng.choice(agency) for agency in strangers]
    successors["valid_from"] = pd.to_datetime([f"{first}-01-01" for first in year])
    rows.loc[passed, "valid_to"] = pd.to_datetime([f"{first - 1}-12-31" for first in year])
    return pd.concat([rows, successors], ignore_index=True)


def _end_some_early(rng: Rng, rows: pd.DataFrame) -> pd.DataFrame:
    """A few communes have nobody in 2016: their only assignment ended the year before."""
    alone = ~rows["commune"].duplicated(keep=False)
    left = rng.permutation(np.flatnonzero(alone))[:COMMUNES_LEFT_IN_2016]
    rows.loc[left, "valid_to"] = pd.Timestamp(2015, 12, 31)
    return rows
