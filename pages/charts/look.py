"""One look for every chart: colours, titles, number separators, and text that is never markup.

Text and lines take the colours of the viewer's theme: streamlit's own template does that in the
browser, so nothing here names a ground or an ink, and a chart is readable on light and dark.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from data.words import Lang

ACCENT = "#0b7285"
QUIET = "#829ab1"  # what stands beside the subject: peers, promises, district, province
LINE = "rgba(130,154,177,0.35)"
CLEAR = "rgba(0,0,0,0)"

SEPARATORS = {"vi": ",.", "en": ".,"}
# What st.plotly_chart gets as config: no toolbar in English, no TeX in what people typed.
CONFIG = {"displayModeBar": False, "displaylogo": False, "typesetMath": False}

# Letters that fit a phone of 360 px, in the sizes of the two titles.
FINDING_LETTERS, MEASURE_LETTERS, LABEL_LETTERS = 42, 54, 26
_PIXELS_PER_LETTER = 6.6
_MOST_LABEL_LINES = 2


@dataclass(frozen=True)
class Titles:
    """The two titles of a chart: the finding (empty when there is none), and the measure with
    place, unit, period and the mark of the record, all in words."""

    measure: str
    finding: str = ""


def escape(text: object) -> str:
    """Text as plotly shows it letter by letter: it reads tags and entities in every label.

    Example:
        >>> escape("<b>Sở & ngành</b>")
        '&lt;b&gt;Sở &amp; ngành&lt;/b&gt;'
    """
    plain = " ".join(str(text).split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_template(text: object) -> str:
    """Text that stands inside a hover template, where `%{` would name a variable."""
    return escape(text).replace("%", "&#37;")


def wrapped(text: object, letters: int, lines: int | None = None) -> str:
    """Text in lines of at most so many letters; what does not fit the lines ends in "…".

    Example:
        >>> wrapped("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", 16, 2)
        'Ủy ban Mặt trận<br>Tổ quốc Việt …'
    """
    plain = " ".join(str(text).split())
    parts = textwrap.wrap(plain, letters, max_lines=lines, placeholder=" …")
    return "<br>".join(escape(part) for part in parts)


def figure(
    traces: Sequence[dict[str, Any]], titles: Titles, lang: Lang, **layout: Any
) -> go.Figure:
    """A figure in the look of the site.

    Args:
        traces: plotly traces as plain dicts of lists, which are smaller than arrays in base64.
        titles: both titles.
        lang: decides the separators of numbers.
        layout: what the chart adds; `body` is the height of its plot in pixels, `left` the width
            for the labels, `heads` the room for what stands above the plot, `bottom` that below.
    """
    head, top = _title(titles)
    top += layout.pop("heads", 0)
    left, bottom = layout.pop("left", 48), layout.pop("bottom", 30)
    base = {
        # A template of its own keeps plotly's six kilobytes out; streamlit fills this one in.
        "template": {"layout": {"hovermode": "closest"}},
        "title": head,
        "separators": SEPARATORS[lang],
        "height": round(layout.pop("body") + top + bottom),
        "margin": {"l": left, "r": layout.pop("right", 16), "t": top, "b": bottom},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "dragmode": False,
        "showlegend": False,
    }
    return go.Figure(data=list(traces), layout=base | layout)


def _title(titles: Titles) -> tuple[dict[str, Any], int]:
    """The two titles above the plot, in lines that fit a phone, and the height they take."""
    finding = wrapped(titles.finding, FINDING_LETTERS)
    measure = wrapped(titles.measure, MEASURE_LETTERS)
    finding_lines = finding.count("<br>") + 1 if finding else 0
    top = 12 + 20 * finding_lines + 16 * (measure.count("<br>") + 1) + 10
    title: dict[str, Any] = {"x": 0, "xref": "container", "y": 1, "yanchor": "top", "pad": {"t": 8}}
    if finding:
        title |= {"text": finding, "font": {"size": 15}}
        title["subtitle"] = {"text": measure, "font": {"size": 12}}
    else:
        title |= {"text": f'<span style="font-weight:400">{measure}</span>', "font": {"size": 12}}
    return title, top


def value_axis(**changes: Any) -> dict[str, Any]:
    """An axis of numbers: few pale lines, separators of the language, no zoom by a thumb."""
    axis = {"tickformat": ",.6~f", "nticks": 4, "gridcolor": LINE, "zeroline": False}
    return axis | {"fixedrange": True, "rangemode": "tozero", "tickangle": 0} | changes


def label_axis(labels: Sequence[object], letters: int = LABEL_LETTERS) -> dict[str, Any]:
    """An axis of names at 0, 1, 2 …, the first on top: names may collide, places do not."""
    return {
        "tickvals": list(range(len(labels))),
        "ticktext": [wrapped(label, letters, _MOST_LABEL_LINES) for label in labels],
        "range": [len(labels) - 0.5, -0.5],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }


def label_room(labels: Sequence[object], letters: int = LABEL_LETTERS) -> int:
    """Pixels that the longest line of the labels needs."""
    lines = [line for label in labels for line in textwrap.wrap(str(label), letters)]
    longest = max((len(line) for line in lines), default=0)
    return round(longest * _PIXELS_PER_LETTER) + 14


def numbers(values: Sequence[Any], digits: int = 6) -> list[float | None]:
    """Numbers for a trace: missing as None, which plotly leaves out, and no more digits than
    anybody reads."""
    return [None if _missing(value) else float(f"{float(value):.{digits}g}") for value in values]


def _missing(value: Any) -> bool:
    return value is None or value != value or math.isinf(value)
