"""Ranked bars: how much, the largest on top, the number beside each bar."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from data.words import Lang
from pages.charts import look
from pages.charts.look import Titles

ROW = 24
# Every bar has its number beside it, so an axis would say it a second time.
NUMBERED = look.value_axis(showticklabels=False, showgrid=False)


def ranked(
    values: pd.Series,
    labels: Sequence[str],
    titles: Titles,
    *,
    lang: Lang,
    unit: str,
    decimals: int = 0,
    accented: Collection[str] | None = None,
    middle: tuple[float, str] | None = None,
) -> go.Figure:
    """Bars in the order of the table.

    Args:
        values: a measure by code; a missing one has a name, a dash and no bar.
        labels: the name of each row, in its order.
        titles: finding and measure.
        lang: separators of numbers.
        unit: of the measure, in words.
        decimals: of the numbers beside the bars.
        accented: codes in the accent colour, the others quiet; all of them when None.
        middle: a value to compare with and its name: drawn as a line across the bars.
    """
    shown = look.numbers(values.tolist())
    number = f"%{{x:,.{decimals}f}}"
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": shown,
        "texttemplate": number,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": _colours(values, accented)},
        "hovertemplate": f"%{{y}}<br>{number} {look.in_template(unit)}<extra></extra>",
    }
    traces = [bars, *dashes(shown)]
    return look.figure(
        traces,
        titles,
        lang,
        body=ROW * max(len(shown), 1),
        left=look.label_room(labels),
        right=64,
        bottom=8,
        bargap=0.3,
        xaxis=NUMBERED,
        yaxis=look.label_axis(labels),
        **across(middle),
    )


def _colours(values: pd.Series, accented: Collection[str] | None) -> str | list[str]:
    if accented is None:
        return look.ACCENT
    return [look.ACCENT if code in accented else look.QUIET for code in values.index]


def dashes(shown: Sequence[float | None]) -> list[dict[str, Any]]:
    """A dash in every row without a value: missing is neither a bar of no length nor a 0."""
    rows = [row for row, value in enumerate(shown) if value is None]
    if not rows:
        return []
    text = {"type": "scatter", "mode": "text", "text": "–", "textposition": "middle right"}
    return [text | {"x": [0] * len(rows), "y": rows, "hoverinfo": "skip"}]


def across(middle: tuple[float, str] | None) -> dict[str, Any]:
    """A line across the rows at a value to compare with, and its name above them."""
    if middle is None:
        return {}
    value, name = middle
    line = {"type": "line", "x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1}
    line |= {"layer": "below", "line": {"color": look.QUIET, "dash": "dot", "width": 1.5}}
    note = {"x": value, "yref": "paper", "y": 1, "yanchor": "bottom", "xanchor": "left"}
    note |= {"text": look.escape(name), "showarrow": False, "font": {"size": 11}}
    return {"shapes": [line], "annotations": [note], "heads": 18}
