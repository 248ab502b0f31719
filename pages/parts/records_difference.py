"""What differs between two stored versions, read once for all who ask."""

from __future__ import annotations

import streamlit as st

from data.change import Change, difference
from data.manifest import Version
from data.store import DamagedStoreError
from pages.parts import cached
from pages.parts.language import t


def between(old: Version, new: Version) -> Change | None:
    """The difference, row by row; None when one of the two can no longer be read."""
    try:
        with st.spinner(t("records.versions.comparing")):
            return _between(old.id, new.id, old, new)
    except (DamagedStoreError, OSError, ValueError):
        return None


@st.cache_resource(show_spinner=False, max_entries=4)
def _between(old_id: str, new_id: str, _old: Version, _new: Version) -> Change:
    store = cached.store()
    return difference(store.tables(_old), store.tables(_new))
