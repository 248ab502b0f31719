"""Communes that can fairly stand beside one: the same kinds, about as many households."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.metrics import ranks
from data.selection import Selection, overlapping

# Between half and twice the households: beyond that, help per household says little.
HOUSEHOLDS_FACTOR = 2.0
MOST_PEERS = 12
FEWEST_PEERS = 3


@dataclass(frozen=True)
class Standing:
    """Where a commune stands among its peers on one measure.

    `rank` counts from 1, the largest value, equal values sharing the better rank; `of` is the
    number of communes with a value, itself among them; the quartiles are of the peers alone.
    """

    rank: int
    of: int
    lower_quartile: float
    median: float
    upper_quartile: float


def of(
    commune_code: str,
    communes: pd.DataFrame,
    commune_kinds: pd.DataFrame,
    selection: Selection,
) -> pd.DataFrame:
    """The communes most like one, nearest in households first.

    Args:
        commune_code: the commune.
        communes: the gazetteer, indexed by `commune_code`.
        commune_kinds: one row per commune × kind × period.
        selection: the chosen years, in which a kind must hold.

    Returns:
        At most 12 rows, indexed by `commune_code`, the commune itself left out: `commune_name`,
        `district_code`, `district_name`, `households_2019`, `kinds` (codes with commas, empty
        for none) and `same_kinds`: False only when fewer than three communes have exactly the
        same kinds, and communes that share any kind were added.

    Raises:
        KeyError: the commune is not in the gazetteer.

    Source: method note "Peers of a commune".
    """
    columns = ["commune_name", "district_code", "district_name", "households_2019"]
    found = communes[columns].assign(kinds=kinds_of(communes, commune_kinds, selection))
    kinds = str(found.at[commune_code, "kinds"])
    households = found["households_2019"].astype("float64")
    ratio = households / households[commune_code]
    found = found.assign(same_kinds=found["kinds"] == kinds, _distance=ratio.map(np.log).abs())
    found = found[found["_distance"] <= np.log(HOUSEHOLDS_FACTOR)].drop(index=commune_code)
    if found["same_kinds"].sum() >= FEWEST_PEERS:
        found = found[found["same_kinds"]]
    else:
        wanted = set(kinds.split(","))
        found = found[[bool(wanted & set(other.split(","))) for other in found["kinds"]]]
    found = found.sort_values(["same_kinds", "_distance"], ascending=[False, True], kind="stable")
    return found.drop(columns="_distance").head(MOST_PEERS)


def kinds_of(
    communes: pd.DataFrame, commune_kinds: pd.DataFrame, selection: Selection
) -> pd.Series:
    """The kinds of every commune in the chosen years: codes with commas, empty for none."""
    rows = overlapping(commune_kinds, selection)[["commune_code", "kind"]].drop_duplicates()
    joined = rows.sort_values("kind").groupby("commune_code")["kind"].agg(",".join)
    return joined.reindex(communes.index).fillna("").rename("kinds")


def standing(values: pd.Series, commune_code: str, peers: pd.DataFrame) -> Standing | None:
    """The place of a commune among its peers; None when it or all its peers have no value.

    Source: method note "Places in an order".

    Args:
        values: a measure, indexed by `commune_code`; missing ones do not take part.
        commune_code: the commune.
        peers: from `of`.

    Example:
        >>> import pandas as pd
        >>> values = pd.Series({"A": 5.0, "B": 9.0, "C": 5.0, "D": None})
        >>> found = standing(values, "A", pd.DataFrame(index=["B", "C", "D"]))
        >>> found.rank, found.of, found.median
        (2, 3, 7.0)
    """
    own = values.get(commune_code)
    others = values.reindex(peers.index).dropna()
    if own is None or pd.isna(own) or others.empty:
        return None
    low, middle, high = others.quantile([0.25, 0.5, 0.75])
    order = ranks.places(pd.concat([others, pd.Series({commune_code: own})]))
    return Standing(
        rank=int(order[commune_code]),
        of=len(others) + 1,
        lower_quartile=float(low),
        median=float(middle),
        upper_quartile=float(high),
    )
