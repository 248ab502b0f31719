"""Taking back: the content of an earlier version becomes current again, with a reason."""

from __future__ import annotations

import filelock
import streamlit as st

from data import officers
from data.manifest import Version
from data.store import ChangedMeanwhileError, DamagedStoreError
from pages.parts import cached, records_change, records_difference, records_officer
from pages.parts.language import t

# What is said after the next run: pressing the button has moved everything on the page.
_DONE, _FAILED = "records_taken_back", "records_not_taken_back"


def draw(version: Version, current: Version) -> None:
    """First what would change, then the reason and the one button; for others, who may."""
    officer = records_officer.current()
    if officer is None or not officers.may_roll_back(officer):
        st.markdown(f":gray[{t('records.rollback.not_you')}]")
        return
    failed = st.session_state.get(_FAILED, ("", ""))
    if not st.toggle(t("records.rollback.show"), key=f"rollback_show_{version.id}"):
        return
    change = records_difference.between(current, version)
    if change is None:
        st.info(t("records.versions.not_whole"), icon=":material/broken_image:")
        return
    records_change.draw(change, f"rollback_change_{version.id}", "rollback", version.id)
    if change.is_nothing and version.status == current.status:
        return
    with st.form(f"rollback_{version.id}", border=False):
        key = f"rollback_reason_{version.id}"
        st.text_input(t("records.rollback.reason"), max_chars=500, key=key)
        st.form_submit_button(
            t("records.rollback.button"),
            icon=":material/undo:",
            on_click=_take_back,
            # What is current now: the version that the difference above was shown against.
            args=(version.id, current.id, key),
        )
    if failed[0] == version.id:
        st.error(failed[1], icon=":material/error:")
        del st.session_state[_FAILED]


def say() -> None:
    """Say that a version was taken back, once."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(t("records.rollback.done", old=done[0], new=done[1]), icon=":material/undo:")


def _take_back(version_id: str, seen: str, key: str) -> None:
    """Asked again who is here: the list may have changed since the page was drawn."""
    store = cached.store()
    officer = records_officer.current()
    reason = str(st.session_state.get(key) or "")
    failed = ""
    if officer is None or not officers.may_roll_back(officer):
        failed = "not_you"
        records_officer.note_denied(officer, version_id=version_id)
    elif not reason.strip():
        failed = "no_reason"
    else:
        try:
            new = store.rollback(
                version_id,
                by=officer.name,
                reason=reason,
                login=records_officer.login(),
                expected=seen,
            )
            st.session_state[_DONE] = (version_id, new.id)
        except ChangedMeanwhileError:
            failed = "changed_meanwhile"
        except (DamagedStoreError, filelock.Timeout, OSError):
            failed = "failed"
    if failed:
        st.session_state[_FAILED] = (version_id, t(f"records.rollback.{failed}"))
