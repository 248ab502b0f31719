"""The way from a place or a body to the page that sets it beside others."""

from __future__ import annotations

import streamlit as st

from pages.parts import links, names, site
from pages.parts.language import t


def subject() -> tuple[str, ...]:
    """The codes that this page is about and that others can be set beside; empty for none."""
    page, address = st.session_state.get("page", ""), links.current()
    if page == "overview":
        return address.district if len(address.district) == 1 else ()
    agencies = tuple(names.agency_reference(code) for code in address.agency)
    of_page = {"compare": address.place, "commune": address.commune, "agency": agencies}
    return of_page.get(page, ()) if page == "compare" else of_page.get(page, ())[:1]


def fits(code: str) -> bool:
    """True where a code may be set beside what the page is about."""
    here = subject()
    room = 0 < len(here) < links.MOST_COMPARED
    return room and code not in here and names.kind_of(code) == names.kind_of(here[0])


def link(codes: tuple[str, ...], label: str) -> None:
    """A link to the page that compares; sectors and years go along."""
    here = st.session_state.get("subject", "")
    st.page_link(
        site.page("compare"),
        label=label,
        icon=site.BY_NAME["compare"].icon,
        query_params=links.elsewhere(here, place=codes),
    )


def button() -> None:
    """From the page of one place or body: set it beside others."""
    if subject():
        with st.container(key="to_compare"):
            link(subject(), t("compare.button"))
