"""The commune map on paper: what the screen shows, as PDF, PNG or SVG for a sheet or a slide.

It is drawn from the same layer file that the browser fetches, with the classes, colours, states
and hatches of `commune_map/map.css` in its light theme. Lengths are points (1/72 inch), y down.
"""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from data.words import Lang
from pages.charts import print_text
from pages.charts.print_text import GROUND, INK, MUTED, Page

SHEETS = {"a4": (841.89, 595.276), "slide": (960.0, 540.0)}

CLASSES = ("#b9e0e6", "#80c1cb", "#4ca2b0", "#117283", "#004553")
ZERO, FADED = "#e6f4f6", "#f1f3f5"
LINE, DISTRICT, BORDER = "#7b8794", "#323f4b", "#a8324a"
STATES = ("zero", "nothing_reported", "no_data", "not_assigned")
_HATCHES = {"nothing_reported": "////", "no_data": ".."}
_SIGNS = ("P", "^", "s")

_EDGE, _LEGEND, _GAP = 30.0, 208.0, 16.0
_PNG_DOTS_PER_INCH = 200
_MARK_DEGREES = 24

# Text stays text, so that it can be searched and copied, and the same map has the same bytes.
mpl.rcParams.update({"pdf.fonttype": 42, "svg.fonttype": "none", "svg.hashsalt": "print_map"})
# Matplotlib does not promise that two threads may draw at once, and Python would not be faster.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Words:
    """What stands around the map, all of it plain text.

    Attributes:
        title: the finding; may be empty.
        subtitle: measure, place, period and the mark of the record.
        head: above the legend: measure and unit.
        texts: `state.<state>`, `outside`, `district_border`, `border`, `hexagon_note`.
        foot: lines under the map: source, status, version, date.
        mark: stands across the map while the record is illustrative, else empty.
        lang: decides the separators of numbers.
        made_on: the day that the file names as its own.
    """

    title: str
    subtitle: str
    head: str
    texts: Mapping[str, str]
    foot: Sequence[str]
    mark: str
    lang: Lang
    made_on: date


def draw(
    values: pd.DataFrame,
    ranges: Sequence[tuple[float, float]],
    layer: Mapping[str, Any],
    words: Words,
    *,
    kind: str = "pdf",
    sheet: str = "a4",
    signs: Mapping[str, Collection[str]] | None = None,
) -> bytes:
    """Draw the map on one sheet.

    Args:
        values: as `commune_map` takes them: one row a commune, indexed by `commune_code`, with
            `state`, `class` (1 to 5 where the state is value) and, if some stand outside the
            filters, `faded`.
        ranges: first and last value of each class.
        layer: a drawing as `geo.drawing.compose` makes it: boundaries or hexagons.
        words: what stands around the map.
        kind: pdf, png or svg.
        sheet: of `SHEETS`: a4 (across) or slide (16:9).
        signs: words -> codes of the communes they are true of; each sign gets a legend row.

    Returns:
        The file; the same bytes for the same arguments.

    Raises:
        KeyError: an unknown kind or sheet, or a commune of the layer that `values` lacks.
    """
    with _ONE_AT_A_TIME:
        page = _page(*SHEETS[sheet])
        looks = _looks(values)
        top = _head(page, words)
        bottom = _foot(page, words)
        width = page.width - 2 * _EDGE - _LEGEND - _GAP
        box = (_EDGE, top, width, bottom - top)
        _map(page, layer, looks, box, signs or {})
        _legend(page, layer, looks, ranges, words, top, signs or {})
        _mark(page, words.mark, box)
        return _saved(page, words, kind)


def _page(width: float, height: float) -> Page:
    figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=GROUND)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    canvas: Any = FigureCanvasAgg(figure)  # its renderer has no type
    return Page(axes, canvas.get_renderer(), width, height)


def _saved(page: Page, words: Words, kind: str) -> bytes:
    title = print_text.plain(words.title or words.subtitle)
    day = datetime.combine(words.made_on, time(), UTC)
    about: dict[str, dict[str, Any]] = {
        "pdf": {"Title": title, "Creator": None, "Producer": None, "CreationDate": day},
        "png": {"Title": title, "Software": None},
        "svg": {"Title": title, "Date": words.made_on.isoformat(), "Creator": None},
    }
    content = io.BytesIO()
    figure = page.axes.get_figure(root=True)
    assert figure is not None
    figure.savefig(content, format=kind, dpi=_PNG_DOTS_PER_INCH, metadata=about[kind])
    return content.getvalue()


def _looks(values: pd.DataFrame) -> dict[str, str]:
    """What each commune looks like: `value-1` to `value-5`, a state, or `faded`."""
    levels = values["class"].astype(int).astype(str)
    looks = values["state"].where(values["state"] != "value", "value-" + levels)
    if "faded" in values:
        looks = looks.mask(values["faded"].astype(bool), "faded")
    return {str(code): str(look) for code, look in looks.items()}


# ------------------------------------------------------------------ around the map


def _head(page: Page, words: Words) -> float:
    across = page.width - 2 * _EDGE
    under = page.paragraph(words.title, _EDGE, _EDGE + 12, across, size=16, weight="bold")
    return page.paragraph(words.subtitle, _EDGE, under, across, size=10.5, color=MUTED)


def _foot(page: Page, words: Words) -> float:
    lines = [line for said in words.foot for line in page.lines(said, page.width - 2 * _EDGE, 8)]
    for index, line in enumerate(reversed(lines)):
        page.text(line, _EDGE, page.height - _EDGE + 8 - 11 * index, size=8, color=MUTED)
    return page.height - _EDGE + 2 - 11 * len(lines)


