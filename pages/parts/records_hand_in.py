"""Handing in a file: drop it, see what is wrong, what it would change, and publish it.

Everything that an officer has said stands with the draft in the store, and the draft's id in the
address: a dropped session, or another machine, goes on where it stopped. Of anybody else all stays
in the session (see records_drafts).
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import streamlit as st

from data import drafts, proposal
from data.drafts import Draft
from data.proposal import Proposal
from pages.parts import (
    agency_form,
    cached,
    language,
    links,
    records_change,
    records_drafts,
    records_mapping,
    records_officer,
    records_preview,
    records_publish,
    records_questions,
    records_report,
    records_scope,
    records_upload,
)
from pages.parts.downloads import MIME
from pages.parts.language import plain, t

_UPLOAD = "records_upload"


def draw() -> None:
    """The empty page with the form and the drop area, or the draft that the address names."""
    draft_id = links.current().draft
    if not draft_id:
        _invite()
        return
    draft = drafts.find(records_drafts.place(), draft_id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if draft is not None:
            st.header(plain(draft.name), anchor=False, width="content")
        st.button(t("records.hand_in.another"), icon=":material/arrow_back:", on_click=_leave)
    if draft is None:
        key = "gone" if records_officer.current() else "gone_with_session"
        st.info(t(f"records.hand_in.{key}"), icon=":material/search_off:")
    else:
        _draft(draft)


def _leave() -> None:
    links.write(draft="")


def _invite() -> None:
    st.markdown(t("records.hand_in.how"))
    if records_officer.current() is None:
        st.markdown(f":gray[{t('records.hand_in.of_session')}]")
    with st.container(horizontal=True, gap="small"):
        _forms()
    records_upload.draw(_UPLOAD, _keep)
    if st.session_state.pop("records_not_kept", False):
        st.error(t("records.hand_in.not_kept"), icon=":material/error:")
    _own_drafts()


def _forms() -> None:
    """An agency's officer is given that agency's form first, and everybody the empty one."""
    officer = records_officer.current()
    if officer and officer.agency_code in set(cached.record().agencies["agency_code"]):
        agency_form.button(officer.agency_code)
    st.download_button(
        t("records.hand_in.template"),
        data=_template,
        key="template",
        file_name=t("records.hand_in.template_file"),
        mime=MIME["xlsx"],
        on_click="ignore",
        icon=":material/table_view:",
    )


def _template() -> bytes:
    from data.exchange.template import write_template

    record = cached.record()
    real = record.version.status != "illustrative"  # invented bodies are no choice
    tables = {"agencies": record.agencies} if real else {}
    return write_template(tables, language.current())


def _keep() -> None:
    """Keep the bytes before anything looks at them: nothing that was handed in is lost."""
    upload = st.session_state.get(_UPLOAD)
    if upload is None:
        return
    suffix = Path(upload.name).suffix[:10]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{suffix if suffix.isascii() else ''}"
        path.write_bytes(upload.getbuffer())
        try:
            draft = records_drafts.keep(path, upload.name, records_scope.usual())
        except OSError:
            st.session_state["records_not_kept"] = True
            return
    links.write(part="hand_in", draft=draft.id)


def _own_drafts() -> None:
    """Files that this officer handed in and did not publish; others have only their link."""
    officer = records_officer.current()
    kept = drafts.drafts(cached.store(), officer.key) if officer else []
    if not kept:
        return
    st.markdown(f"**{t('records.hand_in.own_drafts')}**")
    for draft in kept[:5]:
        st.button(
            f"{plain(draft.name)} · {draft.saved_at.astimezone():%d/%m/%Y %H:%M}",
            key=f"draft_{draft.id}",
            on_click=links.write,
            kwargs={"draft": draft.id},
        )


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _proposal(draft_id: str, said: str, version_id: str, _draft: Draft) -> Proposal:
    """The check of a draft; `said` and `version_id` are what its outcome depends on."""
    store = cached.store()
    return proposal.propose(
        store,
        drafts.original(records_drafts.place(), _draft),
        _draft.scope,
        name=_draft.name,
        answers=_draft.answers,
        mapping=_draft.mapping,
    )


def _proposed(draft: Draft) -> Proposal:
    answers = cached.store().answers().together(draft.answers).to_json()
    forms = draft.mapping or cached.store().mappings()
    said = json.dumps([vars(draft.scope), answers, forms], default=dict, sort_keys=True)
    with st.spinner(t("records.hand_in.checking")):
        return _proposal(draft.id, said, cached.record().version.id, draft)


def _draft(draft: Draft) -> None:
    """From top to bottom: what is asked or wrong, what it covers, what changes, publishing."""
    proposed = _proposed(draft)
    draft = records_scope.found(draft, proposed.scope)
    if proposed.errors and not proposed.is_asking:
        _keep_refused(draft, proposed)
    records_report.verdict(proposed)
    records_mapping.draw(draft, proposed.checked)
    records_report.draw(draft, proposed)
    records_questions.draw(draft, proposed.checked.questions)
    records_scope.draw(draft, proposed.scope)
    records_preview.draw(draft, proposed)
    if not proposed.errors:
        records_change.draw(proposed.change)
        records_publish.draw(draft, proposed)


def _keep_refused(draft: Draft, proposed: Proposal) -> None:
    """Once a session and outcome: the list of refused files is for those who look back. Nothing
    is kept of a file that nobody of the officers handed in."""
    officer = records_officer.current()
    if officer is None:
        return
    seen = st.session_state.setdefault("records_refused", set())
    outcome = (draft.id, len(proposed.problems))
    if outcome in seen:
        return
    try:
        login = records_officer.login()
        proposal.refuse(cached.store(), proposed, by=officer.key, login=login)
        seen.add(outcome)
    except OSError:  # filelock.Timeout is one: the report below still says everything
        return
