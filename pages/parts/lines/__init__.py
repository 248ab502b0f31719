"""Small line charts side by side: the light chart of a few series, for pages that load no plotly.

Each is a drawing with its text alternative, prints as it stands, and weighs a kilobyte. A line
that must not be joined (a changed definition) comes in several parts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pages.parts import drawn

HERE = Path(__file__).parent

_draw = drawn.component("lines", HERE)

_TICKS = 4


@dataclass(frozen=True)
class Point:
    """One value: where it stands, and how it reads."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Line:
    """A series: its short name at the line's end, and its parts, which are never joined.

    The first line of a chart is its subject and drawn strong; the others stand beside it. A line
    without parts is not drawn, and keeps its place.
    """

    name: str
    parts: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Chart:
    """One small chart.

    `title` is the finding, `subtitle` measure, place, period and mark; `alt` says the chart in
    words; `years` first and last of the axis; `ticks` value -> words; `breaks` where on the axis
    a line is cut, with the reason; `labels` what stands below an axis that is not of years.
    """

    title: str
    subtitle: str
    alt: str
    years: tuple[int, int]
    ticks: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]
    breaks: tuple[tuple[float, str], ...] = ()
    labels: tuple[tuple[float, str], ...] = ()


def draw(charts: Sequence[Chart], *, key: str) -> None:
    """Draw the charts, beside each other where there is room."""
    _draw(key=key, data={"charts": [asdict(chart) for chart in charts]})


def ticks(largest: float) -> tuple[float, ...]:
    """A few round values from 0 to a little over the largest.

    Example:
        >>> ticks(0.37), ticks(11)
        ((0.0, 0.1, 0.2, 0.3, 0.4), (0.0, 5.0, 10.0, 15.0))
    """
    rough = (largest or 1.0) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * 0.9)
    count = math.ceil(largest / step - 1e-9)
    return tuple(round(place * step, 10) for place in range(max(count, 1) + 1))
