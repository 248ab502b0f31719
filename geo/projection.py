"""How places on the earth become places on a screen or a table of metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# How files of people and the installed boundaries hold coordinates: degrees.
WGS84 = "EPSG:4326"
# VN-2000 in the zone of Sơn La (TM-3, central meridian 104°): metres, for cleaning and lengths.
VN2000_SON_LA = "EPSG:9206"
# VN-2000 / UTM zone 48N: the other form in which offices of the province hand out boundaries.
VN2000_UTM_48N = "EPSG:3405"

# The meridian through the middle of the province stands upright on the screen.
MIDDLE_MERIDIAN = 104.1

_EQUATOR_KM_PER_DEGREE = 111.319491  # WGS 84: 2π · 6,378.137 km / 360
_ECCENTRICITY_SQUARED = 0.00669438

Numbers = npt.NDArray[np.float64]


def to_km(longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Project degrees to kilometres on an equal-area map of the province, north up.

    The sinusoidal projection on the ellipsoid: areas are true everywhere, and within the
    province no angle is off by more than half a degree. Four lines of arithmetic, so that the
    running app places works without loading a geodesy library.

    Args:
        longitude: degrees, WGS 84.
        latitude: degrees, WGS 84; same shape.

    Returns:
        East of the middle meridian and north of the equator, km; missing stays missing.

    Source: J. P. Snyder, Map Projections: A Working Manual (1987), equations 3-21 and 30-6.

    Example:
        >>> east, north = to_km([104.1, 105.1], [21.0, 21.0])
        >>> east.round(1).tolist(), north.round(1).tolist()
        ([0.0, 104.0], [2323.1, 2323.1])
    """
    degrees = np.asarray(latitude, dtype=float)
    angle = np.radians(degrees)
    shrink = np.cos(angle) / np.sqrt(1 - _ECCENTRICITY_SQUARED * np.sin(angle) ** 2)
    east = (np.asarray(longitude, dtype=float) - MIDDLE_MERIDIAN) * _EQUATOR_KM_PER_DEGREE * shrink
    north = 111.132952 * degrees - 16.038509 * np.sin(2 * angle) + 0.016833 * np.sin(4 * angle)
    return east, north


@dataclass(frozen=True)
class Frame:
    """How kilometres of the projection become units of a drawing, north up, y down."""

    west_km: float
    north_km: float
    km_per_unit: float

    def place(self, east: Numbers, north: Numbers) -> tuple[Numbers, Numbers]:
        """Turn kilometres into units of the drawing."""
        return (east - self.west_km) / self.km_per_unit, (self.north_km - north) / self.km_per_unit
