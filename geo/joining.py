"""Tell which shape of a boundary file is which commune: by code, by name, else by place.

Nothing is matched by likeness. A name counts only within its district, and whatever matched must
lie where the commune lies.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely

from geo import gazetteer
from geo.messages import RefusedError
from geo.projection import VN2000_SON_LA, WGS84
from geo.sources import text_columns

# A set that was drawn coarsely may miss a commune's centre point, but not by more.
WITHIN_M = 5_000.0
# A column is one of codes or names if so many communes are met in it.
MET_AT_LEAST = 100

# How a shape was recognised, the surest first.
WAYS = ("code", "name", "official_name", "alias", "without_accents", "place")

# For each row of a file, the communes that it may be, each with the way it was recognised.
Claims = dict[int, list[tuple[str, str]]]
# For each commune, the rows of the file that it is made of, each with the way.
Found = dict[str, list[tuple[int, str]]]


@dataclass(frozen=True)
class Joined:
    """Shapes that were recognised.

    Attributes:
        shapes: indexed by `commune_code` in the order of the gazetteer; metres.
        ways: how each commune was recognised, one of `WAYS`.
        others: the shapes that are no commune of the province; metres.
    """

    shapes: gpd.GeoSeries
    ways: pd.Series
    others: gpd.GeoSeries


def join(frame: gpd.GeoDataFrame) -> Joined:
    """Find the 204 communes among the shapes of a file.

    Args:
        frame: shapes with the columns of their file; any CRS.

    Raises:
        RefusedError: not all communes are found; the message names the missing ones.
    """
    metric = frame.geometry.to_crs(VN2000_SON_LA)
    claims = _claims(text_columns(frame))
    found = _placed(claims, metric)
    _add_by_place(found, metric)
    codes = gazetteer.communes().index
    missing = [str(code) for code in codes if code not in found]
    if missing:
        raise _refusal(missing, claims, len(frame))
    rows = {row for claimed in found.values() for row, _ in claimed}
    shapes = [shapely.union_all(metric.iloc[[row for row, _ in found[code]]]) for code in codes]
    return Joined(
        shapes=gpd.GeoSeries(shapes, index=codes, crs=metric.crs),
        ways=pd.Series({code: found[code][0][1] for code in codes}),
        others=metric.drop(index=list(rows)),
    )


def _claims(table: pd.DataFrame) -> Claims:
    """For each row, the communes that it may be, each with the way it was recognised."""
    codes = _code_column(table)
    if codes is not None:
        return {row: [(code, "code")] for row, code in enumerate(codes) if code}
    name = _name_column(table)
    if name is None:
        return {}
    district = _district_column(table.drop(columns=name))  # towns are called like districts
    of_row = table[district] if district is not None else [None] * len(table)
    return {
        row: [(found.commune_code, found.reason) for found in gazetteer.known_as(text, there)]
        for row, (text, there) in enumerate(zip(table[name], of_row, strict=True))
    }


def _code_column(table: pd.DataFrame) -> list[str | None] | None:
    """The column of commune codes, read with or without their leading zero, if there is one."""
    known = set(gazetteer.communes().index)
    for column in table:
        codes = [text.zfill(5) if text.zfill(5) in known else None for text in table[column]]
        if len(set(codes) - {None}) >= MET_AT_LEAST:
            return codes
    return None


def _name_column(table: pd.DataFrame) -> str | None:
    """The column in which most communes are met; one with accents before one without."""
    met = {str(column): _communes_met(table[column]) for column in table}
    best = max(met, key=lambda column: met[column], default=None)
    return best if best is not None and sum(met[best]) >= MET_AT_LEAST else None


def _communes_met(texts: pd.Series) -> tuple[int, int]:
    """How many communes are met in a column with their accents, and how many only without."""
    found = [one for text in texts.unique() for one in gazetteer.known_as(text)]
    exact = {one.commune_code for one in found if one.reason != "without_accents"}
    return len(exact), len({one.commune_code for one in found} - exact)


def _district_column(table: pd.DataFrame) -> str | None:
    """The column in which most districts are met; None when less than half are in any."""
    met = {str(column): _districts_met(table[column]) for column in table}
    best = max(met, key=lambda column: met[column], default=None)
    return best if best is not None and met[best] >= len(gazetteer.districts()) / 2 else None


def _districts_met(texts: pd.Series) -> int:
    return len({gazetteer.find_district(text) for text in texts.unique()} - {None})


def _placed(claims: Claims, metric: gpd.GeoSeries) -> Found:
    """Of what matched by code or name, what lies where the commune lies: rows and ways by code.

    A shape that may be several communes (Hát Lót, the town and the commune) is the one whose
    centre point it holds.
    """
    centres = _centres()
    found: Found = {}
    for row, claimed in claims.items():
        shape = metric.iloc[row]
        near = [(c, way) for c, way in claimed if shape.distance(centres[c]) <= WITHIN_M]
        if len(near) > 1:
            near = [(c, way) for c, way in near if shape.contains(centres[c])]
        if len(near) == 1:
            code, way = near[0]
            found.setdefault(code, []).append((row, way))
    return found


def _add_by_place(found: Found, metric: gpd.GeoSeries) -> None:
    """Give a commune still missing the unclaimed shape that holds its centre point and no other.

    Names may be in an old encoding or another language; a place cannot be mistaken, unless the
    shape is of units merged later, and then it holds several points.
    """
    claimed = {row for rows in found.values() for row, _ in rows}
    centres = _centres()
    holders, held = metric.sindex.query(centres.to_numpy(), predicate="within")[::-1]
    held_by = pd.Series(centres.index[held], index=holders).groupby(level=0).agg(list)
    for row, codes in held_by.items():
        if row not in claimed and len(codes) == 1 and codes[0] not in found:
            found[codes[0]] = [(int(str(row)), "place")]


def _centres() -> gpd.GeoSeries:
    there = gazetteer.communes()
    points = gpd.points_from_xy(there["longitude"], there["latitude"], crs=WGS84)
    return gpd.GeoSeries(points, index=there.index).to_crs(VN2000_SON_LA)


def _refusal(missing: list[str], claims: Claims, count: int) -> RefusedError:
    """Say what is missing; a file whose names fit but whose places do not has another CRS."""
    there = gazetteer.communes().loc[missing]
    named = {code for claimed in claims.values() for code, _ in claimed}
    lost = [code for code in missing if code in named]
    names = ", ".join(f"{name} ({code})" for code, name in there["commune_name"].items())
    key = "lies_elsewhere" if len(lost) > MET_AT_LEAST else "communes_missing"
    return RefusedError(
        key, shapes=count, missing=len(missing), matched=204 - len(missing), names=_short(names)
    )


def _short(names: str, letters: int = 300) -> str:
    return names if len(names) <= letters else names[:letters].rsplit(",", 1)[0] + ", …"
