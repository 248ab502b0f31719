"""What pages read: the version of this run, its small frames, and the places.

Frames are built once a version and shared by all sessions; nobody changes them in place.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import streamlit as st

from data.first_start import ensure_version
from data.selection import Selection, apply, chosen_communes
from data.store import Record, Store, Version
from geo import gazetteer, install

_SESSION_KEY = "record"

# Frames of a few hundred rows: text in Arrow's storage costs a third of a page's time.
pd.set_option("mode.string_storage", "python")


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The store of this server; the first call of its life fills an empty one.

    Boundaries are fetched meanwhile, and the map shows hexagons until they are there.
    """
    install.in_background()
    opened = Store()
    ensure_version(opened)
    return opened


@st.cache_resource(show_spinner=False, max_entries=3)
def _record(version_id: str, _version: Version) -> Record:
    return store().record(_version)


def open_record() -> Record:
    """Read which version is current, once a run, and keep its frames for the run."""
    version = store().current()
    key = f"{version.id}/{version.replaces_damaged or ''}"
    record = _record(key, version)
    st.session_state[_SESSION_KEY] = record
    return record


def record() -> Record:
    """The record of this run."""
    kept = st.session_state.get(_SESSION_KEY)
    return kept if isinstance(kept, Record) else open_record()


def communes(selection: Selection) -> frozenset[str]:
    """Commune codes that pass district and kind."""
    return _communes(record().version.id, selection)


def filtered(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Rows of a frame that pass the filters."""
    return apply(rows, selection, communes(selection))


def contributions(selection: Selection) -> pd.DataFrame:
    """The cube agency × commune × sector × year, within the filters."""
    return _contributions(record().version.id, selection)


# A page asks for these several times a run, and many people look at the same choice.


@lru_cache(maxsize=256)
def _communes(version_id: str, selection: Selection) -> frozenset[str]:
    return chosen_communes(selection, gazetteer.communes(), record().commune_kinds)


@lru_cache(maxsize=32)
def _contributions(version_id: str, selection: Selection) -> pd.DataFrame:
    return filtered(record().contributions, selection)
