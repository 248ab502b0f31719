"""Where a work stands, how surely, and why some cannot be put on the map."""

from __future__ import annotations

import pandas as pd

NO_POSITION, OUTSIDE_PROVINCE = "no_position", "outside_province"

# A box around the province, a little wider than it: what lies outside was mistyped (longitude and
# latitude changed places, or metres instead of degrees).
WEST, EAST, SOUTH, NORTH = 103.1, 105.1, 20.5, 22.1


def problem(works: pd.DataFrame) -> pd.Series:
    """Why each work cannot be placed; missing for works that can.

    A work is placed at its coordinates, or in the middle of its commune when that is the
    precision it was given.

    Args:
        works: `longitude`, `latitude` in degrees of WGS 84, `location_precision`.

    Returns:
        `no_position` neither coordinates nor a precision is recorded; `outside_province` the
        coordinates lie outside the province; else missing.

    Source: method note "Works on the map".

    Example:
        >>> found = problem(pd.DataFrame({"longitude": [104.0, 21.3, None, None],
        ...     "latitude": [21.3, 104.0, None, None],
        ...     "location_precision": ["exact", "exact", "commune", None]}))
        >>> found.fillna("").tolist()
        ['', 'outside_province', '', 'no_position']
    """
    located = works["longitude"].notna() & works["latitude"].notna()
    inside = works["longitude"].between(WEST, EAST) & works["latitude"].between(SOUTH, NORTH)
    at_centre = works["location_precision"] == "commune"
    found = pd.Series(pd.NA, index=works.index, dtype="str")
    found[located & ~inside] = OUTSIDE_PROVINCE
    found[~located & ~at_centre] = NO_POSITION
    return found
