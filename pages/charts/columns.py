"""Columns by year: one series, or a small panel each, on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from data.words import Lang
from pages.charts import look
from pages.charts.look import Titles

BODY, PANEL = 220, 96
_GAP = 0.06
_NAME_SHARE = 0.3  # of a panel's height


def by_year(
    values: pd.Series,
    titles: Titles,
    *,
    lang: Lang,
    unit: str,
    decimals: int = 0,
) -> go.Figure:
    """One column a year with its number; a year without a record has no column.

    Args:
        values: a measure by year, every year of the period in order.
        titles: finding and measure.
        lang: separators of numbers.
        unit: of the measure, in words.
        decimals: of the numbers above the columns.
    """
    columns = _columns(values, unit, decimals) | {
        "texttemplate": f"%{{y:,.{decimals}f}}",
        "textposition": "outside",
        "cliponaxis": False,
    }
    return look.figure(
        [columns], titles, lang, body=BODY, xaxis=_years(values.index), yaxis=look.value_axis()
    )


def small_multiples(
    table: pd.DataFrame,
    names: Sequence[str],
    titles: Titles,
    *,
    lang: Lang,
    unit: str,
    decimals: int = 0,
    across: int = 2,
) -> go.Figure:
    """One small panel a series, all on one scale, so that colours need not tell them apart.

    Args:
        table: a row a year in order, a column a series (a sector).
        names: of the series, in the order of the columns.
        titles, lang, unit, decimals: as `by_year`.
        across: panels side by side; two are readable on a phone.
    """
    down = math.ceil(len(names) / across)
    top = float(table.max().max()) if table.notna().any().any() else 1.0
    traces, notes, axes = [], [], {}
    for place, (column, name) in enumerate(zip(table.columns, names, strict=True)):
        number = "" if place == 0 else str(place + 1)
        x, y = _panel(place % across, place // across, across, down)
        axes[f"xaxis{number}"] = _years(table.index) | {
            "domain": x,
            "anchor": f"y{number}",
            "showticklabels": place + across >= len(names),
        }
        axes[f"yaxis{number}"] = look.value_axis(range=[0, top * 1.05], nticks=3) | {
            "domain": y,
            "anchor": f"x{number}",
            "showticklabels": place % across == 0,
        }
        traces.append(
            _columns(table[column], unit, decimals) | {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        )
        notes.append(_name(name, x[0], y[1]))
    return look.figure(traces, titles, lang, body=PANEL * max(down, 1), annotations=notes, **axes)


def _columns(values: pd.Series, unit: str, decimals: int) -> dict[str, Any]:
    number = f"%{{y:,.{decimals}f}}"
    return {
        "type": "bar",
        "x": [int(year) for year in values.index],
        "y": look.numbers(values.tolist()),
        "marker": {"color": look.ACCENT},
        "hovertemplate": f"%{{x}}<br>{number} {look.in_template(unit)}<extra></extra>",
    }


def _years(index: pd.Index) -> dict[str, Any]:
    """Every year has its place, also one without a column; years have no separators."""
    years = [int(year) for year in index]
    axis = {"tickvals": years, "ticktext": [str(year) for year in years], "fixedrange": True}
    return axis | {"range": [years[0] - 0.6, years[-1] + 0.6] if years else None, "showgrid": False}


def _panel(column: int, row: int, across: int, down: int) -> tuple[list[float], list[float]]:
    """Where a panel stands, as shares of the plot: left to right, then down."""
    width, height = (1 + _GAP) / across, 1 / down
    left, top = column * width, 1 - row * height
    return [left, left + width - _GAP], [top - height, top - height * _NAME_SHARE]


def _name(name: str, x: float, y: float) -> dict[str, Any]:
    return {
        "text": look.wrapped(name, look.LABEL_LETTERS, 1),
        **{"x": x, "y": y, "xref": "paper", "yref": "paper"},
        **{"xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 12}},
    }
