"""Where a file that was handed in waits: an officer's in the store, anybody else's in the session.

What a visitor hands in is checked for that visitor alone. It lies in a folder of the session's
own, which goes with the session, and nothing of it is written to the store or its log.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

import streamlit as st

from data import drafts
from data.drafts import Draft, Place
from data.scope import Scope
from pages.parts import cached, records_officer

_SESSION_KEY = "records_files_of_session"


class _OfSession:
    """A folder that is gone when nothing refers to this any more, and when the server ends."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="session-"))
        weakref.finalize(self, shutil.rmtree, self.root, ignore_errors=True)


def place() -> Place:
    """Where the files of whoever is here are kept: asked at every action, as who is here is."""
    if records_officer.current() is not None:
        return cached.store()
    kept: _OfSession = st.session_state.setdefault(_SESSION_KEY, _OfSession())
    return kept


def keep(upload: Path, name: str, scope: Scope) -> Draft:
    """Keep a file before anything looks at it; of a visitor the last one alone.

    Raises:
        OSError: disk full or not writable.
    """
    officer, where = records_officer.current(), place()
    if officer is None:
        for before in drafts.drafts(where, ""):
            drafts.discard(where, before.id)
    return drafts.keep(where, upload, name=name, by=officer.key if officer else "", scope=scope)
