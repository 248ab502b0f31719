"""Make communes fit together: no gap, no overlap, lines shared exactly; and what borders what.

All shapes here are in metres, in `projection.VN2000_SON_LA`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

# Sets that were thinned commune by commune leave slivers along shared lines, up to 150 m wide.
GAP_M = 200.0
# The finest that keeps a drawing light comes first; a detailed survey needs a coarser one.
TOLERANCES_M = (60.0, 100.0, 150.0, 200.0, 300.0, 500.0)
MOST_POINTS = 9_000
# Provinces drawn apart do not meet exactly: an outer edge this near to another province is shared.
OTHER_PROVINCE_WITHIN_M = 600.0
# Shorter pieces of outer edge between provinces are gaps of the drawing, not a border.
SHORTEST_BORDER_M = 1_500.0
# Less than that shared is an accident of digitising: the two only touch at a corner.
SHORTEST_SHARED_LINE_M = 50.0


def made_whole(shapes: Any) -> Any:
    """Turn polygons that nearly fit into a valid coverage, and simplify it as one.

    Args:
        shapes: array of polygons, one a commune, metres.

    Returns:
        Array in the same order: a valid coverage of at most about `MOST_POINTS` points.

    Example:
        >>> left, right = shapely.box(0, 0, 9e3, 9e3), shapely.box(9.05e3, 0, 2e4, 9e3)
        >>> bool(shapely.coverage_is_valid(made_whole([left, right])))
        True
    """
    valid = [_polygons_of(shape) for shape in shapely.make_valid(shapes)]
    whole = shapely.coverage_clean(valid, gap_width=GAP_M)
    for tolerance in TOLERANCES_M:
        simple = shapely.coverage_simplify(whole, tolerance)
        if shapely.get_num_coordinates(simple).sum() <= MOST_POINTS:
            break
    return simple


def _polygons_of(shape: Any) -> Any:
    """Mending may leave threads beside a polygon; only what has an area is land."""
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def neighbour_pairs(shapes: Any) -> list[tuple[int, int]]:
    """Which shapes of a coverage share a line, as pairs of places in the array."""
    tree = shapely.STRtree(shapes)
    one, other = tree.query(shapes, predicate="intersects")
    once = one < other
    one, other = one[once], other[once]
    shared = shapely.length(
        shapely.intersection(shapely.boundary(shapes[one]), shapely.boundary(shapes[other]))
    )
    long = shared > SHORTEST_SHARED_LINE_M
    return [(int(i), int(j)) for i, j in zip(one[long], other[long], strict=True)]


def foreign_border(shapes: Any, other_provinces: Any) -> Any:
    """The part of each commune's outline that lies on the edge of the country.

    Args:
        shapes: a valid coverage, one shape a commune.
        other_provinces: the shapes of the set that belong to other provinces.

    Returns:
        Array of lines, empty where a commune has none: what of the province's outer edge is
        not near another province.
    """
    outer = shapely.boundary(shapely.coverage_union_all(shapes))
    shared = shapely.buffer(shapely.union_all(other_provinces), OTHER_PROVINCE_WITHIN_M)
    parts = shapely.get_parts(shapely.line_merge(shapely.difference(outer, shared)))
    border = shapely.union_all(parts[shapely.length(parts) >= SHORTEST_BORDER_M])
    on_edge = shapely.intersection(shapely.boundary(shapes), border)
    return np.array([_lines_of(line) for line in on_edge], dtype=object)


def _lines_of(shape: Any) -> Any:
    parts = shapely.get_parts(shape)
    return shapely.line_merge(shapely.union_all(parts[shapely.get_dimensions(parts) == 1]))
