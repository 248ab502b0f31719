"""Dots: one value a row, alone or inside the range that it stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from data.words import Lang
from pages.charts import look
from pages.charts.look import Titles

ROW = 24


def interval(
    table: pd.DataFrame,
    labels: Sequence[str],
    titles: Titles,
    *,
    lang: Lang,
    unit: str,
    decimals: int = 1,
) -> go.Figure:
    """One dot a row, and behind it the range of what it is compared with (peers, an assumption).

    Args:
        table: `value`, `low`, `high` in one unit, a row each; a missing value has no dot, a
            missing range no bar.
        labels: the name of each row, in its order.
        titles: finding and measure.
        lang: separators of numbers.
        unit: of the measure, in words.
        decimals: of the numbers.
    """
    lows, highs = look.numbers(table["low"].tolist()), look.numbers(table["high"].tolist())
    ends: list[float | None] = []
    rows: list[int | None] = []
    for row, (low, high) in enumerate(zip(lows, highs, strict=True)):
        if low is not None and high is not None:
            ends += [low, high, None]
            rows += [row, row, None]
    ranges = {
        "type": "scatter",
        "mode": "lines",
        "x": ends,
        "y": rows,
        "line": {"color": look.LINE, "width": 12},
        "hoverinfo": "skip",
    }
    number = f"%{{x:,.{decimals}f}}"
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": look.numbers(table["value"].tolist()),
        "y": list(range(len(table))),
        "marker": {"color": look.ACCENT, "size": 10},
        "hovertemplate": f"%{{y}}<br>{number} {look.in_template(unit)}<extra></extra>",
    }
    return _rows([ranges, dots], labels, titles, lang, look.value_axis())


def _rows(
    traces: list[dict[str, Any]],
    labels: Sequence[str],
    titles: Titles,
    lang: Lang,
    axis: dict[str, Any],
    **layout: Any,
) -> go.Figure:
    return look.figure(
        traces,
        titles,
        lang,
        body=ROW * max(len(labels), 1),
        left=look.label_room(labels),
        right=64,
        xaxis=axis,
        yaxis=look.label_axis(labels),
        **layout,
    )
