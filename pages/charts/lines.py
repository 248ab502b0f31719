"""An indicator over years, with district and province beside it; broken at a new definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from data.metrics.indicators import COMMUNE, DISTRICT, PROVINCE
from data.words import Lang
from pages.charts import look
from pages.charts.look import Titles

BODY = 240
# Told apart by the kind of line and mark as well as by colour.
_LINES: dict[str, dict[str, Any]] = {
    COMMUNE: {"line": {"color": look.ACCENT, "width": 3}, "marker": {"size": 8}},
    DISTRICT: {
        "line": {"color": look.QUIET, "width": 2, "dash": "dash"},
        "marker": {"size": 7, "symbol": "square-open"},
    },
    PROVINCE: {
        "line": {"color": look.QUIET, "width": 2, "dash": "dot"},
        "marker": {"size": 7, "symbol": "diamond-open"},
    },
}


def indicator(
    table: pd.DataFrame,
    names: Mapping[str, str],
    titles: Titles,
    *,
    lang: Lang,
    unit: str,
    is_share: bool,
    changed: str = "",
) -> go.Figure:
    """Lines by year, one for each scope and definition: no line crosses a change of definition.

    Args:
        table: rows of one indicator from `indicators.beside`.
        names: of the scopes, in words; a scope without a name is left out.
        titles: finding and measure.
        lang: separators of numbers.
        unit: in words.
        is_share: values are 0 to 1 and shown as per cent.
        changed: words at the place where the definition changes.
    """
    number = "%{y:,.1%}" if is_share else "%{y:,.1f}"
    traces = []
    for scope in (PROVINCE, DISTRICT, COMMUNE):
        segments = table[table["scope"] == scope].groupby("definition", sort=False)
        for place, (_, rows) in enumerate(segments if scope in names else ()):
            traces.append(_segment(rows, scope, names[scope], number, place == 0))
    return look.figure(
        traces,
        titles,
        lang,
        body=BODY,
        bottom=56,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": -0.14, "yanchor": "top", "itemclick": False},
        xaxis={"dtick": 1, "tickformat": "d", "fixedrange": True, "showgrid": False},
        yaxis=look.value_axis(**({"tickformat": ",.0%"} if is_share else {})),
        **_change(table, changed),
    )


def _segment(
    rows: pd.DataFrame, scope: str, name: str, number: str, is_first: bool
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [int(year) for year in rows["year"]],
        "y": look.numbers(rows["value"].tolist(), digits=4),
        "name": look.escape(name),
        "legendgroup": scope,
        "showlegend": is_first,
        # A year that is missing is a hole in the line, not a straight way across.
        "connectgaps": False,
        "hovertemplate": f"%{{x}}: {number}<extra>{look.in_template(name)}</extra>",
        **_LINES[scope],
    }


def _change(table: pd.DataFrame, changed: str) -> dict[str, Any]:
    """A thin line before the first year of each new definition."""
    firsts = table.groupby("definition", sort=False)["year"].min().sort_values()
    years = [float(year) - 0.5 for year in firsts.iloc[1:]]
    line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1}
    line["line"] = {"color": look.QUIET, "width": 1, "dash": "dot"}
    note = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "font": {"size": 11}}
    return {
        "shapes": [line | {"x0": year, "x1": year} for year in years],
        "annotations": [note | {"x": year, "text": look.escape(changed)} for year in years],
    }
