"""The two drawings of the province that the browser fetches: hexagons, and boundaries if installed.

A layer is one static file whose name carries its hash, so a browser fetches it once. Python
projects and writes the paths; the browser only draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy.typing as npt
import pandas as pd

from geo import drawing, hexagon_drawing, installed
from geo.projection import Frame, Numbers, to_km


@dataclass(frozen=True, eq=False)
class Layer:
    """One drawing of the province.

    Attributes:
        view: "boundaries" or "hexagons".
        file_name: of the static file, with the hash of its content.
        source: where the shapes come from, for people.
        licence: of the shapes.
        centres: indexed by `commune_code`: `x`, `y`, a point inside, in units of the drawing.
        frame: how the drawing lies on the earth; None for hexagons, which lie nowhere.
    """

    view: str
    file_name: str
    source: str
    licence: str
    centres: pd.DataFrame
    frame: Frame | None = None

    def project(self, longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> tuple[Numbers, Numbers]:
        """Where places of the earth are in the drawing.

        Args:
            longitude: degrees, WGS 84.
            latitude: degrees, WGS 84; same shape.

        Returns:
            x and y in units of the drawing; missing stays missing.

        Raises:
            ValueError: the layer shows hexagons; put the place at its commune's centre.
        """
        if self.frame is None:
            raise ValueError("hexagons lie nowhere on the earth: use the centre of the commune")
        return self.frame.place(*to_km(longitude, latitude))


@cache
def hexagons() -> Layer:
    """The hexagon map; its static file is written when it is not there yet."""
    drawn, centres = hexagon_drawing.make()
    return Layer(
        view="hexagons",
        file_name=drawing.write_static("hexagons", drawn),
        source="geo/hexagons.csv",
        licence="Apache-2.0",
        centres=centres,
    )


def boundaries() -> Layer | None:
    """The installed boundaries; None until there are some, or when their file is damaged.

    Installing anew is noticed at the next call, without a restart. The static file is written
    again from the installed boundaries when it was cleared away. `geo.install.status` says what
    is the matter with a damaged file.
    """
    file = installed.communes_file()
    try:
        return _boundaries_of(file, file.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=2)
def _boundaries_of(file: Path, _changed: int) -> Layer:
    about, centres = installed.read_about(file)
    file_name = about.layer_file
    if not (drawing.STATIC_FOLDER / file_name).is_file():
        from geo import boundary_drawing  # loads geopandas: only when the file was cleared away

        file_name = boundary_drawing.write_again(file)
    return Layer(
        view="boundaries",
        file_name=file_name,
        source=about.source,
        licence=about.licence,
        centres=centres,
        frame=about.frame,
    )
