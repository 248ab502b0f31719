"""One commune: who helps it, what was done and built, how people live, what is to be clarified."""

from __future__ import annotations

import streamlit as st

from pages.parts import (
    cards,
    commune_answer,
    commune_chooser,
    commune_facts,
    commune_help,
    commune_indicators,
    commune_nearby,
    commune_works,
    comparing,
    filters,
    links,
    names,
    opening,
    promises_not_done,
    signals,
)
from pages.parts.language import t


def render() -> None:
    """Draw the page in reading order: where, question, answer, then the evidence."""
    opening.follow()
    chosen = links.current().commune
    if not chosen:
        commune_chooser.draw()
        return
    code = chosen[0]
    commune = commune_facts.read(code, filters.current("commune"))
    st.title(commune_facts.title(code), anchor=False)
    outside = commune_answer.outside(code, filters.of_the_address())
    if outside:
        st.info(outside, icon=":material/filter_alt_off:")
    st.markdown(commune_answer.where(commune))
    cards.question("commune.question")
    comparing.button()
    st.markdown(commune_answer.sentence(commune))
    cards.row(commune_answer.in_numbers(commune))
    # On paper the evidence flows in two columns: `window/paper.css`.
    with st.container(key="two_sheets"):
        _evidence(commune)


def _evidence(commune: commune_facts.Commune) -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        commune_help.assigned(commune)
    with right:
        st.header(t("commune.missing"))
        signals.draw(commune.signals, commune.selection, names.agency)
        promises_not_done.of_communes(commune.selection, (commune.code,))
    commune_help.done(commune)
    commune_works.draw(commune)
    commune_indicators.draw(commune.code)
    commune_nearby.draw(commune)
