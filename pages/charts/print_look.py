"""What a commune, a line and a swatch look like on paper: as on the screen in its light theme.

The colours, states and hatches are those of `commune_map/map.css`; a test compares them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from pages.charts.print_text import GROUND, INK

CLASSES = ("#b9e0e6", "#80c1cb", "#4aa0ae", "#117283", "#004553")
ZERO, FADED = "#e6f4f6", "#f1f3f5"
LINE, EDGE, DISTRICT, BORDER = "#7b8794", "#4e5b68", "#323f4b", "#a8324a"
RING = "#d9480f"
# Fall to rise, around no change; need in thirds times help in thirds.
CHANGE_CLASSES = ("#8c510a", "#dbb876", "#ece7dc", "#6cbcb3", "#01665e")
NEED_CLASSES = (
    *("#e8e8e8", "#ace4e4", "#5ac8c8"),
    *("#dfb0d6", "#a5add3", "#5698b9"),
    *("#be64ac", "#8c62aa", "#3b4994"),
)
PALETTES = {"": CLASSES, "years": CLASSES, "change": CHANGE_CLASSES, "need": NEED_CLASSES}
# Classes so deep that their outline is pale.
_DEEP = {"": "345", "years": "345", "change": "15", "need": "6789"}
STATES = ("zero", "few", "nothing_reported", "no_data", "not_assigned")
SIGNS = ("P", "o")
KIND_SIGNS = {"especially_difficult": "^", "border": "s", "meritorious": "*"}
_HEADS = [(-3.4, 0.6), (0, 4.6), (3.4, 0.6), (1, 0.6), (1, -4.4), (-1, -4.4), (-1, 0.6)]
_TWO_HEADS = [
    *((-3.4, 1.4), (0, 5), (3.4, 1.4), (1, 1.4), (1, 0), (3.4, -2.6), (1, -2.6)),
    *((1, -5), (-1, -5), (-1, -2.6), (-3.4, -2.6), (-1, 0), (-1, 1.4)),
]
# How an arrow is drawn, y up: rising, rising far, and both turned round.
ARROWS: dict[str, Any] = {
    "↑": Path([*_HEADS, _HEADS[0]], closed=True),
    "↑↑": Path([*_TWO_HEADS, _TWO_HEADS[0]], closed=True),
    "↓": Path([(x, -y) for x, y in [*_HEADS, _HEADS[0]]], closed=True),
    "↓↓": Path([(x, -y) for x, y in [*_TWO_HEADS, _TWO_HEADS[0]]], closed=True),
    "○": Path.unit_circle(),
}
_DIMMED = 0.4
_HATCHES = {
    "nothing_reported": "////",
    "no_data": "..",
    "only_earlier": "---",
    "only_later": "|||",
    "few": "+++",
}


@dataclass(frozen=True)
class Sign:
    """A sign: its words, matplotlib's marker for it, and the codes of the communes it stands on."""

    words: str
    marker: str
    communes: Collection[str]


@dataclass(frozen=True)
class Highlight:
    """Communes that stand out: words, codes, and the code of the district where they are one."""

    words: str
    communes: Collection[str]
    district: str = ""


@dataclass(frozen=True)
class View:
    """A view that sets things beside each other.

    Attributes:
        compare: of `PALETTES`.
        legend: class, as text, or state -> its words, in the order of the legend.
        arrows: class -> the arrow that stands on its communes beside the colour: of `ARROWS`.
        panels: the maps of the view where it is several, side by side: head and values.
    """

    compare: str
    legend: Mapping[str, str]
    arrows: Mapping[str, str]
    panels: Sequence[tuple[str, pd.DataFrame]] = ()


@dataclass(frozen=True)
class Shown:
    """What a sheet shows.

    Attributes:
        layer: a drawing as `geo.drawing.compose` makes it.
        looks: commune code -> `value-1` to `value-5`, a state, or `faded`.
        legend: look -> its words, in the order of the legend.
        signs: the signs, in the order in which they stand beside each other.
        highlight: whose communes stand out while the rest fades; None where none do.
        focus: codes of the districts that the sheet shows; empty for the whole layer.
        picked: the looks picked out of the legend, whose communes alone have their colour; empty
            for all.
        chosen: codes of the communes with a ring around them.
        compare: of `PALETTES`: whose colours the classes have.
        arrows: look -> the arrow that stands on its communes and in the legend.
    """

    layer: Mapping[str, Any]
    looks: Mapping[str, str]
    legend: Mapping[str, str]
    signs: Sequence[Sign]
    highlight: Highlight | None
    focus: Collection[str] = ()
    picked: Collection[str] = ()
    chosen: Collection[str] = ()
    compare: str = ""
    arrows: Mapping[str, str] = field(default_factory=dict)

    def is_pale(self, look: str) -> bool:
        """True where other looks were picked out of the legend."""
        return bool(self.picked) and look not in self.picked

    def is_dimmed(self, commune: str) -> bool:
        """True where another commune stands out."""
        return self.highlight is not None and commune not in self.highlight.communes


def looks(values: pd.DataFrame) -> dict[str, str]:
    """What each commune looks like: `value-1` to `value-5`, a state, or `faded`."""
    levels = values["class"].astype(int).astype(str)
    found = values["state"].where(values["state"] != "value", "value-" + levels)
    if "faded" in values:
        found = found.mask(values["faded"].astype(bool), "faded")
    return {str(code): str(look) for code, look in found.items()}


def area(
    shape: Path, look: str, *, dimmed: bool = False, pale: bool = False, compare: str = ""
) -> PathPatch:
    """A commune, or its swatch in the legend."""
    if pale:
        look = "faded"
    fill = to_rgba(_fill(look, compare), _DIMMED if dimmed else 1)
    patch = PathPatch(shape, facecolor=fill, edgecolor=_edge(look, compare), linewidth=0.5)
    patch.set_joinstyle("round")
    if look in _HATCHES:
        patch.set_hatch(_HATCHES[look])
        patch.set_hatch_linewidth(0.8)
    if look == "not_assigned":
        patch.set_linestyle((0, (1.4, 1.6)))
    return patch


def _fill(look: str, compare: str) -> str:
    if look.startswith("value-"):
        return PALETTES[compare][int(look.removeprefix("value-")) - 1]
    return {"zero": ZERO, "faded": FADED}.get(look, GROUND)


def _edge(look: str, compare: str) -> str:
    """Dark on what is pale and pale on what is deep, so that two neighbours of one class part."""
    if not look.startswith("value-"):
        return LINE
    return GROUND if look.removeprefix("value-") in _DEEP[compare] else EDGE


def line(shape: Path, color: str, width: float, gid: str) -> PathPatch:
    """A line that fills nothing."""
    patch = PathPatch(shape, fill=False, edgecolor=color, linewidth=width, gid=gid, zorder=3)
    patch.set_joinstyle("round")
    return patch


def lit(shape: Path, gid: str) -> PathPatch:
    """The outline of what stands out."""
    return line(shape, INK, 2.2, gid)


def border(shape: Path, gid: str) -> PathPatch:
    """The border of the country."""
    patch = line(shape, BORDER, 2.2, gid)
    patch.set_linestyle((0, (3.6, 1.3, 0.9, 1.3)))
    patch.set_capstyle("butt")
    return patch
