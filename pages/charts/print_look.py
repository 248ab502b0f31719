"""What a commune, a line and a swatch look like on paper: as on the screen in its light theme.

The colours, states and hatches are those of `commune_map/map.css`; a test compares them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
STATES = ("zero", "nothing_reported", "no_data", "not_assigned")
SIGNS = ("P", "o")
KIND_SIGNS = {"especially_difficult": "^", "border": "s", "meritorious": "*"}
_DIMMED = 0.4
_HATCHES = {"nothing_reported": "////", "no_data": ".."}


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
class Shown:
    """What a sheet shows.

    Attributes:
        layer: a drawing as `geo.drawing.compose` makes it.
        looks: commune code -> `value-1` to `value-5`, a state, or `faded`.
        ranges: first and last value of each class.
        signs: the signs, in the order in which they stand beside each other.
        highlight: whose communes stand out while the rest fades; None where none do.
        focus: codes of the districts that the sheet shows; empty for the whole layer.
        picked: the looks picked out of the legend, whose communes alone have their colour; empty
            for all.
        chosen: codes of the communes with a ring around them.
    """

    layer: Mapping[str, Any]
    looks: Mapping[str, str]
    ranges: Sequence[tuple[float, float]]
    signs: Sequence[Sign]
    highlight: Highlight | None
    focus: Collection[str] = ()
    picked: Collection[str] = ()
    chosen: Collection[str] = ()

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


def area(shape: Path, look: str, *, dimmed: bool = False, pale: bool = False) -> PathPatch:
    """A commune, or its swatch in the legend."""
    if pale:
        look = "faded"
    fill = to_rgba(_fill(look), _DIMMED if dimmed else 1)
    patch = PathPatch(shape, facecolor=fill, edgecolor=_edge(look), linewidth=0.5)
    patch.set_joinstyle("round")
    if look in _HATCHES:
        patch.set_hatch(_HATCHES[look])
        patch.set_hatch_linewidth(0.8)
    if look == "not_assigned":
        patch.set_linestyle((0, (1.4, 1.6)))
    return patch


def _fill(look: str) -> str:
    if look.startswith("value-"):
        return CLASSES[int(look.removeprefix("value-")) - 1]
    return {"zero": ZERO, "faded": FADED}.get(look, GROUND)


def _edge(look: str) -> str:
    """Dark on what is pale and pale on what is deep, so that two neighbours of one class part."""
    if not look.startswith("value-"):
        return LINE
    return EDGE if look in ("value-1", "value-2") else GROUND


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
