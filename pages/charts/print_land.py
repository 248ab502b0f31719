"""The land on a sheet of paper: communes, districts, the border, signs, names and the scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from pages.charts import print_look
from pages.charts.print_look import Shown
from pages.charts.print_text import Page

_SIGN_STEP = 7.5  # from the middle of a sign to that of the one beside it


def draw(page: Page, shown: Shown, box: tuple[float, float, float, float]) -> None:
    """Draw the layer into a box (left, top, width, height; points)."""
    layer = shown.layer
    scale, put = _fitted(layer["viewBox"], box)
    for commune in layer["communes"]:
        look = shown.looks[commune["code"]]
        dimmed = shown.is_dimmed(commune["code"])
        area = print_look.area(put.transform_path(outline(commune["d"])), look, dimmed=dimmed)
        area.set_gid(f"commune-{commune['code']}-{look}")
        page.axes.add_patch(area)
    for district in layer["districts"]:
        shape = put.transform_path(outline(district["d"]))
        name = f"district-{district['code']}"
        page.axes.add_patch(print_look.line(shape, print_look.DISTRICT, 1.1, name))
    if layer["border"]:
        shape = put.transform_path(outline(layer["border"]))
        page.axes.add_patch(print_look.border(shape, "laos-border"))
    for number, d in enumerate(_lit(shown)):
        page.axes.add_patch(print_look.lit(put.transform_path(outline(d)), f"lit-{number}"))
    _signs(page, shown, put)
    _names(page, layer, put)
    if layer["km_per_unit"]:
        page.scale_bar(box[0], box[1] + box[3] - 4, scale / layer["km_per_unit"])


def _signs(page: Page, shown: Shown, put: Affine2D) -> None:
    for one in shown.layer["communes"]:
        x, y = put.transform((one["x"], one["y"]))
        carried = [sign for sign in shown.signs if one["code"] in sign.communes]
        for place, sign in enumerate(carried):
            aside = _SIGN_STEP * (place - (len(carried) - 1) / 2)
            page.sign(sign.marker, x + aside, y)


def _lit(shown: Shown) -> list[str]:
    """The outline of the district that stands out, else of each commune that does."""
    if shown.highlight is None:
        return []
    if shown.highlight.district:
        districts = shown.layer["districts"]
        return [one["d"] for one in districts if one["code"] == shown.highlight.district]
    return [one["d"] for one in shown.layer["communes"] if not shown.is_dimmed(one["code"])]


def _fitted(view: Sequence[float], box: Sequence[float]) -> tuple[float, Affine2D]:
    """Points a unit of the layer, and the way of its units into the middle of the box."""
    scale = min(box[2] / view[2], box[3] / view[3])
    x = box[0] + (box[2] - view[2] * scale) / 2 - view[0] * scale
    y = box[1] + (box[3] - view[3] * scale) / 2 - view[1] * scale
    return scale, Affine2D().scale(scale).translate(x, y)


def outline(d: str) -> Path:
    """A path of a layer file, which has straight lines alone.

    Example:
        >>> outline("M0 0L2 0 2 1.2ZM5 5L6 6").codes.tolist()
        [1, 2, 2, 79, 1, 2]
    """
    vertices: list[tuple[float, float]] = []
    codes: list[Any] = []
    for line in d.split("M")[1:]:
        numbers = [float(word) for word in line.replace("L", " ").rstrip("Z").split()]
        places = list(zip(numbers[::2], numbers[1::2], strict=True))
        codes += [Path.MOVETO, *[Path.LINETO] * (len(places) - 1)]
        if line.endswith("Z"):
            places.append(places[0])
            codes.append(Path.CLOSEPOLY)
        vertices += places
    return Path(vertices, codes)


def _names(page: Page, layer: Mapping[str, Any], put: Affine2D) -> None:
    """The names of the districts; one that would meet another moves down."""
    places = [(put.transform((one["x"], one["y"])), one) for one in layer["districts"]]
    taken: list[tuple[float, float, float]] = []
    for (x, y), district in sorted(places, key=lambda place: place[0][1]):
        words = district["name"].removeprefix("Huyện ").replace("Thành phố ", "TP. ")
        half = page.width_of(words, 9, "bold") / 2 + 2
        while any(
            abs(y - other) < 11 and x - half < right and left < x + half
            for left, right, other in taken
        ):
            y += 2
        taken.append((x - half, x + half, y))
        page.haloed(words, x, y, size=9, weight="bold", ha="center", va="center")
