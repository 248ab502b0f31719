"""The rows behind a page's numbers: the acts that pass its filters, each with its source cell."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.record import Acts
from data.schema import ACTIVITIES, empty
from data.scope import SOURCE_REF
from pages.exports import sources
from pages.parts import (
    acts,
    cached,
    cards,
    downloads,
    filters,
    folded,
    links,
    names,
    site,
    source_cells,
    tables,
)
from pages.parts.language import plain, t

# A look; the download has more of them.
_SHOWN = 200
_MOST_DOWNLOADED = 50_000
_COLUMNS = (
    # First, where a phone shows it without moving the table sideways.
    SOURCE_REF,
    "activity_id",
    "agency_code",
    "commune_code",
    "sector",
    "description",
    "planned_date",
    "activity_date",
    "delivered_quantity",
    "unit",
    "cash_million_vnd",
    "in_kind_million_vnd",
)


def draw(subject: str) -> None:
    """A closed table at the foot of a page; it is read once somebody opens it."""
    opened = folded.part(t("behind.title"), key="behind", icon=":material/format_list_numbered:")
    if opened:
        with opened:
            _acts(subject)


def _acts(subject: str) -> None:
    found = _within(subject, _SHOWN)
    if found.rows.empty:
        st.markdown(f":gray[{t('behind.none')}]")
        return
    shown = cards.number(len(found.rows))
    st.markdown(f":gray[{t('behind.newest', shown=shown, all=cards.number(found.total))}]")
    rows = names.add(sources.known(found.rows[list(_COLUMNS)]))
    followed = SOURCE_REF in rows
    st.markdown(f":gray[{t('behind.refs' if followed else 'behind.no_refs')}]")
    st.dataframe(
        tables.readable(source_cells.linked(rows.drop(columns=["agency_code", "commune_code"]))),
        key="behind_rows",
        hide_index=True,
        placeholder="–",
        alt=t("behind.title"),
        column_config={tables.head(SOURCE_REF): source_cells.column()} if followed else None,
    )
    if followed:
        _one_source(found.rows.dropna(subset=SOURCE_REF), subject)
    if st.toggle(t("behind.download"), key="behind_download"):
        whole = names.add(_within(subject, _MOST_DOWNLOADED).rows)
        downloads.buttons(whole, name="acts", title=t("behind.title"))


def _one_source(rows: pd.DataFrame, subject: str) -> None:
    """One row to choose, and the page that shows it in the file, in this tab.

    The links of the table are drawn on a canvas: a finger needs three taps, and a reader of the
    screen does not meet them.
    """
    acts_of = {row[SOURCE_REF]: row for row in rows.to_dict("records")}
    chosen = st.selectbox(
        t("behind.choose"),
        list(acts_of),
        index=None,
        key="behind_source",
        format_func=lambda ref: _in_a_line(acts_of[ref]),
        placeholder=t("behind.choose_placeholder"),
        width=480,
    )
    if chosen in acts_of:
        st.page_link(
            site.page("records"),
            label=t("behind.open", ref=plain(chosen)),
            icon=":material/arrow_forward:",
            query_params=links.elsewhere(subject, part="source", ref=chosen),
        )


def _in_a_line(row: dict) -> str:
    return " · ".join([acts.when(row), names.commune(row["commune_code"]), acts.what(row)])


def _within(subject: str, limit: int) -> Acts:
    """The acts that the page counts, newest first."""
    selection = filters.current(subject)
    communes = _communes(subject)
    if communes is not None and not communes:
        return Acts(empty(ACTIVITIES), 0)
    return cached.store().acts(
        cached.record().version,
        agency_codes=selection.agencies,
        commune_codes=communes or (),
        sectors=selection.sectors,
        years=selection.years,
        limit=limit,
    )


def _communes(subject: str) -> tuple[str, ...] | None:
    """The communes that the page is narrowed to; None for all."""
    selection = filters.current(subject)
    if subject == "commune":
        return links.current().commune[:1]
    if selection.districts or selection.kinds:
        return tuple(sorted(cached.communes(selection)))
    return None
