"""The province, or one district, in one screen: where help went and what is missing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.selection import Selection
from pages.parts import (
    cards,
    filters,
    names,
    opening,
    overview_district,
    overview_lists,
    overview_numbers,
    province_map,
    tables,
    window,
)
from pages.parts.language import t


def render() -> None:
    """Draw the page in reading order: question, answer in words and numbers, map, evidence."""
    opening.follow()
    selection = filters.current()
    cards.head(t("overview.title", place=names.place(selection)), "overview.question")

    numbers = overview_numbers.read(selection)
    if numbers.is_empty:
        cards.nothing_found()
        return

    if numbers.has_no_acts:
        cards.nothing_found("overview.no_acts")
        _silent_pairs(numbers.silent)
        return
    if window.is_narrow():
        _on_a_phone(selection, numbers)
    else:
        # The map stands whole in the first screen of a laptop, and the answer beside it.
        left, right = st.columns([3, 2], gap="medium")
        with left:
            _map(selection)
        with right:
            st.markdown(overview_numbers.sentence(numbers))
            overview_numbers.name_silent(numbers.silent)
            overview_lists.places(selection)
        cards.row(overview_numbers.cards_of(numbers))
    if len(selection.districts) == 1:
        overview_district.draw(selection)
    overview_lists.years_and_sectors(selection)
    _silent_pairs(numbers.silent)
    _real_facts()


def _on_a_phone(selection: Selection, numbers: overview_numbers.Numbers) -> None:
    """The answer, and the map at once after it, so that it begins within the first screen."""
    st.markdown(overview_numbers.sentence(numbers))
    _map(selection)
    overview_numbers.name_silent(numbers.silent)
    cards.row(overview_numbers.cards_of(numbers))
    overview_lists.places(selection)


def _map(selection: Selection) -> None:
    province_map.draw(
        selection,
        key="overview_map",
        on_choose=opening.commune,
        on_district=overview_lists.choose_district,
        height=410,
    )


def _silent_pairs(silent: pd.DataFrame) -> None:
    """Name the assigned pairs with nothing reported: the first of the three faults."""
    if not silent.empty:
        tables.twin(
            silent,
            name="overview_silent",
            title=t("overview.silent_pairs", n=cards.number(len(silent))),
        )


def _real_facts() -> None:
    """The four facts of the conference: real, whatever the record's status is."""
    st.subheader(t("overview.facts"), anchor=False)
    with st.container(horizontal=True, gap="small"):
        for name in ("communes", "commended", "decision", "dates"):
            fact, what = t(f"overview.fact_{name}"), t(f"overview.fact_{name}_what")
            st.markdown(f"**{fact}**  \n{what}", width=cards.CARD_WIDTH)
    st.markdown(f":gray[{t('overview.facts_source')}]")
