"""The land on a sheet of paper: communes, districts, the border, signs, names and the scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox

from pages.charts import print_look
from pages.charts.print_look import Shown
from pages.charts.print_text import Box, Page

_MARGIN = 0.08  # around the districts in focus, of their longer side
_SIGN_STEP = 7.5  # from the middle of a sign to that of the one beside it


def draw(page: Page, shown: Shown, box: Box) -> None:
    """Draw the layer, or the districts in focus, into a box (left, top, width, height; points)."""
    layer = shown.layer
    scale, put = _fitted(_seen(shown), box)
    for commune in layer["communes"]:
        look = shown.looks[commune["code"]]
        shape = put.transform_path(outline(commune["d"]))
        dimmed, pale = shown.is_dimmed(commune["code"]), shown.is_pale(look)
        area = print_look.area(shape, look, dimmed=dimmed, pale=pale, compare=shown.compare)
        area.set_gid(f"commune-{commune['code']}-{look}")
        page.place(area, box)
    for district in layer["districts"]:
        shape = put.transform_path(outline(district["d"]))
        name = f"district-{district['code']}"
        page.place(print_look.line(shape, print_look.DISTRICT, 1.1, name), box)
    if layer["border"]:
        shape = put.transform_path(outline(layer["border"]))
        page.place(print_look.border(shape, "laos-border"), box)
    for number, d in enumerate(_lit(shown)):
        page.place(print_look.lit(put.transform_path(outline(d)), f"lit-{number}"), box)
    for commune in layer["communes"]:
        if commune["code"] in shown.chosen:
            shape = put.transform_path(outline(commune["d"]))
            name = f"chosen-{commune['code']}"
            page.place(print_look.line(shape, print_look.RING, 2.4, name), box)
    _signs(page, shown, put, box)
    if layer["km_per_unit"]:
        page.scale_bar(box[0], box[1] + box[3] - 4, scale / layer["km_per_unit"])
    _names(page, shown, put, box)


def _seen(shown: Shown) -> Sequence[float]:
    """The part of the layer to draw: the districts in focus with a margin, else all."""
    inside = [
        outline(one["d"]).get_extents()
        for one in shown.layer["communes"]
        if one["district"] in shown.focus
    ]
    if not inside:
        whole: Sequence[float] = shown.layer["viewBox"]
        return whole
    around = Bbox.union(inside)
    margin = _MARGIN * max(around.width, around.height)
    left, top = around.x0 - margin, around.y0 - margin
    return left, top, around.width + 2 * margin, around.height + 2 * margin


def _holds(box: Box, x: float, y: float, half: float = 4.0, rise: float = 5.0) -> bool:
    """True where a thing around a place stays in the box."""
    left, top, width, height = box
    return left + half <= x <= left + width - half and top + rise <= y <= top + height - rise


def _signs(page: Page, shown: Shown, put: Affine2D, box: Box) -> None:
    for one in shown.layer["communes"]:
        x, y = put.transform((one["x"], one["y"]))
        look = shown.looks[one["code"]]
        if look in shown.arrows and not shown.is_pale(look) and _holds(box, x, y):
            page.arrow(print_look.ARROWS[shown.arrows[look]], x, y - _rise(shown))
        carried = [sign for sign in shown.signs if one["code"] in sign.communes]
        for place, sign in enumerate(carried):
            aside = _SIGN_STEP * (place - (len(carried) - 1) / 2)
            if _holds(box, x + aside, y):
                page.sign(sign.marker, x + aside, y - _rise(shown))


def _rise(shown: Shown) -> float:
    """Where communes are named, their signs stand above the names."""
    return 8 if shown.focus else 0


def _lit(shown: Shown) -> list[str]:
    """The outline of the district that stands out, else of each commune that does."""
    if shown.highlight is None:
        return []
    if shown.highlight.district:
        districts = shown.layer["districts"]
        return [one["d"] for one in districts if one["code"] == shown.highlight.district]
    return [one["d"] for one in shown.layer["communes"] if not shown.is_dimmed(one["code"])]


def _fitted(view: Sequence[float], box: Box) -> tuple[float, Affine2D]:
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


def _names(page: Page, shown: Shown, put: Affine2D, box: Box) -> None:
    """The names of the districts, and of the communes within the filters where they have room.

    A district's name that would meet another moves down; a commune's is left out.
    """
    taken: list[tuple[float, float, float]] = []

    def write(words: str, x: float, y: float, size: float, *, moves: bool) -> None:
        weight = "bold" if moves else "normal"
        half = page.width_of(words, size, weight) / 2 + 2
        while meets := any(
            abs(y - other) < 11 and x - half < right and left < x + half
            for left, right, other in taken
        ):
            if not moves:
                break
            y += 2
        if not meets and _holds(box, x, y, half):
            taken.append((x - half, x + half, y))
            page.haloed(words, x, y, size=size, weight=weight, ha="center", va="center")

    places = [(put.transform((one["x"], one["y"])), one) for one in shown.layer["districts"]]
    for (x, y), district in sorted(places, key=lambda place: place[0][1]):
        name = district["name"].removeprefix("Huyện ").replace("Thành phố ", "TP. ")
        write(name, x, y, 9, moves=True)
    for commune in shown.layer["communes"]:
        if shown.focus and shown.looks[commune["code"]] != "faded":
            area = put.transform_path(outline(commune["d"])).get_extents()
            if page.width_of(commune["name"], 7.5) < area.width:
                x, y = put.transform((commune["x"], commune["y"]))
                write(commune["name"], x, y, 7.5, moves=False)
