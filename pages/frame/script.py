"""What Streamlit runs for every person and every change: the frame, then the page of the address.

The folder holds no folder `pages`, so no page is ever run as a script of its own.
"""

from __future__ import annotations

import streamlit as st

from pages.parts import frame, site


def main() -> None:
    """Draw one run: read the record and the address, draw the frame, hand over to the page."""
    if not frame.begin():
        return
    pages = [site.page(entry.name) for entry in site.ENTRIES]
    chosen = st.navigation(pages, position="hidden")
    with frame.around(site.entry_of(chosen.url_path)):
        chosen.run()


if __name__ == "__main__":
    main()
