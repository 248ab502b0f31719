"""The versions of the record, newest first: what each holds, who published it, from what, why."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from data.manifest import Version
from data.words import formats
from pages.parts import (
    cached,
    cards,
    folded,
    language,
    logins,
    names,
    records_accepted,
    records_audit,
    records_change,
    records_difference,
    records_officer,
    records_refused,
    records_rollback,
)
from pages.parts.language import plain, t, word

# So many are listed at once; the others are one tap away.
_AT_ONCE = 10
_MORE = "records_versions_shown"


def draw() -> None:
    """Draw the list; what a version holds is read once somebody opens it."""
    shown = st.session_state.get(_MORE, _AT_ONCE)
    # One more than is listed: each is compared with the one before.
    versions, count = cached.store().versions(shown + 1), cached.store().version_count()
    current = cached.record().version
    published = st.session_state.pop("records_published", "")
    if published:
        st.success(t("records.versions.published", id=published), icon=":material/check_circle:")
    records_rollback.say()
    st.markdown(f":gray[{cards.counted('records.versions.counted', count)}]")
    for version, before in zip(versions[:shown], [*versions[1:], None][:shown], strict=True):
        _entry(version, before, current)
    if len(versions) > shown:
        st.button(t("records.versions.more"), on_click=_show_more, type="tertiary")
    records_refused.draw()
    records_audit.draw()


def _show_more() -> None:
    st.session_state[_MORE] = st.session_state.get(_MORE, _AT_ONCE) + _AT_ONCE


def _entry(version: Version, before: Version | None, current: Version) -> None:
    is_current = version.id == current.id
    opened = folded.part(
        _label(version, is_current),
        key=f"version_{version.id}",
        icon=":material/radio_button_checked:" if is_current else ":material/history:",
    )
    if not opened:
        return
    with opened:
        _facts(version)
        records_accepted.draw(version)
        st.dataframe(
            _rows(version, before),
            key=f"version_rows_{version.id}",
            hide_index=True,
            placeholder="–",
            alt=f"{t('records.versions.rows')} · {version.id}",
        )
        _difference(version, before)
        original(version)
        if not is_current:
            records_rollback.draw(version, current)


def _label(version: Version, is_current: bool) -> str:
    parts = [
        version.id,
        word(f"status.{version.status}"),
        moment(version),
        plain(records_officer.named(version.published_by)),
    ]
    text = " · ".join(parts)
    return f"**{text}** — {t('records.versions.current')}" if is_current else text


def moment(version: Version) -> str:
    """Day and minute of publishing, on the clock of the server."""
    return language.moment(version.published_at)


def _facts(version: Version) -> None:
    """Why it was published, from which file, what that covered, and what it brought back."""
    said = [(name, getattr(version, name)) for name in ("reason", "upload_name", "restores")]
    lines = [f"**{t(f'records.versions.{name}')}**: {plain(text)}" for name, text in said if text]
    if version.status == "illustrative":
        lines.append(t("records.versions.generated"))
    elif not version.restores:
        lines.append(f"**{t('records.versions.scope')}**: {_scope(version)}")
    st.markdown("  \n".join(lines))


def _scope(version: Version) -> str:
    """What the file replaced; the rest is that of the version before."""
    scope = version.scope
    if scope.is_all:
        return t("records.versions.scope_everything")
    listed = ", ".join(word(f"table.{name}") for name in scope.covered)
    if scope.agency_code:
        agency = plain(names.agency(scope.agency_code))
        return t("records.versions.scope_agency", agency=agency, tables=listed)
    return t("records.versions.scope_tables", tables=listed)


def _rows(version: Version, before: Version | None) -> pd.DataFrame:
    """Rows of each table, and how many more or fewer than in the version before."""
    lang = language.current()
    old = before.rows if before else {}
    tables = list(dict.fromkeys([*version.rows, *old]))
    counts = [(version.rows.get(name, 0), old.get(name, 0)) for name in tables]
    shown = {
        t("records.versions.table"): [word(f"table.{name}") for name in tables],
        t("records.versions.rows"): [formats.number(now, lang) for now, _ in counts],
    }
    if before:
        differences = [_signed(now - then) for now, then in counts]
        shown[t("records.versions.difference")] = differences
    return pd.DataFrame(shown)


def _signed(difference: int) -> str:
    text = formats.number(abs(difference), language.current())
    return f"+{text}" if difference > 0 else f"−{text}" if difference < 0 else text


def _difference(version: Version, before: Version | None) -> None:
    """Row by row, on demand: it reads two whole versions."""
    if before is None:
        return
    asked = st.toggle(
        t("records.versions.show_change", before=before.id), key=f"show_change_{version.id}"
    )
    if asked:
        change = records_difference.between(before, version)
        if change is None:
            st.info(t("records.versions.not_whole"), icon=":material/broken_image:")
        else:
            records_change.draw(change, f"change_{version.id}", "past", version.id)


def original(version: Version) -> None:
    """Buttons for the files as they were handed in, read when clicked; for officers alone."""
    if records_officer.current() is None:
        return
    folder = cached.store().folder(version)
    kept = [file.name for file in version.files if file.name.startswith("upload/")]
    with st.container(horizontal=True, gap="small"):
        for name in kept:
            # A lone file is kept under a name of ours; its owner knows it by theirs.
            called = version.upload_name if len(kept) == 1 else Path(name).name
            st.download_button(
                t("records.versions.original", file=plain(called or Path(name).name)),
                data=logins.for_officers((folder / name).read_bytes),
                file_name=f"{version.id}-{called or Path(name).name}",
                on_click="ignore",
                key=f"original_{version.id}_{name}",
                icon=":material/download:",
            )
