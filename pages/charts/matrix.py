"""A matrix of agencies by sectors or years: the number in every cell, the shade only helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from data.metrics import classes
from data.words import Lang, formats
from pages.charts import look
from pages.charts.look import Titles

ROW = 26
_HEAD_LETTERS, _HEAD_LINES = 10, 3
_HEAD_ROOM = 62  # three lines, or the heads turned upright where a phone leaves no width


def heat(
    table: pd.DataFrame,
    rows: Sequence[str],
    columns: Sequence[str],
    titles: Titles,
    *,
    lang: Lang,
    unit: str,
    decimals: int = 0,
) -> go.Figure:
    """Shaded cells with their numbers; a cell without a value is empty, a cell of 0 says 0.

    The shade is the class of the value (five at most, equal values together), because sums of
    money are so uneven that a straight scale would show one dark cell and nothing else.

    Args:
        table: a measure, a row an agency and a column a sector or year.
        rows, columns: their names in the order of the table.
        titles: finding and measure.
        lang: separators of numbers.
        unit: of the measure, in words.
        decimals: of the numbers in the cells.
    """
    ranges = classes.breaks(pd.Series(table.to_numpy(dtype="float64").ravel()))
    shades = [
        [place or None for place in classes.assign(table.iloc[row], ranges).tolist()]
        for row in range(len(table))
    ]
    texts = [
        ["" if shade is None else formats.number(value, lang, decimals) for shade, value in cells]
        for cells in (
            zip(*both, strict=True) for both in zip(shades, table.to_numpy(), strict=True)
        )
    ]
    cells = {
        "type": "heatmap",
        "z": shades,
        "text": texts,
        "texttemplate": "%{text}",
        "textfont": {"size": 11, "color": look.CELL_INK},
        "zmin": 1,
        "zmax": max(len(ranges), 2),
        "colorscale": [[place / 4, colour] for place, colour in enumerate(look.CELLS)],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "hovertemplate": f"%{{y}}<br>%{{x}}<br>%{{text}} {look.in_template(unit)}<extra></extra>",
    }
    return look.figure(
        [cells],
        titles,
        lang,
        body=ROW * max(len(table), 1),
        heads=_HEAD_ROOM,
        left=look.label_room(rows),
        bottom=8,
        xaxis=_heads(columns),
        yaxis=look.label_axis(rows),
    )


def _heads(columns: Sequence[str]) -> dict[str, Any]:
    return {
        "side": "top",
        "tickvals": list(range(len(columns))),
        "ticktext": [look.wrapped(name, _HEAD_LETTERS, _HEAD_LINES) for name in columns],
        "tickfont": {"size": 11},
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }
