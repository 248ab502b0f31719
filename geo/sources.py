"""Read a file of boundaries that a person hands over, whatever its form, into degrees WGS 84."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geo import drawing, gazetteer, installed, rda
from geo.messages import Message, RefusedError, message
from geo.projection import WGS84

Tell = Callable[[Message], None]

SUFFIXES = (".rda", ".rdata", ".geojson", ".json", ".gpkg", ".zip", ".shp")

# What is read around the communes: other provinces tell where the border with Laos is.
AROUND_DEGREES = 0.5


def sha256_of(file: Path) -> str:
    """The sha256 of a file, in hexadecimal.

    Raises:
        RefusedError: there is no such file, or it may not be read.
    """
    if not file.is_file():
        raise RefusedError("no_such_file", file=file)
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as problem:
        raise RefusedError("unreadable", file=file.name, problem=problem) from problem


def read(file: Path, sha256: str, crs: str | None, tell: Tell) -> gpd.GeoDataFrame:
    """Read what a file holds in and around the province.

    Args:
        file: R data, GeoJSON, GeoPackage, or Shapefile, zipped or not.
        sha256: of the file; R data once read is kept under it, for that takes long.
        crs: what the coordinates are in, said by the person; None to believe the file.
        tell: is told what takes long.

    Returns:
        One row per shape that lies in the province or within `AROUND_DEGREES` of it, with
        the columns of the file; geometry in degrees, WGS 84.

    Raises:
        RefusedError: the file is of another form, broken, without polygons, without a
            known CRS, or lies elsewhere.
    """
    if file.suffix.lower() not in SUFFIXES:
        raise RefusedError("unknown_form", file=file.name)
    if file.suffix.lower() in (".rda", ".rdata"):
        return _kept(file, sha256, crs, tell)
    return _nearby(_in_degrees(_with_crs(_read_vector(file), crs, file), file), file)


def _kept(file: Path, sha256: str, crs: str | None, tell: Tell) -> gpd.GeoDataFrame:
    """Read R data, or what was kept from the last time the same file was read."""
    kept = installed.folder() / "read" / f"{sha256}.parquet"
    if kept.is_file() and crs is None:
        with contextlib.suppress(OSError, ValueError):  # damaged: read the source again
            return gpd.read_parquet(kept)
    tell(message("reading_rda"))
    frame = _nearby(_in_degrees(_with_crs(rda.read(file), crs, file), file), file)
    if crs is None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        content = io.BytesIO()
        frame.to_parquet(content)
        drawing.write_whole(kept, content.getvalue())
    return frame


def _read_vector(file: Path) -> gpd.GeoDataFrame:
    try:
        path = _inside(file)
        frame = gpd.read_file(path, layer=_fullest_layer(path))
    except RefusedError:
        raise
    except Exception as problem:  # the reader raises its own kinds, and those of what it stands on
        raise RefusedError("unreadable", file=file.name, problem=_first_line(problem)) from problem
    if not isinstance(frame, gpd.GeoDataFrame) or frame.geometry.isna().all():
        raise RefusedError("no_polygons", file=file.name)
    return frame


def _fullest_layer(path: str) -> str:
    """The layer of polygons with the most shapes: a GeoPackage often holds districts as well."""
    layers = [(str(name), str(kind)) for name, kind in pyogrio.list_layers(path)]
    areas = [name for name, kind in layers if "Polygon" in kind] or [name for name, _ in layers]
    return max(areas, key=lambda name: pyogrio.read_info(path, layer=name)["features"])


def _inside(file: Path) -> str:
    """What the reader opens: the one Shapefile within a zip, or the file itself."""
    if file.suffix.lower() != ".zip":
        return str(file)
    with zipfile.ZipFile(file) as archive:
        held = [name for name in archive.namelist() if name.lower().endswith(".shp")]
    if len(held) != 1:
        raise RefusedError("not_one_shapefile", file=file.name, count=len(held))
    return f"/vsizip/{file.resolve()}/{held[0]}"


def _with_crs(frame: gpd.GeoDataFrame, crs: str | None, file: Path) -> gpd.GeoDataFrame:
    """Say what the coordinates are in: the person's word before the file's."""
    if crs is not None:
        return frame.set_crs(_epsg(crs), allow_override=True)
    if frame.crs is None or frame.crs.name.startswith("Undefined"):
        raise RefusedError("no_crs", file=file.name)
    return frame


def _epsg(text: str) -> str:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    number = re.fullmatch(r"(?:EPSG:)?(\d+)", text.strip(), flags=re.IGNORECASE)
    try:
        return CRS.from_epsg(int(number.group(1))).to_string() if number else _not_a_crs(text)
    except CRSError:
        return _not_a_crs(text)


def _not_a_crs(text: str) -> str:
    raise RefusedError("unknown_crs", crs=text)


def _in_degrees(frame: gpd.GeoDataFrame, file: Path) -> gpd.GeoDataFrame:
    """Only the polygons, in degrees."""
    frame = frame[frame.geometry.notna() & ~frame.geometry.is_empty]
    polygons = frame[frame.geom_type.isin(["Polygon", "MultiPolygon"])]
    if polygons.empty:
        raise RefusedError("no_polygons", file=file.name)
    flat = polygons.set_geometry(shapely.force_2d(polygons.geometry.array))
    if flat.crs.is_geographic and abs(flat.total_bounds).max() > 360:
        raise RefusedError("not_degrees", file=file.name)
    return flat.to_crs(WGS84)


def _nearby(frame: gpd.GeoDataFrame, file: Path) -> gpd.GeoDataFrame:
    there = gazetteer.communes()
    east, north = there["longitude"], there["latitude"]
    near = frame.cx[
        east.min() - AROUND_DEGREES : east.max() + AROUND_DEGREES,
        north.min() - AROUND_DEGREES : north.max() + AROUND_DEGREES,
    ].reset_index(drop=True)
    if near.empty:
        box = ", ".join(f"{number:.2f}" for number in frame.total_bounds)
        raise RefusedError("elsewhere", file=file.name, box=box)
    return gpd.GeoDataFrame(near)


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [type(problem).__name__])[0]


def text_columns(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """The columns that may name or number a unit, as text; a whole number loses its ".0"."""
    table = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    return table.astype("str").replace(r"\.0$", "", regex=True)
