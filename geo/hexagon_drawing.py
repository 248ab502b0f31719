"""The hexagon map as a drawing: outlines of hexagons, of districts, of the border.

Corners lie on whole numbers: half a distance of centres east, half a side south. So two hexagons
that touch share their corners exactly, and inner edges cancel without any tolerance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from geo import drawing, gazetteer, hexagons
from geo.drawing import Shape
from geo.hexagons import Cell

Corner = tuple[int, int]
Edge = tuple[Corner, Corner]
Line = list[Corner]

# The corners around a centre, clockwise from the top.
_AROUND = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))


def middle(cell: Cell) -> Corner:
    """The centre of a hexagon on the net of corners."""
    column, row = cell
    return 2 * column + row, 3 * row


def corners(cell: Cell) -> Line:
    """The six corners of a hexagon, clockwise from the top.

    Example:
        >>> corners((0, 0))[:2]
        [(0, -2), (1, -1)]
    """
    east, south = middle(cell)
    return [(east + x, south + y) for x, y in _AROUND]


def outer_edges(cells: Iterable[Cell]) -> list[Edge]:
    """The edges of a group of hexagons that no two of them share, clockwise around the group."""
    edges: dict[Edge, None] = {}
    for cell in cells:
        around = corners(cell)
        for edge in zip(around, around[1:] + around[:1], strict=True):
            if edge[::-1] in edges:
                del edges[edge[::-1]]
            else:
                edges[edge] = None
    return list(edges)


def chained(edges: Sequence[Edge]) -> list[Line]:
    """Join edges end to start into lines; a closed line ends where it began.

    Edges come from `outer_edges` or are part of them, so at most one leaves each corner.

    Example:
        >>> chained([((1, 1), (2, 2)), ((0, 0), (1, 1))])
        [[(0, 0), (1, 1), (2, 2)]]
    """
    following = dict(edges)
    arrived_at = set(following.values())
    starts = [start for start, _ in edges if start not in arrived_at]
    lines = []
    while following:
        corner = starts.pop(0) if starts else next(iter(following))
        line = [corner]
        while corner in following:
            corner = following.pop(corner)
            line.append(corner)
        lines.append(line)
    return lines


def make() -> tuple[dict[str, Any], pd.DataFrame]:
    """Draw the hexagon map.

    Returns:
        The drawing, and the centres: indexed by `commune_code`, `x` and `y` in its units.
    """
    table = hexagons.positions()
    cells = dict(zip(table.index, zip(table["column"], table["row"], strict=True), strict=True))
    net = _Net([corner for cell in cells.values() for corner in corners(cell)])
    centres = {code: net.place(middle(cell)) for code, cell in cells.items()}
    shapes = {code: (net.path([_ring(cell)]), *centres[code]) for code, cell in cells.items()}
    districts = {
        code: _district_shape(net, [cells[commune] for commune in members])
        for code, members in _members().items()
    }
    border = net.path(chained(_border_edges(cells)))
    drawn = drawing.compose("hexagons", net.height, shapes, districts, border, km_per_unit=None)
    return drawn, pd.DataFrame.from_dict(centres, orient="index", columns=["x", "y"])


def _ring(cell: Cell) -> Line:
    around = corners(cell)
    return [*around, around[0]]


def _members() -> dict[str, list[str]]:
    groups = gazetteer.communes().groupby("district_code").groups
    return {str(code): [str(commune) for commune in members] for code, members in groups.items()}


def _border_edges(cells: Mapping[str, Cell]) -> list[Edge]:
    """The outer edges of the hexagons of communes that border Laos."""
    border = gazetteer.communes()["laos_border_km_derived"].gt(0)
    at_border = {edge for code in border.index[border] for edge in outer_edges([cells[str(code)]])}
    return [edge for edge in outer_edges(cells.values()) if edge in at_border]


def _district_shape(net: _Net, cells: Sequence[Cell]) -> Shape:
    """Outline, and as label point the centre of the hexagon nearest to the middle of them all."""
    places = np.array([net.place(middle(cell)) for cell in cells])
    nearest = np.linalg.norm(places - places.mean(axis=0), axis=1).argmin()
    lines = chained(outer_edges(cells))
    return net.path(lines), float(places[nearest][0]), float(places[nearest][1])


class _Net:
    """How the net of hexagon corners lies in the drawing."""

    def __init__(self, corners: Sequence[Corner]) -> None:
        east, south = np.array(corners).T
        self.west, self.north = int(east.min()), int(south.min())
        self.east_unit = drawing.WIDTH / float(east.max() - east.min())
        self.south_unit = self.east_unit / math.sqrt(3)
        self.height = float(south.max() - south.min()) * self.south_unit

    def place(self, corner: Corner) -> tuple[float, float]:
        x = (corner[0] - self.west) * self.east_unit
        return x, (corner[1] - self.north) * self.south_unit

    def path(self, lines: Sequence[Line]) -> str:
        return drawing.svg_path([[self.place(corner) for corner in line] for line in lines])
