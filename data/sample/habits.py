"""How each kind of help is usually given in the sample: how often, when, how much, for whom."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from data.sample.draw import EMPTY, Floats, Ints, Rng, around, positions, text
from data.sample.rates import COST_POSITION, COST_RANGE_SIGMAS, DESCRIPTION_MISSING_SHARE
from data.schema import MEETING_SUPPORT_TYPES, support_types

FOLDER = Path(__file__).parent
VILLAGES = 18
# Where, and then how: together so many that two acts seldom have the same text by chance.
PLACES = (
    *(f" tại bản {village}" for village in range(1, VILLAGES + 1)),
    *(
        f" tại bản {first} và bản {second}"
        for first in range(1, VILLAGES + 1)
        for second in range(first + 1, VILLAGES + 1)
    ),
    " tại trung tâm xã",
    " tại nhà văn hóa xã",
    " tại các bản xa trung tâm",
    " tại bản có nhiều hộ nghèo",
)
ENDINGS = (
    "",
    " (đợt 1)",
    " (đợt 2)",
    ", phối hợp với đoàn thể của xã",
    ", có trưởng bản cùng dự",
    ", theo đề nghị của xã",
    ", có biên bản bàn giao",
    ", cùng chi đoàn cơ quan",
    ", nhân chuyến công tác đầu quý",
    ", làm trong hai ngày",
    ", có xã cùng kiểm tra",
    ", giao cho bản theo dõi",
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


def descriptions(rng: Rng, support: Ints, village: Ints) -> pd.api.extensions.ExtensionArray:
    """A plain sentence for each row, some empty. No commune and no body is named.

    Args:
        support: positions of support types.
        village: number of the village of a work, `EMPTY` for an act that is free to be anywhere.
    """
    kind, texts = _texts()
    first = np.searchsorted(kind, np.arange(len(habits())))
    count = np.bincount(kind, minlength=len(habits()))
    phrase = first[support] + (rng.random(len(support)) * count[support]).astype(np.int64)
    place = np.where(village == EMPTY, rng.integers(0, len(PLACES), len(support)), village - 1)
    ending = rng.integers(0, len(ENDINGS), len(support))
    picks = (phrase * len(PLACES) + place) * len(ENDINGS) + ending
    picks[rng.random(len(support)) < DESCRIPTION_MISSING_SHARE] = EMPTY
    return text(texts, picks)


@cache
def _texts() -> tuple[Ints, pd.Series]:
    """The kind of help of each phrase, and every phrase with every place and every ending."""
    phrases = pd.read_csv(FOLDER / "phrases.csv")
    kind = positions(habits().index, phrases["support_type"])
    texts = [
        phrase + place + end for phrase in phrases["phrase"] for place in PLACES for end in ENDINGS
    ]
    return kind, pd.Series(texts, dtype="str")
