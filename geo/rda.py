"""Read boundaries from an R data file, as the package censusVN2009 keeps them."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.messages import RefusedError

# The file was saved where Vietnamese letters had no place: "S\u01a1n La" is written out in it.
_WRITTEN_OUT = re.compile(r"\\u([0-9a-fA-F]{4})")


def read(file: Path) -> gpd.GeoDataFrame:
    """Read the spatial polygons of an R data file; takes about 25 seconds for all of Vietnam.

    Returns:
        One row per unit with the columns of its table; numbers that are whole are text, as
        ids are. The CRS is what the file says.

    Raises:
        RefusedError: the file holds no SpatialPolygonsDataFrame.
    """
    held = _objects(file)
    for spatial in held.values():
        if hasattr(spatial, "polygons") and hasattr(spatial, "data"):
            return _as_frame(spatial)
    raise RefusedError("rda_without_polygons", held=", ".join(held) or "–")


def _objects(file: Path) -> dict[str, Any]:
    import rdata

    with warnings.catch_warnings():
        # Classes that have no maker of ours are handed over as plain records, with a warning each.
        warnings.filterwarnings("ignore", message="Missing constructor for R class")
        try:
            parsed = rdata.parser.parse_file(file)
            makers = rdata.conversion.DEFAULT_CLASS_MAP | {"Polygon": _ring, "Polygons": _rings}
            held: dict[str, Any] = rdata.conversion.convert(parsed, makers)
        except Exception as problem:  # a broken file breaks the parser in any way it likes
            raise RefusedError("unreadable", file=file.name, problem=str(problem)) from problem
    return held


def _ring(record: SimpleNamespace, _attributes: Any) -> tuple[np.ndarray, bool]:
    return np.asarray(record.coords, dtype=float), bool(record.hole[0])


def _rings(record: SimpleNamespace, _attributes: Any) -> list[tuple[np.ndarray, bool]]:
    return list(record.Polygons)


def _as_frame(spatial: SimpleNamespace) -> gpd.GeoDataFrame:
    table = spatial.data.reset_index(drop=True).apply(_text_of)
    shapes = [_shape(rings) for rings in spatial.polygons]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=str(spatial.proj4string.projargs[0]))


def _text_of(column: pd.Series) -> pd.Series:
    if column.dtype.kind != "f":
        return column.map(_letters, na_action="ignore").astype("str")
    known = column.dropna()
    return column.astype("Int64").astype("str") if (known % 1 == 0).all() else column


def _letters(text: str) -> str:
    return _WRITTEN_OUT.sub(lambda code: chr(int(code.group(1), 16)), str(text))


def _shape(rings: list[tuple[np.ndarray, bool]]) -> Any:
    """R says of each ring whether it is a hole, not of which: cut all holes out of all parts."""
    parts = [shapely.make_valid(shapely.Polygon(ring)) for ring, hole in rings if not hole]
    holes = [shapely.make_valid(shapely.Polygon(ring)) for ring, hole in rings if hole]
    whole = shapely.union_all(parts)
    return shapely.difference(whole, shapely.union_all(holes)) if holes else whole
