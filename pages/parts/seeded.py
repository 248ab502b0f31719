"""Widgets that show a part of the address, and are drawn anew when it changed by other means.

A message that left the browser before it heard of such a change still carries the widget's old
choice. Under the same key Streamlit takes that for a choice of the person's and calls
`on_change`, which would write the address back. Under a new key it is an old widget's choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from pages.parts import links


@dataclass(frozen=True)
class _Drawn:
    """How often a widget was drawn anew, its key, and what the address said when it was drawn."""

    times: int
    key: str
    value: object


def key(widget: str, name: str) -> str:
    """The key of the widget that shows what the address says for `name`; call it once a run.

    Args:
        widget: what its keys begin with, unique in the page.
        name: a field of `links.Address`.
    """
    value = getattr(links.current(), name)
    was = st.session_state.get(_memory(name))
    times = was.times + (was.value != value) if isinstance(was, _Drawn) else 0
    drawn = _Drawn(times, f"{widget}_{times}", value)
    st.session_state[_memory(name)] = drawn
    return drawn.key


def choose(key: str, name: str, value: object, **more: object) -> None:
    """In the callback of a widget: write what was chosen, and `more` that goes with it.

    Nothing is written where the widget of that key is no longer the one that is drawn.
    """
    was = st.session_state.get(_memory(name))
    if isinstance(was, _Drawn) and was.key == key:
        st.session_state[_memory(name)] = replace(was, value=value)
        links.write(**{name: value}, **more)


def _memory(name: str) -> str:
    return f"{name}_drawn"
