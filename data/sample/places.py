"""The communes that the illustrative record is set in, and the kinds it gives them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from data.sample.draw import Bools, Ints, positions
from geo.gazetteer import communes

FOLDER = Path(__file__).parent
PERIOD = (pd.Timestamp(2013, 10, 28), pd.Timestamp(2016, 12, 31))

# Districts of resolution 30a. Source: headline facts, from memory, confidence high.
DISTRICTS_30A = ("118", "120", "121", "122", "127")


@cache
def candidates() -> pd.DataFrame:
    """The 106 communes of the sample: a reconstruction, not the annex of the decision."""
    return pd.read_csv(FOLDER / "candidate_106.csv", dtype=str)


@cache
def border_communes() -> pd.DataFrame:
    """The 17 border communes with the confidence of each: the number is official, which is not."""
    return pd.read_csv(FOLDER / "border_communes.csv", dtype=str)


def assisted() -> Ints:
    """Positions in the gazetteer of the 106 communes of the sample."""
    return positions(communes().index, candidates()["commune_code"])


def commune_kinds() -> pd.DataFrame:
    """One row per commune and kind: only the border is more than illustrative."""
    rows = candidates()
    difficult = rows.loc[rows["zone3_confidence"].notna(), "commune_code"]
    merit = rows.loc[rows["xa_co_cong_candidate"].eq("yes"), "commune_code"]
    border = border_communes().set_index("commune_code")["confidence"]
    kinds = pd.concat(
        [
            pd.DataFrame({"commune_code": difficult, "kind": "especially_difficult"}),
            pd.DataFrame({"commune_code": border.index, "kind": "border", "confidence": border}),
            pd.DataFrame({"commune_code": merit, "kind": "meritorious"}),
        ]
    )
    kinds["confidence"] = kinds["confidence"].fillna("illustrative")
    kinds = kinds.assign(valid_from=PERIOD[0], valid_to=PERIOD[1], decision=None)
    return kinds.sort_values(["commune_code", "kind"], ignore_index=True)


def is_kind(kind: str) -> Bools:
    """For each commune of the gazetteer: is it of this kind in the sample?"""
    kinds = commune_kinds()
    of_kind = kinds.loc[kinds["kind"].eq(kind), "commune_code"]
    return np.asarray(communes().index.isin(of_kind))
