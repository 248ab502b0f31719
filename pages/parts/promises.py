"""What became of the promises, in words: each outcome by itself, never as one "not in full"."""

from __future__ import annotations

import pandas as pd

from data.metrics import promises as promised
from pages.parts import cards
from pages.parts.language import t

# The promises of a table, each outcome in a column of its own.
COLUMNS = [
    *("promises", "promises_known", "promises_kept"),
    *promised.COLUMNS.values(),
    "promises_kept_share",
]
_BESIDE = ("promises_kept_late", "promises_unknown", "promises_no_quantity")


def kept_of(total: pd.Series) -> str:
    """How many promises were kept of how many known, how many late, and what is not known.

    Args:
        total: from `contributions.totals`, or a row of its like.
    """
    if not total[["promises", "promises_no_quantity"]].sum():
        return t("promises.none")
    known = cards.number(total["promises_known"])
    said = [t("promises.kept", kept=cards.number(total["promises_kept"]), known=known)]
    said += [t(f"promises.{name}", n=cards.number(total[name])) for name in _BESIDE if total[name]]
    return "; ".join(said)
