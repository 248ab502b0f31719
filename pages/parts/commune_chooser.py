"""Which commune: a chooser, and where else to find one. Nothing is counted until one is named."""

from __future__ import annotations

import streamlit as st

from data.words import formats
from geo import gazetteer
from pages.parts import cards, links, names
from pages.parts.language import t


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


def _chosen() -> None:
    links.write(commune=(st.session_state["choose_commune"],))
