"""Who is at the page of records: an officer who may publish, or anyone, who may check a file.

Publishing on the page needs a provider of logins (`[auth]` in Streamlit's secrets) and a place
on the list of officers; without these it is done at the command line. The list is read again at
every action.
"""

from __future__ import annotations

import json
from contextlib import suppress

import streamlit as st

from data import officers
from data.audit import BY_COMMAND, Event
from data.officers import Officer, OfficersUnreadableError
from pages.parts import cached, logins, names
from pages.parts.language import plain, t

# What stands in versions and in the audit log where nobody did it by hand.
_PROGRAMS = {"data.sample": "tables.generator", "data.audit": "records.audit.itself"}


def is_set_up() -> bool:
    """True when officers can log in here: there is a provider, and a list."""
    return "is_logged_in" in st.user and officers.is_set_up()


def current() -> Officer | None:
    """The officer who is logged in; None for everybody else, also when the list is broken.

    Asked at every action: who was taken off the list, or logged out in another window of the same
    browser, may do nothing more in this one.
    """
    if not is_set_up() or not _is_logged_in():
        return None
    try:
        return officers.find(st.user.to_dict())
    except OfficersUnreadableError:
        return None


def login() -> str:
    """Issuer and subject of the login of this page, for the log; empty without one."""
    return officers.login_of(st.user.to_dict()) if is_set_up() and _is_logged_in() else ""


def _is_logged_in() -> bool:
    return bool(st.user.get("is_logged_in")) and not logins.is_ended(st.context.cookies.to_dict())


def note_denied(officer: Officer | None, *, version_id: str = "", file: str = "") -> None:
    """Write to the log that somebody who is logged in tried what they may not; of others, nothing
    is kept."""
    login_now = login()
    if officer is None and not login_now:
        return
    by = officer.key if officer else ""
    with suppress(OSError):  # a busy store is one too; the person is refused all the same
        cached.store().note(Event("denied", by, version_id, file=file, login=login_now))


def named(by: str) -> str:
    """Who did something, as people call them: a program of ours by what it does."""
    return t(_PROGRAMS[by]) if by in _PROGRAMS else by


def of_login(said: str) -> str:
    """How it is known who did something; the account itself is for officers."""
    if not said:
        return ""
    if said == BY_COMMAND:
        return t("records.audit.typed")
    return said if current() else t("records.audit.logged_in")


def say() -> None:
    """Say who is here and what they may do, with the button that logs in or out."""
    if not is_set_up():
        st.markdown(f":gray[{t('records.officer.not_set_up')}]")
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if _is_logged_in():
            st.markdown(_who(), width="content")
            st.button(t("records.officer.log_out"), type="tertiary", on_click=st.logout)
        else:
            st.markdown(f":gray[{t('records.officer.anyone')}]", width="content")
            st.button(t("records.officer.log_in"), icon=":material/login:", on_click=st.login)
    if _is_logged_in() and current() is None:
        _entry()


def _entry() -> None:
    """What the list of officers needs of a login whose address is not verified, to be copied."""
    claims = st.user.to_dict()
    if not officers.is_verified(claims) and officers.login_of(claims):
        lines = [
            f"{name} = {json.dumps(claims[claim], ensure_ascii=False)}"
            for name, claim in (("issuer", "iss"), ("subject", "sub"))
        ]
        st.code("\n".join(lines), language="toml")


def _who() -> str:
    try:
        claims = st.user.to_dict()
        officer = officers.find(claims)
    except OfficersUnreadableError as error:
        return t("records.officer.list_broken", reason=plain(error))
    if officer is None:
        key = "not_listed" if officers.is_verified(claims) else "not_verified"
        return t(f"records.officer.{key}", email=plain(claims.get("email") or "–"))
    key = "of_agency" if officer.agency_code else "listed"
    agency = plain(names.agency(officer.agency_code))
    return t(f"records.officer.{key}", name=plain(officer.name), agency=agency)
