"""Who is at the page of records: an officer who may publish, or anyone, who may check a file.

Publishing on the page needs a provider of logins (`[auth]` in Streamlit's secrets) and a place
on the list of officers; without these it is done at the command line. The list is read again at
every action.
"""

from __future__ import annotations

import streamlit as st

from data import officers
from data.officers import Officer, OfficersUnreadableError
from pages.parts import names
from pages.parts.language import plain, t

# What stands in versions and in the audit log where nobody did it by hand.
_PROGRAMS = {"data.sample": "tables.generator", "data.audit": "records.audit.itself"}


def is_set_up() -> bool:
    """True when officers can log in here: there is a provider, and a list."""
    return "is_logged_in" in st.user and officers.is_set_up()


def current() -> Officer | None:
    """The officer who is logged in; None for everybody else, also when the list is broken."""
    if not is_set_up() or not st.user.get("is_logged_in"):
        return None
    try:
        return officers.find(st.user.to_dict())
    except OfficersUnreadableError:
        return None


def named(by: str) -> str:
    """Who did something, as people call them: a program of ours by what it does."""
    return t(_PROGRAMS[by]) if by in _PROGRAMS else by


def say() -> None:
    """Say who is here and what they may do, with the button that logs in or out."""
    if not is_set_up():
        st.markdown(f":gray[{t('records.officer.not_set_up')}]")
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if st.user.get("is_logged_in"):
            st.markdown(_who(), width="content")
            st.button(t("records.officer.log_out"), type="tertiary", on_click=st.logout)
        else:
            st.markdown(f":gray[{t('records.officer.anyone')}]", width="content")
            st.button(t("records.officer.log_in"), icon=":material/login:", on_click=st.login)


def _who() -> str:
    try:
        officer = officers.find(st.user.to_dict())
    except OfficersUnreadableError as error:
        return t("records.officer.list_broken", reason=plain(error))
    if officer is None:
        return t("records.officer.not_listed", email=plain(st.user.get("email") or "–"))
    key = "of_agency" if officer.agency_code else "listed"
    agency = plain(names.agency(officer.agency_code))
    return t(f"records.officer.{key}", name=plain(officer.name), agency=agency)
