"""Words and small signs on a sheet of paper, in points; text is never markup."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import Stroke

from data.words import Lang, formats

INK, MUTED, GROUND = "#1f2933", "#52606d", "#ffffff"
# It comes with matplotlib and has every Vietnamese letter; what else a server has is chance.
FONT = "DejaVu Sans"
_LEADING = 1.3
_LONGEST_BAR = 110.0  # points
# Matplotlib draws a star smaller, and a square larger, than a triangle of the same size.
_MARKER_SIZES = {"*": 10.0, "s": 5.5}


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
        note: under the legend; may be empty.
    """

    title: str
    subtitle: str
    head: str
    texts: Mapping[str, str]
    foot: Sequence[str]
    mark: str
    lang: Lang
    made_on: date
    note: str = ""


def plain(text: str) -> str:
    """Text in one line, without what no printer can set.

    Example:
        >>> plain("Mộc\\n Châu\\x00")
        'Mộc Châu'
    """
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def range_words(low: float, high: float, lang: Lang) -> str:
    """First and last value of a class, as the legend on the screen says them.

    Example:
        >>> range_words(0.0512, 12.34, "vi"), range_words(3, 1234.4, "en"), range_words(3, 3, "vi")
        ('0,051 – 12,3', '3 – 1,234', '3')
    """
    first, last = _short(low, lang), _short(high, lang)
    return first if first == last else f"{first} – {last}"


def _short(value: float, lang: Lang) -> str:
    size = abs(value)
    decimals = 0 if size >= 100 or size == 0 else 1
    if 0 < size < 1:
        decimals = 1 - math.floor(math.log10(size))
    while decimals and math.isclose(round(value, decimals), round(value, decimals - 1)):
        decimals -= 1
    return formats.number(value, lang, decimals)


Box = tuple[float, float, float, float]  # left, top, width, height in points


@dataclass(frozen=True)
class Page:
    """A sheet: its axes are in points from the upper left corner."""

    axes: Axes
    renderer: RendererAgg
    width: float
    height: float

    def place(self, patch: Patch, box: Box) -> None:
        """Draw a shape, of which nothing reaches out of the box."""
        self.axes.add_patch(patch)
        patch.set_clip_path(Rectangle(box[:2], *box[2:], transform=self.axes.transData))

    def text(self, words: str, x: float, y: float, *, size: float, **style: Any) -> Any:
        """Write one line, its foot at `y`."""
        style = {"color": INK, "family": FONT, "fontsize": size, **style}
        return self.axes.text(x, y, plain(words), parse_math=False, **style)

    def haloed(self, words: str, x: float, y: float, **style: Any) -> None:
        """Write one line that reads on any colour."""
        # The halo is drawn apart, because text with an effect is no text any more in the file.
        halo = self.text(words, x, y, zorder=5, **style)
        halo.set_path_effects([Stroke(linewidth=2.6, foreground=GROUND, joinstyle="round")])
        self.text(words, x, y, zorder=6, **style)

    def paragraph(
        self, words: str, x: float, y: float, width: float, *, size: float, **style: Any
    ) -> float:
        """Write lines no wider than `width`; give back where the next line goes."""
        for line in self.lines(words, width, size, style.get("weight", "normal")):
            self.text(line, x, y, size=size, **style)
            y += size * _LEADING
        return y

    def lines(self, words: str, width: float, size: float, weight: str = "normal") -> list[str]:
        """Break words into lines that fit."""
        lines: list[str] = []
        for word in plain(words).split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width_of(longer, size, weight) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def width_of(self, words: str, size: float, weight: str = "normal") -> float:
        """Width of one line, points."""
        font = FontProperties(family=FONT, size=size, weight=weight)
        renderer: Any = self.renderer  # matplotlib gives its measures no types
        return float(renderer.get_text_width_height_descent(words, font, ismath=False)[0])

    def sign(self, shape: str, x: float, y: float) -> None:
        """A small sign on a commune or in the legend."""
        style: dict[str, Any] = {
            "markeredgecolor": GROUND,
            "markeredgewidth": 0.7,
            "markersize": _MARKER_SIZES.get(shape, 6.5),
        }
        self.axes.plot([x], [y], marker=shape, color=INK, zorder=4, gid="sign", **style)

    def arrow(self, shape: Any, x: float, y: float) -> None:
        """An arrow on a commune or in the legend: a path in points around its middle, y up."""
        size = float(abs(shape.vertices).max()) * 2 if len(shape.vertices) < 20 else 3.4
        style: dict[str, Any] = {"markeredgecolor": GROUND, "markeredgewidth": 0.7}
        self.axes.plot(
            [x], [y], marker=shape, markersize=size, color=INK, zorder=4, gid="arrow", **style
        )

    def scale_bar(self, x: float, y: float, points_per_km: float) -> None:
        """A bar of a round number of kilometres."""
        km = _round_below(_LONGEST_BAR / points_per_km)
        length = km * points_per_km
        ends = ([x, x, x + length, x + length], [y - 5, y, y, y - 5])
        self.axes.plot(*ends, color=MUTED, linewidth=1.1, gid="scale-bar", zorder=4)
        self.text(f"{km:g} km", x + length / 2, y - 4, size=8, ha="center")


def _round_below(number: float) -> float:
    """The greatest of 1, 2, 5, 10, 20, 50 … that is not above a number.

    Example:
        >>> _round_below(73), _round_below(0.3)
        (50.0, 0.2)
    """
    ten = 10.0 ** math.floor(math.log10(number))
    return float(max(step * ten for step in (1, 2, 5) if step * ten <= number))
