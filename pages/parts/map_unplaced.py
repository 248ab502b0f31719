"""The records that the map cannot put where they belong, each with its reason."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import unplaced
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import cached, cards, language, tables, works_facts
from pages.parts.language import t


def draw(selection: Selection) -> None:
    """Draw how many there are for each reason, and their closed tables."""
    acts, found = _without_place(selection)
    st.subheader(t("map.unplaced"))
    if "works" in cached.record().absent:
        cards.no_data("works")
    if acts.empty and found.empty:
        st.markdown(f":gray[{t('map.all_placed')}]")
        return
    st.markdown(_how_many(found, acts))
    for name, table in (("works", found), ("acts", acts)):
        if not table.empty:
            tables.twin(table, name=f"map_unplaced_{name}", title=t(f"map.unplaced_{name}"))


@cached.kept
def _without_place(selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Acts and works, as `unplaced` has them."""
    acts = unplaced.acts(cached.contributions(selection), gazetteer.communes())
    register = works_facts.register(selection).reset_index()
    return acts, unplaced.works(register, gazetteer.communes())


def _how_many(found: pd.DataFrame, acts: pd.DataFrame) -> str:
    """One line a reason: how many records, and what the map does with them."""
    counts = found["reason"].value_counts()
    lang = language.current()
    lines = [
        t(f"map.reason_{reason}", n=formats.number(counts[reason], lang))
        for reason in unplaced.REASONS
        if reason in counts
    ]
    if not acts.empty:
        lines.append(t("map.reason_acts", n=formats.number(acts["acts"].sum(), lang)))
    return "\n".join(f"- {line}" for line in lines)
