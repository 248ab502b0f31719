"""Assigned pairs by their last record, and those with nothing reported: each a question to ask."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import assignments
from data.words import formats
from pages.parts import bars, cards, language, names, opening, tables
from pages.parts.agencies_facts import Agencies
from pages.parts.language import t

_LISTED = 8


def draw(found: Agencies) -> None:
    """Draw how assigned pairs report, and name those with nothing reported: each a question."""
    st.header(t("agencies.silent_title"))
    _states(found)
    _outside(found)
    _named(found)
    columns = ["agency_code", "commune_code", "assigned", "assigned_until", "acts"]
    more = ["acts_without_value", "value_million_vnd", "acts_outside"]
    last = ["last_date", "months_since_last_record", "state"]
    tables.twin(
        found.pairs[columns + more + last], name="agencies_pairs", title=t("agencies.states")
    )


def _states(found: Agencies) -> None:
    counted, selection = assignments.counts(found.pairs), found.selection
    counts = [float(counted[state]) for state in assignments.STATES]
    rows = [
        bars.Bar(
            state,
            t(f"agencies.state_{state}", year=selection.years[1]),
            length,
            cards.counted("agencies.pairs_share", count, share=_share(count, counted)),
        )
        for state, count, length in zip(
            assignments.STATES, counts, bars.lengths(counts), strict=True
        )
    ]
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t("agencies.states"), names.place(selection)),
        key="agencies_states",
    )


def _outside(found: Agencies) -> None:
    """Name the help that no assignment asked for: it belongs to none of the pairs judged here."""
    counted = assignments.counts(found.pairs)
    if counted["acts_outside"]:
        acts, pairs = (cards.number(counted[f"{name}_outside"]) for name in ("acts", "pairs"))
        st.markdown(t("agencies.outside", acts=acts, pairs=pairs), help=t("methods.notes.outside"))


def _share(count: float, counted: pd.Series) -> str:
    whole = counted["assigned"]
    return formats.share(count / whole if whole else None, language.current())


def _named(found: Agencies) -> None:
    silent = assignments.nothing_reported(found.pairs)
    if silent.empty:
        st.markdown(f":gray[{t('agencies.none_silent')}]")
        return
    rows = [
        bars.Bar(
            str(row["agency_code"]),
            names.agency(row["agency_code"]),
            None,
            names.commune_in_district(row["commune_code"]),
            _silence(row),
        )
        for row in silent.head(_LISTED).to_dict("records")
    ]
    if len(silent) > _LISTED:
        more = cards.counted("agencies.more_pairs", len(silent) - _LISTED)
        rows.append(bars.Bar("", more, None, ""))
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t("agencies.silent_pairs"), names.place(found.selection)),
        key="agencies_silent",
        on_choose=opening.agency,
    )


def _silence(row: dict) -> str:
    if formats.is_missing(row["last_date"]):
        return t("agencies.never")
    return t(
        "agencies.last",
        date=formats.date(row["last_date"], language.current()),
        months=cards.number(row["months_since_last_record"]),
    )
