"""Which commune: a chooser, where else to find one, and those that received most."""

from __future__ import annotations

import streamlit as st

from data.metrics import contributions
from data.words import formats
from geo import gazetteer
from pages.parts import (
    bars,
    cached,
    cards,
    commune_nearby,
    filters,
    links,
    measures,
    names,
    worth,
)
from pages.parts.language import t

_SUGGESTED = 6


def draw() -> None:
    """No commune in the address: offer one, and say where else to find it."""
    cards.head(t("commune.choose_title"), "commune.choose_question")
    codes = sorted(
        gazetteer.communes().index,
        key=lambda code: formats.alphabetical(names.commune_in_district(code)),
    )
    st.selectbox(
        t("commune.choose"),
        codes,
        index=None,
        key="choose_commune",
        format_func=names.commune_in_district,
        placeholder=t("commune.choose_placeholder"),
        on_change=_chosen,
    )
    st.markdown(f":gray[{t('commune.choose_note')}]")
    selection = filters.current()
    by_value = contributions.by_commune(cached.contributions(selection))
    if by_value.empty:
        return
    bars.draw(
        worth.rows(by_value.head(_SUGGESTED), names.commune_in_district),
        title=t("commune.choose_list"),
        subtitle=cards.subtitle(measures.name("value_million_vnd")),
        key="commune_suggested",
        on_choose=commune_nearby.open_commune,
    )


def _chosen() -> None:
    links.write(commune=(st.session_state["choose_commune"],))
