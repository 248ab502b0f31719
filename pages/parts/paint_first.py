"""The answer first: a short stop in which the browser paints it, before the rest of a page comes.

A browser takes in all that has come before it paints. With the rest of the page behind it, the map
of a new filter stands 40 ms later than it could.
"""

from __future__ import annotations

import time

import streamlit as st

from data.selection import Selection

# Two frames: what a browser needs to take in a map and paint it.
SECONDS = 0.03
_KEY = "painted_for"


def what_is_drawn(selection: Selection) -> None:
    """Stop for a moment where another selection is drawn than before; the first is not awaited."""
    before = st.session_state.get(_KEY)
    st.session_state[_KEY] = selection
    if before not in (None, selection):
        time.sleep(SECONDS)
