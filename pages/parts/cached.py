"""What pages read: the version of this run, its small frames, and the places.

Frames are built once a version and shared by all sessions; nobody changes them in place.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from data.first_start import ensure_version
from data.metrics import works as building
from data.selection import Selection, apply, chosen_communes
from data.store import DamagedStoreError, Record, Store, Version
from geo import gazetteer, install
from pages.parts import process

Choice = ParamSpec("Choice")
Answer = TypeVar("Answer")

_SESSION_KEY = "record"

# Answers that `kept` holds of one function: a few tens of kilobytes each.
_KEPT = 200


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The store of this server; the first call of its life fills an empty one.

    Boundaries are fetched meanwhile, and the map shows hexagons until they are there.
    """
    process.send_at_once()
    process.take_in_whole()
    process.leave_behind()
    install.in_background()
    opened = Store()
    ensure_version(opened)
    return opened


@st.cache_resource(show_spinner=False, max_entries=3)
def _record(version_id: str, _version: Version) -> Record:
    return store().record(_version)


@st.cache_resource(show_spinner=False)
def _last_good() -> list[Record]:
    """The record that this server showed last, or nothing yet."""
    return []


def open_record() -> Record:
    """Read which version is current, once a run, and keep its frames for the run.

    A server that runs goes on with what it showed last when the store breaks under it.

    Raises:
        DamagedStoreError: no version is whole, and this server has shown none yet.
        OSError: the store cannot be read or written.
    """
    try:
        version = store().current()
    except DamagedStoreError as error:
        if not _last_good():
            raise
        before = _last_good()[0]
        missing = before.version.replaces_damaged or str(error)
        record = replace(before, version=replace(before.version, replaces_damaged=missing))
    else:
        record = _record(f"{version.id}/{version.replaces_damaged or ''}", version)
        _last_good()[:] = [record]
    st.session_state[_SESSION_KEY] = record
    return record


def record() -> Record:
    """The record of this run."""
    kept = st.session_state.get(_SESSION_KEY)
    return kept if isinstance(kept, Record) else open_record()


def kept(compute: Callable[Choice, Answer]) -> Callable[Choice, Answer]:
    """Compute once for a version and a choice, and keep the answer for all sessions.

    For functions of the record whose arguments are a Selection, codes or other frozen values: many
    people look at the same choice, and a page asks several times a run. Nobody changes an answer
    in place. `st.cache_resource` does the same, but takes longer to make its key than most
    answers here take to compute.
    """

    @lru_cache(maxsize=_KEPT)
    def of_version(version_id: str, *choice: Hashable, **named: Hashable) -> Answer:
        return compute(*choice, **named)  # type: ignore[arg-type]

    @wraps(compute)
    def answer(*choice: Choice.args, **named: Choice.kwargs) -> Answer:
        return of_version(record().version.id, *choice, **named)  # type: ignore[arg-type]

    return answer


@kept
def communes(selection: Selection) -> frozenset[str]:
    """Commune codes that pass district and kind."""
    return chosen_communes(selection, gazetteer.communes(), record().commune_kinds)


def filtered(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Rows of a frame that pass the filters."""
    return apply(rows, selection, communes(selection))


@kept
def works(selection: Selection) -> pd.DataFrame:
    """The works that pass the filters, rows of the record; none where the version has no such
    table, or where works do not apply."""
    narrowed = bool(selection.districts or selection.kinds)
    places = communes(selection) if narrowed else None
    return building.chosen(record().works, record().work_contributions, selection, places)


def contributions(selection: Selection) -> pd.DataFrame:
    """The cube agency × commune × sector × year, within the filters."""
    return _contributions(record().version.id, selection)


# The cube of a large record is megabytes, so fewer of them are kept.
@lru_cache(maxsize=32)
def _contributions(version_id: str, selection: Selection) -> pd.DataFrame:
    return filtered(record().contributions, selection)
