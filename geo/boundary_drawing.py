"""Installed boundaries as a drawing: communes, districts, the border with Laos, label points."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import drawing
from geo.drawing import Shape
from geo.projection import Frame, Numbers, to_km


def frame_of(communes: gpd.GeoDataFrame) -> Frame:
    """The frame that holds all communes, from west to east `drawing.WIDTH` units wide.

    Args:
        communes: geometry in degrees, WGS 84.
    """
    west, _, east, north = shapely.total_bounds(_in_km(communes.geometry.to_numpy()))
    return Frame(float(west), float(north), float(east - west) / drawing.WIDTH)


def make(communes: gpd.GeoDataFrame) -> dict[str, Any]:
    """Draw the communes.

    Args:
        communes: indexed by `commune_code`, a valid coverage in degrees, WGS 84, with
            `district_code`, `label_longitude`, `label_latitude`, and `laos_border`: the part of
            each commune's outline that is the border, missing where there is none.

    Returns:
        The drawing, as `drawing.compose` describes it.
    """
    frame = frame_of(communes)
    shapes = _placed(communes.geometry.to_numpy(), frame)
    labels = np.column_stack(
        frame.place(*to_km(communes["label_longitude"], communes["label_latitude"]))
    )
    drawn = {
        str(code): (_path([shape]), float(x), float(y))
        for code, shape, (x, y) in zip(communes.index, shapes, labels, strict=True)
    }
    districts = {
        str(code): _district_shape(shapes[rows])
        for code, rows in communes.groupby("district_code").indices.items()
    }
    border = shapely.line_merge(
        shapely.union_all(_placed(communes["laos_border"].dropna().to_numpy(), frame))
    )
    height = shapely.total_bounds(shapes)[3]
    return drawing.compose(
        "boundaries", height, drawn, districts, _path([border]) or None, round(frame.km_per_unit, 6)
    )


def write_again(file: Path) -> str:
    """Write the static file of the installed boundaries; return its name."""
    return drawing.write_static("places", make(gpd.read_parquet(file)))


def label_points(shapes: Any) -> Any:
    """A point well inside each shape: the middle of the widest circle in its largest part."""
    return np.array([_widest_place(shape) for shape in shapes])


def _widest_place(shape: BaseGeometry) -> BaseGeometry:
    largest = max(shapely.get_parts(shape), key=shapely.area)
    fine = shapely.length(largest) / 1000  # the search may stop that near to the best place
    return shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=fine), 0)


def _district_shape(shapes: Any) -> Shape:
    outline = shapely.coverage_union_all(shapes)
    label = _widest_place(outline)
    return _path([outline]), float(label.x), float(label.y)


def _in_km(shapes: Any) -> Any:
    return shapely.transform(shapes, lambda xy: np.column_stack(to_km(xy[:, 0], xy[:, 1])))


def _placed(shapes: Any, frame: Frame) -> Any:
    def place(xy: Numbers) -> Numbers:
        return np.column_stack(frame.place(*to_km(xy[:, 0], xy[:, 1])))

    return shapely.transform(shapes, place)


def _path(shapes: Iterable[BaseGeometry]) -> str:
    rings = [shapely.get_coordinates(ring).tolist() for shape in shapes for ring in _rings(shape)]
    return drawing.svg_path(rings)


def _rings(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(shape):
        yield from shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
