"""Publishing what was proposed: the reasons that are asked, one button, and who may press it."""

from __future__ import annotations

from contextlib import suppress
from typing import cast

import streamlit as st

from data import drafts, officers, proposal
from data.drafts import Draft
from data.manifest import Status
from data.proposal import Proposal
from data.store import ChangedMeanwhileError, StoreAccidentError
from pages.parts import (
    cached,
    links,
    records_accidents,
    records_change,
    records_drafts,
    records_officer,
)
from pages.parts.language import t, word

_STATUSES = ("provisional", "confirmed")


def draw(draft: Draft, proposed: Proposal) -> None:
    """The form for officers who may publish this; for others, who may."""
    if proposed.change.is_nothing:
        return
    officer = records_officer.current()
    if officer is None or not officers.may_publish(officer, proposed.scope):
        st.info(t("records.publish.not_you"), icon=":material/lock:")
        return
    st.header(t("records.publish.title"), anchor=False)
    with st.form(f"publish_{draft.id}"):
        reasons = {code: _reason(draft, proposed, code) for code in proposed.to_explain}
        reason = st.text_input(t("records.publish.reason"), value=draft.reason, max_chars=500)
        status = st.radio(
            t("records.publish.status"),
            _STATUSES,
            format_func=lambda each: word(f"status.{each}"),
            horizontal=True,
        )
        asked = st.form_submit_button(t("records.publish.button"), type="primary")
    if _is_news(draft, proposed) and asked:
        _somebody_else()
    elif asked:
        with suppress(LookupError, OSError):  # where the file is gone, publishing says so
            drafts.save(records_drafts.place(), draft, reason=reason, reasons=reasons)
        _publish(draft, proposed, reason, reasons, cast(Status, status))


def _is_news(draft: Draft, proposed: Proposal) -> bool:
    """True when the change above is against another version than the person saw until now."""
    key = f"seen_{draft.id}"
    seen = st.session_state.get(key, proposed.expected)
    st.session_state[key] = proposed.expected
    return bool(seen != proposed.expected)


def _somebody_else() -> None:
    st.warning(t("records.publish.changed_meanwhile"), icon=":material/group:")


def _reason(draft: Draft, proposed: Proposal, code: str) -> str:
    return st.text_input(
        t("records.publish.why", what=_what(proposed, code)),
        value=draft.reasons.get(code, ""),
        max_chars=500,
        key=f"reason_{draft.id}_{code}",
    )


def _what(proposed: Proposal, code: str) -> str:
    """The warning or the fall that a reason is asked for, in words."""
    for fall in proposed.falls:
        if fall.code == code:
            return records_change.says_fall(fall)
    same = [each for each in proposed.problems if each.code == code]
    return t("records.publish.warned", n=len(same), code=code)


def _publish(
    draft: Draft, proposed: Proposal, reason: str, reasons: dict[str, str], status: Status
) -> None:
    """Asked again who is here: the list may have changed since the page was drawn."""
    store = cached.store()
    officer = records_officer.current()
    if officer is None or not officers.may_publish(officer, proposed.scope):
        records_officer.note_denied(officer, file=draft.name)
        st.error(t("records.publish.not_you"), icon=":material/lock:")
        return
    missing = [code for code, text in reasons.items() if not text.strip()]
    if missing:
        what = "; ".join(_what(proposed, code) for code in missing)
        st.error(t("records.publish.reasons_missing", what=what), icon=":material/edit:")
        return
    try:
        with st.spinner(t("records.publish.publishing")):
            done = proposal.publish(
                store,
                proposed,
                by=officer.name,
                login=records_officer.login(),
                reason=reason,
                reasons=reasons,
                status=status,
            )
    except ChangedMeanwhileError:
        _somebody_else()
    except StoreAccidentError as error:
        records_accidents.draw(error.problems)
    except OSError:  # a busy store is one too
        st.error(t("records.publish.failed"), icon=":material/error:")
    else:
        with suppress(OSError):  # published all the same; the next file is asked again
            store.remember(draft.answers)
        drafts.discard(store, draft.id)
        st.session_state["records_published"] = done.version.id
        links.write(part="versions", draft="")
        st.rerun()
