"""A drawing of the province as the browser fetches it: paths, label points, one static file.

The name of the file carries its hash, so a browser fetches it once.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo import gazetteer

# Streamlit serves this folder and no other.
STATIC_FOLDER = gazetteer.FOLDER.parent / "static"

WIDTH = 1000.0  # units of a drawing from its western to its eastern end
MARGIN = 8.0  # units around it, so that no line is cut
DECIMALS = 1  # a tenth of a unit is 20 m on the ground and less than a pixel on any screen

# An SVG path and the point for a label, x and y.
Shape = tuple[str, float, float]


def compose(
    view: str,
    height: float,
    shapes: Mapping[str, Shape],
    district_shapes: Mapping[str, Shape],
    border: str | None,
    km_per_unit: float | None,
) -> dict[str, Any]:
    """Put a drawing together as the browser reads it.

    Args:
        view: "boundaries" or "hexagons".
        height: units of the drawing; its width is `WIDTH`.
        shapes: path and label point of each commune, by code.
        district_shapes: the same of each district.
        border: path of the border with Laos; None when it is not known.
        km_per_unit: scale; None for hexagons, where a distance means nothing.
    """
    there, districts = gazetteer.communes(), gazetteer.districts()
    return {
        "view": view,
        "viewBox": [-MARGIN, -MARGIN, WIDTH + 2 * MARGIN, round(height + 2 * MARGIN, DECIMALS)],
        "km_per_unit": km_per_unit,
        "communes": [
            {
                "code": code,
                "name": there.at[code, "commune_name"],
                "type": there.at[code, "commune_type"],
                "district": there.at[code, "district_code"],
                **_shape(shapes[str(code)]),
            }
            for code in there.index
        ],
        "districts": [
            {"code": code, "name": name, **_shape(district_shapes[str(code)])}
            for code, name in districts["district_name"].items()
        ],
        "border": border,
        "neighbours": gazetteer.neighbours(),
    }


def _shape(shape: Shape) -> dict[str, Any]:
    path, x, y = shape
    return {"d": path, "x": round(x, DECIMALS), "y": round(y, DECIMALS)}


def write_static(stem: str, drawing: Mapping[str, Any]) -> str:
    """Write a drawing as `static/<stem>-<hash>.json`, whole or not at all; return its name.

    Files of older drawings stay: a page that is open may still ask for them.
    """
    content = json.dumps(drawing, ensure_ascii=False, separators=(",", ":")).encode()
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.json"
    target = STATIC_FOLDER / name
    if not target.is_file() or target.stat().st_size != len(content):
        STATIC_FOLDER.mkdir(exist_ok=True)
        write_whole(target, content)
    return name


def write_whole(target: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there at once: a reader never sees half of it."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def svg_path(lines: Iterable[Sequence[tuple[float, float]]], decimals: int = DECIMALS) -> str:
    """Write lines as one SVG path; a line that ends where it began is closed.

    Points that fall together when rounded are written once.

    Example:
        >>> svg_path([[(0, 0), (2, 0), (2, 1.25), (0, 0)], [(5, 5), (6, 6)]])
        'M0 0L2 0 2 1.2ZM5 5L6 6'
    """
    return "".join(_one_path(line, decimals) for line in lines)


def _one_path(line: Sequence[tuple[float, float]], decimals: int) -> str:
    words = [f"{_short(x, decimals)} {_short(y, decimals)}" for x, y in line]
    words = [word for word, before in zip(words, ["", *words], strict=False) if word != before]
    if len(words) < 2:
        return ""
    closed = words[0] == words[-1]
    return f"M{words[0]}L{' '.join(words[1:-1] if closed else words[1:])}{'Z' if closed else ''}"


def _short(number: float, decimals: int) -> str:
    rounded = round(number, decimals) + 0.0  # no "-0"
    return f"{rounded:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{rounded:.0f}"
