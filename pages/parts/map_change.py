"""The change between two years as the map shows it: its five classes, for the table under it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from data.metrics import commune_states
from data.selection import ALL_YEARS, Selection
from pages.parts import measures
from pages.parts.commune_map import wire
from pages.parts.language import t

# As the map's script has them: down by a step or more, down, the same, up, up by a step or more.
_WORDS = ("down_far", "down", "same", "up", "up_far")
_SAME = 1e-9


def classes(selection: Selection, measure: str) -> pd.Series:
    """The class of change of each commune, 1 to 5 as text, or the state that hides it.

    The years are the first and the last chosen one; with one year alone those of the record.
    """
    years = selection.years if selection.years[0] < selection.years[1] else ALL_YEARS
    before, after = (
        measures.by_commune(replace(selection, years=(year, year)), measure) for year in years
    )
    # The map compares the numbers that it was sent.
    then, now = (table["value"].map(wire.short, na_action="ignore") for table in (before, after))
    counted = [commune_states.VALUE, commune_states.ZERO]
    state = after["state"].mask(after["state"].isin(counted), before["state"])
    both = before["state"].isin(counted) & after["state"].isin(counted)
    found = (now - then)[both].map(lambda change: _class(change, measures.CHANGE_STEPS[measure]))
    return found.astype("str").reindex(state.index).fillna(state)


def _class(change: float, step: float) -> int:
    if abs(change) < _SAME:
        return 3
    far = abs(change) >= step - _SAME
    return (1 if far else 2) if change < 0 else (5 if far else 4)


def in_words(level: int, measure: str) -> str:
    """A class of change as the legend says it."""
    if level > len(_WORDS):
        return t("map_legend.class", level=level)
    step = measures.text(measure, measures.CHANGE_STEPS[measure])
    return t(f"commune_map.{_WORDS[level - 1]}", step=step)
