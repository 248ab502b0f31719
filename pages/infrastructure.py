"""What was built: by type and place, with cost, funding, households served and supervision."""

from __future__ import annotations

import streamlit as st

from data.metrics import works
from pages.parts import (
    cached,
    cards,
    filters,
    links,
    names,
    opening,
    works_answer,
    works_doubts,
    works_facts,
    works_map,
    works_not_done,
    works_register,
    works_shares,
    works_types,
)
from pages.parts.language import t


def render() -> None:
    """Draw the page in reading order: question, answer, where, what, who paid, what is not done."""
    opening.follow()
    selection = filters.current()
    cards.head(t("infrastructure.title", place=names.place(selection)), "infrastructure.question")
    if "works" in cached.record().absent:
        cards.no_data("works")
        return
    if not works.apply_to(selection):
        _other_sectors()
        return
    built = works_facts.read(selection)
    if built.register.empty:
        cards.nothing_found()
        return
    st.markdown(works_answer.sentence(built))
    cards.row(works_answer.cards_of(built))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        works_map.draw(built)
        works_shares.by_supervision(built)
    with right:
        works_types.draw(built)
    left, right = st.columns(2, gap="large")
    with left:
        works_shares.by_funding(built)
    with right:
        works_shares.by_status(built)
    st.header(t("not_done.title"))
    left, right = st.columns(2, gap="large")
    with left:
        works_not_done.draw(built.register, selection, "infrastructure_not_done", opening.commune)
    with right:
        works_not_done.by_place_and_agency(built.register, selection, "infrastructure_not_done_by")
    works_register.draw(built)
    left, right = st.columns(2, gap="large")
    with left:
        works_doubts.duplicates(built)
    with right:
        works_doubts.not_placed(built)


def _other_sectors() -> None:
    """Works belong to one sector: with others chosen there is nothing to find, which is not 0."""
    st.info(t("infrastructure.other_sectors"), icon=":material/filter_alt:")
    st.button(
        t("infrastructure.all_sectors"),
        key="all_sectors",
        on_click=links.write,
        kwargs={"sector": ()},
    )
