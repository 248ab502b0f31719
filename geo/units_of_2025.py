"""The units of 2025 that the communes of 2013–2016 became part of: for names in later files.

Nothing is counted by them: they say only which former communes a later name may stand for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

UNITS_FILE = Path(__file__).parent / "units_of_2025.csv"


@cache
def units_of_2025() -> pd.DataFrame:
    """Which commune of 2013–2016 lies in which unit of 2025. Callers never change the frame.

    Returns:
        One row per commune and unit: `unit_type` (xã, phường, thị trấn), `unit_name`, `since`
        (2025-02-01 where a name of the half year between differs, or 2025-07-01) and
        `commune_code`. Two towns were split, so their codes stand in several units.

    Source: `[units_of_2025]` in data/sources.toml.

    Example:
        >>> rows = units_of_2025()
        >>> july = rows[rows["since"] == "2025-07-01"]
        >>> len(july[["unit_type", "unit_name"]].drop_duplicates())
        75
    """
    return pd.read_csv(UNITS_FILE, dtype=str)
