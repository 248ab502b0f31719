"""A closed part of a page, which is read and sent only once somebody opens it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True)
class _Was:
    """How a part stood when it was last drawn."""

    title: str
    begins_open: bool
    is_open: bool


def part(title: str, *, key: str, icon: str | None = None) -> DeltaGenerator | None:
    """Draw the part's title, and give back where to draw the rest; None while it is closed.

    It stays open when its title changes (another language, another measure): for Streamlit that
    is another part, which would begin closed.

    Args:
        title: its words.
        key: unique in the page.
        icon: name of a material symbol, as `:material/table:`, if any.
    """
    memory = f"{key}_was"
    was = st.session_state.get(memory)
    if not isinstance(was, _Was):
        was = _Was(title, begins_open=False, is_open=False)
    if was.title != title:
        was = _Was(title, begins_open=was.is_open, is_open=was.is_open)
    drawn = st.expander(title, was.begins_open, key=key, on_change="rerun", icon=icon)
    st.session_state[memory] = replace(was, is_open=bool(drawn.open))
    return drawn if drawn.open else None
