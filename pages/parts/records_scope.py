"""What a handed-in file says it covers: the whole record, some tables, or one agency's part."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from data import drafts
from data.drafts import Draft
from data.schema import TABLES
from data.scope import AGENCY_TABLES, EVERYTHING, Scope
from pages.parts import cached, names, records_drafts, records_officer
from pages.parts.language import t, word

_WAYS = ("everything", "tables", "agency")


def usual() -> Scope:
    """What a new file covers until somebody says otherwise: an agency's officer, that agency."""
    officer = records_officer.current()
    return Scope((), officer.agency_code) if officer and officer.agency_code else EVERYTHING


def found(draft: Draft, scope: Scope) -> Draft:
    """Take over what a file was found to cover, where a person has not said it: a report in an
    office's own form is one table."""
    if not draft.scope.is_all or scope.is_all:
        return draft
    for key in _keys(draft).values():
        st.session_state.pop(key, None)
    try:
        return drafts.save(records_drafts.place(), draft, scope=scope)
    except (LookupError, OSError):  # what it covers is found again at the next run
        return replace(draft, scope=scope)


def _keys(draft: Draft) -> dict[str, str]:
    return {name: f"scope_{name}_{draft.id}" for name in ("way", "tables", "agency")}


def draw(draft: Draft) -> None:
    """Ask what the file covers; the answer stays with the draft."""
    way = _way(draft.scope)
    keys = _keys(draft)
    seeds = {"way": way, "tables": list(draft.scope.tables), "agency": draft.scope.agency_code}
    for name, key in keys.items():
        st.session_state.setdefault(key, seeds[name] or None)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.radio(  # its choices go to the next line on a phone, and stay whole
            t("records.scope.question"),
            _WAYS,
            key=keys["way"],
            format_func=lambda each: t(f"records.scope.{each}"),
            horizontal=True,
            on_change=_changed,
            args=(draft, keys),
        )
        chosen = st.session_state[keys["way"]]
        if chosen == "agency":
            _agency(draft, keys)
        if chosen == "tables":
            _tables(draft, keys)
    st.markdown(f":gray[{t(f'records.scope.means_{way}')}]")


def _way(scope: Scope) -> str:
    return "agency" if scope.agency_code else "tables" if scope.tables else "everything"


def _agency(draft: Draft, keys: dict[str, str]) -> None:
    st.selectbox(
        t("records.scope.which_agency"),
        list(cached.record().agencies["agency_code"]),
        key=keys["agency"],
        format_func=names.agency,
        placeholder=t("records.scope.choose"),
        width=360,
        on_change=_changed,
        args=(draft, keys),
    )


def _tables(draft: Draft, keys: dict[str, str]) -> None:
    st.multiselect(
        t("records.scope.which_tables"),
        list(TABLES),
        key=keys["tables"],
        format_func=lambda name: word(f"table.{name}"),
        placeholder=t("records.scope.choose"),
        width=480,
        on_change=_changed,
        args=(draft, keys),
    )


def _changed(draft: Draft, keys: dict[str, str]) -> None:
    said = {name: st.session_state.get(key) for name, key in keys.items()}
    scope = EVERYTHING
    if said["way"] == "tables":
        scope = Scope(tuple(said["tables"] or ()))
    elif said["way"] == "agency" and said["agency"]:
        scope = Scope(AGENCY_TABLES, said["agency"])
    with suppress(LookupError, OSError):  # where the file is gone, the next run says so
        drafts.save(records_drafts.place(), draft, scope=scope)
