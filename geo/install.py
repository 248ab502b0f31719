"""Install commune boundaries: read, join, fit together, draw, and put in place at once.

Until the last step, one rename, what was installed before stays in use, whatever happens.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geo import fetch, gazetteer, installed
from geo.messages import Message, RefusedError, message

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.joining import Joined
    from geo.sources import Tell

State = Literal["installed", "installing", "failed", "damaged", "none"]


@dataclass(frozen=True)
class Status:
    """What the map shows, and what is known of it.

    Attributes:
        state: installed; installing (fetched in the background); failed (that went wrong);
            damaged (the file cannot be read); none (hexagons only).
        message: for a person.
        about: where installed boundaries came from; None when there are none.
    """

    state: State
    message: Message
    about: installed.About | None = None


def status() -> Status:
    """Say what is installed, from where, when, under which licence, and how to get the other."""
    file = installed.communes_file()
    if file.is_file():
        try:
            about, _ = installed.read_about(file)
        except (OSError, ValueError):
            return Status("damaged", message("status_damaged"))
        return Status("installed", _said_of(about), about)
    return _background.status() or Status("none", message("status_hexagons"))


def _said_of(about: installed.About) -> Message:
    return message(
        "status_installed",
        source=about.source,
        licence=about.licence,
        when=about.installed_at.astimezone().strftime("%d/%m/%Y %H:%M"),
        sha256=about.source_sha256,
    )


def install(source: Path | None, crs: str | None, tell: Tell) -> None:
    """Install boundaries from a file, or from the open set when none is given.

    Args:
        source: R data, GeoJSON, GeoPackage or zipped Shapefile; None to fetch the open set.
        crs: EPSG number of the source's coordinates; None to believe the file.
        tell: is told each step and what came out.

    Raises:
        RefusedError: the source cannot be installed, the disk cannot be written, or another
            installation is under way; what was installed before stays.
    """
    from filelock import FileLock, Timeout

    try:
        installed.folder().mkdir(parents=True, exist_ok=True)
        with FileLock(installed.folder() / ".lock", timeout=0):
            _install(source, crs, tell)
    except Timeout:
        raise RefusedError("install_under_way") from None
    except OSError as problem:
        raise RefusedError("disk", folder=installed.folder(), problem=problem) from problem


def _install(source: Path | None, crs: str | None, tell: Tell) -> None:
    from geo import joining, sources

    if source is None:
        tell(message("fetching", host=fetch.HOST, seconds=int(fetch.LIMIT_SECONDS)))
        source = fetch.fetched()
    tell(message("reading", file=source.name))
    sha256 = sources.sha256_of(source)
    joined = joining.join(sources.read(source, sha256, crs, tell))
    _tell_matches(joined, tell)
    tell(message("cleaning"))
    communes = _fitted(joined, tell)
    _put_in_place(communes, source, sha256, tell)


def _tell_matches(joined: Joined, tell: Tell) -> None:
    counted = Counter(joined.ways)
    tell(message("matched", matched=len(joined.ways)))
    for way, count in counted.items():
        tell(message(f"matched_by_{way}", count=count))
    otherwise = joined.ways.index[joined.ways.isin(["alias", "place"])]
    if len(otherwise):
        names = gazetteer.communes().loc[otherwise, "commune_name"]
        tell(message("matched_otherwise", names=", ".join(names)))


def _fitted(joined: Joined, tell: Tell) -> gpd.GeoDataFrame:
    """The communes as a valid coverage in degrees, with their part of the border and labels."""
    import geopandas as gpd
    import shapely

    from geo import boundary_drawing, coverage
    from geo.projection import WGS84

    shapes = coverage.made_whole(joined.shapes.to_numpy())
    crs = joined.shapes.crs
    labels = gpd.GeoSeries(boundary_drawing.label_points(shapes), crs=crs).to_crs(WGS84)
    names = gazetteer.communes()[["commune_name", "commune_type", "district_code", "district_name"]]
    communes = gpd.GeoDataFrame(names, geometry=shapes, crs=crs).to_crs(WGS84)
    communes["label_longitude"], communes["label_latitude"] = labels.x.array, labels.y.array
    border = gpd.GeoSeries(_border(shapes, joined, tell), index=names.index, crs=crs)
    communes["laos_border"] = border.to_crs(WGS84)
    if not shapely.coverage_is_valid(communes.geometry.to_numpy()):
        raise RefusedError("not_whole", problem="coverage_is_valid")
    return communes


def _border(shapes: Any, joined: Joined, tell: Tell) -> Any:
    """The border with Laos by commune; nothing, and said so, when the source cannot tell it."""
    import numpy as np
    import shapely

    from geo import coverage

    nothing = np.full(len(shapes), None)
    if joined.others.empty:
        tell(message("border_alone"))
        return nothing
    border = coverage.foreign_border(shapes, joined.others.to_numpy())
    km = shapely.length(border) / 1000
    known = gazetteer.communes()["laos_border_km_derived"].gt(0).to_numpy()
    if km.sum() == 0 or km[~known].sum() > 0.1 * km.sum():  # a province beside it is missing
        tell(message("border_doubtful"))
        return nothing
    tell(message("border", km=km.sum(), communes=int((km > 0).sum())))
    return np.where(km > 0, border, None)


def _put_in_place(communes: gpd.GeoDataFrame, source: Path, sha256: str, tell: Tell) -> None:
    """Write the drawing, then the boundaries beside their place, then rename: the one step."""
    import gzip

    import shapely

    from geo import boundary_drawing, drawing

    layer_file = drawing.write_static("places", boundary_drawing.make(communes))
    known = sha256 == fetch.SHA256
    about = installed.About(
        source=fetch.SOURCE if known else source.name,
        source_sha256=sha256,
        licence=fetch.LICENCE if known else " / ".join(_unknown_licence()),
        installed_at=datetime.now(UTC),
        layer_file=layer_file,
        frame=boundary_drawing.frame_of(communes),
    )
    drawing.write_whole(installed.communes_file(), installed.as_parquet(communes, about))
    light = gzip.compress((drawing.STATIC_FOLDER / layer_file).read_bytes())
    points = int(shapely.get_num_coordinates(communes.geometry.to_numpy()).sum())
    tell(message("done", area=_area_km2(communes), points=points, kilobytes=len(light) / 1000))


def _unknown_licence() -> tuple[str, str]:
    unknown = message("licence_unknown")
    return unknown.vi, unknown.en


def _area_km2(communes: gpd.GeoDataFrame) -> float:
    """Area on the ellipsoid, km²."""
    ellipsoid = communes.crs.get_geod()
    return (
        sum(abs(ellipsoid.geometry_area_perimeter(shape)[0]) for shape in communes.geometry) / 1e6
    )


def in_background() -> None:
    """Start to fetch the open set once, unless boundaries are there or `GEO_AUTO_INSTALL=0`.

    Another process does it, for reading the set keeps a processor busy for half a minute and
    the pages should not wait. It may outlive the server; then the next start finds its work.
    """
    if os.environ.get("GEO_AUTO_INSTALL") != "0" and not installed.communes_file().is_file():
        _background.start()


class _Background:
    """The one attempt of this server to fetch boundaries."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the attempt; only the first call does."""
        with self._lock:
            if self._process is None:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "geo", "install"],
                    cwd=gazetteer.FOLDER.parent,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )

    def status(self) -> Status | None:
        """How the attempt stands; None when there was none."""
        if self._process is None:
            return None
        if self._process.poll() is None:
            return Status("installing", message("status_installing"))
        return Status("failed", message("status_failed"))


_background = _Background()
