"""Promised beside delivered: an outline for the promise, a full bar for what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from data.words import Lang
from pages.charts import look
from pages.charts.look import Titles

ROW = 30


def beside_delivered(
    table: pd.DataFrame,
    labels: Sequence[str],
    titles: Titles,
    *,
    lang: Lang,
    unit: str,
    names: tuple[str, str],
    decimals: int = 0,
) -> go.Figure:
    """Two bars a row in one unit: told apart by outline and fill, so also in a grey print.

    Args:
        table: `promised` and `delivered` (of the promised acts alone) in one unit, a row each;
            missing has no bar.
        labels: the name of each row, in its order.
        titles: finding and measure.
        lang: separators of numbers.
        unit: of both, in words.
        names: "promised" and "delivered" in words, for the legend.
        decimals: of the numbers shown on hover.
    """
    outline = {"color": look.CLEAR, "line": {"color": look.QUIET, "width": 1.5}}
    traces = [
        _bars(table["promised"], names[0], unit, decimals, width=0.8, marker=outline),
        _bars(table["delivered"], names[1], unit, decimals, 0.4, {"color": look.ACCENT}),
    ]
    return look.figure(
        traces,
        titles,
        lang,
        body=ROW * max(len(table), 1),
        left=look.label_room(labels),
        bottom=58,
        barmode="overlay",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
        xaxis=look.value_axis(),
        yaxis=look.label_axis(labels),
    )


def _bars(
    values: pd.Series, name: str, unit: str, decimals: int, width: float, marker: dict[str, Any]
) -> dict[str, Any]:
    number = f"%{{x:,.{decimals}f}} {look.in_template(unit)}"
    return {
        "type": "bar",
        "orientation": "h",
        "x": look.numbers(values.tolist()),
        "width": width,
        "marker": marker,
        "name": look.escape(name),
        "hovertemplate": f"%{{y}}<br>{number}<extra>{look.in_template(name)}</extra>",
    }
