"""Taking back: the content of an earlier version becomes current again, with a reason."""

from __future__ import annotations

import filelock
import streamlit as st

from data import officers
from data.manifest import Version
from data.store import DamagedStoreError
from pages.parts import cached, records_officer
from pages.parts.language import t


def draw(version: Version) -> None:
    """The reason and the one button; for others, who may do it."""
    officer = records_officer.current()
    if officer is None or not officers.may_roll_back(officer):
        st.markdown(f":gray[{t('records.rollback.not_you')}]")
        return
    with st.form(f"rollback_{version.id}", border=False):
        reason = st.text_input(t("records.rollback.reason"), max_chars=500)
        asked = st.form_submit_button(t("records.rollback.button"), icon=":material/undo:")
    if asked:
        _take_back(version, reason)


def _take_back(version: Version, reason: str) -> None:
    """Asked again who is here: the list may have changed since the page was drawn."""
    officer = records_officer.current()
    if officer is None or not officers.may_roll_back(officer):
        st.error(t("records.rollback.not_you"), icon=":material/lock:")
    elif not reason.strip():
        st.error(t("records.rollback.no_reason"), icon=":material/edit:")
    else:
        try:
            new = cached.store().rollback(version.id, by=officer.name, reason=reason)
        except (DamagedStoreError, filelock.Timeout, OSError):
            st.error(t("records.rollback.failed"), icon=":material/error:")
        else:
            st.success(t("records.rollback.done", old=version.id, new=new.id))
            st.rerun()