def _mark(page: Page, mark: str, box: tuple[float, float, float, float]) -> None:
    if not mark:
        return
    left, top, width, height = box
    across = page.width_of(mark, 50, "bold") * math.cos(math.radians(_MARK_DEGREES))
    size = 50 * min(1, 0.92 * width / across)
    style = {"ha": "center", "va": "center", "rotation": _MARK_DEGREES, "alpha": 0.28}
    style |= {"weight": "bold", "gid": "mark", "zorder": 9}
    page.text(mark, left + width / 2, top + height / 2, size=size, **style)


# ------------------------------------------------------------------ the map


def _map(
    page: Page,
    layer: Mapping[str, Any],
    looks: Mapping[str, str],
    box: tuple[float, float, float, float],
    signs: Mapping[str, Collection[str]],
) -> None:
    scale, put = _fitted(layer["viewBox"], box)
    for commune in layer["communes"]:
        look = looks[commune["code"]]
        area = _area(put.transform_path(outline(commune["d"])), look)
        area.set_gid(f"commune-{commune['code']}-{look}")
        page.axes.add_patch(area)
    for district in layer["districts"]:
        line = put.transform_path(outline(district["d"]))
        page.axes.add_patch(_line(line, DISTRICT, 1.1, f"district-{district['code']}"))
    if layer["border"]:
        page.axes.add_patch(_border(put.transform_path(outline(layer["border"])), "laos-border"))
    for sign, codes in zip(_SIGNS, signs.values(), strict=False):
        places = [
            put.transform((one["x"], one["y"])) for one in layer["communes"] if one["code"] in codes
        ]
        for x, y in places:
            page.sign(sign, x, y)
    _names(page, layer, put)
    if layer["km_per_unit"]:
        page.scale_bar(box[0], box[1] + box[3] - 4, scale / layer["km_per_unit"])


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


def _area(shape: Path, look: str) -> PathPatch:
    """A commune, or its swatch in the legend."""
    area = PathPatch(shape, facecolor=_fill(look), edgecolor=LINE, linewidth=0.5)
    area.set_joinstyle("round")
    if look in _HATCHES:
        area.set_hatch(_HATCHES[look])
        area.set_hatch_linewidth(0.8)
    if look == "not_assigned":
        area.set_linestyle((0, (1.4, 1.6)))
    return area


def _fill(look: str) -> str:
    if look.startswith("value-"):
        return CLASSES[int(look.removeprefix("value-")) - 1]
    return {"zero": ZERO, "faded": FADED}.get(look, GROUND)


def _line(shape: Path, color: str, width: float, gid: str) -> PathPatch:
    line = PathPatch(shape, fill=False, edgecolor=color, linewidth=width, gid=gid, zorder=3)
    line.set_joinstyle("round")
    return line


def _border(shape: Path, gid: str) -> PathPatch:
    line = _line(shape, BORDER, 2.2, gid)
    line.set_linestyle((0, (3.6, 1.3, 0.9, 1.3)))
    line.set_capstyle("butt")
    return line


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


# ------------------------------------------------------------------ the legend


def _legend(
    page: Page,
    layer: Mapping[str, Any],
    looks: Mapping[str, str],
    ranges: Sequence[tuple[float, float]],
    words: Words,
    top: float,
    signs: Mapping[str, Collection[str]],
) -> None:
    x = page.width - _EDGE - _LEGEND
    y = page.paragraph(words.head, x, top + 14, _LEGEND, size=10, weight="bold") + 3
    for look, said in _legend_words(looks, ranges, words):
        page.axes.add_patch(_area(_swatch(x, y), look))
        y = _row(page, said, x, y, sum(one == look for one in looks.values()), look)
    y += 4
    for sign, (said, codes) in zip(_SIGNS, signs.items(), strict=False):
        page.sign(sign, x + 11, y - 3.5)
        y = _row(page, said, x, y, len(codes), "sign")
    page.axes.add_patch(_line(Path([(x, y - 3.5), (x + 22, y - 3.5)]), DISTRICT, 1.1, "key-1"))
    y = _row(page, words.texts["district_border"], x, y)
    if layer["border"]:
        page.axes.add_patch(_border(Path([(x, y - 3.5), (x + 22, y - 3.5)]), "key-2"))
        y = _row(page, words.texts["border"], x, y)
    if layer["view"] == "hexagons":
        page.paragraph(words.texts["hexagon_note"], x, y + 5, _LEGEND, size=8, color=MUTED)


def _legend_words(
    looks: Mapping[str, str], ranges: Sequence[tuple[float, float]], words: Words
) -> list[tuple[str, str]]:
    """Each row of the legend: the look and its words."""
    rows = [
        (f"value-{level}", print_text.range_words(low, high, words.lang))
        for level, (low, high) in enumerate(ranges, 1)
    ]
    rows += [(state, words.texts[f"state.{state}"]) for state in STATES]
    return rows + ([("faded", words.texts["outside"])] if "faded" in looks.values() else [])


def _swatch(x: float, y: float) -> Path:
    return Affine2D().scale(22, 12).translate(x, y - 9.5).transform_path(Path.unit_rectangle())


def _row(
    page: Page, words: str, x: float, y: float, count: int | None = None, look: str = ""
) -> float:
    if count is not None:
        right = {"ha": "right", "color": MUTED, "gid": f"count-{look}"}
        page.text(str(count), x + _LEGEND, y, size=9, **right)
    return page.paragraph(words, x + 30, y, _LEGEND - 50, size=9, color=INK) + 4.5
