"""The commune map on paper: what the screen shows, as PDF, PNG or SVG for a sheet or a slide.

It is drawn from the same layer file that the browser fetches, with the classes, colours, states
and hatches of `commune_map/map.css` in its light theme. Lengths are points (1/72 inch), y down.
"""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from pages.charts import print_land, print_legend, print_look, print_text
from pages.charts.print_look import Shown, Sign
from pages.charts.print_text import GROUND, MUTED, Page, Words

__all__ = ["SHEETS", "Words", "draw"]

SHEETS = {"a4": (841.89, 595.276), "slide": (960.0, 540.0)}

_EDGE, _GAP = 30.0, 16.0
_PNG_DOTS_PER_INCH = 200
_MARK_DEGREES = 24

# Text stays text, so that it can be searched and copied, and the same map has the same bytes.
mpl.rcParams.update({"pdf.fonttype": 42, "svg.fonttype": "none", "svg.hashsalt": "print_map"})
# Matplotlib does not promise that two threads may draw at once, and Python would not be faster.
_ONE_AT_A_TIME = threading.Lock()


def draw(
    values: pd.DataFrame,
    ranges: Sequence[tuple[float, float]],
    layer: Mapping[str, Any],
    words: Words,
    *,
    kind: str = "pdf",
    sheet: str = "a4",
    signs: Mapping[str, Collection[str]] | None = None,
    kinds: Mapping[str, tuple[str, Collection[str]]] | None = None,
    highlight: print_look.Highlight | None = None,
    focus: Collection[str] = (),
    picked: Collection[str] = (),
    chosen: Collection[str] = (),
    view: print_look.View | None = None,
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
        kinds: kind of commune -> its words and communes, for the kinds whose signs are shown.
        highlight: whose communes stand out while the rest fades; every count stays.
        focus: codes of the districts to show; empty for the whole layer.
        picked: as the legend of the screen names them, classes ("5") and states; communes of all
            others are pale, and every count stays.
        chosen: codes of the communes that get a ring.
        view: the view where the map compares; `values` are then its own, and `ranges` unused.

    Returns:
        The file; the same bytes for the same arguments.

    Raises:
        KeyError: an unknown kind or sheet, or a commune of the layer that `values` lacks.
    """
    with _ONE_AT_A_TIME:
        page = _page(*SHEETS[sheet])
        marked = _signs(signs or {}, kinds or {})
        looks = {f"value-{one}" if one.isdecimal() else one for one in picked}
        drawn = print_look.looks(values)
        legend = _legend(ranges, words, drawn) if view is None else _legend_of(view)
        told = (layer, drawn, legend, marked, highlight)
        arrows = {f"value-{level}": arrow for level, arrow in view.arrows.items()} if view else {}
        compare = view.compare if view else ""
        shown = Shown(*told, focus, looks, chosen, compare, arrows)
        top = _head(page, words)
        bottom = _foot(page, words)
        width = page.width - 2 * _EDGE - print_legend.WIDTH - _GAP
        box = (_EDGE, top, width, bottom - top)
        _maps(page, shown, view.panels if view else (), box)
        print_legend.draw(page, shown, words, page.width - _EDGE - print_legend.WIDTH, top)
        _mark(page, words.mark, box)
        return _saved(page, words, kind)


def _legend(
    ranges: Sequence[tuple[float, float]], words: Words, looks: Mapping[str, str]
) -> dict[str, str]:
    """The looks of one map of one measure: its classes by their ranges, and every state.

    Only a share can be of too few.
    """
    classes = {
        f"value-{level}": print_text.range_words(low, high, words.lang)
        for level, (low, high) in enumerate(ranges, 1)
    }
    states = [one for one in print_look.STATES if one != "few" or one in looks.values()]
    return classes | {state: words.texts[f"state.{state}"] for state in states}


def _legend_of(view: print_look.View) -> dict[str, str]:
    return {
        f"value-{look}" if look.isdecimal() else look: said for look, said in view.legend.items()
    }


def _maps(
    page: Page, shown: Shown, panels: Sequence[tuple[str, pd.DataFrame]], box: print_text.Box
) -> None:
    """One map, or several two by two, each under its head."""
    if not panels:
        print_land.draw(page, shown, box)
        return
    left, top, width, height = box
    across, down = width / 2, height / math.ceil(len(panels) / 2)
    for place, (head, values) in enumerate(panels):
        x, y = left + place % 2 * across, top + place // 2 * down
        page.text(head, x, y + 10, size=10, weight="bold")
        one = replace(shown, looks=print_look.looks(values))
        print_land.draw(page, one, (x, y + 16, across - 6, down - 20))


def _signs(
    signs: Mapping[str, Collection[str]], kinds: Mapping[str, tuple[str, Collection[str]]]
) -> list[Sign]:
    pairs = zip(signs.items(), print_look.SIGNS, strict=False)
    own = [Sign(words, marker, codes) for (words, codes), marker in pairs]
    markers = print_look.KIND_SIGNS
    return own + [Sign(words, markers[kind], codes) for kind, (words, codes) in kinds.items()]


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
