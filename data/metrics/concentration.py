"""How much of a whole the top tenth holds, beside what an even spread would give it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

TOP_SHARE = 0.1
FEWEST = 2


@dataclass(frozen=True)
class Concentration:
    """What the `top` largest of `of` hold: `share` of everything, `even` if all were equal."""

    top: int
    of: int
    share: float
    even: float


def top_tenth(values: pd.Series) -> Concentration | None:
    """What the top tenth holds; None with fewer than two, or with nothing to share.

    Args:
        values: amounts or counts, one a commune, district or body; missing ones take no part.

    Returns:
        `top` is a tenth of them, rounded up, so that it is one of seven and of ten; `even` is
        then one seventh and one tenth.

    Source: method note "Concentration".

    Example:
        >>> top_tenth(pd.Series([60.0, 10.0, 10.0, 20.0, None]))
        Concentration(top=1, of=4, share=0.6, even=0.25)
    """
    known = values.dropna()
    whole = float(known.sum())
    if len(known) < FEWEST or whole <= 0:
        return None
    top = math.ceil(len(known) * TOP_SHARE)
    held = float(known.nlargest(top).sum())
    return Concentration(top, len(known), held / whole, top / len(known))
