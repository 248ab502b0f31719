"""The boundaries that a person installed: one file, so that they are there whole or not at all.

`geo/installed/communes.parquet` holds a row a commune and, in its metadata, where it came from
and how it is drawn. Reading what the running app needs takes no geometry library.
"""

from __future__ import annotations

import io
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo import gazetteer
from geo.projection import Frame, to_km

if TYPE_CHECKING:
    import geopandas as gpd

_KEY = b"geo.installed"


@dataclass(frozen=True)
class About:
    """Where the installed boundaries came from, and how they are drawn."""

    source: str
    source_sha256: str
    licence: str
    installed_at: datetime
    layer_file: str
    frame: Frame


def folder() -> Path:
    """Where boundaries are installed; `GEO_INSTALLED` moves it."""
    return Path(os.environ.get("GEO_INSTALLED") or gazetteer.FOLDER / "installed")


def communes_file() -> Path:
    """The file of the installed boundaries; it exists only when they are whole."""
    return folder() / "communes.parquet"


def read_about(file: Path) -> tuple[About, pd.DataFrame]:
    """Read what the running app needs of the installed boundaries.

    Returns:
        Where they came from, and the centres: indexed by `commune_code`, `x` and `y` of a point
        inside each commune, in units of the drawing.

    Raises:
        OSError, ValueError: the file is damaged, or none that `as_parquet` made.
    """
    from pyarrow import parquet  # not on the way to a page that shows hexagons

    table = parquet.read_table(file, columns=["commune_code", "label_longitude", "label_latitude"])
    try:
        about = _from_json(json.loads(table.schema.metadata[_KEY]))
    except (KeyError, TypeError) as problem:
        raise ValueError(f"{file.name} does not say where it came from") from problem
    there = table.to_pandas(ignore_metadata=True).set_index("commune_code")
    x, y = about.frame.place(*to_km(there["label_longitude"], there["label_latitude"]))
    return about, pd.DataFrame({"x": x, "y": y}, index=there.index)


def as_parquet(communes: gpd.GeoDataFrame, about: About) -> bytes:
    """The file of installed boundaries: GeoParquet, with `about` beside its own metadata."""
    from pyarrow import BufferReader, parquet

    plain = io.BytesIO()
    communes.to_parquet(plain, index=True)
    table = parquet.read_table(BufferReader(plain.getvalue()))
    record = asdict(about) | {"installed_at": about.installed_at.isoformat()}
    metadata = {**table.schema.metadata, _KEY: json.dumps(record).encode()}
    complete = io.BytesIO()
    parquet.write_table(table.replace_schema_metadata(metadata), complete)
    return complete.getvalue()


def _from_json(record: dict[str, Any]) -> About:
    fields = record | {
        "installed_at": datetime.fromisoformat(record["installed_at"]),
        "frame": Frame(**record["frame"]),
    }
    return About(**fields)
