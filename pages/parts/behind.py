"""The foot of a page: the rows behind its numbers, how many of which, each with its source cell."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.scope import SOURCE_REF
from pages.exports import sources
from pages.parts import (
    behind_rows,
    cards,
    downloads,
    folded,
    links,
    names,
    site,
    source_cells,
    tables,
)
from pages.parts.behind_rows import Part
from pages.parts.language import plain, t

# A look; the download has more of them.
_SHOWN = 200
_MOST_DOWNLOADED = 50_000


def draw(subject: str) -> None:
    """A closed part at the foot, whose title counts the rows; they are read once it is open.

    A page that counts nothing has none.
    """
    parts = behind_rows.parts(subject)
    if not parts:
        return
    title = t("behind.title", rows=", ".join(_counted(part) for part in parts))
    opened = folded.part(title, key="behind", icon=":material/format_list_numbered:")
    if opened:
        with opened:
            _draw(_chosen(parts), subject)


def _counted(part: Part) -> str:
    return cards.counted(f"nouns.{part.kind}", part.total)


def _chosen(parts: list[Part]) -> Part:
    """The kind of rows to look at; the first until another is chosen."""
    by_kind = {part.kind: part for part in parts}
    if len(parts) == 1:
        return parts[0]
    kind = st.segmented_control(
        t("behind.kind"),
        list(by_kind),
        default=parts[0].kind,
        required=True,
        key="_".join(["behind_kind", *by_kind]),
        format_func=lambda code: _counted(by_kind[code]) if code in by_kind else code,
        label_visibility="collapsed",
    )
    return by_kind.get(str(kind), parts[0])


def _draw(part: Part, subject: str) -> None:
    found = part.newest(_SHOWN)
    shown = cards.number(len(found))
    st.markdown(f":gray[{t('behind.newest', shown=shown, all=_counted(part))}]")
    rows = names.add(sources.known(found[list(behind_rows.COLUMNS[part.kind])]))
    followed = SOURCE_REF in rows
    st.markdown(f":gray[{t('behind.refs' if followed else 'behind.no_refs')}]")
    st.dataframe(
        tables.readable(source_cells.linked(_without_codes(rows))),
        key=f"behind_rows_{part.kind}",
        hide_index=True,
        placeholder="–",
        alt=_counted(part),
        column_config={tables.head(SOURCE_REF): source_cells.column()} if followed else None,
    )
    if followed:
        _one_source(part.kind, found.dropna(subset=SOURCE_REF), subject)
    if st.toggle(t("behind.download"), key=f"behind_download_{part.kind}"):
        whole = names.add(part.newest(_MOST_DOWNLOADED))
        downloads.buttons(whole, name=f"behind_{part.kind}", title=_counted(part))


def _without_codes(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the names alone: a download keeps the codes too."""
    return rows.drop(columns=[name for name in ("agency_code", "commune_code") if name in rows])


def _one_source(kind: str, rows: pd.DataFrame, subject: str) -> None:
    """One row to choose, and the page that shows it in the file, in this tab.

    The links of the table are drawn on a canvas: a finger needs three taps, and a reader of the
    screen does not meet them.
    """
    by_ref = {row[SOURCE_REF]: row for row in rows.to_dict("records")}
    chosen = st.selectbox(
        t("behind.choose"),
        list(by_ref),
        index=None,
        key=f"behind_source_{kind}",
        format_func=lambda ref: behind_rows.in_a_line(kind, by_ref[ref]),
        placeholder=t("behind.choose_placeholder"),
        width=480,
    )
    if chosen in by_ref:
        st.page_link(
            site.page("records"),
            label=t("behind.open", ref=plain(chosen)),
            icon=":material/arrow_forward:",
            query_params=links.elsewhere(subject, part="source", ref=chosen),
        )
