"""What a handed-in file says it covers: the whole record, some tables, or one agency's part."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from data import drafts
from data.drafts import Draft
from data.schema import TABLES
from data.scope import AGENCY_TABLES, EVERYTHING, WAYS, Scope
from pages.parts import cached, names, records_drafts, records_officer
from pages.parts.language import t, word

_PARTS = ("everything", "tables", "agency")
# What somebody may choose who may change one agency's part: that part, or some tables of it.
_OWN_PARTS = ("agency", "tables")


def usual() -> Scope:
    """What a new file covers until somebody says otherwise: an agency's officer, that agency."""
    return Scope((), _own()) if _own() else EVERYTHING


def _own() -> str:
    """The agency whose part alone this person may change; empty for everybody else."""
    officer = records_officer.current()
    return officer.agency_code if officer else ""


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
    return {name: f"scope_{name}_{draft.id}" for name in ("part", "tables", "agency")}


def draw(draft: Draft, found: Scope) -> None:
    """Ask what the file covers, and what its rows do; the answer stays with the draft.

    Args:
        draft: with what the person said.
        found: the scope as it is taken, with what nobody said.
    """
    part = _part(draft.scope)
    keys = _keys(draft)
    seeds = {
        "part": part,
        "tables": list(draft.scope.tables),
        "agency": draft.scope.agency_code or None,
    }
    for name, key in keys.items():
        st.session_state.setdefault(key, seeds[name])
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.radio(  # its choices go to the next line on a phone, and stay whole
            t("records.scope.question"),
            _OWN_PARTS if _own() else _PARTS,
            key=keys["part"],
            format_func=lambda each: t(f"records.scope.{each}"),
            horizontal=True,
            on_change=_changed,
            args=(draft, keys),
        )
        chosen = st.session_state[keys["part"]]
        if chosen == "agency" and not _own():
            _agency(draft, keys)
        if chosen == "tables":
            _tables(draft, keys)
    st.markdown(f":gray[{t(f'records.scope.means_{part}')}]")
    if found.agency_code:
        _what_rows_do(draft, found)


def _part(scope: Scope) -> str:
    if _own():
        return "tables" if scope.tables else "agency"
    return "agency" if scope.agency_code else "tables" if scope.tables else "everything"


def _what_rows_do(draft: Draft, found: Scope) -> None:
    """Add, correct or replace: the choice of the file's own ids until the person says it."""
    key = f"scope_way_{draft.id}"
    st.session_state[key] = found.way
    st.radio(
        t("records.scope.rows_question"),
        WAYS,
        key=key,
        format_func=lambda each: t(f"records.scope.rows_{each}"),
        horizontal=True,
        on_change=_way_changed,
        args=(draft, key),
    )
    st.markdown(f":gray[{t(f'records.scope.rows_means_{found.way}')}]")


def _way_changed(draft: Draft, key: str) -> None:
    _save(draft, replace(draft.scope, way=st.session_state[key]))


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
        list(AGENCY_TABLES if _own() else TABLES),
        key=keys["tables"],
        format_func=lambda name: word(f"table.{name}"),
        placeholder=t("records.scope.choose"),
        width=480,
        on_change=_changed,
        args=(draft, keys),
    )


def _changed(draft: Draft, keys: dict[str, str]) -> None:
    said = {name: st.session_state.get(key) for name, key in keys.items()}
    scope = Scope((), _own())
    if said["part"] == "tables":
        scope = Scope(tuple(said["tables"] or ()), _own())
    elif said["part"] == "agency":
        scope = Scope((), _own() or said["agency"] or "")
    _save(draft, scope)


def _save(draft: Draft, scope: Scope) -> None:
    with suppress(LookupError, OSError):  # where the file is gone, the next run says so
        drafts.save(records_drafts.place(), draft, scope=scope)
