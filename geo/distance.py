"""How far a point lies outside the commune that it is said to be in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo import gazetteer
from geo.installed import communes_file
from geo.projection import Numbers, to_km

# Without boundaries only the middle of a commune is known; the largest of the province reaches
# eleven kilometres from there if it were round, and some are long.
_LARGEST_REACH_KM = 30.0
# Boundaries are simplified, and who stands on a border is in neither commune for certain.
_NEAR_ENOUGH_KM = 2.0


def km_outside(commune_codes: pd.Series, longitude: pd.Series, latitude: pd.Series) -> pd.Series:
    """Kilometres between a point and its commune, where that is too far to be a slip of the pen.

    With boundaries installed: from the commune's border. Without: from its middle, when that is
    more than 30 km.

    Args:
        commune_codes: communes of the gazetteer.
        longitude, latitude: degrees, WGS 84; same index.

    Returns:
        Kilometres by the index of `commune_codes`; missing where the point is near enough, or
        where the commune or the point is not known.
    """
    middle = gazetteer.communes().reindex(commune_codes)[["longitude", "latitude"]]
    x, y = to_km(longitude, latitude)
    there_x, there_y = to_km(middle["longitude"], middle["latitude"])
    km = pd.Series(np.hypot(x - there_x, y - there_y), index=commune_codes.index)
    if not communes_file().exists():
        return km.where(km > _LARGEST_REACH_KM)
    far = km[km > _NEAR_ENOUGH_KM].index
    if len(far):
        km[far] = _from_border(commune_codes[far], x[km.index.isin(far)], y[km.index.isin(far)])
    return km.where(km > _NEAR_ENOUGH_KM)


def _from_border(commune_codes: pd.Series, x: Numbers, y: Numbers) -> Numbers:
    """Kilometres to the border of each commune, 0 inside it."""
    import shapely  # not on the way of a file without coordinates
    from pyarrow import parquet

    table = parquet.read_table(communes_file(), columns=["commune_code", "geometry"])
    shapes = pd.Series(
        shapely.transform(
            shapely.from_wkb(table["geometry"].to_pylist()),
            lambda places: np.column_stack(to_km(places[:, 0], places[:, 1])),
        ),
        index=table["commune_code"].to_pylist(),
    )
    found: Numbers = shapely.distance(
        shapes.reindex(commune_codes).to_numpy(), shapely.points(x, y)
    )
    return found
