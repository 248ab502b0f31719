"""A plotly figure on a page: with its text alternative, and axis words that can be read.

Streamlit's own template writes them in a grey of 3.7 to 1 on white; here they take the muted text
colour of the theme in use.
"""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from pages.charts import look


def draw(figure: go.Figure, *, key: str, alt: str) -> None:
    """Mount a figure.

    Args:
        figure: from `pages.charts`.
        key: unique in the page.
        alt: what the chart shows, in words.
    """
    muted = {"color": _muted()}
    figure.update_xaxes(tickfont=muted).update_yaxes(tickfont=muted)
    st.plotly_chart(figure, key=key, config=look.CONFIG, alt=alt)


def _muted() -> str:
    """The muted text colour of `.streamlit/config.toml`, for the ground that the viewer has."""
    ground = "dark" if st.context.theme.type == "dark" else "light"
    return str(st.get_option(f"theme.{ground}.grayTextColor"))
