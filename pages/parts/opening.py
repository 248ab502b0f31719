"""What a click in a list, a matrix or a map opens: the page of a commune or of an agency."""

from __future__ import annotations

import streamlit as st

from pages.parts import links, site

_KEY = "to_open"


def commune(code: str) -> None:
    """Open a commune's page; for the callbacks of lists and maps."""
    st.session_state[_KEY] = ("commune", code)


def agency(code: str) -> None:
    """Open an agency's page; for the callbacks of lists and matrices."""
    st.session_state[_KEY] = ("agency", code)


def follow() -> None:
    """Go where a click led; call before anything of the page is drawn."""
    subject, code = st.session_state.pop(_KEY, ("", ""))
    if subject:
        here = st.session_state.get("subject", "")
        st.switch_page(site.page(subject), query_params=links.elsewhere(here, **{subject: (code,)}))
