"""The entry of the dashboard: the frame, and then the page that the address names."""

from __future__ import annotations

import streamlit as st

from pages.parts import frame, site


def main() -> None:
    """Draw one run: read the record and the address, draw the frame, hand over to the page."""
    frame.begin()
    pages = [site.page(entry.name) for entry in site.ENTRIES]
    chosen = st.navigation(pages, position="hidden")
    with frame.around(site.entry_of(chosen.url_path)):
        chosen.run()


if __name__ == "__main__":
    main()
