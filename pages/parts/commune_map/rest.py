"""What the map's other measures and years need: sent after the map, when the browser asks for it.

The message that paints carries one measure. The others take the server several times as long, so
they wait until the browser is idle; from then on a change of measure or year is the browser's
own, and the server is told after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime import get_instance

from pages.parts.commune_map import address
from pages.parts.drawn import loader, pack

_MOUNT: Any = st.components.v2.component("commune_map_rest", js=loader())


@st.fragment
def follow(make: Callable[[], bytes], *, of: str, token: str, at_once: bool = False) -> None:
    """Stand by to send what `make` gives, by address, once the browser asks for it.

    Args:
        make: the content, as `wire.rest` packs it; called when it is asked for, in a run of its
            own that draws nothing else.
        of: key of the map that it belongs to.
        token: names the content; the map uses it while its own message names the same.
        at_once: send it unasked, because the map cannot be drawn without it.
    """
    key = f"{of}_rest"
    data: dict[str, Any] = {"map": of, "token": token}
    if at_once or st.session_state.get(f"{key}_asked") == token:
        files = get_instance().media_file_mgr
        place = files.add(make(), "application/octet-stream", f"map-{key}")
        data["address"] = place.lstrip("/")

    def remember() -> None:
        # Nothing is there when the person left the page meanwhile.
        st.session_state[f"{key}_asked"] = st.session_state.get(key, {}).get("ask")

    _MOUNT(key=key, data=pack(address(), data), on_ask_change=remember)
