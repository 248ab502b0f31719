"""How each kind of help is usually given in the sample: how often, when, how much, for whom."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from data.sample.draw import Floats, Ints, Rng, around, positions, text
from data.sample.rates import COST_POSITION, COST_RANGE_SIGMAS, DESCRIPTION_MISSING_SHARE
from data.schema import MEETING_SUPPORT_TYPES, support_types

FOLDER = Path(__file__).parent
# What may follow a phrase; the first stands for nothing.
ENDINGS = (
    "",
    " tại trung tâm xã",
    " tại các bản xa trung tâm",
    " tại bản có nhiều hộ nghèo",
    " (đợt 1)",
    " (đợt 2)",
    ", phối hợp với đoàn thể của xã",
)


@cache
def habits() -> pd.DataFrame:
    """One row per support type: its vocabulary entry and the habits of the sample.

    Returns:
        Indexed by `support_type` in the order of the vocabulary; the columns of
        `schema.support_types()` and of `habits.csv` (explained in the README), with
        `is_work` (done as a work, not drawn freely), `is_meeting`, and `unit_cost_median`,
        `unit_cost_sigma` (million đồng a unit; missing where the help has no cost).
    """
    rows = support_types().join(pd.read_csv(FOLDER / "habits.csv").set_index("support_type"))
    high = rows["unit_cost_high_million_vnd"].astype("float64").mask(lambda cost: cost == 0)
    # "From 0" has no middle on a logarithmic scale: a tenth of the high end stands in.
    low = rows["unit_cost_low_million_vnd"].mask(lambda cost: cost == 0, high / 10)
    spread = np.log(high / low)
    return rows.assign(
        is_work=rows["work_type"].notna(),
        is_meeting=rows.index.isin(MEETING_SUPPORT_TYPES),
        unit_cost_median=low * np.exp(COST_POSITION * spread),
        unit_cost_sigma=spread / COST_RANGE_SIGMAS,
    )


def habit(column: str, support: Ints) -> Floats:
    """A number of the habits for each row; `support` holds positions of support types."""
    return habits()[column].to_numpy(dtype="float64")[support]


def unit_costs(rng: Rng, support: Ints) -> Floats:
    """Million đồng a unit, mostly inside the assumed range; NaN where the help has no cost."""
    spread = habit("unit_cost_sigma", support)
    return around(rng, habit("unit_cost_median", support), spread, len(support))


def descriptions(rng: Rng, support: Ints) -> pd.api.extensions.ExtensionArray:
    """A plain sentence for each row, some empty. No place and no body is named."""
    phrases = pd.read_csv(FOLDER / "phrases.csv")
    kind = positions(habits().index, phrases["support_type"])
    first = np.searchsorted(kind, np.arange(len(habits())))
    count = np.bincount(kind, minlength=len(habits()))
    phrase = first[support] + (rng.random(len(support)) * count[support]).astype(np.int64)
    ending = rng.integers(0, len(ENDINGS), len(support))
    picks = phrase * len(ENDINGS) + ending
    picks[rng.random(len(support)) < DESCRIPTION_MISSING_SHARE] = -1
    return text([start + end for start in phrases["phrase"] for end in ENDINGS], picks)
