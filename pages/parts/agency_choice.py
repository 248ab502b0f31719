"""No agency in the address: all of them to choose from, and the first few of each group."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import contributions
from data.schema import AGENCY_GROUPS
from pages.parts import bars, cached, cards, filters, links, names, worth
from pages.parts.language import t, word

_LISTED = 5


def draw() -> None:
    """Offer every agency to choose, and the first few of each group."""
    cards.head(t("agency.choose_title"), "agency.choose_question")
    agencies = cached.record().agencies
    st.selectbox(
        t("agency.choose"),
        list(agencies["agency_code"]),
        index=None,
        key="agency_choice",
        format_func=names.agency,
        placeholder=t("agency.choose_placeholder"),
        on_change=_chosen,
    )
    totals = contributions.by_agency(cached.contributions(filters.current("agency")))
    columns = st.columns(3, gap="medium")
    for place, group in enumerate(AGENCY_GROUPS):
        codes = set(agencies.loc[agencies["agency_group"] == group, "agency_code"])
        if codes:
            with columns[place % 3]:
                _group(group, totals[totals.index.isin(codes)], len(codes))


def _group(group: str, totals: pd.DataFrame, bodies: int) -> None:
    bars.draw(
        worth.rows(totals.head(_LISTED), names.agency),
        title=t("agency.group", group=word(f"agency_group.{group}"), n=cards.number(bodies)),
        subtitle=cards.subtitle(t("agency.group_first")),
        key=f"agency_group_{group}",
        on_choose=_open,
    )


def _chosen() -> None:
    _open(st.session_state["agency_choice"])


def _open(code: str) -> None:
    links.write(agency=(code,))
